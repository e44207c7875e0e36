"""What the body's contour adds to the shoulder landmarks: their tilt and their middle.

The pose model's shoulder points follow a raised shoulder by two thirds only; the contour above the acromia
follows it nearly whole. Everything is read from the averaged silhouette in the body's own frame:
origin at the landmarks' mid-point, upwards along the ankles-to-shoulders axis, lengths in halves of the
landmarks' distance ("half-widths").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import Landmark, Person, Source
from posture_app.domain.repeats import average

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Keypoints, Silhouette

    Points = NDArray[np.float64]

STEP = 0.02
"""Raster of the patch that is read, in half-widths: about a pixel of the silhouette's grid."""

ACROMION = (1.10, 1.15, 1.20, 1.25)
"""Where the contour's top is read, in half-widths from the mid-line. The acromia stand 1.2 half-widths out
(1.17-1.24 on every rendered front); at 1.35 the contour falls off steeply and a shifted mid-line tells."""

ARM_BELOW = (0.5, 0.7, 0.9)
"""Where the arms' outer contours are read, in half-widths below each shoulder's own top."""

NECK_ROWS = (-1.3, -0.2)
"""Between which heights, in half-widths (+ = below the shoulders), the narrowest row is the neck."""

NECK_SHARE = 0.5
"""How much of the way from the landmarks' middle to the neck's the mid-line lies: from .25 to .75 the errors
are alike (benchmarks/results/contours.md)."""

NECK_OFF = 0.12
ARMS_OFF = 0.12
"""Neck and arms further than this many half-widths off the landmarks' mid-point: hair on one side, a bag,
a raised arm. On the rendered set at most .060 and .059, where the landmarks themselves were off."""

TOP_ABOVE = (0.0, 0.55)
"""How far the contour's top lies above the landmark of its side, in half-widths: .11-.36 on the rendered
set, .09-.31 on real fronts."""

FALL = (0.0, 0.2)
"""How far the contour may fall from one reading to the next, in half-widths: it rises under a raised arm, and
a strap or a collar makes a step. .02-.07 on the rendered set, .01-.12 on real fronts."""

TILTS_APART_DEG = 5.0
"""Contour and landmarks tilted further apart than this: one of them sees something else. Up to 2.5° on
the rendered set, at a true tilt of 6.7°, and 3.1° on real fronts."""

_SHOULDERS = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)


@dataclass(frozen=True, slots=True, eq=False)
class ShoulderLook:
    """What the contour says of one pair of shoulders.

    Attributes
    ----------
    slopes_rad : (n,) direction image left → image right of the shoulder line, one for every reading, +
        clockwise as seen on the screen.
    shift_px : (2,) from the landmarks' mid-point to the shoulders' mid-point.
    """

    slopes_rad: Points
    shift_px: Points


@dataclass(frozen=True, slots=True, eq=False)
class _Patch:
    """The silhouette about the shoulders, (rows, columns) in 0..1, in the body's frame."""

    share: Points
    origin: tuple[float, float]
    """Row and column of the landmarks' mid-point."""


def look_at_shoulders(
    person: Person, silhouette: Silhouette | None, neck_share: float = NECK_SHARE
) -> ShoulderLook | None:
    """Read the shoulders of a body seen from the front or from behind off its silhouette.

    The mid-line about which both sides are read is half-way between the landmarks' middle and the neck's:
    a raised shoulder draws towards the neck and takes the landmarks' middle along. The shoulders' middle
    is half-way between the landmarks' and the arms' outer contours (benchmarks/contours.py compares).

    None when the contour is none of two bare or closely dressed shoulders.
    """
    if silhouette is None:
        return None
    left, right = _by_image_side(person.keypoints)
    centre, half = middle(left, right), float(np.linalg.norm(right - left)) / 2
    across, down = _frame(person.keypoints, centre)
    patch = _patch(silhouette, centre, across * half, down * half)
    neck = _neck_middle(patch)
    if neck is None or abs(neck) > NECK_OFF:
        return None
    tops = _tops(patch, neck_share * neck)
    arms = _arms_middle(patch, tops)
    if not _plausible(tops, arms, [float((one - centre) @ down) / half for one in (left, right)]):
        return None
    rise = (tops[1] - tops[0]) / (2.0 * np.array(ACROMION))
    slopes = np.arctan(rise) + np.arctan2(across[1], across[0])
    apart = np.degrees(slopes.mean() - np.arctan2(*(right - left)[::-1]))
    if abs(apart) > TILTS_APART_DEG:
        return None
    return ShoulderLook(slopes, arms / 2 * half * across)


def with_contour(passes: Sequence[Person], silhouette: Silhouette | None) -> list[Person]:
    """Give the passes of one picture, sides in order, the shoulders of its silhouette.

    They stay as they are where the contour cannot be read.
    """
    look = look_at_shoulders(average(passes, None).person, silhouette)
    return list(passes) if look is None else with_shoulders(passes, look)


