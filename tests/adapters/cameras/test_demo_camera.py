"""The play of the demonstration set, on a clock that passes instantly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.cameras.demo_camera import DemoCamera, scenes
from posture_app.adapters.cameras.played_camera import FPS
from posture_app.domain.views import View
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase
from posture_app.services.capture.live import judge
from posture_app.services.ports import Frame
from tests.adapters.cameras.conftest import Instantly, frames, trouble


@pytest.fixture
def play(pace: Instantly) -> Iterator[DemoCamera]:
    camera = DemoCamera(pace=pace)
    camera.open()
    yield camera
    camera.close()


def nearest(frame: Frame, demo: Path) -> str:
    """Name the demonstration picture that a frame is most like, and say how unlike it still is."""
    apart = {}
    for name in ("front", "left", "right", "back"):
        picture = np.asarray(Image.open(demo / f"kim_{name}.jpg"))[::8, ::8].astype(float)
        apart[name] = np.abs(frame.rgb[::8, ::8] - picture).mean()
    return min(apart, key=lambda name: apart[name])


def test_the_play_gives_portrait_pictures_at_its_frame_rate(play: DemoCamera, pace: Instantly):
    started = pace.time
    seen = frames(play, 2.0)
    assert {(frame.width, frame.height) for frame in seen} == {(720, 1280)}
    assert pace.time - started == pytest.approx(2.0)
    assert max(pace.waited) <= 1 / FPS + 1e-9


def test_before_every_good_pose_come_nobody_a_wrong_view_and_motion(play: DemoCamera, demo: Path):
    for view, wrong, shown in (
        (View.FRONT, "back", "front"),
        (View.SIDE, "front", "left"),
        (View.BACK, "left", "back"),
    ):
        empty, wrongly, moving, still = (frames(play, scene.seconds) for scene in scenes(view))
        centre = empty[5].rgb[600:700, 300:500]
        assert np.abs(centre - wrongly[20].rgb[600:700, 300:500].astype(float)).mean() > 20
        assert nearest(wrongly[20], demo) == wrong
        assert np.abs(moving[10].rgb.astype(float) - moving[20].rgb).mean() > 3
        assert nearest(still[20], demo) == shown
        assert np.abs(still[20].rgb.astype(float) - still[-5].rgb).mean() < 3
    assert nearest(frames(play, 3.0)[-1], demo) == "back"  # from the top: the front's wrong view


def test_standing_still_lasts_for_hold_countdown_and_burst():
    settings = CaptureSettings()
    needed = 1.0 + settings.hold_s + settings.countdown_s + settings.burst / FPS
    assert all(scenes(view)[-1].seconds >= 1.5 * needed for view in View)


def test_the_play_goes_to_the_view_that_is_wanted_and_stays_with_it(play: DemoCamera, demo: Path):
    frames(play, 1.0)
    play.follow(View.BACK)
    length = sum(scene.seconds for scene in scenes(View.BACK))
    assert nearest(frames(play, length - 1.0)[-1], demo) == "back"
    assert nearest(frames(play, length)[-1], demo) == "back"
    play.follow(View.SIDE2)
    assert nearest(frames(play, 7.0)[-1], demo) == "right"


def test_a_slow_reader_misses_pictures_and_not_time(play: DemoCamera, pace: Instantly, demo: Path):
    pace.time += sum(scene.seconds for scene in scenes(View.FRONT)[:3]) + 2.0
    assert nearest(play.read(), demo) == "front"
    pace.time += 3.0
    before = pace.time
    play.read()
    assert pace.time - before <= 1 / FPS


def test_a_frame_may_be_written_on_without_spoiling_the_play(play: DemoCamera):
    first = play.read()
    first.rgb[:] = 0
    assert play.read().rgb.mean() > 50


def test_a_demonstration_that_is_not_there_is_explained(tmp_path: Path, pace: Instantly):
    assert trouble(DemoCamera(tmp_path, pace=pace)) == "camera_unreadable"


@pytest.mark.model
def test_the_demonstration_leads_the_flow_through_all_views_by_itself(pace: Instantly):
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    camera, flow, poses = DemoCamera(pace=pace), CaptureFlow(), MediaPipeLivePoses()
    camera.open()
    said: set[str] = set()
    for count in range(1500):
        frame = camera.read()
        if count % 3:  # a model that sees every third picture
            continue
        people = poses.follow(frame, round(pace.now() * 1000))
        state = flow.state
        seen = judge(people, (frame.width, frame.height), state.view, None, pace.now(), state.side)
        state = flow.see(seen)
        said.add(state.instruction)
        if state.phase is Phase.BURST:
            flow.burst_taken()
            camera.follow(flow.accept().view)
        if flow.state.phase is Phase.DONE:
            break
    poses.close()
    assert flow.state.taken == (View.FRONT, View.SIDE, View.BACK)
    assert {"nobody", "face_the_camera", "turn_to_your_right", "turn_your_back", "counting"} <= said
