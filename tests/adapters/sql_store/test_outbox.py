"""What waits to be sent: durable, told in the trail, dropped with its consent, its patient, or its visit."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.domain.cloud import Ask, Service
from posture_app.domain.errors import RecordProblem
from posture_app.domain.outbox import LEASE, EntryState, OutboxEntry
from posture_app.domain.records import Consent, Deed, Patient, Purpose, Visit
from posture_app.domain.views import View
from tests.adapters.sql_store.conftest import ANNA, NOON, PASSPHRASE, content, new_patient, new_visit

PARCEL, ANSWER = b"the photographs", b"the angles"
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def store(stores: SqlStores, place: str):  # type: ignore[no-untyped-def]
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    yield made
    made.close()


def somebody(store: SqlStore, code: str = "P-1", *, consents: bool = True) -> tuple[Patient, Visit]:
    patient = new_patient(code)
    visit = new_visit(patient)
    store.add_patient(patient, ANNA)
    store.add_visit(visit, content(), ANNA)
    if consents:
        store.add_consent(consent(patient), ANNA)
    return patient, visit


def consent(patient: Patient, purpose: Purpose = Purpose.CLOUD) -> Consent:
    return Consent(uuid.uuid4().hex, patient.id, purpose, f"{purpose.value}/1", "ko", NOON)


def entry_of(patient: Patient, visit: Visit, service: Service = Service.REMO) -> OutboxEntry:
    views = (View.BACK,)
    return OutboxEntry(
        uuid.uuid4().hex, patient.id, visit.id, service, Ask.BACK, views, True, len(PARCEL), NOON, NOON
    )


def queued(store: SqlStore, patient: Patient, visit: Visit, service: Service = Service.REMO) -> OutboxEntry:
    entry = entry_of(patient, visit, service)
    store.outbox.add([(entry, PARCEL)], ANNA)
    return entry


def deeds(store: SqlStore, patient: Patient) -> list[Deed]:
    return [line.deed for line in store.audit(patient.id) if line.deed.value.startswith("cloud")]


def test_an_entry_waits_is_sent_and_keeps_its_answer(store: SqlStore) -> None:
    patient, visit = somebody(store)
    entry = queued(store, patient, visit)
    assert store.outbox.entries() == store.outbox.unsent() == [entry]
    assert store.outbox.begin(entry.id, NOON, ANNA) == PARCEL
    (sending,) = store.outbox.entries(patient.id)
    assert (sending.state, sending.tries, sending.not_before) == (EntryState.SENDING, 1, NOON + LEASE)
    store.outbox.sent(entry.id, ANSWER, LATER, ANNA)

    assert store.outbox.unsent() == []
    (sent,) = store.outbox.entries()
    assert (sent.state, sent.settled_at, sent.reason) == (EntryState.SENT, LATER, "")
    assert store.outbox.answer(entry.id) == ANSWER
    assert deeds(store, patient) == [Deed.CLOUD_QUEUED, Deed.CLOUD_SENDING, Deed.CLOUD_SENT]
    assert [line.detail for line in store.audit(patient.id)][-1] == f"{entry.id} remo back blurred"
    assert store.verify().faults == ()
    assert store.outbox.entries("f" * 32) == []


def test_an_entry_survives_that_the_program_ends(stores: SqlStores, place: str) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    entry = queued(made, *somebody(made))
    made.close()
    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.outbox.entries() == [entry]
    assert opened.outbox.begin(entry.id, NOON, ANNA) == PARCEL
    opened.close()


def test_nothing_is_queued_or_begun_without_a_consent_that_holds(store: SqlStore) -> None:
    patient, visit = somebody(store, consents=False)
    store.add_consent(consent(patient, Purpose.CARE), ANNA)
    with pytest.raises(RecordProblem, match="no_cloud_consent"):
        queued(store, patient, visit)
    given = consent(patient)
    store.add_consent(given, ANNA)
    queued(store, patient, visit)
    store.withdraw_consent(given.id, LATER, ANNA)

    assert store.outbox.entries() == []
    assert deeds(store, patient) == [Deed.CLOUD_QUEUED, Deed.CLOUD_DROPPED]
    with pytest.raises(RecordProblem, match="no_cloud_consent"):
        queued(store, patient, visit)


def test_a_withdrawal_drops_what_is_unsent_and_leaves_answers_and_others(store: SqlStore) -> None:
    (patient, visit), (other, others) = somebody(store), somebody(store, "P-2")
    waiting, sending, refused, sent = (queued(store, patient, visit) for _ in range(4))
    kept = queued(store, other, others)
    for one in (sending, refused, sent):
        store.outbox.begin(one.id, NOON, ANNA)
    store.outbox.refused(refused.id, "cloud_no_credit", NOON, ANNA)
    store.outbox.sent(sent.id, ANSWER, NOON, ANNA)
    (given,) = store.consents(patient.id)
    second = consent(patient)
    store.add_consent(second, ANNA)
    store.withdraw_consent(given.id, LATER, ANNA)
    assert len(store.outbox.entries(patient.id)) == 4  # the second consent still holds
    store.withdraw_consent(second.id, LATER, ANNA)

    assert [one.id for one in store.outbox.entries(patient.id)] == [sent.id]
    assert store.outbox.entries(other.id) == [kept]
    with pytest.raises(RecordProblem, match="no_entry"):
        store.outbox.sent(sending.id, ANSWER, LATER, ANNA)  # it was under way
    assert store.outbox.begin(waiting.id, LATER, ANNA) is None


def test_an_erased_patient_leaves_nothing_in_the_outbox(store: SqlStore) -> None:
    patient, visit = somebody(store)
    entry = queued(store, patient, visit)
    store.erase_patient(patient.id, ANNA)
    assert store.outbox.entries() == []
    assert store.outbox.begin(entry.id, NOON, ANNA) is None
    assert store.verify().faults == ()


def test_a_replaced_visit_drops_what_shows_it_as_it_was_and_marks_its_answers(store: SqlStore) -> None:
    patient, visit = somebody(store)
    queued(store, patient, visit)
    sent = queued(store, patient, visit)
    store.outbox.begin(sent.id, NOON, ANNA)
    store.outbox.sent(sent.id, ANSWER, NOON, ANNA)
    store.add_visit(visit, content(b"2"), ANNA)
    (left,) = store.outbox.entries()
    assert (left.id, left.state, left.reason) == (sent.id, EntryState.SENT, "visit_changed")


def test_an_entry_is_begun_once_and_not_before_its_time(store: SqlStore) -> None:
    entry = queued(store, *somebody(store))
    assert store.outbox.begin(entry.id, NOON - timedelta(seconds=1), ANNA) is None
    assert store.outbox.begin(entry.id, NOON, ANNA) == PARCEL
    assert store.outbox.begin(entry.id, LATER, ANNA) is None
    assert store.outbox.begin("f" * 32, NOON, ANNA) is None


def test_an_unreachable_service_lets_everything_for_it_wait(store: SqlStore) -> None:
    patient, visit = somebody(store)
    first, second = queued(store, patient, visit), queued(store, patient, visit)
    other = queued(store, patient, visit, Service.KAKAO)
    store.outbox.begin(first.id, NOON, ANNA)
    store.outbox.put_off(first.id, LATER, "cloud_unreachable", all_of_service=True)
    until = {one.id: (one.state, one.not_before, one.reason) for one in store.outbox.entries()}
    waits = (EntryState.WAITING, LATER, "cloud_unreachable")
    assert until == {first.id: waits, second.id: waits, other.id: (EntryState.WAITING, NOON, "")}

    store.outbox.again(second.id, NOON, ANNA)
    assert store.outbox.begin(second.id, NOON, ANNA) == PARCEL


def test_what_was_refused_is_tried_again_or_taken_out_by_hand_only(store: SqlStore) -> None:
    patient, visit = somebody(store)
    entry = queued(store, patient, visit)
    store.outbox.begin(entry.id, NOON, ANNA)
    store.outbox.refused(entry.id, "cloud_no_credit", LATER, ANNA)
    (refused,) = store.outbox.entries()
    assert (refused.state, refused.reason, refused.settled_at) == (
        EntryState.REFUSED,
        "cloud_no_credit",
        LATER,
    )
    assert store.outbox.begin(entry.id, LATER, ANNA) is None
    store.outbox.again(entry.id, LATER, ANNA)
    assert store.outbox.begin(entry.id, LATER, ANNA) == PARCEL
    store.outbox.sent(entry.id, ANSWER, LATER, ANNA)
    for change in (
        lambda: store.outbox.drop(entry.id, ANNA),
        lambda: store.outbox.again(entry.id, LATER, ANNA),
    ):
        with pytest.raises(RecordProblem, match="no_entry"):
            change()
    other = queued(store, patient, visit)
    store.outbox.drop(other.id, ANNA)
    assert [one.id for one in store.outbox.entries()] == [entry.id]
    with pytest.raises(RecordProblem, match="no_answer"):
        store.outbox.answer(other.id)


def test_a_visit_of_somebody_else_is_not_queued(store: SqlStore) -> None:
    (patient, _), (_, others) = somebody(store), somebody(store, "P-2")
    with pytest.raises(RecordProblem, match="no_visit"):
        queued(store, patient, others)
    with pytest.raises(RecordProblem, match="no_visit"):
        queued(store, patient, replace(others, id="f" * 32))
    assert store.outbox.entries() == []


def test_exchanged_parcels_do_not_open(store: SqlStore) -> None:
    patient, visit = somebody(store)
    first, second = queued(store, patient, visit), queued(store, patient, visit)
    with store._backing.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE outbox SET sealed_parcel = (SELECT sealed_parcel FROM outbox WHERE id = '{second.id}') "
            f"WHERE id = '{first.id}'"
        )
    assert store.verify().faults == (f"answer_damaged {first.id}",)


def test_nothing_of_a_backup_that_was_brought_back_leaves_by_itself(
    stores: SqlStores, place: str, clock: list[float]
) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    patient, visit = somebody(made)
    entry = queued(made, patient, visit)
    name = made.back_up()
    made.outbox.begin(entry.id, NOON, ANNA)
    made.outbox.sent(entry.id, ANSWER, NOON, ANNA)
    made.close()
    stores.restore(place, PASSPHRASE, name, ANNA)

    opened = stores.open(place, PASSPHRASE, ANNA)
    (held,) = opened.outbox.entries()
    at = datetime.fromtimestamp(clock[0], timezone.utc)
    assert (held.state, held.reason, held.settled_at) == (EntryState.REFUSED, "restored", at)
    opened.close()


def test_an_older_backup_on_a_server_leaves_a_newer_table_behind_and_opens(
    stores: SqlStores, place: str
) -> None:
    made, _ = stores.make(place, PASSPHRASE, ANNA)
    queued(made, *somebody(made))
    with made._backing.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    made.close()
    opened = stores.open(place, PASSPHRASE, ANNA)
    assert opened.outbox.entries() == []
    opened.close()
