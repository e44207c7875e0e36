"""People followed from picture to picture by BlazePose, for the live view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters import mediapipe_import, model_bundle
from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import Keypoints, Person

if TYPE_CHECKING:
    from posture_app.services.ports import Frame

LIVE_SIDE = 640
"""Longest side in pixels of what the model is given; it looks at 224 and 256 of them."""

MOST_PEOPLE = 2
"""With one, the model would silently pick somebody where two people stand."""


class MediaPipeLivePoses:
    """Follows people by BlazePose *full* in video mode; made, used, and closed on one thread."""

    def __init__(self) -> None:
        self._mediapipe, tasks, vision = mediapipe_import.load()
        self._landmarker = vision.PoseLandmarker.create_from_options(
            vision.PoseLandmarkerOptions(
                base_options=tasks.BaseOptions(**model_bundle.pose_bundle().options()),
                running_mode=vision.RunningMode.VIDEO,
                num_poses=MOST_PEOPLE,
            )
        )
        self._last_ms = -1

    def follow(self, frame: Frame, at_ms: int) -> tuple[Person, ...]:
        """Find the people of this frame, those of the frame before at the places they had."""
        # The model refuses a time that does not rise; two frames of one millisecond are no error of ours.
        self._last_ms = max(at_ms, self._last_ms + 1)
        rgb = frame.rgb
        scale = LIVE_SIDE / max(frame.width, frame.height)
        if scale < 1.0:
            rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR))
        data: Any = np.ascontiguousarray(rgb)
        image = self._mediapipe.Image(image_format=self._mediapipe.ImageFormat.SRGB, data=data)
        result = self._landmarker.detect_for_video(image, self._last_ms)
        return tuple(
            _person(points, world, frame.width, frame.height)
            for points, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        )

    def close(self) -> None:
        """Let go of the model."""
        self._landmarker.close()


def _person(points: Any, world: Any, width: int, height: int) -> Person:
    return Person(
        keypoints=Keypoints.from_model(
            np.array([(one.x * width, one.y * height) for one in points]),
            np.array([one.visibility for one in points]),
        ),
        world_m=np.array([(one.x, one.y, one.z) for one in world]),
        presence=np.array([one.presence for one in points]),
    )
