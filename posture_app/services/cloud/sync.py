"""The outbox at work: put in, sent at least once, recognised by uuid, retried for days without giving up.

Taking an entry up and settling it are work on the records; sending it is not, and may take minutes: so the
three are apart, and whoever has a worker for the records and one for the network strings them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from posture_app.domain.cloud import CloudAnswer, Endpoint, Parcel, Service
from posture_app.domain.errors import (
    CloudAnswerLost,
    CloudBusy,
    CloudProblem,
    CloudRefused,
    CloudUnreachable,
    NotAllowed,
    PostureError,
    RecordProblem,
)
from posture_app.domain.outbox import EntryState, OutboxEntry, pause_after
from posture_app.domain.records import Right
from posture_app.services.cloud.parcel_json import pack_answer, pack_parcel, unpack_answer, unpack_parcel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.records import Patient, Visit
    from posture_app.services.ports import SyncTarget
    from posture_app.services.records.access import Records
    from posture_app.services.records.store import Outbox

Endpoints = Mapping[Service, Endpoint]
Outcome = CloudAnswer | CloudProblem
LOST = "cloud_answer_lost"


def _now() -> datetime:
    return datetime.now(timezone.utc)


@dataclass(frozen=True, slots=True)
class Sync:
    """The outbox of open records in the hands of one user."""

    records: Records
    now: Callable[[], datetime] = _now

    @property
    def _outbox(self) -> Outbox:
        return self.records.store.outbox

    # --- by hand ---

    def queue(self, patient: Patient, visit: Visit, parcels: Sequence[Parcel]) -> tuple[OutboxEntry, ...]:
        """Put requests into the outbox; it leaves the machine, so it needs the right to export.

        Raises NotAllowed, and RecordProblem (``no_cloud_consent``, ``no_visit``).
        """
        self._needs_export()
        now = self.now()
        entries = tuple(
            OutboxEntry(
                id=parcel.id,
                patient_id=patient.id,
                visit_id=visit.id,
                service=parcel.service,
                ask=parcel.ask,
                views=tuple(parcel.photos),
                blurred=parcel.blurred,
                size=sum(len(photo) for photo in parcel.photos.values()),
                queued_at=now + timedelta(microseconds=at),  # the list keeps their order
                not_before=now,
            )
            for at, parcel in enumerate(parcels)
        )
        packed = [(entry, pack_parcel(parcel)) for entry, parcel in zip(entries, parcels, strict=True)]
        self._outbox.add(packed, self.records.actor)
        return entries

    def entries(self, patient: Patient | None = None) -> Sequence[OutboxEntry]:
        """Give everybody's entries, or a patient's, in the order they were queued."""
        if not self.records.user.may(Right.READ):
            raise NotAllowed("not_allowed", right=Right.READ.value)
        return self._outbox.entries(None if patient is None else patient.id)

    def answer(self, entry: OutboxEntry) -> CloudAnswer:
        """Give what was answered."""
        if not self.records.user.may(Right.READ):
            raise NotAllowed("not_allowed", right=Right.READ.value)
        return unpack_answer(self._outbox.answer(entry.id))

    def again(self, entry: OutboxEntry) -> None:
        """Try again at once, also what was refused."""
        self._needs_export()
        self._outbox.again(entry.id, self.now(), self.records.actor)

    def drop(self, entry: OutboxEntry) -> None:
        """Take an unsent entry out."""
        self._needs_export()
        self._outbox.drop(entry.id, self.records.actor)

    # --- by itself ---

    def next_due(self, endpoints: Endpoints) -> OutboxEntry | None:
        """Give the entry that is due first, of the services that are set up; None when nothing is."""
        now = self.now()
        entries = self._outbox.unsent()
        for entry in entries:
            if entry.is_stranded(now):
                self._strand(entry, endpoints.get(entry.service))
        return next((one for one in entries if one.service in endpoints and one.is_due(now)), None)

    def begin(self, entry: OutboxEntry) -> Parcel | None:
        """Take an entry up; None when it went meanwhile, or its patient's consent does not hold any more."""
        packed = self._outbox.begin(entry.id, self.now(), self.records.actor)
        return None if packed is None else unpack_parcel(packed)

    def settle(self, entry: OutboxEntry, outcome: Outcome, endpoint: Endpoint) -> EntryState | None:
        """Keep what came of it; give its state, None when it was dropped while it was under way."""
        try:
            return self._settle(entry, outcome, endpoint)
        except RecordProblem as problem:
            if problem.code != "no_entry":
                raise
        return None

    def put_off(self, entry: OutboxEntry, problem: PostureError, pause: timedelta) -> None:
        """Let everything of an entry's service wait, because of something on this machine."""
        self._outbox.put_off(entry.id, self.now() + pause, problem.code, all_of_service=True)

    def _settle(self, entry: OutboxEntry, outcome: Outcome, endpoint: Endpoint) -> EntryState:
        now, actor = self.now(), self.records.actor
        if isinstance(outcome, CloudAnswer):
            self._outbox.sent(entry.id, pack_answer(outcome), now, actor)
            return EntryState.SENT
        if _may_come_again(entry, outcome, endpoint):
            away = isinstance(outcome, CloudUnreachable)
            until = now + pause_after(entry.tries + 1)
            self._outbox.put_off(entry.id, until, outcome.code, all_of_service=away)
            return EntryState.WAITING
        self._outbox.refused(entry.id, outcome.code, now, actor)
        return EntryState.REFUSED

    def _strand(self, entry: OutboxEntry, endpoint: Endpoint | None) -> None:
        """Settle what was being sent when the program died: it may have arrived."""
        lost = CloudAnswerLost(LOST)
        self.settle(entry, lost, endpoint or Endpoint(""))

    def _needs_export(self) -> None:
        if not self.records.user.may(Right.EXPORT):
            raise NotAllowed("not_allowed", right=Right.EXPORT.value)


def _may_come_again(entry: OutboxEntry, problem: CloudProblem, endpoint: Endpoint) -> bool:
    """Tell whether the same request may be sent again by itself, later."""
    if isinstance(problem, (CloudUnreachable, CloudBusy)):
        return True
    if isinstance(problem, CloudAnswerLost):
        return endpoint.uuid_once or not entry.ask.costs_credit
    return False


def deliver(target: SyncTarget, parcel: Parcel, endpoint: Endpoint) -> Outcome:
    """Send a parcel; give the answer or the problem.

    One that was made for another address than the service has now is not sent: somebody agreed to that one.
    """
    if parcel.to != endpoint.url:
        return CloudRefused("cloud_address_changed")
    try:
        return target.send(parcel)
    except CloudProblem as problem:
        return problem


def send_due(
    sync: Sync, endpoints: Endpoints, target_for: Callable[[Service], SyncTarget]
) -> Iterator[tuple[OutboxEntry, EntryState | None]]:
    """Send everything that is due, one after the other; give what came of each."""
    while (entry := sync.next_due(endpoints)) is not None:
        target = target_for(entry.service)  # what is wrong with the keys is said before anything is begun
        parcel = sync.begin(entry)
        if parcel is None:
            yield entry, None
            continue
        endpoint = endpoints[entry.service]
        yield entry, sync.settle(entry, deliver(target, parcel, endpoint), endpoint)
