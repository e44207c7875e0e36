"""The camera while it is being set up: every picture is shown, and the newest one is looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.gui.camera.camera_thread import CameraThread
from posture_app.services.room.checks import RoomSight, look_at_room

if TYPE_CHECKING:
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio
    from posture_app.services.ports import Frame


class RoomCamera(QObject):
    """Owns the camera between `start` and `stop`; nothing else may then have it."""

    frame_shown = Signal(object)
    """A `Frame` to be painted."""
    sighted = Signal(object, object)
    """A `RoomSight`, and the `Frame` it speaks of."""
    trouble = Signal(object)
    """The camera is lost or cannot be opened, for the `PostureError`; it is tried again."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._thread: CameraThread | None = None
        self._busy = False
        self.lens: CameraGeometry | None = None
        """The camera's lens, when it is known for pictures of this size."""

    def start(self) -> None:
        """Start the camera; harmless when it runs."""
        if self._thread is not None:
            return
        make = partial(self._studio.equipment.make_camera, self._studio.preferences)
        thread = CameraThread(make)
        thread.frame_ready.connect(self._on_frame)
        thread.trouble.connect(self.trouble)
        self._thread = thread
        thread.start()

    def stop(self) -> None:
        """Stop the camera and wait until it has let go of the device."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        thread.frame_ready.disconnect(self._on_frame)
        thread.trouble.disconnect(self.trouble)
        thread.end()

    def _on_frame(self) -> None:
        taken = None if self._thread is None else self._thread.take()
        if taken is None:
            return
        frame, _ = taken
        self.frame_shown.emit(frame)
        if not self._busy:
            self._busy = True
            self._studio.poses.start(partial(self._look, frame, self.lens), self._seen, self._failed)

    def _look(self, frame: Frame, lens: CameraGeometry | None) -> tuple[RoomSight, Frame]:
        """Look at one picture; runs on the pose worker."""
        return look_at_room(frame, self._studio.eyes(), lens), frame

    def _seen(self, seen: tuple[RoomSight, Frame]) -> None:
        self._busy = False
        if self._thread is not None:
            self.sighted.emit(*seen)

    def _failed(self, error: PostureError) -> None:
        self._busy = False
        self.trouble.emit(error)
