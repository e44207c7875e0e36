"""People in single frames by BlazePose, without masks: fast, and the same for every worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.opencv import cut_out
from posture_app.domain.keypoints import Keypoints, Person

if TYPE_CHECKING:
    from posture_app.services.ports import Frame
    from posture_app.services.video.following import Square

MOST_PEOPLE = 4
CUT_OUT_SIDE = 320
"""Side in pixels of the picture that a close look is given."""

LEAST_SIDE = 16
"""Pictures narrower than this, in pixels, show nobody; the detector fails on a side of one."""


class MediaPipeFramePoses:
    """BlazePose *full*, every frame as a picture of its own; made, used, and closed on one thread."""

    def __init__(self) -> None:
        self._mediapipe, tasks, vision = mediapipe_import.load()
        self._landmarker = vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(
                base_options=tasks.BaseOptions(**model_bundle.pose_bundle().options()), num_poses=MOST_PEOPLE
            )
        )

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody who can be found at a glance."""
        if min(frame.width, frame.height) < LEAST_SIDE:
            return ()
        return self._people(frame.rgb, (frame.width, frame.height), (0.0, 0.0))

    def find_in(self, frame: Frame, square: Square) -> tuple[Person, ...]:
        """Find who is in a part of the picture, blown up; positions in the whole of it."""
        if min(frame.width, frame.height) < LEAST_SIDE or square.side < 1.0:
            return ()
        by = CUT_OUT_SIDE / square.side
        matrix = np.array([[by, 0.0, -by * square.left], [0.0, by, -by * square.top]])
        picture = cut_out(frame.rgb, matrix, CUT_OUT_SIDE)
        return self._people(picture, (square.side, square.side), (square.left, square.top))

    def close(self) -> None:
        """Let go of the model."""
        self._landmarker.close()

    def _people(self, rgb: Any, size: tuple[float, float], corner: tuple[float, float]) -> tuple[Person, ...]:
        data = np.ascontiguousarray(rgb)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        result = self._landmarker.detect(image)
        return tuple(
            Person(
                keypoints=Keypoints.from_model(
                    np.array([(one.x, one.y) for one in points]) * size + corner,
                    np.array([one.visibility for one in points]),
                ),
                world_m=np.array([(one.x, one.y, one.z) for one in world]),
                presence=np.array([one.presence for one in points]),
            )
            for points, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        )


def make_frame_poses() -> MediaPipeFramePoses:
    """Load the model; a tenth of a second and 100 MB."""
    return MediaPipeFramePoses()
