"""The face's eyes in the place of the pose's, tilted as the face's mesh is."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.face import (
    EYES,
    FACE_FROM,
    FREE_OF_HAIR,
    UNSTEADY_DEG,
    FaceLook,
    directions_deg,
    eyes_apart_deg,
    eyes_of,
    with_pair,
)
from posture_app.domain.geometry import tilt_deg
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.repeats import average
from tests.figures import coronal, person

BODY = person(coronal())
LEFT = BODY.keypoints.point(Landmark.LEFT_EYE)
RIGHT = BODY.keypoints.point(Landmark.RIGHT_EYE)


def looks(*rises_px: float) -> np.ndarray:
    """Eye pairs whose left eye stands higher by so many pixels than the pose has it."""
    return np.array([[LEFT - (0.0, rise), RIGHT] for rise in rises_px])


def mesh(roll_deg: float = 0.0, yaw_deg: float = 0.0, pitch_deg: float = 0.0, pairs: int = 20) -> np.ndarray:
    """A face of symmetric pairs at many heights and depths, turned in space, (pairs, 2, 3).

    `roll_deg` + = the subject's left goes up; `yaw_deg` + = the face turns to image right; `pitch_deg` + =
    it looks down. x to image right, where the subject's left is, y down, z away from the camera.
    """
    seeds = np.random.default_rng(3)
    half = seeds.uniform(2.0, 30.0, pairs)
    down, deep = seeds.uniform(-40.0, 40.0, (2, pairs))
    points = np.array([[half, down, deep], [-half, down, deep]]).transpose(2, 0, 1)
    roll, yaw, pitch = np.radians([-roll_deg, yaw_deg, pitch_deg])
    about_z = [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
    about_y = [[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]]
    about_x = [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    turned: np.ndarray = points @ np.array(about_x).T @ np.array(about_y).T @ np.array(about_z).T
    return turned


@pytest.mark.parametrize("passes", [1, 2, 3, 8])
def test_the_mean_over_the_passes_is_the_mean_over_all_looks(passes: int) -> None:
    eyes = looks(4.0, -1.0, 6.0, 2.0, 9.0)
    mean = average(with_pair([BODY] * passes, EYES, eyes), None).person.keypoints
    np.testing.assert_allclose(mean.point(Landmark.LEFT_EYE), eyes[:, 0].mean(axis=0))
    np.testing.assert_allclose(mean.point(Landmark.RIGHT_EYE), RIGHT)
    assert mean.sources[Landmark.LEFT_EYE] is mean.sources[Landmark.RIGHT_EYE] is Source.DERIVED
    np.testing.assert_allclose(mean.point(Landmark.NOSE), BODY.keypoints.point(Landmark.NOSE))


def test_the_spread_over_the_passes_is_the_looks_own() -> None:
    spread = average(with_pair([BODY] * 2, EYES, looks(-3.0, 3.0)), None).spread_px
    assert spread[Landmark.LEFT_EYE] == pytest.approx(3.0)
    assert spread[Landmark.RIGHT_EYE] == pytest.approx(0.0)


@pytest.mark.parametrize("rise", [-5.0, 5.0])
def test_how_far_face_and_pose_disagree_has_no_sign(rise: float) -> None:
    expected = np.degrees(np.arctan2(abs(rise), LEFT[0] - RIGHT[0]))
    assert eyes_apart_deg(BODY, FaceLook(0.9, looks(rise))) == pytest.approx(expected)


def test_a_face_needs_its_share_and_its_eyes() -> None:
    assert FaceLook(FACE_FROM, looks(0.0)).sees_face
    assert not FaceLook(FACE_FROM - 0.01, looks(0.0)).sees_face
    assert not FaceLook(0.9, np.empty((0, 2, 2))).sees_face


@pytest.mark.parametrize("roll", [-12.0, 0.0, 3.5])
@pytest.mark.parametrize("yaw", [-25.0, 0.0, 25.0])
def test_a_mesh_tells_its_roll_and_yaw_however_it_is_turned(roll: float, yaw: float) -> None:
    look = FaceLook(0.9, looks(0.0), np.stack([mesh(roll, yaw, 5.0)] * 2))
    np.testing.assert_allclose(directions_deg(look.meshes_px), roll)
    assert look.head_yaw_deg == pytest.approx(yaw)


def test_without_a_mesh_there_is_no_yaw_the_face_is_not_steady_and_the_detector_serves() -> None:
    look = FaceLook(0.9, looks(4.0))
    assert look.head_yaw_deg == 0.0
    assert not look.is_steady
    np.testing.assert_array_equal(eyes_of(look, hidden=True), look.eyes_px)


def test_looks_that_disagree_are_not_steady() -> None:
    for apart, steady in ((UNSTEADY_DEG - 0.1, True), (UNSTEADY_DEG + 0.1, False)):
        look = FaceLook(0.9, looks(0.0), np.stack([mesh(apart), mesh(-apart)]))
        assert look.is_steady is steady


def test_the_eyes_keep_their_place_and_width_and_take_the_tilt_of_mesh_and_detector() -> None:
    detected = looks(4.0)
    eyes = eyes_of(FaceLook(0.9, detected, np.stack([mesh(3.0), mesh(5.0)])), hidden=False)
    own = tilt_deg(detected[0, 0], detected[0, 1])
    tilts = [tilt_deg(*pair) for pair in eyes]
    np.testing.assert_allclose(tilts, [0.75 * 3.0 + 0.25 * own, 0.75 * 5.0 + 0.25 * own])
    np.testing.assert_allclose(eyes.mean(axis=1), np.tile(detected[0].mean(axis=0), (2, 1)))
    np.testing.assert_allclose(
        np.linalg.norm(eyes[:, 0] - eyes[:, 1], axis=1), np.linalg.norm(detected[0, 0] - detected[0, 1])
    )


def test_where_hair_hides_an_eye_mouth_and_nose_count_with_the_detector() -> None:
    points = mesh(9.0)
    points[:FREE_OF_HAIR] = mesh(2.0)[:FREE_OF_HAIR]
    eyes = eyes_of(FaceLook(0.9, looks(0.0), points[None]), hidden=True)
    level = tilt_deg(LEFT, RIGHT)
    assert tilt_deg(*eyes[0]) == pytest.approx((2.0 + level) / 2)
