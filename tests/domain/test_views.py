"""Which way a body faces, and left and right put where they must be."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.keypoints import OPPOSITE, PAIRS, Keypoints, Landmark, Silhouette, Source
from posture_app.domain.views import (
    PROFILE_SHORTFALL_DEG,
    Facing,
    View,
    facing_of,
    facing_seen,
    turned_deg,
    with_sides_of,
    yaw_deg,
)
from tests.figures import WIDTH, Coronal, coronal, coronal_places, person, world_of

BODY = coronal_places(Coronal())


@pytest.mark.parametrize("yaw", [-170.0, -35.0, -10.0, 0.0, 8.0, 30.0, 150.0, 179.0])
def test_yaw_is_the_one_the_body_was_turned_by(yaw: float) -> None:
    # Away from the profiles the correction for the model's shortfall is small.
    assert yaw_deg(world_of(BODY, yaw)) == pytest.approx(yaw, abs=0.6)


@pytest.mark.parametrize("side", [-1, 1])
def test_a_profile_that_the_model_shows_short_is_read_whole(side: int) -> None:
    assert yaw_deg(world_of(BODY, side * (90.0 - PROFILE_SHORTFALL_DEG))) == pytest.approx(
        side * 90.0, abs=0.2
    )


@pytest.mark.parametrize(
    ("yaw", "facing"),
    [(0, Facing.FRONT), (40, Facing.FRONT), (-40, Facing.FRONT), (90, Facing.RIGHT), (-90, Facing.LEFT),
     (180, Facing.BACK), (-170, Facing.BACK), (130, Facing.RIGHT), (-130, Facing.LEFT)],
)  # fmt: skip
def test_the_nearest_facing(yaw: float, facing: Facing) -> None:
    assert facing_of(yaw) is facing
    assert abs(turned_deg(yaw, facing)) <= 45


def test_turned_is_signed_and_goes_round() -> None:
    assert turned_deg(-175.0, Facing.BACK) == pytest.approx(5.0)
    assert turned_deg(175.0, Facing.BACK) == pytest.approx(-5.0)
    assert turned_deg(-100.0, Facing.LEFT) == pytest.approx(-10.0)


@pytest.mark.parametrize(
    ("yaw", "wanted", "face", "seen"),
    [
        (0.0, View.FRONT, True, (Facing.FRONT, True)),
        (180.0, View.FRONT, True, (Facing.FRONT, True)),
        (180.0, View.FRONT, False, (Facing.BACK, True)),
        (0.0, View.BACK, True, (Facing.FRONT, True)),
        (0.0, View.BACK, False, (Facing.BACK, False)),
        (0.0, View.FRONT, False, (Facing.FRONT, False)),
        (0.0, View.SIDE, False, (Facing.FRONT, False)),
        (90.0, View.BACK, False, (Facing.RIGHT, True)),
        (-90.0, View.FRONT, True, (Facing.LEFT, True)),
    ],
)
def test_face_pose_and_the_view_asked_for_decide_together(
    yaw: float, wanted: View, face: bool, seen: tuple[Facing, bool]
) -> None:
    assert facing_seen(yaw, wanted, sees_face=face) == seen


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
def test_a_body_named_the_wrong_way_round_is_put_right(facing: Facing) -> None:
    right = person(coronal(facing, shoulder_tilt=3.0), yaw_deg=facing.heading_deg)
    wrong = right.with_sides_swapped()
    mended = with_sides_of(wrong, facing)
    np.testing.assert_allclose(mended.keypoints.xy_px, right.keypoints.xy_px)
    np.testing.assert_allclose(mended.world_m, right.world_m)
    assert with_sides_of(right, facing) is right


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
def test_a_single_pair_named_wrongly_is_put_right_but_crossed_arms_are_left(facing: Facing) -> None:
    right = person(coronal(facing))
    pairs = (Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST)
    wrong = person(right.keypoints.with_sides_swapped(pairs))
    mended = with_sides_of(wrong, facing).keypoints
    np.testing.assert_allclose(mended.point(Landmark.LEFT_KNEE), right.keypoints.point(Landmark.LEFT_KNEE))
    np.testing.assert_allclose(mended.point(Landmark.LEFT_WRIST), right.keypoints.point(Landmark.RIGHT_WRIST))


def test_a_profile_keeps_its_names() -> None:
    body = person(coronal()).with_sides_swapped()
    assert with_sides_of(body, Facing.LEFT) is body


def test_pairs_and_opposites() -> None:
    assert OPPOSITE[Landmark.NOSE] is Landmark.NOSE
    assert OPPOSITE[Landmark.LEFT_HEEL] is Landmark.RIGHT_HEEL
    assert len(PAIRS) == 23


def test_mirroring_twice_gives_the_same_body() -> None:
    points = coronal(shoulder_tilt=4.0)
    np.testing.assert_allclose(points.mirrored(WIDTH).mirrored(WIDTH).xy_px, points.xy_px)
    once = points.mirrored(WIDTH)
    assert once.point(Landmark.LEFT_KNEE)[0] == pytest.approx(WIDTH - points.point(Landmark.RIGHT_KNEE)[0])
    assert once.point(Landmark.LEFT_KNEE)[1] == pytest.approx(points.point(Landmark.RIGHT_KNEE)[1])


def test_keypoints_are_checked_and_frozen() -> None:
    with pytest.raises(ValueError, match="landmarks"):
        Keypoints(np.zeros((3, 2)), np.zeros(3))
    with pytest.raises(ValueError, match="read-only"):
        coronal().xy_px[0] = 0


def test_a_landmark_by_hand_is_seen_and_says_so() -> None:
    points = coronal()
    assert not points.has(Landmark.C7)
    placed = points.with_points({Landmark.C7: (10.0, 20.0)}, Source.MANUAL)
    assert placed.sees(Landmark.C7)
    assert placed.sources[Landmark.C7] is Source.MANUAL
    assert points.sources[Landmark.C7] is Source.MODEL


def test_boxes_and_heights() -> None:
    points = coronal()
    left, top, right, bottom = points.box_px()
    assert bottom - top == pytest.approx(points.height_px())
    assert left < points.point(Landmark.RIGHT_WRIST)[0] + 1 < points.point(Landmark.LEFT_WRIST)[0] < right + 1


def test_a_silhouettes_rows_are_found_to_a_fraction_of_a_pixel() -> None:
    share = np.zeros((10, 10), np.uint8)
    share[3:7, 4:6] = 255
    share[2, 4] = 64  # a quarter of the pixel above
    rows = Silhouette(share, left=100.0, top=200.0, scale=2.0).rows_px(101.0, 104.0)
    assert rows is not None
    assert 200.0 + 2.5 / 2 < rows[0] < 200.0 + 3.5 / 2
    assert rows[1] == pytest.approx(200.0 + 7.0 / 2)
    assert Silhouette(share, 100.0, 200.0, 2.0).rows_px(100.0, 101.5) is None
    assert Silhouette(share, 100.0, 200.0, 2.0).rows_px(300.0, 310.0) is None


def test_a_silhouette_is_read_between_its_pixels_and_is_nothing_outside() -> None:
    share = np.array([[0, 102], [153, 255]], np.uint8)
    silhouette = Silhouette(share, left=100.0, top=200.0, scale=0.5)
    centres = np.array([[101.0, 201.0], [103.0, 201.0], [101.0, 203.0], [103.0, 203.0]])
    np.testing.assert_allclose(silhouette.at(centres), [0.0, 0.4, 0.6, 1.0])
    between = np.array([[[102.0, 201.0]], [[102.0, 202.0]]])
    np.testing.assert_allclose(silhouette.at(between), [[0.2], [0.5]])
    outside = np.array([[99.0, 203.0], [104.0, 203.0], [-9e3, 9e3]])
    np.testing.assert_allclose(silhouette.at(outside), [0.0, 0.5, 0.0])


def test_a_silhouette_that_fills_the_cut_out_ends_at_its_edge() -> None:
    rows = Silhouette(np.full((4, 4), 255, np.uint8), 0.0, 10.0, 1.0).rows_px(0.0, 4.0)
    assert rows == (10.0, 14.0)


def test_the_models_landmarks_leave_room_for_those_it_does_not_know() -> None:
    points = Keypoints.from_model(np.ones((33, 2)), np.ones(33))
    assert points.sees(Landmark.NOSE, Landmark.RIGHT_FOOT_INDEX)
    assert not points.has(Landmark.C7)
