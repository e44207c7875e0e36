"""The outbox of a store: every change and its line in the audit trail in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, defer

from posture_app.adapters.keys.sealing import NotTheSeal, seal, unseal
from posture_app.adapters.sql_store import trail
from posture_app.adapters.sql_store.tables import ConsentRow, OutboxRow, VisitRow
from posture_app.domain.cloud import Ask, Service
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.outbox import LEASE, RESTORED, VISIT_CHANGED, EntryState, OutboxEntry
from posture_app.domain.records import Deed, Purpose
from posture_app.domain.views import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.records import Actor

_LISTED = (defer(OutboxRow.sealed_parcel), defer(OutboxRow.sealed_answer))


@dataclass(frozen=True, slots=True)
class Vault:
    """What the outbox needs of the store it is part of: transactions, patients' keys, the trail's key."""

    reading: Callable[[], AbstractContextManager[Session]]
    writing: Callable[[], AbstractContextManager[Session]]
    key: Callable[[Session, str], bytes]
    trail_key: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Implements `services.records.store.Outbox`."""

    vault: Vault

    def add(self, entries: Sequence[tuple[OutboxEntry, bytes]], actor: Actor) -> None:
        """Keep entries with their parcels, all or none."""
        with self.vault.writing() as session:
            for entry, parcel in entries:
                if not consents(session, entry.patient_id):
                    raise RecordProblem("no_cloud_consent")
                visit = session.get(VisitRow, entry.visit_id)
                if visit is None or visit.patient_id != entry.patient_id:
                    raise RecordProblem("no_visit")
                key = self.vault.key(session, entry.patient_id)
                session.add(_row(entry, seal(key, parcel, f"outbox/{entry.id}")))
                self._tell(session, Deed.CLOUD_QUEUED, actor, entry)

    def entries(self, patient_id: str | None = None) -> Sequence[OutboxEntry]:
        """Give everybody's entries or a patient's, in the order they were queued."""
        return self._found(*(() if patient_id is None else (OutboxRow.patient_id == patient_id,)))

    def unsent(self) -> Sequence[OutboxEntry]:
        """Give what was not answered yet."""
        return self._found(OutboxRow.state != EntryState.SENT.value)

    def _found(self, *which: ColumnElement[bool]) -> Sequence[OutboxEntry]:
        wanted = select(OutboxRow).options(*_LISTED).where(*which)
        with self.vault.reading() as session:
            rows = session.scalars(wanted.order_by(OutboxRow.queued_at, OutboxRow.id))
            return [_entry(row) for row in rows]

    def begin(self, entry_id: str, at: datetime, actor: Actor) -> bytes | None:
        """Mark an entry as being sent; None when it is not due, or its patient's consent does not hold."""
        with self.vault.writing() as session:
            row = _locked(session, entry_id)
            if row is None or not _entry(row).is_due(at):
                return None
            if not consents(session, row.patient_id):
                self._drop(session, row, actor)
                return None
            if row.sealed_parcel is None:
                raise RecordDamaged("document_damaged")
            key = self.vault.key(session, row.patient_id)
            parcel = _unsealed(key, row.sealed_parcel, f"outbox/{row.id}")
            row.state, row.tries = EntryState.SENDING.value, row.tries + 1
            row.not_before = (at + LEASE).isoformat()
            self._tell(session, Deed.CLOUD_SENDING, actor, _entry(row))
            return parcel

    def sent(self, entry_id: str, answer: bytes, at: datetime, actor: Actor) -> None:
        """Keep the answer; the parcel is forgotten."""
        with self.vault.writing() as session:
            row = _there(session, entry_id)
            key = self.vault.key(session, row.patient_id)
            row.sealed_answer, row.sealed_parcel = seal(key, answer, f"answers/{row.id}"), None
            self._settle(session, row, EntryState.SENT, at)
            self._tell(session, Deed.CLOUD_SENT, actor, _entry(row))

    def refused(self, entry_id: str, reason: str, at: datetime, actor: Actor) -> None:
        """Let it rest until somebody tries again by hand."""
        with self.vault.writing() as session:
            row = _there(session, entry_id)
            self._settle(session, row, EntryState.REFUSED, at, reason)
            self._tell(session, Deed.CLOUD_REFUSED, actor, _entry(row))

    def put_off(self, entry_id: str, until: datetime, reason: str, *, all_of_service: bool = False) -> None:
        """Let it wait, and with `all_of_service` all that goes the same way."""
        with self.vault.writing() as session:
            row = _there(session, entry_id)
            row.state, row.reason, row.not_before = EntryState.WAITING.value, reason, until.isoformat()
            if all_of_service:
                same_way = (
                    OutboxRow.service == row.service,
                    OutboxRow.state == EntryState.WAITING.value,
                    OutboxRow.id != row.id,
                )
                later = {"not_before": until.isoformat(), "reason": reason}
                session.execute(update(OutboxRow).where(*same_way).values(**later))

    def again(self, entry_id: str, at: datetime, actor: Actor) -> None:
        """Let an entry that waits or was refused be due at once."""
        with self.vault.writing() as session:
            row = _there(session, entry_id)
            if row.state not in (EntryState.WAITING.value, EntryState.REFUSED.value):
                raise RecordProblem("no_entry")
            row.state, row.not_before, row.settled_at = EntryState.WAITING.value, at.isoformat(), None
            row.reason = ""
            self._tell(session, Deed.CLOUD_QUEUED, actor, _entry(row))

    def drop(self, entry_id: str, actor: Actor) -> None:
        """Take an unsent entry out."""
        with self.vault.writing() as session:
            row = _there(session, entry_id)
            if not EntryState(row.state).is_unsent:
                raise RecordProblem("no_entry")
            self._drop(session, row, actor)

    def answer(self, entry_id: str) -> bytes:
        """Give the answer that was kept."""
        with self.vault.reading() as session:
            row = session.get(OutboxRow, entry_id)
            if row is None or row.sealed_answer is None:
                raise RecordProblem("no_answer")
            return _unsealed(self.vault.key(session, row.patient_id), row.sealed_answer, f"answers/{row.id}")

    def keep_answer(self, entry: OutboxEntry, answer: bytes) -> None:
        """Keep an answered entry that comes from other records; the trail tells of the whole that came."""
        with self.vault.writing() as session:
            if session.get(OutboxRow, entry.id) is not None:
                raise RecordProblem("entry_taken")
            visit = session.get(VisitRow, entry.visit_id)
            if visit is None or visit.patient_id != entry.patient_id:
                raise RecordProblem("no_visit")
            row = _row(entry, None)
            key = self.vault.key(session, entry.patient_id)
            row.sealed_answer = seal(key, answer, f"answers/{row.id}")
            session.add(row)

    # --- inside the transactions of the store ---

    def checks(
        self, session: Session, keys: Mapping[str, bytes]
    ) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """Give for every entry its patient, the fault it might have, and what looks for that."""
        for row in session.scalars(select(OutboxRow)):
            yield row.patient_id, f"answer_damaged {row.id}", _check(row, keys)

    def without_consent(self, session: Session, patient_id: str, actor: Actor) -> None:
        """Drop what a patient does not consent to any more."""
        if not consents(session, patient_id):
            self._drop_unsent(session, actor, OutboxRow.patient_id == patient_id)

    def visit_replaced(self, session: Session, visit_id: str, actor: Actor) -> None:
        """Drop what shows a visit as it was; answers stay, and say so."""
        self._drop_unsent(session, actor, OutboxRow.visit_id == visit_id)
        of_visit = update(OutboxRow).where(OutboxRow.visit_id == visit_id)
        session.execute(of_visit.values(reason=VISIT_CHANGED))

    def erased(self, session: Session, patient_id: str) -> None:
        """Delete everything of a patient."""
        session.execute(delete(OutboxRow).where(OutboxRow.patient_id == patient_id))

    def hold(self, at: datetime, actor: Actor) -> None:
        """Let nothing of a backup that was brought back leave by itself: it may have left long ago."""
        unsent = (EntryState.WAITING.value, EntryState.SENDING.value)
        with self.vault.writing() as session:
            for row in session.scalars(select(OutboxRow).where(OutboxRow.state.in_(unsent))):
                self._settle(session, row, EntryState.REFUSED, at, RESTORED)
                self._tell(session, Deed.CLOUD_REFUSED, actor, _entry(row))

    def _drop_unsent(self, session: Session, actor: Actor, which: ColumnElement[bool]) -> None:
        unsent = OutboxRow.state != EntryState.SENT.value
        for row in session.scalars(select(OutboxRow).options(*_LISTED).where(which, unsent)):
            self._drop(session, row, actor)

    def _drop(self, session: Session, row: OutboxRow, actor: Actor) -> None:
        self._tell(session, Deed.CLOUD_DROPPED, actor, _entry(row))
        session.delete(row)

    def _settle(
        self, session: Session, row: OutboxRow, state: EntryState, at: datetime, reason: str = ""
    ) -> None:
        row.state, row.settled_at, row.reason = state.value, at.isoformat(), reason

    def _tell(self, session: Session, deed: Deed, actor: Actor, entry: OutboxEntry) -> None:
        views = " ".join(view.value for view in entry.views)
        detail = f"{entry.id} {entry.service.value} {views}{' blurred' if entry.blurred else ''}"
        if entry.reason:
            detail += f": {entry.reason}"
        trail.append(session, self.vault.trail_key(), deed, actor, entry.patient_id, detail)


