"""The outbox at work: at least once, never a second charge unasked, for days without giving up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Endpoint, Parcel, Service
from posture_app.domain.errors import (
    CloudAnswerLost,
    CloudBusy,
    CloudProblem,
    CloudRefused,
    CloudUnreachable,
    CloudUnreadable,
    NotAllowed,
)
from posture_app.domain.outbox import LEASE, EntryState, OutboxEntry, pause_after
from posture_app.domain.records import Actor, Deed, Patient, Purpose, Role, User, Visit
from posture_app.domain.views import View
from posture_app.services.cloud.sync import Sync, deliver, send_due
from posture_app.services.records.access import Records
from tests.assessments import assessment

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
PLAIN, KNOWS_UUIDS = Endpoint("https://x"), Endpoint("https://x", uuid_once=True)
ANSWER = CloudAnswer((CloudReading(View.BACK, {"head_tilt": 1.0}),), credit=9, cost=1)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class FakeTarget:
    """Answers in turn, the last answer again and again; remembers the uuids it was sent."""

    outcomes: list[CloudAnswer | CloudProblem]
    sent: list[str] = field(default_factory=list)
    before: Callable[[], object] = lambda: None

    def send(self, parcel: Parcel) -> CloudAnswer:
        self.before()
        outcome = self.outcomes[min(len(self.sent), len(self.outcomes) - 1)]
        self.sent.append(parcel.id)
        if isinstance(outcome, CloudProblem):
            raise outcome
        return outcome

    def check(self) -> int | None:
        return None


@dataclass
class Clinic:
    sync: Sync
    clock: Clock
    patient: Patient
    visit: Visit

    def queue(self, service: Service = Service.REMO, ask: Ask = Ask.BACK) -> OutboxEntry:
        parcel = Parcel(f"{len(self.sync.entries()) + 1:032x}", service, ask, {View.BACK: b"jpeg"}, PLAIN.url)
        (entry,) = self.sync.queue(self.patient, self.visit, [parcel])
        return entry

    def send(self, target: FakeTarget, endpoint: Endpoint = PLAIN) -> list[EntryState | None]:
        endpoints = {service: endpoint for service in Service}
        return [state for _, state in send_due(self.sync, endpoints, lambda _: target)]

    def one(self) -> OutboxEntry:
        (entry,) = self.sync.entries()
        return entry

    def wait(self, **time: float) -> None:
        self.clock.now += timedelta(**time)


@pytest.fixture
def clinic(tmp_path: Path):  # type: ignore[no-untyped-def]
    stores = SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))
    store, _ = stores.make(str(tmp_path / "records"), "seven calm herons", Actor("anna", "desk"))
    records, clock = Records(store, User("anna", Role.ADMIN), "desk"), Clock()
    patient = records.add_patient("P-1")
    visit = records.file(patient, assessment(View.BACK), {View.BACK: b"jpeg"}, None)
    records.give_consent(patient, Purpose.CLOUD, "cloud/1", "en")
    yield Clinic(Sync(records, clock), clock, patient, visit)
    store.close()


def test_what_is_queued_is_sent_and_its_answer_kept(clinic: Clinic) -> None:
    entry, target = clinic.queue(), FakeTarget([ANSWER])
    assert clinic.send(target) == [EntryState.SENT]
    assert target.sent == [entry.id]
    assert clinic.sync.answer(clinic.one()).readings[0].degrees == {"head_tilt": 1.0}
    assert clinic.send(target) == []


def test_a_service_that_is_not_set_up_lets_its_entries_wait(clinic: Clinic) -> None:
    clinic.queue()
    assert list(send_due(clinic.sync, {Service.NHN: PLAIN}, lambda _: FakeTarget([ANSWER]))) == []
    assert clinic.one().state is EntryState.WAITING


def test_offline_for_days_is_normal(clinic: Clinic) -> None:
    clinic.queue()
    away, target = CloudUnreachable("cloud_unreachable"), FakeTarget([ANSWER])
    target.outcomes = [away]
    for _ in range(4 * 24):
        clinic.send(target)
        clinic.wait(hours=1)
    assert clinic.one().state is EntryState.WAITING
    assert clinic.one().reason == "cloud_unreachable"
    assert 15 <= len(target.sent) <= 30  # growing pauses, six hours at the most
    assert len(set(target.sent)) == 1
    target.outcomes = [ANSWER]
    clinic.wait(hours=6)
    assert clinic.send(target) == [EntryState.SENT]


def test_the_pause_grows_to_six_hours() -> None:
    assert [pause_after(tries).total_seconds() / 60 for tries in (1, 2, 3, 9, 10, 10_000)] == [
        1,
        2,
        4,
        256,
        360,
        360,
    ]


def test_while_a_service_is_away_one_entry_asks_for_all(clinic: Clinic) -> None:
    for _ in range(3):
        clinic.queue()
    target = FakeTarget([CloudUnreachable("cloud_unreachable")])
    assert clinic.send(target) == [EntryState.WAITING]
    target.outcomes = [ANSWER]
    clinic.wait(minutes=1)
    assert clinic.send(target) == [EntryState.SENT] * 3


@pytest.mark.parametrize(
    ("endpoint", "ask", "state"),
    [
        (PLAIN, Ask.BACK, EntryState.REFUSED),
        (KNOWS_UUIDS, Ask.BACK, EntryState.WAITING),
        (PLAIN, Ask.POSE, EntryState.WAITING),
    ],
)
def test_a_lost_answer_is_sent_for_again_only_where_that_costs_nothing(
    clinic: Clinic, endpoint: Endpoint, ask: Ask, state: EntryState
) -> None:
    clinic.queue(ask=ask)
    target = FakeTarget([CloudAnswerLost("cloud_answer_lost"), ANSWER])
    assert clinic.send(target, endpoint) == [state]
    assert clinic.one().reason == "cloud_answer_lost"
    clinic.wait(days=1)
    again = [EntryState.SENT] if state is EntryState.WAITING else []
    assert clinic.send(target, endpoint) == again
    assert len(set(target.sent)) == 1


@pytest.mark.parametrize(
    "problem", [CloudRefused("cloud_no_credit"), CloudUnreadable("cloud_answer_unreadable")]
)
def test_a_refusal_rests_until_somebody_tries_again(clinic: Clinic, problem: CloudProblem) -> None:
    entry, target = clinic.queue(), FakeTarget([problem, ANSWER])
    assert clinic.send(target) == [EntryState.REFUSED]
    clinic.wait(days=30)
    assert clinic.send(target) == []
    clinic.sync.again(entry)
    assert clinic.send(target) == [EntryState.SENT]
    assert target.sent == [entry.id] * 2


def test_a_busy_service_is_asked_again_later_and_the_others_go_on(clinic: Clinic) -> None:
    clinic.queue()
    clinic.queue()
    target = FakeTarget([CloudBusy("cloud_busy"), ANSWER])
    assert clinic.send(target) == [EntryState.WAITING, EntryState.SENT]


@pytest.mark.parametrize(("endpoint", "state"), [(PLAIN, EntryState.REFUSED), (KNOWS_UUIDS, EntryState.SENT)])
def test_what_was_under_way_when_the_program_died_may_have_arrived(
    clinic: Clinic, endpoint: Endpoint, state: EntryState
) -> None:
    entry, target = clinic.queue(), FakeTarget([ANSWER])
    clinic.sync.begin(entry)
    assert clinic.send(target, endpoint) == []  # somebody else may be sending it
    clinic.wait(seconds=LEASE.total_seconds())
    clinic.send(target, endpoint)
    clinic.wait(hours=1)
    clinic.send(target, endpoint)
    assert clinic.one().state is state
    assert target.sent == ([entry.id] if state is EntryState.SENT else [])


def test_a_consent_withdrawn_before_sending_stops_it(clinic: Clinic) -> None:
    clinic.queue()
    clinic.sync.records.withdraw_purpose(clinic.patient, Purpose.CLOUD)
    target = FakeTarget([ANSWER])
    assert clinic.send(target) == []
    assert target.sent == []


def test_an_answer_that_comes_home_after_the_withdrawal_is_not_kept(clinic: Clinic) -> None:
    clinic.queue()
    withdraw = lambda: clinic.sync.records.withdraw_purpose(clinic.patient, Purpose.CLOUD)  # noqa: E731
    assert clinic.send(FakeTarget([ANSWER], before=withdraw)) == [None]
    assert list(clinic.sync.entries()) == []


def test_the_trail_tells_of_a_sending_before_anything_leaves(clinic: Clinic) -> None:
    clinic.queue()
    told: list[Deed] = []
    look = lambda: told.extend(line.deed for line in clinic.sync.records.audit(clinic.patient))  # noqa: E731
    clinic.send(FakeTarget([ANSWER], before=look))
    assert told[-1] is Deed.CLOUD_SENDING


def test_sending_needs_the_right_to_export_and_seeing_the_right_to_read(clinic: Clinic) -> None:
    entry = clinic.queue()
    capture = replace(clinic.sync, records=replace(clinic.sync.records, user=User("bo", Role.CAPTURE)))
    for refused in (
        lambda: capture.queue(clinic.patient, clinic.visit, []),
        lambda: capture.again(entry),
        lambda: capture.drop(entry),
        lambda: capture.entries(),
        lambda: capture.answer(entry),
    ):
        with pytest.raises(NotAllowed):
            refused()
    clinic.sync.drop(entry)
    assert list(clinic.sync.entries()) == []


def test_only_problems_of_services_are_outcomes() -> None:
    parcel = Parcel("0" * 32, Service.REMO, Ask.BACK, {}, PLAIN.url)
    assert deliver(FakeTarget([ANSWER]), parcel, PLAIN) is ANSWER
    lost = CloudAnswerLost("cloud_answer_lost")
    assert deliver(FakeTarget([lost]), parcel, PLAIN) is lost


def test_what_was_agreed_for_one_address_goes_to_no_other(clinic: Clinic) -> None:
    clinic.queue()
    target = FakeTarget([ANSWER])
    assert clinic.send(target, Endpoint("https://elsewhere")) == [EntryState.REFUSED]
    assert target.sent == []
    assert clinic.one().reason == "cloud_address_changed"
