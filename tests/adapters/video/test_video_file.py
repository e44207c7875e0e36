"""Videos written frame by frame and read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.opencv import cv2
from posture_app.adapters.video.annotated_video import write_annotated
from posture_app.adapters.video.video_file import Cv2Video
from posture_app.adapters.workers.local_workers import LocalWorkers
from posture_app.domain.errors import EnvironmentProblem, VideoMissing, VideoUnreadable
from posture_app.domain.video.motion import Footage, Motion
from posture_app.domain.video.tracks import followed
from posture_app.services.video.following import look_through
from tests.films import held_upright, stands
from tests.looking import NumberPoses
from tests.walkers import at

LEVELS = 28


def film(
    path: Path, frames: int = 20, fps: float = 30.0, size: tuple[int, int] = (64, 48), codec: str = "mp4v"
) -> Path:
    """Frame n is grey of 8 n + 20 (modulo 224), which survives coding."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), fps, size)
    for number in range(frames):
        writer.write(np.full((size[1], size[0], 3), level(number), np.uint8))
    writer.release()
    return path


def level(number: int) -> int:
    return 20 + 8 * (number % LEVELS)


@pytest.mark.parametrize(
    ("name", "codec"),
    [("a.mp4", "mp4v"), ("a.avi", "MJPG"), ("a.mkv", "mp4v"), ("a.webm", "VP80"), ("a.ts", "mp4v")],
)
@pytest.mark.parametrize("from_memory", [False, True])
def test_every_frame_comes_once_and_in_order(
    tmp_path: Path, name: str, codec: str, from_memory: bool
) -> None:
    path = film(tmp_path / name, 33, 25.0, codec=codec)
    video = Cv2Video(path.read_bytes() if from_memory else path)
    assert (video.told.width, video.told.height) == (64, 48)
    assert video.told.rate_hz == pytest.approx(25.0)
    for _ in range(2):  # as often as one likes
        frames = list(video.frames())
        assert [one.number for one in frames] == list(range(33))
        assert [one.at_s for one in frames] == pytest.approx([n / 25.0 for n in range(33)], abs=0.002)
        for one in frames:
            assert float(one.picture.rgb.mean()) == pytest.approx(level(one.number), abs=3.9)


def test_a_container_that_tells_too_few_frames_gives_all_of_them(tmp_path: Path) -> None:
    video = Cv2Video(film(tmp_path / "a.mpg", 40, 25.0, codec="PIM1"))
    assert video.told.frames < 40  # it knows no number and goes by a wrong length
    assert [one.number for one in video.frames()] == list(range(40))
    with LocalWorkers(NumberPoses, 1) as workers:
        motion = look_through(video, workers, smoothing=True, tell=lambda done, of: None)
    assert motion.footage.frames == 40
    assert np.diff(motion.footage.at_s) == pytest.approx(0.04, abs=0.002)


def test_some_frames_are_the_very_ones_among_all(tmp_path: Path) -> None:
    video = Cv2Video(film(tmp_path / "a.mp4", 40))
    everything = {one.number: one for one in video.frames(32)}
    some = list(video.frames(32, frozenset({7, 8, 31})))
    assert [one.number for one in some] == [7, 8, 31]
    for one in some:
        assert np.array_equal(one.picture.rgb, everything[one.number].picture.rgb)
        assert one.at_s == everything[one.number].at_s
        assert one.picture.rgb.shape == (24, 32, 3)


def test_colours_are_red_green_blue(tmp_path: Path) -> None:
    writer = cv2.VideoWriter(str(tmp_path / "a.avi"), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    writer.write(np.full((48, 64, 3), (0, 0, 250), np.uint8))  # OpenCV's red
    writer.release()
    (one,) = Cv2Video(tmp_path / "a.avi").frames()
    red, green, blue = one.picture.rgb.reshape(-1, 3).mean(axis=0)
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no video at all" * 50,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n" * 10,
        b"ffconcat version 1.0\nfile /etc/hostname\n" * 10,
        b"\x00\x00\x00\x20ftypisom" + bytes(500),
        b"\x47" + bytes(187) + b"\x47" + bytes(300),
    ],
)
@pytest.mark.parametrize("from_memory", [False, True])
def test_what_is_no_video_is_refused(tmp_path: Path, data: bytes, from_memory: bool) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    with pytest.raises(VideoUnreadable):
        list(Cv2Video(data if from_memory else path).frames())


