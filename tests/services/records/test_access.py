"""Rights, filing, search, archives: on a store in memory."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Endpoint, Parcel, Service
from posture_app.domain.errors import NotAllowed, PostureError, RecordDamaged, RecordProblem, UsageError
from posture_app.domain.records import Deed, Patient, Purpose, Right, Role, User, Visit, VisitState
from posture_app.domain.views import View
from posture_app.services.cloud.parcel_json import unpack_answer
from posture_app.services.cloud.sync import Sync
from posture_app.services.records.access import Records, _now, answers_of, copy_records
from posture_app.services.records.archive import archive_of, bring_in, pack, read_archive, unpack
from posture_app.services.records.patient_search import PatientIndex, initials, same_name
from posture_app.services.wording import Words
from tests.assessments import assessment

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
PHOTOS = {view: b"\xff\xd8\xff" + view.value.encode() for view in (View.FRONT, View.SIDE, View.BACK)}
WORDS = Words("en")


@pytest.fixture
def records(tmp_path: Path):  # type: ignore[no-untyped-def]
    stores = SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))
    admin = User("anna", Role.ADMIN)
    store, _ = stores.make(str(tmp_path / "records"), "seven calm herons", Records(None, admin, "desk").actor)  # type: ignore[arg-type]
    yield Records(store, admin, "desk 1", lambda: NOON)
    store.close()


def test_an_administrator_sets_the_users_and_one_always_stays(records: Records) -> None:
    records.put_user(User("anna", Role.ADMIN), "blue teapot")
    records.put_user(User("bo", Role.CAPTURE), "blue teapot")
    with pytest.raises(RecordProblem, match="last_admin"):
        records.put_user(User("anna", Role.CLINICIAN), None)
    records.put_user(User("bo", Role.ADMIN), None)
    records.put_user(User("anna", Role.CLINICIAN), None)
    assert records.users() == [User("anna", Role.CLINICIAN), User("bo", Role.ADMIN)]
    clinician = replace(records, user=User("anna", Role.CLINICIAN))
    for refused in (clinician.users, lambda: clinician.put_user(User("anna", Role.ADMIN), None)):
        with pytest.raises(NotAllowed):
            refused()


def test_an_assessment_is_filed_read_signed_and_corrected(records: Records) -> None:
    patient = records.add_patient("P-1", "김민수", date(1980, 2, 3), 175.0)
    seen = assessment(shoulder_tilt=3.0)
    visit = records.file(patient, seen, PHOTOS, b"%PDF-1.7")
    again = records.refile(visit, replace(seen, notes="second look"), PHOTOS, None)
    assert again.id == visit.id
    records.sign(again)
    (signed,) = records.visits(patient)
    correction = records.refile(signed, replace(seen, notes="third look"), PHOTOS, None)

    assert (correction.version, correction.corrects) == (2, visit.id)
    assert [records.read(one).notes for one in records.visits(patient)] == ["second look", "third look"]
    assert records.photo(correction, View.SIDE) == PHOTOS[View.SIDE]
    assert records.report(signed) is None
    assert [line.deed for line in records.audit(patient)][-2:] == [Deed.VISIT_READ, Deed.VISIT_READ]
    assert records.patient(" p-1 ") == patient
    with pytest.raises(RecordProblem, match="no_patient"):
        records.patient("P-2")


@pytest.mark.parametrize("role", list(Role))
def test_a_role_may_do_what_it_may_and_nothing_else(records: Records, role: Role) -> None:
    patient = records.add_patient("P-1")
    visit = records.file(patient, assessment(View.FRONT), {View.FRONT: b"x"}, None)
    records.sign(visit)
    (signed,) = records.visits(patient)
    theirs = replace(records, user=User("bea", role))
    deeds = {
        Right.READ: lambda: (theirs.patients(), theirs.visits(patient), theirs.read(visit)),
        Right.SIGN: lambda: theirs.refile(signed, assessment(View.FRONT), {View.FRONT: b"x"}, None),
        Right.EXPORT: lambda: theirs.exported(patient, "csv"),
        Right.READ_AUDIT: theirs.audit,
        Right.BACK_UP: lambda: (theirs.verify(), theirs.back_up()),
        Right.ADD_VISIT: lambda: theirs.give_consent(patient, Purpose.CARE, "care/1", "ko"),
        Right.ERASE: lambda: theirs.erase(patient),
    }
    for right, deed in deeds.items():
        if theirs.user.may(right):
            deed()
            continue
        with pytest.raises(NotAllowed) as told:
            deed()
        assert told.value.facts == {"right": right.value}


def test_who_was_not_here_for_years_is_due_for_review(records: Records) -> None:
    for code, days in (("old", 5000), ("older", 6000), ("new", 100)):
        patient = records.add_patient(code)
        seen = replace(assessment(View.FRONT), taken_at=NOON - timedelta(days=days))
        records.file(patient, seen, {View.FRONT: b"x"}, None)
    records.add_patient("never seen")
    assert [patient.code for patient, _ in records.due_for_review(10.0)] == ["older", "old"]


def test_who_is_kept_at_a_review_comes_up_again_in_a_year(records: Records) -> None:
    patient = records.add_patient("old")
    seen = replace(assessment(View.FRONT), taken_at=NOON - timedelta(days=5000))
    records.file(patient, seen, {View.FRONT: b"x"}, None)
    today = replace(records, now=_now)
    today.keep(patient)
    assert today.due_for_review(10.0) == []
    in_a_year = replace(records, now=lambda: _now() + timedelta(days=367))
    assert [one.code for one, _ in in_a_year.due_for_review(10.0)] == ["old"]
    assert records.audit(patient)[-1].deed is Deed.PATIENT_KEPT
    clinician = replace(records, user=User("bo", Role.CLINICIAN))
    with pytest.raises(NotAllowed):
        clinician.keep(patient)


# --- search -----------------------------------------------------------------------------------------


def people(*names: str) -> PatientIndex:
    born = date(1980, 2, 3)
    return PatientIndex(Patient(f"{i:032x}", f"P-{i}", name, born) for i, name in enumerate(names))


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("김민수", ["김민수"]),
        ("민수", ["김민수"]),
        ("ㄱㅁㅅ", ["김민수"]),
        ("AMELIE", ["Amélie Dubois"]),
        ("dubois amé", ["Amélie Dubois"]),
        ("Ｐ-2", ["Иван Петров"]),
        ("петров", ["Иван Петров"]),
        ("19800203", ["김민수", "Amélie Dubois", "Иван Петров", "O'Neil; DROP TABLE"]),
        ("1980-02-03 иван", ["Иван Петров"]),
        ("drop table", ["O'Neil; DROP TABLE"]),
        ("nobody", []),
    ],
)
def test_patients_are_found_in_any_script(sought: str, found: list[str]) -> None:
    index = people("김민수", "Amélie Dubois", "Иван Петров", "O'Neil; DROP TABLE")
    assert [one.name for one in index.find(sought)] == found


def test_a_patient_comes_changes_and_goes_without_the_others() -> None:
    index = people("Anna", "Bo", "Carl")
    first, bo, _ = index.find("")
    married = replace(bo, name="Bo Weber")
    changed = index.with_patient(married)
    assert [one.name for one in changed.find("")] == ["Anna", "Bo Weber", "Carl"]
    assert changed.find("weber") == [married]
    added = changed.with_patient(replace(bo, id="f" * 32, code="P-9", name="Dora"))
    assert [one.name for one in added.find("dora")] == ["Dora"]
    assert [one.name for one in added.without(first).find("")] == ["Bo Weber", "Carl", "Dora"]
    assert len(index.without(replace(first, id="e" * 32))) == len(index) == 3
    assert index.find("weber") == []


def test_who_begins_with_it_comes_first_and_no_more_than_asked() -> None:
    index = people("Johanna", "Anna", "Susanna")
    assert [one.name for one in index.find("anna")] == ["Anna", "Johanna", "Susanna"]
    assert len(index.find("", most=2)) == 2
    assert initials("Lee 김") == initials("김")


# --- archives and copies ---------------------------------------------------------------------------


def answered(records: Records, patient: Patient, visit: Visit) -> None:
    """Let a service answer about the visit's back, and something else wait."""
    consent = records.give_consent(patient, Purpose.CLOUD, "cloud/1", "ko")
    sync = Sync(records, lambda: NOON)
    parcels = [Parcel(f"{at:032x}", Service.REMO, Ask.BACK, {View.BACK: b"x"}, "x") for at in (1, 2)]
    entry, _ = sync.queue(patient, visit, parcels)
    sync.begin(entry)
    sync.settle(entry, CloudAnswer((CloudReading(View.BACK, {"head_tilt": 1.0}),), credit=9), Endpoint("x"))
    assert consent.holds


