"""Faces in pictures, found and told apart: what the check-in and the face contract have in common."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.domain.faces.portrait import FaceSight, Vector
    from posture_app.services.ports import FaceEncoder, Frame, PortraitFinder


class FaceEngine:
    """Finds faces and tells what they are like; one call at a time, from any thread."""

    def __init__(self, finder: PortraitFinder, encoder: FaceEncoder) -> None:
        self._finder, self._encoder = finder, encoder
        self._turn = threading.Lock()

    @property
    def model_version(self) -> str:
        """The embedding's name; vectors of different ones cannot be compared."""
        return self._encoder.model_version

    def faces(self, frame: Frame, *, quick: bool = False) -> tuple[FaceSight, ...]:
        """Give the faces that are large enough to be told apart, up to twenty, the largest first."""
        with self._turn:
            found = self._finder.find_faces(frame, quick=quick)
        return tuple(face for face in found if face.is_large_enough)

    def vector(self, frame: Frame, face: FaceSight) -> Vector:
        """Give what a face is like; raise EnvironmentProblem as `FaceEncoder` does."""
        return self._encoder.encode(frame, face.box)

    def close(self) -> None:
        """Let go of models and process."""
        self._encoder.close()
        with self._turn:
            self._finder.close()
