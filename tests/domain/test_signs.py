"""Every measure reads the angle its body was built with: front, back, both profiles, mirrored, rolled."""

from __future__ import annotations

from math import atan2, degrees

import numpy as np
import pytest

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.geometry import inner_angle_deg, lean_deg, rotate, tilt_deg, turn_deg
from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.measures import BY_ID
from posture_app.domain.views import Facing
from tests import figures
from tests.figures import (
    HEIGHT,
    PX_PER_CM,
    WIDTH,
    Coronal,
    Sagittal,
    coronal,
    coronal_places,
    pelvis_places,
    quadriceps_places,
    sagittal,
    with_stickers,
)

CENTRE = (WIDTH / 2, HEIGHT / 2)
CORONAL = [Facing.FRONT, Facing.BACK]
SIDES = [Facing.LEFT, Facing.RIGHT]
ANGLES = [-12.0, -0.5, 0.0, 3.0, 11.0]


def read(measure: str, keypoints: Keypoints, facing: Facing, level: CameraLevel | None = None) -> float:
    body = Body.levelled(keypoints, facing, level or CameraLevel(), CENTRE, PX_PER_CM)
    return BY_ID[measure].read(body)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("measure", ["head_tilt", "shoulder_tilt", "pelvic_tilt"])
def test_a_pair_reads_plus_when_the_subjects_left_is_higher(
    measure: str, angle: float, facing: Facing
) -> None:
    assert read(measure, coronal(facing, **{measure: angle}), facing) == pytest.approx(angle)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("varus", ANGLES)
