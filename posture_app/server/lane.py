"""So many threads, so much waiting before them, and no more: what the models work behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from posture_app.server.contract import Refusal, Refused

Made = TypeVar("Made")


class Lane:
    """Threads with a bounded queue; full, it says so at once instead of letting anybody wait for nothing."""

    def __init__(self, name: str, workers: int, waiting: int) -> None:
        self._most = workers + waiting
        self._places = threading.Semaphore(self._most)
        self._taken = 0
        self._count = threading.Lock()
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)

    @property
    def taken(self) -> int:
        """Give how much is worked on or waiting."""
        return self._taken

    def check(self) -> None:
        """Raise Refused ``BUSY`` when too much is waiting already, before anything is done for nothing."""
        if self._taken >= self._most:
            raise Refused(Refusal.BUSY)

    async def run(self, work: Callable[[], Made]) -> Made:
        """Do work on a thread and give what comes of it; raise Refused ``BUSY``, at once, when it is full."""
        if not self._places.acquire(blocking=False):
            raise Refused(Refusal.BUSY)
        self._add(1)
        future = self._pool.submit(work)
        future.add_done_callback(self._let_go)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Drop what waits, and wait for what is being worked on."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _let_go(self, _: Future[Any]) -> None:
        self._add(-1)
        self._places.release()

    def _add(self, one: int) -> None:
        with self._count:
            self._taken += one
