"""``…coords3D``: the 22 points in millimetres as the camera sees them, x right, y down, z away.

The model's world landmarks give the shape, the stature its size, and a pinhole camera the place: the one
from which the shape looks as the photograph shows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.camera import CameraGeometry
from posture_app.domain.quality import CORE
from posture_app.wire.remo.skeleton import middle, skeleton_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.people import PhotoAnalysis

    Points = NDArray[np.float64]

FOCAL_SHARE = 0.96
"""Focal length as a share of the picture's longer side, where no calibration knows it. The guide's sample was
made with it: both of its views fit 3871 px in a picture of 2268 × 4032 to a pixel."""

EARS_TO_ANKLES = 0.876
"""Height from ankles to ears as a share of the stature (rendered bodies, as in `domain.perspective`)."""


def guessed_camera(width: int, height: int) -> CameraGeometry:
    """Give a camera for a picture of which nothing else is known."""
    return CameraGeometry(width, height, FOCAL_SHARE * max(width, height), (width / 2, height / 2))


def placed_mm(analysis: PhotoAnalysis, height_cm: float | None) -> list[tuple[float, float, float]]:
    """Give the 22 points in mm, to a tenth; without a stature the model's own idea of the size stands."""
    person = analysis.body.person
    camera = analysis.geometry or guessed_camera(analysis.width, analysis.height)
    world_mm = 1000.0 * person.world_m * _growth(person.world_m, height_cm)
    shift = _shift(world_mm, person.keypoints.xy_px, camera)
    return [(round(x, 1), round(y, 1), round(z, 1)) for x, y, z in skeleton_of(world_mm + shift).tolist()]


def _growth(world_m: Points, height_cm: float | None) -> float:
    if height_cm is None:
        return 1.0
    length = float(np.linalg.norm(middle(world_m, "EAR") - middle(world_m, "ANKLE")))
    return EARS_TO_ANKLES * height_cm / 100.0 / length


def _shift(world: Points, xy_px: Points, camera: CameraGeometry) -> Points:
    """Give the (3,) way from the world's origin to where shoulders, hips, knees, and ankles project best.

    u · (Z + tz) = f · (X + tx), and the same with v and Y, is linear in the shift t.
    """
    core = list(CORE)
    seen = (xy_px[core] - camera.centre_px) / camera.focal_px
    rows, wanted = [], []
    for axis in (0, 1):
        row = np.zeros((len(core), 3))
        row[:, axis], row[:, 2] = 1.0, -seen[:, axis]
        rows.append(row)
        wanted.append(seen[:, axis] * world[core, 2] - world[core, axis])
    shift: Points = np.linalg.lstsq(np.vstack(rows), np.concatenate(wanted), rcond=None)[0]
    return shift
