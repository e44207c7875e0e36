"""People followed from picture to picture by BlazePose, for the live view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import Keypoints, Person

if TYPE_CHECKING:
    from posture_app.services.ports import Frame

LIVE_SIDE = 640
"""Longest side in pixels of what the model is given; it looks at 224 and 256 of them."""

MOST_PEOPLE = 2
"""With one, the model would silently pick somebody where two people stand."""

SEARCH_MS = 500
"""How often a second person is looked for. As long as fewer people are there than the model may find, it
searches every picture anew, which makes two people cost 39 ms a picture and one 19."""


class MediaPipeLivePoses:
    """Follows people by BlazePose *full* in video mode; made, used, and closed on one thread.

    One person is followed through every picture; whether somebody else is there is looked at now and
    then, and in every picture as long as somebody is.
    """

    def __init__(self) -> None:
        self._mediapipe, self._tasks, self._vision = mediapipe_import.load()
        asset = model_bundle.pose_bundle()
        self._one, self._several = self._make(asset, 1), self._make(asset, MOST_PEOPLE)
        self._last_ms = self._search_ms = -1
        self._crowded = False

    def _make(self, asset: model_bundle.Asset, people: int) -> Any:
        return self._vision.PoseLandmarker.create_from_options(
            self._vision.PoseLandmarkerOptions(
                base_options=self._tasks.BaseOptions(**asset.options()),
                running_mode=self._vision.RunningMode.VIDEO,
                num_poses=people,
            )
        )

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
        result = self._crowd(image) or self._one.detect_for_video(image, self._last_ms)
        return tuple(
            _person(points, world, frame.width, frame.height)
            for points, world in zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        )

    def _crowd(self, image: Any) -> Any:
        """Look for several people when it is time to; None when there are not several."""
        if not self._crowded and self._last_ms < self._search_ms:
            return None
        self._search_ms = self._last_ms + SEARCH_MS
        result = self._several.detect_for_video(image, self._last_ms)
        self._crowded = len(result.pose_landmarks) > 1
        return result if self._crowded else None

    def close(self) -> None:
        """Let go of the model."""
        self._one.close()
        self._several.close()


def _person(points: Any, world: Any, width: int, height: int) -> Person:
    return Person(
        keypoints=Keypoints.from_model(
            np.array([(one.x * width, one.y * height) for one in points]),
            np.array([one.visibility for one in points]),
        ),
        world_m=np.array([(one.x, one.y, one.z) for one in world]),
        presence=np.array([one.presence for one in points]),
    )
