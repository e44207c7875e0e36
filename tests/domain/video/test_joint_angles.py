"""Joint angles of limbs laid out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin

import numpy as np
import pytest

from posture_app.domain.keypoints import Landmark
from posture_app.domain.video.joint_angles import ANGLES, TRUNK_LEAN, angles_of
from posture_app.domain.video.motion import Track


def leg(bend_deg: float, turn_deg: float = 0.0) -> Track:
    """A left knee bent by an angle, the whole leg turned in the picture."""
    xy, scores = np.zeros((1, 33, 2)), np.ones((1, 33))
    turn, shin = radians(turn_deg), radians(turn_deg + bend_deg)
    xy[0, Landmark.LEFT_HIP] = (-100.0 * sin(turn), -100.0 * cos(turn))
    xy[0, Landmark.LEFT_ANKLE] = (80.0 * sin(shin), 80.0 * cos(shin))
    return Track(0, np.array([0]), xy, scores)


@pytest.mark.parametrize("turn", [0.0, 30.0, 170.0])
@pytest.mark.parametrize("bend", [0.0, 20.0, 90.0, 150.0, -40.0])
def test_the_knee_is_a_hundred_and_eighty_less_its_bend_however_it_is_turned(
    bend: float, turn: float
) -> None:
    assert angles_of(leg(bend, turn))["left_knee"][0] == pytest.approx(180.0 - abs(bend))


@pytest.mark.parametrize("right_px", [-40.0, 0.0, 25.0])
def test_the_trunk_leans_to_image_right_with_plus(right_px: float) -> None:
    xy, scores = np.zeros((1, 33, 2)), np.ones((1, 33))
    xy[0, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = (
        (right_px + 20, -100.0),
        (right_px - 20, -100.0),
    )
    lean = angles_of(Track(0, np.array([0]), xy, scores))[TRUNK_LEAN][0]
    assert lean == pytest.approx(np.degrees(np.arctan2(right_px, 100.0)))


def test_an_angle_has_no_value_where_a_point_is_not_seen_or_was_filled_in() -> None:
    track = leg(20.0)
    hidden = track.scores.copy()
    hidden[0, Landmark.LEFT_ANKLE] = 0.3
    angles = angles_of(replace(track, scores=hidden))
    assert np.isnan(angles["left_knee"][0])
    assert np.isfinite(angles["right_hip"][0])
    nothing = angles_of(replace(track, scores=np.zeros((1, 33))))
    assert set(nothing) == set(ANGLES)
    assert all(np.isnan(values).all() for values in nothing.values())
