"""Clients that mean no good, or are merely slow, on a real socket."""

from __future__ import annotations

import json
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from posture_app.domain.cloud import Service
from posture_app.domain.errors import EnvironmentProblem, UsageError
from posture_app.server.application import make_app
from posture_app.server.desk import Limits, ServerDesk
from posture_app.server.serving import Place, listener_for, serve
from posture_app.wire.remo.back import PATH
from tests.certificates import certificate
from tests.server.desks import BACK, Held, desk_in, sent
from tests.server.listening import Raw, listening

PATIENT = Limits(body_bytes=1_000_000, workers=1)
HASTY = replace(PATIENT, header_s=1.0, body_idle_s=0.3)
"""Only for those who say nothing: on a busy machine even a willing client may take a moment."""


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with listening(desk_in(tmp_path, PATIENT)) as port:
        yield port


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[int]:
    with listening(desk_in(tmp_path, HASTY)) as port:
        yield port


def is_well(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/health", timeout=60).json() == {"status": "ok"}


def told(answer: str) -> dict[str, object]:
    return json.loads(answer.partition("\r\n\r\n")[2])


def test_whoever_says_nothing_is_hung_up_on(hasty: int):
    with Raw(hasty) as silent, Raw(hasty) as half:
        half.say("POST /analyze/skeleton-v2 HTTP/1.1", "Host: here")
        assert silent.rest() == half.rest() == ""
    assert is_well(hasty)


def test_a_body_that_does_not_come_is_refused(hasty: int):
    with Raw(hasty) as slow:
        slow.say(f"POST {PATH} HTTP/1.1", "Host: here", "Content-Length: 1000", "")
        slow.send(b"{")
        answer = slow.rest()
    assert answer.startswith("HTTP/1.1 400 ")
    assert "connection: close" in answer
    assert told(answer)["status"] == 400
    assert is_well(hasty)


def test_many_slow_clients_keep_nobody_else_waiting(port: int):
    with ExitStack() as stack:
        for _ in range(50):
            slow = stack.enter_context(Raw(port))
            slow.say(f"POST {PATH} HTTP/1.1", "Host: here", "Content-Length: 1000", "")
        assert is_well(port)


def test_whoever_sends_far_too_much_sees_the_answer(port: int):
    answer = httpx.post(f"http://127.0.0.1:{port}{PATH}", content=b" " * 100_000_000, timeout=60)
    assert (answer.status_code, answer.json()["status"]) == (400, 412)
    assert is_well(port)


def test_whoever_asks_first_need_not_send_it_all(port: int):
    with Raw(port) as careful:
        careful.say(f"POST {PATH} HTTP/1.1", "Host: here", "Content-Length: 100000000")
        careful.say("Expect: 100-continue", "")
        answer = careful.rest()
    assert answer.startswith("HTTP/1.1 400 ")
    assert told(answer)["status"] == 412


def test_what_is_no_http_is_refused(port: int):
    with Raw(port) as rude:
        rude.send(b"\x16\x03\x01\x02\x00\x01" * 10 + b"\r\n\r\n")
        assert rude.rest().startswith("HTTP/1.1 400 ")
    with Raw(port) as long:
        long.say("GET /health HTTP/1.1", "Host: here", "X: " + "a" * 100_000)
        assert long.rest().startswith("HTTP/1.1 400 ")
    assert is_well(port)


def test_a_stop_waits_for_the_answer_that_is_being_made(tmp_path: Path):
    held = Held()
    desk = desk_in(tmp_path, make_eyes=held.eyes)
    keys = desk.keys.add(Service.REMO, "a@b.c", 3)
    body = {**{name: keys[name] for name in ("Email", "UserKey", "APIKey")}, "borigimg": sent(BACK)}
    answers: list[int] = []

    def call(port: int) -> None:
        answers.append(httpx.post(f"http://127.0.0.1:{port}{PATH}", json=body, timeout=60).status_code)

    with listening(desk) as port:
        caller = threading.Thread(target=call, args=(port,))
        caller.start()
        assert held.begun.wait(60)
        threading.Timer(0.3, held.go_on.set).start()
    caller.join()
    assert answers == [200]
    assert desk.keys.listed()[0].credit == 2


def test_it_speaks_tls(tmp_path: Path):
    own, key = certificate(tmp_path, "localhost")
    with listening(desk_in(tmp_path), own, key) as port:
        trusting = ssl.create_default_context(cafile=str(own))
        assert httpx.get(f"https://localhost:{port}/health", verify=trusting, timeout=60).status_code == 200


def nothing(desk: ServerDesk, place: Place) -> int:
    def never() -> None:
        raise AssertionError("it listened")

    return serve(never, place, desk.limits, lambda line: never())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Place("0.0.0.0", 0), "tls_needed"),
        (Place("192.168.1.1", 0), "tls_needed"),
        (Place("example.com", 0), "tls_needed"),
        (Place("127.0.0.1", 0, Path("cert.pem")), "tls_incomplete"),
        (Place("127.0.0.1", 0, None, Path("key.pem")), "tls_incomplete"),
    ],
)
def test_nothing_travels_in_the_clear_unless_wanted(place: Place, code: str, tmp_path: Path):
    with pytest.raises(UsageError, match=code):
        nothing(desk_in(tmp_path), place)


def test_what_stands_in_the_way_is_told(tmp_path: Path):
    desk = desk_in(tmp_path)
    with (
        listener_for(Place("127.0.0.1", 0)) as taken,
        pytest.raises(EnvironmentProblem, match="port_taken"),
    ):
        nothing(desk, Place("127.0.0.1", taken.getsockname()[1]))
    with pytest.raises(EnvironmentProblem, match="host_unknown"):
        nothing(desk, Place("203.0.113.1", 0, insecure=True))
    bad = tmp_path / "bad.pem"
    bad.write_text("no certificate")
    with pytest.raises(EnvironmentProblem, match="tls_unreadable"):
        serve(lambda: make_app(desk), Place("127.0.0.1", 0, bad, bad), desk.limits, lambda line: None)


@pytest.mark.parametrize(("system", "shared"), [("win32", False), ("linux", True), ("darwin", True)])
def test_a_port_is_taken_over_only_where_that_means_no_sharing(
    system: str, shared: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "platform", system)
    with listener_for(Place("127.0.0.1", 0)) as listener:
        assert bool(listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)) is shared


def test_models_that_do_not_load_are_told(tmp_path: Path):
    def broken() -> None:
        raise EnvironmentProblem("model_missing", file="x")

    desk = desk_in(tmp_path, make_eyes=broken)  # type: ignore[arg-type]
    with pytest.raises(EnvironmentProblem, match="model_missing"):
        serve(lambda: make_app(desk), Place("127.0.0.1", 0), desk.limits, lambda line: None)
