"""The contour's shoulders, read off silhouettes that are drawn with known ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_app.domain.geometry import tilt_deg
from posture_app.domain.keypoints import Landmark, Person, Silhouette, Source
from posture_app.domain.repeats import average
from posture_app.domain.shoulders import ACROMION, look_at_shoulders, with_contour, with_shoulders
from posture_app.domain.views import Facing
from tests.figures import HEIGHT, WIDTH, coronal, person
from tests.silhouettes import Shape, drawn, shoulders_of, torso

LEFT, RIGHT = Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER


def tilt_of(one: Person) -> float:
    return tilt_deg(one.keypoints.point(LEFT), one.keypoints.point(RIGHT))


@pytest.mark.parametrize("facing", [Facing.FRONT, Facing.BACK])
@pytest.mark.parametrize("degrees", [-6.0, -1.0, 0.0, 3.0])
def test_the_contour_tells_the_tilt_the_landmarks_miss(facing: Facing, degrees: float) -> None:
    body = person(coronal(facing=facing, shoulder_tilt=degrees / 2))
    # Its left is at image right in a front view: the line falls to image right when the left is lower.
    right_down = -np.tan(np.radians(degrees)) * (1 if facing is Facing.FRONT else -1)
    passes = with_contour([body] * 8, drawn(body, torso(right_down)))
    assert tilt_of(average(passes, None).person) == pytest.approx(degrees, abs=0.1)


@pytest.mark.parametrize("turned", [-5.0, 4.0])
def test_a_rolled_picture_turns_the_tilt_with_it(turned: float) -> None:
    body = person(coronal(shoulder_tilt=0.0))
    rolled = replace(body, keypoints=body.keypoints.rotated(turned, (WIDTH / 2, HEIGHT / 2)))
    right_down = -np.tan(np.radians(2.0))
    passes = with_contour([rolled], drawn(body, torso(right_down), turned_deg=turned))
    assert tilt_of(passes[0]) == pytest.approx(2.0 - turned, abs=0.1)


def test_the_neck_halves_the_error_of_landmarks_that_stand_aside() -> None:
    body = person(coronal())
    look = look_at_shoulders(body, drawn(body, torso(shift=0.1)))
    assert look is not None
    # Read 0.1 aside of its mid-line a contour that falls by 0.4 differs by 0.08 over 2.4 half-widths.
    aside = np.degrees(0.4 * 2 * 0.1 / (2 * np.array(ACROMION)))
    np.testing.assert_allclose(np.degrees(look.slopes_rad), -aside / 2, atol=0.1)
    assert look.shift_px == pytest.approx((0.05 * shoulders_of(body)[1], 0.0), abs=0.5)


def test_every_pass_keeps_its_distance_and_its_other_points() -> None:
    body = person(coronal(shoulder_tilt=1.0))
    visibility = np.where(np.arange(len(Landmark)) == LEFT, 0.6, body.keypoints.visibility)
    body = replace(body, keypoints=replace(body.keypoints, visibility=visibility))
    passes = with_contour([body] * 3, drawn(body, torso(0.05)))
    rest = [one for one in Landmark if one not in (LEFT, RIGHT) and body.keypoints.has(one)]
    for one in passes:
        assert shoulders_of(one)[1] == pytest.approx(shoulders_of(body)[1])
        np.testing.assert_array_equal(one.keypoints.xy_px[rest], body.keypoints.xy_px[rest])
        assert one.keypoints.sources[LEFT] is one.keypoints.sources[RIGHT] is Source.DERIVED
        assert one.keypoints.visibility[LEFT] == 0.6


@pytest.mark.parametrize("count", [1, 3, 4, 8])
def test_the_mean_over_the_passes_is_the_mean_over_the_readings(count: int) -> None:
    body = person(coronal())
    look = look_at_shoulders(body, drawn(body, torso()))
    assert look is not None
    look = replace(look, slopes_rad=np.radians([1.0, 2.0, 3.0, 6.0]))
    tilts = [tilt_of(one) for one in with_shoulders([body] * count, look)]
    assert np.mean(tilts) == pytest.approx(-3.0)
    assert (np.ptp(tilts) > 1.0) == (count > 1)


def beside(shape: Shape, *more: Shape) -> Shape:
    return lambda across, down: np.max([one(across, down) for one in (shape, *more)], axis=0)


def box(left: float, top: float, right: float, bottom: float) -> Shape:
    return lambda across, down: np.minimum.reduce([across - left, right - across, down - top, bottom - down])


@pytest.mark.parametrize(
    "covered",
    [
        pytest.param(box(0.2, -1.6, 1.15, 0.3), id="hair over one shoulder"),
        pytest.param(box(1.0, -1.4, 1.45, 0.3), id="an arm raised"),
        pytest.param(box(1.12, -0.35, 1.22, 0.3), id="a strap"),
        pytest.param(box(1.0, 0.2, 2.0, 1.4), id="a bag under the arm"),
        pytest.param(box(-2.2, -0.9, 2.2, 1.4), id="a blanket"),
        pytest.param(box(-0.3, -1.6, 0.75, 0.3), id="a collar on one side"),
    ],
)
def test_a_contour_of_something_else_is_refused(covered: Shape) -> None:
    body = person(coronal(shoulder_tilt=1.5))
    silhouette = drawn(body, beside(torso(), covered))
    assert look_at_shoulders(body, silhouette) is None
    assert tilt_of(with_contour([body], silhouette)[0]) == pytest.approx(1.5)


def test_a_contour_that_contradicts_the_landmarks_is_refused() -> None:
    body = person(coronal())
    assert look_at_shoulders(body, drawn(body, torso(np.tan(np.radians(4.0))))) is not None
    assert look_at_shoulders(body, drawn(body, torso(np.tan(np.radians(6.0))))) is None


def test_without_a_silhouette_the_landmarks_stay() -> None:
    body = person(coronal(shoulder_tilt=2.0))
    nothing = Silhouette(np.zeros((640, 640), np.uint8), 0.0, 0.0, 1.0)
    assert look_at_shoulders(body, None) is None
    assert look_at_shoulders(body, nothing) is None
    assert with_contour([body], nothing) == [body]
