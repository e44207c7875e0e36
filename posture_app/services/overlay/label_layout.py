"""Where the pills of an overlay go: beside the body, apart from each other, near what they speak of.

Works in the unit of whoever draws (photo pixels, page points); whether y grows down or up does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.overlay.shapes import Overlay, Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: x0 <= x1, y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def centre(self) -> Point:
        """Give its middle."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Wish:
    """A pill to be placed: what it points to, how wide it is, and on which side it would rather be.

    `other_anchor` is what it points to from the other side; None when that is `anchor` too and
    lies behind the body from there.
    """

    anchor: Point
    width: float
    prefer_right: bool
    other_anchor: Point | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A pill that found its place: the number of its wish, its box, and its leader from pill to anchor."""

    wish: int
    box: Box
    leader_start: Point
    leader_end: Point


_ROWS, _COLUMNS = 49, 25
_OTHER_SIDE, _OTHER_SIDE_SAME_ANCHOR = 1.5, 4.0
_ACROSS_A_PILL = 8.0
_AT_THE_EDGE = np.array([1.0, 1.0, 0.6])
_LONGEST_LEADER, _LONGEST_AT_THE_EDGE = 4.5, 2.0
"""In pill heights; a label that would have to stand further off is left out."""


def obstacles(overlay: Overlay, spacing: float) -> Numbers:
    """Give (n, 3) x, y, radius in photo pixels of what labels must not cover: the body and every drawn line.

    A line is given as points at most `spacing` px apart.
    """
    found = [(*disc.centre, disc.radius) for disc in overlay.body]
    for line in overlay.lines:
        (x0, y0), (x1, y1) = line.start, line.end
        count = 1 + int(np.hypot(x1 - x0, y1 - y0) / spacing)
        found += [(x0 + i / count * (x1 - x0), y0 + i / count * (y1 - y0), 0.0) for i in range(count + 1)]
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def place(
    wishes: Sequence[Wish],
    height: float,
    keep_off: Sequence[tuple[float, float, float]] | Numbers,
    bounds: Box,
    gap: float,
) -> tuple[Placed, ...]:
    """Place pills of one height, the first first; one that finds no room is left out.

    Where there is no room beside the body, as in a photo cut close, a pill may stand at its very edge.

    Parameters
    ----------
    wishes : from the most to the least important.
    height : of every pill.
    keep_off : (x, y, radius) of discs no pill may touch.
    bounds : what the pills must lie in.
    gap : least distance between pills, discs, and the bounds' edge.
    """
    discs = np.array(keep_off, dtype=np.float64).reshape(-1, 3)
    placed: list[Placed] = []
    for number, wish in enumerate(wishes):
        taken = [one.box for one in placed]
        found = _best(wish, height, discs, taken, bounds, gap, _LONGEST_LEADER)
        if found is None:
            near = discs * _AT_THE_EDGE
            found = _best(wish, height, near, taken, bounds, gap / 3, _LONGEST_AT_THE_EDGE)
        if found is not None:
            box, anchor = found
            start = _leader_start(box, anchor)
            placed.append(Placed(number, box, start, anchor))
            discs = np.vstack([discs, _along(start, anchor, 0.3 * height)])
    return tuple(placed)


def _best(
    wish: Wish, height: float, discs: Numbers, taken: list[Box], bounds: Box, gap: float, longest: float
) -> tuple[Box, Point] | None:
    """Give the free box with the shortest leader that does not cross another pill, and its anchor.

    `longest` leader in pill heights; the others in the drawing's unit.
    """
    size = np.array([wish.width, height])
    least = np.array([bounds.x0, bounds.y0]) + gap
    most = np.array([bounds.x1, bounds.y1]) - gap - size
    if (most < least).any():
        return None
    corners = _candidates(np.array(wish.anchor) - size / 2, least, most)
    on_right = corners[:, 0] + size[0] / 2 > wish.anchor[0]
    other = wish.anchor if wish.other_anchor is None else wish.other_anchor
    preferred = on_right == wish.prefer_right
    anchors = np.where(preferred[:, None], np.array(wish.anchor), np.array(other))
    # What is cheap to tell comes first, and only the places that remain are looked at further.
    free = _leader_lengths(corners + size / 2, size, anchors) <= longest * height
    for box in taken:
        free &= _off_box(corners, size, box, gap)
    corners, anchors, preferred = corners[free], anchors[free], preferred[free]
    free = _off_discs(corners, size, discs, gap)
    if not free.any():
        return None
    corners, anchors, preferred = corners[free], anchors[free], preferred[free]
    cost = _cost(corners + size / 2, size, anchors, height, taken)
    dearer = _OTHER_SIDE_SAME_ANCHOR if wish.other_anchor is None else _OTHER_SIDE
    cost += np.where(preferred, 0.0, dearer * height)
    best = int(np.argmin(cost))
    (x, y), anchor = corners[best], anchors[best]
    box = Box(float(x), float(y), float(x + wish.width), float(y + height))
    return box, (float(anchor[0]), float(anchor[1]))


def _candidates(wanted: Numbers, least: Numbers, most: Numbers) -> Numbers:
    """Give (n, 2) corners all over the bounds, densest about the wanted one, itself among them."""
    axes = []
    for at, low, high, count in zip(wanted, least, most, (_COLUMNS, _ROWS), strict=True):
        axes.append(np.concatenate([np.linspace(low, high, count), [np.clip(at, low, high)]]))
    xs, ys = np.meshgrid(*axes)
    return np.stack([xs.ravel(), ys.ravel()], axis=1)


def _off_discs(corners: Numbers, size: Numbers, discs: Numbers, gap: float) -> NDArray[np.bool_]:
    if not len(corners):
        return np.zeros(0, dtype=bool)
    reach = discs[:, 2:] + gap
    after = discs[:, :2] + reach >= corners.min(axis=0)
    before = discs[:, :2] - reach <= corners.max(axis=0) + size
    discs = discs[(after & before).all(axis=1)]
    centres = corners + size / 2
    apart_x = np.maximum(np.abs(centres[:, :1] - discs[:, 0]) - size[0] / 2, 0.0)
    apart_y = np.maximum(np.abs(centres[:, 1:] - discs[:, 1]) - size[1] / 2, 0.0)
    free: NDArray[np.bool_] = (apart_x**2 + apart_y**2 > (discs[:, 2] + gap) ** 2).all(axis=1)
    return free


def _off_box(corners: Numbers, size: Numbers, box: Box, gap: float) -> NDArray[np.bool_]:
    (x, y), (width, height) = corners.T, size
    beside = (x > box.x1 + gap) | (x + width < box.x0 - gap)
    free: NDArray[np.bool_] = beside | (y > box.y1 + gap) | (y + height < box.y0 - gap)
    return free


def _leader_lengths(centres: Numbers, size: Numbers, anchors: Numbers) -> Numbers:
    away = np.maximum(np.abs(centres - anchors) - size / 2, 0.0)
    lengths: Numbers = np.hypot(away[:, 0], away[:, 1])
    return lengths


def _cost(centres: Numbers, size: Numbers, anchors: Numbers, height: float, taken: list[Box]) -> Numbers:
    """Give the leader's length, dearer when steep or across a pill; in the drawing's unit."""
    # A leader that runs level reads best: a step up or down costs more than one sideways.
    steep = np.array([1.0, 1.6])
    cost = _leader_lengths(centres * steep, size * steep, anchors * steep)
    for share in np.linspace(0.1, 0.9, 9):
        on_leader = centres + share * (anchors - centres)
        for box in taken:
            crossing = ~_off_box(on_leader, np.zeros(2), box, 0.0)
            cost += np.where(crossing, _ACROSS_A_PILL * height / 9, 0.0)
    return cost


def _leader_start(box: Box, anchor: Point) -> Point:
    """Give where the leader leaves the pill: the point of its straight middle line nearest the anchor."""
    half = (box.y1 - box.y0) / 2
    x = min(max(anchor[0], box.x0 + half), box.x1 - half)
    return x, box.centre[1]


def _along(start: Point, end: Point, radius: float) -> Numbers:
    shares = np.linspace(0.0, 1.0, 9)[:, None]
    points = np.array(start) + shares * (np.array(end) - np.array(start))
    return np.hstack([points, np.full((len(points), 1), radius)])
