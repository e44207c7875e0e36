"""Perspective is taken out: bodies of known three-dimensional points, photographed by a pinhole with a lens.

The camera here is written down anew, from the room to the picture; none of the product's geometry is used.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import atan2, cos, degrees, radians, sin

import numpy as np
import pytest

from posture_app.domain.body import Body, CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.findings import Observation, measure_all
from posture_app.domain.keypoints import Keypoints, Landmark, Source
from posture_app.domain.measures import BY_ID
from posture_app.domain.perspective import FORWARD, HALF_ACROMIAL_BREADTH, HALF_BREADTHS, undistorted
from posture_app.domain.uncertainty import Conditions, Verdict, compare
from posture_app.domain.views import Facing, View
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.figures import Coronal, Places, Sagittal, c7_of, coronal_places, rounded_of, sagittal_places

LENS = (-0.12, 0.05, 0.002, -0.003, 0.01)
SIZE = (1080, 1920)


@dataclass(frozen=True)
class Pinhole:
    """A camera `height` cm above the floor that stands `distance` cm from the body's plane."""

    roll: float = 0.0
    pitch: float = 0.0
    height: float = 100.0
    distance: float = 300.0
    focal: float = 1800.0
    distortion: tuple[float, ...] = ()
    aside: float = 0.0

    def geometry(self, *, height_known: bool = True) -> CameraGeometry:
        width, height = SIZE
        return CameraGeometry(
            width, height, self.focal, (width / 2 + 8.0, height / 2 - 5.0), self.distortion,
            self.roll, self.pitch, self.height if height_known else None,
        )  # fmt: skip

    def pixel(self, right: float, up: float, nearer: float) -> tuple[float, float]:
        """Photograph a point: cm to image right, above the floor, and nearer than the body's plane."""
        x, y, z = right - self.aside, self.height - up, self.distance - nearer
        pitch, roll = radians(self.pitch), radians(self.roll)
        # A camera that looks up shows everything lower.
        y, z = y * cos(pitch) + z * sin(pitch), z * cos(pitch) - y * sin(pitch)
        # A camera turned clockwise shows everything turned counter-clockwise; y grows downwards.
        x, y = x * cos(roll) + y * sin(roll), y * cos(roll) - x * sin(roll)
        k1, k2, p1, p2, k3 = self.distortion or (0.0,) * 5
        a, b = x / z, y / z
        r2 = a * a + b * b
        radial = 1 + k1 * r2 + k2 * r2**2 + k3 * r2**3
        seen = (
            a * radial + 2 * p1 * a * b + p2 * (r2 + 2 * a * a),
            b * radial + p1 * (r2 + 2 * b * b) + 2 * p2 * a * b,
        )
        centre = self.geometry().centre_px
        return centre[0] + self.focal * seen[0], centre[1] + self.focal * seen[1]


def length_of(places: Places) -> float:
    """Give the height from the ankles to the ears, cm."""
    mean = {name: (places["LEFT_" + name][1] + places["RIGHT_" + name][1]) / 2 for name in ("EAR", "ANKLE")}
    return mean["EAR"] - mean["ANKLE"]


def depth_of(name: str, facing: Facing, length: float, *, placed: bool = False) -> float:
    """Give how far a mean body's landmark stands nearer than the body's plane, cm."""
    side, _, own = name.rpartition("_") if name in ("NOSE", "C7") else name.partition("_")
    if facing in (Facing.FRONT, Facing.BACK):
        return FORWARD.get(own, 0.0) * length * (1 if facing is Facing.FRONT else -1)
    if not side:
        return 0.0
    half = HALF_ACROMIAL_BREADTH if placed and own == "SHOULDER" else HALF_BREADTHS[own]
    return half * length * (1 if side == facing.value.upper() else -1)


