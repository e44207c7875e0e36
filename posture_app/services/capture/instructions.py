"""What the subject should do next: one instruction after the other, from what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import Facing, View
from posture_app.services.capture.picture_checks import CODES_OF

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.services.capture.live import Sighting

INSTRUCTIONS = (
    "nobody",
    "one_person_only",
    "stand_straight",
    "head_in_view",
    "feet_in_view",
    "step_back",
    "come_closer",
    "move_left",
    "move_right",
    "move_forward",
    "move_backward",
    "face_the_camera",
    "turn_your_back",
    "turn_to_your_right",
    "turn_to_your_left",
    "turn_a_little_right",
    "turn_a_little_left",
    "look_ahead",
    "arms_away",
    "more_light",
    "hold_still",
    "counting",
    "taken",
    "all_taken",
)
"""Every key an instruction can have; the words stand under ``capture.<key>``.

``move_left`` and ``move_right`` are the subject's own; in profile it is ``move_forward`` and
``move_backward``, the way the subject looks. ``step_back`` is away from the camera.
"""

_FIRST = {
    "black_picture": "more_light",
    "nobody": "nobody",
    "several_people": "one_person_only",
    "lying": "stand_straight",
    "seated": "stand_straight",
}
_PLACE = {
    "head_cut_off": "head_in_view",
    "feet_cut_off": "feet_in_view",
    "body_cut_off": "step_back",
    "too_close": "step_back",
    "too_small": "come_closer",
    "too_far": "come_closer",
}
_LAST = {"arms_covering": "arms_away"}
_LIGHT = {"too_dark": "more_light", "blurred": "hold_still"}

OFF_CENTRE = 0.25
"""How far the trunk may stand from the picture's middle, as a share of its width."""
LITTLE_TURN_DEG = 45.0
ABOUT_FACE_DEG = 150.0
HEAD_TURNED_DEG = 35.0
"""Head against trunk by the model's own depth, which is coarse: 0-12° on people who look ahead."""


def wishes(sighting: Sighting, view: View, side: Facing | None) -> tuple[str, ...]:
    """Give what the subject should do, the most basic first, without what only the light is to blame for."""
    codes = [reason.code for reason in sighting.reasons]
    wanted = [told for code, told in _FIRST.items() if code in codes]
    person, facing, yaw = sighting.person, sighting.facing, sighting.yaw_deg
    if person is None or facing is None or yaw is None:
        return tuple(wanted)
    place = [told for code, told in _PLACE.items() if code in codes]
    aside = _aside(person, facing, sighting.width)
    # Whoever stands half outside at the left or right needs no "step back".
    wanted += [*aside, *place] if _over_the_edge(person, sighting.width) else [*place, *aside]
    if any(code in codes for code in CODES_OF["turn"]):
        wanted.append(turn(yaw, view, side))
    wanted += [told for code, told in _LAST.items() if code in codes]
    if view is View.FRONT and not wanted and _head_turned(person):
        wanted.append("look_ahead")
    return tuple(wanted)


def light_wishes(sighting: Sighting) -> tuple[str, ...]:
    """Give what only the light is to blame for: a room may stay dim, so these can be waited out."""
    codes = [reason.code for reason in sighting.reasons]
    return tuple(told for code, told in _LIGHT.items() if code in codes)


def turn(yaw_deg: float, view: View, side: Facing | None) -> str:
    """Say how somebody with this heading comes to show a view.

    Turning to one's own right lowers the yaw: from facing the camera (0) to showing the left side (-90).
    """
    heading = _heading(yaw_deg, view, side)
    by = (heading - yaw_deg + 180.0) % 360.0 - 180.0
    if abs(by) <= LITTLE_TURN_DEG:
        return "turn_a_little_left" if by > 0 else "turn_a_little_right"
    if not view.is_side:
        return "face_the_camera" if view is View.FRONT else "turn_your_back"
    # Half a turn can be made either way; always the same one, or the arrow would jump.
    return "turn_to_your_left" if 0 < by < ABOUT_FACE_DEG else "turn_to_your_right"


def _heading(yaw_deg: float, view: View, side: Facing | None) -> float:
    if not view.is_side:
        return Facing(view.value).heading_deg
    if side is not None:
        return side.heading_deg
    nearer_right = LITTLE_TURN_DEG < yaw_deg < 180.0 - LITTLE_TURN_DEG
    return (Facing.RIGHT if nearer_right else Facing.LEFT).heading_deg


def _trunk_x(person: Person) -> float:
    trunk = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    return float(person.keypoints.xy_px[trunk, 0].mean())


def _over_the_edge(person: Person, width: int) -> bool:
    left, _, right, _ = person.keypoints.box_px()
    return left < 0 or right > width


def _aside(person: Person, facing: Facing, width: int) -> list[str]:
    """Say which way to go for somebody who stands too far from the middle."""
    off = _trunk_x(person) / width - 0.5
    if abs(off) <= OFF_CENTRE:
        return []
    to_image_right = off < 0
    if facing.is_side:
        return ["move_forward" if to_image_right == (facing.forward > 0) else "move_backward"]
    return ["move_left" if to_image_right == (facing.left_towards > 0) else "move_right"]


def _head_turned(person: Person) -> bool:
    def heading(left: Landmark, right: Landmark) -> float:
        across = person.world_m[left] - person.world_m[right]
        return float(np.degrees(np.arctan2(across[2], across[0])))

    by = heading(Landmark.LEFT_EAR, Landmark.RIGHT_EAR) - heading(
        Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER
    )
    return abs((by + 180.0) % 360.0 - 180.0) > HEAD_TURNED_DEG
