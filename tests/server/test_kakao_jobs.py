"""Kakao's video jobs over HTTP; what a video shows, its first bytes tell."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import schemathesis
from httpx import Response
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from posture_app.adapters.serving.job_folder import FOLDER_NAME, SealedJobFolder
from posture_app.domain.cloud import Service
from posture_app.domain.errors import VideoUnreadable
from posture_app.domain.video.motion import Footage, Motion
from posture_app.domain.video.tracks import followed
from posture_app.server.application import make_app
from posture_app.server.desk import JobDesk
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.services.serving.video_jobs import Job, JobState
from posture_app.services.video.following import Tell
from posture_app.wire.kakao_job import JobResult
from tests.server.desks import NothingThere, desk_in
from tests.server.listening import listening
from tests.server.test_openapi import check, tried
from tests.walkers import at

KEY = bytes(range(32))
NOBODY = "0b4c3b5e-0000-4000-8000-000000000000"


@dataclass
class Looker:
    """Looks through videos: `frames` bytes long they are, each with one person; holds until it is let go."""

    hold: bool = False
    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[bytes, bool]] = field(default_factory=list)

    def look(self, data: bytes, smoothing: bool, tell: Tell) -> Motion:
        self.asked.append((data, smoothing))
        self.begun.set()
        while self.hold and not self.go_on.wait(0.01):
            tell(0, len(data))
        if data.startswith(b"broken"):
            raise VideoUnreadable("video_unreadable")
        if data.startswith(b"bug"):
            raise ZeroDivisionError
        tracks = followed([[at(float(number))] for number in range(len(data))], 30.0)
        return Motion(Footage(720, 1280, 30.0, np.arange(len(data)) / 30.0), tracks, smoothing)


@dataclass
class Web(NothingThere):
    """A web of two addresses, and what was posted there."""

    posted: list[tuple[str, bytes]] = field(default_factory=list)
    called: threading.Event = field(default_factory=threading.Event)
    asked: list[Fetching] = field(default_factory=list)

    async def fetch(self, url: str, how: Fetching) -> bytes:
        self.asked.append(how)
        if url != "https://clinic.example/film.mp4":
            raise FetchProblem("url_not_allowed")
        return b"film"

    async def post(self, url: str, body: bytes, how: Fetching) -> None:
        self.posted.append((url, body))
        self.called.set()
        raise FetchProblem("url_unreachable")


@dataclass
class House:
    """A running application, the key to it, and what stands behind."""

    client: TestClient
    key: str
    looker: Looker
    web: Web
    data: Path

    @property
    def head(self) -> dict[str, str]:
        return {"Authorization": f"KakaoAK {self.key}"}

    def post(self, **parts: Any) -> Response:
        return self.client.post("/pose/job", headers=self.head, **parts)

    def handed_in(self, data: bytes = b"film", **fields: str) -> str:
        got = self.post(files={"file": ("사람.mp4", data)}, data=fields)
        assert got.status_code == 200, got.text
        assert list(got.json()) == ["job_id"]
        return str(got.json()["job_id"])

    def ask(self, job_id: str) -> dict[str, Any]:
        got = self.client.get(f"/pose/job/{job_id}", headers=self.head)
        assert got.status_code == 200
        body: dict[str, Any] = got.json()
        JobResult.model_validate(body)
        return body

    def ended(self, job_id: str) -> dict[str, Any]:
        """Ask until it is over; the store's own word is waited for."""
        for _ in range(1000):
            body = self.ask(job_id)
            if body["status"] in ("success", "failed"):
                return body
            threading.Event().wait(0.01)
        pytest.fail(f"still {body['status']}")


@contextmanager
def house(folder: Path, looker: Looker | None = None, **limits: int) -> Iterator[House]:
    looker, web = looker or Looker(), Web()
    jobs = JobDesk(
        lambda: SealedJobFolder(folder, KEY), looker.look, lambda: datetime.now(timezone.utc), **limits
    )
    desk = replace(desk_in(folder), jobs=jobs, fetcher=web)
    key = str(desk.keys.add(Service.KAKAO)["REST_API_KEY"])
    with TestClient(make_app(desk), raise_server_exceptions=False) as client:
        yield House(client, key, looker, web, folder)


