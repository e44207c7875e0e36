"""OpenCV's cameras behind a made-up capture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from posture_app.adapters.cameras import opencv_camera
from posture_app.adapters.cameras.opencv_camera import FIRST_READS, OpenCvCamera, upright
from posture_app.adapters.opencv import cv2
from tests.adapters.cameras.conftest import trouble

RED_BGR = (0, 0, 255)


class FakeCapture:
    """As much of cv2.VideoCapture as is used: what `read` gives, one after the other, then nothing."""

    def __init__(self, opened: bool = True, pictures: list[Any] | None = None) -> None:
        self.opened, self.pictures = opened, pictures or []
        self.asked: dict[int, float] = {}
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self.opened

    def set(self, what: int, value: float) -> bool:
        self.asked[what] = value
        return True

    def read(self) -> tuple[bool, Any]:
        picture = self.pictures.pop(0) if self.pictures else None
        if isinstance(picture, Exception):
            raise picture
        return picture is not None, picture

    def release(self) -> None:
        self.released = True


def bgr(width: int = 4, height: int = 2, colour: tuple[int, int, int] = RED_BGR) -> np.ndarray:
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:] = colour
    return picture


def camera_of(*captures: FakeCapture, **settings: Any) -> tuple[OpenCvCamera, list[int]]:
    """Give a camera whose backends 1, 2, ... give these captures, and the backends it tried."""
    tried: list[int] = []

    def make(index: int, backend: int) -> FakeCapture:
        tried.append(backend)
        return captures[backend - 1]

    backends = range(1, len(captures) + 1)
    return OpenCvCamera(99, make=make, backends=backends, **settings), tried


def test_a_picture_comes_as_rgb_and_the_one_that_opening_took_is_not_lost():
    marked = bgr()
    marked[0, 0] = (9, 8, 7)
    camera, _ = camera_of(FakeCapture(pictures=[marked, bgr()]))
    camera.open()
    assert camera.read().rgb[0, 0].tolist() == [7, 8, 9]
    assert camera.read().rgb[0, 0].tolist() == [255, 0, 0]


def test_the_first_backend_that_gives_a_picture_is_taken():
    shut, silent, good = FakeCapture(opened=False), FakeCapture(), FakeCapture(pictures=[bgr()])
    camera, tried = camera_of(shut, silent, good)
    camera.open()
    assert tried == [1, 2, 3]
    assert (shut.released, silent.released, good.released) == (True, True, False)
    camera.close()
    assert good.released
    camera.close()


def test_a_camera_that_nobody_has_is_none_and_one_that_is_silent_is_busy():
    assert trouble(camera_of(FakeCapture(opened=False), FakeCapture(opened=False))[0]) == "camera_none"
    assert trouble(camera_of(FakeCapture(opened=True), FakeCapture(opened=False))[0]) == "camera_busy"


@pytest.mark.parametrize(
    ("system", "backends"),
    [
        ("win32", [cv2.CAP_MSMF, cv2.CAP_DSHOW]),
        ("darwin", [cv2.CAP_AVFOUNDATION, cv2.CAP_ANY]),
        ("linux", [cv2.CAP_V4L2, cv2.CAP_ANY]),
        ("freebsd14", [cv2.CAP_ANY]),
    ],
)
def test_each_system_is_asked_in_its_own_ways(
    system: str, backends: list[int], monkeypatch: pytest.MonkeyPatch
):
    tried: list[int] = []

    def make(index: int, backend: int) -> FakeCapture:
        tried.append(backend)
        return FakeCapture(opened=False)

    monkeypatch.setattr(sys, "platform", system)
    assert trouble(OpenCvCamera(99, make=make)) == "camera_none"
    assert tried == backends


@pytest.mark.parametrize(
    ("system", "code"), [("linux", "camera_busy"), ("win32", "camera_none"), ("darwin", "camera_none")]
)
def test_only_linux_tells_a_camera_that_does_not_open_from_one_that_is_not_there(
    system: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "video99").touch()
    monkeypatch.setattr(opencv_camera, "DEVICES", tmp_path)
    monkeypatch.setattr(sys, "platform", system)
    assert trouble(camera_of(FakeCapture(opened=False))[0]) == code


def test_a_camera_may_be_slow_with_its_first_picture():
    camera, _ = camera_of(FakeCapture(pictures=[None] * (FIRST_READS - 1) + [bgr()]))
    camera.open()
    assert camera.read().width == 4


def test_a_single_failed_read_is_forgiven_and_many_are_a_lost_camera():
    camera, _ = camera_of(FakeCapture(pictures=[bgr(), None, bgr()]))
    camera.open()
    camera.read()
    assert camera.read().width == 4
    assert trouble(camera, "read") == "camera_lost"


def test_an_error_inside_opencv_is_a_lost_camera():
    camera, _ = camera_of(FakeCapture(pictures=[bgr(), cv2.error("unplugged")]))
    camera.open()
    camera.read()
    assert trouble(camera, "read") == "camera_lost"


def test_reading_before_opening_is_a_lost_camera_not_a_crash():
    assert trouble(camera_of(FakeCapture(pictures=[bgr()]))[0], "read") == "camera_lost"


def test_a_black_picture_is_a_picture():
    camera, _ = camera_of(FakeCapture(pictures=[bgr(colour=(0, 0, 0))]))
    camera.open()
    assert camera.read().rgb.max() == 0


def test_the_resolution_is_asked_for_after_the_format():
    capture = FakeCapture(pictures=[bgr()])
    camera, _ = camera_of(capture, resolution=(1920, 1080))
    camera.open()
    order = list(capture.asked)
    assert order.index(cv2.CAP_PROP_FOURCC) < order.index(cv2.CAP_PROP_FRAME_WIDTH)
    assert capture.asked[cv2.CAP_PROP_FRAME_WIDTH] == 1920
    assert capture.asked[cv2.CAP_PROP_FRAME_HEIGHT] == 1080


# A picture of 3 x 2 pixels: blue channel counts them, row by row.
COUNTED = np.zeros((2, 3, 3), np.uint8)
COUNTED[..., 0] = [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize(
    ("rotation", "mirrored", "seen"),
    [
        (0, False, [[1, 2, 3], [4, 5, 6]]),
        (90, False, [[4, 1], [5, 2], [6, 3]]),
        (180, False, [[6, 5, 4], [3, 2, 1]]),
        (270, False, [[3, 6], [2, 5], [1, 4]]),
        (0, True, [[3, 2, 1], [6, 5, 4]]),
        (90, True, [[6, 3], [5, 2], [4, 1]]),
    ],
)
def test_a_camera_on_its_side_and_one_that_mirrors_are_put_right(
    rotation: int, mirrored: bool, seen: list[list[int]]
):
    camera, _ = camera_of(FakeCapture(pictures=[COUNTED.copy()]), rotation=rotation, mirrored=mirrored)
    camera.open()
    assert_array_equal(camera.read().rgb[..., 2], seen)


def test_a_rotation_that_is_no_quarter_turn_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="45"):
        OpenCvCamera(0, rotation=45)


def test_a_grey_camera_gives_grey_rgb():
    grey = upright(np.full((2, 3), 77, np.uint8), 0, mirrored=False)
    assert grey.shape == (2, 3, 3)
    assert (grey == 77).all()


def test_windows_cameras_open_fast_and_nothing_is_muttered():
    code = (
        "import os; import posture_app.adapters.opencv; "
        "print(os.environ['OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS'], 'QT_QPA_FONTDIR' in os.environ)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENCV")}
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert (done.stdout.split(), done.stderr) == (["0", "False"], "")
