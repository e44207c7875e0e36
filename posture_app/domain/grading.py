"""From a number to a grade, and from the grades of a view to its letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.measures import BY_ID, MeasureClass
from posture_app.domain.uncertainty import interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from posture_app.domain.norms import LetterRule, Limits


class NoGrade(str, Enum):
    """Why a value carries no grade."""

    NO_VALUE = "no_value"
    NO_LIMITS = "no_limits"
    INDICATIVE = "indicative"
    TOO_COARSE = "too_coarse"


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade with its doubt.

    Attributes
    ----------
    grade : -2…+2, the sign is the measure's; None when there is none, `why_none` says why.
    borderline : beyond a limit, and the 95 % interval reaches back over that limit.
    near_normal : borderline, and the interval reaches back into the normal range.
    not_excluded : in the normal range, and the interval reaches out of it.
    """

    grade: int | None
    borderline: bool = False
    near_normal: bool = False
    not_excluded: bool = False
    why_none: NoGrade | None = None


class ShownGrade(str, Enum):
    """A grade as people see it, in rising order of concern after the two that say nothing."""

    NO_VALUE = "no_value"
    NOT_GRADED = "not_graded"
    NORMAL = "normal"
    BORDERLINE = "borderline"
    CAUTION = "caution"
    NEAR_RISK = "near_risk"
    RISK = "risk"


def shown(grade: Grade) -> ShownGrade:
    """Give the grade to be shown.

    Doubt shows only from outside: a value beyond a limit whose interval reaches back over it is
    borderline (or near the outer limit), one in the normal range stays normal. Flagging both
    sides would make every measure borderline whose interval is wider than its normal range.
    """
    if grade.grade is None:
        return ShownGrade.NO_VALUE if grade.why_none is NoGrade.NO_VALUE else ShownGrade.NOT_GRADED
    if grade.grade == 0:
        return ShownGrade.NORMAL
    if grade.near_normal:
        return ShownGrade.BORDERLINE
    if abs(grade.grade) == 1:
        return ShownGrade.CAUTION
    return ShownGrade.NEAR_RISK if grade.borderline else ShownGrade.RISK


def plain_grade(value: float, limits: Limits) -> int:
    """Give the grade of a bare number; a value on a limit is beyond it, as the contract says."""
    if limits.risk_high is not None and value >= limits.risk_high:
        return 2
    if limits.caution_high is not None and value >= limits.caution_high:
        return 1
    if limits.risk_low is not None and value <= limits.risk_low:
        return -2
    if limits.caution_low is not None and value <= limits.caution_low:
        return -1
    return 0


def grade_value(value: float | None, sem: float, limits: Limits | None, trust: MeasureClass) -> Grade:
    """Grade a value with its standard error, as far as its class allows.

    A gradable value is graded by itself, and its interval only adds doubt. A coarse value is 0
    only when its whole interval is normal, ±2 only when it lies wholly beyond the outer limit.
    """
    if value is None:
        return Grade(None, why_none=NoGrade.NO_VALUE)
    if limits is None:
        return Grade(None, why_none=NoGrade.NO_LIMITS)
    if trust is MeasureClass.INDICATIVE:
        return Grade(None, why_none=NoGrade.INDICATIVE)
    low, high = interval(value, sem)
    grade, lowest, highest = (plain_grade(one, limits) for one in (value, low, high))
    if trust is MeasureClass.COARSE:
        if lowest == highest and grade in (-2, 0, 2):
            return Grade(grade)
        return Grade(None, why_none=NoGrade.TOO_COARSE)
    if grade == 0:
        return Grade(0, not_excluded=lowest != 0 or highest != 0)
    inner = lowest if grade > 0 else highest
    return Grade(
        grade, borderline=abs(inner) < abs(grade) or inner * grade < 0, near_normal=inner * grade <= 0
    )


class NoLetter(str, Enum):
    """Why a view has no letter."""

    TOO_FEW = "too_few_graded"


def letter(grades: Mapping[str, int], rule: LetterRule) -> str | NoLetter:
    """Give the letter of a view from its graded measures, by measure id.

    Of two measures that carry the same quantity only the worse one counts.
    """
    counted = list(_counted(grades))
    if len(counted) < rule.needs_graded:
        return NoLetter.TOO_FEW
    cautions = sum(grade == 1 for grade in counted)
    risks = sum(grade == 2 for grade in counted)
    if risks > rule.c_risks:
        return "D"
    if risks or cautions > rule.b_cautions:
        return "C"
    return "B" if cautions else "A"


def _counted(grades: Mapping[str, int]) -> Iterable[int]:
    """Give the sizes of the grades that count."""
    families: dict[str, int] = {}
    for measure, grade in grades.items():
        family = BY_ID[measure].same_as or measure
        families[family] = max(abs(grade), families.get(family, 0))
    return families.values()
