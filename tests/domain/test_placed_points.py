"""Points that somebody placed lift a measure's class, and nothing is read from them before they are there."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.findings import Finding, NoValue, Observation, measure_all
from posture_app.domain.grading import NoGrade
from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.measures import MeasureClass
from posture_app.domain.views import Facing, View
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.figures import (
    HEIGHT,
    WIDTH,
    c7_of,
    coronal,
    pelvis_places,
    quadriceps_places,
    sagittal,
    sagittal_places,
    with_stickers,
)
from tests.figures import Sagittal as SagittalBody

VIEWS = {Facing.FRONT: View.FRONT, Facing.BACK: View.BACK, Facing.LEFT: View.SIDE, Facing.RIGHT: View.SIDE}


def findings(points: Keypoints, facing: Facing, turned_deg: float = 0.0) -> dict[str, Finding]:
    body = Body.levelled(points, facing, CameraLevel.manual(0.0), (WIDTH / 2, HEIGHT / 2))
    seen = Observation(VIEWS[facing], body, [body], CameraLevel.manual(0.0), turned_deg, {})
    return {one.id: one for one in measure_all(seen, shipped_norms(), shipped_method_errors())}


def test_without_stickers_there_is_no_q_angle_and_no_pelvis_from_the_side() -> None:
    front, side = findings(coronal(), Facing.FRONT), findings(sagittal(), Facing.LEFT)
    assert front["left_q_angle"].why_none is NoValue.NEEDS_STICKERS
    assert side["sagittal_pelvic_tilt"].why_none is NoValue.NEEDS_STICKERS
    assert side["neck_inclination"].why_none is NoValue.NEEDS_C7
    assert "left_q_angle" not in findings(coronal(Facing.BACK), Facing.BACK)


def test_a_q_angle_is_shown_and_not_graded() -> None:
    points = with_stickers(coronal(), Facing.FRONT, quadriceps_places("RIGHT", 30.0))
    q_angle = findings(points, Facing.FRONT)["right_q_angle"]
    assert q_angle.value == pytest.approx(30.0)
    assert q_angle.grade.why_none is NoGrade.NO_LIMITS
    assert findings(points, Facing.FRONT, turned_deg=12.0)["right_q_angle"].why_none is NoValue.TURNED


def test_a_pelvis_from_the_side_is_shown_and_not_graded() -> None:
    points = with_stickers(sagittal(), Facing.LEFT, pelvis_places("LEFT", 12.0))
    tilt = findings(points, Facing.LEFT)["sagittal_pelvic_tilt"]
    assert tilt.value == pytest.approx(12.0)
    assert tilt.grade.why_none is NoGrade.NO_LIMITS
    assert not tilt.proxy


def test_placed_acromia_lift_the_shoulders() -> None:
    pair = {"LEFT_ACROMION": (19.0, 142.0), "RIGHT_ACROMION": (-19.0, 140.0)}
    before = findings(coronal(Facing.BACK), Facing.BACK)["shoulder_tilt"]
    after = findings(with_stickers(coronal(Facing.BACK), Facing.BACK, pair), Facing.BACK)["shoulder_tilt"]
    placed = shipped_method_errors().of("shoulder_tilt", View.BACK, placed=True)
    assert before.value == pytest.approx(0.0)
    assert after.value == pytest.approx(np.degrees(np.arctan2(2.0, 38.0)))
    assert (after.trust, after.sem) == (placed.trust, pytest.approx(placed.sem, rel=0.05))


def test_a_rounded_shoulder_is_lifted_by_c7_and_acromion_together_only() -> None:
    body, c7 = sagittal(Facing.RIGHT), {"C7": c7_of(SagittalBody())}
    half = findings(with_stickers(body, Facing.RIGHT, c7), Facing.RIGHT)["rounded_shoulder"]
    acromion = {"RIGHT_ACROMION": (4.0, 141.0)}
    whole = findings(with_stickers(body, Facing.RIGHT, {**c7, **acromion}), Facing.RIGHT)["rounded_shoulder"]
    assert half.trust is MeasureClass.INDICATIVE
    assert whole.trust is MeasureClass.GRADABLE
    assert whole.value != pytest.approx(half.value)


def test_the_neck_is_graded_with_c7_and_tragus_and_coarse_with_the_models_ear() -> None:
    body, c7 = sagittal(Facing.LEFT), {"C7": c7_of(SagittalBody(neck_forward=42.0))}
    half = findings(with_stickers(body, Facing.LEFT, c7), Facing.LEFT)["neck_inclination"]
    ear = sagittal_places(SagittalBody(), "LEFT")["LEFT_EAR"]
    whole = findings(with_stickers(body, Facing.LEFT, {**c7, "LEFT_EAR": ear}), Facing.LEFT)
    assert half.value == pytest.approx(42.0)
    assert (half.trust, half.grade.grade) == (MeasureClass.COARSE, None)
    assert (whole["neck_inclination"].trust, whole["neck_inclination"].grade.grade) == (
        MeasureClass.GRADABLE,
        1,
    )
    assert half.sem > 3 * whole["neck_inclination"].sem


def test_the_knee_from_the_side_is_lifted_when_its_middle_was_placed_too() -> None:
    body = sagittal(Facing.LEFT)
    ends = {"LEFT_TROCHANTER": (0.5, 91.0), "LEFT_MALLEOLUS": (0.0, 8.0)}
    two = with_stickers(body, Facing.LEFT, ends)
    three = with_stickers(two, Facing.LEFT, {"LEFT_KNEE": (0.0, 48.0)})
    unplaced = findings(body, Facing.LEFT)["knee_flexion"]
    assert findings(two, Facing.LEFT)["knee_flexion"].value == unplaced.value
    assert findings(two, Facing.LEFT)["knee_flexion"].trust is MeasureClass.COARSE
    assert findings(three, Facing.LEFT)["knee_flexion"].trust is MeasureClass.GRADABLE


def test_one_sticker_of_a_pair_changes_nothing() -> None:
    body = coronal(shoulder_tilt=2.0)
    one = with_stickers(body, Facing.FRONT, {"LEFT_ACROMION": (19.0, 160.0)})
    assert findings(one, Facing.FRONT)["shoulder_tilt"] == findings(body, Facing.FRONT)["shoulder_tilt"]
    assert one.has(Landmark.LEFT_ACROMION)
