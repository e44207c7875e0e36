"""A control chart of single readings: whether today's value is one of the usual ones.

Shewhart's chart of individuals with limits from the moving range (Montgomery, Introduction to Statistical
Quality Control, ch. 6.4), and two of the Western Electric rules (Statistical Quality Control Handbook 1956).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

D2 = 1.128
"""Mean range of two normal readings in standard deviations (d₂ for n = 2 of the tables)."""

BASELINE = 10
"""How many first readings make centre and limits; later ones are only held against them."""

FEWEST = 5
"""Fewer readings than this make no limits."""

RUN = 8
"""So many readings in a row on one side of the centre are no chance (Western Electric's rule 4: 1 in 128)."""

SIGMAS = 3.0


class Rule(str, Enum):
    """Why a reading is out of the usual."""

    BEYOND_LIMITS = "beyond_limits"
    RUN_ON_ONE_SIDE = "run_on_one_side"


@dataclass(frozen=True, slots=True)
class Chart:
    """The readings with their limits.

    Attributes
    ----------
    sigma : standard deviation of a reading, from the moving range.
    broken : by the reading's index, the rule that it breaks.
    """

    values: tuple[float, ...]
    centre: float
    sigma: float
    broken: dict[int, Rule]

    @property
    def limits(self) -> tuple[float, float]:
        """Give the lower and the upper limit."""
        return self.centre - SIGMAS * self.sigma, self.centre + SIGMAS * self.sigma

    @property
    def last(self) -> Rule | None:
        """Give what the newest reading breaks."""
        return self.broken.get(len(self.values) - 1)


def individuals_chart(values: Sequence[float], least_sigma: float = 0.0) -> Chart | None:
    """Make the chart of readings in the order of taking; None from fewer than `FEWEST`.

    `least_sigma` is a scatter below which a difference does not matter, however steadily it was read.
    """
    if len(values) < FEWEST:
        return None
    base = np.asarray(values[:BASELINE], dtype=float)
    centre = float(base.mean())
    sigma = max(least_sigma, float(np.abs(np.diff(base)).mean()) / D2)
    return Chart(tuple(values), centre, sigma, _broken(values, centre, sigma))


def _broken(values: Sequence[float], centre: float, sigma: float) -> dict[int, Rule]:
    broken, run, side = {}, 0, 0
    for at, value in enumerate(values):
        now = (value > centre) - (value < centre)
        run = run + 1 if now == side and now else abs(now)
        side = now
        if abs(value - centre) > SIGMAS * sigma:
            broken[at] = Rule.BEYOND_LIMITS
        elif run >= RUN:
            broken[at] = Rule.RUN_ON_ONE_SIDE
    return broken
