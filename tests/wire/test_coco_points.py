"""Keypoints as Kakao and NHN carry them, and back."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.wire import kakao_pose, nhn_pose
from posture_app.wire.points import COCO, COCO_NAMES
from tests.figures import coronal
from tests.wire.guides import sample

POINTS = coronal(shoulder_tilt=3.0, hidden=(Landmark.LEFT_ANKLE,))


def same_coco(one: Keypoints, other: Keypoints) -> bool:
    where = list(COCO)
    return bool(
        np.array_equal(one.xy_px[where], other.xy_px[where])
        and np.array_equal(one.visibility[where], other.visibility[where])
    )


def test_the_names_are_those_of_the_guides():
    categories = sample("kakao_job_result")["categories"]

    assert list(COCO_NAMES) == categories[0]["keypoints"]


def test_a_person_is_a_flat_list_with_a_box_around_it():
    person = kakao_pose.person_of(POINTS)
    xs, ys, scores = person.keypoints[::3], person.keypoints[1::3], person.keypoints[2::3]

    assert len(person.keypoints) == 51
    assert person.keypoints[15:17] == POINTS.point(Landmark.LEFT_SHOULDER).tolist()
    assert person.bbox == pytest.approx((min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))
    assert person.area == pytest.approx(person.bbox[2] * person.bbox[3])
    assert person.score == pytest.approx((16 * 0.99 + 0.1) / 17) == pytest.approx(sum(scores) / 17)
    assert "object_id" not in person.written()
    assert kakao_pose.person_of(POINTS, 4).written()["object_id"] == 4


def test_kakaos_person_is_read_back():
    read = kakao_pose.keypoints_from(kakao_pose.person_of(POINTS))

    assert same_coco(read, POINTS)
    assert not read.sees(Landmark.LEFT_ANKLE)
    assert not read.has(Landmark.LEFT_HEEL)


def test_nobody_is_an_empty_array():
    assert kakao_pose.people_of([]).written() == []


def test_the_guides_person_scores_the_mean_of_its_points():
    for person in kakao_pose.People.model_validate(sample("kakao_people")).root:
        assert person.score == pytest.approx(sum(person.keypoints[2::3]) / 17, abs=0.06)


def test_body_and_feet_have_the_guides_names():
    points = {(one.part, one.name): one for one in nhn_pose.points_of(POINTS)}
    shoulder = points["body", "left_shoulder"]

    assert [name for part, name in points if part == "body"] == list(COCO_NAMES)
    assert [name for part, name in points if part == "foot"] == [
        *("left_big_toe", "left_heel", "right_big_toe", "right_heel")
    ]
    assert [shoulder.x, shoulder.y] == POINTS.point(Landmark.LEFT_SHOULDER).tolist()
    assert (shoulder.score, points["body", "left_ankle"].score) == (0.99, 0.1)


def test_hands_and_faces_are_numbered():
    hand, face = (
        nhn_pose.hand_points("right", [(1.0, 2.0, 0.5)] * 21),
        nhn_pose.face_points([(3.0, 4.0, 1.0)]),
    )

    assert (hand[20].part, hand[20].name) == ("hand", "right_hand_20")
    assert (face[0].part, face[0].name, face[0].x) == ("face", "face_0", 3.0)


def test_several_people_are_counted_and_numbered():
    answer = nhn_pose.answer_of("jpg", [nhn_pose.points_of(POINTS), nhn_pose.points_of(coronal())]).written()

    assert answer["header"] == {"isSuccessful": True, "resultCode": 0, "resultMessage": "SUCCESS"}
    assert answer["result"]["numberOfPerson"] == 2
    assert [one["personId"] for one in answer["result"]["keyPointList"]] == ["0", "1"]
    assert "inferKeypointList" in answer["result"]["keyPointList"][0]


def test_nhns_person_is_read_back_and_unknown_points_passed_over():
    points = [*nhn_pose.points_of(POINTS), *nhn_pose.hand_points("left", [(1.0, 2.0, 0.5)])]
    answer = nhn_pose.answer_of("jpg", [points])
    assert answer.result is not None

    read = nhn_pose.keypoints_from(answer.result.keyPointList[0])

    assert same_coco(read, POINTS)
    assert read.point(Landmark.LEFT_FOOT_INDEX).tolist() == POINTS.point(Landmark.LEFT_FOOT_INDEX).tolist()
    assert not read.has(Landmark.LEFT_THUMB)
