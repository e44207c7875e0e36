"""Joins the camera, the live model, and the capture flow; a page only shows what this says.

Frames come from the camera thread, are painted at once, and go to the pose worker whenever it is idle.
What it sees goes into the flow; when the flow shoots, the next frames are the burst.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.gui.camera.camera_thread import CameraThread
from posture_app.services.capture.flow import LIVE, CaptureFlow, Phase
from posture_app.services.capture.live import Sighting, face_decides, judge
from posture_app.services.ports import FollowsView

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.quality import Light
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio
    from posture_app.services.ports import Camera, Frame
    from posture_app.services.settings import Preferences

LIGHT_EVERY = 8
"""The light is measured on every eighth look: it changes slowly and costs 3 ms."""


@dataclass(slots=True)
class _Light:
    """The last light that was measured; touched by the pose worker only."""

    looks: int = 0
    seen: Light | None = None


class CaptureDriver(QObject):
    """Runs the capture of one session."""

    frame_shown = Signal(object)
    """A `Frame` to be painted."""
    sighted = Signal(object)
    """A `Sighting`: skeleton and reasons of the live picture."""
    state_changed = Signal(object)
    """The flow's `CaptureState`."""
    analysing = Signal(object)
    """The burst of a `View` is in the box and is being analysed."""
    taken = Signal(object)
    """The photograph of a `View` is in the session."""
    refused = Signal(object, object)
    """The photograph of a `View` cannot be used, for the `PostureError`; the flow takes it anew."""
    trouble = Signal(object)
    """The camera is lost or cannot be opened, for the `PostureError`; it is tried again."""
    connected = Signal()
    """The camera delivers, for the first time or again."""

    def __init__(self, studio: Studio, flow: CaptureFlow) -> None:
        super().__init__(studio)
        self._studio = studio
        self.flow = flow
        self._thread: CameraThread | None = None
        self._busy = False
        self._delivering = False
        self._burst: list[Frame] = []
        self._waiting: tuple[Frame, float] | None = None
        self._light = _Light()
        self._camera: Camera | None = None
        self._told_view: View | None = None

    # --- the camera ---

    def start(self) -> None:
        """Start the camera; harmless when it runs."""
        if self._thread is not None:
            return
        studio = self._studio
        thread = CameraThread(partial(self._make_camera, studio.preferences))
        thread.frame_ready.connect(self._on_frame)
        thread.trouble.connect(self._on_trouble)
        self._thread = thread
        thread.start()
        self._changed()

    def _make_camera(self, preferences: Preferences) -> Camera:
        """Make the camera on its thread, and keep it at hand to tell it what is wanted."""
        camera = self._studio.equipment.make_camera(preferences)
        self._camera = camera
        self._tell_camera()
        return camera

    def _tell_camera(self) -> None:
        camera: object = self._camera
        if isinstance(camera, FollowsView):
            camera.follow(self.flow.state.view)

    def _changed(self) -> None:
        """Let everybody know of the flow's new state; a played camera plays towards its view."""
        state = self.flow.state
        if state.view is not self._told_view:
            self._told_view = state.view
            self._tell_camera()
        self.state_changed.emit(state)

    def stop(self) -> None:
        """Stop the camera and wait until it has let go of the device."""
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        thread.frame_ready.disconnect(self._on_frame)
        thread.trouble.disconnect(self._on_trouble)
        thread.end()
        self._burst.clear()
        self._waiting = None
        self._delivering = False

    def restart(self) -> None:
        """Open the camera anew, after its settings changed."""
        self.stop()
        self.start()

    # --- what a person does ---

    def shutter(self) -> None:
        """Take pictures now."""
        self._say(self.flow.shutter)

    def accept(self) -> None:
        """Keep the photograph under review and go on."""
        self._say(self.flow.accept)

    def retake(self, view: View) -> None:
        """Take a view anew."""
        self._burst.clear()
        self._say(partial(self.flow.retake, view))

    def skip(self) -> None:
        """Leave the present view out."""
        self._burst.clear()
        self._say(self.flow.skip)

    def set_hands_free(self, on: bool) -> None:
        """Let it count down by itself, or not."""
        self.flow.hands_free = on
        self._changed()

    def _say(self, step: Callable[[], object]) -> None:
        step()
        self._changed()

    # --- what the camera brings ---

    def _on_trouble(self, error: PostureError) -> None:
        self._delivering = False
        self._burst.clear()
        if self.flow.state.phase is Phase.BURST:
            self.flow.retake()
            self._changed()
        self.trouble.emit(error)

    def _on_frame(self) -> None:
        taken = None if self._thread is None else self._thread.take()
        if taken is None:
            return
        frame, at_s = taken
        if not self._delivering:
            self._delivering = True
            self.connected.emit()
        self.frame_shown.emit(frame)
        phase = self.flow.state.phase
        if phase is Phase.BURST and len(self._burst) < self.flow.settings.burst:
            self._collect(frame)
        elif phase in LIVE:
            self._waiting = frame, at_s
            self._look_next()

    def _look_next(self) -> None:
        """Hand the newest picture to the worker when it is idle, also one that came while it was not."""
        if self._busy or self._waiting is None or self.flow.state.phase not in LIVE:
            return
        (frame, at_s), self._waiting = self._waiting, None
        self._busy = True
        job = partial(self._look, frame, at_s, self.flow.state.view)
        self._studio.poses.start(job, self._on_sighting, self._on_look_failed)

    def _collect(self, frame: Frame) -> None:
        self._burst.append(frame)
        if len(self._burst) < self.flow.settings.burst:
            return
        view, frames = self.flow.state.view, tuple(self._burst)
        self.analysing.emit(view)
        self._studio.analyse_burst(
            frames, view, partial(self._on_taken, view), partial(self._on_refused, view)
        )

    def _on_taken(self, view: View) -> None:
        self._burst.clear()
        if self.flow.state.phase is Phase.BURST and self.flow.state.view is view:
            self.flow.burst_taken()
            self._changed()
            self.taken.emit(view)

    def _on_refused(self, view: View, error: PostureError) -> None:
        self._burst.clear()
        if self.flow.state.phase is Phase.BURST and self.flow.state.view is view:
            self.flow.retake(view)
            self._changed()
        self.refused.emit(view, error)

    # --- the live look ---

    def _look(self, frame: Frame, at_s: float, view: View) -> tuple[View, Sighting]:
        """Look at one live picture; runs on the pose worker."""
        studio = self._studio
        people = studio.live_poses().follow(frame, round(at_s * 1000.0))
        light = self._light
        if light.looks % LIGHT_EVERY == 0:
            light.seen = studio.eyes().gauge.light(frame, people[0] if people else None)
        light.looks += 1
        sees_face = None
        if people and face_decides(people[0], view):
            sees_face = studio.eyes().faces.look_at_face(frame, people[0]).sees_face
        size = (frame.width, frame.height)
        return view, judge(people, size, view, light.seen, at_s, self.flow.side, sees_face=sees_face)

    def _on_sighting(self, seen: tuple[View, Sighting]) -> None:
        self._busy = False
        view, sighting = seen
        if self._thread is None:
            return
        if view is not self.flow.state.view:
            self._look_next()
            return
        self.sighted.emit(sighting)
        before = self.flow.state
        after = self.flow.see(sighting)
        if after != before:
            self._changed()
        self._look_next()

    def _on_look_failed(self, error: PostureError) -> None:
        self._busy = False
        self.trouble.emit(error)
