"""What every camera without hardware does."""

from __future__ import annotations

from posture_app.adapters.cameras.opening import open_camera
from posture_app.adapters.cameras.played_camera import AWAY_S, FPS, RealPace
from tests.adapters.cameras.conftest import Instantly, frames, trouble


def test_a_camera_unplugged_in_the_middle_comes_back(pace: Instantly):
    camera = open_camera("demo", fail_after=10, pace=pace)
    camera.open()
    for _ in range(10):
        camera.read()
    assert trouble(camera, "read") == "camera_lost"
    assert trouble(camera, "open") == "camera_none"
    pace.time += AWAY_S
    camera.open()
    assert len(frames(camera, 2.0)) == 2 * FPS


def test_real_time_is_waited_for():
    pace = RealPace()
    before = pace.now()
    pace.wait(0.02)
    assert pace.now() - before > 0.015
