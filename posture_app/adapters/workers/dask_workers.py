"""Pieces of a video looked at by the workers of a Dask cluster that is already there.

The asking machine reads the video and sends the frames, scaled down and without loss, inside the tasks
themselves: the scheduler keeps them until they are done, so that a worker that dies takes nothing with
it; its pieces are given to the others.  Nothing of a video is written on the workers.  Dask neither
encrypts nor asks who is there: use it in a network that is one's own.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import distributed
import numpy as np
from numpy.typing import NDArray

import posture_app
from posture_app.adapters.models.facts import BUNDLE_SHA256
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.ports import Frame
from posture_app.services.video.following import FramePoses, Piece, Sightings, Square, look_at_piece

if TYPE_CHECKING:
    from types import TracebackType

ANSWER_S = 5.0
"""How long a scheduler may take to answer at first."""

WORKERS_S = 30.0
"""How long a cluster may be without a worker: one that starts loads much."""

TRIES = 5
"""How often a piece is handed out again that Dask gave up because its workers died."""

_AHEAD = 2
"""Pieces for each thread of the cluster that are under way."""

_LOOK_S = 1.0
_QUIET = ("distributed", "distributed.client", "distributed.core", "distributed.comm")
_ENGINE = (posture_app.__version__, BUNDLE_SHA256)
_own = threading.local()

dask: Any = distributed
"""Its functions carry no type hints."""
Handed = Any
"""A future of Dask's."""

Packed = tuple[tuple[int, ...], bytes]
"""Shape and compressed pixels of a picture."""


class DaskWorkers:
    """Looks at pieces on a cluster; a context manager."""

    def __init__(self, address: str, make_poses: Callable[[], FramePoses]) -> None:
        """Go to a scheduler.

        Raises
        ------
        EnvironmentProblem
            ``cluster_unreachable``, ``cluster_empty``; later ``cluster_lost``, ``cluster_other_version``.
        """
        for name in _QUIET:  # what goes wrong is said by us, in one sentence
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._address = address
        self._make_poses = make_poses
        try:
            self._client = dask.Client(address, timeout=ANSWER_S, set_as_default=False)
        except (OSError, distributed.TimeoutError) as error:
            raise self._problem("cluster_unreachable") from error
        try:
            self._client.wait_for_workers(1, timeout=WORKERS_S)
            self._bring_code()
        except distributed.TimeoutError as error:
            self._client.close()
            raise self._problem("cluster_empty") from error

    def __enter__(self) -> DaskWorkers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def look(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Sightings]]:
        """Give every piece back with what was found in it, as they get done."""
        under_way: dict[Handed, tuple[Piece, int]] = {}
        try:
            for piece in pieces:
                under_way[self._handed_out(piece)] = (piece, 1)
                while len(under_way) >= _AHEAD * max(1, self._threads()):
                    yield from self._done(under_way)
            while under_way:
                yield from self._done(under_way)
        finally:
            with contextlib.suppress(OSError, distributed.TimeoutError):
                self._client.cancel(list(under_way))

    def _problem(self, code: str) -> EnvironmentProblem:
        return EnvironmentProblem(code, scheduler=self._address)

    def _threads(self) -> int:
        workers: dict[str, dict[str, Any]] = self._client.scheduler_info()["workers"]
        return sum(int(one["nthreads"]) for one in workers.values())

    def _handed_out(self, piece: Piece) -> Handed:
        packed = tuple(_packed(one.rgb) for one in piece.pictures)
        return self._client.submit(_look_at_packed, self._make_poses, packed, piece.squares, pure=False)

    def _done(self, under_way: dict[Handed, tuple[Piece, int]]) -> Iterator[tuple[Piece, Sightings]]:
        """Wait until something is done, and give all that is; hand out again what died with its workers."""
        for future in self._awaited(list(under_way)):
            piece, tries = under_way.pop(future)
            error = future.exception() if future.status == "error" else None
            if isinstance(error, distributed.KilledWorker) and tries < TRIES:
                under_way[self._handed_out(piece)] = (piece, tries + 1)
            elif future.status != "finished":
                self._give_up(error)
            else:
                engine, found = future.result()
                if engine != _ENGINE:
                    raise self._problem("cluster_other_version")
                yield piece, found

    def _awaited(self, futures: list[Handed]) -> list[Handed]:
        without = 0.0
        while without < WORKERS_S:
            with contextlib.suppress(distributed.TimeoutError), self._client.as_current():
                dask.wait(futures, timeout=_LOOK_S, return_when="FIRST_COMPLETED")
                return [one for one in futures if one.status != "pending"]
            without = 0.0 if self._threads() else without + _LOOK_S
        raise self._problem("cluster_lost")

    def _give_up(self, error: BaseException | None) -> None:
        if error is None or isinstance(error, distributed.KilledWorker):
            raise self._problem("cluster_lost") from error
        if isinstance(error, (ImportError, AttributeError)) or isinstance(error.__cause__, ImportError):
            raise self._problem("cluster_other_version") from error
        raise error

    def _bring_code(self) -> None:
        """Send this program's modules to a cluster that does not have them; models it must have itself."""
        here = self._client.run(importlib.import_module, __name__, on_error="return")
        with contextlib.suppress(ImportError):
            self._client.run_on_scheduler(importlib.import_module, __name__)
            if not any(isinstance(one, ImportError) for one in here.values()):
                return
        with TemporaryDirectory(prefix="posture-app-code-") as folder:
            path = Path(folder) / "posture_app.zip"
            _zip_code(path)
            self._client.upload_file(str(path))


def _zip_code(path: Path) -> None:
    package = Path(posture_app.__file__).parent
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for file in sorted(package.rglob("*.py")):
            zipped.write(file, file.relative_to(package.parent))


def _packed(rgb: NDArray[np.uint8]) -> Packed:
    return rgb.shape, zlib.compress(rgb.tobytes(), 1)


def _unpacked(packed: Packed) -> Frame:
    shape, data = packed
    return Frame(np.frombuffer(zlib.decompress(data), np.uint8).reshape(shape))


def _look_at_packed(
    make_poses: Callable[[], FramePoses],
    packed: tuple[Packed, ...],
    squares: tuple[tuple[Square, ...], ...] | None,
) -> tuple[tuple[str, str], Sightings]:
    """Look at a piece on a worker, with one model for each of its threads; tell by which program."""
    kept: dict[Callable[[], FramePoses], FramePoses] = _own.__dict__.setdefault("poses", {})
    if make_poses not in kept:
        kept[make_poses] = make_poses()
    pictures = tuple(_unpacked(one) for one in packed)
    numbers = tuple(range(len(pictures)))
    return _ENGINE, look_at_piece(Piece(numbers, pictures, squares), kept[make_poses])
