"""A server without models: what a photograph shows, its shade of grey tells."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from starlette.testclient import TestClient

from posture_app.adapters.photos.photo_files import as_jpeg, from_bytes
from posture_app.adapters.serving.key_book import SqliteKeyBook
from posture_app.domain.cloud import Service
from posture_app.domain.keypoints import Person
from posture_app.domain.people import Engine, PhotoAnalysis
from posture_app.domain.views import Facing
from posture_app.server.application import make_app
from posture_app.server.desk import Limits, ServerDesk
from posture_app.services.assessing.assess import Eyes, Settings
from posture_app.services.assessing.uploaded import Bench
from posture_app.services.ports import CloseLook, Frame
from posture_app.services.resources import shipped_method_errors, shipped_norms
from posture_app.services.serving.fetching import Fetching, FetchProblem
from tests.fakes import FakeFaces, FakeGauge, FakeLevels, FakePoses
from tests.figures import HEIGHT, WIDTH, coronal, person, sagittal

if TYPE_CHECKING:
    from posture_app.domain.face import FaceLook

NOBODY, FRONT, SIDE, BACK, TURNED = 40, 80, 120, 160, 200
"""Shades of grey, by what a photograph shows; the turned one is seen from behind and 15° off."""

BODIES = {
    FRONT: person(coronal(Facing.FRONT, shoulder_tilt=-1.75, head_tilt=2.25)),
    SIDE: person(sagittal(Facing.RIGHT, ear_forward=14.0), yaw_deg=90.0),
    BACK: person(coronal(Facing.BACK, shoulder_tilt=3.0), yaw_deg=180.0),
    TURNED: person(coronal(Facing.BACK), yaw_deg=165.0),
}


def photo(shade: int, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A photograph that shows something."""
    return as_jpeg(Frame(np.full((height, width, 3), shade, np.uint8)))


def sent(shade: int) -> str:
    """The same as base64."""
    return base64.b64encode(photo(shade)).decode("ascii")


def _shade(frame: Frame) -> int:
    return min(BODIES, key=lambda shade: abs(shade - int(frame.rgb[0, 0, 0])))


def _shows_nobody(frame: Frame) -> bool:
    return int(frame.rgb[0, 0, 0]) < (NOBODY + FRONT) // 2


class ShadePoses:
    """Finds who belongs to a picture's shade."""

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        return () if _shows_nobody(frame) else (BODIES[_shade(frame)],)

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        return FakePoses([person]).look_closely(frame, person, count)


class ShadeFaces:
    """Sees a face in front only."""

    def look_at_face(self, frame: Frame, person: Person) -> FaceLook:
        seen = _shade(frame) == FRONT
        return FakeFaces(share=0.95 if seen else 0.0).look_at_face(frame, person)


def shade_eyes() -> Eyes:
    """Eyes that tell people by the shade."""
    return Eyes(ShadePoses(), ShadeFaces(), FakeGauge(), FakeLevels())


class PlainWriter:
    """Gives the photograph back, not drawn on."""

    def write(self, analysis: PhotoAnalysis, frame: Frame) -> bytes:
        return as_jpeg(frame)


class NothingThere:
    """Fetches nothing."""

    async def fetch(self, url: str, how: Fetching) -> bytes:
        raise FetchProblem("url_unreachable")

    async def save(self, url: str, to: Path, how: Fetching) -> int:
        raise FetchProblem("url_unreachable")

    async def post(self, url: str, body: bytes, how: Fetching) -> None:
        raise FetchProblem("url_unreachable")


SETTINGS = Settings(shipped_norms(), shipped_method_errors())
ENGINE = Engine("0.1.0", "fake", "0" * 64, SETTINGS.norms, SETTINGS.errors.name, SETTINGS.repeats)
BENCH = Bench(
    from_bytes, SETTINGS, ENGINE, PlainWriter(), lambda: datetime(2026, 11, 20, 10, 30, tzinfo=timezone.utc)
)


def desk_in(
    folder: Path, limits: Limits | None = None, make_eyes: Callable[[], Eyes] = shade_eyes
) -> ServerDesk:
    """A desk whose keys are in a folder."""
    return ServerDesk(
        SqliteKeyBook(folder), make_eyes, BENCH, NothingThere(), "0.1.0", limits or Limits(workers=2)
    )


@dataclass
class House:
    """A running application with a client, and credentials for it."""

    client: TestClient
    desk: ServerDesk
    remo: dict[str, str | int] = field(default_factory=dict)

    @property
    def keys(self) -> dict[str, str]:
        """What skeleton-v2-back asks for."""
        return {name: str(self.remo[name]) for name in ("Email", "UserKey", "APIKey")}


@contextmanager
def house(desk: ServerDesk, credit: int = 10) -> Iterator[House]:
    """Run an application; what goes wrong in it is answered, not raised."""
    with TestClient(make_app(desk), raise_server_exceptions=False) as client:
        yield House(client, desk, desk.keys.add(Service.REMO, "clinic@example.com", credit))


@dataclass
class Held:
    """Work that waits until it is let go, on an inference thread."""

    begun: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    def eyes(self) -> Eyes:
        """Eyes that hold the work up."""
        return Eyes(self, ShadeFaces(), FakeGauge(), FakeLevels())  # type: ignore[arg-type]

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        self.begun.set()
        assert self.go_on.wait(60)
        return ShadePoses().find_all(frame)

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        return ShadePoses().look_closely(frame, person, count)
