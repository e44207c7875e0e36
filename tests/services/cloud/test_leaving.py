"""What leaves the machine, what is read from answers, and our values beside theirs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Parcel, Service
from posture_app.domain.errors import CloudProblem, RecordDamaged
from posture_app.domain.head_region import Box
from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.views import View
from posture_app.services.cloud.leaving import PhotoTools, listed, parcels_of
from posture_app.services.cloud.parcel_json import pack_answer, pack_parcel, unpack_answer, unpack_parcel
from posture_app.services.cloud.side_by_side import Pair, nearest, side_by_side
from posture_app.services.ports import Frame
from tests.assessments import assessment, keypoints_of
from tests.fakes import blank

URL = "https://measure.example"
ALL = (View.FRONT, View.SIDE, View.SIDE2, View.BACK)


class Tools:
    """Photographs whose content is their name; remembers which boxes were blurred."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []

    def blur(self, frame: Frame, box: Box) -> Frame:
        self.boxes.append(box)
        return frame

    def made(self) -> PhotoTools:
        return PhotoTools(lambda photo: blank(), lambda frame: b"jpeg" * 100, self.blur)


def photos(*views: View) -> dict[View, bytes]:
    return {view: view.value.encode() for view in views}


def pair_of(pairs: tuple[Pair, ...], measure: str) -> Pair:
    (found,) = (one for one in pairs if one.measure == measure)
    return found


def test_a_visit_becomes_one_parcel_a_request_each_with_its_own_uuid() -> None:
    seen = assessment(*ALL)
    parcels = parcels_of(Service.REMO, seen, photos(*ALL), Tools().made(), to=URL, blur=False)
    assert [(one.ask, tuple(one.photos)) for one in parcels] == [
        (Ask.FRONT_SIDE, (View.FRONT, View.SIDE)),
        (Ask.BACK, (View.BACK,)),
    ]
    assert len({one.id for one in parcels}) == 2
    assert len(parcels_of(Service.NHN, seen, photos(*ALL), Tools().made(), to=URL, blur=False)) == 4


def test_what_a_service_has_no_request_for_is_said() -> None:
    with pytest.raises(CloudProblem, match="cloud_nothing_to_send"):
        parcels_of(
            Service.REMO, assessment(View.FRONT), photos(View.FRONT), Tools().made(), to=URL, blur=False
        )
    with pytest.raises(CloudProblem, match="cloud_nothing_to_send"):
        parcels_of(Service.NHN, assessment(View.FRONT), {}, Tools().made(), to=URL, blur=False)


@pytest.mark.parametrize("view", [View.FRONT, View.SIDE, View.BACK])
def test_the_head_and_not_the_shoulders_are_blurred_on_request(view: View) -> None:
    seen, tools = assessment(view), Tools()
    parcels_of(Service.KAKAO, seen, photos(view), tools.made(), to=URL, blur=False)
    assert tools.boxes == []
    (parcel,) = parcels_of(Service.KAKAO, seen, photos(view), tools.made(), to=URL, blur=True)

    ((left, top, right, bottom),) = tools.boxes
    assert parcel.blurred
    points = keypoints_of(view)
    for landmark in (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR, Landmark.LEFT_MOUTH):
        x, y = points.point(landmark)
        assert left < x < right
        assert top < y < bottom
    assert bottom < points.point(Landmark.LEFT_SHOULDER)[1]
    assert bottom < points.point(Landmark.RIGHT_SHOULDER)[1]


def test_the_list_says_everything_that_leaves() -> None:
    seen = assessment(View.FRONT, View.SIDE)
    parcels = parcels_of(Service.REMO, seen, photos(View.FRONT, View.SIDE), Tools().made(), to=URL, blur=True)
    (leaving,) = listed(parcels, seen)
    assert [(one.view, one.width, one.height, one.size) for one in leaving.photos] == [
        (View.FRONT, 720, 1280, 400),
        (View.SIDE, 720, 1280, 400),
    ]
    assert leaving.fields == ("id", "uuid", "forigimg", "sorigimg")
    assert leaving.blurred


def test_a_services_own_degrees_stand_beside_ours() -> None:
    seen = assessment(View.FRONT, shoulder_tilt=3.0)
    ours = {one.id: one for one in seen.views[View.FRONT].findings}
    reading = CloudReading(
        View.FRONT, {"shoulder_tilt": 3.4, "head_tilt": 9.0}, {"shoulder_tilt": 1}, letter="B"
    )
    pairs = side_by_side(seen, CloudAnswer((reading,)))

    assert [one.measure for one in pairs] == ["head_tilt", "shoulder_tilt"]  # in the order of the measures
    shoulders, head = pair_of(pairs, "shoulder_tilt"), pair_of(pairs, "head_tilt")
    assert shoulders.here == ours["shoulder_tilt"].value
    assert shoulders.difference == pytest.approx(3.4 - (shoulders.here or 0.0))
    assert (shoulders.there_grade, shoulders.here_grade) == (1, ours["shoulder_tilt"].grade.grade)
    assert (shoulders.is_beyond_error, head.is_beyond_error) == (False, True)
    assert not head.blurred


