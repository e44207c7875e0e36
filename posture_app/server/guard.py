"""What every request meets before the routes: how large it may be, and how long it may take."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from posture_app.server.contract import Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from posture_app.server.desk import Limits

LINGER_S = 10.0
LINGER_IDLE_S = 2.0
"""How long what a refused caller still sends is read and dropped, so that it sees the answer and not a
connection that broke while it was sending."""


class Budget:
    """Bytes of request bodies that are in memory."""

    def __init__(self, most: int) -> None:
        self._free = most

    def take(self, count: int) -> bool:
        """Take some; tell whether there were as many."""
        if count > self._free:
            return False
        self._free -= count
        return True

    def give(self, count: int) -> None:
        """Give some back."""
        self._free += count


class Guard:
    """The outermost layer.

    `most_bytes` tells a path's limit, `refuse` makes the answer to a path's refusal.
    """

    def __init__(
        self,
        app: ASGIApp,
        limits: Limits,
        most_bytes: Callable[[str], int],
        refuse: Callable[[Refusal, str], Response],
    ) -> None:
        self._app, self._limits, self._most_bytes, self._refuse = app, limits, most_bytes, refuse
        self._budget = Budget(limits.bodies_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = _Call(scope, receive, send, self._limits, self._budget, self._most_bytes(scope["path"]))
        try:
            if call.is_too_large():
                await self._refuse(Refusal.TOO_LARGE, scope["path"])(scope, call.receive, call.send)
            else:
                await self._app(scope, call.receive, call.send)
        finally:
            call.give_back()


class _Call:
    """One request under watch."""

    def __init__(
        self, scope: Scope, receive: Receive, send: Send, limits: Limits, budget: Budget, most: int
    ) -> None:
        self._receive, self._send = receive, send
        self._limits, self._budget, self._most = limits, budget, most
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        self._announced = int(length) if length.isdigit() else 0
        self._invited = headers.get(b"expect", b"").lower() != b"100-continue"
        self._unread = self._announced > 0 or b"transfer-encoding" in headers
        self._read, self._held = 0, 0
        self._until = time.monotonic() + limits.body_s

    def is_too_large(self) -> bool:
        """Tell by what the head announces."""
        return self._announced > self._most

    def give_back(self) -> None:
        """Let go of what the body took."""
        self._budget.give(self._held)
        self._held = 0

    async def receive(self) -> Message:
        """Give the next piece; raise Refused when there are too many of them or they come too slowly."""
        if not self._unread:
            return await self._receive()
        self._invited = True
        wait = min(self._limits.body_idle_s, self._until - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, wait))
        except asyncio.TimeoutError:
            self._invited = False  # no more of it is waited for
            raise Refused(Refusal.TOO_SLOW) from None
        self._unread = message["type"] == "http.request" and message.get("more_body", False)
        self._count(len(message.get("body", b"")))
        return message

    def _count(self, size: int) -> None:
        self._read += size
        if self._read > self._most:
            raise Refused(Refusal.TOO_LARGE)
        if not self._budget.take(size):
            raise Refused(Refusal.BUSY)
        self._held += size

    async def send(self, message: Message) -> None:
        """Send on; before an answer ends, what the caller still sends is read and dropped."""
        if message["type"] == "http.response.start" and self._unread:
            message = {**message, "headers": [*message.get("headers", []), (b"connection", b"close")]}
        if message["type"] == "http.response.body" and not message.get("more_body") and self._unread:
            await self._sent({**message, "more_body": True})
            await self._drop_rest()
            message = {"type": "http.response.body", "body": b""}
        await self._sent(message)

    async def _sent(self, message: Message) -> None:
        # A reader that takes nothing for so long has gone: the time-out ends the request.
        await asyncio.wait_for(self._send(message), self._limits.send_s)

    async def _drop_rest(self) -> None:
        """Read what still comes, unless the caller waits to be asked for it."""
        until = time.monotonic() + LINGER_S
        while self._invited and self._unread and time.monotonic() < until:
            try:
                message = await asyncio.wait_for(self._receive(), LINGER_IDLE_S)
            except asyncio.TimeoutError:
                return
            self._unread = message["type"] == "http.request" and message.get("more_body", False)
