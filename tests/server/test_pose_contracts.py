"""Kakao's pictures and NHN's pose estimation, without models."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from posture_app.domain.cloud import Service
from posture_app.domain.keypoints import Landmark, Person
from posture_app.server.desk import Limits
from posture_app.services.ports import Frame
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.wire import nhn
from posture_app.wire.kakao_pose import People
from posture_app.wire.nhn_pose import PoseAnswer
from tests.figures import coronal
from tests.server.crowds import STEP_PX, ShadePeople, crowd_desk, shade_of
from tests.server.desks import House, NothingThere, house, photo

ADDRESS = "https://example.com/people.jpg"


class OneThere(NothingThere):
    """Fetches two people from one address."""

    how: Fetching | None = None

    async def fetch(self, url: str, how: Fetching) -> bytes:
        if url != ADDRESS:
            raise FetchProblem("url_not_allowed")
        self.how = how
        return photo(shade_of(2))


@dataclass
class Clinic:
    """A running server and its callers' keys."""

    house: House
    fetcher: OneThere
    finder: ShadePeople
    kakao: dict[str, str]
    nhn: dict[str, str]

    def pose(self, key: str | None = None, **asked: Any) -> Any:
        headers = {"Authorization": f"KakaoAK {key or self.kakao['REST_API_KEY']}"}
        return self.house.client.post("/pose", headers=headers, **asked)

    def estimate(self, content: bytes | None, app_key: str | None = None, secret: str | None = None) -> Any:
        headers = {"Authorization": secret or self.nhn["secretKey"]}
        path = f"/v1.0/appkeys/{app_key or self.nhn['appKey']}/pose"
        files = None if content is None else {"image": ("sample", content)}
        told = self.house.client.post(path, headers=headers, files=files)
        assert told.status_code == 200
        return told.json()


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    finder, fetcher = ShadePeople(), OneThere()
    desk = replace(crowd_desk(tmp_path, finder), fetcher=fetcher)
    kakao, nhn_keys = (
        {name: str(value) for name, value in desk.keys.add(one).items()}
        for one in (Service.KAKAO, Service.NHN)
    )
    with house(desk) as running:
        yield Clinic(running, fetcher, finder, kakao, nhn_keys)


def png(shade: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (720, 1280), (shade, shade, shade)).save(file, "PNG")
    return file.getvalue()


def test_kakao_tells_seventeen_points_of_everybody(clinic: Clinic) -> None:
    told = clinic.pose(files={"file": photo(shade_of(3))})

    assert told.status_code == 200
    people = People.model_validate(told.json()).root
    nose = coronal().point(Landmark.NOSE)
    assert [one.keypoints[:2] for one in people] == [
        pytest.approx([nose[0] + STEP_PX * i, nose[1]]) for i in range(3)
    ]
    first = people[0]
    x, y, width, height = first.bbox
    assert (len(first.keypoints), first.category_id) == (51, 1)
    assert (x, y) == pytest.approx((min(first.keypoints[::3]), min(first.keypoints[1::3])))
    assert first.area == pytest.approx(width * height)
    assert "object_id" not in told.json()[0]


def test_kakao_fetches_a_picture_and_follows_redirects(clinic: Clinic) -> None:
    assert len(clinic.pose(data={"image_url": ADDRESS}).json()) == 2
    assert len(clinic.pose(files={"image_url": (None, ADDRESS)}).json()) == 2
    assert clinic.fetcher.how is not None
    assert clinic.fetcher.how.redirects


def test_the_models_are_let_go_of_at_the_end(tmp_path: Path) -> None:
    finder = ShadePeople()
    desk = crowd_desk(tmp_path, finder)
    key = str(desk.keys.add(Service.KAKAO)["REST_API_KEY"])
    with house(desk) as running:
        asked = {"headers": {"Authorization": f"KakaoAK {key}"}, "files": {"file": photo(40)}}
        assert running.client.post("/pose", **asked).status_code == 200  # type: ignore[arg-type]
        assert not finder.closed
    assert finder.closed


def test_kakao_answers_an_empty_list_where_nobody_is(clinic: Clinic) -> None:
    assert clinic.pose(files={"file": photo(40)}).json() == []


def test_a_wrong_kakao_key_has_the_guides_body(clinic: Clinic) -> None:
    for headers in ({}, {"Authorization": "KakaoAK wrong"}, {"Authorization": clinic.kakao["REST_API_KEY"]}):
        told = clinic.house.client.post("/pose", headers=headers, files={"file": photo(120)})
        assert told.status_code == 401
        assert told.json() == {"code": -401, "msg": "Not authorized with provided app key"}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"files": {"file": b"no picture"}},
        {"files": {"file": b""}},
        {"files": {"file": photo(120), "image_url": (None, ADDRESS)}},
        {"data": {"image_url": "http://127.0.0.1/"}},
        {"json": {"image_url": ADDRESS}},
        {"content": b"--x", "headers": {"content-type": "multipart/form-data"}},
    ],
)
def test_kakao_says_what_is_no_picture(clinic: Clinic, asked: dict[str, Any]) -> None:
    headers = {"Authorization": f"KakaoAK {clinic.kakao['REST_API_KEY']}", **asked.pop("headers", {})}
    told = clinic.house.client.post("/pose", headers=headers, **asked)
    assert (told.status_code, told.json()["code"]) == (400, -2)


