from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from posture_app.domain.findings import NoValue
from posture_app.domain.grading import Grade, NoGrade
from posture_app.domain.keypoints import Landmark
from posture_app.domain.quality import warn
from posture_app.domain.report import (
    FIRST_ROWS,
    HeadlineKind,
    Report,
    Row,
    ShownGrade,
    headline_of,
    report_of,
    scale_of,
    shown_grade,
)
from posture_app.domain.views import Facing, View
from tests.assessments import NORMS, analysis, assessment, assessment_of, finding, keypoints_of
from tests.figures import coronal

ALL_VIEWS = tuple(View)


def row(measure: str, grade: Grade, view: View = View.FRONT) -> Row:
    seen = finding(measure, 1.0, grade=grade, view=view)
    return Row(seen, Facing.FRONT, shown_grade(seen), scale_of(measure, NORMS))


def told(report: Report) -> list[tuple[str, View]]:
    missing = [one for group in report.not_measured for one in group.rows]
    return [(one.finding.id, one.finding.view) for one in (*report.rows, *report.more, *missing)]


@pytest.mark.parametrize(
    "views", [(View.FRONT,), (View.SIDE,), (View.FRONT, View.SIDE, View.BACK), ALL_VIEWS]
)
def test_every_measure_of_every_view_is_told_exactly_once(views: tuple[View, ...]):
    seen = assessment(*views)

    counts = Counter(told(report_of(seen)))

    assert set(counts) == {(one.id, one.view) for one in seen.findings}
    assert set(counts.values()) == {1}


def test_what_has_a_value_is_not_among_the_unmeasured():
    report = report_of(assessment(*ALL_VIEWS))

    assert all(one.finding.value is not None for one in (*report.rows, *report.more))
    assert all(one.finding.value is None for group in report.not_measured for one in group.rows)


def test_the_first_page_has_room_for_its_rows_only():
    assert len(report_of(assessment(*ALL_VIEWS)).rows) == FIRST_ROWS


def test_what_is_not_ordinary_is_always_on_the_first_page():
    back = analysis(View.BACK, keypoints_of(View.BACK, head_to_right=9.0))
    report = report_of(assessment_of({**assessment(View.FRONT, View.SIDE).views, View.BACK: back}))

    assert ("head_axis_tilt", View.BACK) in [(one.finding.id, one.finding.view) for one in report.rows]


def test_rows_stand_in_the_order_of_the_views():
    views = [one.finding.view for one in report_of(assessment(*ALL_VIEWS)).rows]

    assert views == sorted(views, key=[View.FRONT, View.SIDE, View.SIDE2, View.BACK].index)


def test_reasons_are_told_once_for_all_their_measures():
    report = report_of(assessment(*ALL_VIEWS, subject=None))
    reasons = [group.why for group in (*report.not_graded, *report.not_measured)]

    assert len(set(reasons)) == len(reasons)
    assert {NoGrade.INDICATIVE, NoGrade.NO_LIMITS, NoValue.NEEDS_C7} <= set(reasons)


def test_a_hidden_hip_is_told_as_hidden():
    seen = analysis(View.FRONT, coronal(hidden=(Landmark.LEFT_HIP,)))
    groups = {group.why: group for group in report_of(assessment_of({View.FRONT: seen})).not_measured}

    assert "pelvic_tilt" in [one.finding.id for one in groups[NoValue.HIDDEN].rows]


def test_limits_are_told_for_what_was_held_against_them_only():
    report = report_of(assessment(View.FRONT, View.BACK))
    measures = [measure for limits in report.limits for measure in limits.measures]

    assert len(set(measures)) == len(measures)
    assert "shoulder_tilt" in measures
    assert "pelvic_tilt" not in measures  # indicative: its limits were not used
    assert "body_lean" not in measures  # no side view
    assert ("left_knee_alignment", "right_knee_alignment") in [one.measures for one in report.limits]


