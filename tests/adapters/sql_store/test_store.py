"""What every store must do, in a folder and on a server."""

from __future__ import annotations

import unicodedata
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.adapters.sql_store.tables import PatientRow
from posture_app.domain.errors import RecordDamaged, RecordProblem, WrongPassphrase
from posture_app.domain.records import Consent, Deed, Patient, Purpose, Role, User, VisitState
from posture_app.domain.views import View
from posture_app.services.records.places import is_server, with_password
from tests.adapters.sql_store.conftest import ANNA, NOON, PASSPHRASE, content, new_patient, new_visit
from tests.postgres import PostgresServer


@pytest.fixture
def store(stores: SqlStores, place: str):  # type: ignore[no-untyped-def]
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    yield made
    made.close()


def deeds(store: SqlStore) -> list[Deed]:
    return [line.deed for line in store.audit()]


def test_what_was_kept_comes_back(store: SqlStore) -> None:
    patient = new_patient(name="Amélie O'Neil; DROP TABLE patients")
    visit = new_visit(patient)
    store.add_patient(patient, ANNA)
    store.add_visit(visit, content(), ANNA)

    assert store.patients() == [patient]
    assert store.visits(patient.id) == [visit]
    assert store.document(visit.id) == content().document
    assert store.photo(visit.id, View.BACK) == content().photos[View.BACK]
    assert store.report(visit.id) == content().report
    assert store.verify().faults == ()
    assert store.verify().photos == 2


def test_a_store_is_opened_by_passphrase_and_by_recovery_code(stores: SqlStores, place: str) -> None:
    made, code = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    made.add_patient(patient, ANNA)
    made.close()

    misread = code.replace("O", "0").replace("I", "1").replace("B", "8")
    for secret in (PASSPHRASE, code, code.lower().replace("-", " "), misread):
        opened = stores.open(place, secret, ANNA)
        assert opened.patients() == [patient]
        opened.close()


def test_korean_is_the_same_in_whole_syllables_and_in_their_parts(stores: SqlStores, place: str) -> None:
    phrase = "일곱 마리 조용한 왜가리"
    parts = unicodedata.normalize("NFD", phrase)
    assert parts != phrase
    store = stores.make(place, phrase, ANNA)[0]
    patient = new_patient("환자 1")
    store.add_patient(patient, ANNA)
    store.put_user(User("bea", Role.CAPTURE), phrase, ANNA)
    store.close()
    opened = stores.open(place, parts, ANNA)
    assert opened.patient_by_code(unicodedata.normalize("NFD", "환자 1")) == patient
    with pytest.raises(RecordProblem, match="code_taken"):
        opened.add_patient(new_patient(unicodedata.normalize("NFD", "환자 1")), ANNA)
    assert opened.log_in("bea", parts) == User("bea", Role.CAPTURE)
    opened.close()


def test_stray_bytes_of_the_surroundings_are_a_wrong_passphrase(stores: SqlStores, place: str) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    with pytest.raises(WrongPassphrase, match="wrong_passphrase"):
        stores.open(place, b"caf\xe9 caf\xe9 caf\xe9".decode("utf-8", "surrogateescape"), ANNA)


def test_a_wrong_passphrase_opens_nothing_and_the_sixth_must_wait(
    stores: SqlStores, place: str, clock: list[float]
) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    for _ in range(5):
        with pytest.raises(WrongPassphrase, match="wrong_passphrase"):
            stores.open(place, "not this one", ANNA)
    with pytest.raises(WrongPassphrase, match="too_many_tries") as told:
        stores.open(place, PASSPHRASE, ANNA)
    assert told.value.facts["wait_s"] == 30
    clock[0] += 31
    with pytest.raises(WrongPassphrase, match="wrong_passphrase"):
        stores.open(place, "nor this one", ANNA)
    clock[0] += 31
    with pytest.raises(WrongPassphrase, match="too_many_tries"):
        stores.open(place, PASSPHRASE, ANNA)
    clock[0] += 31
    stores.open(place, PASSPHRASE, ANNA).close()
    stores.open(place, PASSPHRASE, ANNA).close()


