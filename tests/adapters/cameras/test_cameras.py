"""Cameras: OpenCV's behind a made-up capture, the played ones for real, on a clock that passes instantly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from PIL import Image

from posture_app.adapters.cameras import opencv_camera
from posture_app.adapters.cameras.demo_camera import (
    AWAY_S,
    FPS,
    PICTURE_S,
    DemoCamera,
    FileCamera,
    RealPace,
    open_camera,
    scenes,
)
from posture_app.adapters.cameras.opencv_camera import FIRST_READS, OpenCvCamera, upright
from posture_app.adapters.opencv import cv2
from posture_app.domain.errors import CameraTrouble
from posture_app.domain.views import View
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase
from posture_app.services.capture.live import judge
from posture_app.services.ports import Camera, Frame
from tests.films import held_upright, stands

RED_BGR = (0, 0, 255)


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


def trouble(camera: Camera, what: str = "open") -> str:
    with pytest.raises(CameraTrouble) as caught:
        getattr(camera, what)()
    return caught.value.code


# -- OpenCV -----------------------------------------------------------------------------------


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


def test_a_real_number_without_a_camera_is_none():
    assert trouble(open_camera(63)) == "camera_none"


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


# -- the play ---------------------------------------------------------------------------------


@pytest.fixture
def pace() -> Instantly:
    return Instantly()


@pytest.fixture
def play(pace: Instantly) -> Iterator[DemoCamera]:
    camera = DemoCamera(pace=pace)
    camera.open()
    yield camera
    camera.close()


def frames(camera: Camera, seconds: float) -> list[Frame]:
    return [camera.read() for _ in range(round(seconds * FPS))]


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


def test_a_demonstration_that_is_not_there_is_explained(tmp_path: Path, pace: Instantly):
    assert trouble(DemoCamera(tmp_path, pace=pace)) == "camera_unreadable"


def test_real_time_is_waited_for():
    pace = RealPace()
    before = pace.now()
    pace.wait(0.02)
    assert pace.now() - before > 0.015


# -- files ------------------------------------------------------------------------------------


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (48, 64)) -> None:
    Image.new("RGB", size, colour).save(path)


def colour(frame: Frame) -> list[int]:
    return [int(value) for value in np.round(frame.rgb.reshape(-1, 3).mean(axis=0), -1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    picture(tmp_path / "a_front.png", (200, 0, 0))
    picture(tmp_path / "b_side.png", (0, 200, 0))
    (tmp_path / "c_back.jpg").write_bytes(b"no photo")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    return tmp_path


def test_a_folder_is_shown_picture_by_picture_over_and_over(folder: Path, pace: Instantly):
    camera = open_camera(str(folder), pace=pace)
    camera.open()
    seen = [colour(frame) for frame in frames(camera, 2 * PICTURE_S + 1.0)]
    assert (seen[0], seen[-40], seen[-1]) == ([200, 0, 0], [0, 200, 0], [200, 0, 0])


def test_a_folder_shows_the_picture_of_the_wanted_view(folder: Path, pace: Instantly):
    camera = FileCamera(folder, pace=pace)
    camera.open()
    camera.follow(View.SIDE)
    assert {tuple(colour(frame)) for frame in frames(camera, 20.0)} == {(0, 200, 0)}


def test_one_picture_is_a_camera_too_and_a_huge_one_is_made_smaller(tmp_path: Path, pace: Instantly):
    picture(tmp_path / "big.png", (0, 0, 200), size=(1000, 4000))
    camera = FileCamera(tmp_path / "big.png", pace=pace)
    camera.open()
    assert camera.read().height == 1920


@pytest.mark.parametrize("name", ["empty", "missing", "missing.mp4", "text.mp4", "zero.mp4", "bad.jpg"])
def test_what_gives_no_pictures_is_explained_by_its_name(tmp_path: Path, name: str, pace: Instantly):
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.mp4").write_text("not a video", encoding="utf-8")
    (tmp_path / "zero.mp4").write_bytes(b"")
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(CameraTrouble) as caught:
        FileCamera(tmp_path / name, pace=pace).open()
    assert (caught.value.code, caught.value.facts["file"]) == ("camera_unreadable", name)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Ten pictures at 10 a second, each brighter than the one before."""
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    for i in range(10):
        writer.write(np.full((48, 64, 3), 20 * i, np.uint8))
    writer.release()
    return path


