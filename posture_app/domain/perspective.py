"""From pixels to the body's own plane: what a calibrated camera's perspective did is undone.

A camera a few metres away sees near things larger and, above its own height, higher. In a profile the
tragus stands half a head nearer than the mid-line, so that the line to C7 comes out too steep; a
camera that looks up or down makes verticals converge. Here every landmark is put on its ray at the depth
where it stands on a standing body, and is then looked at from infinitely far away.

Axes of the room: x right, y down, z away from the camera, all seen from the camera, with y along gravity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import rotate
from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.keypoints import Keypoints
    from posture_app.domain.views import Facing

    Points = NDArray[np.float64]

_MOST_ROUNDS = 50
_CONVERGED = 1e-10

# Depths are shares of the height from ankle joint to ear (the "body length" here): .876 of the stature on the
# rendered bodies, so 147 cm for the mean adult of the tables below (Pheasant & Haslegrave, Bodyspace 2006,
# British 19-65: statures 174.0 and 161.0 cm).
HALF_BREADTHS: dict[str, float] = {
    "EAR": 0.047,  # half of 13.8 cm, tragion to tragion (Farkas 1994: 14.4 and 13.3)
    "EYE_INNER": 0.011,
    "EYE": 0.021,  # half of 6.2 cm between the pupils
    "EYE_OUTER": 0.031,  # half of 9.0 cm between the outer corners
    "MOUTH": 0.017,
    "SHOULDER": 0.112,  # the joint's centre, 2.5 cm inwards of the acromion
    "ELBOW": 0.145,
    "WRIST": 0.165,
    "PINKY": 0.165,
    "INDEX": 0.165,
    "THUMB": 0.165,
    "HIP": 0.061,  # half of 18 cm between the hip joints' centres
    "KNEE": 0.063,
    "ANKLE": 0.065,  # feet a hip's width apart, as the capture page asks for
    "HEEL": 0.062,
    "FOOT_INDEX": 0.076,
    "ASIS": 0.082,  # half of 24 cm
    "PSIS": 0.034,
    "ACROMION": 0.129,  # half of 37.8 cm between the acromia (Bodyspace: 40.0 and 35.5)
    "TROCHANTER": 0.11,  # half of 32 cm over both trochanters
    "PATELLA": 0.063,
    "TIBIAL_TUBERCLE": 0.063,
    "MALLEOLUS": 0.089,  # 3.5 cm outwards of the ankle's centre
}
"""How far the paired landmarks stand from the mid-plane."""

HALF_ACROMIAL_BREADTH = HALF_BREADTHS["ACROMION"]
"""For a shoulder point that was placed on the skin, too."""

FORWARD: dict[str, float] = {
    "NOSE": 0.10,
    "EYE_INNER": 0.08,
    "EYE": 0.075,
    "EYE_OUTER": 0.065,
    "MOUTH": 0.09,
    "EAR": 0.027,
    "SHOULDER": 0.013,
    "HIP": 0.012,
    "KNEE": 0.009,
    "ANKLE": 0.0,
    "HEEL": -0.034,
    "FOOT_INDEX": 0.125,
    "ASIS": 0.075,
    "PSIS": -0.06,
    "ACROMION": 0.013,
    "TROCHANTER": 0.012,
    "PATELLA": 0.043,  # 5 cm in front of the knee's centre
    "TIBIAL_TUBERCLE": 0.036,
    "MALLEOLUS": 0.0,
    "C7": -0.02,
}
"""How far forward of the ankles landmarks stand in quiet standing: the plumb line that runs through the ear,
the shoulder, and just in front of the ankle (Kendall 2005), and a head 15 cm deep from tragus to nose."""

ANKLE_HEIGHT_CM = 10.5
"""The model's ankle above the floor: the joint stands at 8 cm, bare or in low shoes, and the model's point
2.5 cm above it (mean of the 59 rendered pictures)."""

_LEAST_DROP = 0.1
"""The feet must stand at least this far below the camera, as a share of their distance, for the floor to tell
how far away they are."""


@dataclass(frozen=True, slots=True, eq=False)
class InPlane:
    """A body as seen from infinitely far away, square to the camera's heading.

    Attributes
    ----------
    keypoints : x right and y down from the point of the body's plane that stands level with the lens
        and straight ahead; in cm when `in_cm`, else in shares of the distance.
    distance : from the lens to the body's plane along the floor, same unit (1 when it is not known).
    length : from ankle joints to ears, same unit.
    """

    keypoints: Keypoints
    distance: float
    length: float
    in_cm: bool


def undistorted(points_px: Points, geometry: CameraGeometry) -> Points:
    """Give the direction (x/z, y/z) in the camera's own axes of every (..., 2) picture point.

    Inverts the Brown model by fixed-point iteration.
    """
    seen = (np.asarray(points_px, dtype=np.float64) - geometry.centre_px) / geometry.focal_px
    if not any(geometry.distortion):
        return seen
    straight = seen
    for _ in range(_MOST_ROUNDS):
        radial, tangential = _brown(straight, geometry.distortion)
        better = (seen - tangential) / radial
        step = np.nanmax(np.abs(better - straight), initial=0.0)
        straight = better
        if step < _CONVERGED:
            break
    return straight


def _brown(straight: Points, distortion: tuple[float, ...]) -> tuple[Points, Points]:
    k1, k2, p1, p2, k3 = (*distortion, *(0.0,) * (5 - len(distortion)))[:5]
    x, y = straight[..., 0], straight[..., 1]
    r2 = x * x + y * y
    radial = 1.0 + r2 * (k1 + r2 * (k2 + r2 * k3))
    tangential = np.stack(
        [2 * p1 * x * y + p2 * (r2 + 2 * x * x), p1 * (r2 + 2 * y * y) + 2 * p2 * x * y], axis=-1
    )
    return radial[..., None], tangential


def room_slopes(points_px: Points, geometry: CameraGeometry) -> Points:
    """Give (x/z, y/z) in the room's axes of every (..., 2) picture point: roll and pitch are taken out."""
    level = rotate(undistorted(points_px, geometry), geometry.roll_deg, (0.0, 0.0))
    pitch = np.radians(geometry.pitch_deg)
    cos, sin = np.cos(pitch), np.sin(pitch)
    x, y = level[..., 0], level[..., 1]
    ahead = cos + sin * y
    return np.stack([x / ahead, (cos * y - sin) / ahead], axis=-1)


