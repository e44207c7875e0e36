"""Work off the GUI thread: a plain function goes out, its result comes home to the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from posture_app.domain.errors import PostureError

T = TypeVar("T")


class TaskRunner(Protocol):
    """Runs jobs in the order they come."""

    def start(
        self, job: Callable[[], T], then: Callable[[T], object], failed: Callable[[PostureError], object]
    ) -> None:
        """Run `job` elsewhere; call `then` or `failed` on the GUI thread."""

    def shutdown(self) -> None:
        """Wait for the running job; call nobody any more."""

    def finish(self) -> None:
        """Wait for every job that was begun or waits; call nobody any more."""


@dataclass(frozen=True, slots=True)
class _Done:
    future: Future[Any]
    then: Callable[[Any], object]
    failed: Callable[[PostureError], object]


class Tasks(QObject):
    """One worker thread whose results all come home through one long-lived signal.

    A PostureError goes to `failed`; anything else is a bug and is raised again on the GUI thread, where
    `sys.excepthook` meets it.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, name: str = "tasks") -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._pending = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many jobs have not come home yet."""
        return self._pending

    def start(
        self, job: Callable[[], T], then: Callable[[T], object], failed: Callable[[PostureError], object]
    ) -> None:
        """Run `job` on the worker; call `then` or `failed` on the GUI thread."""
        self._pending += 1
        future = self._executor.submit(job)
        future.add_done_callback(lambda done: self._finished.emit(_Done(done, then, failed)))

    def shutdown(self) -> None:
        """Wait for the running job and drop those that wait; call nobody any more."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """Wait for every job that was begun or waits; call nobody any more."""
        self._closed = True
        self._executor.shutdown(wait=True)

    @Slot(object)
    def _deliver(self, done: _Done) -> None:
        self._pending -= 1
        if not self._closed and not done.future.cancelled():
            _hand_over(done.future.result, done.then, done.failed)


class NetworkTasks(QObject):
    """Each job on a thread of its own that nobody waits for when the program ends.

    What waits for a service elsewhere may wait for minutes, and must not hold up a window that closes.
    Results come home as those of `Tasks` do.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, *, name: str = "network") -> None:
        super().__init__(parent)
        self._name = name
        self._closed = threading.Event()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(
        self, job: Callable[[], T], then: Callable[[T], object], failed: Callable[[PostureError], object]
    ) -> None:
        """Run `job` on a thread; call `then` or `failed` on the GUI thread."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(job())
            except BaseException as error:
                future.set_exception(error)
                if not isinstance(error, Exception):
                    raise
            if not self._closed.is_set():
                self._finished.emit(_Done(future, then, failed))

        threading.Thread(target=run, name=self._name, daemon=True).start()

    def shutdown(self) -> None:
        """Call nobody any more; a request under way ends with the program."""
        self._closed.set()

    def finish(self) -> None:
        """Wait for nobody either."""
        self._closed.set()

    @Slot(object)
    def _deliver(self, done: _Done) -> None:
        if not self._closed.is_set():
            _hand_over(done.future.result, done.then, done.failed)


def _hand_over(
    result: Callable[[], T], then: Callable[[T], object], failed: Callable[[PostureError], object]
) -> None:
    try:
        value = result()
    except PostureError as error:
        failed(error)
    else:
        then(value)
