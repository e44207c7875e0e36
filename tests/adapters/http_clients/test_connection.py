"""Addresses that are refused, what is sent again and what never is, and keys that stay unseen."""

from __future__ import annotations

import logging
import traceback

import httpx
import pytest

from posture_app.adapters.http_clients.connection import MOST_BYTES, Connection, Patience, Repeat, Reply
from posture_app.adapters.http_clients.nhn_pose import NhnPose
from posture_app.adapters.http_clients.remo_back import RemoBack
from posture_app.domain.cloud import Endpoint
from posture_app.domain.errors import (
    CloudAnswerLost,
    CloudBusy,
    CloudProblem,
    CloudRefused,
    CloudUnreachable,
    CloudUnreadable,
)
from posture_app.services.wording import LANGUAGES, Words
from tests.adapters.http_clients.mocked import HOME, KEYS, SECRET, Mocked, answering, said

REFUSED = httpx.ConnectError("refused")
LOST = (httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("gone"), httpx.WriteError("broken"))


def ask(mocked: Mocked, repeat: Repeat, dice: float = 1.0) -> int:
    def read(reply: Reply) -> int:
        if reply.status == 503:
            raise CloudBusy("cloud_busy", **({} if reply.wait_s is None else {"wait_s": reply.wait_s}))
        return reply.status

    return mocked.connection(dice=dice).ask("POST", "/x", lambda: {"json": {}}, read, repeat)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com", "cloud_bad_url"),
        ("example.com", "cloud_bad_url"),
        ("https://", "cloud_bad_url"),
        ("https://me:key@example.com", "cloud_bad_url"),
        ("https://example.com?key=1", "cloud_bad_url"),
        ("https://example.com:notaport", "cloud_bad_url"),
        ("http://example.com", "cloud_plain_http"),
        ("http://127.0.0.1.example.com", "cloud_plain_http"),
        ("http://10.0.0.7:8000", "cloud_plain_http"),
    ],
)
def test_an_address_that_is_none_or_is_not_safe_is_refused(url: str, code: str) -> None:
    with pytest.raises(CloudProblem, match=code):
        Connection(Endpoint(url))


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint("http://127.0.0.1:8000/"),
        Endpoint("http://localhost:1"),
        Endpoint("http://[::1]:8000"),
        Endpoint("http://api.remo.re.kr", plain_http=True),
        Endpoint("https://example.com/base"),
    ],
)
def test_this_machine_tls_and_what_was_allowed_are_good_addresses(endpoint: Endpoint) -> None:
    Connection(endpoint).close()


def test_a_certificate_file_that_is_none_is_refused() -> None:
    with pytest.raises(CloudProblem, match="cloud_bad_ca"):
        Connection(Endpoint("https://example.com", ca="/nowhere/ca.pem"))


@pytest.mark.parametrize("repeat", list(Repeat))
def test_while_nothing_was_sent_it_is_tried_again(repeat: Repeat) -> None:
    mocked = answering(REFUSED, httpx.ConnectTimeout("slow"), said(200, {}))

    assert ask(mocked, repeat) == 200
    assert len(mocked.asked) == 3
    assert mocked.pauses == [0.5, 1.0]


@pytest.mark.parametrize("error", LOST)
def test_what_costs_is_never_sent_twice_when_the_first_may_have_arrived(error: Exception) -> None:
    mocked = answering(error, said(200, {}))

    with pytest.raises(CloudAnswerLost):
        ask(mocked, Repeat.IF_NOT_SENT)
    assert len(mocked.asked) == 1


@pytest.mark.parametrize("error", LOST)
def test_what_changes_nothing_is_sent_again(error: Exception) -> None:
    mocked = answering(error, said(200, {}))

    assert ask(mocked, Repeat.SAFE) == 200


def test_it_gives_up_after_four_tries_with_growing_pauses() -> None:
    mocked = answering(REFUSED)

    with pytest.raises(CloudUnreachable) as caught:
        ask(mocked, Repeat.IF_NOT_SENT, dice=0.0)
    assert len(mocked.asked) == 4
    assert mocked.pauses == [0.25, 0.5, 1.0]
    assert caught.value.facts["host"] == "127.0.0.1"


def test_a_busy_service_is_asked_again_when_it_says() -> None:
    mocked = answering(said(503, b"", Retry_After="3"), said(503, b"", Retry_After="3600"), said(200, {}))

    assert ask(mocked, Repeat.SAFE) == 200
    assert mocked.pauses == [3.0, 8.0]
    with pytest.raises(CloudBusy):
        ask(answering(said(503, b"")), Repeat.IF_NOT_SENT)


def test_a_redirect_is_not_followed() -> None:
    mocked = answering(said(302, b"", Location="http://elsewhere.example/"))

    with pytest.raises(CloudUnreadable):
        RemoBack(mocked.connection(), KEYS).measure("0" * 32, b"jpeg")
    assert len(mocked.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (200, CloudUnreadable, "cloud_answer_unreadable"),
        (401, CloudRefused, "cloud_wrong_key"),
        (404, CloudRefused, "cloud_refused"),
        (413, CloudRefused, "cloud_too_large"),
        (429, CloudBusy, "cloud_busy"),
        (500, CloudRefused, "cloud_refused"),
        (504, CloudAnswerLost, "cloud_answer_lost"),
    ],
)
def test_what_no_contract_writes_still_has_a_meaning(
    status: int, kind: type[CloudProblem], code: str
) -> None:
    with pytest.raises(kind, match=code):
        RemoBack(answering(said(status, b"<html>")).connection(), KEYS).measure("0" * 32, b"jpeg")


def test_an_answer_without_end_is_cut_off() -> None:
    piece = bytes(1 << 20)

    def endless(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=(piece for _ in range(MOST_BYTES // len(piece) + 2)))

    connection = Connection(HOME, transport=httpx.MockTransport(endless))
    with pytest.raises(CloudUnreadable):
        connection.ask("GET", "/", dict, lambda reply: None, Repeat.SAFE)


def test_an_answer_that_trickles_for_ever_is_cut_off() -> None:
    moments = iter(range(0, 10_000, 60))

    def trickling(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=(b" " for _ in range(100)))

    connection = Connection(
        HOME,
        transport=httpx.MockTransport(trickling),
        patience=Patience(tries=1),
        clock=lambda: float(next(moments)),
    )
    with pytest.raises(CloudAnswerLost):
        connection.ask("GET", "/", dict, lambda reply: None, Repeat.SAFE)


@pytest.mark.parametrize("answer", [REFUSED, LOST[0], said(401, b"no"), said(200, b"what")])
def test_no_key_is_in_a_log_an_error_or_a_traceback(
    answer: httpx.Response | Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.NOTSET)
    mocked = answering(answer)
    pose = NhnPose(mocked.connection(), KEYS)
    with pytest.raises(CloudProblem) as caught:
        pose.find_all(b"jpeg")

    assert SECRET in str(mocked.asked[0].url)
    told = "".join(traceback.format_exception(caught.value))
    seen = (told, caplog.text, repr(caught.value), str(caught.value.facts), repr(pose), repr(KEYS))
    assert not any(SECRET in one for one in seen)
    assert caught.value.__cause__ is None
    for language in LANGUAGES:
        assert "127.0.0.1" in Words(language).problem(caught.value)