def test_a_new_passphrase_replaces_the_old_one_and_leaves_the_records(stores: SqlStores, place: str) -> None:
    made, code = stores.make(place, PASSPHRASE, ANNA)
    patient, visit = new_patient(), None
    made.add_patient(patient, ANNA)
    visit = new_visit(patient)
    made.add_visit(visit, content(), ANNA)
    made.close()
    stores.change_passphrase(place, PASSPHRASE, "eight loud herons", ANNA)

    with pytest.raises(WrongPassphrase):
        stores.open(place, PASSPHRASE, ANNA)
    opened = stores.open(place, "eight loud herons", ANNA)
    assert opened.photo(visit.id, View.FRONT) == content().photos[View.FRONT]
    assert Deed.PASSPHRASE_CHANGED in deeds(opened)
    opened.close()
    fresh = stores.new_recovery_code(place, "eight loud herons", ANNA)
    with pytest.raises(WrongPassphrase):
        stores.open(place, code, ANNA)
    stores.open(place, fresh, ANNA).close()


def test_a_short_passphrase_is_refused_before_anything_is_made(stores: SqlStores, place: str) -> None:
    with pytest.raises(RecordProblem, match="passphrase_short"):
        stores.make(place, "short", ANNA)
    with pytest.raises(RecordProblem, match="no_store"):
        stores.open(place, PASSPHRASE, ANNA)
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    with pytest.raises(RecordProblem, match="store_exists"):
        stores.make(place, PASSPHRASE, ANNA)


def test_codes_are_unique_whatever_their_case(store: SqlStore) -> None:
    first, second = new_patient("P-1"), new_patient("P-2")
    store.add_patient(first, ANNA)
    store.add_patient(second, ANNA)
    with pytest.raises(RecordProblem, match="code_taken"):
        store.add_patient(new_patient(" p-1 "), ANNA)
    with pytest.raises(RecordProblem, match="code_taken"):
        store.change_patient(replace(second, code="P-1"), ANNA)
    with pytest.raises(RecordProblem, match="code_empty"):
        store.add_patient(new_patient(" "), ANNA)
    store.change_patient(replace(second, name="Lee"), ANNA)
    assert [one.name for one in store.patients()] == ["김민수", "Lee"]


def test_a_draft_is_replaced_and_a_signed_visit_is_corrected_by_a_new_version(store: SqlStore) -> None:
    patient = new_patient()
    visit = new_visit(patient)
    store.add_patient(patient, ANNA)
    store.add_visit(visit, content(b"1"), ANNA)
    store.add_visit(visit, content(b"2"), ANNA)
    assert store.document(visit.id) == content(b"2").document
    store.sign_visit(visit.id, NOON, ANNA)

    with pytest.raises(RecordProblem, match="visit_signed"):
        store.add_visit(visit, content(b"3"), ANNA)
    with pytest.raises(RecordProblem, match="visit_signed"):
        store.sign_visit(visit.id, NOON, ANNA)
    correction = new_visit(patient, version=2, corrects=visit.id)
    store.add_visit(correction, content(b"3"), ANNA)
    first, second = store.visits(patient.id)
    assert (first.state, first.signed_by, first.signed_at) == (VisitState.SIGNED, "anna", NOON)
    assert (second.state, second.corrects) == (VisitState.DRAFT, visit.id)
    assert store.photo(visit.id, View.FRONT) == content(b"2").photos[View.FRONT]


def test_consents_are_given_and_withdrawn(store: SqlStore) -> None:
    patient = new_patient()
    store.add_patient(patient, ANNA)
    care = Consent("a" * 32, patient.id, Purpose.CARE, "care/1", "ko", NOON)
    store.add_consent(care, ANNA)
    store.withdraw_consent(care.id, NOON + timedelta(days=1), ANNA)

    (kept,) = store.consents(patient.id)
    assert kept == replace(care, withdrawn_at=NOON + timedelta(days=1))
    assert not kept.holds
    assert deeds(store)[-2:] == [Deed.CONSENT_GIVEN, Deed.CONSENT_WITHDRAWN]