def test_a_video_comes_back_as_the_guide_has_it(tmp_path: Path) -> None:
    begun = datetime.now(timezone.utc)
    with house(tmp_path) as home:
        body = home.ended(home.handed_in(b"12345"))
        assert home.looker.asked == [(b"12345", True)]
    result = JobResult.model_validate(body)
    assert result.annotations is not None
    assert result.video is not None
    assert [one.frame_num for one in result.annotations] == [0, 1, 2, 3, 4]
    assert [one.objects[0].object_id for one in result.annotations] == [0] * 5
    assert (result.video.frames, result.video.fps, result.video.width, result.video.height) == (
        5,
        30.0,
        720,
        1280,
    )
    assert set(body) == {"annotations", "categories", "info", "job_id", "status", "video"}
    assert body["info"]["year"] in (begun.year, datetime.now(timezone.utc).year)


def test_the_video_goes_and_the_result_cannot_be_read_on_the_disk(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        job_id = home.handed_in()
        home.ended(job_id)
        files = {path.suffix: path.read_bytes() for path in (tmp_path / FOLDER_NAME).iterdir()}
    assert set(files) == {".job", ".result"}
    assert all(b"keypoints" not in data for data in files.values())


@pytest.mark.parametrize(("text", "smoothed"), [("true", True), ("false", False), ("False", False)])
def test_smoothing_is_passed_on(tmp_path: Path, text: str, smoothed: bool) -> None:
    with house(tmp_path) as home:
        home.ended(home.handed_in(smoothing=text))
        assert [smoothing for _, smoothing in home.looker.asked] == [smoothed]


def test_a_video_is_fetched_by_its_address_without_redirects(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        got = home.post(data={"video_url": "https://clinic.example/film.mp4"})
        assert home.ended(got.json()["job_id"])["status"] == "success"
        assert home.looker.asked == [(b"film", True)]
        assert [how.redirects for how in home.web.asked] == [False]


def test_what_cannot_be_fetched_or_read_fails_in_the_guides_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with house(tmp_path) as home:
        inside = home.post(data={"video_url": "http://127.0.0.1/film.mp4"}).json()["job_id"]
        assert home.ended(inside) == {
            "job_id": inside,
            "status": "failed",
            "description": "Failed to get video",
        }
        broken = home.handed_in(b"broken film")
        assert home.ended(broken)["description"] == "Failed to read video"
        bug = home.handed_in(b"bug")
        assert home.ended(bug)["description"] == "Failed to process video"
        assert home.ended(home.handed_in())["status"] == "success"  # the queue goes on
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(("data", "status"), [(b"film", "success"), (b"broken", "failed")])
def test_the_callback_is_called_once_with_what_a_get_answers(
    tmp_path: Path, data: bytes, status: str
) -> None:
    with house(tmp_path) as home:
        job_id = home.handed_in(data, callback_url="https://clinic.example/called")
        assert home.web.called.wait(60)
        body = home.ask(job_id)
        assert body["status"] == status
        home.ended(home.handed_in())  # by then a second call would have been made
        assert [url for url, _ in home.web.posted] == ["https://clinic.example/called"]
        assert JobResult.model_validate_json(home.web.posted[0][1]).written() == body


def test_waiting_processing_and_a_full_queue(tmp_path: Path) -> None:
    looker = Looker(hold=True)
    with house(tmp_path, looker, most_waiting=2) as home:
        first = home.handed_in()
        assert looker.begun.wait(60)
        waiting = [home.handed_in() for _ in range(2)]
        assert home.ask(first) == {"job_id": first, "status": "processing"}
        assert home.ask(waiting[1]) == {"job_id": waiting[1], "status": "waiting"}
        got = home.post(files={"file": ("a.mp4", b"film")})
        assert (got.status_code, got.json()["code"]) == (400, -10)
        looker.go_on.set()
        assert [home.ended(job_id)["status"] for job_id in (first, *waiting)] == ["success"] * 3


def test_a_server_that_stops_lets_go_and_the_next_one_goes_on(tmp_path: Path) -> None:
    looker = Looker(hold=True)
    with house(tmp_path, looker) as home:
        first, second = home.handed_in(b"123"), home.handed_in(b"4567")
        key = home.key
        assert looker.begun.wait(60)
    kept = {job.id: job for job in SealedJobFolder(tmp_path, KEY).jobs()}
    assert {job.state for job in kept.values()} == {JobState.WAITING}
    assert kept[first].begun == 0
    with house(tmp_path) as again:
        again.key = key
        assert again.ended(first)["video"]["frames"] == 3
        assert again.ended(second)["video"]["frames"] == 4


def test_a_server_that_was_killed_begins_again(tmp_path: Path) -> None:
    folder = SealedJobFolder(tmp_path, KEY)
    with house(tmp_path) as home:
        key = home.key
    left = Job(
        NOBODY, 1, smoothing=True, callback_url=None, video_url=None, taken_at=datetime.now(timezone.utc),
        state=JobState.PROCESSING, begun=1,
    )  # fmt: skip
    folder.put(left, b"123456")
    with house(tmp_path) as again:
        again.key = key
        assert again.ended(NOBODY)["video"]["frames"] == 6


@pytest.mark.parametrize("job_id", [NOBODY, "x", "..%2f..%2fservice-keys", "0" * 500])
def test_not_found_is_an_answer(tmp_path: Path, job_id: str) -> None:
    with house(tmp_path) as home:
        got = home.client.get(f"/pose/job/{job_id}", headers=home.head)
        if got.status_code != 404:  # a path that is none of ours
            assert got.json()["status"] == "not found"
            assert got.status_code == 200


def test_another_key_does_not_find_it(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        job_id = home.handed_in()
        home.ended(job_id)
    with house(tmp_path) as other:
        assert other.ask(job_id) == {"job_id": job_id, "status": "not found"}


@pytest.mark.parametrize("head", [{}, {"Authorization": "KakaoAK wrong"}, {"Authorization": "Bearer x"}])
def test_a_wrong_key_is_told_as_in_the_guide(tmp_path: Path, head: dict[str, str]) -> None:
    with house(tmp_path) as home:
        for got in (
            home.client.post("/pose/job", headers=head, files={"file": ("a.mp4", b"film")}),
            home.client.get(f"/pose/job/{NOBODY}", headers=head),
        ):
            assert got.status_code == 401
            assert got.json() == {"code": -401, "msg": "Not authorized with provided app key"}
        assert home.looker.asked == []


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"data": {"smoothing": "true"}},
        {"files": {"file": ("a.mp4", b"")}},
        {"files": {"file": ("a.mp4", b"film")}, "data": {"video_url": "https://clinic.example/film.mp4"}},
        {"files": {"file": ("a.mp4", b"film")}, "data": {"smoothing": "perhaps"}},
        {"data": {"file": "not a file"}},
        {"content": b"no form", "headers": {}},
    ],
)
def test_what_is_not_as_the_guide_has_it_is_refused(tmp_path: Path, parts: dict[str, Any]) -> None:
    with house(tmp_path) as home:
        got = home.client.post("/pose/job", **{**parts, "headers": home.head})
        assert got.status_code == 400
        assert got.json()["code"] == -2
        assert home.looker.asked == []


