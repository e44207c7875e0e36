"""Fetching what an address names, from the web and not from inside the house (httpx).

A host's name is resolved here, once, and the connection goes to the address that was looked at: a name
that answers differently the second time gains nothing. Each redirect is looked at like the first address.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from posture_app.services.serving.fetching import Fetching, FetchProblem

if TYPE_CHECKING:
    from pathlib import Path

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

Made = TypeVar("Made")

MOST_REDIRECTS = 5
MOST_URL_CHARACTERS = 4096
PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_AGENT = "posture-app"


@dataclass(frozen=True, slots=True)
class _Place:
    """An address that was looked at: the URL with the host's number in place of its name."""

    url: httpx.URL
    named: httpx.URL
    number: str


class SafeFetcher:
    """Fetches; `inside` also allows addresses of this machine and the house, and any port."""

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside

    async def fetch(self, url: str, how: Fetching) -> bytes:
        """Give what is there."""

        async def work() -> bytes:
            parts = []
            async with self._answer("GET", url, how) as answer:
                async for part in _limited(answer, how.most_bytes):
                    parts.append(part)
            return b"".join(parts)

        return await _in_time(work(), how.seconds)

    async def save(self, url: str, to: Path, how: Fetching) -> int:
        """Write what is there into a file and give its size in bytes."""

        async def work() -> int:
            size = 0
            with to.open("wb") as file:
                async with self._answer("GET", url, how) as answer:
                    async for part in _limited(answer, how.most_bytes):
                        size += await asyncio.to_thread(file.write, part)
            return size

        try:
            return await _in_time(work(), how.seconds)
        except FetchProblem:
            to.unlink(missing_ok=True)
            raise

    async def post(self, url: str, body: bytes, how: Fetching) -> None:
        """Send JSON there, once."""

        async def work() -> None:
            async with self._answer("POST", url, how, body):
                pass

        await _in_time(work(), how.seconds)

    @asynccontextmanager
    async def _answer(
        self, method: str, url: str, how: Fetching, body: bytes | None = None
    ) -> AsyncIterator[httpx.Response]:
        place = await self._looked_at(url)
        # No proxy from the environment: it would resolve the name anew, behind our back.
        async with httpx.AsyncClient(timeout=how.seconds, trust_env=False) as client:
            for _ in range(MOST_REDIRECTS + 1):
                answer = await client.send(_request(client, method, place, body), stream=True)
                try:
                    target = answer.headers.get("location") if answer.has_redirect_location else None
                    if target is None or not how.redirects or body is not None:
                        if not answer.is_success:
                            raise FetchProblem("url_unreachable")
                        yield answer
                        return
                finally:
                    await answer.aclose()
                place = await self._looked_at(str(place.named.join(target)))
        raise FetchProblem("url_refused")

    async def _looked_at(self, url: str) -> _Place:
        """Check an address and resolve its host; every number that the name stands for must be allowed."""
        named = _parsed(url)
        port = named.port or PORTS[named.scheme]
        if not self._inside and port != PORTS[named.scheme]:
            raise FetchProblem("url_refused")
        try:
            found = await asyncio.get_running_loop().getaddrinfo(
                named.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM
            )
        except (OSError, UnicodeError) as error:
            raise FetchProblem("url_unreachable") from error
        numbers = [str(one[4][0]).partition("%")[0] for one in found]
        if not numbers:
            raise FetchProblem("url_unreachable")
        if not self._inside and not all(is_outside(ipaddress.ip_address(one)) for one in numbers):
            raise FetchProblem("url_not_allowed")
        return _Place(named.copy_with(host=numbers[0]), named, numbers[0])


def is_outside(number: Address) -> bool:
    """Tell whether a number is on the public web; one that carries another number is judged by both."""
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return is_outside(number.ipv4_mapped)
        if number in _NAT64:
            return is_outside(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF))
        carried = [one for one in (number.sixtofour, *(number.teredo or ())) if one is not None]
        if number.is_site_local or not all(is_outside(one) for one in carried):
            return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url if len(url) <= MOST_URL_CHARACTERS else "")
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchProblem("url_refused") from error
    if parsed.scheme not in PORTS or not parsed.host or parsed.userinfo:
        raise FetchProblem("url_refused")
    return parsed


def _request(client: httpx.AsyncClient, method: str, place: _Place, body: bytes | None) -> httpx.Request:
    headers = {
        "host": place.named.netloc.decode("ascii"),
        "user-agent": _AGENT,
        "accept-encoding": "identity",
    }
    if body is not None:
        headers["content-type"] = "application/json"
    # The certificate must be the name's, not the number's.
    extensions = {"sni_hostname": place.named.raw_host.decode("ascii")}
    return client.build_request(method, place.url, content=body, headers=headers, extensions=extensions)


async def _limited(answer: httpx.Response, most_bytes: int) -> AsyncIterator[bytes]:
    """Give the body as it was sent, unpacked by nobody, up to a limit."""
    size = 0
    async for part in answer.aiter_raw():
        size += len(part)
        if size > most_bytes:
            raise FetchProblem("url_too_large")
        yield part


async def _in_time(work: Coroutine[Any, Any, Made], seconds: float) -> Made:
    """Do it within the time, in the words of FetchProblem."""
    try:
        return await asyncio.wait_for(work, seconds)
    except (asyncio.TimeoutError, httpx.TimeoutException) as error:
        raise FetchProblem("url_too_slow") from error
    except httpx.HTTPError as error:
        raise FetchProblem("url_unreachable") from error
