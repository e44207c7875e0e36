"""Bodies built with known angles, as the skeleton-v2 answers carry them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import atan2, degrees, hypot
from pathlib import Path

import pytest

from posture_app.domain.findings import NoValue
from posture_app.domain.grading import NoLetter
from posture_app.domain.keypoints import Landmark
from posture_app.domain.people import Assessment, PhotoAnalysis
from posture_app.domain.quality import warn
from posture_app.domain.views import Facing, View
from posture_app.wire.remo import back_errors, reading
from posture_app.wire.remo.back import BackAnswer
from posture_app.wire.remo.front_side import FrontSideAnswer
from posture_app.wire.remo.messages import messages_of
from posture_app.wire.remo.values import ValueMissing, grade_of
from posture_app.wire.remo.writing import Bill, back_answer, front_side_answer
from tests.assessments import analysis, assessment_of, keypoints_of
from tests.figures import Coronal, Sagittal, coronal, coronal_places, rounded_of, sagittal, sagittal_places

ROOT = Path(__file__).resolve().parents[2]
TILTED = {"head_tilt": 2.25, "shoulder_tilt": -1.75, "pelvic_tilt": 3.5}
BENT = {"left_varus": 6.125, "right_varus": -7.5, "trunk_to_right": 2.0, "pelvis_to_left_cm": 3.0}


def assessed(front: PhotoAnalysis | None = None, side: PhotoAnalysis | None = None) -> Assessment:
    front = front or analysis(View.FRONT, keypoints_of(View.FRONT))
    return assessment_of({View.FRONT: front, View.SIDE: side or analysis(View.SIDE, keypoints_of(View.SIDE))})


def answered(front: PhotoAnalysis | None = None, side: PhotoAnalysis | None = None) -> FrontSideAnswer:
    return front_side_answer(assessed(front, side), "the-uuid", "Zm9y", "c29y")


def from_behind(**built: float) -> BackAnswer:
    return back_answer(
        analysis(View.BACK, coronal(Facing.BACK, **built)),
        "the-uuid",
        Bill(1, 41),
        "data:image/jpeg;base64,AA",
    )


def tilt_of(places: dict[str, tuple[float, float]], name: str) -> float:
    (lx, ly), (rx, ry) = places["LEFT_" + name], places["RIGHT_" + name]
    return degrees(atan2(ly - ry, lx - rx))


def lean_to_right(places: dict[str, tuple[float, float]]) -> float:
    feet, neck = (
        [(places["LEFT_" + name][i] + places["RIGHT_" + name][i]) / 2 for i in (0, 1)]
        for name in ("ANKLE", "SHOULDER")
    )
    return degrees(atan2(feet[0] - neck[0], neck[1] - feet[1]))


def test_the_front_is_in_thousandths_of_a_degree():
    places = coronal_places(Coronal(**TILTED, **BENT))

    answer = answered(front=analysis(View.FRONT, coronal(**TILTED, **BENT)))

    assert answer.far_head_bal_m_ == 2250
    assert answer.far_shoulder_bal_m_ == -1750
    assert answer.far_pelvic_bal_m_ == 3500
    assert answer.far_left_qang_m_ == 6125
    assert answer.far_right_qang_m_ == -7500
    assert answer.far_knee_bal_m_ == round(1000 * tilt_of(places, "KNEE")) != 0
    assert answer.far_tilt_m_ == round(1000 * lean_to_right(places)) != 0


def test_the_back_is_in_degrees_with_grades():
    places = coronal_places(Coronal(**TILTED, **BENT))

    answer = from_behind(**TILTED, **BENT)

    assert (answer.bar_head_bal_m_, answer.bar_head_bal_grade) == (2.25, 1)
    assert (answer.bar_shoulder_bal_m_, answer.bar_shoulder_bal_grade) == (-1.75, -1)
    assert (answer.bar_pelvic_bal_m_, answer.bar_pelvic_bal_grade) == (3.5, 1)
    assert (answer.bar_left_qang_m_, answer.bar_left_qang_grade) == (6.125, 1)
    assert (answer.bar_right_qang_m_, answer.bar_right_qang_grade) == (-7.5, -1)
    assert answer.bar_knee_bal_m_ == round(tilt_of(places, "KNEE"), 3)
    assert answer.bar_tilt_m_ == round(lean_to_right(places), 3)


def test_the_back_says_what_it_has_cost():
    answer = from_behind()

    assert (answer.state, answer.status_code, answer.credit_change, answer.credit) == (True, 200, -1, 41)
    assert (answer.uuid, answer.APIName) == ("the-uuid", "Analysis-skeleton-v2")


def test_the_front_leans_the_other_way_when_mirrored():
    right = answered(front=analysis(View.FRONT, coronal(trunk_to_right=2.0, shoulder_tilt=2.0)))
    left = answered(front=analysis(View.FRONT, coronal(trunk_to_right=-2.0, shoulder_tilt=-2.0)))

    assert right.far_tilt_m_ == -left.far_tilt_m_ > 0
    assert right.far_shoulder_bal_m_ == -left.far_shoulder_bal_m_ == 2000


@pytest.mark.parametrize(
    ("name", "degrees", "grade"),
    [
        *(("tilt", value, grade) for value, grade in [(1.499, 0), (1.5, 1), (4.999, 1), (5.0, 2)]),
        *(("head_bal", value, grade) for value, grade in [(-1.499, 0), (-1.5, -1), (-4.999, -1), (-5.0, -2)]),
        *(("left_qang", value, grade) for value, grade in [(4.999, 0), (5.0, 1), (9.999, 1), (10.0, 2)]),
        *(("right_qang", value, grade) for value, grade in [(-4.999, 0), (-5.0, -1), (-10.0, -2)]),
    ],
)
def test_a_grade_begins_on_its_limit(name: str, degrees: float, grade: int):
    assert grade_of(name, degrees) == grade


def test_a_grade_fits_the_value_as_it_is_written():
    answer = from_behind(shoulder_tilt=1.4996)

    assert (answer.bar_shoulder_bal_m_, answer.bar_shoulder_bal_grade) == (1.5, 1)


@pytest.mark.parametrize(("neck", "grade"), [(38.0, 0), (42.0, 1), (47.0, 2)])
def test_the_side_with_a_placed_c7(neck: float, grade: int):
    body = {"neck_forward": neck, "trunk_forward": 3.0, "looking_down": -12.5, "shank_forward": 2.0}
    places = sagittal_places(Sagittal(**body), "RIGHT")
    x, y = (places["RIGHT_SHOULDER"][i] - places["RIGHT_ANKLE"][i] for i in (0, 1))

    answer = answered(side=analysis(View.SIDE, sagittal(Facing.RIGHT, with_c7=True, **body)))

    assert (answer.turtle_neck_m_, answer.sar_fwd_head) == (round(1000 * neck), grade)
    assert answer.round_shoulder_m_ == round(1000 * rounded_of(Sagittal(**body)))
    assert answer.sar_tilt_m_ == round(1000 * degrees(atan2(x, y)))
    assert answer.sar_head_tilt_m_ == -12500
    assert answer.message == []


def test_without_c7_others_stand_in_and_the_answer_says_so():
    answer = answered(side=analysis(View.SIDE, sagittal(Facing.RIGHT, ear_forward=14.0, trunk_forward=3.0)))

    assert (answer.turtle_neck_m_, answer.round_shoulder_m_, answer.sar_fwd_head) == (14000, 3000, 0)
    assert answer.message == [
        "In the Side image, turtle_neck was measured from ear to shoulder.",
        "In the Side image, round_shoulder was measured from shoulder to hip.",
    ]


def test_a_warning_is_said_in_the_guides_words():
    far = (warn("too_far"),)

    answer = answered(
        front=analysis(View.FRONT, coronal(), reasons=far),
        side=analysis(View.SIDE, sagittal(Facing.RIGHT, with_c7=True), reasons=far),
    )

    assert answer.message == [
        "In the Front image, The target is too far.",
        "In the Side image, The target is too far.",
    ]


def test_every_warning_about_a_photograph_has_its_sentence():
    sources = [ROOT / "posture_app" / name for name in ("domain/quality.py", "services/assessing/assess.py")]
    sources.append(ROOT / "posture_app" / "services" / "room" / "calibrate.py")
    codes = {code for path in sources for code in re.findall(r'warn\("(\w+)"', path.read_text("utf-8"))}
    codes.add("photo_damaged")

    silent = [
        code
        for code in codes
        if not messages_of(analysis(View.FRONT, coronal(), reasons=(warn(code, degrees=12.0),)))
    ]

    assert len(codes) > 10
    assert silent == []


@pytest.mark.parametrize(("facing", "sign"), [(Facing.RIGHT, +1), (Facing.LEFT, -1)])
def test_side_part_says_which_way_the_person_faces(facing: Facing, sign: int):
    view = View.SIDE if facing is Facing.RIGHT else View.SIDE2
    side = replace(analysis(view, sagittal(facing)), view=View.SIDE)
    points = side.body.person.keypoints
    ear = points.point(Landmark[f"{facing.value.upper()}_EAR"])
    nose = points.point(Landmark.NOSE)

    answer = answered(side=side)

    assert answer.side_part == pytest.approx(sign * hypot(*(nose - ear)))
    assert (nose[0] - ear[0]) * sign > 0


def test_pictures_and_uuid_come_back():
    answer = answered()

    assert (answer.uuid, answer.forigimg, answer.sorigimg) == ("the-uuid", "Zm9y", "c29y")
    assert (answer.state, answer.command) == (0, "keypoint")


def test_the_letter_is_the_assessments_own():
    plain = assessed()
    given = replace(plain, letters={View.FRONT: "D", View.SIDE: "C"})

    answer = front_side_answer(given, "u", "", "")

    assert (answer.far_grade, answer.sar_grade) == ("D", "C")


def test_where_the_assessment_gives_no_letter_the_bare_numbers_do():
    bent = assessed(front=analysis(View.FRONT, coronal(left_varus=12.0, right_varus=12.0)))
    none = replace(bent, letters=dict.fromkeys((View.FRONT, View.SIDE), NoLetter.TOO_FEW))

    answer = front_side_answer(none, "u", "", "")

    assert (answer.far_grade, answer.sar_grade) == ("D", "A")


def test_a_hidden_ankle_makes_no_answer():
    hidden = analysis(View.BACK, coronal(Facing.BACK, hidden=(Landmark.LEFT_ANKLE,)))

    with pytest.raises(ValueMissing) as missing:
        back_answer(hidden, "u", Bill(1, 0), "")

    assert missing.value.why is NoValue.HIDDEN
    assert back_errors.of_missing_value(missing.value).code == 518


def test_a_turned_body_has_the_wrong_angle():
    turned = analysis(View.BACK, coronal(Facing.BACK), turned_deg=15.0)

    with pytest.raises(ValueMissing) as missing:
        back_answer(turned, "u", Bill(1, 0), "")

    assert back_errors.of_missing_value(missing.value).code == 522


def test_an_answer_survives_its_way():
    answer = answered(front=analysis(View.FRONT, coronal(**TILTED, **BENT)))

    assert FrontSideAnswer.model_validate_json(json.dumps(answer.written())) == answer
    assert BackAnswer.model_validate_json(json.dumps(from_behind(**BENT).written())) == from_behind(**BENT)


def test_what_was_written_is_read_under_our_own_names():
    answer = answered(
        front=analysis(View.FRONT, coronal(**TILTED, **BENT)),
        side=analysis(View.SIDE, sagittal(Facing.RIGHT, with_c7=True, neck_forward=42.0)),
    )
    back = from_behind(**TILTED, **BENT)

    front = reading.front_degrees(answer)
    assert front["head_tilt"] == 2.25
    assert front["right_knee_alignment"] == -7.5
    assert reading.side_degrees(answer)["neck_inclination"] == 42.0
    assert reading.back_degrees(back) == front
    assert reading.back_grades(back)["left_knee_alignment"] == 1


def test_what_stood_in_is_read_as_what_it_is():
    side = reading.side_degrees(answered(side=analysis(View.SIDE, sagittal(Facing.RIGHT, ear_forward=14.0))))

    assert side["ear_shoulder_angle"] == 14.0
    assert "neck_inclination" not in side
    assert {"trunk_lean", "ankle_neck_lean", "head_pitch"} < set(side)
