"""What the face contract's routes share: the engine on a thread of its own, the groups, and the tokens."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from posture_app.domain.errors import PhotoError, PhotoTooLarge
from posture_app.server.lane import Lane
from posture_app.services.serving.face_groups import FaceProblem
from posture_app.services.serving.face_service import MOST_BYTES, read_picture
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.services.serving.paging import Pages
from posture_app.wire import nhn
from posture_app.wire.pictures import content_of

if TYPE_CHECKING:
    from posture_app.server.desk import FaceDesk, ServerDesk
    from posture_app.server.gate import Gate
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.ports import Frame
    from posture_app.services.serving.face_groups import FaceGroups
    from posture_app.wire.nhn import Code
    from posture_app.wire.nhn_face.requests import Image

Made = TypeVar("Made")

_OF_FETCHING = {"url_too_large": nhn.IMAGE_TOO_LARGE, "url_too_slow": nhn.IMAGE_TIMEOUT}


class Faulty(Exception):
    """Raise it to answer with a result code."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.message)
        self.code = code


class FaceRoom:
    """One call at a time works with faces; so many wait, and no more."""

    def __init__(self, desk: ServerDesk, faces: FaceDesk, gate: Gate) -> None:
        self.gate = gate
        self.pages = Pages(secrets.token_bytes(32), time.monotonic)
        self.model_version, self.explain = faces.model_version, faces.explain
        self._desk, self._faces = desk, faces
        self._engine: FaceEngine | None = None
        self._groups: FaceGroups | None = None
        self._lane = Lane("faces", 1, desk.limits.waiting)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let go of engine, key, and vectors at the end."""
        try:
            yield
        finally:
            self._lane.close()
            for one in (self._engine, self._groups):
                if one is not None:
                    one.close()

    async def with_groups(self, work: Callable[[FaceGroups], Made]) -> Made:
        """Do work with the groups; the first call opens them."""
        return await self._lane.run(lambda: work(self._kept()))

    async def with_faces(self, work: Callable[[FaceEngine, FaceGroups], Made]) -> Made:
        """Do work with engine and groups; the first call loads the models."""
        return await self._lane.run(lambda: work(self._loaded(), self._kept()))

    async def with_engine(self, work: Callable[[FaceEngine], Made]) -> Made:
        """Do work with the engine alone, which needs no key."""
        return await self._lane.run(lambda: work(self._loaded()))

    async def picture(self, image: Image) -> Frame:
        """Give the picture of a request; raise Faulty with one of the image's codes."""
        content = await self._content(image)
        return await self._lane.run(partial(self._read, content))

    async def _content(self, image: Image) -> bytes:
        if image.bytes is not None:
            try:
                return await self._lane.run(partial(content_of, image.bytes))
            except ValueError:
                raise Faulty(nhn.INVALID_PARAM) from None
        assert image.url is not None
        try:
            how = Fetching(MOST_BYTES, self._desk.limits.fetch_s)
            return await self._desk.fetcher.fetch(image.url, how)
        except FetchProblem as problem:
            raise Faulty(_OF_FETCHING.get(problem.code, nhn.INVALID_IMAGE_URL)) from None

    def _read(self, content: bytes) -> Frame:
        try:
            return read_picture(content, self._desk.bench.read)
        except PhotoTooLarge:
            raise Faulty(nhn.IMAGE_TOO_LARGE) from None
        except PhotoError:
            raise Faulty(nhn.INVALID_IMAGE_FORMAT) from None
        except FaceProblem:
            raise Faulty(nhn.INVALID_PARAM) from None

    def _loaded(self) -> FaceEngine:
        if self._engine is None:
            self._engine = self._faces.make_engine()
        return self._engine

    def _kept(self) -> FaceGroups:
        if self._groups is None:
            self._groups = self._faces.open_groups()
        return self._groups
