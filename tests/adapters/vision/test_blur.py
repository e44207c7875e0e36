"""A blurred head gives nobody back: not by its pixels, and not to a finder of faces."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.blur import CELLS, blurred
from posture_app.domain.head_region import Box, head_box
from posture_app.domain.subject import choose
from posture_app.services.assessing.assess import Eyes
from posture_app.services.ports import Frame

BOX: Box = (100, 40, 180, 140)


def noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (200, 300, 3), np.uint8)


def with_same_cells(rgb: np.ndarray, seed: int) -> np.ndarray:
    """Another picture whose cells in the box hold the same pixels in another order."""
    left, top, right, bottom = BOX
    made, cell = rgb.copy(), (right - left) // CELLS
    dice = np.random.default_rng(seed)
    for y in range(top, bottom, cell):
        for x in range(left, right, cell):
            pixels = made[y : y + cell, x : x + cell].reshape(-1, 3)
            made[y : y + cell, x : x + cell] = dice.permutation(pixels).reshape(cell, cell, 3)
    return made


def test_faces_that_share_only_a_few_mean_colours_come_out_the_same() -> None:
    one = noise(1)
    other = with_same_cells(one, 2)
    left, top, right, bottom = BOX
    inside = np.s_[top:bottom, left:right]
    assert np.abs(one[inside].astype(int) - other[inside]).mean() > 50

    np.testing.assert_array_equal(blurred(Frame(one), BOX).rgb, blurred(Frame(other), BOX).rgb)


def test_what_is_left_of_a_head_is_smooth() -> None:
    left, top, right, bottom = BOX
    made = blurred(Frame(noise(1)), BOX).rgb[top:bottom, left:right].astype(int)
    assert np.abs(np.diff(made, axis=0)).max() <= 3
    assert np.abs(np.diff(made, axis=1)).max() <= 3


def test_only_the_box_is_changed_and_only_in_the_copy() -> None:
    frame = Frame(noise(1), ("photo_damaged",))
    made = blurred(frame, BOX)
    left, top, right, bottom = BOX
    outside = np.ones(frame.rgb.shape[:2], bool)
    outside[top:bottom, left:right] = False
    np.testing.assert_array_equal(made.rgb[outside], frame.rgb[outside])
    np.testing.assert_array_equal(frame.rgb, noise(1))
    assert made.warnings == frame.warnings


@pytest.mark.parametrize("box", [(10, 10, 10, 20), (10, 10, 11, 11), (0, 0, 300, 200), (298, 0, 300, 200)])
def test_boxes_of_any_size_are_blurred(box: Box) -> None:
    assert blurred(Frame(noise(1)), box).rgb.shape == (200, 300, 3)


@pytest.mark.model
@pytest.mark.parametrize(
    "name", ["kim_front.jpg", "kim_left.jpg", "kim_right.jpg", "kim_back.jpg", "lee_back.jpg"]
)
def test_the_whole_head_of_a_rendered_body_is_in_the_box(demo: Path, eyes: Eyes, name: str) -> None:
    frame = read_photo(demo / name)
    person, _ = choose(eyes.poses.find_all(frame), frame.width, frame.height)
    left, top, right, bottom = head_box(person, frame.width, frame.height)
    look = eyes.poses.look_closely(frame, person, 2)
    assert look.silhouette is not None
    rows, columns = np.indices((bottom - top, frame.width))
    places = np.stack([columns + 0.5, rows + top + 0.5], -1)
    head = look.silhouette.at(places) > 0.5
    head[bottom - top - (bottom - top) // 5 :] = False  # the neck may be as wide as it likes
    assert head[:, left:right].sum() == head.sum() > 0
    above = np.stack([columns[:top] + 0.5, rows[:top] + 0.5], -1)
    assert not (look.silhouette.at(above) > 0.5).any()


@pytest.mark.model
def test_no_face_is_found_where_there_was_one(demo: Path, eyes: Eyes) -> None:
    frame = read_photo(demo / "kim_front.jpg")
    person, _ = choose(eyes.poses.find_all(frame), frame.width, frame.height)
    assert eyes.faces.look_at_face(frame, person).sees_face
    made = blurred(frame, head_box(person, frame.width, frame.height))
    assert not eyes.faces.look_at_face(made, person).sees_face
