"""Grades at their limits, in doubt, and by class; letters; comparison of visits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_app.domain.grading import Grade, NoGrade, NoLetter, grade_value, letter, plain_grade
from posture_app.domain.measures import MeasureClass
from posture_app.domain.norms import Limits, norm_set_from
from posture_app.domain.uncertainty import (
    Conditions,
    Verdict,
    combine,
    compare,
    interval,
    mdc95,
    standard_error,
    standard_error_of_looks,
)
from posture_app.domain.views import Facing, View
from posture_app.services.resources import shipped_method_errors, shipped_norms

TILT = Limits(-5.0, -1.5, 1.5, 5.0, "contract")
ONE_SIDED = Limits(None, None, 40.0, 44.5, "oakley_2024")
GRADABLE, COARSE, INDICATIVE = MeasureClass.GRADABLE, MeasureClass.COARSE, MeasureClass.INDICATIVE


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (0, 0),
        (1.499, 0),
        (1.5, 1),
        (4.999, 1),
        (5, 2),
        (40, 2),
        (-1.499, 0),
        (-1.5, -1),
        (-4.999, -1),
        (-5, -2),
    ],
)
def test_a_value_on_a_limit_is_beyond_it(value: float, grade: int) -> None:
    assert plain_grade(value, TILT) == grade


@pytest.mark.parametrize(("value", "grade"), [(-90, 0), (39.9, 0), (40, 1), (44.5, 2)])
def test_a_missing_limit_never_grades(value: float, grade: int) -> None:
    assert plain_grade(value, ONE_SIDED) == grade


def test_limits_that_do_not_rise_are_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        Limits(-5.0, -1.5, 1.5, 1.0, "contract")


def test_a_value_beyond_a_limit_whose_interval_reaches_back_is_borderline() -> None:
    assert grade_value(2.1, 0.7, TILT, GRADABLE) == Grade(1, borderline=True, near_normal=True)
    assert grade_value(-2.1, 0.7, TILT, GRADABLE) == Grade(-1, borderline=True, near_normal=True)
    assert grade_value(3.2, 0.7, TILT, GRADABLE) == Grade(1)
    assert grade_value(-3.2, 0.7, TILT, GRADABLE) == Grade(-1)


def test_a_risk_may_be_borderline_to_caution_or_to_normal() -> None:
    assert grade_value(5.5, 0.7, TILT, GRADABLE) == Grade(2, borderline=True, near_normal=False)
    assert grade_value(-5.5, 0.7, TILT, GRADABLE) == Grade(-2, borderline=True, near_normal=False)
    assert grade_value(5.5, 2.1, TILT, GRADABLE) == Grade(2, borderline=True, near_normal=True)
    assert grade_value(-5.5, 5.5, TILT, GRADABLE) == Grade(-2, borderline=True, near_normal=True)
    assert grade_value(7.0, 0.7, TILT, GRADABLE) == Grade(2)


def test_a_normal_value_whose_interval_reaches_out_stays_normal_and_is_not_excluded() -> None:
    assert grade_value(1.0, 0.2, TILT, GRADABLE) == Grade(0)
    assert grade_value(1.0, 0.3, TILT, GRADABLE) == Grade(0, not_excluded=True)
    assert grade_value(-1.0, 0.3, TILT, GRADABLE) == Grade(0, not_excluded=True)


def test_a_coarse_value_is_graded_only_when_its_whole_interval_agrees() -> None:
    assert grade_value(0.0, 0.5, TILT, COARSE) == Grade(0)
    assert grade_value(0.0, 1.0, TILT, COARSE) == Grade(None, why_none=NoGrade.TOO_COARSE)
    assert grade_value(3.2, 0.1, TILT, COARSE) == Grade(None, why_none=NoGrade.TOO_COARSE)
    assert grade_value(8.0, 1.0, TILT, COARSE) == Grade(2)
    assert grade_value(-8.0, 1.0, TILT, COARSE) == Grade(-2)
    assert grade_value(0.0, 9.0, TILT, COARSE) == Grade(None, why_none=NoGrade.TOO_COARSE)


def test_no_value_no_limits_and_indicative_carry_no_grade_and_say_why() -> None:
    assert grade_value(None, 1.0, TILT, GRADABLE).why_none is NoGrade.NO_VALUE
    assert grade_value(9.0, 1.0, None, GRADABLE).why_none is NoGrade.NO_LIMITS
    assert grade_value(9.0, 1.0, TILT, INDICATIVE).why_none is NoGrade.INDICATIVE


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ({"head_tilt": 0, "shoulder_tilt": 0}, "A"),
        ({"head_tilt": -1, "shoulder_tilt": 0}, "B"),
        ({"head_tilt": 1, "shoulder_tilt": -1}, "B"),
        ({"head_tilt": 1, "shoulder_tilt": -1, "trunk_tilt": 1}, "C"),
        ({"head_tilt": -2, "shoulder_tilt": 0}, "C"),
        ({"head_tilt": -2, "shoulder_tilt": 2}, "D"),
        ({"head_tilt": 0}, NoLetter.TOO_FEW),
        ({}, NoLetter.TOO_FEW),
        ({"body_lean": 0, "ankle_neck_lean": 0}, NoLetter.TOO_FEW),
        ({"body_lean": 0, "ankle_neck_lean": 2, "trunk_lean": 2}, "D"),
        ({"body_lean": -1, "ankle_neck_lean": 2, "trunk_lean": 0}, "C"),
    ],
)
def test_letters(grades: dict[str, int], expected: str) -> None:
    assert letter(grades, shipped_norms().letters) == expected


def test_every_measure_has_a_method_error_and_every_limit_a_measure() -> None:
    from posture_app.domain.measures import BY_ID, MEASURES

    errors = shipped_method_errors()
    for spec in MEASURES:
        for view in spec.views:
            assert errors.of(spec.id, view).sem > 0
    assert set(shipped_norms().limits) <= set(BY_ID)


def test_a_norm_row_that_makes_no_sense_is_named() -> None:
    letters = {"needs_graded": 2, "b_cautions": 2, "c_risks": 1, "source": "x"}
    data = {"name": "own", "version": 3, "limits": {"head_tilt": {"high": [5, 1]}}, "letters": letters}
    with pytest.raises(ValueError, match="head_tilt"):
        norm_set_from(data)
    data["limits"] = {"head_tilt": {"high": [1, 5], "source": "mine"}}
    assert norm_set_from(data).label == "own/3"


def test_interval_mdc_and_standard_errors() -> None:
    assert interval(2.0, 1.0) == (2.0 - 1.96, 2.0 + 1.96)
    assert mdc95(1.0) == pytest.approx(2.7719, abs=1e-4)
    assert combine(3.0, 4.0) == pytest.approx(5.0)
    assert standard_error([1.0]) == 0.0
    assert standard_error([1.0, 3.0]) == pytest.approx(1.0)


def test_what_a_mirror_takes_back_is_no_spread() -> None:
    assert standard_error_of_looks([5.0, -5.0] * 4) == 0.0
    assert standard_error_of_looks([1.0, 3.0, 3.0, 5.0, 5.0, 7.0]) == pytest.approx(2.0 / np.sqrt(3))
    assert standard_error_of_looks([0.0, 9.0, 9.0, 0.0]) == 0.0  # two pairs tell nothing


def test_few_looks_widen_the_methods_error() -> None:
    errors = shipped_method_errors()
    enough, few = (errors.of("shoulder_tilt", View.BACK, looks=looks).sem for looks in (8, 2))
    assert few == pytest.approx(enough * errors.few_looks["back"])
    assert errors.few_looks["back"] > 1.0


HERE = Conditions(Facing.FRONT, "contract-v2/1", "blazepose-full", None, None)


def test_visits_are_compared_by_the_detectable_change() -> None:
    small = compare((1.0, 1.0, HERE), (3.5, 1.0, HERE))
    assert (small.verdict, small.difference) == (Verdict.WITHIN_ERROR, 2.5)
    assert small.detectable == pytest.approx(mdc95(1.0))
    assert compare((1.0, 1.0, HERE), (3.9, 1.0, HERE)).verdict is Verdict.CHANGED
    assert compare((1.0, 1.0, HERE), (-1.9, 1.0, HERE)).verdict is Verdict.CHANGED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"facing": Facing.BACK}, "facing"),
        ({"model": "blazepose-heavy"}, "model"),
        ({"shoes": True}, "shoes_not_noted"),
        ({"stance": "feet together"}, "stance_not_noted"),
        ({"perspective_removed": True}, "perspective_removed"),
        ({"corrections": "mean-bias/1"}, "corrections"),
        ({"points": ("LEFT_ACROMION", "RIGHT_ACROMION")}, "points"),
    ],
)
def test_visits_that_differ_in_kind_are_not_compared(change: dict[str, object], why: str) -> None:
    found = compare((1.0, 1.0, HERE), (9.0, 1.0, replace(HERE, **change)))  # type: ignore[arg-type]
    assert (found.verdict, found.why_not, found.difference) == (Verdict.NOT_COMPARABLE, (why,), None)


def test_what_both_visits_noted_and_differs_is_told_as_such() -> None:
    barefoot, relaxed = replace(HERE, shoes=False, stance="relaxed"), replace(HERE, shoes=True, stance="wide")
    assert compare((1.0, 1.0, barefoot), (9.0, 1.0, relaxed)).why_not == ("shoes", "stance")


@pytest.mark.parametrize(
    "change",
    [{"norms": "own/1"}, {"level_known": False}, {"errors": "rendered + room 2"}, {"version": "0.2.0"}],
)
def test_what_only_grades_or_the_standard_error_carries_does_not_forbid(change: dict[str, object]) -> None:
    found = compare((1.0, 1.0, HERE), (9.0, 1.0, replace(HERE, **change)))  # type: ignore[arg-type]
    assert (found.verdict, found.difference, found.notes) == (Verdict.CHANGED, 8.0, tuple(change))


def test_feet_further_apart_forbid_only_what_depends_on_them() -> None:
    narrow, wide = replace(HERE, stance_width=(12.0, 1.0)), replace(HERE, stance_width=(15.0, 1.0))
    hardly = replace(HERE, stance_width=(14.0, 1.0))

    def why(then: Conditions, now: Conditions, depends: bool) -> tuple[str, ...]:
        return compare((1.0, 1.0, then), (9.0, 1.0, now), depends_on_stance=depends).why_not

    assert why(narrow, wide, True) == why(wide, narrow, True) == ("stance_width",)
    assert why(narrow, wide, False) == why(narrow, hardly, True) == why(narrow, HERE, True) == ()


@given(
    *(st.floats(-90, 90, allow_nan=False) for _ in range(2)),
    *(st.floats(0.01, 20, allow_nan=False) for _ in range(2)),
)
def test_the_other_way_round_a_change_is_the_opposite(
    value1: float, value2: float, sem1: float, sem2: float
) -> None:
    there = compare((value1, sem1, HERE), (value2, sem2, HERE))
    back = compare((value2, sem2, HERE), (value1, sem1, HERE))
    assert there.difference is not None
    assert back.difference == -there.difference
    assert (back.verdict, back.detectable) == (there.verdict, pytest.approx(there.detectable))


def test_a_missing_value_is_not_compared() -> None:
    assert compare((None, 1.0, HERE), (9.0, 1.0, HERE)).why_not == ("value",)
