"""Two photographs of one plane: what agrees, what does not, and which one to take again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_app.domain.agreement import Evidence, TwoViews, compare_views
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.measures import BY_ID, MeasureClass
from posture_app.domain.people import PhotoAnalysis
from posture_app.domain.quality import warn
from posture_app.domain.views import View
from tests.assessments import analysis, finding, keypoints_of


def compared(first: PhotoAnalysis, second: PhotoAnalysis) -> dict[str, TwoViews]:
    return {pair.id: pair for pair in compare_views({first.view: first, second.view: second})}


def shot(view: View, *, shoulder: float = 0.0, **how: object) -> PhotoAnalysis:
    angles = {} if view.is_side else {"shoulder_tilt": shoulder}
    return analysis(view, keypoints_of(view, **angles), **how)  # type: ignore[arg-type]


def with_findings(one: PhotoAnalysis, *measures: tuple[str, float, float, MeasureClass]) -> PhotoAnalysis:
    made = tuple(finding(name, value, sem, view=one.view, trust=kind) for name, value, sem, kind in measures)
    return replace(one, findings=made)


GRADABLE, COARSE, INDICATIVE = MeasureClass.GRADABLE, MeasureClass.COARSE, MeasureClass.INDICATIVE


def test_the_same_body_from_both_sides_agrees_in_every_measure() -> None:
    pairs = compared(shot(View.FRONT, shoulder=3.0), shot(View.BACK, shoulder=3.0))

    assert "shoulder_tilt" in pairs
    assert all(pair.agrees for pair in pairs.values())
    assert pairs["shoulder_tilt"].difference == pytest.approx(0.0, abs=1e-9)


def test_opposite_tilts_do_not_agree_and_the_others_still_do() -> None:
    pairs = compared(shot(View.FRONT, shoulder=3.0), shot(View.BACK, shoulder=-3.0))

    assert [name for name, pair in pairs.items() if not pair.agrees] == ["shoulder_tilt"]
    assert pairs["shoulder_tilt"].difference == pytest.approx(6.0, abs=1e-6)


@pytest.mark.parametrize(("second", "agrees"), [(2.76, True), (2.78, False), (-2.76, True), (-2.78, False)])
def test_the_limit_is_the_detectable_change_of_both_errors(second: float, agrees: bool) -> None:
    front = with_findings(shot(View.FRONT), ("shoulder_tilt", 0.0, 1.0, GRADABLE))
    back = with_findings(shot(View.BACK), ("shoulder_tilt", second, 1.0, GRADABLE))
    pair = compared(front, back)["shoulder_tilt"]

    assert pair.allowed == pytest.approx(1.96 * 2.0**0.5)
    assert pair.agrees is agrees


def test_indicative_values_are_never_judged_and_coarse_ones_are() -> None:
    front = with_findings(
        shot(View.FRONT), ("pelvic_tilt", 9.0, 0.5, GRADABLE), ("left_knee_alignment", 9.0, 0.5, GRADABLE)
    )
    back = with_findings(
        shot(View.BACK), ("pelvic_tilt", -9.0, 0.5, INDICATIVE), ("left_knee_alignment", -9.0, 0.5, COARSE)
    )

    assert list(compared(front, back)) == ["left_knee_alignment"]


def test_the_legs_of_two_sides_are_two_legs() -> None:
    side = with_findings(
        shot(View.SIDE), ("knee_flexion", 20.0, 1.0, COARSE), ("trunk_lean", 0.0, 1.0, COARSE)
    )
    side2 = with_findings(
        shot(View.SIDE2), ("knee_flexion", 0.0, 1.0, COARSE), ("trunk_lean", 9.0, 1.0, COARSE)
    )

    assert list(compared(side, side2)) == ["trunk_lean"]


def test_of_two_measures_of_one_quantity_the_worse_one_speaks() -> None:
    assert BY_ID["ankle_neck_lean"].same_as == "body_lean"
    side = with_findings(
        shot(View.SIDE), ("body_lean", 0.0, 1.0, GRADABLE), ("ankle_neck_lean", 0.0, 1.0, GRADABLE)
    )
    side2 = with_findings(
        shot(View.SIDE2), ("body_lean", 3.0, 1.0, GRADABLE), ("ankle_neck_lean", 4.0, 1.0, GRADABLE)
    )

    assert list(compared(side, side2)) == ["ankle_neck_lean"]


def test_a_measure_without_a_value_is_not_compared() -> None:
    front = replace(shot(View.FRONT), findings=(finding("shoulder_tilt", None),))

    assert compared(front, shot(View.BACK)) == {}


def test_views_of_different_planes_are_not_compared() -> None:
    assert compared(shot(View.FRONT), shot(View.SIDE)) == {}


UNKNOWN = CameraLevel()
NOTED = (warn("blurred"),)


@pytest.mark.parametrize(
    ("front", "back", "retake", "why"),
    [
        ({}, {}, None, None),
        ({"level": UNKNOWN}, {}, View.FRONT, Evidence.LEVEL),
        ({}, {"level": UNKNOWN}, View.BACK, Evidence.LEVEL),
        ({"level": UNKNOWN}, {"level": UNKNOWN}, None, None),
        ({"reasons": NOTED}, {}, View.FRONT, Evidence.WARNED),
        ({"reasons": NOTED}, {"level": UNKNOWN}, View.BACK, Evidence.LEVEL),
        ({"turned_deg": -8.0}, {"turned_deg": 2.0}, View.FRONT, Evidence.TURNED),
        ({"turned_deg": 2.0}, {"turned_deg": 6.0}, None, None),
    ],
)
def test_the_evidence_says_which_photograph_to_take_again(
    front: dict[str, object], back: dict[str, object], retake: View | None, why: Evidence | None
) -> None:
    pair = compared(shot(View.FRONT, shoulder=5.0, **front), shot(View.BACK, shoulder=-5.0, **back))

    assert (pair["shoulder_tilt"].retake, pair["shoulder_tilt"].why) == (retake, why)


@pytest.mark.parametrize(
    ("spreads", "retake"),
    [((0.7, 0.2), View.FRONT), ((0.2, 0.7), View.BACK), ((0.6, 0.4), None), ((0.1, 0.01), None)],
)
def test_the_photograph_that_was_read_less_steadily_is_taken_again(
    spreads: tuple[float, float], retake: View | None
) -> None:
    front = with_findings(shot(View.FRONT), ("shoulder_tilt", 4.0, 1.0, GRADABLE))
    back = with_findings(shot(View.BACK), ("shoulder_tilt", -4.0, 1.0, GRADABLE))
    front, back = (
        replace(one, findings=(replace(one.findings[0], spread=spread),))
        for one, spread in zip((front, back), spreads, strict=True)
    )

    assert compared(front, back)["shoulder_tilt"].retake is retake


def test_what_agrees_has_no_hint() -> None:
    pairs = compared(shot(View.FRONT, level=UNKNOWN), shot(View.BACK))

    assert {pair.retake for pair in pairs.values()} == {None}


def test_an_unknown_roll_that_is_in_both_photographs_does_not_cancel() -> None:
    unknown = CameraLevel()
    pair = compared(shot(View.FRONT, level=unknown), shot(View.BACK, level=unknown))["shoulder_tilt"]
    each = pair.first.level_sem

    assert each == pytest.approx(unknown.sem_deg, abs=0.01)
    apart = pair.first.sem**2 + pair.second.sem**2 + 2.0 * each * pair.second.level_sem
    assert pair.allowed == pytest.approx(1.96 * apart**0.5)


def test_rolls_that_were_found_in_each_photograph_are_two_errors() -> None:
    found = CameraLevel(0.0, 0.3, LevelSource.SCENE)
    pair = compared(shot(View.FRONT, level=found), shot(View.BACK, level=found))["shoulder_tilt"]

    assert pair.first.level_sem == pytest.approx(0.3, abs=0.01)
    assert pair.allowed == pytest.approx(1.96 * (pair.first.sem**2 + pair.second.sem**2) ** 0.5)
