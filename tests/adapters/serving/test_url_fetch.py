"""Addresses from strangers: the web is fetched from, the house is not."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from posture_app.adapters.serving import url_fetch
from posture_app.adapters.serving.url_fetch import MOST_URL_CHARACTERS, SafeFetcher, is_outside
from posture_app.services.serving.fetching import Fetching, FetchProblem
from tests.certificates import certificate

Made = TypeVar("Made")
HOW = Fetching(most_bytes=1000, seconds=5.0)


def run(work: Coroutine[Any, Any, Made]) -> Made:
    return asyncio.run(work)


def why(work: Coroutine[Any, Any, object]) -> str:
    with pytest.raises(FetchProblem) as caught:
        run(work)
    return caught.value.code


@dataclass
class Web:
    """A web server on this machine: what it answers by path, and what it was asked."""

    port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


@pytest.fixture
def web() -> Iterator[Web]:
    made = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.command, self.path, self.headers["host"]))
            if self.path == "/slow":
                made.hold.wait(10)
            if self.path.startswith("/to/"):
                self.send_response(302)
                self.send_header("Location", self.path[4:])
            else:
                self.send_response(404 if self.path == "/missing" else 200)
            size = 5000 if self.path == "/large" else 300
            self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.write(b"x" * size)

        def do_POST(self) -> None:
            made.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.hold.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def inside() -> SafeFetcher:
    return SafeFetcher(inside=True)


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("8.8.8.8", True),
        ("2606:4700:4700::1111", True),
        ("64:ff9b::808:808", True),
        ("2002:0808:0808::1", True),
        *((number, False) for number in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "0.0.0.0")),
        *((number, False) for number in ("169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255")),
        *((number, False) for number in ("192.0.2.1", "198.18.0.1", "240.0.0.1")),
        *((number, False) for number in ("::", "::1", "fe80::1", "fc00::1", "fec0::1", "ff02::1")),
        *((number, False) for number in ("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")),
        *((number, False) for number in ("2002:7f00:0001::1", "2001:db8::1")),
    ],
)
def test_which_numbers_are_on_the_web(number: str, outside: bool):
    assert is_outside(ipaddress.ip_address(number)) is outside


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/a", "url_refused"),
        ("file:///etc/passwd", "url_refused"),
        ("", "url_refused"),
        ("no address", "url_refused"),
        ("http://", "url_refused"),
        ("http://example.com:8080/", "url_refused"),
        ("https://example.com:80/", "url_refused"),
        ("http://name:password@example.com/", "url_refused"),
        ("http://example.com/" + "a" * MOST_URL_CHARACTERS, "url_refused"),
        ("http://127.0.0.1/", "url_not_allowed"),
        ("http://localhost/", "url_not_allowed"),
        ("http://[::1]/", "url_not_allowed"),
        ("http://[::ffff:127.0.0.1]/", "url_not_allowed"),
        ("http://2130706433/", "url_not_allowed"),
        ("http://0x7f.1/", "url_not_allowed"),
        ("http://169.254.169.254/latest/meta-data/", "url_not_allowed"),
    ],
)
def test_what_is_not_fetched(url: str, code: str):
    assert why(SafeFetcher().fetch(url, HOW)) == code


def test_what_is_there_is_fetched(web: Web, inside: SafeFetcher, tmp_path: Path):
    assert run(inside.fetch(web.url("/picture?a=b"), HOW)) == b"x" * 300
    assert web.asked == [("GET", "/picture?a=b", f"127.0.0.1:{web.port}")]
    assert run(inside.save(web.url("/picture"), tmp_path / "saved", HOW)) == 300
    assert (tmp_path / "saved").read_bytes() == b"x" * 300


def test_what_is_too_large_is_broken_off(web: Web, inside: SafeFetcher, tmp_path: Path):
    assert why(inside.fetch(web.url("/large"), HOW)) == "url_too_large"
    assert why(inside.save(web.url("/large"), tmp_path / "saved", HOW)) == "url_too_large"
    assert list(tmp_path.iterdir()) == []


def test_what_is_too_slow_is_broken_off(web: Web, inside: SafeFetcher):
    assert why(inside.fetch(web.url("/slow"), Fetching(1000, 0.2))) == "url_too_slow"


def test_what_is_not_there_is_told(web: Web, inside: SafeFetcher):
    assert why(inside.fetch(web.url("/missing"), HOW)) == "url_unreachable"


def test_a_name_that_nobody_knows_is_told(inside: SafeFetcher, monkeypatch: pytest.MonkeyPatch):
    async def getaddrinfo(loop: Any, host: Any, port: Any, **how: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)

    assert why(inside.fetch("http://nowhere.invalid/", HOW)) == "url_unreachable"


def test_redirects_are_followed_where_the_guide_says_so(web: Web, inside: SafeFetcher):
    assert run(inside.fetch(web.url("/to//picture"), HOW)) == b"x" * 300
    assert (
        why(inside.fetch(web.url("/to//picture"), Fetching(1000, 5.0, redirects=False))) == "url_unreachable"
    )
    assert why(inside.fetch(web.url("/to/" * 9), HOW)) == "url_refused"


def test_a_redirect_into_the_house_is_not_followed(web: Web, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(url_fetch, "is_outside", lambda number: str(number) == "127.0.0.1")
    monkeypatch.setattr(url_fetch, "PORTS", {"http": web.port, "https": 443})

    assert run(SafeFetcher().fetch(web.url("/to//picture"), HOW)) == b"x" * 300
    assert why(SafeFetcher().fetch(web.url(f"/to/{web.url('/', '127.0.0.2')}"), HOW)) == "url_not_allowed"
    assert why(SafeFetcher().fetch(web.url("/to/file:///etc/passwd"), HOW)) == "url_refused"


def test_the_connection_goes_to_the_number_that_was_looked_at(web: Web, monkeypatch: pytest.MonkeyPatch):
    """A name that stands for another number the second time it is asked for."""
    asked = []

    async def resolve(loop: object, host: str, port: int, **how: object) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.2", port))]

    real = asyncio.BaseEventLoop.getaddrinfo

    async def getaddrinfo(loop: Any, host: Any, port: Any, **how: Any) -> Any:
        if host == "photos.example":
            return await resolve(loop, host, port)
        return await real(loop, host, port, **how)

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)

    assert run(SafeFetcher(inside=True).fetch(web.url("/a", "photos.example"), HOW)) == b"x" * 300
    assert asked == ["photos.example"]
    assert web.asked == [("GET", "/a", f"photos.example:{web.port}")]


def test_one_forbidden_number_among_a_names_is_enough(monkeypatch: pytest.MonkeyPatch):
    async def getaddrinfo(loop: Any, host: Any, port: Any, **how: Any) -> Any:
        return [(2, 1, 6, "", (number, port)) for number in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)

    assert why(SafeFetcher().fetch("http://photos.example/", HOW)) == "url_not_allowed"


def test_a_result_is_sent_once(web: Web, inside: SafeFetcher):
    run(inside.post(web.url("/callback"), b'{"a": 1}', HOW))
    assert (web.bodies, web.asked[0][0]) == ([b'{"a": 1}'], "POST")
    assert why(inside.post(web.url("/to//callback"), b"{}", HOW)) == "url_unreachable"
    assert len(web.bodies) == 2


@pytest.mark.parametrize(("name", "fits"), [("photos.example", True), ("other.example", False)])
def test_the_certificate_must_be_the_names(
    name: str, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    own, key = certificate(tmp_path, name)
    speaks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    speaks.load_cert_chain(own, key)
    trusts = ssl.create_default_context(cafile=str(own))
    monkeypatch.setattr(url_fetch.httpx, "AsyncClient", partial(httpx.AsyncClient, verify=trusts))

    async def getaddrinfo(loop: Any, host: Any, port: Any, **how: Any) -> Any:
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        await writer.drain()
        writer.close()

    async def work() -> bytes:
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=speaks)
        monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
        port = server.sockets[0].getsockname()[1]
        async with server:
            return await SafeFetcher(inside=True).fetch(f"https://photos.example:{port}/", HOW)

    if fits:
        assert run(work()) == b"ok"
    else:
        assert why(work()) == "url_unreachable"
