"""What finds faces and tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.services.faces.engine import FaceEngine


def make_faces() -> FaceEngine:
    """Load what finds faces; what tells them apart is started with the first face.

    Raises EnvironmentProblem (``face_extra_missing``).
    """
    from posture_app.adapters.models.dlib_face import DlibFaces, model_files
    from posture_app.adapters.models.mediapipe_portraits import MediaPipePortraits
    from posture_app.services.faces.engine import FaceEngine

    model_files()
    return FaceEngine(MediaPipePortraits(), DlibFaces())
