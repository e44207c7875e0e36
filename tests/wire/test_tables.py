"""Every field that the guides' tables list is there, and every error code."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from posture_app.wire import kakao_job, kakao_pose, nhn, nhn_pose
from posture_app.wire.nhn_face import answers, errors, requests
from posture_app.wire.remo import back, back_errors, front_side

BOX = "bbox bbox.x0 bbox.y0 bbox.x1 bbox.y1"
SOURCE = f"{BOX} confidence"
FACE = f"{SOURCE} faceId imageId externalImageId"
DETAIL = (
    f"{SOURCE} landmarks landmarks[].type landmarks[].x landmarks[].y "
    "orientation orientation.x orientation.y orientation.z"
)


def under(prefix: str, names: str) -> str:
    return " ".join(f"{prefix}.{name}" for name in names.split())


MATCHES = f"data.matchFaceCount data.matchFaces[].similarity {under('data.matchFaces[].face', FACE)}"
TABLES: list[tuple[type[BaseModel], str]] = [
    (nhn.Answer, "header.isSuccessful header.resultCode header.resultMessage"),
    (
        nhn_pose.PoseAnswer,
        "header.isSuccessful result.fileType result.numberOfPerson result.keyPointList[].personId "
        + under("result.keyPointList[].inferKeypointList[]", "name part x y score"),
    ),
    (kakao_pose.ImageRequest, "image_url file"),
    (kakao_pose.Person, "area bbox category_id keypoints score"),
    (kakao_job.JobRequest, "video_url file smoothing callback_url"),
    (kakao_job.JobTaken, "job_id"),
    (
        kakao_job.JobResult,
        "annotations categories info job_id status video description annotations[].frame_num "
        "annotations[].objects[].area "
        + under("categories[]", "id keypoints name skeleton supercategory")
        + " info.version info.date_created info.url info.description "
        "video.fps video.frames video.width video.height",
    ),
    (front_side.FrontSideRequest, "id uuid forigimg sorigimg height weight age gender birthday"),
    (
        front_side.FrontSideAnswer,
        "uuid forigimg sorigimg state command far_coords far_grade side_part sar_coords sar_grade "
        "sar_fwd_head far_coords3D sar_coords3D far_head_bal_m_ far_pelvic_bal_m_ far_shoulder_bal_m_ "
        "far_left_qang_m_ far_right_qang_m_ far_knee_bal_m_ far_tilt_m_ turtle_neck_m_ round_shoulder_m_ "
        "sar_tilt_m_ sar_head_tilt_m_ pose2df1 pose2df2 pose2ds3 box1 box2 message",
    ),
    (front_side.FrontSideFailure, "data data.state data.errors data.message"),
    (back.BackRequest, "Email UserKey APIKey borigimg uuid"),
    (
        back.BackAnswer,
        "state status_code uuid credit_change credit forigimg sorigimg borigimg bar_coords "
        "bar_head_bal_m_ bar_head_bal_grade bar_pelvic_bal_m_ bar_pelvic_bal_grade bar_shoulder_bal_m_ "
        "bar_shoulder_bal_grade bar_left_qang_m_ bar_left_qang_grade bar_right_qang_m_ bar_right_qang_grade "
        "bar_knee_bal_m_ bar_knee_bal_grade bar_tilt_m_ bar_tilt_grade",
    ),
    (back.BackFailure, "state credit message status"),
    (requests.NewGroup, "groupId"),
    (requests.Page, "limit next-token"),
    (requests.Wanted, "limit threshold"),
    (requests.Detect, "image.url image.bytes"),
    (requests.Register, "image.url image.bytes externalImageId limit"),
    (requests.Search, "image.url image.bytes"),
    (requests.Compare, "sourceImage.url sourceImage.bytes targetImage.url targetImage.bytes"),
    (
        answers.GroupsAnswer,
        under("data", "groupCount groups[].groupId groups[].modelVersion nextToken"),
    ),
    (
        answers.GroupAnswer,
        "data.groupCount " + under("data.groups[]", "groupId modelVersion createTime faceCount"),
    ),
    (answers.DetectAnswer, f"data.faceDetailCount {under('data.faceDetails[]', DETAIL)}"),
    (
        answers.RegisterAnswer,
        f"data.modelVersion data.addedFaceCount data.notAddedFaceCount {under('data.addedFaces[]', FACE)} "
        f"{under('data.addedFaceDetails[]', DETAIL)} {under('data.notAddedFaces[]', DETAIL)}",
    ),
    (
        answers.FacesAnswer,
        f"data.modelVersion data.faceCount data.nextToken {under('data.faces[]', FACE)}",
    ),
    (answers.MatchesAnswer, MATCHES),
    (answers.ImageMatchesAnswer, f"{MATCHES} {under('data.sourceFace', SOURCE)}"),
    (
        answers.CompareAnswer,
        "data.modelVersion data.matchedFaceDetailCount data.unmatchedFaceDetailCount "
        "data.matchedFaceDetails[].similarity data.unmatchedFaceDetails[].similarity "
        f"{under('data.matchedFaceDetails[].faceDetail', DETAIL)} "
        f"{under('data.unmatchedFaceDetails[].faceDetail', DETAIL)} {under('data.sourceFace', SOURCE)}",
    ),
]


def has(shape: Any, path: str) -> bool:
    """Whether a shape holds a field by its name in a guide's table: ``data.faces[].faceId``."""
    name, _, rest = path.partition(".")
    fields = {field.alias or own: field.annotation for own, field in shape.model_fields.items()}
    if name.removesuffix("[]") not in fields:
        return False
    return not rest or any(has(one, rest) for one in shapes_in(fields[name.removesuffix("[]")]))


