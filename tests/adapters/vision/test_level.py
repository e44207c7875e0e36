"""The camera's roll from drawn rooms, of which it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_app.adapters.opencv import cv2
from posture_app.adapters.vision.level import SceneLevels
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.keypoints import Person, Silhouette
from posture_app.services.ports import Frame
from tests.figures import HEIGHT, WIDTH
from tests.rooms import Room, furnished, somebody

ALONE = somebody()
OUTLINED = replace(ALONE, silhouette=Silhouette(np.zeros((HEIGHT, WIDTH), np.uint8), 0.0, 0.0, 1.0))


def level(room: Room, who: Person = ALONE) -> CameraLevel | None:
    return SceneLevels().level_of(room.frame(), who)


def roll(room: Room, who: Person = ALONE) -> float:
    found = level(room, who)
    assert found is not None
    return found.roll_deg


@pytest.mark.parametrize("degrees", [-3.0, -0.4, 0.0, 1.7, 5.0])
def test_the_roll_is_found_with_its_sign(degrees: float) -> None:
    found = level(furnished(degrees))
    assert found is not None
    assert found.source is LevelSource.SCENE
    assert found.roll_deg == pytest.approx(degrees, abs=0.1)
    assert 0.01 < found.sem_deg < 0.2


@pytest.mark.parametrize("pitch", [-8.0, 4.0])
def test_a_camera_that_looks_up_or_down_sees_verticals_converge_and_still_tells_its_roll(
    pitch: float,
) -> None:
    assert roll(furnished(1.5, pitch)) == pytest.approx(1.5, abs=0.15)


def test_a_wall_that_is_not_faced_squarely_tells_the_roll_as_well() -> None:
    room = furnished(1.5)
    room.yaw_deg = 6.0
    assert roll(room) == pytest.approx(1.5, abs=0.15)


def test_large_and_small_pictures_tell_the_same() -> None:
    for size in (0.6, 2.0):
        frame = furnished(1.5).frame()
        rgb = cv2.resize(frame.rgb, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        who = somebody(rgb.shape[1], rgb.shape[0])
        found = SceneLevels().level_of(Frame(np.ascontiguousarray(rgb)), who)
        assert found is not None
        assert found.roll_deg == pytest.approx(1.5, abs=0.15)


def test_an_empty_room_tells_it_too() -> None:
    found = SceneLevels().level_of(furnished(1.5).frame(), None)
    assert found is not None
    assert found.roll_deg == pytest.approx(1.5, abs=0.1)


# --- what misleads ------------------------------------------------------------------------------


def _nothing(room: Room) -> Room:
    return room


def _askew_picture(room: Room) -> Room:
    return room.hang(-1.7, 1.2, 0.4, 0.6, 60, 5.0).hang(-1.65, 1.25, 0.3, 0.5, 220, 5.0)


def _leaning_stick(room: Room) -> Room:
    return room.upright(0.75, 0.04, 1.6, 50, -6.0)


def _striped_banner(room: Room) -> Room:
    for stripe in range(5):
        room.hang(-1.7 + 0.07 * stripe, 1.0, 0.03, 0.9, 60, 4.0)
    return room


CLUTTER = [_nothing, _askew_picture, _leaning_stick, _striped_banner]


def _wide(roll_deg: float) -> Room:
    return Room(roll_deg, focal=1.5, width=1280, height=720)


@pytest.mark.parametrize("clutter", CLUTTER)
def test_clutter_among_more_verticals_does_not_pull_the_level(clutter: Callable[[Room], Room]) -> None:
    room = _wide(1.0).hang(-4.0, 0.0, 8.0, 0.1, grey=70)
    for x in (-2.1, -1.1, 1.1, 1.9):
        room.upright(x, 0.1, 2.2)
    assert roll(clutter(room), somebody(1280, 720)) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("clutter", CLUTTER)
def test_a_wall_without_verticals_tells_nothing(clutter: Callable[[Room], Room]) -> None:
    assert level(clutter(_wide(2.0)), somebody(1280, 720)) is None


def test_one_thing_alone_tells_nothing() -> None:
    assert level(Room(2.0).upright(0.7, 0.06, 2.0)) is None


def test_the_boards_of_a_floor_are_no_verticals() -> None:
    room = Room(0.0)
    for board in range(-6, 7):
        x = 0.3 * board
        room.board((x, 0.0, 4.0), (x + 0.02, 0.0, 4.0), (x + 0.02, 0.0, 1.0), (x, 0.0, 1.0), grey=60)
    assert level(room) is None


# --- the person ---------------------------------------------------------------------------------


def _with_stripes_and_a_stick(room: Room) -> Room:
    for stripe in range(6):
        room.hang(-0.25 + 0.08 * stripe, 0.4, 0.03, 1.3, 50, 6.0)
    return room


def test_what_the_person_wears_and_holds_does_not_count() -> None:
    plain = roll(furnished(1.0))
    assert roll(_with_stripes_and_a_stick(furnished(1.0))) == pytest.approx(plain, abs=0.02)
    # The stripes are seen where nobody stands: with an empty silhouette they are edges like any other.
    assert level(_with_stripes_and_a_stick(Room(1.0)), OUTLINED) is None


def test_the_silhouette_is_left_out_where_it_lies_in_the_photo() -> None:
    share = np.zeros((HEIGHT // 4, WIDTH // 4), np.uint8)
    share[60:280, 30:80] = 255  # in photo pixels shifted by (40, 20): 160 to 360, 260 to 1140
    room = furnished(1.0)
    for stripe in range(3):
        room.hang(-0.4 + 0.1 * stripe, 0.3, 0.04, 1.3, 50, 6.0)
    who = replace(ALONE, silhouette=Silhouette(share, 40.0, 20.0, 0.25))
    assert roll(room, who) == pytest.approx(1.0, abs=0.1)


# --- the picture's own rim ----------------------------------------------------------------------


@pytest.mark.parametrize("grey", [0, 255])
def test_padding_around_a_photo_is_no_door_frame(grey: int) -> None:
    rgb = np.full((HEIGHT, WIDTH, 3), 190, np.uint8)
    rgb[:, :60] = rgb[:, -60:] = rgb[:60] = rgb[-60:] = grey
    assert SceneLevels().level_of(Frame(rgb), ALONE) is None
