"""Everybody in a picture by the real models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models.mediapipe_people import MediaPipePeople
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
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


def test_hands_and_face_are_where_the_body_has_them(people: MediaPipePeople, demo: Path) -> None:
    for name, sees_face in (("lee_front", True), ("kim_back", False)):
        frame = read_photo(demo / f"{name}.jpg")
        found = people.find_people(frame)[:1]

        (parts,) = people.parts_of(frame, found)

        points = found[0].keypoints
        near = 0.08 * points.height_px()
        assert parts.left_hand_px is not None
        assert parts.right_hand_px is not None
        assert parts.left_hand_px.shape == parts.right_hand_px.shape == (21, 2)
        assert parts.left_hand_px[0] == pytest.approx(points.point(Landmark.LEFT_WRIST), abs=near)
        assert parts.right_hand_px[0] == pytest.approx(points.point(Landmark.RIGHT_WRIST), abs=near)
        assert (parts.face_px is not None) == sees_face
        if parts.face_px is not None:
            assert parts.face_px.shape == (468, 2)
            assert parts.face_px.mean(axis=0) == pytest.approx(points.point(Landmark.NOSE), abs=near)


def test_of_nobody_there_are_no_parts(people: MediaPipePeople) -> None:
    assert people.parts_of(Frame(np.zeros((100, 100, 3), np.uint8)), ()) == ()
