"""How sure a number is: standard errors, intervals, detectable change, comparing visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np

from posture_app.domain.measures import MeasureClass
from posture_app.domain.views import Facing, View

Z95 = 1.96
"""Half-width of a 95 % interval in standard errors."""


def interval(value: float, sem: float) -> tuple[float, float]:
    """Give the 95 % interval of a value, in its unit."""
    return value - Z95 * sem, value + Z95 * sem


def mdc95(sem: float) -> float:
    """Give the smallest change between two visits that is real with 95 % confidence: 1.96·√2·sem."""
    return Z95 * float(np.sqrt(2.0)) * sem


def combine(*errors: float) -> float:
    """Add independent standard errors in quadrature."""
    return float(np.sqrt(sum(error * error for error in errors)))


def standard_error(values: Sequence[float]) -> float:
    """Give the standard error of the mean of repeated readings; 0 when there is only one."""
    if len(values) < 2:
        return 0.0
    return float(np.std(values, ddof=1) / np.sqrt(len(values)))


LEAST_PAIRS = 3
"""Fewer pairs of looks than this say nothing of their spread."""


def standard_error_of_looks(values: Sequence[float]) -> float:
    """Give the standard error of the mean over looks that come in pairs, each with its mirror image.

    The model's bias changes its sign in the mirror and leaves with the mean of the pair; held for spread it
    would widen every doubt (two looks: head tilt ±2.3° where the error is .7°). So the pairs' means are
    compared; 0 from fewer than `LEAST_PAIRS` pairs.
    """
    pairs = len(values) // 2
    if pairs < LEAST_PAIRS:
        return 0.0
    return standard_error(list(np.reshape(values[: 2 * pairs], (pairs, 2)).mean(axis=1)))


@dataclass(frozen=True, slots=True)
class MethodError:
    """What is known of a measuring method for one measure in one kind of view.

    Attributes
    ----------
    sem : standard error with the camera level known, in the measure's unit.
    trust : what its values may be used for.
    source : where the figure was measured.
    """

    sem: float
    trust: MeasureClass
    source: str


FewLooks = Mapping[str, float]
"""By which factor the standard errors grow with fewer looks than `ENOUGH_LOOKS`, by kind of view."""

ENOUGH_LOOKS = 6
"""From so many looks on the method's errors hold: the table was measured with eight, of which two may
be lost as out of line."""


@dataclass(frozen=True, slots=True)
class MethodErrors:
    """A named table of method errors, by measure and kind of view."""

    name: str
    table: Mapping[tuple[str, str], MethodError]
    placed: Mapping[str, MethodError]
    few_looks: FewLooks
    unaided: Mapping[tuple[str, str], MethodError]
    """What holds where what helps the pose model's landmarks failed."""

    def of(
        self,
        measure: str,
        view: View,
        *,
        placed: bool = False,
        looks: int = ENOUGH_LOOKS,
        corrected: float | None = None,
        aided: bool = True,
    ) -> MethodError:
        """Give the row of a measure in a view; both side views share one.

        `placed`: its landmarks were set by sticker or by hand, which lifts its class. `looks`: how many
        looks at the photograph were averaged. `corrected`: the standard error with a named correction, which
        stands in for the table's unless a clinic measured that itself. `aided`: what helps the pose
        model's landmarks did not fail.
        """
        if placed and measure in self.placed:
            return self.placed[measure]
        kind = kind_of(view)
        row = self.table[measure, kind]
        if not aided and (measure, kind) in self.unaided:
            alone = self.unaided[measure, kind]
            row = replace(alone, sem=max(alone.sem, row.sem))
        if corrected is not None and row.source != OWN_STUDY:
            row = replace(row, sem=corrected)
        return row if looks >= ENOUGH_LOOKS else replace(row, sem=row.sem * self.few_looks[kind])

    def widened_by(self, name: str, own: Mapping[tuple[str, str, bool], float]) -> MethodErrors:
        """Give the table with a clinic's own standard errors where they are larger.

        `own` are standard errors by measure, kind of view, and whether its landmarks were placed; `name` is
        what the new table's name tells of them. Smaller ones change nothing: that values repeat does not
        make them true.
        """
        table, placed = dict(self.table), dict(self.placed)
        for (measure, kind, by_hand), sem in own.items():
            if by_hand and measure in placed:
                placed[measure] = _widened(placed[measure], sem)
            elif (measure, kind) in table:
                table[measure, kind] = _widened(table[measure, kind], sem)
        return replace(self, name=f"{self.name} + {name}", table=table, placed=placed)


OWN_STUDY = "own_study"
"""The source of a standard error that a clinic measured itself."""


def _widened(error: MethodError, sem: float) -> MethodError:
    return MethodError(sem, error.trust, OWN_STUDY) if sem > error.sem else error


def kind_of(view: View) -> str:
    """Name the kind of a view as method errors are kept: both side views share one."""
    return "side" if view.is_side else view.value


