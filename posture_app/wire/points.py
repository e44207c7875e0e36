"""The seventeen COCO points, which two of the contracts speak, and the way back to our landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Landmark

if TYPE_CHECKING:
    from collections.abc import Mapping

COCO: tuple[Landmark, ...] = (
    Landmark.NOSE,
    Landmark.LEFT_EYE,
    Landmark.RIGHT_EYE,
    Landmark.LEFT_EAR,
    Landmark.RIGHT_EAR,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW,
    Landmark.LEFT_WRIST,
    Landmark.RIGHT_WRIST,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_KNEE,
    Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)
"""In the order of COCO, ids 1 to 17."""

COCO_NAMES: tuple[str, ...] = tuple(landmark.name.lower() for landmark in COCO)


def scored(keypoints: Keypoints, landmark: Landmark) -> tuple[float, float, float]:
    """Give a landmark's x and y in pixels of the photo and its score, 0 to 1 (the model's visibility)."""
    x, y = keypoints.point(landmark)
    return float(x), float(y), float(keypoints.visibility[landmark])


def keypoints_of(points: Mapping[Landmark, tuple[float, float, float]]) -> Keypoints:
    """Make keypoints of x, y in pixels and score; every other landmark of the model is missing."""
    xy_px, visibility = np.full((MODEL_LANDMARKS, 2), np.nan), np.zeros(MODEL_LANDMARKS)
    for landmark, (x, y, score) in points.items():
        xy_px[landmark] = x, y
        visibility[landmark] = score
    return Keypoints.from_model(xy_px, visibility)
