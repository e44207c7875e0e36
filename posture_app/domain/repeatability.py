"""How well a value repeats when the same people are photographed again in the same room.

A *repositioning* is everything between two photographs that may differ in daily work: the person walks away
and comes back, somebody asks them again to stand, the camera looks again.  Its scatter is what a
change between two visits has to exceed, whatever the method's own error was on other pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posture_app.domain.distributions import f_quantile
from posture_app.domain.uncertainty import mdc95

FEWEST_PEOPLE_FOR_ICC = 3
"""With two people the share of the spread that is between people cannot be told."""

_BOTH_TAILS = 0.975


@dataclass(frozen=True, slots=True)
class Icc:
    """An intraclass correlation with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Repeatability:
    """How well one measure repeats.

    Attributes
    ----------
    sem : within-person standard deviation, √MS_within pooled over all people, in the measure's unit.
    freedom : degrees of freedom behind `sem`.
    people, readings : how many went into it.
    icc : ICC(2,1), absolute agreement of single readings; None where it cannot be told.
    """

    sem: float
    freedom: int
    people: int
    readings: int
    icc: Icc | None

    @property
    def mdc95(self) -> float:
        """Give the smallest change that is real with 95 % confidence, in the measure's unit."""
        return mdc95(self.sem)


def repeatability(groups: Sequence[Sequence[float]]) -> Repeatability | None:
    """Work out how well a measure repeats from each person's readings, in the order of taking.

    People may have been read differently often: whoever has at least two readings counts. The ICC takes as
    many readings as at least three people have in common. None when nobody was read twice.
    """
    counted = [np.asarray(group, dtype=float) for group in groups if len(group) >= 2]
    freedom = sum(len(group) - 1 for group in counted)
    if not freedom:
        return None
    within = sum(float(((group - group.mean()) ** 2).sum()) for group in counted)
    table = _whole_table(counted)
    return Repeatability(
        sem=float(np.sqrt(within / freedom)),
        freedom=freedom,
        people=len(counted),
        readings=sum(len(group) for group in counted),
        icc=None if table is None else icc_2_1(table),
    )


def _whole_table(groups: Sequence[NDArray[np.float64]]) -> NDArray[np.float64] | None:
    """Give the (n, k) table of the most readings that three people or more have in common."""
    counts = sorted((len(group) for group in groups), reverse=True)
    if len(counts) < FEWEST_PEOPLE_FOR_ICC:
        return None
    k = counts[FEWEST_PEOPLE_FOR_ICC - 1]
    table: NDArray[np.float64] = np.stack([group[:k] for group in groups if len(group) >= k])
    return table


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """The mean squares of a two-way table without replication: people, repositionings, and the rest."""

    people: float
    rounds: float
    rest: float


def mean_squares(table: NDArray[np.float64]) -> MeanSquares:
    """Give the mean squares of an (n people, k repositionings) table, n and k at least 2."""
    n, k = table.shape
    grand, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    rest = table - rows[:, None] - columns[None, :] + grand
    return MeanSquares(
        people=float(k * ((rows - grand) ** 2).sum() / (n - 1)),
        rounds=float(n * ((columns - grand) ** 2).sum() / (k - 1)),
        rest=float((rest**2).sum() / ((n - 1) * (k - 1))),
    )


def icc_2_1(table: NDArray[np.float64]) -> Icc | None:
    """Give ICC(2,1) of an (n people, k repositionings) table with its 95 % interval.

    Two-way random effects, absolute agreement, single reading (Shrout & Fleiss 1979, Psychol Bull 86:420;
    the interval as for ICC(A,1) in McGraw & Wong 1996, Psychol Methods 1:30). None when no reading differs.
    """
    n, k = table.shape
    squares = mean_squares(table)
    people, rounds, rest = squares.people, squares.rounds, squares.rest
    whole = people + (k - 1) * rest + k * (rounds - rest) / n
    if whole <= 0.0:
        return None
    value = (people - rest) / whole
    if rounds + rest <= 0.0:
        return Icc(value, value, value)
    a = k * value / (n * (1.0 - value))
    b = 1.0 + k * value * (n - 1) / (n * (1.0 - value))
    # Satterthwaite's degrees of freedom of a·MS_rounds + b·MS_rest
    parts = (a * rounds) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    freedom = (a * rounds + b * rest) ** 2 / parts
    upper_f = f_quantile(_BOTH_TAILS, n - 1, freedom)
    lower_f = f_quantile(_BOTH_TAILS, freedom, n - 1)
    noise = k * rounds + (k * n - k - n) * rest
    low = n * (people - upper_f * rest) / (upper_f * noise + n * people)
    high = n * (lower_f * people - rest) / (noise + n * lower_f * people)
    return Icc(value, low, high)
