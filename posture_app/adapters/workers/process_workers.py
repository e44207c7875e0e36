"""Cases assessed by processes of their own: between two looks the measuring holds Python's lock."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait

from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.assessing.batch import BatchJob, Outcome
from posture_app.services.stopping import undoing

_TRIES = 2


class ProcessWorkers:
    """As many processes as there are cores, or `count`; each loads the models once."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or os.cpu_count() or 1

    def outcomes(self, work: Callable[[BatchJob], Outcome], jobs: Sequence[BatchJob]) -> Iterator[Outcome]:
        """Give what comes of the jobs as they get done; see `BatchWorkers`."""
        left = {job.case.name: job for job in jobs}
        for _ in range(_TRIES):
            if not left:
                return
            try:
                for outcome in self._round(work, list(left.values())):
                    del left[outcome.name]
                    yield outcome
            except BrokenProcessPool:  # a worker died: the others' cases are done, the rest is tried again
                continue
        if left:
            raise EnvironmentProblem("worker_died", case=next(iter(left)))

    def _round(self, work: Callable[[BatchJob], Outcome], jobs: Sequence[BatchJob]) -> Iterator[Outcome]:
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(min(self.count, len(jobs)), mp_context=spawn, initializer=_begin)
        with pool, undoing(lambda: _end(pool)):
            for done in as_completed([pool.submit(work, job) for job in jobs]):
                yield done.result()


def _begin() -> None:
    """Leave Ctrl-C to the program, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):
        process.terminate()