def method_errors_from(data: Mapping[str, Any]) -> MethodErrors:
    """Read the table from its JSON form, measure → view → [sem, class, source]."""
    return MethodErrors(
        data["name"],
        _by_view(data["errors"]),
        {measure: _method_error(row) for measure, row in data["placed"].items()},
        {kind: float(factor) for kind, factor in data["few_looks"].items()},
        _by_view(data["unaided"]),
    )


def _by_view(rows: Mapping[str, Mapping[str, Sequence[Any]]]) -> dict[tuple[str, str], MethodError]:
    return {
        (measure, view): _method_error(row) for measure, views in rows.items() for view, row in views.items()
    }


def _method_error(row: Sequence[Any]) -> MethodError:
    return MethodError(float(row[0]), MeasureClass(row[1]), row[2])


class Verdict(str, Enum):
    """What two values of one measure say together."""

    CHANGED = "changed"
    WITHIN_ERROR = "within_error"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Conditions:
    """How a value came about: what must agree before two of them may be compared, and what is only told.

    Attributes
    ----------
    facing : what the photograph shows; the view it was taken as does not matter.
    norms : label of the norm set; another one changes grades, never values.
    model : of the pose model, its SHA-256 where it is known.
    shoes, stance : as noted; None when nothing was.
    perspective_removed : whether a calibrated camera's perspective was taken out: it moves the
        craniovertebral angle by 2-4°.
    corrections : name of the corrections that were applied to the value.
    points : names of the landmarks it was read from: a sticker on the skin is not the joint below it.
    stance_width : of the ankles, (cm, sem), read from the same photograph; None when unknown.
    level_known : whether the camera's level was; where it was not the standard error carries the doubt.
    errors : name of the table of method errors, with the clinic's own study; the standard error carries it.
    version : of the program; a newer one may read the same photograph otherwise.
    """

    facing: Facing
    norms: str
    model: str
    shoes: bool | None
    stance: str | None
    perspective_removed: bool = False
    corrections: str | None = None
    points: tuple[str, ...] = ()
    stance_width: tuple[float, float] | None = None
    level_known: bool = True
    errors: str = ""
    version: str = ""


_FORBIDDING = ("facing", "model", "shoes", "stance", "perspective_removed", "corrections", "points")
_TOLD = ("norms", "level_known", "errors", "version")
_NOTED = ("shoes", "stance")


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison of two visits: the difference in the measure's unit and its verdict.

    Attributes
    ----------
    difference : the later value less the earlier one; None when they are not comparable.
    detectable : what the size of the difference must exceed to be real with 95 % confidence.
    why_not : the conditions that forbid the comparison, by the names of `Conditions`; ``shoes_not_noted`` and
        ``stance_not_noted`` when only one visit knows them, ``value`` when one of them has no value.
    notes : the conditions that differ and do not forbid it.
    """

    verdict: Verdict
    difference: float | None = None
    detectable: float | None = None
    why_not: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def compare(
    before: tuple[float | None, float, Conditions],
    after: tuple[float | None, float, Conditions],
    *,
    depends_on_stance: bool = False,
) -> Change:
    """Compare (value, sem, conditions) of two visits by the minimal detectable change.

    The detectable change of two unequal standard errors is 1.96·√(sem₁² + sem₂²), which is
    MDC95 when they are equal. What the method errs by in the same way at both visits is in both standard
    errors and cancels in the difference, so that the verdict is rather too careful than too bold.
    `depends_on_stance`: feet further apart by more than the error of that forbid the comparison.
    """
    (value1, sem1, then), (value2, sem2, now) = before, after
    notes = tuple(name for name in _TOLD if _differs(name, then, now))
    if value1 is None or value2 is None:
        return Change(Verdict.NOT_COMPARABLE, why_not=("value",), notes=notes)
    why_not = tuple(_hindrance(name, then, now) for name in _FORBIDDING if _differs(name, then, now))
    if depends_on_stance and _stands_wider(then.stance_width, now.stance_width):
        why_not += ("stance_width",)
    if why_not:
        return Change(Verdict.NOT_COMPARABLE, why_not=why_not, notes=notes)
    difference, detectable = value2 - value1, Z95 * combine(sem1, sem2)
    verdict = Verdict.CHANGED if abs(difference) > detectable else Verdict.WITHIN_ERROR
    return Change(verdict, difference, detectable, notes=notes)


def _differs(name: str, then: Conditions, now: Conditions) -> bool:
    return bool(getattr(then, name) != getattr(now, name))


def _hindrance(name: str, then: Conditions, now: Conditions) -> str:
    unknown = name in _NOTED and None in (getattr(then, name), getattr(now, name))
    return f"{name}_not_noted" if unknown else name


def _stands_wider(then: tuple[float, float] | None, now: tuple[float, float] | None) -> bool:
    """Tell whether two stance widths differ by more than their errors explain."""
    if then is None or now is None:
        return False
    return abs(now[0] - then[0]) > Z95 * combine(then[1], now[1])
