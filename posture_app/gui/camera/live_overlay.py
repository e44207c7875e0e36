"""What is laid over the live picture: the skeleton as it is followed, and where the body should be."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Dot, Line, Overlay, Point, Role
from posture_app.domain.views import Facing, View
from posture_app.services.capture.live import CROWN_SHARE
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person

TARGET_SHARE = 0.74
"""How much of the picture's height the body should fill."""
TARGET_TOP = 0.13

_LIMBS = (
    ("SHOULDER", "ELBOW"),
    ("ELBOW", "WRIST"),
    ("SHOULDER", "HIP"),
    ("HIP", "KNEE"),
    ("KNEE", "ANKLE"),
    ("ANKLE", "FOOT_INDEX"),
)
_ACROSS = ("SHOULDER", "HIP")


@lru_cache(maxsize=1)
def _outlines() -> dict[str, list[Point]]:
    return {
        facing: [(x, y) for x, y in points]
        for facing, points in json.loads(resource("outlines", "body.json").read_text("utf-8")).items()
    }


def outline(facing: Facing) -> list[Point]:
    """Give a standing body's outline: in body heights, x from the ankles' middle, y down from the crown."""
    return _outlines()[facing.value]


def wanted_facing(view: View, side: Facing | None) -> Facing:
    """Give what a view should show; the left side where either will do."""
    if view.is_side:
        return side or Facing.LEFT
    return Facing(view.value)


def target(view: View, side: Facing | None, width: int, height: int) -> list[Point]:
    """Give where the body should be, as a polygon in shares of a picture of that size."""
    across = TARGET_SHARE * height / width
    points = outline(wanted_facing(view, side))
    middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    return [(0.5 + across * (x - middle), TARGET_TOP + TARGET_SHARE * y) for x, y in points]


def target_about(person: Person, view: View, side: Facing | None, width: int, height: int) -> list[Point]:
    """Give the target for somebody who stands well: where the person is, as a polygon in shares."""
    points = person.keypoints
    _, top, _, bottom = points.box_px()
    crown = top - CROWN_SHARE * points.height_px()
    tall = (bottom - crown) * 1.015
    ankles = [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]
    middle = float(points.xy_px[ankles, 0].mean())
    return [
        ((middle + tall * x) / width, (crown + tall * y) / height)
        for x, y in outline(wanted_facing(view, side))
    ]


def skeleton(person: Person, facing: Facing | None) -> Overlay:
    """Give the lines of a person who is followed, in photo pixels; the near side only in profile."""
    points = person.keypoints
    near = facing.value.upper() if facing is not None and facing.is_side else ""
    sides = (near,) if near else ("LEFT", "RIGHT")
    bones = [(f"{side}_{one}", f"{side}_{other}") for side in sides for one, other in _LIMBS]
    if near:
        bones.append((f"{near}_EAR", f"{near}_SHOULDER"))
    else:
        bones += [(f"LEFT_{joint}", f"RIGHT_{joint}") for joint in _ACROSS]

    def at(landmark: Landmark) -> Point:
        x, y = points.xy_px[landmark]
        return float(x), float(y)

    lines, dots = [], dict[Landmark, Dot]()
    for names in bones:
        one, other = Landmark[names[0]], Landmark[names[1]]
        if points.sees(one, other):
            lines.append(Line(at(one), at(other), Role.SKELETON))
            dots |= {end: Dot(at(end), Role.SKELETON) for end in (one, other)}
    return Overlay(tuple(lines), tuple(dots.values()), (), ())
