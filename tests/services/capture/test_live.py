"""Front or back: whom to believe about what a live picture shows."""

from __future__ import annotations

from posture_app.domain.keypoints import Landmark, Person
from posture_app.domain.views import Facing, View
from posture_app.services.capture.live import Sighting, face_decides, judge
from tests.capture_stage import GOOD, SIZE, standing


def judged(one: Person, view: View, *, sees_face: bool | None) -> Sighting:
    return judge([one], SIZE, view, GOOD, 0.0, sees_face=sees_face)


def test_a_back_that_the_model_takes_for_a_front_is_a_back_when_no_face_is_seen():
    mistaken = standing(Facing.FRONT)
    seen = judged(mistaken, View.BACK, sees_face=False)
    assert seen.facing is Facing.BACK
    assert seen.reasons == ()
    assert seen.person is not None
    points = seen.person.keypoints
    assert points.point(Landmark.LEFT_SHOULDER)[0] < points.point(Landmark.RIGHT_SHOULDER)[0]


def test_a_face_says_front_whatever_the_model_says():
    seen = judged(standing(Facing.BACK), View.FRONT, sees_face=True)
    assert (seen.facing, seen.reasons) == (Facing.FRONT, ())
    assert [one.code for one in judged(standing(), View.BACK, sees_face=True).reasons] == ["wrong_view"]


def test_where_nobody_looked_for_a_face_the_landmarks_are_believed():
    assert [one.code for one in judged(standing(), View.BACK, sees_face=None).reasons] == ["wrong_view"]


def test_a_face_is_worth_looking_for_where_the_landmarks_say_the_opposite():
    assert face_decides(standing(Facing.FRONT), View.BACK)
    assert face_decides(standing(Facing.BACK), View.FRONT)
    assert not face_decides(standing(Facing.BACK), View.BACK)
    assert not face_decides(standing(Facing.FRONT), View.SIDE)
    assert not face_decides(standing(Facing.LEFT), View.BACK)