def filled(records: Records) -> Patient:
    patient = records.add_patient("P-1", "김민수", date(1980, 2, 3), 175.0)
    consent = records.give_consent(patient, Purpose.TEACHING, "teaching/1", "ko")
    records.withdraw_consent(consent)
    first = records.file(patient, replace(assessment(), taken_at=NOON), PHOTOS, b"%PDF-1.7")
    records.sign(first)
    answered(records, patient, first)
    second = replace(assessment(View.FRONT), taken_at=NOON + timedelta(days=7))
    records.file(patient, second, {View.FRONT: b"\x89PNG"}, None)
    return patient


def test_an_archive_goes_out_and_comes_back_whole(records: Records, tmp_path: Path) -> None:
    patient = filled(records)
    before = archive_of(records.store, patient)
    packed = pack(before, WORDS)
    assert packed == pack(before, WORDS)
    assert len(before.answers) == 1
    records.erase(patient)
    assert bring_in(unpack(packed), records) == patient

    after = archive_of(records.store, patient)
    assert after.consents == before.consents
    assert [entry.id for entry, _ in after.answers] == [entry.id for entry, _ in before.answers]
    assert [unpack_answer(told).credit for _, told in after.answers] == [9]
    assert [visit for visit, _ in after.visits] == [visit for visit, _ in before.visits]
    assert [one.state for one, _ in after.visits] == [VisitState.SIGNED, VisitState.DRAFT]
    for (_, mine), (_, theirs) in zip(before.visits, after.visits, strict=True):
        assert (mine.document, mine.photos, mine.report) == (theirs.document, theirs.photos, theirs.report)
    with pytest.raises(RecordProblem, match="code_taken"):
        bring_in(unpack(packed), records)


