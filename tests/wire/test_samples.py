"""What the guides print is read and written again without loss."""

from __future__ import annotations

import json

import pytest

from posture_app.wire import kakao_job, kakao_pose, nhn, nhn_pose
from posture_app.wire.nhn_face import answers, requests
from posture_app.wire.remo import back, front_side
from tests.wire.guides import REPAIRS, SAMPLES, printed, sample

SHAPES = {
    "kakao_not_authorized": kakao_pose.Failure,
    "kakao_people": kakao_pose.People,
    "kakao_job_taken": kakao_job.JobTaken,
    "kakao_job_result": kakao_job.JobResult,
    "remo_front_side_request": front_side.FrontSideRequest,
    "remo_front_side_answer": front_side.FrontSideAnswer,
    "remo_front_side_image_error": front_side.FrontSideFailure,
    "remo_front_side_processing_error": front_side.FrontSideFailure,
    "remo_back_request": back.BackRequest,
    "remo_back_answer": back.BackAnswer,
    "remo_back_error_413": back.BackFailure,
    "remo_back_error_515": back.BackFailure,
    "face_common_success": nhn.Answer,
    "face_common_failure": nhn.Answer,
    "face_group_request": requests.NewGroup,
    "face_group_created": nhn.Answer,
    "face_groups": answers.GroupsAnswer,
    "face_group": answers.GroupAnswer,
    "face_group_deleted": nhn.Answer,
    "face_detect_request": requests.Detect,
    "face_detect": answers.DetectAnswer,
    "face_register_request": requests.Register,
    "face_register": answers.RegisterAnswer,
    "face_deleted": nhn.Answer,
    "face_list": answers.FacesAnswer,
    "face_matches": answers.MatchesAnswer,
    "face_search_request": requests.Search,
    "face_image_matches": answers.ImageMatchesAnswer,
    "face_compare_request": requests.Compare,
    "face_compare": answers.CompareAnswer,
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_sample_is_read_and_written_again(name: str):
    body = sample(name)

    assert SHAPES[name].model_validate(body).written() == body


@pytest.mark.parametrize("name", SHAPES)
def test_a_sample_is_read_from_text_too(name: str):
    body = sample(name)

    read = SHAPES[name].model_validate_json(json.dumps(body))

    assert read == SHAPES[name].model_validate(body)


def test_no_sample_is_left_out():
    stems = {path.stem.rstrip("0123456789").rstrip("_") for path in SAMPLES.glob("kakao_job_result_*.txt")}
    stems |= {path.stem for path in SAMPLES.glob("*.txt") if not path.stem.startswith("kakao_job_result")}

    assert stems == {*SHAPES, "nhn_pose_answer"}


@pytest.mark.parametrize("name", REPAIRS)
def test_only_what_is_no_json_is_repaired(name: str):
    with pytest.raises(json.JSONDecodeError):
        json.loads(printed(name))


def test_both_ways_to_write_a_person_are_read_and_the_tables_way_is_written():
    body = sample("nhn_pose_answer")
    first, last = body["result"]["keyPointList"]

    written = nhn_pose.PoseAnswer.model_validate(body).written()

    assert last["personId"] == 2
    last["personId"], last["inferKeypointList"] = "2", last.pop("inferKeypoints")
    assert written == body
    assert written["result"]["keyPointList"][0] == first


def test_the_result_of_a_video_holds_its_frames_and_the_guides_pairs():
    result = kakao_job.JobResult.model_validate(sample("kakao_job_result"))

    assert [frame.frame_num for frame in result.annotations or []] == [0, 1, 219]
    assert result.categories == [kakao_job.PERSON]


def test_a_success_wrapped_as_the_table_has_it_is_read():
    flat = sample("remo_front_side_answer")

    read = front_side.FrontSideAnswer.model_validate({"uuid": "7", "forigimg": "a", "data": flat})

    assert read.written() == {**flat, "uuid": "7", "forigimg": "a"}
