"""Which side of the body a photograph shows, and how far it is turned."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, OPPOSITE, PAIRS, Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Keypoints, Person

    Points = NDArray[np.float64]


class View(str, Enum):
    """What a photograph was taken as."""

    FRONT = "front"
    SIDE = "side"
    SIDE2 = "side2"
    BACK = "back"

    @property
    def is_side(self) -> bool:
        """Tell whether it is one of the two side views."""
        return self in (View.SIDE, View.SIDE2)


ORDER = (View.FRONT, View.SIDE, View.SIDE2, View.BACK)
"""The order in which views are taken, read, and shown; the first one that fails decides."""


class Facing(str, Enum):
    """What a photograph shows: LEFT means the subject's left side is towards the camera."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"

    @property
    def is_side(self) -> bool:
        """Tell whether the body is seen in profile."""
        return self in (Facing.LEFT, Facing.RIGHT)

    @property
    def heading_deg(self) -> float:
        """Give the yaw of a body that shows exactly this."""
        return {"front": 0.0, "right": 90.0, "back": 180.0, "left": -90.0}[self.value]

    @property
    def left_towards(self) -> int:
        """Give +1 when the subject's left is at image right, -1 at image left (front and back only)."""
        return +1 if self is Facing.FRONT else -1

    @property
    def forward(self) -> int:
        """Give +1 when the subject looks to image right, -1 to image left (profiles only)."""
        return +1 if self is Facing.RIGHT else -1


PROFILE_SHORTFALL_DEG = 5.0
"""The model's world landmarks show a profile this much too far towards the camera: mean 85°
for a true 90° on the 20 rendered side views (benchmarks/accuracy.py prints it); none in front."""


def yaw_deg(world_m: Points) -> float:
    """Give the heading of the body about the vertical, from (33, 3) world landmarks, in (-180, 180].

    0 = faces the camera, +90 = faces image right (the subject's right side is seen),
    -90 = faces image left, 180 = back.
    """
    across = (
        world_m[Landmark.LEFT_SHOULDER]
        - world_m[Landmark.RIGHT_SHOULDER]
        + world_m[Landmark.LEFT_HIP]
        - world_m[Landmark.RIGHT_HIP]
    )
    raw = float(np.degrees(np.arctan2(across[2], across[0])))
    # The sine is 1 in profile and falls off so fast that fronts and backs are left as they are.
    return raw + float(np.sign(raw) * PROFILE_SHORTFALL_DEG * np.sin(np.radians(raw)) ** 4)


def facing_of(yaw: float) -> Facing:
    """Give the nearest of the four facings to a yaw in degrees."""
    quarter = round(yaw / 90.0) % 4
    return (Facing.FRONT, Facing.RIGHT, Facing.BACK, Facing.LEFT)[quarter]


def turned_deg(yaw: float, facing: Facing) -> float:
    """Give by how much a body is turned away from a facing: signed degrees in (-180, 180]."""
    return float((yaw - facing.heading_deg + 180.0) % 360.0 - 180.0)


_TRUNK = (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP)
_ARMS = frozenset(
    one
    for name in ("ELBOW", "WRIST", "PINKY", "INDEX", "THUMB")
    for one in (Landmark["LEFT_" + name], Landmark["RIGHT_" + name])
)


def left_stands_right(keypoints: Keypoints) -> bool:
    """Tell whether the trunk's left landmarks stand at greater x than the right ones."""
    apart = sum(float(keypoints.point(one)[0] - keypoints.point(OPPOSITE[one])[0]) for one in _TRUNK)
    return apart > 0


def with_sides_of(person: Person, facing: Facing) -> Person:
    """Put left and right where this facing must have them (front and back views).

    From behind the model now and then takes the back for a front and names every side the
    wrong way round, or only some pairs. First the whole body is exchanged when the trunk
    stands the wrong way round, then every single pair but the arms', which may cross.
    """
    if facing.is_side:
        return person
    if left_stands_right(person.keypoints) != (facing is Facing.FRONT):
        person = person.with_sides_swapped()
    points = person.keypoints
    wrong = [
        pair
        for pair in PAIRS
        if pair[0] not in _ARMS
        and pair[0] < MODEL_LANDMARKS
        and (points.point(pair[0])[0] - points.point(pair[1])[0]) * facing.left_towards < 0
    ]
    if not wrong:
        return person
    return replace(person, keypoints=points.with_sides_swapped(tuple(one for pair in wrong for one in pair)))


def facing_seen(yaw: float, wanted: View, *, sees_face: bool) -> tuple[Facing, bool]:
    """Decide what a photograph shows, from body yaw and face; tell whether front and back are certain.

    The model mistakes a back for a front now and then (2 of 11 rendered backs) but never took a front
    for a back, so a face that is seen says front, a back that the model sees says back, and
    only for a "front" without a face the view that was handed in decides.
    """
    facing = facing_of(yaw)
    if facing.is_side:
        return facing, True
    if sees_face:
        return Facing.FRONT, True
    if facing is Facing.BACK:
        return Facing.BACK, True
    return (Facing.BACK if wanted is View.BACK else Facing.FRONT), False