def shot(places: Places, facing: Facing, camera: Pinhole, placed: frozenset[str] = frozenset()) -> Keypoints:
    """Photograph a body laid out as in tests/figures, everything at a mean body's depth."""
    towards = {Facing.FRONT: +1, Facing.BACK: -1, Facing.RIGHT: +1, Facing.LEFT: -1}[facing]
    length = length_of(places)
    xy = np.full((len(Landmark), 2), np.nan)
    sources = [Source.MODEL] * len(Landmark)
    for name, (x, up) in places.items():
        depth = depth_of(name, facing, length, placed=name in placed)
        xy[Landmark[name]] = camera.pixel(towards * x, up, depth)
        if name in placed:
            sources[Landmark[name]] = Source.MANUAL
    return Keypoints(xy, np.ones(len(Landmark)), tuple(sources))


def profile(facing: Facing, body: Sagittal) -> Places:
    return sagittal_places(body, facing.value.upper()) | {"C7": c7_of(body)}


def flat(points: Keypoints, facing: Facing, camera: Pinhole, *, height_known: bool = True) -> Body:
    level = CameraLevel(camera.roll, 0.1, LevelSource.REMEMBERED)
    return Body.levelled(
        points, facing, level, (SIZE[0] / 2, SIZE[1] / 2), None, camera.geometry(height_known=height_known)
    )


CAMERAS = [
    Pinhole(),
    Pinhole(roll=3.0),
    Pinhole(pitch=6.0),
    Pinhole(pitch=-6.0, aside=40.0),
    Pinhole(distortion=LENS),
    Pinhole(roll=-2.0, pitch=4.0, height=140.0, distance=250.0, distortion=LENS, aside=-30.0),
]
BODY = Coronal(
    head_tilt=-3.0, shoulder_tilt=2.0, pelvic_tilt=1.5, left_varus=4.0, right_varus=-6.0,
    trunk_to_right=2.5, head_to_right=-1.5, pelvis_to_left_cm=2.0,
)  # fmt: skip
PROFILE = Sagittal(
    shank_forward=2.0, thigh_forward=-3.0, trunk_forward=4.0, ear_forward=14.0, neck_forward=42.0
)
TOLERANCE_DEG = 0.05


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
def test_front_and_back_measures_are_the_bodys_own(facing: Facing, camera: Pinhole) -> None:
    body = flat(shot(coronal_places(BODY), facing, camera), facing, camera)
    true = {
        "head_tilt": BODY.head_tilt, "shoulder_tilt": BODY.shoulder_tilt, "pelvic_tilt": BODY.pelvic_tilt,
        "left_knee_alignment": BODY.left_varus, "right_knee_alignment": BODY.right_varus,
        "trunk_tilt": BODY.trunk_to_right, "head_axis_tilt": BODY.head_to_right,
    }  # fmt: skip
    read = {name: BY_ID[name].read(body) for name in true}
    assert read == pytest.approx(true, abs=TOLERANCE_DEG)


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.RIGHT])
def test_profile_measures_are_the_bodys_own(facing: Facing, camera: Pinhole) -> None:
    points = shot(profile(facing, PROFILE), facing, camera)
    body = flat(points, facing, camera)
    true = {
        "neck_inclination": PROFILE.neck_forward, "craniovertebral_angle": 90.0 - PROFILE.neck_forward,
        "ear_shoulder_angle": PROFILE.ear_forward, "trunk_lean": PROFILE.trunk_forward,
        "knee_flexion": PROFILE.shank_forward - PROFILE.thigh_forward,
        "head_pitch": PROFILE.looking_down,
    }  # fmt: skip
    read = {name: BY_ID[name].read(body) for name in true}
    assert read == pytest.approx(true, abs=TOLERANCE_DEG)


@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.RIGHT])
def test_a_placed_acromion_stands_farther_out_than_the_joint(facing: Facing) -> None:
    camera = Pinhole(height=90.0)
    near = facing.value.upper() + "_SHOULDER"
    points = shot(profile(facing, PROFILE), facing, camera, frozenset({near, "C7"}))
    read = BY_ID["rounded_shoulder"].read(flat(points, facing, camera))
    assert read == pytest.approx(rounded_of(PROFILE), abs=TOLERANCE_DEG)


