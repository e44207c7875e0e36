"""From the corners of a sheet to how the camera looks at it, with what is not known as a doubt.

One fit serves a known and an unknown lens: every parameter of the camera has an expectation and a doubt,
small where the lens was calibrated, large where a usual one is assumed, and what the corners say is
weighed against it. The standard errors of roll, pitch, and scale come out of the same fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2

if TYPE_CHECKING:
    from posture_app.adapters.vision.charuco import SheetCorners
    from posture_app.domain.camera import CameraGeometry

Vector = NDArray[np.float64]

CORNER_SEM_PX = 0.05
"""Least error of a corner's place: rendered ones are found within .01 px, but paper bows, printers
slip, and cameras sharpen (engineering default)."""

USUAL_FOCAL = 0.8
"""Focal length of a usual camera as a share of the picture's long side: phones .75-.9, webcams .6-.9."""

_FOCAL_SEM, _CENTRE_SEM, _BEND_SEM = 0.2, 0.01, 0.1
"""Doubt of an assumed lens: of the focal length as a share of it, of the centre as a share of the long
side, and of the first coefficient of distortion (engineering defaults)."""
KNOWN_FOCAL_SEM, _KNOWN_CENTRE_SEM, _KNOWN_BEND_SEM = 0.01, 0.004, 0.005
"""The same of a calibrated lens: it is refused when its focal length is less sure."""
_SLANT_SEM_DEG = 10.0
"""How far the camera usually looks past the wall's perpendicular; keeps a small sheet, whose tilt is
hardly to be seen, from being read as a slanted one."""

_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class SheetPose:
    """How the camera looks at the sheet; in cm, and angles as in `services.room.calibrate.MarkerSight`."""

    roll_deg: float
    pitch_deg: float
    yaw_deg: float
    distance_cm: float
    above_cm: float
    px_per_cm: float
    focal_px: float
    reprojection_px: float
    roll_sem_deg: float
    pitch_sem_deg: float
    scale_sem: float


def pose_of(corners: SheetCorners, width: int, height: int, known: CameraGeometry | None) -> SheetPose | None:
    """Fit the camera to the corners of one picture; None when nothing fits."""
    long_side = float(max(width, height))
    lens = _lens(long_side, (width / 2, height / 2), known)
    distortion = np.zeros(5) if known is None else np.array((*known.distortion, *(0.0,) * 5)[:5])
    best = None
    for start in _starts(corners, lens, distortion):
        fit = _fitted(corners, np.concatenate([start, lens.expected]), lens, distortion)
        if fit is not None and (best is None or fit.cost < best.cost):
            best = fit
    return None if best is None else _told(best, distortion)