def test_a_video_is_played_over_and_over_at_its_own_pace(film: Path, pace: Instantly):
    camera = FileCamera(film, pace=pace)
    camera.open()
    started = pace.time
    seen = [round(float(camera.read().rgb.mean()), -1) for _ in range(25)]
    assert pace.time - started == pytest.approx(2.5)
    assert seen[:8] == [20.0 * i for i in range(1, 9)]
    assert seen.count(0.0) == 2
    camera.close()


@pytest.mark.parametrize("degrees", [90, 270])
def test_what_a_telephone_recorded_upright_stands_upright(
    tmp_path: Path, degrees: int, pace: Instantly
) -> None:
    camera = FileCamera(held_upright(tmp_path / "a.mp4", degrees), pace=pace)
    camera.open()
    for _ in range(12):  # past its end, too
        assert stands(camera.read().rgb, degrees)
    camera.close()


def test_a_slow_reader_of_a_video_misses_pictures(film: Path, pace: Instantly):
    camera = FileCamera(film, pace=pace)
    camera.open()
    pace.time += 0.5
    assert round(float(camera.read().rgb.mean()), -1) == 100.0
    camera.close()


@pytest.mark.data
@pytest.mark.parametrize("name", ["broken_text.mp4", "broken_zero.mp4"])
def test_a_broken_video_is_explained_and_nothing_is_muttered(
    test_data: Path, name: str, pace: Instantly, capfd: pytest.CaptureFixture[str]
):
    camera = FileCamera(test_data / "real" / "video" / name, pace=pace)
    assert trouble(camera) == "camera_unreadable"
    assert capfd.readouterr().err == ""


@pytest.mark.data
def test_half_a_video_plays_as_far_as_it_goes(
    test_data: Path, pace: Instantly, capfd: pytest.CaptureFixture[str]
):
    camera = FileCamera(test_data / "real" / "video" / "broken_half.mp4", pace=pace)
    camera.open()
    assert len({camera.read().rgb.shape for _ in range(200)}) == 1
    camera.close()
    assert capfd.readouterr().err == ""


@pytest.mark.data
@pytest.mark.parametrize(("name", "size"), [("squats.mp4", (720, 1280)), ("s2d_walk_left.mp4", (720, 404))])
def test_a_real_video_plays_past_its_end(test_data: Path, name: str, size: tuple[int, int], pace: Instantly):
    camera = FileCamera(test_data / "real" / "video" / name, pace=pace)
    camera.open()
    for _ in range(150):
        pace.time += 0.1
        frame = camera.read()
    assert (frame.width, frame.height) == size
    camera.close()


def test_open_camera_knows_numbers_paths_and_the_demonstration(tmp_path: Path):
    assert isinstance(open_camera("demo"), DemoCamera)
    assert isinstance(open_camera("0"), OpenCvCamera)
    assert isinstance(open_camera(1), OpenCvCamera)
    assert isinstance(open_camera(str(tmp_path)), FileCamera)


# -- the live model ---------------------------------------------------------------------------


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


@pytest.mark.model
def test_the_live_model_survives_a_time_that_stands_still_and_an_empty_room(demo: Path):
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    poses = MediaPipeLivePoses()
    front = Frame(np.asarray(Image.open(demo / "kim_front.jpg")))
    for at_ms in (100, 100, 90):
        (one,) = poses.follow(front, at_ms)
    left, top, right, bottom = one.keypoints.box_px()
    assert 280 < left < right < 540
    assert 320 < top < bottom < 1040
    assert one.silhouette is None
    poses.close()


@pytest.mark.model
def test_a_second_person_is_noticed_within_a_second_and_forgotten_when_gone(demo: Path):
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    poses = MediaPipeLivePoses()
    kim, lee = (np.asarray(Image.open(demo / f"{name}_front.jpg")) for name in ("kim", "lee"))
    alone, together = Frame(np.hstack([kim, kim[:, :1].repeat(720, axis=1)])), Frame(np.hstack([kim, lee]))
    told = [len(poses.follow(alone, 40 * i)) for i in range(20)]
    told += [len(poses.follow(together, 1000 + 40 * i)) for i in range(25)]
    told += [len(poses.follow(alone, 3000 + 40 * i)) for i in range(25)]
    poses.close()
    assert set(told[:20]) == {1}
    assert set(told[35:45]) == {2}
    assert told[-1] == 1
