"""Faces: which boxes stand for one face, how a face is turned, and how alike two are."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.faces.likeness import distance, distance_of, mean_vector, similarity
from posture_app.domain.faces.portrait import FaceBox, FaceSight, Turn, without_doubles
from posture_app.domain.faces.turn import AHEAD, POINTS, face_turn


def about(axis: str, degrees: float) -> np.ndarray:
    """A rotation about x (right), y (down), or z (away), right-handed."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrices = {
        "x": [[1, 0, 0], [0, cos, -sin], [0, sin, cos]],
        "y": [[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]],
        "z": [[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]],
    }
    return np.array(matrices[axis])


def mesh(turned: np.ndarray, size: float = 80.0) -> np.ndarray:
    """A whole mesh of which only the points that are used are anywhere."""
    points = np.zeros((468, 3))
    points[list(POINTS)] = size * AHEAD @ turned.T + (300.0, 200.0, 0.0)
    return points


def test_a_face_that_looks_ahead_is_not_turned() -> None:
    turn = face_turn(mesh(np.eye(3)))
    assert (turn.yaw, turn.pitch, turn.roll) == pytest.approx((0.0, 0.0, 0.0), abs=1e-6)


@pytest.mark.parametrize("yaw", [-60.0, -20.0, 35.0])
@pytest.mark.parametrize("pitch", [-30.0, 10.0])
@pytest.mark.parametrize("roll", [-25.0, 15.0])
def test_a_turn_is_read_back_with_its_signs(yaw: float, pitch: float, roll: float) -> None:
    turned = about("z", roll) @ about("x", -pitch) @ about("y", -yaw)
    turn = face_turn(mesh(turned))
    assert (turn.yaw, turn.pitch, turn.roll) == pytest.approx((yaw, pitch, roll), abs=1e-6)


def test_up_right_and_clockwise_are_plus() -> None:
    up = face_turn(mesh(about("x", -20.0)))
    assert (about("x", -20.0) @ (0, 0, -1))[1] < 0  # the nose rises on the screen
    assert up.pitch == pytest.approx(20.0)
    assert (about("y", -20.0) @ (0, 0, -1))[0] > 0  # the nose goes to image right
    assert face_turn(mesh(about("y", -20.0))).yaw == pytest.approx(20.0)
    assert (about("z", 20.0) @ (0, -1, 0))[0] > 0  # the crown goes to image right
    assert face_turn(mesh(about("z", 20.0))).roll == pytest.approx(20.0)


@pytest.mark.parametrize(("yaw", "pitch", "frontal"), [(45, 0, True), (-45.1, 0, False), (0, 46, False)])
def test_what_is_turned_too_far_is_not_taken_on(yaw: float, pitch: float, frontal: bool) -> None:
    assert Turn(yaw, pitch, 90.0).is_frontal is frontal


@pytest.mark.parametrize(("width", "height", "enough"), [(60, 60, True), (59, 200, False), (200, 59, False)])
def test_a_face_must_be_sixty_pixels_wide_and_high(width: float, height: float, enough: bool) -> None:
    sight = FaceSight(FaceBox(10, 10, 10 + width, 10 + height), 0.9, np.zeros((5, 2)), Turn(0, 0, 0))
    assert sight.is_large_enough is enough


def test_of_boxes_about_one_face_the_surest_stays() -> None:
    boxes = [
        (FaceBox(0, 0, 100, 100), 0.7),
        (FaceBox(5, 5, 95, 95), 0.9),  # the same face
        (FaceBox(90, 0, 190, 100), 0.6),  # a neighbour who touches
        (FaceBox(30, 30, 60, 60), 0.5),  # a part of the first
    ]
    assert without_doubles(boxes) == [1, 2]


def test_a_grown_box_keeps_its_middle() -> None:
    assert FaceBox(10, 20, 30, 60).grown(2.0) == FaceBox(0, 0, 40, 80)


def test_similarity_falls_as_documented() -> None:
    assert similarity(np.array([0.5, 0.6, 0.7])) == pytest.approx([90.0, 50.0, 10.0], abs=1e-3)
    steps = similarity(np.linspace(0.0, 1.6, 200))
    assert (np.diff(steps) < 0).all()
    assert steps[0] == pytest.approx(100.0, abs=1e-12)
    assert distance_of(100.0) == 0.0
    assert distance_of(90.0) == pytest.approx(0.5, abs=1e-5)
    assert float(similarity(distance_of(33.0))) == pytest.approx(33.0)


def test_the_mean_of_three_photographs_lies_nearer_to_a_fourth() -> None:
    random = np.random.default_rng(1)
    face = random.normal(0, 0.1, 128)
    photos = [np.float32(face + random.normal(0, 0.03, 128)) for _ in range(4)]
    alone = np.mean([distance(photos[3], photo) for photo in photos[:3]])
    assert distance(photos[3], mean_vector(photos[:3])) < 0.9 * alone
