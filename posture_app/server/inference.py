"""The threads that own the models of an assessment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from posture_app.server.lane import Lane

if TYPE_CHECKING:
    from posture_app.services.assessing.assess import Eyes

Made = TypeVar("Made")


class Inference:
    """Runs work that needs the models; `lane` is what it waits in.

    Each thread loads models of its own and keeps them: an estimator is used on one thread only.
    """

    def __init__(self, make_eyes: Callable[[], Eyes], workers: int, waiting: int) -> None:
        self._make_eyes = make_eyes
        self._own = threading.local()
        self.lane = Lane("inference", workers, waiting)

    async def run(self, work: Callable[[Eyes], Made]) -> Made:
        """Do work on an inference thread and give what comes of it; raises as `Lane.run`.

        Reading pictures, drawing, and writing large answers belong in the work, too: they take long.
        """
        return await self.lane.run(partial(self._do, work))

    async def load(self) -> None:
        """Load the models of the first thread, so that what is wrong with them shows before anybody waits."""
        await self.run(lambda eyes: None)

    def _do(self, work: Callable[[Eyes], Made]) -> Made:
        eyes: Eyes | None = getattr(self._own, "eyes", None)
        if eyes is None:
            eyes = self._own.eyes = self._make_eyes()
        return work(eyes)
