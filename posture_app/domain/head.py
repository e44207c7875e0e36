"""What the outline of a head adds to the landmarks of a body seen from behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

LEAST_READINGS = 4
"""Fewer readings that found a mid-line than this say nothing."""

READINGS_APART_DEG = 1.0
"""SD over the readings beyond which they do not speak of one mid-line: rendered heads up to .7°, but for
one under a bob up to 1.2° (benchmarks/results/head.md)."""

LOWER_APART_DEG = 0.65
"""The whole head and its lower half tilted further apart than this: hair lies to one side of the crown.
.67-1.33° on the five rendered heads with such hair (1-3° wrong), up to .6° on 32 of the 34 others."""

UNLIKE_SHARE = 0.09
"""Share of the head without a counterpart in the mirror beyond which it has no mid-line to be seen: up to
.045 on the rendered heads, .06-.086 on real fronts; a pony tail at one side counts twice its area."""

FARTHEST_DEG = 25.0
"""A head tilted further than this against the picture is a mistake."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadLook:
    """The mid-line of a head, read several times.

    Attributes
    ----------
    tilts_deg : (n,) + = turned clockwise as seen on the screen.
    lower_deg : (k,) the same of the head's lower half, without the crown.
    middles_px : (n, 2), the mid-line at the height of the ears, in photo pixels.
    unlike : 0..1, the share of the head that finds no counterpart when mirrored at the mid-line.
    """

    tilts_deg: Points
    middles_px: Points
    lower_deg: Points
    unlike: float

    @property
    def is_sure(self) -> bool:
        """Tell whether the head's lower half says the same as the whole."""
        if not self.is_plausible or not len(self.lower_deg):
            return False
        return abs(float(self.lower_deg.mean() - self.tilts_deg.mean())) <= LOWER_APART_DEG

    @property
    def is_plausible(self) -> bool:
        """Tell whether the readings agree and the head is alike on both sides."""
        return (
            len(self.tilts_deg) >= LEAST_READINGS
            and float(np.std(self.tilts_deg)) <= READINGS_APART_DEG
            and bool(np.all(np.abs(self.tilts_deg) <= FARTHEST_DEG))
            and self.unlike <= UNLIKE_SHARE
        )

    def ears_px(self, apart_px: float) -> Points:
        """Give for every reading the (left, right) ear, (n, 2, 2), of a head seen from behind."""
        turn = np.radians(self.tilts_deg)
        half = apart_px / 2 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        ears: Points = np.stack([self.middles_px - half, self.middles_px + half], axis=1)
        return ears