def _check(row: OutboxRow, keys: Mapping[str, bytes]) -> Callable[[], object]:
    def check() -> None:
        key = keys.get(row.patient_id, b"")
        for sealed, place in ((row.sealed_parcel, "outbox"), (row.sealed_answer, "answers")):
            if sealed is not None:
                _unsealed(key, sealed, f"{place}/{row.id}")

    return check


def consents(session: Session, patient_id: str) -> bool:
    """Tell whether a patient's consent to services elsewhere holds."""
    held = select(ConsentRow.id).where(
        ConsentRow.patient_id == patient_id,
        ConsentRow.purpose == Purpose.CLOUD.value,
        ConsentRow.withdrawn_at.is_(None),
    )
    return session.scalar(held.limit(1)) is not None


def _locked(session: Session, entry_id: str) -> OutboxRow | None:
    return session.execute(
        select(OutboxRow).where(OutboxRow.id == entry_id).with_for_update()
    ).scalar_one_or_none()


def _there(session: Session, entry_id: str) -> OutboxRow:
    row = _locked(session, entry_id)
    if row is None:
        raise RecordProblem("no_entry")
    return row


def _unsealed(key: bytes, sealed: bytes, place: str) -> bytes:
    try:
        return unseal(key, sealed, place)
    except NotTheSeal:
        raise RecordDamaged("document_damaged") from None


def _row(entry: OutboxEntry, sealed: bytes | None) -> OutboxRow:
    return OutboxRow(
        id=entry.id,
        patient_id=entry.patient_id,
        visit_id=entry.visit_id,
        service=entry.service.value,
        ask=entry.ask.value,
        views=" ".join(view.value for view in entry.views),
        blurred=entry.blurred,
        size=entry.size,
        queued_at=entry.queued_at.isoformat(),
        not_before=entry.not_before.isoformat(),
        state=entry.state.value,
        tries=entry.tries,
        settled_at=None if entry.settled_at is None else entry.settled_at.isoformat(),
        reason=entry.reason,
        sealed_parcel=sealed,
    )


def _entry(row: OutboxRow) -> OutboxEntry:
    settled = row.settled_at
    return OutboxEntry(
        row.id,
        row.patient_id,
        row.visit_id,
        Service(row.service),
        Ask(row.ask),
        tuple(View(view) for view in row.views.split()),
        row.blurred,
        row.size,
        datetime.fromisoformat(row.queued_at),
        datetime.fromisoformat(row.not_before),
        EntryState(row.state),
        row.tries,
        None if settled is None else datetime.fromisoformat(settled),
        row.reason,
    )
