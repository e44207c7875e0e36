"""Faces for the windows: the engine, those who may be recognised, and a camera that looks at one of them.

The matrix of faces is here only while the records are open: it is loaded when they are unlocked and written
over when they are locked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from posture_app.domain.errors import EnvironmentProblem, PostureError
from posture_app.gui.camera.camera_thread import CameraThread
from posture_app.services.faces.checkin import Proposal, propose
from posture_app.services.faces.gallery import Gallery

if TYPE_CHECKING:
    from posture_app.domain.faces.portrait import FaceSight, Vector
    from posture_app.domain.records import Patient
    from posture_app.gui.studio import Failed, Studio
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.ports import Frame
    from posture_app.services.records.access import Records

T = TypeVar("T")


class FaceDesk(QObject):
    """Has the engine and who is searched among; the engine works on the pose worker only."""

    changed = Signal()
    """Somebody can be recognised from now on, or nobody any more."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._engine: FaceEngine | None = None
        self._gallery: Gallery | None = None
        self.model_version = ""
        self.trouble: PostureError | None = None
        """Why nobody is recognised although the records are open."""
        studio.records.unlocked.connect(self.load)
        studio.records.locked.connect(self.forget)
        studio.preferences_changed.connect(self._switched)

    @property
    def is_ready(self) -> bool:
        """Whether a face can be recognised or enrolled now."""
        return self._gallery is not None and self._studio.records.is_open

    @property
    def is_offered(self) -> bool:
        """Whether it is switched on, and somebody can be recognised now."""
        return self.is_wanted and self.is_ready

    @property
    def is_wanted(self) -> bool:
        """Whether the clinic has switched it on."""
        return self._studio.preferences.face_check_in

    def load(self) -> None:
        """Load the engine, then who may be recognised; does nothing where it is switched off."""
        if self.is_wanted:
            self._studio.poses.start(self._loaded, self._load_faces, self._in_trouble)

    def _switched(self) -> None:
        if self._studio.records.is_open and self.is_wanted is not self.is_ready:
            (self.load if self.is_wanted else self.forget)()

    def forget(self) -> None:
        """Let go of everybody."""
        if self._gallery is not None:
            self._gallery.clear()
        self._gallery = None
        self.changed.emit()

    def shutdown(self) -> None:
        """Let go of everybody and of the engine's process."""
        self.forget()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def look(self, frame: Frame, then: Callable[[Sequence[FaceSight]], object], failed: Failed) -> None:
        """Find the faces of a camera's picture."""
        self._with_engine(lambda engine: engine.faces(frame, quick=True), then, failed)

    def tell_apart(
        self, frame: Frame, face: FaceSight, then: Callable[[Vector], object], failed: Failed
    ) -> None:
        """Give what a face is like."""
        self._with_engine(lambda engine: engine.vector(frame, face), then, failed)

    def search(self, face: Vector) -> Proposal:
        """Propose whose face it is."""
        return propose([] if self._gallery is None else self._gallery.nearest(face, 2))

    def keep(
        self, patient: Patient, looks: Sequence[Vector], then: Callable[[], object], failed: Failed
    ) -> None:
        """Keep a patient's face, here and in the records."""

        def kept(faces: Sequence[tuple[str, Vector]]) -> None:
            self._take(faces)
            then()

        def job(records: Records) -> Sequence[tuple[str, Vector]]:
            records.keep_face(patient, self.model_version, looks)
            return records.faces(self.model_version)

        self._studio.records.do(job, kept, failed)

    def forget_face(self, patient: Patient, then: Callable[[], object], failed: Failed) -> None:
        """Withdraw a patient's consent; the face is deleted at once, here and in the records."""
        if self._gallery is not None:
            self._gallery.remove(patient.id)
        self._studio.records.do(lambda records: records.forget_face(patient), lambda _: then(), failed)

    def _with_engine(
        self, work: Callable[[FaceEngine], T], then: Callable[[T], object], failed: Failed
    ) -> None:
        self._studio.poses.start(lambda: work(self._loaded()), then, failed)

    def _loaded(self) -> FaceEngine:
        """Give the engine; on the pose worker only."""
        if self._engine is None:
            make = self._studio.equipment.make_faces
            if make is None:
                raise EnvironmentProblem("face_extra_missing")
            self._engine = make()
        return self._engine

    def _load_faces(self, engine: FaceEngine) -> None:
        self.model_version = engine.model_version
        version = self.model_version
        self._studio.records.do(lambda records: records.faces(version), self._take, self._in_trouble)

    def _take(self, faces: Sequence[tuple[str, Vector]]) -> None:
        if self._gallery is not None:
            self._gallery.clear()
        self._gallery, self.trouble = Gallery(faces), None
        self.changed.emit()

    def _in_trouble(self, error: PostureError) -> None:
        self.trouble = error
        self.changed.emit()


class Watcher(Protocol):
    """Decides by what is seen: a check-in, or an enrolment."""

    def see(self, faces: Sequence[FaceSight], at_s: float) -> bool:
        """Look at the faces of a picture; tell whether this look is wanted, for `keep`."""

    def keep(self, look: Vector) -> None:
        """Keep what the face was like."""


class FaceRun(QObject):
    """The camera before one person: every picture is painted, the newest one is looked at; none is kept."""

    frame_shown = Signal(object)
    """A `Frame` to be painted."""
    stepped = Signal()
    """The watcher has seen something."""
    trouble = Signal(object)
    """A PostureError: of the camera, or of the engine."""

    def __init__(self, studio: Studio, desk: FaceDesk, watcher: Watcher) -> None:
        super().__init__(studio)
        self._studio, self._desk, self._watcher = studio, desk, watcher
        self._thread: CameraThread | None = None
        self._busy = self._over = False

    def start(self) -> None:
        """Start the camera; does nothing once it was stopped."""
        if self._over:
            return
        make = partial(self._studio.equipment.make_camera, self._studio.preferences)
        self._thread = CameraThread(make)
        self._thread.frame_ready.connect(self._on_frame)
        self._thread.trouble.connect(self.trouble)
        self._thread.start()

    def stop(self) -> None:
        """Stop the camera and wait until it has let go of the device; what is under way comes to nothing."""
        self._over = True
        if self._thread is None:
            return
        thread, self._thread = self._thread, None
        thread.frame_ready.disconnect(self._on_frame)
        thread.trouble.disconnect(self.trouble)
        thread.end()

    def look_at(self, frame: Frame, at_s: float) -> None:
        """Look at a picture that was taken then, unless the one before is still being looked at."""
        if not self._busy and not self._over:
            self._busy = True
            self._desk.look(frame, partial(self._seen, frame, at_s), self._failed)

    def _on_frame(self) -> None:
        taken = None if self._thread is None else self._thread.take()
        if taken is not None:
            self.frame_shown.emit(taken[0])
            self.look_at(*taken)

    def _seen(self, frame: Frame, at_s: float, faces: Sequence[FaceSight]) -> None:
        if self._over:
            return
        if self._watcher.see(faces, at_s):
            self._desk.tell_apart(frame, faces[0], self._known, self._failed)
            return
        self._busy = False
        self.stepped.emit()

    def _known(self, look: Vector) -> None:
        self._busy = False
        if not self._over:
            self._watcher.keep(look)
            self.stepped.emit()

    def _failed(self, error: PostureError) -> None:
        self._busy = False
        if not self._over:
            self.trouble.emit(error)
