"""Lays the drawn pattern of a sheet over its picture, corner by corner.

A corner alone is a few pixels in a small sheet, and what stands about it pulls a corner finder by a
fifth of a pixel; the whole pattern about it, edges of the markers included, does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2

if TYPE_CHECKING:
    from posture_app.services.room.sheets import Sheet

Points = NDArray[np.float64]

_TEXTURE = 8
"""Pixels a cell has in the drawn pattern."""
_MARGIN = 4
"""White cells about the drawn pattern."""
_FINE = 4
"""Finer than the picture by this, each way, is the pattern drawn before it is averaged to its pixels."""
_REACH = 0.75
"""Half of the patch about a corner, as a share of a square."""
_BLURS_PX = (0.5, 0.8, 1.2, 1.8, 2.7)
_ALIKE = 0.9
"""Correlation from which a patch shows the pattern: free ones of rendered pictures reach .95; at .8 partly
covered ones passed and pulled the pitch by half a degree."""
_ROUNDS = 12
_STILL_PX = 0.05
"""A pattern that still moves by more than this has not found its place."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A piece of a picture, and the pattern as it would look there; both (height, width)."""

    seen: NDArray[np.float32]
    pattern: NDArray[np.float32]
    left: int
    top: int


def mapped(plane: Points, xy: Points) -> Points:
    """Map (n, 2) points by a homography."""
    through = np.c_[xy, np.ones(len(xy))] @ plane.T
    return np.asarray(through[:, :2] / through[:, 2:], dtype=np.float64)


def homography(mm: Points, xy_px: Points) -> Points | None:
    """Fit the plane's mapping; None when the points lie on a line."""
    plane, _ = cv2.findHomography(mm, xy_px)
    return None if plane is None else np.asarray(plane, dtype=np.float64)


def register(
    grey: NDArray[np.uint8], sheet: Sheet, ink: NDArray[np.bool_], plane: Points, mm: Points, square_px: float
) -> tuple[NDArray[np.bool_], Points]:
    """Find where the corners `mm` (n, 2) lie in a picture.

    Parameters
    ----------
    ink : the sheet's cells, True is black.
    plane : takes mm from the middle of the sheet to *positions* in the picture; nearly right.
    square_px : side of a square in the picture.

    Returns
    -------
    (n,) whether a corner is seen, and (n, 2) where.
    """
    texture = _texture(ink)
    blur, bent, last = 0.0, np.zeros_like(mm), np.full_like(mm, np.inf)
    for _ in range(_ROUNDS):
        xy = mapped(plane, mm)
        area = _area(xy, square_px, grey.shape)
        if area is None:
            break
        blur = blur or _blur(grey, area, texture, sheet, plane, xy, square_px)
        bent, alike = _shifts(_draw(grey, area, texture, sheet, plane, blur), xy, square_px, bent)
        seen = alike > _ALIKE
        better = homography(mm[seen], (xy + bent)[seen]) if seen.sum() >= 4 else None
        if better is None:
            break
        if np.abs(xy + bent - last)[seen].max() < _STILL_PX:
            return seen, xy + bent
        plane, last = better, xy + bent
    return np.zeros(len(mm), dtype=bool), mapped(plane, mm)


def _blur(
    grey: NDArray[np.uint8],
    area: tuple[int, int, int, int],
    texture: NDArray[np.float32],
    sheet: Sheet,
    plane: Points,
    xy: Points,
    square_px: float,
) -> float:
    """Give the blur with which the pattern looks most like the picture, in px."""

    def likeness(blur: float) -> float:
        drawn = _draw(grey, area, texture, sheet, plane, blur)
        return float(_shifts(drawn, xy, square_px, np.zeros_like(xy))[1].sum())

    return max(_BLURS_PX, key=likeness)


def _texture(ink: NDArray[np.bool_]) -> NDArray[np.float32]:
    white = np.pad(~ink, _MARGIN, constant_values=True)
    return np.kron(white, np.ones((_TEXTURE, _TEXTURE))).astype(np.float32)


