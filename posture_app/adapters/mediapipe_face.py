"""Is a face turned to the camera? MediaPipe's short-range face detector on cut-outs of the head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters import mediapipe_import, model_bundle, opencv
from posture_app.domain.quality import HEAD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

_SHARES = (0.30, 0.40, 0.50)
"""Sides of the head cut-outs as shares of the body's height."""
_SIDE = 256
_MIDDLE_REACH = 60
_LEAST_SCORE = 0.05


class MediaPipeFaces:
    """Scores a head as a face: the mean over three cut-outs and their mirror images, 12 ms."""

    def __init__(self) -> None:
        self._mediapipe, tasks, vision = mediapipe_import.load()
        self._detector = vision.FaceDetector.create_from_options(
            vision.FaceDetectorOptions(
                base_options=tasks.BaseOptions(model_asset_buffer=model_bundle.face_model()),
                min_detection_confidence=_LEAST_SCORE,
            )
        )

    def close(self) -> None:
        """Let go of the model."""
        self._detector.close()

    def face_share(self, frame: Frame, person: Person) -> float:
        """Give the mean score, 0..1, of a face in the middle of the cut-outs."""
        head = person.keypoints.xy_px[list(HEAD)].mean(axis=0)
        height = person.keypoints.height_px()
        cut_outs = [_cut_out(frame.rgb, head, share * height) for share in _SHARES]
        return float(np.mean([self._score(one) for cut in cut_outs for one in (cut, cut[:, ::-1])]))

    def _score(self, picture: NDArray[np.uint8]) -> float:
        data: Any = np.ascontiguousarray(picture)
        found = self._detector.detect(
            self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        ).detections
        return max((one.categories[0].score for one in found if _in_the_middle(one.bounding_box)), default=0.0)


def _in_the_middle(box: Any) -> bool:
    return bool(abs(box.origin_x + box.width / 2 - _SIDE / 2) < _MIDDLE_REACH)


def _cut_out(rgb: NDArray[np.uint8], centre: NDArray[np.float64], side: float) -> NDArray[np.uint8]:
    scale = _SIDE / side
    shift = _SIDE / 2 - scale * centre
    return opencv.cut_out(rgb, np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]]), _SIDE)
