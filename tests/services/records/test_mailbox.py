"""The watched folder of a practice system: orders in, results out, each once."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone, tzinfo
from pathlib import Path

import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app import make_program
from posture_app.cli import mailbox as mailbox_command
from posture_app.cli import run
from posture_app.domain.errors import NotAllowed, PhotoUnreadable, RecordProblem, UsageError
from posture_app.domain.records import Actor, Role, User, VisitState
from posture_app.domain.views import View
from posture_app.services.assessing.photo_drop import STILL_LOOKS
from posture_app.services.records.access import Records
from posture_app.services.records.gdt import MOST_BYTES, GdtAddress
from posture_app.services.records.mailbox import Mailbox, watch
from posture_app.services.wording import Words
from tests.assessments import assessment

pytestmark = pytest.mark.usefixtures("moved_like_windows")

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
ADDRESS = GdtAddress(receiver="PRAXIS", sender="POST")
PASSPHRASE = "seven calm herons"


def gdt(*fields: tuple[str, str]) -> bytes:
    lines = ((field, content.encode("iso8859-1")) for field, content in fields)
    return b"".join(f"{len(text) + 9:03}{field}".encode() + text + b"\r\n" for field, text in lines)


def order(number: str = "4711", kind: str = "6302") -> bytes:
    return gdt(
        ("8000", kind),
        ("9206", "3"),
        ("3000", number),
        ("3101", "Müller"),
        ("3102", "Zoë"),
        ("3103", "03021980"),
    )


@pytest.fixture
def records(tmp_path: Path):  # type: ignore[no-untyped-def]
    stores = SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))
    store, _ = stores.make(str(tmp_path / "records"), PASSPHRASE, Actor("anna", "desk"))
    yield Records(store, User("anna", Role.ADMIN), "desk", lambda: NOON)
    store.close()


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    return folder


def mailbox(records: Records, post: Path, since: datetime | None = None) -> Mailbox:
    made = Mailbox(post, records, Words("en"), ADDRESS, Path.write_bytes, since)
    made.prepare()
    return made


def names(made: list[Path] | object) -> list[str]:
    return [path.name for path in made]  # type: ignore[attr-defined]


def test_an_order_makes_a_patient_once_and_is_moved(records: Records, post: Path) -> None:
    box = mailbox(records, post)
    (post / "POSTPRAX.GDT").write_bytes(order())
    (post / "POSTPRAX.001").write_bytes(order(kind="6301"))
    (post / "notes.txt").write_text("not for us", encoding="utf-8")
    assert box.look() == []
    assert names(box.look()) == ["POSTPRAX.001", "POSTPRAX.GDT"]

    (patient,) = records.patients()
    assert (patient.code, patient.name, patient.birth_date) == ("4711", "Zoë Müller", date(1980, 2, 3))
    assert sorted(path.name for path in post.iterdir() if path.is_file()) == ["notes.txt"]
    assert sorted(names((post / "done").iterdir())) == ["POSTPRAX.001", "POSTPRAX.GDT"]
    assert (post / "done" / "POSTPRAX.GDT").read_bytes() == order()


def test_a_patient_who_is_known_stays_as_they_are(records: Records, post: Path) -> None:
    known = records.add_patient("4711", "Somebody Else")
    (post / "a.gdt").write_bytes(order())
    box = mailbox(records, post)
    box.look()
    box.look()
    assert records.patients() == [known]


def test_a_file_that_still_grows_is_left_until_it_stands(records: Records, post: Path) -> None:
    box = mailbox(records, post)
    whole, growing = order(), post / "a.gdt"
    for length in (10, 30, len(whole)):
        growing.write_bytes(whole[:length])
        assert box.look() == []
    assert names(box.look()) == ["a.gdt"]
    assert len(records.patients()) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (order()[:-5], "Line 6"),
        (b"", "neither a patient"),
        (gdt(("8000", "6310")), "neither a patient"),
        (gdt(("8000", "6302")), "names no patient"),
        (b"0" * (MOST_BYTES + 1), "larger than any"),
    ],
)
def test_what_cannot_be_read_is_put_aside_with_the_reason(
    records: Records, post: Path, data: bytes, said: str
) -> None:
    (post / "a.gdt").write_bytes(data)
    box = mailbox(records, post)
    box.look()
    (aside,) = box.look()
    assert aside == post / "bad" / "a.gdt"
    assert aside.read_bytes() == data
    assert said in (post / "bad" / "a.gdt.txt").read_text(encoding="utf-8")
    assert records.patients() == []


def test_of_two_files_of_one_name_both_are_kept(records: Records, post: Path) -> None:
    box = mailbox(records, post)
    for number in ("1", "2"):
        (post / "a.gdt").write_bytes(order(number))
        box.look()
        box.look()
    assert sorted(names((post / "done").iterdir())) == ["a-2.gdt", "a.gdt"]


def test_a_link_is_not_followed(records: Records, post: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(order())
    (post / "a.gdt").symlink_to(tmp_path / "elsewhere")
    box = mailbox(records, post)
    box.look()
    assert box.look() == []


def test_results_of_signed_visits_are_written_each_once(records: Records, post: Path) -> None:
    patient = records.add_patient("4711", "Zoë Müller")
    for days, sign in ((2, True), (0, True), (0, False)):
        earlier = replace(records, now=lambda d=days: NOON - timedelta(days=d))  # type: ignore[misc]
        visit = earlier.file(patient, assessment(View.FRONT), {View.FRONT: b"x"}, None)
        if sign:
            earlier.sign(visit)
    since = NOON - timedelta(days=1)
    box = mailbox(records, post, since)
    (written,) = box.look()
    assert written == post / "out" / "PRAXPOST.001"
    result = written.read_bytes()
    assert b"01380006310\r\n" in result
    assert b"8315PRAXIS" in result
    assert b"30004711" in result
    assert box.look() == []
    assert mailbox(records, post, since).look() == []  # the trail remembers it
    (all_of_them,) = mailbox(records, post, NOON - timedelta(days=9)).look()
    assert all_of_them.name == "PRAXPOST.002"


def test_a_code_that_gdt_cannot_write_keeps_no_other_result_back(records: Records, post: Path) -> None:
    for code in ("환자 1", "4711"):
        patient = records.add_patient(code)
        records.sign(records.file(patient, assessment(View.FRONT), {View.FRONT: b"x"}, None))
    box = mailbox(records, post, NOON - timedelta(days=9))
    told, written = sorted(box.look(), key=lambda path: path.parent.name)
    assert (told.parent, told.suffix) == (post / "bad", ".txt")
    assert "no letters for the code 환자 1" in told.read_text(encoding="utf-8")
    assert b"30004711" in written.read_bytes()
    assert box.look() == []


def test_an_order_with_a_name_that_no_record_takes_is_put_aside(records: Records, post: Path) -> None:
    (post / "a.gdt").write_bytes(order("x" * 600))
    (post / "b.gdt").write_bytes(order("2"))
    box = mailbox(records, post)
    box.look()
    assert [one.parent.name for one in box.look()] == ["bad", "done"]
    assert "500" in (post / "bad" / "a.gdt.txt").read_text(encoding="utf-8")


def test_who_may_not_export_writes_no_results(records: Records, post: Path) -> None:
    theirs = replace(records, user=User("bea", Role.CAPTURE))
    with pytest.raises(NotAllowed):
        mailbox(theirs, post, NOON)


def test_busy_records_are_said_once_and_the_file_is_tried_again(
    records: Records, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (post / "a.gdt").write_bytes(order())
    given = Records.patient
    busy = iter([True, True])

    def patient(self: Records, code: str):  # type: ignore[no-untyped-def]
        if next(busy, False):
            raise RecordProblem("store_busy")
        return given(self, code)

    monkeypatch.setattr(Records, "patient", patient)
    looks = iter([False, False, False, True])
    done: list[Path] = []
    troubles: list[str] = []
    box = Mailbox(post, records, Words("en"), ADDRESS, Path.write_bytes)
    watch(box, lambda seconds: next(looks), done.append, troubles.append)
    assert names(done) == ["a.gdt"]
    assert len(troubles) == 1

    (post / "b.gdt").write_bytes(order("2"))
    monkeypatch.setattr(Records, "patient", failing("store_full"))
    with pytest.raises(RecordProblem, match="store_full"):
        watch(box, lambda seconds: False, done.append, troubles.append)
    assert (post / "b.gdt").exists()


def failing(code: str) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise RecordProblem(code)

    return fail


def test_a_folder_that_cannot_be_used_and_one_that_is_full_are_said(records: Records, post: Path) -> None:
    (post / "done").write_text("in the way", encoding="utf-8")
    with pytest.raises(RecordProblem, match="mailbox_unusable"):
        mailbox(records, post)
    (post / "done").unlink()
    patient = records.add_patient("4711")
    records.sign(records.file(patient, assessment(View.FRONT), {View.FRONT: b"x"}, None))
    box = mailbox(records, post, NOON)
    for number in range(1, 1000):
        (post / "out" / f"PRAXPOST.{number:03}").touch()
    with pytest.raises(RecordProblem, match="mailbox_full"):
        box.look()


def test_photographs_at_rest_are_filed_under_their_folders_name(records: Records, post: Path) -> None:
    filed: list[tuple[str, list[View]]] = []

    def file(code: str, photos: Mapping[View, Path]) -> None:
        if code == "P-bad":
            raise PhotoUnreadable("photo_unreadable", view="front", file="front.jpg")
        filed.append((code, list(photos)))

    box = Mailbox(post, records, Words("en"), ADDRESS, Path.write_bytes, file_photos=file)
    box.prepare()
    for code in ("P-1", "P-bad", "P-none"):
        (post / "photos" / code).mkdir()
    (post / "photos" / "P-none" / "portrait.jpg").write_bytes(b"x")
    (post / "photos" / "P-bad" / "front.jpg").write_bytes(b"x")
    (post / "photos" / "P-1" / "Front.JPG").write_bytes(b"x")
    for _ in range(STILL_LOOKS - 1):
        assert box.look() == []
    (post / "photos" / "P-1" / "side.png").write_bytes(b"x")
    assert box.look() == [post / "bad" / "P-bad"]
    for _ in range(STILL_LOOKS - 2):
        assert box.look() == []
    assert box.look() == [post / "done" / "P-1"]
    assert filed == [("P-1", [View.FRONT, View.SIDE])]
    assert "front.jpg" in (post / "bad" / "P-bad" / "why.txt").read_text(encoding="utf-8")
    assert names((post / "photos").iterdir()) == ["P-none"]


def test_photographs_stay_when_the_records_cannot_be_reached(records: Records, post: Path) -> None:
    box = Mailbox(post, records, Words("en"), ADDRESS, Path.write_bytes, file_photos=failing("store_busy"))
    box.prepare()
    (post / "photos" / "P-1").mkdir()
    (post / "photos" / "P-1" / "front.jpg").write_bytes(b"x")
    for _ in range(STILL_LOOKS - 1):
        box.look()
    with pytest.raises(RecordProblem, match="store_busy"):
        box.look()
    assert (post / "photos" / "P-1" / "front.jpg").exists()


def test_an_order_that_is_open_elsewhere_waits_and_is_told_once(records: Records, post: Path) -> None:
    (post / "a.gdt").write_bytes(order("1"))
    (post / "b.gdt").write_bytes(order("2"))
    box = mailbox(records, post)
    done: list[Path] = []
    troubles: list[str] = []
    looks = iter([False, False, False, True])
    with (post / "a.gdt").open("rb"):
        watch(box, lambda seconds: next(looks), done.append, troubles.append)
    assert done == [post / "done" / "b.gdt"]
    assert troubles == ["a.gdt is open in another program, or must not be read; it is tried again."]
    assert box.look() == [post / "done" / "a.gdt"]
    assert box.held() == frozenset()
    assert sorted(patient.code for patient in records.patients()) == ["1", "2"]


@pytest.mark.parametrize(
    "problem", [None, PhotoUnreadable("photo_unreadable", view="front", file="front.jpg")]
)
def test_photographs_that_are_open_elsewhere_are_filed_once(
    problem: PhotoUnreadable | None, records: Records, post: Path
) -> None:
    filed: list[str] = []

    def file(code: str, photos: Mapping[View, Path]) -> None:
        filed.append(code)
        if problem is not None:
            raise problem

    box = Mailbox(post, records, Words("en"), ADDRESS, Path.write_bytes, file_photos=file)
    box.prepare()
    folder = post / "photos" / unicodedata.normalize("NFD", "김-1")  # as a Mac may have it
    folder.mkdir()
    (folder / "front.jpg").write_bytes(b"x")
    with (folder / "front.jpg").open("rb"):
        for _ in range(STILL_LOOKS + 2):
            assert box.look() == []
        assert box.held() == {folder.name}
    (aside,) = box.look()
    assert aside == post / ("done" if problem is None else "bad") / folder.name
    assert (aside / "why.txt").exists() is (problem is not None)
    assert filed == ["김-1"]


class NoTimeBefore1970(datetime):
    """As Windows has it."""

    def astimezone(self, tz: tzinfo | None = None) -> NoTimeBefore1970:  # type: ignore[override]
        if self.year < 1970:
            raise OSError(22, "Invalid argument")
        return self


def test_a_day_that_windows_cannot_place_is_a_day_that_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox_command, "datetime", NoTimeBefore1970)
    assert mailbox_command._day("1970-01-02").day == 2
    with pytest.raises(UsageError, match="bad_day"):
        mailbox_command._day("1969-12-31")


@pytest.mark.model
def test_the_desk_assesses_what_lies_in_the_folder(
    records: Records, post: Path, tmp_path: Path, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("posture_app.services.records.mailbox.POLL_S", 0.0)
    (post / "photos" / "P-1").mkdir(parents=True)
    shutil.copy(demo / "kim_front.jpg", post / "photos" / "P-1" / "front.jpg")
    known = records.add_patient("P-1", "Kim", None, 178.0)
    arguments = ["mailbox", str(post), "--photos", "--once", "--store", str(tmp_path / "records")]
    assert run(arguments, make_program()) == 0
    (visit,) = records.visits(known)
    assert visit.state is VisitState.DRAFT
    assert records.read(visit).subject.height_cm == 178.0


def test_the_desk_looks_twice_and_says_what_it_did(
    records: Records,
    post: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("posture_app.services.records.mailbox.POLL_S", 0.0)
    (post / "a.gdt").write_bytes(order())

    def desk(*arguments: str) -> int:
        return run(["mailbox", *arguments, "--store", str(tmp_path / "records"), "--once"], make_program())

    assert desk(str(post)) == 0
    assert capfd.readouterr().out == f"{post / 'done' / 'a.gdt'}\n"
    assert desk(str(post / "none")) == 2
    assert desk(str(post), "--results-since", "yesterday") == 2
    assert desk(str(post), "--own-id", "../x") == 2
    assert desk(str(post), "--results-since", "2026-11-01") == 0
