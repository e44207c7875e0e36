"""Credits: put aside before the work, taken when it is done, given back when it fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from posture_app.domain.views import View
    from posture_app.services.serving.service_keys import Caller, KeyBook, Paid

Made = TypeVar("Made")


def cost_of(views: int) -> int:
    """Give what photographs cost: one credit for each pair begun, so 1 for front and side, 2 for all four."""
    return (views + 1) // 2


def task_of(uuid: str | None, photos: Mapping[View, bytes]) -> bytes | None:
    """Give what tells one task from another: its uuid and its photographs.

    The same photographs under the same uuid are the same task, sent again because the answer was lost;
    other photographs under that uuid are not. Without a uuid every call is a task of its own.
    """
    if uuid is None:
        return None
    digest = blake2b(digest_size=32)
    for part in (uuid.encode("utf-8", "surrogatepass"), *photos.values()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.digest()


class NoCredit(Exception):
    """The caller has too few credits."""


class Till:
    """Takes the credits of calls that succeed."""

    def __init__(self, keys: KeyBook) -> None:
        self._keys = keys

    async def made(
        self, caller: Caller | None, cost: int, task: bytes | None, work: Callable[[], Awaitable[Made]]
    ) -> Made:
        """Do work that costs a caller credits, and nobody (None) nothing; raises as `paid`."""
        if caller is None:
            return await work()
        return (await self.paid(caller, cost, task, work))[0]

    async def paid(
        self, caller: Caller, cost: int, task: bytes | None, work: Callable[[], Awaitable[Made]]
    ) -> tuple[Made, Paid]:
        """Do work that costs credits; raise NoCredit when there are too few, and do nothing then."""
        hold = await run_in_threadpool(self._keys.hold, caller, cost, task)
        if hold is None:
            raise NoCredit
        done = False
        try:
            made = await work()
            done = True
        finally:
            if not done:
                await run_in_threadpool(self._keys.release, hold)
        return made, await run_in_threadpool(self._keys.settle, hold)

    async def credit(self, caller: Caller) -> int:
        """Give what a caller has left."""
        return await run_in_threadpool(self._keys.credit, caller)
