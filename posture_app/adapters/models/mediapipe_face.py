"""The face turned to the camera, by MediaPipe's face detector and meshes on cut-outs of the head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters import opencv
from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.models.mediapipe_mesh import MediaPipeMeshes
from posture_app.domain.face import FaceLook
from posture_app.domain.quality import HEAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

    Picture = NDArray[np.uint8]
    Points = NDArray[np.float64]

_SHARES = (0.25, 0.30, 0.35, 0.40, 0.45, 0.50)
"""Sides of the head cut-outs as shares of the body's height; each is looked at direct and mirrored."""
_SIDE = 256
_MIDDLE_REACH = 60
_LEAST_SCORE = 0.05


class MediaPipeFaces:
    """Looks for a face in twelve cut-outs of a head: 2 ms each; at what it finds with the meshes."""

    def __init__(self) -> None:
        self._mediapipe, tasks, vision = mediapipe_import.load()
        self._detector = vision.FaceDetector.create_from_options(
            vision.FaceDetectorOptions(
                base_options=tasks.BaseOptions(**model_bundle.face_model().options()),
                min_detection_confidence=_LEAST_SCORE,
            )
        )
        self._meshes = MediaPipeMeshes()

    def close(self) -> None:
        """Let go of the models."""
        self._meshes.close()
        self._detector.close()

    def look_at_face(self, frame: Frame, person: Person) -> FaceLook:
        """Score the head as a face, and find its eyes in every cut-out that shows one."""
        head = person.keypoints.xy_px[list(HEAD)].mean(axis=0)
        height = person.keypoints.height_px()
        scores, eyes = [], []
        for share in _SHARES:
            scale = _SIDE / (share * height)
            corner = head - _SIDE / 2 / scale
            matrix = np.array([[scale, 0.0, -scale * corner[0]], [0.0, scale, -scale * corner[1]]])
            cut = opencv.cut_out(frame.rgb, matrix, _SIDE)
            for mirrored in (False, True):
                score, pair = self._find(cut[:, ::-1] if mirrored else cut)
                scores.append(score)
                if pair is not None:
                    eyes.append((_unmirrored(pair) if mirrored else pair) / scale + corner)
        look = FaceLook(float(np.mean(scores)), np.array(eyes).reshape(-1, 2, 2))
        if not look.sees_face:
            return look
        return replace(look, meshes_px=self._meshes.look(frame.rgb, look.eyes_px.mean(axis=0)))

    def _find(self, picture: Picture) -> tuple[float, Points | None]:
        """Give the score of a face in the middle, and its (left, right) eye, (2, 2) positions."""
        data: Any = np.ascontiguousarray(picture)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        found = [one for one in self._detector.detect(image).detections if _in_the_middle(one.bounding_box)]
        if not found:
            return 0.0, None
        best = max(found, key=lambda one: one.categories[0].score)
        # The detector's first two points are the subject's right and left eye.
        right, left = best.keypoints[0], best.keypoints[1]
        pair: Points = np.array([(left.x, left.y), (right.x, right.y)]) * float(_SIDE)
        return float(best.categories[0].score), pair


def _unmirrored(pair: Points) -> Points:
    """Flip x back, and with it the names."""
    flipped: Points = (pair * (-1.0, 1.0) + (_SIDE, 0.0))[::-1]
    return flipped


def _in_the_middle(box: Any) -> bool:
    return bool(abs(box.origin_x + box.width / 2 - _SIDE / 2) < _MIDDLE_REACH)
