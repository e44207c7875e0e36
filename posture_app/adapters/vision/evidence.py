"""What a picture's straight edges say for and against every roll the camera may have.

Any edge may be clutter: askew, leaning, a stripe. An edge speaks for the rolls under which it would be a
vertical (or a horizontal) of the room, and is silent about the others. What stands close together is one
thing and has one voice, so that six stripes of a banner do not outvote two door posts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.vision.verticals import PITCH_SD, UPRIGHT_SEM, lean_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.adapters.vision.segments import Segments

    Floats = NDArray[np.float64]

MOST_LEAN = float(np.radians(8.0))
"""The largest roll that is looked for: of a camera that somebody has tried to set up level."""

ROLL_SD = float(np.radians(3.0))
"""How far such a camera is rolled, as a standard deviation: generous, it only settles ties."""

YAW_SD = float(np.tan(np.radians(8.0)))
"""How far from square a camera looks at the wall, as `PITCH_SD`: the wall's horizontals converge then."""

PLUMB_SEM = float(np.radians(0.2))
"""How far skirtings, shelves, and sills are off level."""

CLUTTER, LYING_CLUTTER = 0.2, 0.25
"""Share of the nearly upright, and of the nearly level, edges that are none of the wall's own: of an
ordinary room, not fitted. With half of the first, levels are a third more frequent and twice as often wrong
in drawn rooms full of clutter."""

LYING_WEIGHT = 0.7
"""What horizontals count beside verticals: several walls have their own."""

_GAP, _WHOLE = 0.05, 0.15
"""Closer than this, in picture heights, is one thing; a thing with this length of edges has a whole voice."""

ROLLS: Floats = np.radians(np.arange(-8.0, 8.01, 0.1))
_SLOPES: Floats = np.linspace(-2.5, 2.5, 21)


def upright_evidence(edges: Segments) -> tuple[Floats, Floats]:
    """Give the log evidence of nearly upright edges for `ROLLS`, and the likeliest bend for each."""
    bends = _SLOPES * PITCH_SD
    model = lean_of(edges.middle, ROLLS[:, None, None], bends[None, :, None])
    voices = _voices(edges.middle[:, 0], edges.length)
    both = _log_odds(edges.lean - model, np.hypot(edges.sem, UPRIGHT_SEM), CLUTTER) @ voices
    both = both - _SLOPES**2 / 2.0
    return _summed(both), bends[np.argmax(both, axis=1)]


def level_evidence(edges: Segments) -> Floats:
    """Give the log evidence of nearly level edges for `ROLLS`; all others are left out."""
    lean = np.where(edges.lean < 0.0, edges.lean + np.pi / 2.0, edges.lean - np.pi / 2.0)
    lying = np.abs(lean) < MOST_LEAN
    if not lying.any():
        return np.zeros(len(ROLLS))
    y = edges.middle[lying, 1]
    model = ROLLS[:, None, None] + (_SLOPES * YAW_SD)[None, :, None] * y
    voices = _voices(y, edges.length[lying])
    both = _log_odds(lean[lying] - model, np.hypot(edges.sem[lying], PLUMB_SEM), LYING_CLUTTER) @ voices
    return LYING_WEIGHT * _summed(both - _SLOPES**2 / 2.0)


def _log_odds(off: Floats, sem: Floats, clutter: float) -> Floats:
    """Give the log density of deviations: normal for what belongs to the room, even for clutter."""
    belongs = np.exp(-((off / sem) ** 2) / 2.0) / (sem * np.sqrt(2.0 * np.pi))
    density: Floats = np.log(clutter / (2.0 * MOST_LEAN) + (1.0 - clutter) * belongs)
    return density


def _voices(place: Floats, length: Floats) -> Floats:
    """Give each edge its share of its thing's voice, by length; things are told by gaps between places."""
    order = np.argsort(place, kind="stable")
    thing = np.zeros(len(place), np.int64)
    thing[order[1:]] = np.cumsum(np.diff(place[order]) > _GAP)
    total = np.bincount(thing, length)
    voices: Floats = length / total[thing] * np.minimum(1.0, total[thing] / _WHOLE)
    return voices


def _summed(both: Floats) -> Floats:
    """Sum the evidence over the slopes, from logarithm to logarithm."""
    highest = both.max()
    return np.asarray(np.log(np.exp(both - highest).sum(axis=1)) + highest)
