"""Stickers by construction: where they are expected, and which dot is which point."""

from __future__ import annotations

import pytest

from posture_app.domain.keypoints import OPPOSITE, Keypoints, Landmark
from posture_app.domain.stickers import (
    ExpectedSticker,
    StickerColour,
    StickerDot,
    assign,
    body_cm_px,
    expected_stickers,
    placeable_in,
    radii_px,
)
from posture_app.domain.views import Facing
from tests.figures import WIDTH, coronal, sagittal


def dot(x: float, y: float, score: float = 1.0) -> StickerDot:
    return StickerDot((x, y), 5.0, StickerColour.GREEN, score)


def place(landmark: Landmark, x: float, y: float, reach: float = 40.0) -> ExpectedSticker:
    return ExpectedSticker(landmark, (x, y), reach)


def body_of(facing: Facing) -> Keypoints:
    return sagittal(facing) if facing.is_side else coronal(facing)


@pytest.mark.parametrize("facing", list(Facing))
def test_every_placeable_point_is_expected_on_its_own_side(facing: Facing) -> None:
    points = body_of(facing)
    expected = {one.landmark: one for one in expected_stickers(points, facing)}
    ears = {one for one in expected if one.name.endswith("_EAR")}
    assert set(expected) - ears == set(placeable_in(facing))
    assert len(ears) == facing.is_side
    near = facing.value.upper() if facing.is_side else ""
    for landmark, one in expected.items():
        assert not near or landmark is Landmark.C7 or landmark.name.startswith(near)
        assert 0.0 < one.reach_px < 0.1 * points.height_px()
        if landmark.name.startswith("LEFT_") and not near:
            opposite = expected[Landmark["RIGHT_" + landmark.name[5:]]]
            assert (one.xy_px[0] - opposite.xy_px[0]) * facing.left_towards > 0


@pytest.mark.parametrize("facing", list(Facing))
def test_a_mirrored_body_is_expected_mirrored(facing: Facing) -> None:
    points = body_of(facing)
    other = {Facing.LEFT: Facing.RIGHT, Facing.RIGHT: Facing.LEFT}.get(facing, facing)
    mirrored = {one.landmark: one.xy_px for one in expected_stickers(points.mirrored(WIDTH), other)}
    for one in expected_stickers(points, facing):
        assert mirrored[OPPOSITE[one.landmark]] == pytest.approx((WIDTH - one.xy_px[0], one.xy_px[1]))


@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.RIGHT])
def test_in_profile_asis_is_in_front_and_psis_behind(facing: Facing) -> None:
    near = facing.value.upper()
    at = {one.landmark.name: one.xy_px for one in expected_stickers(sagittal(facing), facing)}
    hip = sagittal(facing).point(Landmark[near + "_HIP"])
    assert (at[near + "_ASIS"][0] - hip[0]) * facing.forward > 0
    assert (at[near + "_PSIS"][0] - hip[0]) * facing.forward < 0
    assert at["C7"][1] < at[near + "_ACROMION"][1]


def test_the_tubercle_is_expected_below_the_knee_cap() -> None:
    at = {one.landmark: one.xy_px for one in expected_stickers(coronal(), Facing.FRONT)}
    assert at[Landmark.LEFT_TIBIAL_TUBERCLE][1] > at[Landmark.LEFT_PATELLA][1]


def test_the_scale_gives_the_size_and_its_doubt_widens_it() -> None:
    points = coronal()
    assert radii_px(points, 10.0) == pytest.approx((6.5, 12.5))
    smallest, largest = radii_px(points, None)
    scale = body_cm_px(points)
    assert smallest < 0.65 * scale
    assert largest > 1.25 * scale


def test_every_dot_goes_to_its_own_point() -> None:
    places = [place(Landmark.LEFT_PATELLA, 100, 100), place(Landmark.LEFT_TIBIAL_TUBERCLE, 100, 135)]
    # Both shifted up together: the lower dot is nearer to the upper place than the upper dot is.
    found = assign([dot(100, 80), dot(100, 115)], places)
    assert {one.landmark: one.xy_px[1] for one in found} == {
        Landmark.LEFT_PATELLA: 80,
        Landmark.LEFT_TIBIAL_TUBERCLE: 115,
    }


def test_two_dots_that_fit_alike_are_not_guessed_at() -> None:
    places = [place(Landmark.C7, 100, 100)]
    assert assign([dot(90, 100), dot(110, 101)], places) == ()
    (found,) = assign([dot(95, 100), dot(130, 100)], places)
    assert found.xy_px == (95, 100)


def test_a_dot_between_two_points_is_not_guessed_at() -> None:
    places = [place(Landmark.LEFT_PATELLA, 100, 100), place(Landmark.LEFT_TIBIAL_TUBERCLE, 100, 140)]
    assert assign([dot(100, 120)], places) == ()
    (found,) = assign([dot(100, 104)], places)
    assert found.landmark is Landmark.LEFT_PATELLA


def test_out_of_reach_is_out_of_question_and_looks_decide_between_equals() -> None:
    places = [place(Landmark.C7, 100, 100)]
    assert assign([dot(100, 141)], places) == ()
    (found,) = assign([dot(90, 100, 0.2), dot(110, 100, 0.9)], places)
    assert found.xy_px == (110, 100)
    assert assign([], places) == ()
    assert assign([dot(1, 1)], []) == ()