def test_a_video_may_be_larger_than_a_photograph_and_no_larger_than_that(tmp_path: Path) -> None:
    with house(tmp_path, video_bytes=80_000_000) as home:
        assert home.post(files={"file": ("a.mp4", b"broken" + bytes(70_000_000))}).status_code == 200
        got = home.post(files={"file": ("a.mp4", bytes(81_000_000))})
        assert (got.status_code, got.json()["code"]) == (400, -2)


def test_the_openapi_page_tells_of_both_calls(tmp_path: Path) -> None:
    with house(tmp_path) as home:
        paths = home.client.get("/openapi.json").json()["paths"]
    assert set(paths["/pose/job"]) == {"post"}
    assert set(paths["/pose/job/{job_id}"]) == {"get"}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_made_up_goes_unforeseen(mode: GenerationMode, tmp_path: Path) -> None:
    jobs = JobDesk(
        lambda: SealedJobFolder(tmp_path, KEY),
        Looker().look,
        lambda: datetime.now(timezone.utc),
        most_waiting=2,
    )
    desk = replace(desk_in(tmp_path), jobs=jobs)
    key = str(desk.keys.add(Service.KAKAO)["REST_API_KEY"])
    with listening(desk) as port:
        url = f"http://127.0.0.1:{port}"
        schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
        operations = [one.ok() for one in schema.get_all_operations()]
        mine = [one for one in operations if one.path.startswith("/pose/job")]
        assert len(mine) == 2

        def work(case: Any) -> None:
            case.headers["Authorization"] = f"KakaoAK {key}"
            check(case, url)

        for operation in mine:
            if mode is GenerationMode.POSITIVE or operation.body:  # any text may be asked for as a job
                tried(operation, mode, 10, work)
