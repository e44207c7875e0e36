"""One service's address: requests, what may be repeated, and what goes wrong on the way.

Keys travel in headers, bodies, and paths; so nothing of a request stands in an error, a log, or
a traceback: errors are raised without their cause, and httpx' own loggers are kept quiet.
"""

from __future__ import annotations

import ipaddress
import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import httpx

from posture_app.domain.errors import (
    CloudAnswerLost,
    CloudBusy,
    CloudProblem,
    CloudRefused,
    CloudUnreachable,
    CloudUnreadable,
)

if TYPE_CHECKING:
    from posture_app.domain.cloud import Endpoint

T = TypeVar("T")

for _name in ("httpx", "httpcore"):  # they log addresses and headers, and keys stand in both
    logging.getLogger(_name).setLevel(logging.WARNING)

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What is raised before the first byte of a request has left."""
_CERTIFICATE = "CERTIFICATE_VERIFY_FAILED"


class Repeat(Enum):
    """When a request may be sent again by itself."""

    IF_NOT_SENT = "if_not_sent"
    """It makes or costs something: only while no connection came about."""
    SAFE = "safe"
    """It changes nothing, or is recognised when it comes again."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited for what.

    Attributes
    ----------
    tries : requests at the most, the first among them.
    first_s, longest_s : the pause doubles from the one to the other; each is drawn between its half and its
        whole, so that many clients do not come back at once.
    total_s : for one answer, however slowly it trickles.
    """

    tries: int = 4
    first_s: float = 0.5
    longest_s: float = 8.0
    connect_s: float = 10.0
    read_s: float = 120.0
    total_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its HTTP status and its body; `wait_s` where it says when to come again."""

    status: int
    body: bytes
    wait_s: float | None = None


MOST_BYTES = 64 << 20
"""Of an answer, unpacked: two drawn photographs of fifty megapixels as base64."""
MOST_OF_VIDEO = 256 << 20
"""Of a job's result: half an hour of one person at thirty frames a second."""

Parts = Callable[[], Mapping[str, Any]]
"""Gives the parts of a request as httpx takes them, anew for every try."""


