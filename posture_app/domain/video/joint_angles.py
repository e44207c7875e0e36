"""Joint angles through a video, in the picture's plane.

What a camera sees of an angle is its projection: true when the limb moves in a plane parallel to the
picture (a walker from the side), too small when it moves towards the camera.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import VISIBLE_FROM, Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.video.motion import Track

    Series = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JointAngle:
    """The angle at the middle one of three landmarks, 0..180° with 180 for straight."""

    name: str
    landmarks: tuple[Landmark, Landmark, Landmark]


_JOINTS = {
    "elbow": ("SHOULDER", "ELBOW", "WRIST"),
    "shoulder": ("ELBOW", "SHOULDER", "HIP"),
    "hip": ("SHOULDER", "HIP", "KNEE"),
    "knee": ("HIP", "KNEE", "ANKLE"),
    "ankle": ("KNEE", "ANKLE", "FOOT_INDEX"),
}
JOINTS = tuple(_JOINTS)


def _joint(side: str, name: str) -> JointAngle:
    one, middle, other = (Landmark[f"{side.upper()}_{part}"] for part in _JOINTS[name])
    return JointAngle(f"{side}_{name}", (one, middle, other))


JOINT_ANGLES = tuple(_joint(side, name) for name in JOINTS for side in ("left", "right"))
TRUNK_LEAN = "trunk_lean"
"""Middle of the hips → middle of the shoulders against the picture's vertical: + = to image right."""
ANGLES = (*(one.name for one in JOINT_ANGLES), TRUNK_LEAN)

_TRUNK = (Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)


def angles_of(track: Track) -> dict[str, Series]:
    """Give every angle by name as an (N,) series in degrees.

    NaN where one of its points was not seen, or was filled in.
    """
    angles = {one.name: _where_seen(track, one.landmarks, _at_joint(track, one)) for one in JOINT_ANGLES}
    angles[TRUNK_LEAN] = _where_seen(track, _TRUNK, _trunk_lean(track))
    return angles


def _where_seen(track: Track, landmarks: tuple[Landmark, ...], values: Series) -> Series:
    seen = (track.scores[:, list(landmarks)] >= VISIBLE_FROM).all(axis=1)
    shown: Series = np.where(seen, values, np.nan)
    return shown


def _at_joint(track: Track, angle: JointAngle) -> Series:
    one, joint, other = (track.xy_px[:, landmark] for landmark in angle.landmarks)
    first, second = one - joint, other - joint
    cross = first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]
    between: Series = np.degrees(np.abs(np.arctan2(cross, np.sum(first * second, axis=1))))
    return between


def _trunk_lean(track: Track) -> Series:
    left_hip, right_hip, left_shoulder, right_shoulder = (track.xy_px[:, one] for one in _TRUNK)
    dx, dy = ((left_shoulder + right_shoulder) / 2 - (left_hip + right_hip) / 2).T
    lean: Series = np.degrees(np.arctan2(dx, -dy))
    return lean
