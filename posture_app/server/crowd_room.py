"""Where pictures of several people are looked at: one at a time, so many waiting, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from posture_app.server.lane import Lane

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
        self._lane = Lane("crowd", 1, desk.limits.waiting)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let go of the models at the end."""
        try:
            yield
        finally:
            self._lane.close()
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
        return await self._lane.run(partial(self._looked, content, work))

    def _looked(self, content: bytes, work: Callable[[PeopleFinder, Frame], Made]) -> Made:
        frame = self.desk.bench.read(content)
        if self._finder is None:
            self._finder = self._make()
        return work(self._finder, frame)
