"""Finds the printed figure: its markers say where, its dots are taken to a fraction of a pixel."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posture_app.domain.errors import NotAssessable
from posture_app.domain.phantom import PHANTOMS, Phantom
from posture_app.domain.quality import refuse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Landmark
    from posture_app.services.ports import Frame

    Points = NDArray[np.float64]
    Grey = NDArray[np.uint8]

CELLS = 6
"""Cells of a marker on each side, its black border included."""

_FEWEST_MARKERS = 3
_SMALLEST_DOT_PX = 1.5
"""Radius of a dot below which its middle is no longer good to a tenth of a pixel."""
_MARGIN = 0.6
"""How far the window reaches beyond a dot, in its radii: all around it is white paper."""
_PAPER = 0.12
"""What is less dark than this is paper and noise."""
_STEPS = 4
_FACTORS = (1.0, 2.0)


@cache
def _dictionary() -> cv2.aruco.Dictionary:
    return cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)


def marker_cells(number: int) -> NDArray[np.bool_]:
    """Give a marker as (6, 6) cells with its black border: True is black."""
    return np.asarray(_dictionary().generateImageMarker(number, CELLS)) < 128


class ArucoPhantoms:
    """Finds the sheets of `PHANTOMS`."""

    def __init__(self) -> None:
        parameters = cv2.aruco.DetectorParameters()
        parameters.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
        parameters.minMarkerPerimeterRate = 0.01
        self._detector = cv2.aruco.ArucoDetector(_dictionary(), parameters)

    def find(self, frame: Frame) -> tuple[Phantom, dict[Landmark, tuple[float, float]]]:
        """Give the sheet and its dots as positions in the frame; the first try is at the frame's own size."""
        grey: Grey = np.asarray(cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
        for factor in _FACTORS:
            found = self._plane(grey, factor)
            if found is not None:
                phantom, plane = found
                return phantom, _dots(np.asarray(frame.rgb[..., 1], dtype=float), phantom, plane)
        raise NotAssessable((refuse("phantom_not_found"),))

    def _plane(self, grey: Grey, factor: float) -> tuple[Phantom, Points] | None:
        """Give the sheet and the homography from its mm to positions in the picture."""
        seen = grey if factor == 1.0 else cv2.resize(grey, None, fx=factor, fy=factor)
        corners, numbers, _ = self._detector.detectMarkers(seen)
        ids = [] if not corners else numbers.ravel().tolist()
        places = dict(zip(ids, corners, strict=True))
        phantom = max(PHANTOMS.values(), key=lambda one: len(places.keys() & one.markers.keys()))
        there = [one for one in phantom.markers if one in places]
        if len(there) < _FEWEST_MARKERS:
            return None
        square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * phantom.marker_mm
        drawn = np.concatenate([square + phantom.markers[one] for one in there])
        xy = np.concatenate([(places[one].reshape(4, 2) + 0.5) / factor for one in there])
        plane, _ = cv2.findHomography(drawn, xy)
        return None if plane is None else (phantom, np.asarray(plane, dtype=float))


def _dots(green: Points, phantom: Phantom, plane: Points) -> dict[Landmark, tuple[float, float]]:
    """Take the middle of every dot; red is dark in the green channel."""
    found = {}
    for landmark, (x, y) in phantom.dots.items():
        around = [(x, y), (x + phantom.dot_mm, y), (x, y + phantom.dot_mm)]
        middle, right, below = (_mapped(plane, place) for place in around)
        radius = float(np.hypot(*(right - middle)) + np.hypot(*(below - middle))) / 2
        if radius < _SMALLEST_DOT_PX:
            raise NotAssessable((refuse("phantom_too_small"),))
        found[landmark] = _middle(green, middle, radius)
    return found


def _middle(green: Points, near: Points, radius: float) -> tuple[float, float]:
    """Give the centroid of darkness in a round window, which follows the dot until it stands round it."""
    reach = radius + _MARGIN * max(radius, 2.0)
    left, top = (int(one) for one in np.floor(near - reach - 2.0))
    size = int(np.ceil(2.0 * reach)) + 5
    cut = green[max(top, 0) : top + size, max(left, 0) : left + size]
    if left < 0 or top < 0 or cut.shape != (size, size):
        raise NotAssessable((refuse("phantom_not_found"),))
    white, black = np.percentile(cut, 90), np.percentile(cut, 2)
    dark = np.clip((white - cut) / max(white - black, 1.0), 0.0, 1.0)
    dark[dark < _PAPER] = 0.0
    rows, columns = np.mgrid[:size, :size] + 0.5
    x, y = near - (left, top)
    for _ in range(_STEPS):
        # the window's own edge is soft by a pixel, so that it does not pull when a pixel enters
        weight = dark * np.clip(reach + 0.5 - np.hypot(columns - x, rows - y), 0.0, 1.0)
        whole = float(weight.sum())
        if whole == 0.0:
            raise NotAssessable((refuse("phantom_not_found"),))
        x, y = float((columns * weight).sum()) / whole, float((rows * weight).sum()) / whole
    return left + x, top + y


def _mapped(plane: Points, place: tuple[float, float]) -> Points:
    x, y, w = plane @ np.array([*place, 1.0])
    return np.array([x / w, y / w])
