"""The outbox at work in the window: one entry after the other, off the GUI thread, only while switched on.

Taking an entry up and keeping what came of it are jobs of the records' worker; sending has a worker of its
own, which is made when the first entry is sent and never before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from posture_app.domain.errors import CloudProblem, PostureError, RecordProblem
from posture_app.services.cloud.sync import Sync, deliver

if TYPE_CHECKING:
    from posture_app.domain.cloud import Endpoint, Parcel
    from posture_app.domain.outbox import EntryState, OutboxEntry
    from posture_app.gui.records.desk import RecordsDesk
    from posture_app.gui.tasks import TaskRunner
    from posture_app.services.cloud.kit import CloudKit
    from posture_app.services.cloud.sync import Outcome
    from posture_app.services.ports import SyncTarget
    from posture_app.services.records.access import Records

    Failed = Callable[[PostureError], object]

T = TypeVar("T")

LOOK_EVERY_MS = 20_000
"""How often it is looked whether something is due."""
WITHOUT_KEYS = timedelta(minutes=5)
"""For so long everything of a service waits whose keys the system's keyring did not give."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """An entry that was taken up; without a parcel it was settled at once."""

    entry: OutboxEntry
    endpoint: Endpoint
    target: SyncTarget | None = None
    parcel: Parcel | None = None


class SyncDesk(QObject):
    """Sends what is due while the records are open and `is_on` says so."""

    changed = Signal()
    """An entry was sent, refused, or put off."""

    def __init__(
        self,
        kit: CloudKit | None,
        records: RecordsDesk,
        is_on: Callable[[], bool],
        make_worker: Callable[[], TaskRunner],
    ) -> None:
        super().__init__()
        self.kit = kit
        self._records, self._is_on, self._make_worker = records, is_on, make_worker
        self._worker: TaskRunner | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        records.unlocked.connect(self.follow)
        records.locked.connect(self._locked)
        records.busy_elsewhere.append(lambda: self._busy)

    @property
    def is_on(self) -> bool:
        """Whether anything may be sent at all."""
        return self.kit is not None and self._is_on()

    @property
    def busy(self) -> bool:
        """Whether an entry is under way."""
        return self._busy

    def follow(self) -> None:
        """Begin or stop to look, as the switch and the lock say."""
        if self.is_on and self._records.is_open:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Send the next entry that is due, unless one is under way."""
        if self._busy or not self.is_on or not self._records.is_open:
            return
        self._busy = True
        self._records.do(self._begin, self._begun, self._stopped)

    def ask(self, job: Callable[[], T], then: Callable[[T], object], failed: Failed) -> None:
        """Ask a service something that sends no photograph; only while switched on."""
        if self.is_on:
            self._network().start(job, then, failed)

    def shutdown(self) -> None:
        """Stop; what is under way is found by the next start."""
        self._timer.stop()
        if self._worker is not None:
            self._worker.shutdown()

    # --- on the records' worker ---

    def _begin(self, records: Records) -> _Begun | None:
        assert self.kit is not None
        sync, endpoints = Sync(records), self.kit.endpoints.load()
        entry = sync.next_due(endpoints)
        if entry is None:
            return None
        endpoint = endpoints[entry.service]
        try:
            target = self.kit.target_for(entry.service)
        except CloudProblem as problem:
            sync.settle(entry, problem, endpoint)
            return _Begun(entry, endpoint)
        except RecordProblem as problem:
            sync.put_off(entry, problem, WITHOUT_KEYS)
            return _Begun(entry, endpoint)
        return _Begun(entry, endpoint, target, sync.begin(entry))

    # --- on the GUI thread ---

    def _begun(self, begun: _Begun | None) -> None:
        if begun is None:
            self._busy = False
            return
        target, parcel = begun.target, begun.parcel
        if target is None or parcel is None:
            self._settled(None)
            return
        self.changed.emit()

        def arrived(outcome: Outcome) -> None:
            self._records.do(
                lambda records: Sync(records).settle(begun.entry, outcome, begun.endpoint),
                self._settled,
                self._stopped,
                after_lock=True,
            )

        self._network().start(lambda: deliver(target, parcel, begun.endpoint), arrived, self._stopped)

    def _settled(self, state: EntryState | None) -> None:
        self._busy = False
        self.changed.emit()
        QTimer.singleShot(0, self, self.look)

    def _stopped(self, error: PostureError) -> None:
        """Rest until the next look: the records are in trouble, and say so where they are used."""
        self._busy = False
        self.changed.emit()

    def _locked(self) -> None:
        self._busy = False
        self._timer.stop()

    def _network(self) -> TaskRunner:
        if self._worker is None:
            self._worker = self._make_worker()
        return self._worker