@pytest.mark.parametrize("side", ["left", "right"])
def test_knee_alignment_reads_plus_for_varus(side: str, varus: float, facing: Facing) -> None:
    points = coronal(facing, **{f"{side}_varus": varus})
    other = "right" if side == "left" else "left"
    assert read(f"{side}_knee_alignment", points, facing) == pytest.approx(varus)
    assert read(f"{other}_knee_alignment", points, facing) == pytest.approx(0.0)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize(
    ("measure", "in_front", "behind"),
    [
        ("shoulder_tilt", "ACROMION", "ACROMION"),
        ("pelvic_tilt", "ASIS", "PSIS"),
        ("knee_tilt", "PATELLA", None),
    ],
)
def test_a_placed_pair_takes_the_place_of_the_joints(
    measure: str, in_front: str, behind: str | None, angle: float, facing: Facing
) -> None:
    name = in_front if facing is Facing.FRONT else behind
    body = coronal(facing, shoulder_tilt=3.0, pelvic_tilt=3.0)
    level = read(measure, body, facing)
    wanted, other = (name or in_front), ("PSIS" if in_front == "ASIS" and name == "ASIS" else "ASIS")
    x, y = 12.0, 12.0 * np.tan(np.radians(angle))
    pair = {f"LEFT_{wanted}": (x, 100.0 + y), f"RIGHT_{wanted}": (-x, 100.0 - y)}
    one = with_stickers(body, facing, {f"LEFT_{wanted}": (x, 100.0 + y)})
    assert read(measure, one, facing) == pytest.approx(level)
    both = with_stickers(body, facing, pair)
    assert read(measure, both, facing) == pytest.approx(angle if name else level)
    if measure == "pelvic_tilt":
        hidden_side = {key.replace(wanted, other): place for key, place in pair.items()}
        assert read(measure, with_stickers(body, facing, hidden_side), facing) == pytest.approx(level)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("angle", [*ANGLES, 24.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_q_angle_reads_plus_when_the_tubercle_stands_outwards(
    side: str, angle: float, facing: Facing
) -> None:
    points = with_stickers(coronal(facing), facing, quadriceps_places(side.upper(), angle))
    assert read(f"{side}_q_angle", points, facing) == pytest.approx(angle)


def test_a_q_angle_is_plus_where_the_knee_alignment_is_minus() -> None:
    places = quadriceps_places("LEFT", 15.0)
    knock_kneed = {"LEFT_HIP": places["LEFT_ASIS"], "LEFT_KNEE": places["LEFT_PATELLA"]}
    knock_kneed["LEFT_ANKLE"] = places["LEFT_TIBIAL_TUBERCLE"]
    points = with_stickers(coronal(), Facing.FRONT, {**places, **knock_kneed})
    assert read("left_knee_alignment", points, Facing.FRONT) == pytest.approx(-15.0)
    assert read("left_q_angle", points, Facing.FRONT) == pytest.approx(15.0)


@pytest.mark.parametrize("facing", SIDES)
@pytest.mark.parametrize("angle", ANGLES)
def test_a_pelvis_tilted_forward_reads_plus(angle: float, facing: Facing) -> None:
    points = with_stickers(sagittal(facing), facing, pelvis_places(facing.value.upper(), angle))
    assert read("sagittal_pelvic_tilt", points, facing) == pytest.approx(angle)
    mirrored = points.mirrored(WIDTH)
    other = Facing.RIGHT if facing is Facing.LEFT else Facing.LEFT
    assert read("sagittal_pelvic_tilt", mirrored, other) == pytest.approx(angle)


@pytest.mark.parametrize("facing", SIDES)
def test_in_profile_a_placed_point_takes_the_place_of_the_joint_below_it(facing: Facing) -> None:
    near, far = facing.value.upper(), "RIGHT" if facing is Facing.LEFT else "LEFT"
    places = figures.sagittal_places(Sagittal(), near)
    ankle, hip = (-3.0, 7.0), (4.0, 88.0)
    acromion, ear, knee = (6.0, 140.0), (9.0, 165.0), (1.5, 49.0)
    stickers = {near + "_MALLEOLUS": ankle, near + "_TROCHANTER": hip, near + "_ACROMION": acromion}
    stickers |= {near + "_EAR": ear, near + "_KNEE": knee}
    body = sagittal(facing)
    far_side = {name.replace(near, far): place for name, place in stickers.items()}
    ignored = with_stickers(body, facing, far_side)
    points = with_stickers(body, facing, stickers)
    wanted = {
        "body_lean": degrees(atan2(ear[0] - ankle[0], ear[1] - ankle[1])),
        "ankle_neck_lean": degrees(atan2(acromion[0] - ankle[0], acromion[1] - ankle[1])),
        "trunk_lean": degrees(atan2(acromion[0] - hip[0], acromion[1] - hip[1])),
        "ear_shoulder_angle": degrees(atan2(ear[0] - acromion[0], ear[1] - acromion[1])),
        "knee_flexion": degrees(
            atan2(knee[0] - ankle[0], knee[1] - ankle[1]) - atan2(hip[0] - knee[0], hip[1] - knee[1])
        ),
        "plumb_hip_cm": hip[0] - ankle[0],
        "plumb_knee_cm": knee[0] - ankle[0],
    }
    for measure, value in wanted.items():
        assert read(measure, points, facing) == pytest.approx(value), measure
        assert read(measure, ignored, facing) == pytest.approx(read(measure, body, facing)), measure
    assert places[near + "_EAR"] != pytest.approx(ear)


@pytest.mark.parametrize("facing", SIDES)
def test_in_profile_a_placed_point_is_never_mixed_with_one_of_the_models(facing: Facing) -> None:
    near = facing.value.upper()
    body = sagittal(facing)
    lonely = {"MALLEOLUS": ("body_lean", "plumb_hip_cm"), "ACROMION": ("ear_shoulder_angle", "trunk_lean")}
    lonely["TROCHANTER"] = ("trunk_lean", "knee_flexion", "plumb_hip_cm")
    for name, measures in lonely.items():
        points = with_stickers(body, facing, {f"{near}_{name}": (-9.0, 60.0)})
        for measure in measures:
            assert read(measure, points, facing) == pytest.approx(read(measure, body, facing)), measure


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("angle", ANGLES)
def test_axes_read_plus_when_the_top_leans_to_the_subjects_right(angle: float, facing: Facing) -> None:
    assert read("trunk_tilt", coronal(facing, trunk_to_right=angle), facing) == pytest.approx(angle)
    assert read("head_axis_tilt", coronal(facing, head_to_right=angle), facing) == pytest.approx(angle)


@pytest.mark.parametrize("facing", CORONAL)
def test_body_tilt_is_the_axis_from_the_ankles_to_the_neck_base(facing: Facing) -> None:
    body = Coronal(pelvis_to_left_cm=6.0, trunk_to_right=9.0)
    places = coronal_places(body)
    ankles = (places["LEFT_ANKLE"][0] + places["RIGHT_ANKLE"][0]) / 2, places["LEFT_ANKLE"][1]
    neck = (places["LEFT_SHOULDER"][0] + places["RIGHT_SHOULDER"][0]) / 2, places["LEFT_SHOULDER"][1]
    to_right = degrees(atan2(ankles[0] - neck[0], neck[1] - ankles[1]))
    points = coronal(facing, pelvis_to_left_cm=6.0, trunk_to_right=9.0)
    assert abs(to_right) > 1.0
    assert read("body_tilt", points, facing) == pytest.approx(to_right)


@pytest.mark.parametrize("facing", CORONAL)
def test_the_knee_line_reads_plus_when_the_left_knee_is_higher(facing: Facing) -> None:
    points = coronal(facing, pelvic_tilt=8.0)
    left, right = (coronal_places(Coronal(pelvic_tilt=8.0))[f"{side}_KNEE"] for side in ("LEFT", "RIGHT"))
    assert left[1] > right[1]
    assert read("knee_tilt", points, facing) == pytest.approx(
        degrees(atan2(left[1] - right[1], left[0] - right[0]))
    )


@pytest.mark.parametrize("facing", CORONAL)
def test_shifts_read_plus_to_the_subjects_left(facing: Facing) -> None:
    # The legs hang from the pelvis, so the ankles are put back below the middle by hand.
    places = coronal_places(Coronal(pelvis_to_left_cm=4.0))
    for side, x in (("LEFT", 10.0), ("RIGHT", -10.0)):
        places[f"{side}_ANKLE"] = (x, 8.0)
    points = figures.photographed(places, facing)
    for measure in ("pelvic_shift_cm", "shoulder_shift_cm", "head_shift_cm"):
        assert read(measure, points, facing) == pytest.approx(4.0)


@pytest.mark.parametrize("facing", CORONAL)
def test_the_stance_width_has_no_sign(facing: Facing) -> None:
    places = coronal_places(Coronal())
    for side, x in (("LEFT", 10.0), ("RIGHT", -14.0)):
        places[f"{side}_ANKLE"] = (x, 8.0)
    points = figures.photographed(places, facing)
    assert read("stance_width_cm", points, facing) == pytest.approx(24.0)
    assert read("stance_width_cm", points.mirrored(WIDTH), facing) == pytest.approx(24.0)


@pytest.mark.parametrize("facing", SIDES)
@pytest.mark.parametrize("angle", ANGLES)
def test_sagittal_angles_read_plus_forward_whichever_way_the_subject_faces(
    angle: float, facing: Facing
) -> None:
    assert read("trunk_lean", sagittal(facing, trunk_forward=angle), facing) == pytest.approx(angle)
    assert read("ear_shoulder_angle", sagittal(facing, ear_forward=angle), facing) == pytest.approx(angle)
    assert read("head_pitch", sagittal(facing, looking_down=angle), facing) == pytest.approx(angle)
    assert read(
        "neck_inclination", sagittal(facing, with_c7=True, neck_forward=angle), facing
    ) == pytest.approx(angle)
    assert read(
        "craniovertebral_angle", sagittal(facing, with_c7=True, neck_forward=angle), facing
    ) == pytest.approx(90.0 - angle)


@pytest.mark.parametrize("facing", SIDES)
def test_a_flexed_knee_reads_plus_and_a_hyperextended_one_minus(facing: Facing) -> None:
    assert read(
        "knee_flexion", sagittal(facing, shank_forward=12.0, thigh_forward=-8.0), facing
    ) == pytest.approx(20.0)
    assert read(
        "knee_flexion", sagittal(facing, shank_forward=-3.0, thigh_forward=4.0), facing
    ) == pytest.approx(-7.0)


@pytest.mark.parametrize("facing", SIDES)
def test_a_rounded_shoulder_reads_plus_in_front_of_c7(facing: Facing) -> None:
    body = Sagittal(ear_forward=5.0, neck_forward=40.0)
    wanted = figures.rounded_of(body)
    assert abs(wanted) > 1.0
    points = sagittal(facing, with_c7=True, ear_forward=5.0, neck_forward=40.0)
    assert read("rounded_shoulder", points, facing) == pytest.approx(wanted)


@pytest.mark.parametrize("facing", SIDES)
def test_the_plumb_line_stands_in_the_near_ankle(facing: Facing) -> None:
    body = Sagittal(shank_forward=6.0, thigh_forward=2.0, trunk_forward=-4.0, ear_forward=15.0)
    points = sagittal(facing, shank_forward=6.0, thigh_forward=2.0, trunk_forward=-4.0, ear_forward=15.0)
    places = figures.sagittal_places(body, facing.value.upper())
    for measure, name in (("ear", "EAR"), ("shoulder", "SHOULDER"), ("hip", "HIP"), ("knee", "KNEE")):
        forward = places[f"{facing.value.upper()}_{name}"][0]
        assert abs(forward) > 0.5
        assert read(f"plumb_{measure}_cm", points, facing) == pytest.approx(forward)
    ear, shoulder = (places[f"{facing.value.upper()}_{name}"] for name in ("EAR", "SHOULDER"))
    assert read("body_lean", points, facing) == pytest.approx(degrees(atan2(ear[0], ear[1] - 8.0)))
    assert read("ankle_neck_lean", points, facing) == pytest.approx(
        degrees(atan2(shoulder[0], shoulder[1] - 8.0))
    )


@pytest.mark.parametrize("facing", list(Facing))
@pytest.mark.parametrize("roll", [-4.0, 2.5])
def test_the_cameras_roll_is_taken_out(facing: Facing, roll: float) -> None:
    level = CameraLevel.manual(roll)
    if facing.is_side:
        points, measure, angle = sagittal(facing, roll_deg=roll, trunk_forward=5.0), "trunk_lean", 5.0
    else:
        points, measure, angle = coronal(facing, roll_deg=roll, shoulder_tilt=5.0), "shoulder_tilt", 5.0
    assert read(measure, points, facing) != pytest.approx(angle)
    assert read(measure, points, facing, level) == pytest.approx(angle)


def test_a_camera_turned_clockwise_makes_a_level_front_read_plus_and_a_level_back_minus() -> None:
    assert read("shoulder_tilt", coronal(Facing.FRONT, roll_deg=2.0), Facing.FRONT) == pytest.approx(2.0)
    assert read("shoulder_tilt", coronal(Facing.BACK, roll_deg=2.0), Facing.BACK) == pytest.approx(-2.0)


def test_a_mirrored_photo_reverses_the_signs_and_exchanges_the_knees() -> None:
    points = coronal(head_tilt=2.0, shoulder_tilt=-3.0, trunk_to_right=4.0, left_varus=7.0, right_varus=-5.0)
    mirrored = points.mirrored(WIDTH)
    for measure in ("head_tilt", "shoulder_tilt", "trunk_tilt", "head_axis_tilt", "body_tilt"):
        assert read(measure, mirrored, Facing.FRONT) == pytest.approx(-read(measure, points, Facing.FRONT))
    assert read("left_knee_alignment", mirrored, Facing.FRONT) == pytest.approx(-5.0)
    assert read("right_knee_alignment", mirrored, Facing.FRONT) == pytest.approx(7.0)


def test_a_mirrored_profile_faces_the_other_way_and_reads_the_same() -> None:
    points = sagittal(Facing.LEFT, trunk_forward=6.0, ear_forward=14.0, shank_forward=3.0, thigh_forward=-4.0)
    mirrored = points.mirrored(WIDTH)
    for measure in ("trunk_lean", "ear_shoulder_angle", "body_lean", "knee_flexion", "head_pitch"):
        assert read(measure, mirrored, Facing.RIGHT) == pytest.approx(read(measure, points, Facing.LEFT))


def test_scale_changes_no_angle() -> None:
    points = coronal(shoulder_tilt=4.0, left_varus=6.0)
    larger = Keypoints(points.xy_px * 3.7, points.visibility.copy())
    for measure in ("shoulder_tilt", "left_knee_alignment", "trunk_tilt"):
        assert read(measure, larger, Facing.FRONT) == pytest.approx(read(measure, points, Facing.FRONT))


def test_primitives_by_known_vectors() -> None:
    origin = np.zeros(2)
    assert tilt_deg(np.array([1.0, -1.0]), origin) == pytest.approx(45.0)
    assert tilt_deg(np.array([-1.0, -1.0]), origin) == pytest.approx(45.0)
    assert lean_deg(origin, np.array([1.0, -1.0]), +1) == pytest.approx(45.0)
    assert turn_deg(np.array([0.0, 0.0]), np.array([1.0, 1.0]), np.array([0.0, 2.0])) == pytest.approx(90.0)
    assert rotate(np.array([1.0, 0.0]), 90.0, (0.0, 0.0)) == pytest.approx([0.0, 1.0])
    assert rotate(np.array([3.0, 2.0]), 90.0, (2.0, 2.0)) == pytest.approx([2.0, 3.0])
    assert inner_angle_deg(
        np.array([1.0, 0.0, 0.0]), np.zeros(3), np.array([0.0, 0.0, 2.0])
    ) == pytest.approx(90.0)
    assert inner_angle_deg(np.array([1.0, 0.0]), origin, np.array([1.0, 0.0])) == pytest.approx(0.0)


def test_the_eyes_tell_the_head_in_front_and_the_ears_from_behind() -> None:
    front = coronal(Facing.FRONT, head_tilt=6.0).with_points(
        {Landmark.LEFT_EAR: (400.0, 300.0), Landmark.RIGHT_EAR: (320.0, 300.0)}, figures.Source.MANUAL
    )
    assert read("head_tilt", front, Facing.FRONT) == pytest.approx(6.0)
    back = coronal(Facing.BACK, head_tilt=6.0).with_points(
        {Landmark.LEFT_EYE: (330.0, 300.0), Landmark.RIGHT_EYE: (400.0, 300.0)}, figures.Source.MANUAL
    )
    assert read("head_tilt", back, Facing.BACK) == pytest.approx(6.0)
    hidden = coronal(Facing.FRONT, head_tilt=6.0, hidden=(Landmark.LEFT_EYE,))
    assert read("head_tilt", hidden, Facing.FRONT) == pytest.approx(6.0)