def shapes_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [shape for part in get_args(annotation) for shape in shapes_in(part)]


@pytest.mark.parametrize(("shape", "names"), TABLES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_of_the_guides_tables_is_there(shape: type[BaseModel], names: str):
    assert [name for name in names.split() if not has(shape, name)] == []


def test_a_field_that_no_table_has_is_not_there():
    assert not has(answers.FacesAnswer, "data.faces[].age")


IMAGES = {
    -45020: "ImageTooLargeException",
    -45040: "InvalidImageFormatException",
    -45050: "InvalidImageURLException",
    -45060: "ImageTimeoutError",
}
ALWAYS = {-40000: "InvalidParam", -41000: "UnauthorizedAppKey", -50000: "InternalServerError"}
NO_GROUP = {-40030: "NotFoundGroupError"}
NO_FACE = {-40050: "NotFoundFaceIDError"}
BAD_TOKEN = {-40040: "InvalidTokenError"}


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (errors.CREATE_GROUP, ALWAYS | {-40010: "InvalidGroupID", -40020: "DuplicatedGroupID"}),
        (errors.LIST_GROUPS, ALWAYS | BAD_TOKEN),
        (errors.GROUP, ALWAYS | NO_GROUP),
        (errors.DETECT, ALWAYS | IMAGES),
        (
            errors.REGISTER,
            ALWAYS
            | IMAGES
            | NO_GROUP
            | {
                40070: "ServiceQuotaExceededPartialSuccessException",
                -40070: "ServiceQuotaExceededException",
            },
        ),
        (errors.FACE, ALWAYS | NO_GROUP | NO_FACE),
        (errors.LIST_FACES, ALWAYS | NO_GROUP | BAD_TOKEN),
        (errors.SEARCH, ALWAYS | IMAGES | NO_GROUP),
    ],
)
def test_each_face_call_has_the_codes_of_its_table(codes: tuple[nhn.Code, ...], table: dict[int, str]):
    assert {one.code: one.message for one in codes} == table


def test_a_comparison_says_which_image_it_was():
    assert {(one.code, one.message) for one in errors.COMPARE if -46000 < one.code <= -45000} == {
        (-45020, "ImageImageTooLargeException:Source"),
        (-45020, "ImageImageTooLargeException:Target"),
        (-45040, "ImageInvalidImageFormatException:Source"),
        (-45040, "ImageInvalidImageFormatException:Target"),
        (-45050, "ImageInvalidImageURLException:Source"),
        (-45050, "ImageInvalidImageURLException:Target"),
        (-45060, "ImageImageTimeoutError:Source"),
        (-45060, "ImageImageTimeoutError:Target"),
    }


def test_the_back_has_the_codes_of_its_table_and_its_samples():
    statuses = {one.code: one.http_status for one in back_errors.FAULTS}

    assert statuses == {
        **dict.fromkeys((400, 411, 412, 413, 420, 421, 422), 400),
        **dict.fromkeys((515, 518, 522, 550, 559), 500),
    }


@pytest.mark.parametrize("shape", [shape for shape, _ in TABLES], ids=lambda one: one.__name__)
def test_a_shape_can_be_shown_on_an_openapi_page(shape: type[BaseModel]):
    for mode in ("validation", "serialization"):
        assert shape.model_json_schema(mode=mode)["properties"]
