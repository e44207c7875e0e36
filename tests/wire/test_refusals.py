"""What is no such thing is refused, and what errors say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import refuse
from posture_app.wire import kakao_job, kakao_pose, nhn, nhn_pose, pictures
from posture_app.wire.nhn_face import requests
from posture_app.wire.nhn_face.limits import is_group_id
from posture_app.wire.remo import back, back_errors, coords, front_side
from posture_app.wire.shape import Shape
from tests.wire.guides import sample

IMAGE = {"url": "https://example.org/a.jpg"}
BACK = sample("remo_back_answer")
FRONT_SIDE = sample("remo_front_side_answer")
PERSON = sample("kakao_people")[0]
JOB = sample("kakao_job_result")
JUST_JOB = {"job_id": "7"}


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        (nhn.Header, {"isSuccessful": 1, "resultCode": 0, "resultMessage": "SUCCESS"}),
        (nhn.Header, {"isSuccessful": True, "resultCode": "0", "resultMessage": "SUCCESS"}),
        (nhn_pose.KeyPoint, {"name": "nose", "part": "tail", "x": 1.0, "y": 1.0, "score": 0.5}),
        (nhn_pose.KeyPoint, {"name": "nose", "part": "body", "x": float("nan"), "y": 1.0, "score": 0.5}),
        (nhn_pose.Person, {"personId": True, "inferKeypointList": []}),
        (kakao_pose.ImageRequest, {}),
        (kakao_pose.ImageRequest, {"image_url": "https://example.org/a.jpg", "file": b"a"}),
        (kakao_pose.Person, PERSON | {"keypoints": PERSON["keypoints"][:-1]}),
        (kakao_pose.Person, PERSON | {"bbox": [1.0, 2.0, 3.0]}),
        (kakao_pose.Person, PERSON | {"category_id": 2}),
        (kakao_job.JobRequest, {"smoothing": "true"}),
        (kakao_job.JobRequest, {"video_url": "https://example.org/a.mp4", "smoothing": "perhaps"}),
        (kakao_job.JobResult, JUST_JOB | {"status": "success"}),
        (kakao_job.JobResult, JUST_JOB | {"status": "lost"}),
        (kakao_job.JobResult, JOB | {"status": "processing"}),
        (kakao_job.JobResult, JUST_JOB | {"status": "waiting", "description": "Failed to get video"}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_head_bal_m_": 2.721}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_head_bal_m_": "2721"}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_coords": [[1, 2]] * 22}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_coords": "[[1, 2]]"}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_coords": str([[1.5, 2.5]] * 22)}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"far_grade": "E"}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"sar_fwd_head": -1}),
        (front_side.FrontSideAnswer, FRONT_SIDE | {"state": -1}),
        (back.BackAnswer, BACK | {"bar_tilt_grade": 3}),
        (back.BackAnswer, BACK | {"bar_tilt_grade": 0.0}),
        (back.BackAnswer, BACK | {"bar_tilt_m_": None}),
        (back.BackAnswer, BACK | {"credit_change": 1}),
        (requests.NewGroup, {"groupId": "My group"}),
        (requests.NewGroup, {"groupId": "a" * 256}),
        (requests.NewGroup, {"groupId": ""}),
        (requests.NewGroup, {"groupId": "my-group\n"}),
        (requests.Detect, {"image": {}}),
        (requests.Detect, {"image": IMAGE | {"bytes": "AAAA"}}),
        (requests.Register, {"image": IMAGE, "limit": 0}),
        (requests.Register, {"image": IMAGE, "limit": 21}),
        (requests.Register, {"image": IMAGE}),
        (requests.Register, {"image": IMAGE, "limit": 3, "externalImageId": "a b"}),
        (requests.Page, {"limit": "201"}),
        (requests.Page, {"limit": "-1"}),
        (requests.Wanted, {"limit": "4097", "threshold": "90"}),
        (requests.Wanted, {"limit": "4096", "threshold": "101"}),
        (requests.CompareQuery, {"threshold": "0"}),
    ],
)
def test_it_is_refused(shape: type[BaseModel], body: dict[str, Any]):
    with pytest.raises(ValidationError):
        shape.model_validate(body)


@pytest.mark.parametrize(
    ("shape", "body", "read"),
    [
        (requests.Page, {"limit": "200", "next-token": "abc"}, {"limit": 200, "next-token": "abc"}),
        (requests.Wanted, {"limit": "4096", "threshold": "100"}, {"limit": 4096, "threshold": 100}),
        (
            kakao_job.JobRequest,
            {"video_url": "https://example.org/a.mp4"},
            {"video_url": "https://example.org/a.mp4", "smoothing": True},
        ),
        (
            kakao_job.JobRequest,
            {"video_url": "https://example.org/a.mp4", "smoothing": "false"},
            {"video_url": "https://example.org/a.mp4", "smoothing": False},
        ),
        (
            kakao_job.JobResult,
            JUST_JOB | {"status": "failed", "description": "Failed to get video"},
            JUST_JOB | {"status": "failed", "description": "Failed to get video"},
        ),
        (kakao_job.JobResult, JUST_JOB | {"status": "not found"}, JUST_JOB | {"status": "not found"}),
        (requests.NewGroup, {"groupId": "a" * 255}, {"groupId": "a" * 255}),
    ],
)
def test_what_the_limits_allow_is_taken(shape: type[Shape], body: dict[str, Any], read: dict[str, Any]):
    assert shape.model_validate(body).written() == read


def test_a_last_page_says_so_with_an_empty_token():
    from posture_app.wire.nhn_face.answers import Groups

    assert Groups(groupCount=0, groups=[]).written() == {"groupCount": 0, "groups": [], "nextToken": ""}


def test_a_misspelt_landmark_is_read_and_spelt_right():
    from posture_app.wire.nhn_face.faces import FaceLandmark

    assert FaceLandmark.model_validate({"type": "rightLib", "x": 0.5, "y": 0.5}).type == "rightLip"


def test_a_file_type_with_a_dot_is_read_without():
    read = nhn_pose.Result.model_validate({"fileType": ".png", "numberOfPerson": 0, "keyPointList": []})

    assert read.fileType == "png"


def test_a_height_is_taken_as_text_too():
    body = sample("remo_front_side_request") | {"height": "172.5", "age": 41}

    read = front_side.FrontSideRequest.model_validate(body)

    assert (read.height, read.age) == (172.5, 41)


@pytest.mark.parametrize("name", ["my-group", "0"])
def test_a_group_may_be_called(name: str):
    assert is_group_id(name)


@pytest.mark.parametrize("name", ["", "My", "a" * 256, "a/b", "a\n"])
def test_a_group_may_not_be_called(name: str):
    assert not is_group_id(name)


def test_neither_keys_nor_photographs_are_shown_when_a_shape_is_printed_or_refused():
    body = {"Email": "a@example.org", "UserKey": "hidden-key", "APIKey": "hidden-too", "borigimg": "AAAA"}
    printed = repr(back.BackRequest.model_validate(body))
    with pytest.raises(ValidationError) as refused:
        back.BackRequest.model_validate(body | {"APIKey": 4711, "borigimg": 4712})

    assert all(secret not in printed for secret in ("hidden-key", "hidden-too", "AAAA"))
    assert all(secret not in str(refused.value) for secret in ("4711", "4712", "hidden-key"))


def test_nhn_says_in_the_header_that_it_went_wrong_or_went_in_part():
    assert nhn.INVALID_PARAM.answer().written() == {
        "header": {"isSuccessful": False, "resultCode": -40000, "resultMessage": "InvalidParam"}
    }
    assert nhn.PARTIAL_SUCCESS.header().isSuccessful


def test_kakao_says_that_the_key_is_wrong_as_its_guide_prints_it():
    assert kakao_pose.NOT_AUTHORIZED.body().written() == sample("kakao_not_authorized")
    assert kakao_pose.NOT_AUTHORIZED.http_status == 401


def test_front_and_side_say_what_went_wrong_as_their_guide_prints_it():
    assert front_side.IMAGE_LOAD_ERROR.body.written() == sample("remo_front_side_image_error")
    assert front_side.PROCESSING_ERROR.body.written() == sample("remo_front_side_processing_error")
    assert front_side.IMAGE_LOAD_ERROR.http_status == front_side.PROCESSING_ERROR.http_status == 400


def test_the_back_says_what_went_wrong_as_its_guide_prints_it():
    assert back_errors.BAD_BASE64.body(100).written() == sample("remo_back_error_413")
    assert back_errors.NOT_FACING.body(100).written() == sample("remo_back_error_515")


@pytest.mark.parametrize(
    ("code", "status"),
    [("nobody", 518), ("feet_cut_off", 518), ("wrong_view", 515), ("turned_too_far", 522)],
)
def test_a_refused_photograph_has_its_code(code: str, status: int):
    assert back_errors.of_refused_photo(NotAssessable((refuse(code),))).code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"Email": "a@example.org", "UserKey": "a", "APIKey": "b"}, 411),
        ({"Email": 1, "UserKey": "a", "APIKey": "b", "borigimg": "AAAA"}, 400),
    ],
)
def test_a_body_that_is_no_request_has_its_code(body: dict[str, Any], status: int):
    with pytest.raises(ValidationError) as refused:
        back.BackRequest.model_validate(body)

    assert back_errors.of_refused_request(refused.value).code == status


def test_a_picture_goes_out_and_comes_back():
    content = bytes(range(256))

    assert pictures.content_of(pictures.plain(content)) == content
    assert pictures.content_of(pictures.data_uri(content)) == content
    assert pictures.data_uri(content).startswith("data:image/jpeg;base64,AAEC")


def test_a_picture_may_be_broken_into_lines():
    assert pictures.content_of("AAEC\r\nAwQF\n") == bytes(range(6))


@pytest.mark.parametrize(
    "text", ["", "data:image/jpeg;base64,", "AAEC*", "AAE", "data:;AAEC", "/9j/4AAQ ..."]
)
def test_what_is_no_picture_is_refused(text: str):
    with pytest.raises(ValueError, match=r"base64|picture"):
        pictures.content_of(text)


def test_coordinates_are_written_as_the_pixels_they_stand_in():
    text = coords.written([(0.99, 12.0)] * 22)

    assert text.startswith("[[0, 12], [0, 12]")
    assert coords.read(text) == [(0, 12)] * 22
