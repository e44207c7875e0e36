"""The frame around every contract: sizes, times, queues, and what is told of a failure."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from posture_app.server.desk import Limits
from posture_app.services.assessing.assess import Eyes
from posture_app.services.ports import Frame
from posture_app.wire.remo.back import PATH as BACK_PATH
from posture_app.wire.remo.front_side import PATH as FRONT_SIDE_PATH
from tests.fakes import FakeGauge, FakeLevels
from tests.server.desks import BACK, FRONT, SIDE, Held, House, ShadeFaces, desk_in, house, sent


@pytest.fixture
def here(tmp_path: Path) -> Iterator[House]:
    with house(desk_in(tmp_path, Limits(body_bytes=200_000))) as made:
        yield made


def body(here: House) -> dict[str, str]:
    return {**here.keys, "borigimg": sent(BACK)}


def test_the_server_tells_how_it_is_and_what_it_takes(here: House):
    assert here.client.get("/health").json() == {"status": "ok"}
    paths = here.client.get("/openapi.json").json()["paths"]
    assert {"/analyze/skeleton-v2", BACK_PATH, "/api/analysis-skeleton", "/health"} <= set(paths)
    page = here.client.get("/docs")
    assert BACK_PATH in page.text
    assert "<script" not in page.text
    assert "http" not in page.text.replace("http-equiv", "")


def test_figures_name_routes_and_nobody(here: House):
    here.client.post(BACK_PATH, json=body(here))
    here.client.get("/somewhere/secret-in-the-path")
    figures = here.client.get("/metrics").text
    assert f'posture_requests_total{{route="{BACK_PATH}",status="200"}} 1.0' in figures
    assert not [word for word in ("secret", *here.keys.values()) if word in figures]


def test_a_large_body_is_refused_by_its_announcement_and_as_it_comes(here: House):
    announced = here.client.post(BACK_PATH, content=b" " * 200_001)
    assert (announced.status_code, announced.json()["status"]) == (400, 412)

    def pieces() -> Iterator[bytes]:
        for _ in range(300):
            yield b" " * 1000

    streamed = here.client.post(BACK_PATH, content=pieces())
    assert (streamed.status_code, streamed.json()["status"]) == (400, 412)
    assert here.client.post("/analyze/skeleton-v2", content=b" " * 200_001).json() == {
        "data": {"state": -1, "errors": "image load error"}
    }
    assert here.client.post("/nowhere", content=b" " * 200_001).status_code == 413
    assert here.client.post(BACK_PATH, json=body(here)).status_code == 200


def test_bodies_together_are_bounded(tmp_path: Path):
    with house(desk_in(tmp_path, Limits(bodies_bytes=1000))) as here:
        answer = here.client.post(BACK_PATH, content=b" " * 1001)
        assert (answer.status_code, answer.json()["status"]) == (500, 559)
        assert here.client.post(BACK_PATH, content=b" " * 999).json()["status"] == 400
        assert here.client.post(BACK_PATH, content=b" " * 999).json()["status"] == 400


def test_a_full_queue_is_told_at_once(tmp_path: Path):
    held = Held()
    with (
        house(desk_in(tmp_path, Limits(workers=1, waiting=0), held.eyes)) as here,
        ThreadPoolExecutor() as pool,
    ):
        first = pool.submit(here.client.post, BACK_PATH, json=body(here))
        assert held.begun.wait(60)
        second = here.client.post(BACK_PATH, json=body(here))
        assert (second.status_code, second.json()["status"], second.json()["credit"]) == (500, 559, 9)
        assert second.headers["retry-after"] == "1"
        photos = {"forigimg": sent(FRONT), "sorigimg": sent(SIDE)}
        third = here.client.post(FRONT_SIDE_PATH, json={"id": here.keys["Email"], "uuid": "u", **photos})
        assert (third.status_code, third.headers["retry-after"]) == (400, "1")
        assert third.json() == {"data": {"state": -1, "message": "processing error"}}
        held.go_on.set()
        assert first.result(60).json()["credit"] == 9
        assert here.client.post(BACK_PATH, json=body(here)).json()["credit"] == 8


class _Broken:
    def find_all(self, frame: Frame) -> None:
        raise ZeroDivisionError("name of the patient")


def test_a_failure_is_told_without_what_was_sent(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    def broken() -> Eyes:
        return Eyes(_Broken(), ShadeFaces(), FakeGauge(), FakeLevels())  # type: ignore[arg-type]

    with house(desk_in(tmp_path, make_eyes=broken)) as here, caplog.at_level(logging.INFO):
        answer = here.client.post(BACK_PATH, json=body(here))
        assert (answer.status_code, answer.json()["status"]) == (500, 550)
        assert "patient" not in answer.text
        assert here.desk.keys.listed()[0].credit == 10
    said = [one.getMessage() for one in caplog.records if one.name == "posture_app.server"]
    assert len(said) == 1
    assert "ZeroDivisionError in " in said[0]
    assert "test_frame.py" in said[0]
    assert "patient" not in said[0]


def test_each_thread_has_its_own_models(tmp_path: Path):
    made: list[str] = []
    held = Held()

    def eyes() -> Eyes:
        made.append(threading.current_thread().name)
        return held.eyes()

    with house(desk_in(tmp_path, Limits(workers=2), eyes)) as here, ThreadPoolExecutor() as pool:
        held.go_on.set()
        calls = [pool.submit(here.client.post, BACK_PATH, json=body(here)) for _ in range(6)]
        assert {call.result(60).status_code for call in calls} == {200}
    assert len(made) == len(set(made)) <= 2
