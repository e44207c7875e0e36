"""The upright squares in which MediaPipe's face meshes look at a face, and the way back into the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters import opencv
from posture_app.adapters.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Points = NDArray[np.float64]

SIDE = 192
"""What the meshes see, in pixels."""

MARGIN = 1.5
"""The cut-out's side over the face's longest side, as in MediaPipe's own pipeline."""


def matrix(centre: Points, side: float, along: Points) -> Points:
    """Give the matrix (2, 3) from photo to cut-out positions; `along` will point to its right."""
    turn = np.array([along, (-along[1], along[0])]) * (SIDE / side)
    return np.column_stack([turn, SIDE / 2 - turn @ centre])


def cut(rgb: Picture, to_cut: Points) -> Picture:
    """Cut it out; where that makes it smaller, larger at first and then averaged by area."""
    times = max(1, int(np.ceil(1.0 / np.hypot(*to_cut[0, :2]))))
    larger = opencv.cut_out(rgb, times * to_cut, times * SIDE)
    if times == 1:
        return larger
    return np.asarray(cv2.resize(larger, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def in_photo(points: Points, to_cut: Points) -> Points:
    """Take a mesh's numbers in the cut-out to (n, 3) in photo pixels; z, away from the camera, alike."""
    points = points.reshape(-1, 3)
    turn = to_cut[:, :2]
    flat = (points[:, :2] - to_cut[:, 2]) @ np.linalg.inv(turn).T
    return np.column_stack([flat, points[:, 2] / float(np.hypot(*turn[0]))])
