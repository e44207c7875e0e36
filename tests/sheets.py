"""Pictures of the calibration sheet as a known camera would take them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.adapters.vision.charuco import cells
from posture_app.domain.camera import CameraGeometry
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.services.room.sheets import Sheet

_FINE = 4
"""Rays a pixel is sampled with, each way; no two of them on one row or column, so that an edge that
runs along the rows is as finely sampled as any other."""
_WALL, _PAPER, _INK = 150.0, 235.0, 25.0


@dataclass(frozen=True)
class Hung:
    """Where the middle of the sheet hangs, as the camera's own axes in cm, and how it faces the camera.

    `yaw_deg`: the camera looks to the right of the sheet's perpendicular by it.
    """

    distance_cm: float = 150.0
    right_cm: float = 0.0
    down_cm: float = 0.0
    yaw_deg: float = 0.0
    askew_deg: float = 0.0
    """The sheet itself hangs turned clockwise, as seen by the camera."""


def turned(geometry: CameraGeometry, hung: Hung) -> NDArray[np.float64]:
    """Give the matrix that takes the sheet's axes (right, down, into the wall) to the camera's."""
    roll, pitch, yaw = (np.radians(one) for one in (geometry.roll_deg, geometry.pitch_deg, hung.yaw_deg))
    # The camera first turns right by the yaw, then up by the pitch, then clockwise by the roll.
    pan = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    nod = np.array([[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]])
    lean = np.array([[np.cos(roll), np.sin(roll), 0], [-np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    spin = np.radians(hung.askew_deg)
    hang = np.array([[np.cos(spin), -np.sin(spin), 0], [np.sin(spin), np.cos(spin), 0], [0, 0, 1]])
    return np.asarray(lean @ nod @ pan @ hang, dtype=np.float64)


def picture(
    sheet: Sheet, geometry: CameraGeometry, hung: Hung, *, blur_px: float = 0.5
) -> NDArray[np.float64]:
    """Draw the sheet on a grey wall; (height, width) grey values, 0 to 255."""
    matrix = np.array(
        [
            [geometry.focal_px, 0.0, geometry.centre_px[0] * 1.0],
            [0.0, geometry.focal_px, geometry.centre_px[1] * 1.0],
            [0.0, 0.0, 1.0],
        ]
    )
    turn = turned(geometry, hung)
    middle = np.array([hung.right_cm, hung.down_cm, hung.distance_cm])
    corners = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]) * (
        sheet.page_mm[0] / 20,
        sheet.page_mm[1] / 20,
    )
    outline = np.c_[corners, np.zeros(4)] @ turn.T + middle
    lens = np.array(geometry.distortion or (0.0,) * 5)
    seen, _ = cv2.projectPoints(outline, np.zeros(3), np.zeros(3), matrix, lens)
    low = np.maximum(np.floor(seen.reshape(-1, 2).min(axis=0)) - 4, 0).astype(int)
    high = np.ceil(seen.reshape(-1, 2).max(axis=0)).astype(int) + 4
    high = np.minimum(high, (geometry.width, geometry.height))
    grey = np.full((geometry.height, geometry.width), _WALL)
    if (high > low).all():
        grey[low[1] : high[1], low[0] : high[0]] = _region(sheet, low, high, matrix, lens, turn, middle)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), blur_px) if blur_px else grey, dtype=np.float64)


def _region(
    sheet: Sheet,
    low: NDArray[np.int_],
    high: NDArray[np.int_],
    matrix: NDArray[np.float64],
    lens: NDArray[np.float64],
    turn: NDArray[np.float64],
    middle: NDArray[np.float64],
) -> NDArray[np.float64]:
    width, height = (int(one) for one in high - low)
    across, down = np.meshgrid(np.arange(width * _FINE), np.arange(height * _FINE))
    xs = low[0] + (across + (down % _FINE + 0.5) / _FINE) / _FINE
    ys = low[1] + (down + (across % _FINE + 0.5) / _FINE) / _FINE
    positions = np.stack([xs, ys], axis=-1).reshape(-1, 1, 2)
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 40, 1e-9)
    flat = cv2.undistortPointsIter(positions, matrix, lens, np.eye(3), np.eye(3), stop).reshape(-1, 2)
    rays = np.c_[flat, np.ones(len(flat))]
    normal = turn[:, 2]
    at = rays * ((middle @ normal) / (rays @ normal))[:, None] - middle
    mm = (at @ turn[:, :2]) * 10.0 + np.array(sheet.page_mm) / 2
    inside = ((mm >= 0) & (mm < sheet.page_mm)).all(axis=1)
    grey = np.where(inside, _PAPER, _WALL)
    cell = np.floor((mm - sheet.corner_mm) / sheet.cell_mm).astype(int)
    ink = cells(sheet)
    on_board = ((cell >= 0) & (cell < (ink.shape[1], ink.shape[0]))).all(axis=1)
    black = np.zeros(len(mm), dtype=bool)
    black[on_board] = ink[cell[on_board, 1], cell[on_board, 0]]
    grey[black & inside] = _INK
    return np.asarray(grey.reshape(height, _FINE, width, _FINE).mean(axis=(1, 3)), dtype=np.float64)


def taken(
    grey: NDArray[np.float64],
    *,
    noise: float = 2.0,
    gradient: float = 0.0,
    quality: int | None = 90,
    seed: int = 0,
    covered: tuple[int, int, int, int] | None = None,
) -> Frame:
    """Take the picture: light that falls off to one side, sensor noise, and JPEG.

    Parameters
    ----------
    gradient : share of light lost from left to right.
    quality : of the JPEG; None for none.
    covered : left, top, right, bottom in px of something that stands before the sheet.
    """
    grey = grey * np.linspace(1.0, 1.0 - gradient, grey.shape[1])
    if covered is not None:
        left, top, right, bottom = covered
        grey[top:bottom, left:right] = 90.0
    noisy = grey + np.random.default_rng(seed).normal(0.0, noise, grey.shape)
    eight = np.clip(np.round(noisy), 0, 255).astype(np.uint8)
    if quality is not None:
        _, file = cv2.imencode(".jpg", eight, [cv2.IMWRITE_JPEG_QUALITY, quality])
        eight = np.asarray(cv2.imdecode(file, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return Frame(np.ascontiguousarray(np.repeat(eight[..., None], 3, axis=2)))