def test_records_are_copied_with_signatures_into_an_empty_store(records: Records, tmp_path: Path) -> None:
    patient = filled(records)
    stores = SqlStores(tmp_path / "dumps2", stretching=Stretching(1, 8192, 1))
    target, _ = stores.make(str(tmp_path / "copy"), "eight calm herons", records.actor)
    assert copy_records(records.store, target, records.actor) == 1

    assert target.patients() == records.store.patients()
    assert target.visits(patient.id) == records.store.visits(patient.id)
    assert target.consents(patient.id) == records.store.consents(patient.id)
    assert [told for _, told in answers_of(target, patient)] == [
        told for _, told in answers_of(records.store, patient)
    ]
    assert len(target.outbox.entries()) == 1  # what waits stays where it is
    assert target.verify().faults == ()
    with pytest.raises(RecordProblem, match="target_not_empty"):
        copy_records(records.store, target, records.actor)
    target.close()


def rebuilt(packed: bytes, change: dict[str, bytes | None]) -> bytes:
    """Give the zip with these files replaced, added, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name not in change:
                target.writestr(name, source.read(name))
        for name, data in change.items():
            if data is not None:
                target.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def packed(records: Records) -> bytes:
    return pack(archive_of(records.store, filled(records)), WORDS)


@pytest.mark.parametrize(
    "change",
    [
        {"patient.json": b"[]"},
        {"patient.json": None},
        {"consents.json": b'[{"id": "../../x"}]'},
        {"visits/001/visit.json": b"{}"},
        {"visits/001/front.jpg": None},
        {"visits/001/front.jpg": b"<script>alert(1)</script>"},
        {"visits/001/front.jpg": b"\x89PNG under the name of another kind"},
        {"visits/001/report.pdf": b"<script>alert(1)</script>"},
        {"visits/001/report.pdf": b""},
        {"visits/001/record.json": b'{"schema": "posture-record/1", "assessment": 1}'},
    ],
)
def test_a_tampered_archive_is_refused(packed: bytes, change: dict[str, bytes | None]) -> None:
    with pytest.raises(RecordDamaged):
        unpack(rebuilt(packed, change))


def line_of(packed: bytes, name: str) -> dict[str, object]:
    """Give one JSON file of the zip."""
    return dict(json.loads(zipfile.ZipFile(io.BytesIO(packed)).read(name)))


VISIT = "visits/001/visit.json"


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("patient.json", {"code": "\ud800"}),
        ("patient.json", {"name": "a\0b"}),
        ("patient.json", {"name": "a" * 1000}),
        ("patient.json", {"code": {"a": 1}}),
        ("patient.json", {"height_cm": float("nan")}),
        ("patient.json", {"height_cm": -1}),
        (VISIT, {"taken_at": "2026-11-21T12:00:00"}),
        (VISIT, {"taken_at": "9999-12-31T23:59:59-12:00"}),
        (VISIT, {"signed_at": "0001-01-01T00:00:00+14:00"}),
        (VISIT, {"version": 10**30}),
        (VISIT, {"version": 0}),
        (VISIT, {"signed_by": "x" * 121}),
        (VISIT, {"corrects": "0" * 32}),
        (VISIT, {"views": ["front", "front"]}),
        (VISIT, {"views": ["front"]}),
        (VISIT, {"id": "../../../../../etc/passwd"}),
    ],
)
def test_a_line_that_no_store_could_keep_is_refused(
    packed: bytes, name: str, changed: dict[str, object]
) -> None:
    line = json.dumps({**line_of(packed, name), **changed}).encode()
    with pytest.raises(RecordDamaged, match="archive_damaged"):
        unpack(rebuilt(packed, {name: line}))


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "../x"},
        {"visit": None},
        {"service": "other"},
        {"views": ["above"]},
        {"size": 10**30},
        {"queued_at": "2026-11-21T12:00:00"},
        {"reason": "x" * 1000},
        {"answer": {"readings": 1}},
    ],
)
def test_an_answer_that_no_store_could_keep_is_refused(packed: bytes, changed: dict[str, object]) -> None:
    (told,) = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("services.json"))
    with pytest.raises(RecordDamaged, match="archive_damaged"):
        unpack(rebuilt(packed, {"services.json": json.dumps([{**told, **changed}]).encode()}))


def test_an_answer_about_nobodys_visit_leaves_nothing_behind(records: Records, packed: bytes) -> None:
    (told,) = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("services.json"))
    records.erase(records.patient("P-1"))
    foreign = rebuilt(packed, {"services.json": json.dumps([{**told, "visit": "f" * 32}]).encode()})
    with pytest.raises(RecordProblem, match="no_visit"):
        bring_in(unpack(foreign), records)
    assert records.patients() == []


def test_the_same_visit_twice_and_endless_nesting_are_refused(packed: bytes) -> None:
    twice = json.dumps({**line_of(packed, "visits/002/visit.json"), "id": line_of(packed, VISIT)["id"]})
    for change in ({"visits/002/visit.json": twice.encode()}, {"consents.json": b"[" * 200_000}):
        with pytest.raises(RecordDamaged, match="archive_damaged"):
            unpack(rebuilt(packed, change))


def test_what_is_somebody_elses_keeps_the_whole_archive_out(records: Records, packed: bytes) -> None:
    other = records.add_patient("P-9")
    theirs = records.file(other, assessment(View.FRONT), {View.FRONT: b"x"}, None)
    head = {**line_of(packed, "patient.json"), "code": "P-7", "id": "7" * 32}
    line = {**line_of(packed, "visits/002/visit.json"), "id": theirs.id, "corrects": None}
    first = {**line_of(packed, VISIT), "id": "8" * 32}
    changes = {"patient.json": head, "consents.json": [], VISIT: first, "visits/002/visit.json": line}
    forged = unpack(rebuilt(packed, {name: json.dumps(one).encode() for name, one in changes.items()}))
    with pytest.raises(RecordProblem, match="entry_taken"):
        bring_in(forged, records)
    assert records.find("P-7") is None
    assert records.visits(other) == [theirs]
    assert records.verify().faults == ()


def test_the_same_person_under_another_code_and_a_consent_twice_are_told(
    records: Records, packed: bytes
) -> None:
    same = json.dumps({**line_of(packed, "patient.json"), "code": "P-7"}).encode()
    with pytest.raises(RecordProblem, match="patient_there"):
        bring_in(unpack(rebuilt(packed, {"patient.json": same})), records)
    other = json.dumps({**line_of(packed, "patient.json"), "code": "P-7", "id": "7" * 32}).encode()
    with pytest.raises(RecordProblem, match="entry_taken"):
        bring_in(unpack(rebuilt(packed, {"patient.json": other})), records)
    assert records.find("P-7") is None


def test_who_may_not_sign_brings_nothing_in(records: Records, packed: bytes) -> None:
    theirs = replace(records, user=User("bo", Role.CAPTURE))
    with pytest.raises(NotAllowed):
        bring_in(unpack(packed), theirs)


def test_a_file_that_cannot_be_read_or_is_too_large_is_told(
    packed: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "archive.zip"
    with pytest.raises(UsageError, match="archive_unreadable") as told:
        read_archive(file)
    assert told.value.facts == {"file": "archive.zip"}
    file.write_bytes(packed)
    assert len(read_archive(file).visits) == 2
    monkeypatch.setattr("posture_app.services.records.archive.MOST_BYTES", 1000)
    with pytest.raises(RecordProblem, match="archive_too_large"):
        read_archive(file)


def test_an_archive_under_a_password_or_packed_otherwise_is_refused(packed: bytes) -> None:
    locked = bytearray(packed)
    start = locked.find(b"PK\x01\x02")  # the directory's first entry, whose flags stand at 8
    locked[start + 8] |= 1
    with pytest.raises(RecordDamaged, match="archive_damaged"):
        unpack(bytes(locked))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("patient.json", zipfile.ZipFile(io.BytesIO(packed)).read("patient.json"))
    with pytest.raises(RecordDamaged, match="archive_damaged"):
        unpack(out.getvalue())


def test_paths_that_lead_elsewhere_are_not_followed(packed: bytes) -> None:
    archive = unpack(rebuilt(packed, {"../../evil.txt": b"x", "/etc/passwd": b"x"}))
    assert len(archive.visits) == 2


def test_a_newer_and_a_swollen_archive_are_told(packed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    head = json.loads(zipfile.ZipFile(io.BytesIO(packed)).read("patient.json"))
    newer = json.dumps({**head, "schema": "posture-archive/2"}).encode()
    with pytest.raises(RecordProblem, match="archive_newer"):
        unpack(rebuilt(packed, {"patient.json": newer}))
    monkeypatch.setattr("posture_app.services.records.archive.MOST_BYTES", 1000)
    with pytest.raises(RecordProblem, match="archive_too_large"):
        unpack(packed)


@given(st.binary(max_size=300))
def test_anything_else_is_no_archive(data: bytes) -> None:
    with pytest.raises(PostureError):
        unpack(data)
    with pytest.raises(PostureError):
        unpack(b"PK\x03\x04" + data)


def test_texts_are_one_line_and_no_longer_than_an_archive_takes(records: Records) -> None:
    patient = records.add_patient(" P\n-1\t", "김\x1b[31m  민수\r\n")
    assert (patient.code, patient.name) == ("P -1", "김 [31m 민수")
    assert records.patient("p\t-1") == patient
    records.change_patient(replace(patient, name="\x07"))
    assert records.patient("P -1").name is None
    consent = records.give_consent(patient, Purpose.CARE, "care\n/1", "en")
    assert consent.text_version == "care /1"
    for long in (
        lambda: records.add_patient("x" * 501),
        lambda: records.add_patient("P-2", "x" * 501),
        lambda: records.change_patient(replace(patient, name="x" * 501)),
        lambda: records.give_consent(patient, Purpose.CARE, "x" * 121, "en"),
        lambda: records.put_user(User("x" * 121, Role.ADMIN), "a long password"),
    ):
        with pytest.raises(RecordProblem, match="text_long"):
            long()
    records.change_patient(replace(patient, code="x" * 500, name="y" * 500))
    packed = pack(archive_of(records.store, records.patient("x" * 500)), WORDS)
    records.erase(patient)
    assert bring_in(unpack(packed), records).name == "y" * 500


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("김민수", "김민수", True),
        ("José  Álvarez", "jose alvarez ", True),
        ("김민수", "김민서", False),
        ("Kim", "Kim Minsu", False),
    ],
)
def test_two_spellings_may_be_one_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, unicodedata.normalize("NFD", other)) is same
