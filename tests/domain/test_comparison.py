"""Visits held against each other: verdicts, guards, signs, and grades under other norms."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.comparison import compare_visits, conditions_of, regrade
from posture_app.domain.grading import shown
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.measures import MeasureClass
from posture_app.domain.people import Assessment
from posture_app.domain.uncertainty import Verdict, mdc95
from posture_app.domain.views import Facing, View
from tests.assessments import NORMS, analysis, assessment, assessment_of, keypoints_of
from tests.visits import BAREFOOT, MARCH, row_of, visit, with_front


def test_a_change_beyond_the_error_is_real_and_has_the_measures_sign():
    found = compare_visits([visit(shoulder_tilt=1.0), visit(30, shoulder_tilt=6.0)])
    row = row_of(found, "shoulder_tilt")

    assert row.now is not None
    assert (row.change.verdict, row.change.why_not) == (Verdict.CHANGED, ())
    assert row.change.difference == pytest.approx(5.0, abs=1e-6)  # + = the left side rose
    assert row.change.detectable == pytest.approx(mdc95(row.now.finding.sem))
    assert row in found.having(Verdict.CHANGED)
    assert row_of(found, "trunk_tilt").change.verdict is Verdict.WITHIN_ERROR
    assert found.notes == ()


def test_a_small_change_is_within_the_error():
    found = compare_visits([visit(shoulder_tilt=1.0), visit(30, shoulder_tilt=1.4)])
    assert row_of(found, "shoulder_tilt").change.verdict is Verdict.WITHIN_ERROR
    assert not found.having(Verdict.CHANGED)


def test_visits_are_put_in_order_of_time_and_any_two_may_be_chosen():
    visits = [visit(60, shoulder_tilt=9.0), visit(0, shoulder_tilt=1.0), visit(30, shoulder_tilt=3.0)]
    whole = compare_visits(visits, 0, 1)
    row = row_of(whole, "shoulder_tilt")

    assert [one.taken_at for one in whole.assessments] == [MARCH + timedelta(days) for days in (0, 30, 60)]
    assert (whole.then.taken_at, whole.now.taken_at) == (MARCH, MARCH + timedelta(60))
    assert row.change.difference == pytest.approx(8.0, abs=1e-6)
    assert row.latest.difference == pytest.approx(6.0, abs=1e-6)
    middle = compare_visits(visits, 1, 2)
    assert row_of(middle, "shoulder_tilt").change.difference == pytest.approx(2.0, abs=1e-6)
    assert (middle.before, middle.after) == (0, 1)


@pytest.mark.parametrize("places", [(0, 0), (1, -1)])
def test_a_visit_is_not_compared_with_itself(places: tuple[int, int]):
    with pytest.raises(ValueError, match="two visits"):
        compare_visits([visit(), visit(1)], *places)
    with pytest.raises(ValueError, match="two visits"):
        compare_visits([visit()])


def test_two_side_views_are_told_apart_by_the_side_they_show():
    first, second = assessment(View.SIDE, View.SIDE2), assessment(View.SIDE)
    second = replace(second, views={View.SIDE2: replace(second.views[View.SIDE], view=View.SIDE2)})
    found = compare_visits([first, replace(second, taken_at=first.taken_at + timedelta(1))])

    assert row_of(found, "body_lean", Facing.RIGHT).change.verdict is Verdict.WITHIN_ERROR
    assert row_of(found, "body_lean", Facing.LEFT).change.why_not == ("photo",)


@pytest.mark.parametrize(
    ("subject", "why"),
    [
        ({"shoes": True}, "shoes"),
        ({"shoes": None}, "shoes_not_noted"),
        ({"stance": "feet together"}, "stance_not_noted"),
    ],
)
def test_another_way_of_standing_forbids_every_comparison(subject: dict[str, object], why: str):
    found = compare_visits([visit(), visit(30, subject=replace(BAREFOOT, **subject))])  # type: ignore[arg-type]
    assert found.rows
    assert {row.change.why_not for row in found.rows if row.change.why_not != ("value",)} == {(why,)}


def test_a_stance_is_the_same_however_it_is_written():
    relaxed, same = replace(BAREFOOT, stance="Feet  together "), replace(BAREFOOT, stance="feet together")
    found = compare_visits([visit(subject=relaxed), visit(30, subject=same)])
    assert row_of(found, "shoulder_tilt").change.verdict is Verdict.WITHIN_ERROR
    blank = compare_visits([visit(subject=replace(BAREFOOT, stance="  ")), visit(30)])
    assert row_of(blank, "shoulder_tilt").change.verdict is Verdict.WITHIN_ERROR


def test_another_model_or_method_forbids_every_comparison():
    seen = visit(30)
    other = replace(seen, engine=replace(seen.engine, model_sha256="ff" * 32))
    assert row_of(compare_visits([visit(), other]), "shoulder_tilt").change.why_not == ("model",)

    camera = CameraGeometry(720, 1280, 1400.0, (360.0, 640.0))
    calibrated = with_front(seen, replace(seen.views[View.FRONT], geometry=camera))
    change = row_of(compare_visits([visit(), calibrated]), "shoulder_tilt").change
    assert change.why_not == ("perspective_removed",)
    assert conditions_of(calibrated, View.FRONT).perspective_removed


def test_corrections_forbid_only_what_they_touched():
    seen = visit(30)
    engine = replace(seen.engine, corrections="mean-bias/1")
    findings = tuple(
        replace(one, corrected_by=0.5) if one.id == "trunk_tilt" else one
        for one in seen.views[View.FRONT].findings
    )
    corrected = with_front(replace(seen, engine=engine), replace(seen.views[View.FRONT], findings=findings))
    found = compare_visits([visit(), corrected])

    assert row_of(found, "trunk_tilt").change.why_not == ("corrections",)
    assert row_of(found, "shoulder_tilt").change.verdict is Verdict.WITHIN_ERROR
    assert conditions_of(corrected, View.FRONT).corrections == "mean-bias/1"


def test_points_on_the_skin_are_not_compared_with_joints():
    acromia = {Landmark.LEFT_ACROMION: (460.0, 450.0), Landmark.RIGHT_ACROMION: (260.0, 450.0)}
    placed = keypoints_of(View.FRONT).with_points(acromia, Source.STICKER)
    stickers = replace(assessment_of({View.FRONT: analysis(View.FRONT, placed)}, BAREFOOT), taken_at=MARCH)
    found = compare_visits([stickers, visit(30)])

    assert row_of(found, "shoulder_tilt").change.why_not == ("points",)
    assert row_of(found, "trunk_tilt").change.verdict is Verdict.WITHIN_ERROR


def wider(points_px: float) -> Assessment:
    keypoints = keypoints_of(View.FRONT)
    xy = keypoints.xy_px.copy()
    for side, way in (("LEFT", 1.0), ("RIGHT", -1.0)):
        xy[Landmark[f"{side}_ANKLE"]] += (way * points_px, 0.0)
    moved = replace(keypoints, xy_px=np.ascontiguousarray(xy))
    return replace(
        assessment_of({View.FRONT: analysis(View.FRONT, moved)}, BAREFOOT), taken_at=MARCH + timedelta(30)
    )


def test_a_wider_stance_forbids_knees_pelvis_and_shifts_only():
    found = compare_visits([visit(), wider(25.0)])  # 5 cm on each side

    forbidden = {row.series.measure for row in found.rows if row.change.why_not == ("stance_width",)}
    assert {
        "knee_tilt",
        "left_knee_alignment",
        "pelvic_tilt",
        "pelvic_shift_cm",
        "head_shift_cm",
    } <= forbidden
    assert not forbidden & {"shoulder_tilt", "head_tilt", "trunk_tilt", "body_tilt", "stance_width_cm"}
    assert row_of(found, "stance_width_cm").change.difference == pytest.approx(10.0)
    assert not [
        row for row in compare_visits([visit(), wider(0.5)]).rows if "stance_width" in row.change.why_not
    ]


def test_an_unknown_level_is_carried_by_the_error_and_told():
    front = analysis(View.FRONT, keypoints_of(View.FRONT, shoulder_tilt=3.0), level=CameraLevel())
    unknown = replace(assessment_of({View.FRONT: front}, BAREFOOT), taken_at=MARCH + timedelta(30))
    known = row_of(compare_visits([visit(), visit(30, shoulder_tilt=3.0)]), "shoulder_tilt").change
    found = compare_visits([visit(), unknown])
    change = row_of(found, "shoulder_tilt").change

    assert change.difference == pytest.approx(3.0, abs=1e-6)
    assert change.detectable is not None
    assert known.detectable is not None
    assert change.detectable > known.detectable
    assert found.notes == ("level_known",)


def test_what_one_visit_lacks_is_told():
    hidden = keypoints_of(View.FRONT)
    visibility = hidden.visibility.copy()
    visibility[Landmark.LEFT_SHOULDER] = 0.0
    front = analysis(View.FRONT, replace(hidden, visibility=visibility))
    lacking = replace(assessment_of({View.FRONT: front}, BAREFOOT), taken_at=MARCH + timedelta(30))
    found = compare_visits([visit(), lacking])

    assert row_of(found, "shoulder_tilt").change.why_not == ("value",)
    assert "left_q_angle" not in {row.series.measure for row in found.rows}  # neither has it


def test_indicative_rows_stand_apart():
    found = compare_visits([visit(), visit(30)])
    for row in found.having(Verdict.WITHIN_ERROR, indicative=True):
        assert row.now is not None
        assert row.now.finding.trust is MeasureClass.INDICATIVE
    plain = found.having(Verdict.WITHIN_ERROR)
    assert plain
    assert not any(row.is_indicative for row in plain)


def test_a_quantity_counts_once_however_often_it_was_read():
    both = (View.FRONT, View.BACK)
    found = compare_visits([visit(0, *both), visit(30, *both, shoulder_tilt=6.0)])
    (back,) = (
        row for row in found.rows if (row.series.measure, row.series.facing) == ("shoulder_tilt", Facing.BACK)
    )

    assert back.change.verdict is Verdict.WITHIN_ERROR
    assert found.quantities["shoulder_tilt"] is Verdict.CHANGED
    assert list(found.quantities.values()).count(Verdict.CHANGED) == 1
    sides = compare_visits([visit(0, View.SIDE), visit(30, View.SIDE)]).quantities
    assert ("body_lean" in sides) != ("ankle_neck_lean" in sides)


# --- other norms ----------------------------------------------------------------------------------


def test_other_norms_give_other_grades_and_keep_the_old_ones():
    wide = replace(NORMS.limits["shoulder_tilt"], caution_low=-4.0, caution_high=4.0)
    norms = replace(NORMS, version="2", limits={**NORMS.limits, "shoulder_tilt": wide})
    before = visit(shoulder_tilt=3.0)
    found = regrade(before, norms)
    old, new = found.grades["shoulder_tilt", View.FRONT]

    assert (old.grade, new.grade) == (1, 0)
    assert found.before is before
    assert [one.value for one in found.after.findings] == [one.value for one in before.findings]
    assert [one.sem for one in found.after.findings] == [one.sem for one in before.findings]
    assert found.after.engine.norms is norms
    assert found.letters[View.FRONT] == ("B", "A")
    untouched = {key: pair for key, pair in found.grades.items() if key[0] != "shoulder_tilt"}
    assert all(shown(one) is shown(other) for one, other in untouched.values())


def test_another_norm_set_forbids_no_comparison_of_values():
    other = regrade(visit(30, shoulder_tilt=6.0), replace(NORMS, version="2")).after
    found = compare_visits([visit(), other])
    change = row_of(found, "shoulder_tilt").change

    assert (change.verdict, change.notes) == (Verdict.CHANGED, ("norms",))
