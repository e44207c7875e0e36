"""Pieces of a video looked at by threads of this process: the model works without Python's lock."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Protocol

from posture_app.services.video.following import FramePoses, Piece, Sightings, look_at_piece

if TYPE_CHECKING:
    from types import TracebackType

MOST_OWN = 8
"""Threads that nobody asked for by number; each holds a model of 100 MB."""

_AHEAD = 2
"""Pieces for each worker that are read ahead."""


class ClosingPoses(FramePoses, Protocol):
    """Poses that hold something to be let go of."""

    def close(self) -> None:
        """Let go of it."""


class LocalWorkers:
    """Looks at pieces on threads, each with a model of its own; a context manager."""

    def __init__(self, make_poses: Callable[[], ClosingPoses], count: int | None = None) -> None:
        self._count = count or min(MOST_OWN, os.cpu_count() or 1)
        self._make_poses = make_poses
        self._own = threading.local()
        self._made: list[ClosingPoses] = []
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="video")

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        while self._made:
            self._made.pop().close()

    def look(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Sightings]]:
        """Give every piece back with what was found in it, as they get done."""
        under_way: dict[Future[Sightings], Piece] = {}
        try:
            for piece in pieces:
                under_way[self._pool.submit(self._look_at, piece)] = piece
                if len(under_way) >= _AHEAD * self._count:
                    yield from _done(under_way)
            while under_way:
                yield from _done(under_way)
        finally:
            for one in under_way:
                one.cancel()

    def _look_at(self, piece: Piece) -> Sightings:
        poses: ClosingPoses | None = getattr(self._own, "poses", None)
        if poses is None:
            poses = self._own.poses = self._make_poses()
            self._made.append(poses)
        return look_at_piece(piece, poses)


def _done(under_way: dict[Future[Sightings], Piece]) -> Iterator[tuple[Piece, Sightings]]:
    """Wait until something is done, and give all that is."""
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for one in done:
        yield under_way.pop(one), one.result()