def with_shoulders(passes: Sequence[Person], look: ShoulderLook) -> list[Person]:
    """Turn and shift the shoulders of every pass as the contour says; their distance stays.

    Every pass gets another reading of the contour, so that the spread over the passes is the readings'
    own; the last adjustment makes the mean over the passes the mean over all readings.
    """
    slopes = look.slopes_rad
    given = np.array([slopes[i % len(slopes)] for i in range(len(passes))])
    given += slopes.mean() - given.mean()
    return [_with_shoulders(one, slope, look.shift_px) for one, slope in zip(passes, given, strict=True)]


def _with_shoulders(person: Person, slope: float, shift: Points) -> Person:
    left, right = (person.keypoints.point(one) for one in _SHOULDERS)
    towards = 1.0 if left[0] > right[0] else -1.0
    half = float(np.linalg.norm(left - right)) / 2 * towards * np.array([np.cos(slope), np.sin(slope)])
    centre = middle(left, right) + shift
    points = {
        landmark: (float(point[0]), float(point[1]))
        for landmark, point in zip(_SHOULDERS, (centre + half, centre - half), strict=True)
    }
    seen = person.keypoints.visibility
    moved = person.keypoints.with_points(points, Source.DERIVED)
    return replace(person, keypoints=replace(moved, visibility=seen.copy()))


def _by_image_side(points: Keypoints) -> tuple[Points, Points]:
    """Give the shoulder at image left and the one at image right, (2,) px each."""
    one, other = (points.point(landmark) for landmark in _SHOULDERS)
    return (one, other) if one[0] < other[0] else (other, one)


def _frame(points: Keypoints, shoulders: Points) -> tuple[Points, Points]:
    """Give the unit vectors across (to image right) and down the body."""
    ankles = middle(points.point(Landmark.LEFT_ANKLE), points.point(Landmark.RIGHT_ANKLE))
    down = (ankles - shoulders) / np.linalg.norm(ankles - shoulders)
    return np.array([down[1], -down[0]]), down


_ROWS = np.arange(-1.5, 1.4, STEP)
_COLUMNS = np.arange(-2.2, 2.2 + STEP / 2, STEP)


def _patch(silhouette: Silhouette, centre: Points, across: Points, down: Points) -> _Patch:
    """Sample the silhouette; `across` and `down` are a half-width long."""
    places = centre + _ROWS[:, None, None] * down + _COLUMNS[None, :, None] * across
    return _Patch(silhouette.at(places), (-_ROWS[0] / STEP, -_COLUMNS[0] / STEP))


def _neck_middle(patch: _Patch) -> float | None:
    """Give where the middle of the neck's narrowest row lies, in half-widths to image right."""
    centre = round(patch.origin[1])
    first, last = (round(patch.origin[0] + row / STEP) for row in NECK_ROWS)
    runs = []
    for profile in patch.share[first:last]:
        if profile[centre] >= 0.5:
            left = _edge(profile[centre::-1], inside=True)
            right = _edge(profile[centre:], inside=True)
            if np.isfinite(left + right):
                runs.append((left + right, (right - left) / 2))
    return None if not runs else min(runs)[1] * STEP


def _tops(patch: _Patch, mid_line: float) -> Points:
    """Give the contour's top at both sides, (2, readings), in half-widths below the landmarks' middle."""
    columns = patch.origin[1] + (mid_line + np.array([[-1.0], [1.0]]) * np.array(ACROMION)) / STEP
    tops = [[_edge(_column(patch.share, column)) for column in side] for side in columns]
    return (np.array(tops) - patch.origin[0]) * STEP


def _arms_middle(patch: _Patch, tops: Points) -> float:
    """Give where the middle between the arms' outer contours lies, in half-widths to image right."""
    outer = []
    for top, step in zip(tops.mean(axis=1), (+1, -1), strict=True):
        rows = patch.origin[0] + (top + np.array(ARM_BELOW)) / STEP
        edges = [_edge(_column(patch.share.T, row)[::step]) for row in rows]
        outer.append(step * (np.mean(edges) - patch.origin[1]) * STEP)
    return float(np.mean(outer))


def _column(share: Points, place: float) -> Points:
    """Give the profile of a column between two columns; NaN beyond the patch."""
    if not 0.0 <= place < share.shape[1] - 1:
        return np.full(share.shape[0], np.nan)
    first = int(place)
    weight = place - first
    profile: Points = (1.0 - weight) * share[:, first] + weight * share[:, first + 1]
    return profile


def _edge(profile: Points, *, inside: bool = False) -> float:
    """Give the index at which a profile first crosses one half; NaN when it never does.

    `inside`: the profile starts inside the body and is left.
    """
    hits = np.flatnonzero(profile < 0.5 if inside else profile >= 0.5)
    if hits.size == 0 or hits[0] == 0:
        return float("nan")
    at = int(hits[0])
    before, after = profile[at - 1], profile[at]
    return float(at - 1 + (0.5 - before) / (after - before))


def _plausible(tops: Points, arms: float, landmarks: Sequence[float]) -> bool:
    """Tell whether the contour can be that of two shoulders; what is NaN cannot."""
    above = np.array(landmarks) - tops.mean(axis=1)
    steps = np.diff(tops, axis=1)
    return bool(
        np.all((above >= TOP_ABOVE[0]) & (above <= TOP_ABOVE[1]))
        and np.all((steps >= FALL[0]) & (steps <= FALL[1]))
        and abs(arms) <= ARMS_OFF
    )
