"""The camera's roll from drawn rooms, of which it is known."""

from __future__ import annotations

import pytest

from posture_app.adapters.vision.level import SceneLevels
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.keypoints import Person
from tests.figures import coronal, person
from tests.rooms import Room, furnished

ALONE = person(coronal())


def level(room: Room, who: Person = ALONE) -> CameraLevel | None:
    return SceneLevels().level_of(room.frame(), who)


@pytest.mark.parametrize("roll", [-3.0, -0.4, 0.0, 1.7, 5.0])
def test_the_roll_is_found_with_its_sign(roll: float) -> None:
    found = level(furnished(roll))
    assert found is not None
    assert found.source is LevelSource.SCENE
    assert found.roll_deg == pytest.approx(roll, abs=0.1)
    assert 0.0 < found.sem_deg <= 0.25


@pytest.mark.parametrize("pitch", [-8.0, 4.0])
def test_a_camera_that_looks_up_or_down_sees_verticals_converge_and_still_tells_its_roll(
    pitch: float,
) -> None:
    found = level(furnished(1.5, pitch))
    assert found is not None
    assert found.roll_deg == pytest.approx(1.5, abs=0.15)


def test_a_blank_wall_tells_nothing() -> None:
    assert level(Room(2.0)) is None


def test_one_thing_alone_tells_nothing() -> None:
    assert level(Room(2.0).upright(0.7, 0.06, 2.0)) is None