@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.RIGHT])
def test_a_low_camera_reads_the_craniovertebral_angle_high_until_perspective_is_taken_out(
    facing: Facing,
) -> None:
    camera = Pinhole()
    points = shot(profile(facing, PROFILE), facing, camera)
    spec = BY_ID["craniovertebral_angle"]
    picture = Body.levelled(points, facing, CameraLevel(), (SIZE[0] / 2, SIZE[1] / 2))
    true = 90.0 - PROFILE.neck_forward
    assert spec.read(picture) - true > 2.0
    assert spec.read(flat(points, facing, camera)) == pytest.approx(true, abs=TOLERANCE_DEG)


def test_a_camera_that_looks_up_makes_verticals_converge_until_perspective_is_taken_out() -> None:
    camera = Pinhole(pitch=8.0, aside=-60.0)  # the body stands to the right of the optical axis
    points = shot(coronal_places(Coronal()), Facing.FRONT, camera)
    spec = BY_ID["body_tilt"]
    picture = Body.levelled(points, Facing.FRONT, CameraLevel(), (SIZE[0] / 2, SIZE[1] / 2))
    # Its top leans inwards, to image left, which is the subject's right.
    assert spec.read(picture) > 1.0
    assert spec.read(flat(points, Facing.FRONT, camera)) == pytest.approx(0.0, abs=TOLERANCE_DEG)


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
def test_centimetres_come_from_the_feet_on_the_floor(facing: Facing) -> None:
    camera = Pinhole(pitch=3.0)
    lifted = {name: (x, up + 2.5) for name, (x, up) in coronal_places(BODY).items()}  # ankles at 10.5 cm
    body = flat(shot(lifted, facing, camera), facing, camera)
    places = coronal_places(BODY)
    ankles = (places["LEFT_ANKLE"][0] + places["RIGHT_ANKLE"][0]) / 2
    low = (places["LEFT_ANKLE"][1] + places["RIGHT_ANKLE"][1]) / 2 + 2.5
    assert body.distance == pytest.approx(camera.distance * (100.0 - 10.5) / (100.0 - low))
    scale = (100.0 - 10.5) / (100.0 - low)
    expected = (BODY.pelvis_to_left_cm - ankles) * scale
    assert BY_ID["pelvic_shift_cm"].read(body) == pytest.approx(expected, abs=0.02)


def test_centimetres_come_from_the_stature_first() -> None:
    camera = Pinhole(roll=2.0, pitch=2.0)
    points = shot(coronal_places(BODY), Facing.FRONT, camera)
    level = CameraLevel(2.0, 0.1, LevelSource.MANUAL)
    centre = (SIZE[0] / 2, SIZE[1] / 2)
    picture = Body.levelled(points, Facing.FRONT, level, centre)
    px_per_cm = picture.length / length_of(coronal_places(BODY))
    geometry = replace(camera.geometry(), height_cm=999.0)
    body = Body.levelled(points, Facing.FRONT, level, centre, px_per_cm, geometry)
    assert body.px_per_cm == 1.0
    assert body.distance == pytest.approx(camera.distance, rel=0.002)
    assert body.length == pytest.approx(length_of(coronal_places(BODY)), rel=0.002)


def test_without_a_scale_angles_are_read_and_distances_are_not() -> None:
    camera = Pinhole()
    points = shot(coronal_places(BODY), Facing.FRONT, camera)
    body = flat(points, Facing.FRONT, camera, height_known=False)
    assert body.px_per_cm is None
    assert body.distance == 1.0
    assert BY_ID["shoulder_tilt"].read(body) == pytest.approx(BODY.shoulder_tilt, abs=TOLERANCE_DEG)


