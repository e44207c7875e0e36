"""The camera's roll from the room: door frames, corners, cupboards, window posts.

Straight edges outside the person are weighed for every roll; where one roll stands out, the verticals settle
it. The optical axis of an unknown camera is presumed in the picture's centre. Where the room does not say
it surely, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.vision.evidence import (
    MOST_LEAN,
    ROLL_SD,
    ROLLS,
    level_evidence,
    upright_evidence,
)
from posture_app.adapters.vision.segments import Segments, find_segments
from posture_app.adapters.vision.verticals import Fit, fit_verticals
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

LEAST_TOTAL = 0.35
"""Length of verticals that must agree, in picture heights."""

LEAST_SPAN = 0.15
"""How far apart they must stand, in picture heights: one askew thing agrees with itself."""

MOST_DOUBT = float(np.radians(0.3))
"""Standard deviation of the roll, with all that speaks for another one, up to which it is held for sure.
In 600 drawn rooms full of clutter (others than the benchmark's) 3 of 37 levels given were more than half a
degree off at .3, 7 of 56 at .4; in the rendered rooms none was at either."""

MOST_SHIFT = float(np.radians(0.3))
"""How far the verticals may settle from what all edges together say."""

_THIGH = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]


class SceneLevels:
    """Finds the level in what stands around the person."""

    def level_of(self, frame: Frame, person: Person | None) -> CameraLevel | None:
        """Give the roll with its standard error; None when too little, or too much, is to be seen.

        In an empty room the picture's middle stands for the person's thighs.
        """
        edges = find_segments(frame, person)
        thigh = 0.0
        if person is not None:
            thigh = float(person.keypoints.xy_px[_THIGH, 1].mean()) / frame.height - 0.5
        fit = _settled(edges, edges.where((np.abs(edges.lean) < MOST_LEAN) & (edges.top < thigh)))
        if fit is None or fit.total < LEAST_TOTAL or fit.span < LEAST_SPAN:
            return None
        return CameraLevel(float(np.degrees(fit.roll)), float(np.degrees(fit.sem)), LevelSource.SCENE)


def _settled(edges: Segments, upright: Segments) -> Fit | None:
    """Fit the verticals at the roll that stands out; None when none does.

    Upright edges count above mid-thigh only: below it the boards of a floor lean every way.
    """
    if not len(upright):
        return None
    log, bends = upright_evidence(upright)
    log = log + level_evidence(edges) - (ROLLS / ROLL_SD) ** 2 / 2.0
    share = np.exp(log - log.max())
    share /= share.sum()
    best = int(np.argmax(share))
    doubt = np.sqrt(share @ (ROLLS - share @ ROLLS) ** 2)
    fit = fit_verticals(upright, float(ROLLS[best]), float(bends[best])) if doubt <= MOST_DOUBT else None
    return fit if fit is not None and abs(fit.roll - ROLLS[best]) <= MOST_SHIFT else None
