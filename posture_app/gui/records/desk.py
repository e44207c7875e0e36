"""The clinic's records while they are unlocked: one worker, one store, and patients in memory until the lock.

Nothing is opened before somebody asks, and nothing of a patient outlives the lock: who shows patients
listens to `locked` and forgets them.
"""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

import getpass
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Actor, Role, User
from posture_app.gui.records.keys import RecordsKeys, keep_key, kept_password, open_with_kept_key
from posture_app.services.records.access import Records
from posture_app.services.records.backups import BackupPlan
from posture_app.services.records.patient_search import PatientIndex
from posture_app.services.records.places import without_password

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Patient
    from posture_app.gui.tasks import TaskRunner
    from posture_app.services.comparing.compare import Compared
    from posture_app.services.ports import Frame
    from posture_app.services.records.archive import Archive
    from posture_app.services.records.store import KeyKeeper, Store, StoreOpener
    from posture_app.services.wording import Words

    Failed = Callable[[PostureError], None]

T = TypeVar("T")

LOOK_EVERY_MS = 5_000
"""How often it is looked whether somebody is still there."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


@dataclass(frozen=True, slots=True)
class RecordsKit:
    """What the records need from outside; each is made when it is first used.

    Attributes
    ----------
    encode_photo : an upright photograph as JPEG.
    exporters : by format.
    recovery_sheet : the recovery code of the records in a place as a PDF to print.
    comparison_sheet : two visits held against each other as a PDF, with the clinic's name.
    keys : the operating system's keyring.
    """

    stores: Callable[[BackupPlan], StoreOpener]
    encode_photo: Callable[[Frame], bytes]
    exporters: Callable[[], Mapping[str, Callable[[Archive, Words], bytes]]]
    recovery_sheet: Callable[[str, str, Words], bytes]
    comparison_sheet: Callable[[Compared, Words, str | None], bytes]
    keys: Callable[[], KeyKeeper]


def station() -> str:
    """Give this machine's name, as the audit trail tells it."""
    return platform.node() or "unknown"


@dataclass(frozen=True, slots=True)
class _Opened:
    """A store that was opened on the worker; `place` holds the server's password."""

    store: Store
    place: str
    has_users: bool
    key_kept: bool = False
    warning: RecordProblem | None = None


