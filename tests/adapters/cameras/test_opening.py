"""Which camera is opened."""

from __future__ import annotations

from pathlib import Path

from posture_app.adapters.cameras.demo_camera import DemoCamera
from posture_app.adapters.cameras.file_camera import FileCamera
from posture_app.adapters.cameras.opencv_camera import OpenCvCamera
from posture_app.adapters.cameras.opening import open_camera
from tests.adapters.cameras.conftest import trouble


def test_open_camera_knows_numbers_paths_and_the_demonstration(tmp_path: Path):
    assert isinstance(open_camera("demo"), DemoCamera)
    assert isinstance(open_camera("0"), OpenCvCamera)
    assert isinstance(open_camera(1), OpenCvCamera)
    assert isinstance(open_camera(str(tmp_path)), FileCamera)


def test_a_real_number_without_a_camera_is_none():
    assert trouble(open_camera(63)) == "camera_none"