def test_erasure_destroys_the_key_so_that_a_backup_gives_nothing_back(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    gone, stays = new_patient("P-1"), new_patient("P-2")
    for patient in (gone, stays):
        made.add_patient(patient, ANNA)
        made.add_visit(new_visit(patient), content(), ANNA)
    name = made.back_up()
    certificate = made.erase_patient(gone.id, ANNA)
    assert (certificate.deed, certificate.patient_id, certificate.detail) == (
        Deed.PATIENT_ERASED,
        gone.id,
        "photos 2",
    )
    assert made.patients() == [stays]
    made.close()
    stores.restore(place, PASSPHRASE, name, ANNA)

    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.patients() == [stays]
    assert opened.visits(gone.id) == []
    assert opened.verify().faults == ()
    assert [line.detail for line in opened.audit(gone.id)][-1] == "finished"
    opened.close()


def erased_and_back(store: SqlStore) -> tuple[Patient, Patient]:
    """Somebody who was erased and whose archive came in again after a backup, and somebody who stays."""
    gone, stays = new_patient("P-1"), new_patient("P-2")
    for patient in (gone, stays):
        store.add_patient(patient, ANNA)
        store.add_visit(new_visit(patient), content(), ANNA)
    store.back_up()
    store.erase_patient(gone.id, ANNA)
    store.add_patient(gone, ANNA)
    store.add_visit(new_visit(gone), content(b"2"), ANNA)
    return gone, stays


def test_a_backup_from_before_an_erasure_gives_nothing_of_who_came_back_since(
    stores: SqlStores, place: str
) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    gone, stays = erased_and_back(made)
    assert set(made.patients()) == {gone, stays}
    assert made.verify().faults == made.verify().erased == ()
    made.close()
    stores.restore(place, PASSPHRASE, stores.backups(place)[0], ANNA)

    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.patients() == [stays]
    assert opened.verify().faults == opened.verify().erased == ()
    assert [line.detail for line in opened.audit(gone.id)][-1] == "finished"
    opened.add_patient(gone, ANNA)  # the archive comes in again
    assert opened.patient_by_code("P-1") == gone
    opened.close()


def test_until_they_are_deleted_such_rows_count_as_erased_and_hide_nobody(
    stores: SqlStores, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    gone, stays = erased_and_back(made)
    made.close()
    with monkeypatch.context() as killed:
        killed.setattr(SqlStore, "sweep", lambda *_: 0)
        stores.restore(place, PASSPHRASE, stores.backups(place)[0], ANNA)
        store = stores.open(place, PASSPHRASE, ANNA)
    assert store.patients() == [stays]
    with pytest.raises(RecordProblem, match="no_patient"):
        store.patient_by_code("P-1")
    found = store.verify()
    assert (found.faults, found.erased) == ((), (gone.id,))
    store.close()


def test_a_damaged_row_of_who_came_back_is_damage_and_no_erasure(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    gone, _ = erased_and_back(made)
    with made._writing() as session:
        session.execute(update(PatientRow).where(PatientRow.id == gone.id).values(sealed=b"edited outside"))
    made.close()
    store = stores.open(place, PASSPHRASE, ANNA)
    found = store.verify()
    assert (found.faults, found.erased) == ((f"patient_damaged {gone.id}",), ())
    with pytest.raises(RecordDamaged, match="patient_damaged"):
        store.patients()
    with pytest.raises(RecordDamaged, match="patient_damaged"):
        store.patient_by_code("P-1")
    assert len(store.visits(gone.id)) == 1
    store.close()


def test_a_backup_brings_back_what_was_lost_since(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    visit = new_visit(patient)
    made.add_patient(patient, ANNA)
    made.add_visit(visit, content(b"1"), ANNA)
    name = made.back_up()
    made.add_visit(visit, content(b"2"), ANNA)
    made.close()
    stores.open(place, PASSPHRASE, ANNA).close()  # sweeps, and must leave what the backup names
    assert list(stores.backups(place)) == [name]
    stores.restore(place, PASSPHRASE, name, ANNA)

    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.document(visit.id) == content(b"1").document
    assert opened.photo(visit.id, View.FRONT) == content(b"1").photos[View.FRONT]
    assert opened.verify().faults == ()
    opened.close()
    with pytest.raises(RecordProblem, match="no_backup"):
        stores.restore(place, PASSPHRASE, "../keys", ANNA)


def test_a_consent_that_was_withdrawn_since_a_backup_stays_withdrawn(
    stores: SqlStores, place: str, clock: list[float]
) -> None:
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    store.add_patient(patient, ANNA)
    given = [
        Consent(
            uuid.uuid4().hex, patient.id, purpose, f"{purpose.value}/1", "ko", NOON + timedelta(minutes=at)
        )
        for at, purpose in enumerate((Purpose.CARE, Purpose.TEACHING, Purpose.MARKETING))
    ]
    for one in given:
        store.add_consent(one, ANNA)
    store.withdraw_consent(given[2].id, NOON + timedelta(days=1), ANNA)
    name = store.back_up()
    store.withdraw_consent(given[1].id, NOON + timedelta(days=2), ANNA)
    clock[0] += 1
    later = replace(given[0], id=uuid.uuid4().hex)
    store.add_consent(later, ANNA)
    store.withdraw_consent(later.id, NOON, ANNA)  # the backup knows nothing of it
    store.close()
    stores.restore(place, PASSPHRASE, name, ANNA)

    store = stores.open(place, PASSPHRASE, ANNA)
    assert [one.withdrawn_at for one in store.consents(patient.id)] == [
        None,
        NOON + timedelta(days=2),
        NOON + timedelta(days=1),
    ]
    assert deeds(store).count(Deed.CONSENT_WITHDRAWN) == 2
    assert store.verify().faults == ()
    store.close()


def test_users_log_in_and_five_wrong_tries_slow_down(store: SqlStore, clock: list[float]) -> None:
    bea = User("bea", Role.CAPTURE)
    store.put_user(bea, "a long password", ANNA)
    assert store.log_in("bea", "a long password") == bea
    for _ in range(5):
        with pytest.raises(WrongPassphrase, match="wrong_password"):
            store.log_in("bea", "no")
    with pytest.raises(WrongPassphrase, match="too_many_tries"):
        store.log_in("bea", "a long password")
    clock[0] += 31
    assert store.log_in("bea", "a long password") == bea
    store.put_user(replace(bea, role=Role.ADMIN), None, ANNA)
    assert store.users() == [User("bea", Role.ADMIN)]
    with pytest.raises(WrongPassphrase):
        store.log_in("nobody", "x")
    with pytest.raises(RecordProblem, match="no_user"):
        store.put_user(User("cem", Role.ADMIN), None, ANNA)


def test_an_error_leaves_nothing_half_done(store: SqlStore) -> None:
    patient = new_patient()
    visit = new_visit(patient)
    store.add_patient(patient, ANNA)
    lines = len(store.audit())
    with pytest.raises(RecordProblem, match="no_patient"):
        store.add_visit(replace(visit, patient_id="f" * 32), content(), ANNA)
    with pytest.raises(RecordProblem, match="no_visit"):
        store.document(visit.id)
    assert len(store.audit()) == lines
    assert store.verify().visits == 0


def test_a_closed_store_says_so(store: SqlStore) -> None:
    store.close()
    with pytest.raises(RecordProblem, match="store_locked"):
        store.patients()
    with pytest.raises(RecordProblem, match="store_locked"):
        store.add_patient(new_patient(), ANNA)


# --- edited by somebody else ------------------------------------------------------------------------


def sql(store: SqlStore, statement: str) -> None:
    with store._backing.engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_an_edited_audit_line_breaks_the_chain(store: SqlStore) -> None:
    store.add_patient(new_patient(), ANNA)
    store.note(Deed.EXPORTED, ANNA, detail="csv")
    sql(store, "UPDATE audit SET detail = 'fhir' WHERE number = 3")
    assert store.verify().faults == ("audit_changed 3",)


@pytest.mark.parametrize(
    ("number", "faults"), [(3, ("audit_cut 2",)), (2, ("audit_gap 2", "audit_changed 3"))]
)
def test_a_line_taken_out_of_the_trail_is_missed(
    store: SqlStore, number: int, faults: tuple[str, ...]
) -> None:
    store.add_patient(new_patient(), ANNA)
    store.note(Deed.EXPORTED, ANNA)
    sql(store, f"DELETE FROM audit WHERE number = {number}")
    assert store.verify().faults == faults


def test_exchanged_rows_do_not_open(store: SqlStore) -> None:
    patient = new_patient()
    first, second = new_visit(patient), new_visit(patient, NOON + timedelta(days=1))
    store.add_patient(patient, ANNA)
    store.add_visit(first, content(b"1"), ANNA)
    store.add_visit(second, content(b"2"), ANNA)
    sql(
        store,
        f"UPDATE visits SET sealed_document = (SELECT sealed_document FROM visits WHERE id = '{second.id}') "
        f"WHERE id = '{first.id}'",
    )
    with pytest.raises(RecordDamaged, match="document_damaged"):
        store.document(first.id)
    assert store.verify().faults == (f"document_damaged {first.id}",)


# --- a foreign or a newer database -------------------------------------------------------------------


def test_a_newer_store_is_not_touched(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    sql(made, "UPDATE alembic_version SET version_num = '9999'")
    made.close()
    with pytest.raises(RecordProblem, match="store_newer"):
        stores.open(place, PASSPHRASE, ANNA)


def test_somebody_elses_database_is_told_apart(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    sql(made, "DROP TABLE alembic_version")
    made.close()
    with pytest.raises(RecordProblem, match="store_foreign"):
        stores.open(place, PASSPHRASE, ANNA)


def test_a_server_that_is_not_there_is_said(stores: SqlStores, tmp_path: Path) -> None:
    place = f"postgresql://posture@/nowhere?host={str(tmp_path).replace('/', '%2F')}"
    assert is_server(place)
    with pytest.raises(RecordProblem, match="store_unreachable"):
        stores.open(place, PASSPHRASE, ANNA)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("postgresql://posture@nowhere.invalid/records", "server_unknown_host"),
        ("postgresql://posture@127.0.0.1:1/records", "server_refused"),
        ("postgresql://posture@127.0.0.1:port/records", "server_address"),
        ("postgresql://posture@127.0.0.1/records?colour=green", "server_address"),
        ("postgresql://posture@127.0.0.1:1/records?sslmode=perhaps", "server_tls"),
    ],
)
def test_an_address_where_no_records_can_be_is_said(stores: SqlStores, place: str, code: str) -> None:
    for deed in (lambda: stores.is_empty(place), lambda: stores.open(place, PASSPHRASE, ANNA)):
        with pytest.raises(RecordProblem, match=code):
            deed()


def test_who_is_not_let_in_at_the_server_is_told_why(stores: SqlStores, postgres: PostgresServer) -> None:
    bare = postgres.new_guarded_database("open sesame")
    for place, code in (
        (bare, "server_password"),
        (with_password(bare, "open barley"), "server_password"),
        (postgres.url("records_none"), "server_no_database"),
        (postgres.url("postgres", "nobody"), "server_password"),
    ):
        with pytest.raises(RecordProblem, match=code):
            stores.is_empty(place)
    assert stores.is_empty(with_password(bare, "open sesame"))


def test_a_user_without_rights_at_the_server_is_told_so(stores: SqlStores, postgres: PostgresServer) -> None:
    bare = postgres.new_guarded_database("open sesame")
    user = bare.removeprefix("postgresql://").split("@")[0]
    others = with_password(postgres.url("postgres", user), "open sesame")
    with pytest.raises(RecordProblem, match="server_forbidden"):
        stores.make(others, PASSPHRASE, ANNA)


def test_a_place_is_empty_until_records_are_made_there(stores: SqlStores, place: str) -> None:
    assert stores.is_empty(place)
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    assert not stores.is_empty(place)


def test_dumps_are_made_and_brought_back_with_the_servers_password(
    stores: SqlStores, postgres: PostgresServer
) -> None:
    place = with_password(postgres.new_guarded_database("open sesame"), "open sesame")
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    name = made.back_up()
    made.close()
    stores.restore(place, PASSPHRASE, name, ANNA)
    assert list(stores.backups(place)) == [name]
