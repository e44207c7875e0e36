"""A recording read once from beginning to end, with its times."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from posture_app.adapters.video.film import film_frames
from posture_app.domain.errors import CameraTrouble, PhotoMissing
from tests.films import held_upright, stands


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    for grey in range(0, 250, 25):
        writer.write(np.full((48, 64, 3), grey, np.uint8))
    writer.release()
    return path


def test_every_frame_comes_once_in_order_and_with_its_time(recording: Path) -> None:
    frames = list(film_frames(recording))

    assert [at_ms for at_ms, _ in frames] == [100 * number for number in range(10)]
    greys = [float(frame.rgb.mean()) for _, frame in frames]
    assert greys == pytest.approx(list(range(0, 250, 25)), abs=3.0)
    assert frames[0][1].rgb.shape == (48, 64, 3)


def test_what_is_no_recording_is_explained(tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no recording")
    with pytest.raises(CameraTrouble, match="camera_unreadable"):
        list(film_frames(tmp_path / "text.mp4"))
    with pytest.raises(PhotoMissing):
        list(film_frames(tmp_path / "missing.mp4"))


@pytest.mark.data
def test_half_a_recording_is_read_as_far_as_it_goes(test_data: Path) -> None:
    times = [at_ms for at_ms, _ in film_frames(test_data / "real" / "video" / "broken_half.mp4")]

    assert times
    assert times == sorted(set(times))


@pytest.mark.parametrize("degrees", [90, 270])
def test_what_a_telephone_recorded_upright_stands_upright(tmp_path: Path, degrees: int) -> None:
    for _, frame in film_frames(held_upright(tmp_path / "a.mp4", degrees)):
        assert stands(frame.rgb, degrees)
