"""What one live picture shows, judged against the view that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain import quality
from posture_app.domain.quality import Reason, refuse
from posture_app.domain.subject import choose, stands_upright
from posture_app.domain.views import Facing, View, facing_of, facing_seen, with_sides_of, yaw_deg

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.domain.quality import Light


CROWN_SHARE = 0.068
"""The crown stands this share of the height from toes to eyes above the eyes (eyes at .936 of the stature);
a live picture has no silhouette to tell."""


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What was seen at one moment.

    Attributes
    ----------
    at_s : seconds on a clock that only rises.
    person : who is to be measured, left and right in order; None when nobody was found.
    facing, yaw_deg : as in `domain.views`; None without a person.
    reasons : what is the matter, for the wanted view; empty when nothing is.
    width, height : of the picture in pixels.
    light : how it was lit; None when nobody looked.
    """

    at_s: float
    person: Person | None
    facing: Facing | None
    yaw_deg: float | None
    reasons: tuple[Reason, ...]
    width: int
    height: int
    light: Light | None = None


def judge(
    people: Sequence[Person],
    frame_size: tuple[int, int],
    wanted: View,
    light: Light | None,
    at_s: float,
    sides: Facing | None = None,
    *,
    sees_face: bool | None = None,
) -> Sighting:
    """Judge a live picture of `frame_size` (width, height).

    `sides` is the side of the body a side view is to show; None when either will do. `sees_face` is what
    a face finder said; None when it was not asked, and then the landmarks are believed (`face_decides`
    tells when they should not be).
    """
    width, height = frame_size
    lit = [] if light is None else quality.light_reasons(light)
    if not people:
        dark = [reason for reason in lit if reason.code != "blurred"]  # of nobody there is no blur
        return Sighting(at_s, None, None, None, (*dark, refuse("nobody")), width, height, light)
    person, reasons = choose(people, width, height)
    facing = _facing(person, wanted, sees_face)
    person = with_sides_of(person, facing)
    yaw = yaw_deg(person.world_m)
    if not stands_upright(person):
        reasons.append(refuse("lying"))
    reasons += quality.frame_reasons(person, width, height, _crown_px(person))
    reasons += quality.posture_reasons(person)
    reasons += quality.view_reasons(wanted, facing, yaw) or _other_side(wanted, facing, sides)
    reasons += quality.arm_reasons(person, facing)
    reasons = reasons + lit
    return Sighting(at_s, person, facing, yaw, quality.worst_first(reasons), width, height, light)


def face_decides(person: Person, wanted: View) -> bool:
    """Tell whether only a look for a face can say if this is the wanted view.

    The pose model mistakes a back for a front now and then, so where it says the opposite of what is
    wanted, it is worth the time to look for a face.
    """
    facing = facing_of(yaw_deg(person.world_m))
    return not wanted.is_side and not facing.is_side and facing.value != wanted.value


def _crown_px(person: Person) -> float:
    _, top, _, _ = person.keypoints.box_px()
    return top - CROWN_SHARE * person.keypoints.height_px()


def _facing(person: Person, wanted: View, sees_face: bool | None) -> Facing:
    yaw = yaw_deg(person.world_m)
    if sees_face is None:
        return facing_of(yaw)
    return facing_seen(yaw, wanted, sees_face=sees_face)[0]


def _other_side(wanted: View, facing: Facing, sides: Facing | None) -> list[Reason]:
    if wanted.is_side and facing.is_side and sides is not None and facing is not sides:
        return [refuse("wrong_side", shown=facing.value, wanted=sides.value)]
    return []
