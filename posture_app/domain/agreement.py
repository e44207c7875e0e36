"""Whether two photographs of one plane tell the same: front and back, left side and right side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.body import LevelSource
from posture_app.domain.measures import BY_ID, MeasureClass
from posture_app.domain.uncertainty import Z95, combine
from posture_app.domain.views import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_app.domain.findings import Finding
    from posture_app.domain.people import PhotoAnalysis

PLANES = ((View.FRONT, View.BACK), (View.SIDE, View.SIDE2))
"""The pairs of views that show one plane of the body; the signs of their measures agree (measures.md)."""

OF_ONE_LEG = frozenset({"knee_flexion"})
"""What a side photograph reads from the leg nearer to the camera: the two sides show two legs, and a
difference between those is a finding and no disagreement."""

TURNED_MORE_DEG = 5.0
"""One photograph counts as turned more from so many degrees on: half of the warning limit."""

LESS_STEADY = 3.0
"""One photograph counts as less steady when its spread is so many times the other's: a ratio of variances
of 9, which four pairs of looks of equal steadiness exceed in one of twenty (F(.95; 3, 3) = 9.28)."""

_NOTICEABLE_SPREAD = 0.25
"""A spread below this share of the value's standard error explains nothing."""


_LEVELLED_ONCE = (LevelSource.NONE, LevelSource.REMEMBERED, LevelSource.MANUAL)
"""Sources whose error stays the same from photograph to photograph."""


class Evidence(str, Enum):
    """What speaks against one of two photographs that disagree, strongest first."""

    LEVEL = "level"
    WARNED = "warned"
    TURNED = "turned"
    UNSTEADY = "unsteady"


@dataclass(frozen=True, slots=True, eq=False)
class TwoViews:
    """One measure read from two photographs of one plane.

    Attributes
    ----------
    retake : the photograph that the evidence speaks against; None when both are alike.
    why : the evidence; None with `retake`.
    one_level : whether one and the same error of the camera's level is in both: of a camera that was
        levelled once, or never.
    """

    first: Finding
    second: Finding
    retake: View | None = None
    why: Evidence | None = None
    one_level: bool = False

    @property
    def id(self) -> str:
        """Give the measure's id."""
        return self.first.id

    @property
    def difference(self) -> float:
        """Give first minus second, in the measure's unit."""
        assert self.first.value is not None
        assert self.second.value is not None
        return self.first.value - self.second.value

    @property
    def allowed(self) -> float:
        """Give how far two readings of one thing may lie apart: 1.96·√(sem₁² + sem₂²), or more.

        Seen from the other side a camera's roll has the other sign, so an error that is in both
        photographs does not cancel: it counts twice (level₁ + level₂, squared).
        """
        shared = float(np.sqrt(2.0 * self.first.level_sem * self.second.level_sem)) if self.one_level else 0.0
        return Z95 * combine(self.first.sem, self.second.sem, shared)

    @property
    def agrees(self) -> bool:
        """Tell whether the error of measuring explains the difference."""
        return abs(self.difference) <= self.allowed


def compare_views(views: Mapping[View, PhotoAnalysis]) -> tuple[TwoViews, ...]:
    """Hold every measure that was read twice against itself.

    Left out are indicative values, which are never judged, and measures of one leg. Of two measures that
    carry one quantity (`same_as`) the one that agrees worse stands for both.
    """
    return tuple(
        pair
        for first, second in PLANES
        if first in views and second in views
        for pair in _pairs(views[first], views[second])
    )


def _pairs(first: PhotoAnalysis, second: PhotoAnalysis) -> list[TwoViews]:
    others = {one.id: one for one in second.findings if _counts(one)}
    worst: dict[str, TwoViews] = {}
    for one in first.findings:
        if not _counts(one) or one.id not in others:
            continue
        pair = TwoViews(
            one, others[one.id], one_level=first.level.source is second.level.source in _LEVELLED_ONCE
        )
        quantity = BY_ID[one.id].same_as or one.id
        known = worst.get(quantity)
        if known is None or _excess(pair) > _excess(known):
            worst[quantity] = pair
    return [pair if pair.agrees else _with_hint(pair, first, second) for pair in worst.values()]


def _counts(finding: Finding) -> bool:
    return (
        finding.value is not None
        and finding.trust is not MeasureClass.INDICATIVE
        and finding.id not in OF_ONE_LEG
    )


def _excess(pair: TwoViews) -> float:
    return abs(pair.difference) / pair.allowed


def _with_hint(pair: TwoViews, first: PhotoAnalysis, second: PhotoAnalysis) -> TwoViews:
    """Say which photograph to take again; the first kind of evidence that tells them apart decides."""
    for why, (one, other) in {
        Evidence.LEVEL: (_level_unknown(first), _level_unknown(second)),
        Evidence.WARNED: (len(first.reasons), len(second.reasons)),
        Evidence.TURNED: _apart(abs(first.turned_deg), abs(second.turned_deg)),
        Evidence.UNSTEADY: _unsteady(pair),
    }.items():
        if one != other:
            retake = pair.first.view if one > other else pair.second.view
            return replace(pair, retake=retake, why=why)
    return pair


def _level_unknown(analysis: PhotoAnalysis) -> bool:
    return analysis.level.source is LevelSource.NONE


def _apart(one: float, other: float) -> tuple[float, float]:
    return (one, other) if abs(one - other) >= TURNED_MORE_DEG else (0.0, 0.0)


def _unsteady(pair: TwoViews) -> tuple[bool, bool]:
    def less(one: Finding, other: Finding) -> bool:
        noticeable = one.spread > _NOTICEABLE_SPREAD * one.sem
        return noticeable and one.spread > LESS_STEADY * other.spread

    return less(pair.first, pair.second), less(pair.second, pair.first)
