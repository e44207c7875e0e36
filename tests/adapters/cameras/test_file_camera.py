"""Folders, pictures, and videos as cameras, on a clock that passes instantly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.cameras.file_camera import PICTURE_S, FileCamera
from posture_app.adapters.cameras.opening import open_camera
from posture_app.adapters.opencv import cv2
from posture_app.domain.errors import CameraTrouble
from posture_app.domain.views import View
from posture_app.services.ports import Frame
from tests.adapters.cameras.conftest import Instantly, frames, trouble
from tests.films import held_upright, stands


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
