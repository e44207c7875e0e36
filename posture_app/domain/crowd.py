"""Several people in one picture: where to search, which finds are one person, and which are nobody.

A detector that sees bodies of about its own window's size is shown windows of several sizes. Whom it
suspects is looked at twice by a landmark model, the second time from where the first look saw the body:
a person stays in place, most of what is nobody jumps.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from math import ceil, hypot, pi
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person

    Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """How near two suspects are to each other.

    `share` of the smaller one's radius between their hips, and the one at most so many `times` the other.
    """

    share: float
    times: float


WINDOWS = ((1.0, 1 / 2), (2 / 3, 1 / 2), (1 / 2, 1 / 2), (1 / 3, 2 / 3))
"""Sides of the search windows as shares of the picture's shorter side, besides the whole picture, and the way
from one to the next as a share of their side.

The detector is sure of bodies between about .4 and 1 of its window's height. The smallest windows stand
wider apart because they are most of the work."""

SURE_FROM = 0.5
"""Detector and landmark model are believed from this score on, which is both models' own midpoint."""

WORTH_FROM = 0.35
"""From this score on the detector is shown the place again in a window of the body's own size."""
CLOSER = 1.3
"""That window's side over the diameter of the circle that holds the body."""
MOST_CLOSER = 12
"""So many such windows, the likeliest first; like the next limit it bounds the time."""

MARGIN = 1.25
"""The square that the landmark model sees, over the circle about the hips that holds the body: BlazePose's
own."""

SAME_SUSPECT = Near(0.2, 1.25)
"""Two suspects so near to each other are one; farther off, the next one may be the better guess."""
SAME_PLACE = Near(0.35, 1.5)
"""Two windows that suspect somebody so near to each other have seen the same thing."""

LEAST_WINDOWS = 3
"""In so many windows somebody must have been seen: windows overlap, and a person is seen in most of those
that hold them, a fold or a shadow in the one or two that cut it out so."""

STEADY = 0.08
"""How far the points may move from one look to the next (median), as a share of the body's radius."""

ALIKE = 0.3
"""From this likeness on two poses are one person; two people who overlap fully reach .1 to .2."""
COVERED = 0.8
"""A weaker pose whose points lie to this share on a stronger one's body is a part of it, misread."""
LIMB = 0.2
"""Half the thickness of trunk and limbs about the lines between the joints, as a share of the radius."""

MOST_SUSPECTS = 24
"""So many are looked at, the surest first."""

# How far people disagree about a point, as a share of the square root of the body's area, from COCO's
# keypoint evaluation (cocodataset.org/#keypoints-eval).
SPREAD = {
    Landmark.NOSE: 0.026,
    **dict.fromkeys((Landmark.LEFT_EYE, Landmark.RIGHT_EYE), 0.025),
    **dict.fromkeys((Landmark.LEFT_EAR, Landmark.RIGHT_EAR), 0.035),
    **dict.fromkeys((Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER), 0.079),
    **dict.fromkeys((Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW), 0.072),
    **dict.fromkeys((Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST), 0.062),
    **dict.fromkeys((Landmark.LEFT_HIP, Landmark.RIGHT_HIP), 0.107),
    **dict.fromkeys((Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE), 0.087),
    **dict.fromkeys((Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE), 0.089),
}
_COMPARED = list(SPREAD)
_SPREADS = np.array(list(SPREAD.values()))
_JOINTS = [Landmark.NOSE, *(one for one in SPREAD if one >= Landmark.LEFT_SHOULDER)]
_TRUNK = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
_BONES = [
    (Landmark[f"{side}_{a}"], Landmark[f"{side}_{b}"])
    for side in ("LEFT", "RIGHT")
    for a, b in (
        ("SHOULDER", "ELBOW"),
        ("ELBOW", "WRIST"),
        ("SHOULDER", "HIP"),
        ("HIP", "KNEE"),
        ("KNEE", "ANKLE"),
    )
]

AREA = 0.6
"""A body's area over the square of its radius, roughly: it is two radii tall and a third of that wide."""


@dataclass(frozen=True, slots=True)
class Window:
    """A square of the picture: its centre and side in pixels; `turned_rad` clockwise as seen."""

    x: float
    y: float
    side: float
    turned_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Suspect:
    """Where somebody may be: the middle of the hips and a point above the head, in pixels.

    The point lies on the circle about the hips that holds the whole body, on the body's long axis.
    """

    hips: tuple[float, float]
    top: tuple[float, float]
    score: float

    @property
    def radius(self) -> float:
        """The circle's radius in pixels: about half the body's height."""
        return hypot(self.top[0] - self.hips[0], self.top[1] - self.hips[1])

    def window(self) -> Window:
        """Give what the landmark model is shown: the body upright in its middle."""
        right, up = self.top[0] - self.hips[0], self.hips[1] - self.top[1]
        turned = pi / 2 - float(np.arctan2(up, right))
        return Window(*self.hips, 2 * MARGIN * self.radius, (turned + pi) % (2 * pi) - pi)


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A person as one look at a suspect found them; `score` is the model's belief that there is one."""

    person: Person
    body: Suspect
    score: float


