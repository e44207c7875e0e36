"""The ghost: the outline of an earlier photograph's body, set onto a later photograph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import middle, rotate
from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Silhouette
    from posture_app.domain.people import PhotoAnalysis

    Points = NDArray[np.float64]

_HALF = 128
_SMALL = 0.1
"""A loop shorter than this share of the longest is a speck or a gap between fingers and is left out."""
_SMOOTHING = 7
"""Corners over which the stairs of the pixels are averaged away."""


def outline_px(silhouette: Silhouette) -> tuple[Points, ...]:
    """Give the closed outlines of a silhouette, each (N, 2) in photo pixels, the longest first.

    The body is wherever the share is one half or more. Empty when it is nowhere.
    """
    inside = np.pad(silhouette.share >= _HALF, 1)
    loops = [loop for loop in _loops(inside) if len(loop) > _SMOOTHING]
    longest = max((len(loop) for loop in loops), default=0)
    kept = sorted((loop for loop in loops if len(loop) >= _SMALL * longest), key=len, reverse=True)
    corner = np.array([silhouette.left, silhouette.top])
    return tuple(corner + (_smooth(loop) - 1.0) / silhouette.scale for loop in kept)


def _loops(inside: NDArray[np.bool_]) -> list[Points]:
    """Walk round every region along the edges of its pixels, the region on the right hand."""
    steps: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (dy, dx), (start, end) in {
        (-1, 0): ((0, 0), (1, 0)),  # nothing above: along the upper edge to the right
        (0, 1): ((1, 0), (1, 1)),
        (1, 0): ((1, 1), (0, 1)),
        (0, -1): ((0, 1), (0, 0)),
    }.items():
        free = inside & ~np.roll(inside, (-dy, -dx), (0, 1))
        for y, x in np.argwhere(free).tolist():
            steps.setdefault((x + start[0], y + start[1]), []).append((x + end[0], y + end[1]))
    loops = []
    while steps:
        here = next(iter(steps))
        loop = [here]
        while here in steps:
            nexts = steps[here]
            there = nexts.pop()
            if not nexts:
                del steps[here]
            here = there
            loop.append(here)
        loops.append(np.array(loop[:-1], dtype=np.float64))
    return loops


def _smooth(loop: Points) -> Points:
    half = _SMOOTHING // 2
    round_it = np.vstack([loop[-half:], loop, loop[:half]])
    kernel = np.full(_SMOOTHING, 1.0 / _SMOOTHING)
    return np.stack([np.convolve(round_it[:, axis], kernel, "valid") for axis in (0, 1)], axis=-1)


def ghost_px(then: PhotoAnalysis, now: PhotoAnalysis) -> tuple[Points, ...]:
    """Give the earlier body's outlines in pixels of the later photograph; empty without a silhouette.

    The middles of the ankles are laid on each other, the size follows the scale of both photographs (or the
    bodies' heights where a scale is not known), and what the two cameras were off level is taken out.
    """
    silhouette = then.body.person.silhouette
    if silhouette is None or then.facing is not now.facing:
        return ()
    from_px, to_px = _ankles(then), _ankles(now)
    turn_deg = then.level.roll_deg - now.level.roll_deg
    return tuple(
        to_px + rotate(loop - from_px, turn_deg, (0.0, 0.0)) * _size(then, now)
        for loop in outline_px(silhouette)
    )


def _ankles(analysis: PhotoAnalysis) -> Points:
    points = analysis.body.person.keypoints
    return middle(points.point(Landmark.LEFT_ANKLE), points.point(Landmark.RIGHT_ANKLE))


def _size(then: PhotoAnalysis, now: PhotoAnalysis) -> float:
    if then.px_per_cm is not None and now.px_per_cm is not None:
        return now.px_per_cm / then.px_per_cm
    return now.body.person.keypoints.height_px() / then.body.person.keypoints.height_px()