class Connection:
    """Speaks with one service; opens nothing before the first request, and keeps nothing open.

    Parameters
    ----------
    transport : stands in for the network in tests.
    pause, dice, clock : wait so many seconds; draw between 0 and 1; seconds that only go forward.

    Raises
    ------
    CloudProblem
        ``cloud_bad_url``; ``cloud_plain_http`` for http to another machine, where nobody allowed
        it; ``cloud_bad_ca``.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        transport: httpx.BaseTransport | None = None,
        patience: Patience | None = None,
        pause: Callable[[float], None] = time.sleep,
        dice: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base, self._host, local = _address(endpoint)
        patience = patience or Patience()
        self._patience, self._pause, self._dice, self._clock = patience, pause, dice, clock
        self._client = httpx.Client(
            transport=transport,
            verify=_certificates(endpoint),
            trust_env=not local,  # a proxy has no business with this machine
            follow_redirects=False,  # keys and photographs go where they were sent, and nowhere else
            timeout=httpx.Timeout(patience.read_s, connect=patience.connect_s),
            # A connection that is used again may be closed at the other end, and nobody would know
            # whether the request had been read.
            limits=httpx.Limits(max_keepalive_connections=0),
            headers={"User-Agent": "posture-app", "Accept": "application/json"},
        )

    @property
    def host(self) -> str:
        """Give the service's host, for people."""
        return self._host

    def close(self) -> None:
        """Let go of the client."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        parts: Parts,
        read: Callable[[Reply], T],
        repeat: Repeat,
        most_bytes: int = MOST_BYTES,
    ) -> T:
        """Send a request and read its answer; `read` raises CloudProblem for one that says no.

        Raises
        ------
        CloudUnreachable, CloudAnswerLost, CloudBusy
            After so many tries, or at once where the request may not be repeated.
        """
        for tried in range(1, self._patience.tries + 1):
            try:
                return read(self._once(method, path, parts(), most_bytes))
            except CloudProblem as problem:
                problem.facts.setdefault("host", self._host)
                if tried == self._patience.tries or not _may_repeat(problem, repeat):
                    raise
                self._pause(self._how_long(tried, problem))
        raise AssertionError("at least one try")

    def _how_long(self, tried: int, problem: CloudProblem) -> float:
        most = self._patience.longest_s
        asked = problem.facts.get("wait_s")
        if isinstance(asked, (int, float)):
            return min(float(asked), most)
        pause = min(self._patience.first_s * 2.0 ** (tried - 1), most)
        return pause * (1.0 + self._dice()) / 2.0

    def _once(self, method: str, path: str, parts: Mapping[str, Any], most_bytes: int) -> Reply:
        ends = self._clock() + self._patience.total_s
        try:
            with self._client.stream(method, self._base + path, **parts) as response:
                body = bytearray()
                for piece in response.iter_bytes():
                    body += piece
                    if len(body) > most_bytes:
                        raise CloudUnreadable("cloud_answer_unreadable")
                    if self._clock() > ends:
                        raise CloudAnswerLost("cloud_answer_lost")
                return Reply(response.status_code, bytes(body), _asked_to_wait(response))
        except _NOT_SENT as error:
            if _CERTIFICATE in str(error):
                raise CloudRefused("cloud_certificate") from None
            raise CloudUnreachable("cloud_unreachable") from None
        except httpx.DecodingError:
            raise CloudUnreadable("cloud_answer_unreadable") from None
        except httpx.TransportError:
            raise CloudAnswerLost("cloud_answer_lost") from None


def _may_repeat(problem: CloudProblem, repeat: Repeat) -> bool:
    if isinstance(problem, CloudUnreachable):
        return True
    return repeat is Repeat.SAFE and isinstance(problem, (CloudAnswerLost, CloudBusy))


def unexpected(reply: Reply) -> CloudProblem:
    """Say what an answer means that is not written as its contract has it."""
    if reply.status in (429, 503):
        return CloudBusy("cloud_busy", **({} if reply.wait_s is None else {"wait_s": reply.wait_s}))
    if reply.status in (502, 504):  # something on the way: whether the service has seen it, nobody knows
        return CloudAnswerLost("cloud_answer_lost")
    if reply.status in (401, 403):
        return CloudRefused("cloud_wrong_key")
    if reply.status == 413:
        return CloudRefused("cloud_too_large")
    if reply.status >= 400:
        return CloudRefused("cloud_refused", number=reply.status)
    return CloudUnreadable("cloud_answer_unreadable")


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(endpoint: Endpoint) -> tuple[str, str, bool]:
    """Check an address; give it without a slash at its end, its host, and whether that is this machine."""
    try:
        parts = urlsplit(endpoint.url.strip())
        host, _ = parts.hostname or "", parts.port
        httpx.URL(endpoint.url.strip())
    except (ValueError, httpx.InvalidURL):
        raise CloudProblem("cloud_bad_url") from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        raise CloudProblem("cloud_bad_url")
    if parts.query or parts.fragment:
        raise CloudProblem("cloud_bad_url")
    local = is_loopback(host)
    if parts.scheme == "http" and not local and not endpoint.plain_http:
        raise CloudProblem("cloud_plain_http", host=host)
    return endpoint.url.strip().rstrip("/"), host, local


def _certificates(endpoint: Endpoint) -> ssl.SSLContext | bool:
    if not endpoint.ca:
        return endpoint.url.strip().startswith("https")  # plain http needs no certificates to be loaded
    try:
        return ssl.create_default_context(cafile=endpoint.ca)
    except (OSError, ssl.SSLError):
        raise CloudProblem("cloud_bad_ca") from None


def _asked_to_wait(response: httpx.Response) -> float | None:
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdecimal() else None
