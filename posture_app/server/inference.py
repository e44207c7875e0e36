"""The threads that own the models, and the queue before them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from posture_app.server.contract import Refusal, Refused

if TYPE_CHECKING:
    from posture_app.services.assess import Eyes

Made = TypeVar("Made")


class Inference:
    """Runs work that needs the models: so much at a time, so much waiting, and no more.

    Each thread loads models of its own and keeps them: an estimator is used on one thread only.
    """

    def __init__(self, make_eyes: Callable[[], Eyes], workers: int, waiting: int) -> None:
        self._make_eyes = make_eyes
        self._own = threading.local()
        self._most = workers + waiting
        self._places = threading.Semaphore(self._most)
        self._taken = 0
        self._count = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="inference")

    @property
    def taken(self) -> int:
        """Give how much is worked on or waiting."""
        return self._taken

    def check(self) -> None:
        """Raise Refused ``BUSY`` when too much is waiting already, before anything is done for nothing."""
        if self._taken >= self._most:
            raise Refused(Refusal.BUSY)

    async def run(self, work: Callable[[Eyes], Made]) -> Made:
        """Do work on an inference thread and give what comes of it.

        Reading pictures, drawing, and writing large answers belong in the work, too: they take long.

        Raises
        ------
        Refused
            ``BUSY``, at once, when too much is waiting.
        """
        if not self._places.acquire(blocking=False):
            raise Refused(Refusal.BUSY)
        self._add(1)
        future = self._pool.submit(self._do, work)
        future.add_done_callback(self._let_go)
        return await asyncio.wrap_future(future)

    async def load(self) -> None:
        """Load the models of the first thread, so that what is wrong with them shows before anybody waits."""
        await self.run(lambda eyes: None)

    def close(self) -> None:
        """Drop what waits, and wait for what is being worked on."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, work: Callable[[Eyes], Made]) -> Made:
        eyes: Eyes | None = getattr(self._own, "eyes", None)
        if eyes is None:
            eyes = self._own.eyes = self._make_eyes()
        return work(eyes)

    def _let_go(self, _: Future[Any]) -> None:
        self._add(-1)
        self._places.release()

    def _add(self, one: int) -> None:
        with self._count:
            self._taken += one
