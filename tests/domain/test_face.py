"""The face's eyes in the place of the pose's."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.face import FACE_FROM, FaceLook, eyes_apart_deg, with_eyes
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.repeats import average
from tests.figures import coronal, person

BODY = person(coronal())
LEFT = BODY.keypoints.point(Landmark.LEFT_EYE)
RIGHT = BODY.keypoints.point(Landmark.RIGHT_EYE)


def looks(*rises_px: float) -> np.ndarray:
    """Eye pairs whose left eye stands higher by so many pixels than the pose has it."""
    return np.array([[LEFT - (0.0, rise), RIGHT] for rise in rises_px])


@pytest.mark.parametrize("passes", [1, 2, 3, 8])
def test_the_mean_over_the_passes_is_the_mean_over_all_looks(passes: int) -> None:
    eyes = looks(4.0, -1.0, 6.0, 2.0, 9.0)
    mean = average(with_eyes([BODY] * passes, FaceLook(0.9, eyes)), None).person.keypoints
    np.testing.assert_allclose(mean.point(Landmark.LEFT_EYE), eyes[:, 0].mean(axis=0))
    np.testing.assert_allclose(mean.point(Landmark.RIGHT_EYE), RIGHT)
    assert mean.sources[Landmark.LEFT_EYE] is mean.sources[Landmark.RIGHT_EYE] is Source.DERIVED
    np.testing.assert_allclose(mean.point(Landmark.NOSE), BODY.keypoints.point(Landmark.NOSE))


def test_the_spread_over_the_passes_is_the_looks_own() -> None:
    spread = average(with_eyes([BODY] * 2, FaceLook(0.9, looks(-3.0, 3.0))), None).spread_px
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