def nearness(keypoints: Keypoints, facing: Facing) -> Points:
    """Give how much nearer than the body's middle each landmark stands, (L,) in body lengths."""
    return np.array([_nearness(landmark, keypoints, facing) for landmark in Landmark])


def _nearness(landmark: Landmark, keypoints: Keypoints, facing: Facing) -> float:
    side, _, name = landmark.name.partition("_")
    paired = side in ("LEFT", "RIGHT")
    if not facing.is_side:
        return facing.left_towards * FORWARD.get(name if paired else landmark.name, 0.0)
    if not paired:
        return 0.0
    placed_acromion = name == "SHOULDER" and keypoints.sources[landmark].is_placed
    half = HALF_ACROMIAL_BREADTH if placed_acromion else HALF_BREADTHS[name]
    return half if side == facing.value.upper() else -half


def in_body_plane(
    keypoints: Keypoints, facing: Facing, geometry: CameraGeometry, body_cm: float | None = None
) -> InPlane:
    """Put photo landmarks on their rays, as deep as on a standing body, and look at them from afar.

    The angles need no scale: breadths and depths are shares of the body's own length. `body_cm`, that
    length where the stature tells it, or else the feet on the floor below a lens of known height
    give centimetres.
    """
    slopes = room_slopes(keypoints.xy_px, geometry)
    nearer = nearness(keypoints, facing)
    down = slopes[:, 1]
    # With the distance as unit: length = ankle slope · (1 - ankle nearness · length) - the same of the ears.
    length = (_mean(down, "ANKLE") - _mean(down, "EAR")) / (
        1.0 + _mean(down * nearer, "ANKLE") - _mean(down * nearer, "EAR")
    )
    drop = _mean(down * (1.0 - nearer * length), "ANKLE")
    distance = _distance_cm(drop, length, geometry.height_cm, body_cm)
    unit = 1.0 if distance is None else distance
    depth = (1.0 - nearer * length) * unit
    flat = replace(keypoints, xy_px=slopes * depth[:, None])
    return InPlane(flat, unit, length * unit, in_cm=distance is not None)


def _mean(values: Points, name: str) -> float:
    return float(values[Landmark["LEFT_" + name]] + values[Landmark["RIGHT_" + name]]) / 2


def _distance_cm(drop: float, length: float, height_cm: float | None, body_cm: float | None) -> float | None:
    """Give the distance by the stature or, without it, by the feet on the floor.

    On the rendered set, with the model's landmarks, the stature gives it to .8 % and the floor to 2 %.
    """
    if body_cm is not None:
        return body_cm / length
    if height_cm is not None and drop >= _LEAST_DROP:
        return (height_cm - ANKLE_HEIGHT_CM) / drop
    return None