class RecordsDesk(QObject):
    """Opens, locks, and works with the records; everything that takes long runs on the worker.

    `clock` gives seconds that only go forward; the records lock themselves when for `lock_after_min` of it
    nobody has touched the program. `plan` says when opening makes a backup.
    """

    unlocked = Signal()
    """Somebody may work with the records from now on."""
    locked = Signal()
    """The records are closed: forget every patient."""
    changed = Signal()
    """A patient came, changed, or went."""
    key_kept = Signal(str)
    """The keyring keeps the key of the records at a place from now on."""
    warned = Signal(object)
    """A RecordProblem that somebody should read, though the records are open."""

    def __init__(
        self,
        kit: RecordsKit | None,
        work: TaskRunner,
        lock_after_min: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
        plan: Callable[[], BackupPlan] = BackupPlan,
    ) -> None:
        super().__init__()
        self.kit = kit
        self._work = work
        self._lock_after_min = lock_after_min
        self.clock = clock
        self._plan = plan
        self.keys = RecordsKeys(self)
        self.place = ""
        """Where the open records are, with the server's password: kept here until the lock, nowhere else."""
        self._store: Store | None = None
        self._records: Records | None = None
        self._turn = 0
        self.recovery_code = ""
        """Of records that were just made, until somebody says that it is kept."""
        self.before_lock: list[Callable[[], object]] = []
        """What is done last with the open records: jobs begun here still find them."""
        self.busy_elsewhere: list[Callable[[], bool]] = []
        """Who may ask that the records stay open though nobody is there, until an answer is kept."""
        self.to_compare: Patient | None = None
        """Whose visits the compare page shows."""
        self.patients: dict[str, Patient] = {}
        self.index = PatientIndex(())
        self._touched = 0.0
        self._watch = QTimer(self)
        self._watch.setInterval(LOOK_EVERY_MS)
        self._watch.timeout.connect(self.lock_when_left)

    # --- opening and closing ---

    @property
    def is_open(self) -> bool:
        """Whether somebody may work with the records."""
        return self._records is not None

    @property
    def awaits_log_in(self) -> bool:
        """Whether the records are opened and a user has to log in."""
        return self._store is not None and self._records is None

    @property
    def user(self) -> User | None:
        """Who works with the records; None while they are locked."""
        return None if self._records is None else self._records.user

    @property
    def actor(self) -> Actor:
        """Who stands in the audit trail."""
        return Actor(getpass.getuser() if self.user is None else self.user.name, station())

    def make(
        self,
        place: str,
        passphrase: str,
        admin: User,
        password: str,
        then: Callable[[], object],
        failed: Failed,
    ) -> None:
        """Make new records with their first user; `recovery_code` is kept nowhere else."""

        def job() -> tuple[Store, str]:
            store, code = self._stores().make(place, passphrase, Actor(admin.name, station()))
            store.put_user(admin, password, Actor(admin.name, station()))
            return store, code

        def made(result: tuple[Store, str]) -> None:
            self.recovery_code = result[1]
            self._hold(result[0], place)
            self._begin(admin)
            then()

        self._work.start(job, made, failed)

    def is_empty(self, place: str, then: Callable[[bool], object], failed: Failed) -> None:
        """Tell whether records can be made at a place; that they are there already is told by False."""
        self.with_opener(lambda stores: stores.is_empty(place), then, failed)

    def unlock(
        self,
        place: str,
        passphrase: str,
        then: Callable[[], object],
        failed: Failed,
        *,
        remember: bool = False,
        kept: bool = False,
    ) -> None:
        """Open the records; where they have users, one of them has to log in next.

        `remember` keeps the key in the keyring; that it could not be kept is told by `warned`. `kept` takes
        the server's password from there where the place does not hold it.
        """

        def job() -> _Opened:
            stores, actor = self._stores(), self.actor
            whole = kept_password(self.keeper, place) if kept else place
            store, warning = stores.open(whole, passphrase, actor), None
            if remember:
                try:
                    keep_key(self.keeper(), stores, store, whole, passphrase, actor)
                except RecordProblem as problem:
                    warning = problem
            return _Opened(store, whole, bool(store.users()), remember and warning is None, warning)

        self._open(job, then, failed)

    def unlock_with_kept_key(self, place: str, then: Callable[[], object], failed: Failed) -> None:
        """Open the records with the key from the keyring; a user has to log in next."""

        def job() -> _Opened:
            whole = kept_password(self.keeper, place)
            return _Opened(open_with_kept_key(self.keeper(), self._stores(), whole, self.actor), whole, True)

        self._open(job, then, failed)

    def _open(self, job: Callable[[], _Opened], then: Callable[[], object], failed: Failed) -> None:
        turn = self._turn

        def opened(result: _Opened) -> None:
            if turn != self._turn:
                self._work.start(result.store.close, lambda _: None, failed)
                return
            self._hold(result.store, result.place)
            if not result.has_users:
                self._begin(User(getpass.getuser(), Role.ADMIN))
            if result.key_kept:
                self.key_kept.emit(without_password(result.place))
            then()
            if result.warning is not None:
                self.warned.emit(result.warning)

        self._work.start(job, opened, failed)

    def log_in(self, name: str, password: str, then: Callable[[], object], failed: Failed) -> None:
        """Let a user in to the opened records."""
        store, turn = self._store, self._turn
        if store is None:
            failed(RecordProblem("store_locked"))
            return

        def known(user: User) -> None:
            if turn == self._turn:
                self._begin(user)
                then()

        self._work.start(lambda: store.log_in(name, password), known, failed)

    def lock(self) -> None:
        """Close the records and forget every patient; what is under way is finished first."""
        if self._store is None:
            return
        for one in self.before_lock if self.is_open else ():
            one()
        store = self._forget()
        self._work.start(store.close, lambda _: None, lambda _: None)
        self.locked.emit()

    def lock_when_left(self) -> None:
        """Lock when nobody has touched the program for as long as the preferences say."""
        if any(is_busy() for is_busy in self.busy_elsewhere):
            return
        if self.clock() - self._touched >= 60.0 * self._lock_after_min():
            self.lock()

    def shutdown(self) -> None:
        """Wait until everything is kept that was to be, then close the records."""
        self._work.finish()
        if self._store is not None:
            self._forget().close()

    def _hold(self, store: Store, place: str) -> None:
        self._store, self.place = store, place
        self._touched = self.clock()
        self._watch.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def _begin(self, user: User) -> None:
        self._records = Records(cast("Store", self._store), user, station())
        self.unlocked.emit()

    def _forget(self) -> Store:
        store = cast("Store", self._store)
        self._watch.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._store = self._records = self.to_compare = None
        self.patients, self.index = {}, PatientIndex(())
        self.place = ""
        self._turn += 1
        return store

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _TOUCHES:
            self._touched = self.clock()
        return False

    def _stores(self) -> StoreOpener:
        return self._tools.stores(self._plan())

    def keeper(self) -> KeyKeeper:
        """Give the keyring; called on the worker."""
        return self._tools.keys()

    @property
    def _tools(self) -> RecordsKit:
        if self.kit is None:
            raise RecordProblem("no_store")
        return self.kit

    # --- working ---

    def do(
        self,
        job: Callable[[Records], T],
        then: Callable[[T], object],
        failed: Failed,
        *,
        after_lock: bool = False,
    ) -> None:
        """Do something with the records on the worker.

        What comes home after the lock is dropped, unless `after_lock` says otherwise.
        """
        records, turn = self._records, self._turn
        if records is None:
            failed(RecordProblem("store_locked"))
            return

        def home(tell: Callable[[T], object] | Failed, result: object) -> None:
            if after_lock or turn == self._turn:
                tell(result)  # type: ignore[arg-type]

        self._work.start(lambda: job(records), partial(home, then), partial(home, failed))

    def with_opener(
        self, job: Callable[[StoreOpener], T], then: Callable[[T], object], failed: Failed
    ) -> None:
        """Do something to the records as a whole that may be done when they are locked."""
        self._work.start(lambda: job(self._stores()), then, failed)

    def with_store(
        self, job: Callable[[StoreOpener, Store], T], then: Callable[[T], object], failed: Failed
    ) -> None:
        """Do something to the open records as a whole."""
        store = self._store
        if store is None:
            failed(RecordProblem("store_locked"))
            return
        self._work.start(lambda: job(self._stores(), store), then, failed)

    def aside(self, job: Callable[[], T], then: Callable[[T], object], failed: Failed) -> None:
        """Do something that needs no records, in turn with what does."""
        self._work.start(job, then, failed)

    def load_patients(self, then: Callable[[], object], failed: Failed) -> None:
        """Fetch everybody into memory, where they are searched."""

        def job(records: Records) -> tuple[dict[str, Patient], PatientIndex]:
            patients = {one.id: one for one in records.patients()}
            return patients, PatientIndex(patients.values())

        def loaded(result: tuple[dict[str, Patient], PatientIndex]) -> None:
            self.patients, self.index = result
            then()

        self.do(job, loaded, failed)

    def keep(self, patient: Patient) -> None:
        """Take over a patient who was added or changed."""
        self.patients = {**self.patients, patient.id: patient}
        self.index = self.index.with_patient(patient)
        self.changed.emit()

    def drop(self, patient: Patient) -> None:
        """Forget a patient who was erased."""
        self.patients = {key: one for key, one in self.patients.items() if key != patient.id}
        self.index = self.index.without(patient)
        self.changed.emit()
