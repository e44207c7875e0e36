"""Where pictures of several people are looked at: one at a time, so many waiting, and no more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from posture_app.server.contract import Refusal, Refused

if TYPE_CHECKING:
    from posture_app.server.desk import ServerDesk
    from posture_app.services.ports import Frame, PeopleFinder

Made = TypeVar("Made")


class CrowdRoom:
    """The people finder on a thread of its own; both pose contracts work in it.

    `make` loads its models; the first picture waits for that.
    """

    def __init__(self, desk: ServerDesk, make: Callable[[], PeopleFinder]) -> None:
        self.desk = desk
        self._make = make
        self._finder: PeopleFinder | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="crowd")
        self._places = threading.Semaphore(1 + desk.limits.waiting)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let go of the models at the end."""
        try:
            yield
        finally:
            self._pool.shutdown(wait=True, cancel_futures=True)
            if self._finder is not None:
                self._finder.close()

    async def look(self, content: bytes, work: Callable[[PeopleFinder, Frame], Made]) -> Made:
        """Read a picture and do work with what finds people in it.

        Raises
        ------
        Refused
            ``BUSY``, at once, when too much is waiting.
        PhotoError
            It is no picture, or has too many pixels.
        """
        if not self._places.acquire(blocking=False):
            raise Refused(Refusal.BUSY)
        future = self._pool.submit(self._looked, content, work)
        future.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(future)

    def _looked(self, content: bytes, work: Callable[[PeopleFinder, Frame], Made]) -> Made:
        frame = self.desk.bench.read(content)
        if self._finder is None:
            self._finder = self._make()
        return work(self._finder, frame)
