"""Finds the calibration sheet in a picture, by OpenCV's ChArUco boards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2
from posture_app.adapters.vision.registration import mapped, register
from posture_app.services.room.sheets import CELLS, SHEETS, Sheet

if TYPE_CHECKING:
    from posture_app.services.ports import Frame

Grey = NDArray[np.uint8]

FEWEST_CORNERS = 4
"""Fewer inner corners do not tell how a plane lies."""

_SHARPEST_PX = 40.0
"""Side of a square beyond which a picture is made smaller before the pattern is laid over it: nothing is
lost and much time saved."""

_COARSE_PX = 1600
"""Long side at which a picture is searched first."""
_FINE_PX = 2560
"""Long side of the second search: larger pictures show more, and in an enlarged one small markers are
read more surely (cells of 2 instead of 3 pixels)."""

_LEAST_MARKERS = 2
"""One marker alone may be a pattern of the room, and says too little of where the corners are."""

_OUT_OF_PLACE = 0.1
"""Share of a marker's side by which a marker's corner may stand elsewhere than on our sheet: the lens
bends less, another sheet has its markers elsewhere."""


@dataclass(frozen=True, slots=True, eq=False)
class SheetCorners:
    """The inner corners of a sheet's board that are seen.

    `xy_px` (n, 2) are *positions*; `xy_mm` (n, 2) is where they lie from the middle of the sheet, right
    and down. `square_px` is the side of a square in the picture.
    """

    sheet: Sheet
    xy_px: NDArray[np.float64]
    xy_mm: NDArray[np.float64]
    square_px: float


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """The corners that were found, or what is the matter with what was found instead, if anything."""

    corners: SheetCorners | None
    trouble: str


def cells(sheet: Sheet) -> NDArray[np.bool_]:
    """Give the board as cells, (8 rows, 8 columns) of it: True is black."""
    size = (sheet.columns * CELLS * 4, sheet.rows * CELLS * 4)
    drawn = np.asarray(_board(sheet.name).generateImage(size, marginSize=0, borderBits=1))
    return drawn[2::4, 2::4] < 128


@cache
def _dictionary() -> cv2.aruco.Dictionary:
    return cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)


@cache
def _board(name: str) -> cv2.aruco.CharucoBoard:
    sheet = SHEETS[name]
    marker = sheet.square_mm * (CELLS - 2) / CELLS
    return cv2.aruco.CharucoBoard(
        (sheet.columns, sheet.rows), sheet.square_mm, marker, _dictionary(), np.array(sheet.marker_ids)
    )


@cache
def _parameters() -> cv2.aruco.DetectorParameters:
    parameters = cv2.aruco.DetectorParameters()
    parameters.minMarkerPerimeterRate = 0.015
    return parameters


@cache
def _markers() -> cv2.aruco.ArucoDetector:
    return cv2.aruco.ArucoDetector(_dictionary(), _parameters())


def grey_of(frame: Frame) -> Grey:
    """Give a frame as grey values."""
    return np.asarray(cv2.cvtColor(frame.rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def look(grey: Grey, *, quick: bool) -> Looked:
    """Look for a sheet in a picture, the coarse one only if it has to be quick."""
    best = Looked(None, "")
    for side in (_COARSE_PX,) if quick else (_COARSE_PX, _FINE_PX):
        factor = side / max(grey.shape)
        if side == _COARSE_PX:
            factor = min(1.0, factor)
        looked = _look_at(grey, factor)
        if looked.corners is not None:
            return looked
        best = looked if looked.trouble else best
    return best


def _look_at(grey: Grey, factor: float) -> Looked:
    sheet, ids, corners = _read_markers(grey, factor)
    if sheet is None or len(ids) < _LEAST_MARKERS:
        return Looked(None, "")
    drawn = np.concatenate([_marker_mm(sheet)[one] for one in ids])
    xy = corners.reshape(-1, 2)
    side = float(np.median(np.hypot(*(corners[:, 1] - corners[:, 0]).T)))
    plane, fits = cv2.findHomography(drawn, xy, cv2.RANSAC, max(1.5, _OUT_OF_PLACE * side))
    if plane is None or fits.sum() < 4 * _LEAST_MARKERS:
        return Looked(None, "sheet_other")
    found = _corners(grey, sheet, np.asarray(plane, dtype=np.float64))
    return Looked(found, "sheet_too_small" if found is None else "")


def _read_markers(grey: Grey, factor: float) -> tuple[Sheet | None, NDArray[np.int_], NDArray[np.float64]]:
    """Read the markers in a picture resized by a factor; give the sheet that most of them belong to.

    Gives (n,) ids and (n, 4, 2) corners in positions of the picture itself.
    """
    how = cv2.INTER_AREA if factor < 1.0 else cv2.INTER_CUBIC
    seen = grey if factor == 1.0 else cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how)
    found, numbers, _ = _markers().detectMarkers(seen)
    if len(found) == 0:
        return None, np.zeros(0, dtype=np.int_), np.zeros((0, 4, 2))
    ids = np.asarray(numbers, dtype=np.int_).ravel()
    corners = np.asarray((np.array(found, dtype=float).reshape(-1, 4, 2) + 0.5) / factor, dtype=np.float64)
    sheet = max(SHEETS.values(), key=lambda one: int(np.isin(ids, one.marker_ids).sum()))
    of_it = np.isin(ids, sheet.marker_ids)
    return (sheet if of_it.any() else None), ids[of_it], corners[of_it]


def _corners(grey: Grey, sheet: Sheet, plane: NDArray[np.float64]) -> SheetCorners | None:
    """Find the inner corners from where the markers say that they are."""
    mm = _inner_mm(sheet)
    square = _square_px(plane, sheet)
    factor = min(1.0, _SHARPEST_PX / square)
    small = grey
    if factor < 1.0:
        resized = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        small = np.asarray(resized, dtype=np.uint8)
    # the sizes of a picture are whole numbers, its factors therefore a little off
    to_small = np.diag([small.shape[1] / grey.shape[1], small.shape[0] / grey.shape[0], 1.0])
    seen, xy = register(small, sheet, cells(sheet), to_small @ plane, mm, square * factor)
    if seen.sum() < FEWEST_CORNERS:
        return None
    return SheetCorners(sheet, mapped(np.linalg.inv(to_small), xy[seen]), mm[seen], square)


@cache
def _marker_mm(sheet: Sheet) -> dict[int, NDArray[np.float64]]:
    board = _board(sheet.name)
    middle = np.array(sheet.board_mm) / 2
    points = (np.asarray(one, dtype=float)[:, :2] - middle for one in board.getObjPoints())
    return dict(zip((int(one) for one in np.ravel(board.getIds())), points, strict=True))


def _inner_mm(sheet: Sheet) -> NDArray[np.float64]:
    corners = np.asarray(_board(sheet.name).getChessboardCorners(), dtype=float)[:, :2]
    return np.asarray(corners - np.array(sheet.board_mm) / 2, dtype=np.float64)


def _square_px(plane: NDArray[np.float64], sheet: Sheet) -> float:
    """Give the shorter side of a square in the middle of the sheet, in px."""
    half = sheet.square_mm / 2
    ends = mapped(plane, np.array([[-half, 0.0], [half, 0.0], [0.0, -half], [0.0, half]]))
    return float(min(np.hypot(*(ends[1] - ends[0])), np.hypot(*(ends[3] - ends[2]))))
