"""Everybody in a picture by the real models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters import model_bundle
from posture_app.adapters.mediapipe_people import MediaPipePeople
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photo_files import read_photo
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.keypoints import Landmark
from posture_app.services.ports import Frame

pytestmark = pytest.mark.model

NAMES = ("lee_front", "kim_back", "lee_right")


@pytest.fixture(scope="module")
def people() -> Iterator[MediaPipePeople]:
    people = MediaPipePeople()
    yield people
    people.close()


def in_a_row(demo: Path, height: int) -> Frame:
    """Three people side by side; the models were made for one who fills the picture."""
    photos = [read_photo(demo / f"{name}.jpg").rgb for name in NAMES]
    return Frame(
        np.hstack(
            [
                cv2.resize(one, (height * one.shape[1] // one.shape[0], height), None, 0, 0, 3)
                for one in photos
            ]
        )
    )


def test_everybody_in_a_row_is_found_in_place_and_once(people: MediaPipePeople, demo: Path) -> None:
    frame = in_a_row(demo, 480)

    found = people.find_people(frame)

    places = sorted(
        float(one.keypoints.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 0].mean()) for one in found
    )
    assert places == pytest.approx([frame.width * (i + 0.5) / 3 for i in range(3)], abs=frame.width / 20)
    shares = [one.keypoints.height_px() / frame.height for one in found]
    assert 0.4 < min(shares) < max(shares) < 1.2 * min(shares), shares
    assert all(one.world_m.shape == (33, 3) and one.presence.shape == (33,) for one in found)


def test_a_large_picture_tells_the_same_in_its_own_pixels(people: MediaPipePeople, demo: Path) -> None:
    small = in_a_row(demo, 400)
    large = Frame(cv2.resize(small.rgb, None, fx=4, fy=4))

    sizes = [
        sorted(one.keypoints.height_px() for one in people.find_people(frame)) for frame in (small, large)
    ]

    assert np.array(sizes[1]) == pytest.approx(4 * np.array(sizes[0]), rel=0.1)


@pytest.mark.parametrize("shape", [(1, 1), (15, 400), (240, 320)])
def test_where_nobody_is_nobody_is_found(people: MediaPipePeople, shape: tuple[int, int]) -> None:
    assert people.find_people(Frame(np.full((*shape, 3), 128, np.uint8))) == ()


def test_a_model_that_is_missing_is_named() -> None:
    with pytest.raises(EnvironmentProblem) as raised:
        model_bundle.wheel_file("pose_detection/none.tflite")
    assert raised.value.code == "model_missing"