@pytest.mark.parametrize(("content", "kind"), [(photo(shade_of(2)), "jpg"), (png(shade_of(2)), "png")])
def test_nhn_tells_everybodys_parts(clinic: Clinic, content: bytes, kind: str) -> None:
    told = PoseAnswer.model_validate(clinic.estimate(content))

    assert told.header == nhn.SUCCESS.header()
    assert told.result is not None
    assert (told.result.fileType, told.result.numberOfPerson) == (kind, 2)
    first, second = told.result.keyPointList
    assert (first.personId, second.personId) == ("0", "1")
    counts = [
        {
            part: sum(point.part == part for point in one.inferKeypointList)
            for part in ("body", "foot", "face", "hand")
        }
        for one in (first, second)
    ]
    assert counts == [
        {"body": 17, "foot": 4, "face": 468, "hand": 21},
        {"body": 17, "foot": 4, "face": 0, "hand": 21},
    ]
    names = [point.name for point in first.inferKeypointList]
    assert len(set(names)) == len(names)
    hand = next(point for point in second.inferKeypointList if point.name == "left_hand_20")
    assert (hand.x, hand.y, hand.score) == (1.0, 1.0, pytest.approx(0.99))


def test_nhn_tells_of_nobody(clinic: Clinic) -> None:
    assert clinic.estimate(photo(40))["result"] == {
        "fileType": "jpg",
        "numberOfPerson": 0,
        "keyPointList": [],
    }


def code(told: Any) -> int:
    assert told["header"]["isSuccessful"] is False
    assert "result" not in told
    return int(told["header"]["resultCode"])


def test_nhn_says_no_in_its_header(clinic: Clinic) -> None:
    bmp = io.BytesIO()
    Image.new("RGB", (100, 100)).save(bmp, "BMP")
    assert code(clinic.estimate(photo(120), app_key="wrong")) == -41000
    assert code(clinic.estimate(photo(120), secret="wrong")) == -41000
    assert code(clinic.estimate(None)) == -40000
    assert code(clinic.estimate(b"")) == -40000
    assert code(clinic.estimate(bmp.getvalue())) == -45040
    assert code(clinic.estimate(photo(120)[:300])) == -45040


def test_a_picture_over_the_limit_is_refused(tmp_path: Path) -> None:
    desk = crowd_desk(tmp_path, limits=Limits(fetch_bytes=1000, body_bytes=20_000))
    keys = desk.keys.add(Service.NHN)
    with house(desk) as running:
        for size in (2_000, 30_000):
            told = running.client.post(
                f"/v1.0/appkeys/{keys['appKey']}/pose",
                headers={"Authorization": str(keys["secretKey"])},
                files={"image": b"\xff\xd8\xff" + bytes(size)},
            )
            assert (told.status_code, code(told.json())) == (200, -45020)


class Slow(ShadePeople):
    """Holds its first picture until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def find_people(self, frame: Frame) -> tuple[Person, ...]:
        self.begun.set()
        assert self.go_on.wait(60)
        return super().find_people(frame)


def test_whom_nobody_can_wait_for_is_told_so_at_once(tmp_path: Path) -> None:
    slow = Slow()
    desk = crowd_desk(tmp_path, slow, Limits(workers=1, waiting=0))
    kakao = str(desk.keys.add(Service.KAKAO)["REST_API_KEY"])
    keys = desk.keys.add(Service.NHN)

    def pose() -> Any:
        return running.client.post(
            "/pose", headers={"Authorization": f"KakaoAK {kakao}"}, files={"file": photo(shade_of(1))}
        )

    with house(desk) as running, ThreadPoolExecutor(1) as pool:
        first = pool.submit(pose)
        assert slow.begun.wait(60)
        busy = pose()
        estimate = running.client.post(
            f"/v1.0/appkeys/{keys['appKey']}/pose",
            headers={"Authorization": str(keys["secretKey"])},
            files={"image": photo(shade_of(1))},
        )
        slow.go_on.set()
        assert len(first.result().json()) == 1
    assert (busy.status_code, busy.json()["code"]) == (400, -10)
    assert int(busy.headers["retry-after"]) > 0
    assert code(estimate.json()) == -50000


def test_the_description_names_the_points(clinic: Clinic) -> None:
    paths = clinic.house.client.get("/openapi.json").json()["paths"]
    told = paths["/v1.0/appkeys/{appKey}/pose"]["post"]["description"]
    assert all(
        name in told for name in ("right_ankle", "left_big_toe", "right_heel", "left_hand_20", "face_467")
    )
    example = paths["/pose"]["post"]["responses"]["200"]["content"]["application/json"]["example"]
    assert len(People.model_validate(example).root) == 1
    assert np.shape(example[0]["keypoints"]) == (51,)