def windows(width: int, height: int) -> list[Window]:
    """Give the squares in which to search: the whole picture, then ever smaller overlapping ones."""
    longer, shorter = max(width, height), min(width, height)
    # A long strip is searched in at most twice as many windows along it as a picture of 2 : 1.
    base = max(shorter, longer / 2)
    found = [Window(width / 2, height / 2, longer)]
    for share, step in WINDOWS:
        side = share * base
        found += [
            Window(x, y, side) for y in _centres(height, side, step) for x in _centres(width, side, step)
        ]
    return found


def _centres(length: float, side: float, step: float) -> list[float]:
    if side >= length:
        return [length / 2]
    count = ceil((length - side) / (step * side) - 1e-9) + 1
    return [float(one) for one in np.linspace(side / 2, length - side / 2, count)]


def closer(found: Sequence[Sequence[Suspect]]) -> list[Window]:
    """Give windows about the places where the detector was not sure, nor surer nearby.

    `found` is whom each window's search suspects.
    """
    doubtful = [one for one in _each_once(found) if one.score < SURE_FROM]
    return [Window(*one.hips, 2 * CLOSER * one.radius) for one in doubtful[:MOST_CLOSER]]


def suspects(found: Sequence[Sequence[Suspect]]) -> list[Suspect]:
    """Give who is to be looked at, each once, the surest first; `found` as for `closer`."""
    sure = [one for one in _each_once(found) if one.score >= SURE_FROM]
    return [one for one in sure if _seen_in(one, found) >= LEAST_WINDOWS][:MOST_SUSPECTS]


def _seen_in(one: Suspect, found: Sequence[Sequence[Suspect]]) -> int:
    return sum(any(_are_near(one, other, SAME_PLACE) for other in window) for window in found)


def _each_once(found: Sequence[Sequence[Suspect]]) -> list[Suspect]:
    kept: list[Suspect] = []
    for one in sorted(chain.from_iterable(found), key=lambda one: -one.score):
        if not any(_are_near(one, other, SAME_SUSPECT) for other in kept):
            kept.append(one)
    return kept


def _are_near(one: Suspect, other: Suspect, near: Near) -> bool:
    smaller, larger = sorted((one.radius, other.radius))
    apart = hypot(one.hips[0] - other.hips[0], one.hips[1] - other.hips[1])
    return apart < near.share * smaller and larger < near.times * smaller


def believed(sighting: Sighting, width: int, height: int) -> bool:
    """Tell whether a look found somebody: the model says so, and the trunk's middle is in the picture."""
    x, y = _points(sighting)[_TRUNK].mean(axis=0)
    return sighting.score >= SURE_FROM and 0.0 <= x <= width and 0.0 <= y <= height


def steady(first: Sighting, second: Sighting) -> bool:
    """Tell whether two looks saw one body at one place."""
    moved = np.linalg.norm(_points(first)[_JOINTS] - _points(second)[_JOINTS], axis=1)
    return float(np.median(moved)) <= STEADY * second.body.radius


def likeness(one: Sighting, other: Sighting) -> float:
    """Give how alike two poses are, 0 to 1: COCO's object keypoint similarity, by the smaller body's size."""
    area = AREA * min(one.body.radius, other.body.radius) ** 2
    off = ((_points(one)[_COMPARED] - _points(other)[_COMPARED]) ** 2).sum(axis=1)
    return float(np.exp(-off / (2.0 * area * (2.0 * _SPREADS) ** 2)).mean())


def covered(one: Sighting, other: Sighting) -> float:
    """Give the share of `one`'s joints that lie on the body of `other`."""
    points, body = _points(one)[_JOINTS], _points(other)
    neck, hips = body[_TRUNK[:2]].mean(axis=0), body[_TRUNK[2:]].mean(axis=0)
    bones = [(body[a], body[b]) for a, b in _BONES] + [(neck, hips), (neck, body[Landmark.NOSE])]
    away = np.min([_distances(points, start, end) for start, end in bones], axis=0)
    return float((away <= LIMB * other.body.radius).mean())


def everybody(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Give the people, each once: whom a surer pose is alike to, or covers, is left out."""
    kept: list[Sighting] = []
    for one in sorted(sightings, key=lambda one: -one.score * one.body.score):
        if not any(likeness(one, other) >= ALIKE or covered(one, other) >= COVERED for other in kept):
            kept.append(one)
    return kept


def _distances(points: Points, start: Points, end: Points) -> Points:
    """Give the distances of (n, 2) points from a line between two points."""
    along = end - start
    length = max(float(along @ along), 1e-12)
    share = np.clip((points - start) @ along / length, 0.0, 1.0)
    away: Points = np.linalg.norm(points - (start + share[:, None] * along), axis=1)
    return away


def _points(sighting: Sighting) -> Points:
    return sighting.person.keypoints.xy_px
