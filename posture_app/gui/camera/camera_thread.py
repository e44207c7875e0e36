"""The camera on a thread of its own; the newest frame waits in a mailbox of one."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Lock

from PySide6.QtCore import QObject, QThread, Signal

from posture_app.domain.errors import CameraTrouble
from posture_app.services.ports import Camera, Frame

RETRY_S = 1.0

_ending: set[CameraThread] = set()
"""Threads whose device has not let go of them yet: one that is deleted while it runs ends the program."""


class CameraThread(QThread):
    """Opens, reads, and closes a camera, and tries again by itself when there is trouble.

    A new `frame_ready` comes only after the last frame was taken, so a slow screen never falls behind.
    `connecting` comes once, at the start; `trouble` when the camera fails, and again when it fails
    otherwise; `back` with the first frame after trouble.
    """

    connecting = Signal()
    frame_ready = Signal()
    trouble = Signal(object)
    """A CameraTrouble."""
    back = Signal()

    def __init__(
        self, make_camera: Callable[[], Camera], parent: QObject | None = None, *, retry_s: float = RETRY_S
    ) -> None:
        super().__init__(parent)
        self._make_camera = make_camera
        self._retry_s = retry_s
        self._lock = Lock()
        self._newest: tuple[Frame, float] | None = None
        self._stopping = Event()
        self._troubled_by: str | None = None

    def take(self) -> tuple[Frame, float] | None:
        """Give the newest frame and when it came (`time.monotonic`), once; None when there is no new one."""
        with self._lock:
            newest, self._newest = self._newest, None
        return newest

    def stop(self, timeout_ms: int = 10_000) -> bool:
        """Ask the thread to end and wait for it; tell whether it did."""
        self._stopping.set()
        self.requestInterruption()
        return self.wait(timeout_ms)

    def end(self, timeout_ms: int = 10_000) -> None:
        """Stop for good; whom the device holds longer is left to end when it lets go."""
        if self.stop(timeout_ms):
            self.deleteLater()
            return
        self.setParent(None)
        _ending.add(self)
        self.finished.connect(self._let_go)
        if self.isFinished():  # just before it was asked to tell
            self._let_go()

    def _let_go(self) -> None:
        if self in _ending:
            _ending.remove(self)
            self.deleteLater()

    def run(self) -> None:
        """Read until asked to stop."""
        self.connecting.emit()
        while not self._stopping.is_set():
            try:
                self._play()
            except CameraTrouble as error:
                if error.code != self._troubled_by:
                    self._troubled_by = error.code
                    self.trouble.emit(error)
                self._stopping.wait(self._retry_s)

    def _play(self) -> None:
        camera = self._make_camera()
        try:
            camera.open()
            while not self._stopping.is_set():
                self._post(camera.read())
        finally:
            camera.close()

    def _post(self, frame: Frame) -> None:
        with self._lock:
            waiting = self._newest is not None
            self._newest = frame, time.monotonic()
        if self._troubled_by is not None:
            self._troubled_by = None
            self.back.emit()
        if not waiting:
            self.frame_ready.emit()
