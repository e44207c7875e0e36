"""How alike two poses stand: object keypoint similarity (OKS) as COCO defines it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_SIGMAS = {
    "NOSE": 0.026,
    "EYE": 0.025,
    "EAR": 0.035,
    "SHOULDER": 0.079,
    "ELBOW": 0.072,
    "WRIST": 0.062,
    "HIP": 0.107,
    "KNEE": 0.087,
    "ANKLE": 0.089,
}
"""COCO's per-point standard deviations as shares of the object's size (cocodataset.org, keypoints-eval)."""


def _of_landmark(landmark: Landmark) -> float:
    return _SIGMAS.get(landmark.name.removeprefix("LEFT_").removeprefix("RIGHT_"), 0.0)


_ALL = np.array([_of_landmark(landmark) for landmark in tuple(Landmark)[:MODEL_LANDMARKS]])
COMPARED = np.flatnonzero(_ALL)
"""Indices of the seventeen COCO points among the model's landmarks."""
_TOLERANCE = 2.0 * _ALL[COMPARED]
"""COCO's k_i: twice the sigma."""


def size_px(xy_px: Points) -> float:
    """Give COCO's object size of (33, 2) points: the square root of their box's area, in px.

    A side view's narrow box counts as no narrower than a third of its height (or width).
    """
    points = xy_px[COMPARED]
    width, height = np.ptp(points, axis=0)
    longest = max(float(width), float(height), 1.0)
    return float(np.sqrt(longest * max(min(float(width), float(height)), longest / 3.0)))


def likeness(one: Points, other: Points, scale_px: float, drift_px: float = 0.0) -> float:
    """Give the OKS of two poses, (33, 2) px each, in 0..1: the mean of exp(−d² / 2(s·k)²).

    `drift_px` is a further standard deviation of where a point may be, added in squares.
    """
    apart = np.sum((one[COMPARED] - other[COMPARED]) ** 2, axis=1)
    variance = (scale_px * _TOLERANCE) ** 2 + drift_px**2
    return float(np.exp(-apart / (2.0 * variance)).mean())