def test_a_value_that_only_one_side_has_stands_alone() -> None:
    pairs = side_by_side(
        assessment(View.SIDE), CloudAnswer((CloudReading(View.SIDE, {"neck_inclination": 30.0}),))
    )
    (neck,) = pairs
    assert (neck.here, neck.there, neck.difference, neck.is_beyond_error) == (None, 30.0, None, False)


def test_head_values_of_a_blurred_photograph_are_marked() -> None:
    answer = CloudAnswer((CloudReading(View.FRONT, {"shoulder_tilt": 1.0, "head_tilt": 1.0}),))
    pairs = side_by_side(assessment(View.FRONT), answer, blurred=True)
    assert {one.measure: one.blurred for one in pairs} == {"head_tilt": True, "shoulder_tilt": False}


def coco(points: Keypoints) -> Keypoints:
    """What a service gives of a body: seventeen points."""
    kept = [one for one in Landmark if one.value <= 28 and one.name.split("_")[-1] not in ("INNER", "OUTER")]
    xy = np.full((33, 2), np.nan)
    for one in kept:
        if not one.name.endswith("MOUTH") and one.name.split("_")[-1] not in ("PINKY", "INDEX", "THUMB"):
            xy[one] = points.point(one)
    return Keypoints.from_model(xy, np.where(np.isfinite(xy[:, 0]), 0.9, 0.0))


def test_points_are_measured_by_our_own_rules_and_level() -> None:
    seen = assessment(View.FRONT, shoulder_tilt=3.0, left_varus=6.0)
    answer = CloudAnswer(
        (CloudReading(View.FRONT, people=(coco(keypoints_of(View.FRONT, shoulder_tilt=5.0)),)),)
    )
    pairs = side_by_side(seen, answer)
    shoulders = pair_of(pairs, "shoulder_tilt")
    assert shoulders.there == pytest.approx(5.0, abs=1e-6)
    assert shoulders.difference == pytest.approx(2.0, abs=1e-6)
    assert pair_of(pairs, "left_knee_alignment").difference == pytest.approx(-6.0, abs=1e-6)
    assert {one.measure for one in pairs} >= {"head_tilt", "pelvic_tilt", "knee_tilt", "body_tilt"}


def test_a_point_that_the_service_did_not_see_gives_no_value() -> None:
    points = coco(keypoints_of(View.FRONT))
    visibility = points.visibility.copy()
    visibility[Landmark.LEFT_KNEE] = 0.0
    answer = CloudAnswer((CloudReading(View.FRONT, people=(replace(points, visibility=visibility),)),))
    measures = {one.measure for one in side_by_side(assessment(View.FRONT), answer)}
    assert "left_knee_alignment" not in measures
    assert "right_knee_alignment" in measures


def test_of_several_people_the_one_where_ours_stands_is_taken() -> None:
    seen = assessment(View.FRONT)
    own = coco(keypoints_of(View.FRONT))
    other = replace(own, xy_px=own.xy_px + (300.0, 0.0))
    assert nearest((other, own), seen.views[View.FRONT]) is own
    assert nearest((), seen.views[View.FRONT]) is None
    assert side_by_side(seen, CloudAnswer((CloudReading(View.FRONT),))) == ()


def test_parcels_and_answers_are_packed_and_unpacked() -> None:
    parcel = Parcel("0" * 32, Service.REMO, Ask.BACK, {View.BACK: b"\x00\xff"}, URL, True)
    back = unpack_parcel(pack_parcel(parcel))
    assert (back.to, back.id, back.service, back.ask, dict(back.photos), back.blurred) == (
        URL,
        parcel.id,
        parcel.service,
        parcel.ask,
        parcel.photos,
        True,
    )
    points = coco(keypoints_of(View.BACK))
    reading = CloudReading(View.BACK, {"head_tilt": 1.25}, {"head_tilt": -1}, "C", (points,))
    answer = unpack_answer(pack_answer(CloudAnswer((reading,), ("far",), 99, 1)))
    (read,) = answer.readings
    assert (read.view, read.degrees, read.grades, read.letter) == (
        View.BACK,
        {"head_tilt": 1.25},
        {"head_tilt": -1},
        "C",
    )
    assert (answer.messages, answer.credit, answer.cost) == (("far",), 99, 1)
    np.testing.assert_array_equal(read.people[0].xy_px, points.xy_px)
    np.testing.assert_array_equal(read.people[0].visibility, points.visibility)


@pytest.mark.parametrize("packed", [b"", b"{}", b"[]", b'{"readings": [{}]}', b"[" * 100_000])
def test_what_is_no_parcel_and_no_answer_is_damaged(packed: bytes) -> None:
    for unpack in (unpack_parcel, unpack_answer):
        with pytest.raises(RecordDamaged):
            unpack(packed)


def test_numbers_that_are_none_do_not_come_in_and_measures_of_others_are_passed_over() -> None:
    with pytest.raises(RecordDamaged):
        unpack_answer(
            b'{"readings": [{"view": "back", "degrees": {"head_tilt": NaN}, "grades": {}, "letter": null, '
            b'"people": []}], "messages": [], "credit": null, "cost": null}'
        )
    answer = CloudAnswer((CloudReading(View.FRONT, {"another_tilt": 1.0, "head_tilt": 1.0}),))
    assert [one.measure for one in side_by_side(assessment(View.FRONT), answer)] == ["head_tilt"]