def _area(xy: Points, square_px: float, shape: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """Give left, top, right, bottom of what holds the corners; None when they are not in the picture."""
    margin = 1.5 * square_px + 4
    left, top = np.floor(np.maximum(xy.min(axis=0) - margin, 0)).astype(int)
    right, bottom = np.ceil(np.minimum(xy.max(axis=0) + margin, shape[1::-1])).astype(int)
    if right - left < square_px or bottom - top < square_px:
        return None
    return int(left), int(top), int(right), int(bottom)


def _draw(
    grey: NDArray[np.uint8],
    area: tuple[int, int, int, int],
    texture: NDArray[np.float32],
    sheet: Sheet,
    plane: Points,
    blur_px: float,
) -> Drawn:
    left, top, right, bottom = area
    width, height = right - left, bottom - top
    mm = sheet.cell_mm / _TEXTURE
    board = np.array(sheet.board_mm)
    offset = -board / 2 - _MARGIN * sheet.cell_mm + mm / 2
    to_mm = np.array([[mm, 0.0, offset[0]], [0.0, mm, offset[1]], [0.0, 0.0, 1.0]])
    to_fine = np.array([[_FINE, 0.0, -_FINE * left - 0.5], [0.0, _FINE, -_FINE * top - 0.5], [0.0, 0.0, 1.0]])
    fine = cv2.warpPerspective(
        texture, to_fine @ plane @ to_mm, (width * _FINE, height * _FINE), borderValue=(1.0,)
    )
    pattern = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
    pattern = cv2.GaussianBlur(pattern, (0, 0), blur_px)
    seen = grey[top:bottom, left:right].astype(np.float32)
    return Drawn(seen, np.asarray(pattern, dtype=np.float32), left, top)


def _shifts(drawn: Drawn, xy: Points, square_px: float, before: Points) -> tuple[Points, NDArray[np.float64]]:
    """Give how far each patch of the pattern must move to lie on the picture, and how alike they are then.

    `before` (n, 2) says how far at the last look: a lens bends what no plane's mapping can follow.
    """
    slope_y, slope_x = np.gradient(drawn.pattern)
    shifts, alike = before.copy(), np.zeros(len(xy))
    reach, limit = _REACH * square_px, 0.25 * square_px
    height, width = drawn.pattern.shape
    whole = np.round(before).astype(int)
    for i, (x, y) in enumerate(xy - (drawn.left, drawn.top)):
        left, right, top, bottom = (round(one) for one in (x - reach, x + reach, y - reach, y + reach))
        across, down = (int(one) for one in whole[i])
        if min(left, top, left + across, top + down) < 0:
            continue
        if max(right, right + across) > width or max(bottom, bottom + down) > height:
            continue
        here = np.s_[top:bottom, left:right]
        seen = drawn.seen[top + down : bottom + down, left + across : right + across].astype(float)
        shift, alike[i] = _shift(drawn.pattern[here], slope_x[here], slope_y[here], seen)
        shifts[i] = np.clip(whole[i] + shift, -limit, limit)
        if np.hypot(*(whole[i] + shift)) > limit:
            alike[i] = 0.0
    return shifts, alike


def _shift(
    pattern: NDArray[np.float32], slope_x: Points, slope_y: Points, seen: Points
) -> tuple[Points, float]:
    """Give how far one patch of the pattern must move to lie on what is seen, and how alike they are then."""
    height, width = pattern.shape
    # Light may fall off over the patch; the pattern moved by d is the pattern minus d times its slope.
    across = np.tile(np.linspace(-1.0, 1.0, width), height)
    down = np.repeat(np.linspace(-1.0, 1.0, height), width)
    parts = np.c_[
        pattern.ravel(), -slope_x.ravel(), -slope_y.ravel(), np.ones(pattern.size), across, down
    ].astype(float)
    solved, *_ = np.linalg.lstsq(parts, seen.ravel(), rcond=None)
    if solved[0] <= 0.0:
        return np.zeros(2), 0.0
    left_over = seen.ravel() - parts @ solved
    alike = float(np.sqrt(max(0.0, 1.0 - left_over.var() / max(float(seen.var()), 1e-9))))
    return solved[1:3] / solved[0], alike
