"""The clients against the guides' own samples: what is sent, what is read, and every error."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from posture_app.adapters.http_clients.kakao_image import KakaoImage
from posture_app.adapters.http_clients.kakao_job import KakaoJobs
from posture_app.adapters.http_clients.nhn_pose import NhnPose
from posture_app.adapters.http_clients.remo_back import RemoBack
from posture_app.adapters.http_clients.remo_front_side import RemoFrontSide
from posture_app.adapters.http_clients.targets import target_of
from posture_app.domain.cloud import (
    FIELDS,
    KEY_NAMES,
    Ask,
    Endpoint,
    JobStatus,
    Parcel,
    Service,
    ServiceKeys,
    asks_of,
)
from posture_app.domain.errors import (
    CloudAnswerLost,
    CloudBusy,
    CloudProblem,
    CloudRefused,
    CloudUnreadable,
    PhotoMissing,
)
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import View
from posture_app.services.wording import LANGUAGES, Words
from posture_app.wire import kakao_pose, nhn
from posture_app.wire.remo import back_errors
from tests.adapters.http_clients.mocked import HOME, KEYS, SECRET, answering, said
from tests.wire.guides import sample

ID = "55f755822c4d4bd99e039b75f7bc3058"
WITH_DASHES = "55f75582-2c4d-4bd9-9e03-9b75f7bc3058"
JPEG = b"\xff\xd8\xff\xe0 a photograph"


def sent(text: str) -> bytes:
    return base64.b64decode(text)


# --- skeleton-v2 ----------------------------------------------------------------------------------


def test_front_and_side_are_sent_and_read_as_the_guide_has_them() -> None:
    mocked = answering(said(200, sample("remo_front_side_answer")))
    answer = RemoFrontSide(mocked.connection(), KEYS).measure(ID, JPEG, JPEG + b"side")

    assert (mocked.asked[0].method, mocked.asked[0].url.path) == ("POST", "/analyze/skeleton-v2")
    assert set(mocked.body) == {"id", "uuid", "forigimg", "sorigimg"}
    assert (mocked.body["id"], mocked.body["uuid"]) == ("clinic@example.com", WITH_DASHES)
    assert (sent(mocked.body["forigimg"]), sent(mocked.body["sorigimg"])) == (JPEG, JPEG + b"side")
    front, side = answer.readings
    assert (front.view, front.letter, side.view, side.letter) == (View.FRONT, "A", View.SIDE, "B")
    assert front.degrees["head_tilt"] == 2.721
    assert front.degrees["body_tilt"] == -0.869
    assert side.degrees["neck_inclination"] == 30.16
    assert front.people[0].point(Landmark.RIGHT_SHOULDER).tolist() == [1015.0, 1418.0]
    assert answer.messages[0] == "In the Front image, The target is too far."
    noisy = {**sample("remo_front_side_answer"), "message": ["\x1b[2Jred" + "a" * 1000]}
    told = RemoFrontSide(answering(said(200, noisy)).connection(), KEYS).measure(ID, JPEG, JPEG)
    assert told.messages == ("[2Jred" + "a" * 194,)


def test_the_back_is_sent_and_read_as_the_guide_has_it() -> None:
    body = {**sample("remo_back_answer"), "borigimg": "data:image/jpeg;base64,/9j/"}
    mocked = answering(said(200, body))
    answer = RemoBack(mocked.connection(), KEYS).measure(ID, JPEG)

    assert (mocked.asked[0].method, mocked.asked[0].url.path) == ("POST", "/api/analysis-skeleton-v2-back")
    assert set(mocked.body) == {"Email", "UserKey", "APIKey", "borigimg", "uuid"}
    assert (sent(mocked.body["borigimg"]), mocked.body["uuid"]) == (JPEG, WITH_DASHES)
    (back,) = answer.readings
    assert (back.degrees["right_knee_alignment"], back.grades["right_knee_alignment"]) == (2.109, 0)
    assert (answer.cost, answer.credit) == (1, 99984228)


def test_every_error_of_the_back_is_a_refusal_with_a_sentence() -> None:
    for fault in back_errors.FAULTS:
        mocked = answering(said(fault.http_status, fault.body(100).written()))
        with pytest.raises(CloudRefused) as caught:
            RemoBack(mocked.connection(), KEYS).measure(ID, JPEG)
        assert len(mocked.asked) == 1
        assert_worded(caught.value)
        assert caught.value.code != "cloud_refused"


@pytest.mark.parametrize(
    ("name", "code"),
    [("remo_back_error_413", "cloud_photo_bad"), ("remo_back_error_515", "cloud_wrong_view")],
)
def test_the_printed_errors_of_the_back_are_read(name: str, code: str) -> None:
    with pytest.raises(CloudRefused, match=code):
        RemoBack(answering(said(400, sample(name))).connection(), KEYS).measure(ID, JPEG)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("remo_front_side_image_error", "cloud_photo_bad"),
        ("remo_front_side_processing_error", "cloud_processing"),
    ],
)
def test_the_printed_errors_of_front_and_side_are_read(name: str, code: str) -> None:
    with pytest.raises(CloudRefused, match=code):
        RemoFrontSide(answering(said(400, sample(name))).connection(), KEYS).measure(ID, JPEG, JPEG)


def test_the_keys_are_checked_without_cost() -> None:
    mocked = answering(said(400, back_errors.BAD_IMAGE.body(42).written()))
    assert target_of(Service.REMO, HOME, KEYS, mocked.connection()).check() == 42
    assert "uuid" not in mocked.body

    wrong = answering(said(400, back_errors.WRONG_API_KEY.body(0).written()))
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        target_of(Service.REMO, HOME, KEYS, wrong.connection()).check()


def test_a_lost_answer_is_asked_for_again_only_where_the_service_knows_the_uuid() -> None:
    answers = httpx.ReadTimeout("slow"), said(200, sample("remo_front_side_answer"))
    parcel = Parcel(ID, Service.REMO, Ask.FRONT_SIDE, {View.FRONT: JPEG, View.SIDE: JPEG}, HOME.url)

    careful = answering(*answers)
    with pytest.raises(CloudAnswerLost):
        target_of(Service.REMO, HOME, KEYS, careful.connection()).send(parcel)
    assert len(careful.asked) == 1

    known = answering(*answers)
    endpoint = Endpoint(HOME.url, uuid_once=True)
    assert target_of(Service.REMO, endpoint, KEYS, known.connection()).send(parcel).readings
    assert [json.loads(one.content)["uuid"] for one in known.asked] == [WITH_DASHES] * 2


# --- Kakao ----------------------------------------------------------------------------------------


def test_a_picture_is_sent_to_kakao_and_its_people_are_read() -> None:
    mocked = answering(said(200, sample("kakao_people")))
    (one,) = KakaoImage(mocked.connection(), KEYS).find_all(JPEG)

    request = mocked.asked[0]
    assert (request.method, request.url.path) == ("POST", "/pose")
    assert request.headers["Authorization"] == f"KakaoAK {SECRET}-REST_API_KEY"
    assert b'name="file"' in request.content
    assert JPEG in request.content
    assert one.point(Landmark.NOSE).tolist() == [372.2656, 194.35]
    assert one.visibility[Landmark.LEFT_ELBOW] == 0.7333


def test_kakaos_errors_are_told_apart() -> None:
    kinds = {-10: CloudBusy}
    for fault in kakao_pose.FAULTS:
        mocked = answering(said(fault.http_status, fault.body().written()))
        with pytest.raises(kinds.get(fault.code, CloudRefused)) as caught:
            KakaoImage(mocked.connection(), KEYS).find_all(JPEG)
        assert_worded(caught.value)
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        KakaoImage(answering(said(401, sample("kakao_not_authorized"))).connection(), KEYS).find_all(JPEG)


def test_a_video_is_handed_in_once_and_asked_about_until_it_is_there(tmp_path: Path) -> None:
    video = tmp_path / "walk.mp4"
    video.write_bytes(b"moving pictures")
    mocked = answering(httpx.ConnectError("refused"), said(200, sample("kakao_job_taken")))
    jobs = KakaoJobs(mocked.connection(), KEYS)
    job = jobs.hand_in(video, smoothing=False)

    assert job == "69a51e1b-60e0-4601-a88a-08e05ba4d326"
    request = mocked.asked[1]
    assert (request.method, request.url.path) == ("POST", "/pose/job")
    assert b"moving pictures" in request.content
    assert b'name="smoothing"\r\n\r\nfalse' in request.content
    with pytest.raises(PhotoMissing):
        jobs.hand_in(tmp_path / "none.mp4")

    lost = answering(httpx.ReadTimeout("slow"))
    with pytest.raises(CloudAnswerLost):
        KakaoJobs(lost.connection(), KEYS).hand_in(video)
    assert len(lost.asked) == 1


def test_a_jobs_result_may_be_asked_for_again_and_is_read() -> None:
    done = sample("kakao_job_result")
    mocked = answering(httpx.ReadTimeout("slow"), said(200, done))
    found = KakaoJobs(mocked.connection(), KEYS).result("a/b")

    assert mocked.asked[1].url.raw_path == b"/pose/job/a%2Fb"
    assert found.status is JobStatus.SUCCESS
    assert found.video is not None
    assert (found.video.fps, found.video.width, len(found.video.frames)) == (23.976023976023978, 1920, 3)
    ((object_id, keypoints),) = found.video.frames[1].people
    assert object_id == 0
    assert keypoints.point(Landmark.NOSE)[1] == 645.85


@pytest.mark.parametrize("status", ["waiting", "processing", "failed", "not found"])
def test_a_job_that_is_not_done_says_so(status: str) -> None:
    body = {"job_id": "x", "status": status}
    if status == "failed":
        body["description"] = "Failed to get video"
    found = KakaoJobs(answering(said(200, body)).connection(), KEYS).result("x")
    assert (found.status.value, found.video, found.description) == (status, None, body.get("description"))


# --- NHN ------------------------------------------------------------------------------------------


def test_a_picture_is_sent_to_nhn_and_its_people_are_read() -> None:
    mocked = answering(said(200, sample("nhn_pose_answer")))
    people = NhnPose(mocked.connection(), KEYS).find_all(JPEG)

    request = mocked.asked[0]
    assert (request.method, request.url.path) == ("POST", f"/v1.0/appkeys/{SECRET}-appKey/pose")
    assert request.headers["Authorization"] == f"{SECRET}-secretKey"
    assert b'name="image"' in request.content
    assert [one.point(Landmark.NOSE)[0] for one in people] == [367.151489, 98.7361755]


def test_nhns_errors_are_told_apart_though_all_come_with_200() -> None:
    for code in nhn.CODES:
        if code.code >= 0:
            continue
        mocked = answering(said(200, code.answer().written()))
        kind = CloudBusy if code is nhn.INTERNAL_SERVER_ERROR else CloudRefused
        with pytest.raises(kind) as caught:
            NhnPose(mocked.connection(), KEYS).find_all(JPEG)
        assert_worded(caught.value)
        assert caught.value.code != "cloud_refused"


def test_a_success_of_nhn_without_its_result_is_no_answer() -> None:
    with pytest.raises(CloudUnreadable):
        NhnPose(answering(said(200, nhn.SUCCESS.answer().written())).connection(), KEYS).find_all(JPEG)


@pytest.mark.parametrize(
    ("service", "known", "unknown"),
    [
        (
            Service.KAKAO,
            said(400, kakao_pose.BAD_PARAMETER.body().written()),
            said(401, kakao_pose.NOT_AUTHORIZED.body().written()),
        ),
        (
            Service.NHN,
            said(200, nhn.INVALID_IMAGE_FORMAT.answer().written()),
            said(200, nhn.UNAUTHORIZED_APP_KEY.answer().written()),
        ),
    ],
)
def test_keys_are_checked(service: Service, known: httpx.Response, unknown: httpx.Response) -> None:
    assert target_of(service, HOME, KEYS, answering(known).connection()).check() is None
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        target_of(service, HOME, KEYS, answering(unknown).connection()).check()


@pytest.mark.parametrize("service", [Service.KAKAO, Service.NHN])
def test_a_parcel_of_a_photograph_comes_back_as_people(service: Service) -> None:
    name = {Service.KAKAO: "kakao_people", Service.NHN: "nhn_pose_answer"}[service]
    mocked = answering(said(200, sample(name)))
    parcel = Parcel(ID, service, Ask.POSE, {View.BACK: JPEG}, HOME.url)
    (reading,) = target_of(service, HOME, KEYS, mocked.connection()).send(parcel).readings
    assert reading.view is View.BACK
    assert reading.people
    assert not reading.degrees


BROKEN: list[Any] = [None, [], {}, {"header": {}}, [{"area": 1}], {"state": 0}, "text", {"code": "x"}]


@pytest.mark.parametrize("body", BROKEN)
def test_an_answer_of_another_shape_is_refused(body: Any) -> None:
    asks = (
        lambda c: RemoBack(c, KEYS).measure(ID, JPEG),
        lambda c: RemoFrontSide(c, KEYS).measure(ID, JPEG, JPEG),
        lambda c: KakaoJobs(c, KEYS).result("x"),
        lambda c: NhnPose(c, KEYS).find_all(JPEG),
    )
    for ask in asks:
        with pytest.raises(CloudUnreadable):
            ask(answering(said(200, body)).connection())
    if body != []:  # nobody in the picture
        with pytest.raises(CloudUnreadable):
            KakaoImage(answering(said(200, body)).connection(), KEYS).find_all(JPEG)


@pytest.mark.parametrize("service", Service)
def test_every_service_has_its_keys_its_client_its_fields_and_its_name(service: Service) -> None:
    keys = ServiceKeys(dict.fromkeys(KEY_NAMES[service], "key"))
    assert target_of(service, HOME, keys, answering(said(200, {})).connection())
    asks = [ask for ask, _ in asks_of(service, tuple(View))]
    assert asks
    assert all(FIELDS[service, ask] for ask in asks)
    assert all(Words(language).text(f"cloud.service.{service.value}") for language in LANGUAGES)


def test_a_visit_is_sent_in_the_requests_that_a_contract_has() -> None:
    all_four = (View.FRONT, View.SIDE, View.SIDE2, View.BACK)
    assert asks_of(Service.REMO, all_four) == (
        (Ask.FRONT_SIDE, (View.FRONT, View.SIDE)),
        (Ask.BACK, (View.BACK,)),
    )
    assert asks_of(Service.REMO, (View.FRONT,)) == ()
    assert asks_of(Service.NHN, all_four) == tuple((Ask.POSE, (view,)) for view in all_four)


@pytest.mark.parametrize(("service", "ask"), sorted(FIELDS))
def test_a_request_says_what_the_list_of_what_leaves_says_and_nothing_else(
    service: Service, ask: Ask
) -> None:
    views = {Ask.FRONT_SIDE: (View.FRONT, View.SIDE), Ask.BACK: (View.BACK,), Ask.POSE: (View.FRONT,)}[ask]
    mocked = answering(said(400, {}))
    parcel = Parcel(ID, service, ask, dict.fromkeys(views, JPEG), HOME.url)
    with pytest.raises(CloudProblem):
        target_of(service, HOME, KEYS, mocked.connection()).send(parcel)

    (request,) = mocked.asked
    if request.headers["content-type"] == "application/json":
        told = set(mocked.body)
    else:
        told = {one.decode() for one in re.findall(rb'; name="([^"]+)"', request.content)}
    usual = {
        "host",
        "accept",
        "accept-encoding",
        "connection",
        "user-agent",
        "content-length",
        "content-type",
    }
    told |= {name.title() for name in request.headers if name not in usual}
    told |= {name for name in KEY_NAMES[service] if KEYS[name] in str(request.url)}
    assert told == set(FIELDS[service, ask])
    assert request.headers["user-agent"] == "posture-app"
    assert not request.url.query


def assert_worded(error: CloudProblem) -> None:
    for language in LANGUAGES:
        assert error.code not in Words(language).problem(error)
        assert "{" not in Words(language).problem(error)
