"""The camera's roll from the verticals of the room: door frames, corners, cupboards, window posts.

Straight edges outside the person that stand nearly upright propose one vanishing point; the roll is the
direction in which it lies from the picture's centre, where an unknown camera's optical axis is presumed.
Where the room does not say it surely, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.vision.segments import Segments, find_segments
from posture_app.adapters.vision.verticals import agreeing, fit_verticals, sem_of_roll, structures
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

LEAST_LENGTH = 0.04
"""Shorter edges, in picture heights, lean too uncertainly to count."""

MOST_LEAN_DEG = 8.0
"""Edges that lean more are no verticals of a camera that somebody has tried to set up level."""

LEAST_TOTAL = 0.35
"""Length of edges that must agree, in picture heights."""

LEAST_SPAN = 0.15
"""How far apart the agreeing edges must stand, in picture heights: one askew thing agrees with itself."""

MOST_SEM_DEG = 0.25
"""A level less certain than this is not said: it would be wrong by half a degree now and then."""

MOST_DISSENT = 0.6
"""Length that agrees on another roll, over the length that agrees on this one, that is put up with."""

APART_DEG = 0.5
"""Rolls this far apart are another roll."""

_THIGH = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]


class SceneLevels:
    """Finds the level in what stands around the person."""

    def level_of(self, frame: Frame, person: Person | None) -> CameraLevel | None:
        """Give the roll with its standard error; None when too little, or too much, is to be seen."""
        edges = _upright(find_segments(frame, person, LEAST_LENGTH), frame, person)
        fit = fit_verticals(edges)
        if fit is None:
            return None
        agree = agreeing(edges, fit)
        seen = edges.where(agree)
        if len(structures(seen, fit)) < 2 or fit.votes < LEAST_TOTAL or _span(seen) < LEAST_SPAN:
            return None
        other = fit_verticals(edges.where(~agree))
        apart = other is not None and abs(other.roll - fit.roll) > np.radians(APART_DEG)
        if other is not None and apart and other.votes > MOST_DISSENT * fit.votes:
            return None
        sem = float(np.degrees(sem_of_roll(seen, fit)))
        if sem > MOST_SEM_DEG:
            return None
        return CameraLevel(float(np.degrees(fit.roll)), sem, LevelSource.SCENE)


def _upright(edges: Segments, frame: Frame, person: Person | None) -> Segments:
    """Keep what may be a vertical: nearly upright, and above mid-thigh, unlike the boards of a floor.

    In an empty room the picture's middle stands for the thighs.
    """
    thigh = 0.0
    if person is not None:
        thigh = float(person.keypoints.xy_px[_THIGH, 1].mean()) / frame.height - 0.5
    return edges.where((np.abs(edges.lean) <= np.radians(MOST_LEAN_DEG)) & (edges.top < thigh))


def _span(edges: Segments) -> float:
    return float(np.ptp(edges.middle[:, 0]))