def test_warnings_and_letters_stay_with_their_photograph():
    front = analysis(View.FRONT, keypoints_of(View.FRONT), reasons=(warn("too_far"),), turned_deg=-3.0)
    figure = report_of(assessment_of({View.FRONT: front})).figures[0]

    assert [one.code for one in figure.warnings] == ["too_far"]
    assert figure.turned_deg == -3.0
    assert figure.letter == "A"


@pytest.mark.parametrize(
    ("grades", "kind", "concerned"),
    [
        ([Grade(0), Grade(0)], HeadlineKind.NORMAL, ()),
        ([Grade(0), Grade(1, borderline=True, near_normal=True)], HeadlineKind.BORDERLINE, ("head_tilt",)),
        ([Grade(1), Grade(1, borderline=True, near_normal=True)], HeadlineKind.CAUTION, ("shoulder_tilt",)),
        ([Grade(0), Grade(2, borderline=True)], HeadlineKind.CAUTION, ("head_tilt",)),
        ([Grade(-2), Grade(1)], HeadlineKind.RISK, ("shoulder_tilt",)),
        ([Grade(None, why_none=NoGrade.TOO_COARSE)] * 2, HeadlineKind.NOTHING, ()),
    ],
)
def test_the_headline_is_the_worst_grade(grades: list[Grade], kind: HeadlineKind, concerned: tuple[str, ...]):
    headline = headline_of([row("shoulder_tilt", grades[0]), row("head_tilt", grades[1])])

    assert (headline.kind, headline.concerned) == (kind, concerned)


def test_a_quantity_seen_twice_counts_once_with_its_worse_grade():
    both_views = [row("shoulder_tilt", Grade(0)), row("shoulder_tilt", Grade(1), View.BACK)]
    twins = [row("body_lean", Grade(0), View.SIDE), row("ankle_neck_lean", Grade(1), View.SIDE)]

    headline = headline_of([*both_views, *twins])

    assert headline.concerned == ("shoulder_tilt", "ankle_neck_lean")
    assert headline.normals == 0


def test_doubt_shows_only_from_outside_the_normal_range():
    assert shown_grade(finding("shoulder_tilt", 1.0, 0.7)) is ShownGrade.NORMAL
    assert shown_grade(finding("shoulder_tilt", 2.0, 0.7)) is ShownGrade.BORDERLINE
    assert shown_grade(finding("shoulder_tilt", -3.5, 0.7)) is ShownGrade.CAUTION
    assert shown_grade(finding("shoulder_tilt", -5.5, 0.7)) is ShownGrade.NEAR_RISK
    assert shown_grade(finding("shoulder_tilt", 7.0, 0.7)) is ShownGrade.RISK
    assert shown_grade(finding("shoulder_tilt", None)) is ShownGrade.NO_VALUE


def test_scales_reach_beyond_the_outer_limits():
    assert (scale_of("shoulder_tilt", NORMS).low, scale_of("shoulder_tilt", NORMS).high) == (-7.0, 7.0)
    assert (scale_of("left_knee_alignment", NORMS).high) == 14.0
    neck = scale_of("neck_inclination", NORMS)
    assert (neck.low, neck.high) == (22.0, 52.0)
    only_low = replace(NORMS.limits["shoulder_tilt"], caution_high=None, risk_high=None)
    scale = scale_of("shoulder_tilt", replace(NORMS, limits={"shoulder_tilt": only_low}))
    assert scale.low < -5.0 < -1.5 < scale.high


def test_the_right_end_of_a_coronal_scale_is_the_subjects_left():
    left_higher = scale_of("shoulder_tilt", NORMS).share(+3.0)
    leans_right = scale_of("trunk_tilt", NORMS).share(+3.0)
    shifted_left = scale_of("head_shift_cm", NORMS).share(+3.0)

    assert left_higher > 0.5
    assert leans_right < 0.5
    assert shifted_left > 0.5
    assert scale_of("shoulder_tilt", NORMS).share(99.0) == 1.0
    assert scale_of("trunk_tilt", NORMS).share(99.0) == 0.0
