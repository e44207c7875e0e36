"""What the tests of cameras share: a clock that passes instantly, and what a camera says."""

from __future__ import annotations

import pytest

from posture_app.adapters.cameras.played_camera import FPS
from posture_app.domain.errors import CameraTrouble
from posture_app.services.ports import Camera, Frame


class Instantly:
    """A clock on which waiting takes no time."""

    def __init__(self) -> None:
        self.time = 50.0
        self.waited: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.time += seconds


@pytest.fixture
def pace() -> Instantly:
    return Instantly()


def frames(camera: Camera, seconds: float) -> list[Frame]:
    return [camera.read() for _ in range(round(seconds * FPS))]


def trouble(camera: Camera, what: str = "open") -> str:
    with pytest.raises(CameraTrouble) as caught:
        getattr(camera, what)()
    return caught.value.code
