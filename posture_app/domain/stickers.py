"""Coloured stickers on bony points: where each is expected, and which dot belongs to which point.

A sticker is a proposal until somebody confirms it; nothing here changes a landmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import PLACEABLE, Landmark
from posture_app.domain.views import Facing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Keypoints

    Points = NDArray[np.float64]


class StickerColour(str, Enum):
    """The colours that are looked for: far from skin in hue or in strength, and sold everywhere."""

    RED = "red"
    GREEN = "green"
    BLUE = "blue"


DIAMETERS_CM = (1.3, 2.5)
"""The smallest and the largest sticker that is looked for."""

EYE_HEIGHT_CM = 158.0
"""Eyes to toes of a person of 170 cm; what a body whose height is unknown is taken for (±15 %)."""

DOUBT = 0.15
"""An assignment is only proposed where every other one is worse by this, in squared reaches."""


@dataclass(frozen=True, slots=True)
class StickerDot:
    """A coloured dot found in a photograph, whatever it may be.

    Attributes
    ----------
    xy_px : its middle, positions in the photo.
    radius_px : of a circle of the same area.
    score : 0..1, how much it looks like a sticker: strong, even, round, and alone in its colour.
    """

    xy_px: tuple[float, float]
    radius_px: float
    colour: StickerColour
    score: float


@dataclass(frozen=True, slots=True)
class StickerSighting:
    """A dot taken for the sticker of a landmark: a proposal, until somebody confirms it."""

    landmark: Landmark
    xy_px: tuple[float, float]
    radius_px: float
    colour: StickerColour
    score: float


@dataclass(frozen=True, slots=True)
class ExpectedSticker:
    """Where a landmark's sticker is looked for: a disc of the photo, in pixels."""

    landmark: Landmark
    xy_px: tuple[float, float]
    reach_px: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A bony point by the joint it is near to.

    `outwards` counts towards the point's own side in front and back views and forward in profile,
    `up` upwards; all in cm on a body of `EYE_HEIGHT_CM`.
    """

    joint: str
    outwards: float
    up: float
    reach: float


# Acromion, ASIS, C7, and tragus stand where they lie on the 59 rendered pictures on average (six bodies,
# none of whose means is off by more than 2.5 cm); the others are anatomy. The reach covers bodies and
# joints that are found a few cm off. The ear's sticker sits on the tragus and sets the ear itself.
_FRONT = {
    "ACROMION": _Place("SHOULDER", 3.0, 0.5, 7.0),
    "ASIS": _Place("HIP", 2.5, 8.5, 9.0),
    "PATELLA": _Place("KNEE", 0.0, 1.0, 7.0),
    "TIBIAL_TUBERCLE": _Place("KNEE", 0.0, -6.0, 7.0),
}
_BACK = {
    "C7": _Place("MID_SHOULDER", 0.0, 7.5, 7.0),
    "ACROMION": _Place("SHOULDER", 3.0, 0.5, 7.0),
    "PSIS": _Place("MID_HIP", 4.5, 10.0, 7.0),
}
_SIDE = {
    "C7": _Place("SHOULDER", -5.0, 4.5, 8.0),
    "ACROMION": _Place("SHOULDER", -1.5, 0.0, 7.0),
    "ASIS": _Place("HIP", 8.0, 8.5, 9.0),
    "PSIS": _Place("HIP", -8.0, 11.0, 9.0),
    "EAR": _Place("EAR", -2.3, -0.3, 4.0),
    "TROCHANTER": _Place("HIP", 0.0, 0.0, 8.0),
    "MALLEOLUS": _Place("ANKLE", 0.0, 0.0, 6.0),
}


def placeable_in(facing: Facing) -> tuple[Landmark, ...]:
    """Give the bony points that only a sticker or a hand can mark in a photograph of this side."""
    return tuple(landmark for landmark, _ in _places(facing) if landmark in PLACEABLE)


def _places(facing: Facing) -> Iterator[tuple[Landmark, _Place]]:
    table = {Facing.FRONT: _FRONT, Facing.BACK: _BACK}.get(facing, _SIDE)
    sides = (facing.value.upper(),) if facing.is_side else ("LEFT", "RIGHT")
    for name, place in table.items():
        if name == "C7":
            yield Landmark.C7, place
        else:
            yield from ((Landmark[f"{side}_{name}"], place) for side in sides)


def body_cm_px(points: Keypoints) -> float:
    """Give how many pixels a cm has on a body of ordinary height: within 15 % for adults."""
    return points.height_px() / EYE_HEIGHT_CM


def radii_px(points: Keypoints, px_per_cm: float | None) -> tuple[float, float]:
    """Give the radius of the smallest and of the largest sticker in photo px; the scale may be unknown."""
    slack = 1.0 if px_per_cm is not None else 1.15
    scale = px_per_cm if px_per_cm is not None else body_cm_px(points)
    return DIAMETERS_CM[0] / 2 * scale / slack, DIAMETERS_CM[1] / 2 * scale * slack


def expected_stickers(points: Keypoints, facing: Facing) -> tuple[ExpectedSticker, ...]:
    """Give where every sticker of a view may be, as far as the joint beside it was found."""
    scale = body_cm_px(points)
    found = []
    for landmark, place in _places(facing):
        start = _joint(points, facing, place.joint, landmark)
        if np.isfinite(start).all():
            x, y = start + scale * np.array([_towards(landmark, facing) * place.outwards, -place.up])
            found.append(ExpectedSticker(landmark, (float(x), float(y)), place.reach * scale))
    return tuple(found)


def _joint(points: Keypoints, facing: Facing, name: str, landmark: Landmark) -> Points:
    """Give the joint that a landmark is expected by: of the near side in profile, else of its own."""
    if name.startswith("MID_"):
        return middle(points.point(Landmark["LEFT_" + name[4:]]), points.point(Landmark["RIGHT_" + name[4:]]))
    side = facing.value.upper() if facing.is_side else landmark.name.partition("_")[0]
    return points.point(Landmark[f"{side}_{name}"])


def _towards(landmark: Landmark, facing: Facing) -> int:
    """Give which way along x counts as outwards for a landmark, in profile as forward."""
    if facing.is_side:
        return facing.forward
    return -facing.left_towards if landmark.name.startswith("RIGHT_") else facing.left_towards


# --- which dot is which point ---------------------------------------------------------------


_UNMATCHED = 1.5
"""What a point without a dot costs: as much as the farthest, weakest dot, so that none is left over."""

_LOOKS = 0.5
"""What a dot costs that looks least like a sticker, in squared reaches."""

_MOST_OPTIONS = 3

_Costs = Mapping[int, Mapping[int, float]]
"""Point → dot → cost, by their places in the lists."""


def assign(dots: Sequence[StickerDot], expected: Sequence[ExpectedSticker]) -> tuple[StickerSighting, ...]:
    """Give every point at most one dot and every dot at most one point, all together as near as can be.

    A pair is left out when another assignment without it is nearly as good: two dots that
    fit one point alike, or one dot between two points, are not guessed at.
    """
    costs = {i: _options(dots, one) for i, one in enumerate(expected)}
    best, total = _cheapest(costs)
    sightings = []
    for i, j in best.items():
        without = {**costs, i: {dot: cost for dot, cost in costs[i].items() if dot != j}}
        if _cheapest(without)[1] - total >= DOUBT:
            dot = dots[j]
            sightings.append(
                StickerSighting(expected[i].landmark, dot.xy_px, dot.radius_px, dot.colour, dot.score)
            )
    return tuple(sightings)


def _options(dots: Sequence[StickerDot], point: ExpectedSticker) -> dict[int, float]:
    """Give the cheapest dots within reach of a point."""
    apart = {
        j: float(np.hypot(dot.xy_px[0] - point.xy_px[0], dot.xy_px[1] - point.xy_px[1])) / point.reach_px
        for j, dot in enumerate(dots)
    }
    costs = {j: share**2 + _LOOKS * (1.0 - dots[j].score) for j, share in apart.items() if share <= 1.0}
    return dict(sorted(costs.items(), key=lambda one: one[1])[:_MOST_OPTIONS])


def _cheapest(costs: _Costs) -> tuple[dict[int, int], float]:
    """Give the assignment of least total cost, and that cost; bodies have at most ten points."""
    points = list(costs)
    # What the points from here on cost at the very least.
    least = [0.0] * (len(points) + 1)
    for at in range(len(points) - 1, -1, -1):
        least[at] = least[at + 1] + min([*costs[points[at]].values(), _UNMATCHED])
    best: tuple[float, dict[int, int]] = (float("inf"), {})

    def go_on(at: int, taken: dict[int, int], spent: float) -> None:
        nonlocal best
        if spent + least[at] >= best[0]:
            return
        if at == len(points):
            best = spent, dict(taken)
            return
        used = set(taken.values())
        for dot, cost in costs[points[at]].items():
            if dot not in used:
                go_on(at + 1, {**taken, points[at]: dot}, spent + cost)
        go_on(at + 1, taken, spent + _UNMATCHED)

    go_on(0, {}, 0.0)
    return best[1], best[0]