@pytest.mark.parametrize(
    ("name", "codec", "share"),
    [("a.mp4", "mp4v", 0.99), ("a.avi", "MJPG", 0.5), ("a.avi", "MJPG", 0.99), ("a.mkv", "mp4v", 0.6)],
)
@pytest.mark.parametrize("from_memory", [False, True])
def test_a_file_whose_end_is_missing_is_refused(
    tmp_path: Path, name: str, codec: str, share: float, from_memory: bool
) -> None:
    path = film(tmp_path / name, 40, codec=codec)
    data = path.read_bytes()
    path.write_bytes(data[: round(share * len(data))])
    with pytest.raises(VideoUnreadable) as raised:
        Cv2Video(path.read_bytes() if from_memory else path)
    assert raised.value.code == "video_cut_off"


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "mp4v"), ("a.avi", "MJPG"), ("a.mkv", "mp4v")])
def test_what_hangs_on_behind_a_video_does_no_harm(tmp_path: Path, name: str, codec: str) -> None:
    path = film(tmp_path / name, 12, codec=codec)
    path.write_bytes(path.read_bytes() + b"\x7f\xff\xff\xffjunk of any kind")
    assert len(list(Cv2Video(path).frames())) == 12


def test_a_header_that_tells_a_wrong_number_of_frames_changes_nothing(tmp_path: Path) -> None:
    path = film(tmp_path / "a.avi", 12, codec="MJPG")
    data = bytearray(path.read_bytes())
    for head, behind in ((b"avih", 24), (b"strh", 40)):  # dwTotalFrames of the file, dwLength of the stream
        place = data.index(head) + behind
        assert data[place : place + 4] == (12).to_bytes(4, "little")
        data[place : place + 4] = (500).to_bytes(4, "little")
    path.write_bytes(data)
    video = Cv2Video(path)
    assert video.told.frames != 12
    assert [one.number for one in video.frames()] == list(range(12))


def test_a_webm_that_was_sent_live_tells_no_length(tmp_path: Path) -> None:
    path = film(tmp_path / "a.webm", 12, codec="VP80")
    data = bytearray(path.read_bytes())
    place = data.index(b"\x18\x53\x80\x67") + 4
    assert data[place] == 1  # eight bytes of length follow
    data[place : place + 8] = b"\x01" + b"\xff" * 7
    path.write_bytes(data)
    assert len(list(Cv2Video(path).frames())) == 12


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(VideoMissing):
        Cv2Video(tmp_path / "none.mp4")
    with pytest.raises(VideoUnreadable):
        Cv2Video(tmp_path)


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "frames"),
    [("p2s_cam02", 100), ("s2d_walk_left", 132), ("squats", 65), ("avatar", 120)],
)
def test_real_clips_give_all_their_frames(test_data: Path, name: str, frames: int) -> None:
    video = Cv2Video(test_data / "real" / "video" / f"{name}.mp4")
    assert [one.number for one in video.frames(64)] == list(range(frames))


@pytest.mark.parametrize("size", [(64, 48), (98, 66)])
@pytest.mark.parametrize("fps", [23.976023976, 30.0, 59.94])
def test_the_drawn_video_has_as_many_frames_and_a_skeleton(
    tmp_path: Path, size: tuple[int, int], fps: float
) -> None:
    path = film(tmp_path / "a.mp4", 21, fps, size)
    tracks = followed([[at(-300.0, -400.0)] for _ in range(21)], fps)
    motion = Motion(Footage(*size, fps, np.arange(21) / fps), tracks, smoothed=False)
    told: list[tuple[int, int]] = []
    drawn = tmp_path / "drawn.mp4"
    write_annotated(drawn, Cv2Video(path), motion, lambda done, of: told.append((done, of)))
    again = list(Cv2Video(drawn).frames())
    assert len(again) == 21
    assert told[-1] == (21, 21)
    assert again[5].picture.rgb.std() > 3.0  # the film itself is of one grey


def test_a_video_that_lost_frames_in_drawing_is_not_handed_out(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", 10)
    motion = Motion(Footage(64, 48, 30.0, np.arange(12) / 30.0), (), smoothed=False)
    with pytest.raises(EnvironmentProblem) as raised:
        write_annotated(tmp_path / "drawn.mp4", Cv2Video(path), motion, lambda done, of: None)
    assert raised.value.code == "video_not_written"


@pytest.mark.parametrize("degrees", [90, 270])
@pytest.mark.parametrize("from_memory", [False, True])
def test_what_a_telephone_recorded_upright_stands_upright(
    tmp_path: Path, degrees: int, from_memory: bool
) -> None:
    path = held_upright(tmp_path / "a.mp4", degrees)
    video = Cv2Video(path.read_bytes() if from_memory else path)
    assert (video.told.width, video.told.height) == (48, 96)
    frames = [one.picture for one in video.frames()]
    assert len(frames) == 6
    assert all(stands(one.rgb, degrees) for one in frames)