@dataclass(frozen=True, slots=True, eq=False)
class _Lens:
    """What is expected of log focal, centre x, centre y, and k1, and the doubts of it."""

    expected: Vector
    doubt: Vector


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Parameters (rotation 3, shift 3, log focal, centre 2, k1), their covariance, cost, and RMS error."""

    parameters: Vector
    covariance: Vector
    cost: float
    rms_px: float


def _lens(long_side: float, middle: tuple[float, float], known: CameraGeometry | None) -> _Lens:
    if known is None:
        expected = np.array([np.log(USUAL_FOCAL * long_side), *middle, 0.0])
        return _Lens(expected, np.array([_FOCAL_SEM, *(_CENTRE_SEM * long_side,) * 2, _BEND_SEM]))
    expected = np.array([np.log(known.focal_px), *known.centre_px, (*known.distortion, 0.0)[0]])
    doubt = [KNOWN_FOCAL_SEM, *(_KNOWN_CENTRE_SEM * long_side,) * 2, _KNOWN_BEND_SEM]
    return _Lens(expected, np.array(doubt))


def _matrix(parameters: Vector) -> Vector:
    focal = float(np.exp(parameters[6]))
    return np.array([[focal, 0.0, parameters[7]], [0.0, focal, parameters[8]], [0.0, 0.0, 1.0]])


def _bent(parameters: Vector, distortion: Vector) -> Vector:
    return np.array([parameters[9], *distortion[1:]])


def _starts(corners: SheetCorners, lens: _Lens, distortion: Vector) -> list[Vector]:
    """Give the two ways a plane can lie that look nearly alike."""
    parameters = np.concatenate([np.zeros(6), lens.expected])
    object_cm = np.c_[corners.xy_mm / 10.0, np.zeros(len(corners.xy_mm))]
    found = cv2.solvePnPGeneric(
        object_cm,
        corners.xy_px,
        _matrix(parameters),
        _bent(parameters, distortion),
        flags=cv2.SOLVEPNP_IPPE,
    )
    turns, shifts = found[1], found[2]
    return [np.concatenate([np.ravel(a), np.ravel(b)]) for a, b in zip(turns, shifts, strict=True)]


def _fitted(corners: SheetCorners, start: Vector, lens: _Lens, distortion: Vector) -> _Fit | None:
    """Fit by Gauss-Newton steps, halved while they make it worse."""
    parameters, damping = start, 1e-3
    rest, slope = _rest(corners, parameters, lens, distortion)
    for _ in range(_ROUNDS):
        normal = slope.T @ slope
        step = np.linalg.solve(normal + damping * np.diag(np.diag(normal)), -slope.T @ rest)
        if not np.isfinite(step).all():
            return None
        next_rest, next_slope = _rest(corners, parameters + step, lens, distortion)
        if next_rest @ next_rest < rest @ rest:
            gained = rest @ rest - next_rest @ next_rest
            parameters, rest, slope, damping = parameters + step, next_rest, next_slope, damping / 10
            if gained < 1e-9 * (1.0 + rest @ rest):
                break
        else:
            damping *= 10
    errors = rest[: 2 * len(corners.xy_px)] * CORNER_SEM_PX
    rms = float(np.sqrt(2.0 * np.mean(errors**2)))
    # Six numbers of the pose are free in any case; more error than expected widens everything.
    freedom = max(1, len(errors) - 6)
    wider = max(1.0, float(errors @ errors) / freedom / CORNER_SEM_PX**2)
    return _Fit(parameters, np.linalg.inv(slope.T @ slope) * wider, float(rest @ rest), rms)


def _rest(
    corners: SheetCorners, parameters: Vector, lens: _Lens, distortion: Vector
) -> tuple[Vector, Vector]:
    """Give what is left over, in standard errors, and its slope by the parameters."""
    object_cm = np.c_[corners.xy_mm / 10.0, np.zeros(len(corners.xy_mm))]
    focal = float(np.exp(parameters[6]))
    drawn, slopes = cv2.projectPoints(
        object_cm, parameters[:3], parameters[3:6], _matrix(parameters), _bent(parameters, distortion)
    )
    of_corners = np.zeros((2 * len(object_cm), 10))
    of_corners[:, :6] = slopes[:, :6]
    of_corners[:, 6] = focal * (slopes[:, 6] + slopes[:, 7])
    of_corners[:, 7:9] = slopes[:, 8:10]
    of_corners[:, 9] = slopes[:, 10]
    of_lens = np.c_[np.zeros((4, 6)), np.diag(1.0 / lens.doubt)]
    slant, of_slant = _slant(parameters)
    rest = np.concatenate(
        [
            (drawn.reshape(-1, 2) - corners.xy_px).ravel() / CORNER_SEM_PX,
            (parameters[6:] - lens.expected) / lens.doubt,
            slant,
        ]
    )
    return rest, np.concatenate([of_corners / CORNER_SEM_PX, of_lens, of_slant])


def _slant(parameters: Vector) -> tuple[Vector, Vector]:
    """Give how far the camera looks past the sheet's perpendicular, right and down, and the slope of it."""
    turn, slopes = cv2.Rodrigues(parameters[:3])
    size = np.radians(_SLANT_SEM_DEG)
    # OpenCV gives the slopes as (3, 9): of each element of the matrix by each number of the vector.
    by_vector = np.zeros((2, 10))
    by_vector[:, :3] = slopes.reshape(3, 3, 3)[:, 2, :2].T
    return turn[2, :2] / size, by_vector / size


def _outputs(parameters: Vector) -> Vector:
    """Give roll, pitch, yaw (rad), distance, height above the sheet's middle (cm), and log px per cm."""
    turn, _ = cv2.Rodrigues(parameters[:3])
    down, shift = turn[:, 1], parameters[3:6]
    return np.array(
        [
            np.arctan2(down[0], down[1]),
            -np.arcsin(np.clip(down[2], -1.0, 1.0)),
            np.arctan2(turn[2, 0], turn[2, 2]),
            np.linalg.norm(shift),
            down @ shift,
            parameters[6] - np.log(max(shift[2], 1e-6)),
        ]
    )


def _told(fit: _Fit, distortion: Vector) -> SheetPose:
    told = _outputs(fit.parameters)
    steps = np.sqrt(np.diag(fit.covariance)) * 0.1 + 1e-9
    slope = np.stack(
        [
            (_outputs(fit.parameters + step) - _outputs(fit.parameters - step)) / (2 * step.max())
            for step in np.diag(steps)
        ],
        axis=1,
    )
    sems = np.sqrt(np.diag(slope @ fit.covariance @ slope.T))
    return SheetPose(
        roll_deg=float(np.degrees(told[0])),
        pitch_deg=float(np.degrees(told[1])),
        yaw_deg=float(np.degrees(told[2])),
        distance_cm=float(told[3]),
        above_cm=float(told[4]),
        px_per_cm=float(np.exp(told[5])),
        focal_px=float(np.exp(fit.parameters[6])),
        reprojection_px=fit.rms_px,
        roll_sem_deg=float(np.degrees(sems[0])),
        pitch_sem_deg=float(np.degrees(sems[1])),
        scale_sem=float(sems[5]),
    )