def test_feet_level_with_the_lens_tell_no_distance() -> None:
    camera = Pinhole(height=20.0)
    points = shot(coronal_places(BODY), Facing.FRONT, camera)
    assert flat(points, Facing.FRONT, camera).px_per_cm is None


def test_the_lens_bends_back_to_a_thousandth_of_a_pixel() -> None:
    camera = Pinhole(distortion=LENS)
    corners = [(x, y) for x in (-80.0, 0.0, 80.0) for y in (10.0, 100.0, 200.0)]
    seen = np.array([camera.pixel(x, up, 0.0) for x, up in corners])
    straight = np.array([(x / 300.0, (100.0 - up) / 300.0) for x, up in corners])
    assert undistorted(seen, camera.geometry()) == pytest.approx(straight, abs=5e-7)


def test_the_level_decides_on_the_roll() -> None:
    camera = Pinhole(roll=2.0)
    points = shot(coronal_places(BODY), Facing.FRONT, camera)
    geometry = replace(camera.geometry(), roll_deg=-7.0)
    level = CameraLevel(2.0, 0.1, LevelSource.SCENE)
    body = Body.levelled(points, Facing.FRONT, level, (SIZE[0] / 2, SIZE[1] / 2), None, geometry)
    assert BY_ID["shoulder_tilt"].read(body) == pytest.approx(BODY.shoulder_tilt, abs=TOLERANCE_DEG)


def sems(facing: Facing, view: View, body: Body) -> dict[str, float]:
    level = CameraLevel(0.0, 0.0, LevelSource.MARKER)
    seen = Observation(view, body, [body], level, 0.0, {})
    return {one.id: one.sem for one in measure_all(seen, shipped_norms(), shipped_method_errors())}


def test_an_unsure_depth_widens_the_doubt_of_what_leans_on_it_and_of_nothing_else() -> None:
    points = shot(profile(Facing.LEFT, PROFILE), Facing.LEFT, Pinhole())
    body = flat(points, Facing.LEFT, Pinhole())
    without = sems(Facing.LEFT, View.SIDE, replace(body, distance=None))
    widened = sems(Facing.LEFT, View.SIDE, body)
    # By hand: 1 cm on the tragus (at 161 cm) and on C7 (at 152 cm) moves them up by 61/300 and 52/300 cm.
    added = np.sqrt(widened["craniovertebral_angle"] ** 2 - without["craniovertebral_angle"] ** 2)
    c7, ear = profile(Facing.LEFT, PROFILE)["C7"], profile(Facing.LEFT, PROFILE)["LEFT_EAR"]
    dx, dy = ear[0] - c7[0], ear[1] - c7[1]
    moved = (
        np.hypot((ear[1] - 100.0) / 300.0, (c7[1] - 100.0) / 300.0)
        * 0.007
        * length_of(profile(Facing.LEFT, PROFILE))
    )
    by_hand = degrees(atan2(dx * moved, dx * dx + dy * dy))
    assert added == pytest.approx(by_hand, rel=0.2)
    assert widened["knee_flexion"] == pytest.approx(without["knee_flexion"], rel=0.02)


def test_a_pair_seen_from_the_front_is_no_less_sure_for_its_depth() -> None:
    camera = Pinhole()
    body = flat(shot(coronal_places(Coronal()), Facing.FRONT, camera), Facing.FRONT, camera)
    without = sems(Facing.FRONT, View.FRONT, replace(body, distance=None))
    assert sems(Facing.FRONT, View.FRONT, body)["shoulder_tilt"] == pytest.approx(without["shoulder_tilt"])


def test_with_and_without_perspective_is_not_compared() -> None:
    here = Conditions(Facing.LEFT, "contract-v2/1", "blazepose-full", None, None)
    change = compare((50.0, 1.0, here), (53.0, 1.0, replace(here, perspective_removed=True)))
    assert change.verdict is Verdict.NOT_COMPARABLE
    assert change.why_not == ("perspective_removed",)
