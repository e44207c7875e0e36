"""How the camera stands: what one picture tells, and what is good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import refuse
from posture_app.services.capture.picture_checks import CheckState
from posture_app.services.room.calibrate import MarkerSight
from posture_app.services.room.checks import (
    CHECKS,
    LENS_VIEWS,
    LensViews,
    RoomSight,
    SteadyLevel,
    look_at_room,
    room_checks,
)
from tests.fakes import blank, eyes_for
from tests.figures import coronal, person

if TYPE_CHECKING:
    from posture_app.services.ports import Frame

OK, WARN, STOP, WAITING = CheckState.OK, CheckState.WARN, CheckState.STOP, CheckState.WAITING
SCENE = CameraLevel(0.4, 0.1, LevelSource.SCENE)
SHEET = MarkerSight(
    geometry=CameraGeometry(720, 1280, 1200.0, (360.0, 640.0), (), 1.2, -2.0),
    lens_known=False,
    yaw_deg=1.0,
    distance_cm=330.0,
    above_cm=-45.0,
    px_per_cm=3.6,
    reprojection_px=0.2,
    roll_sem_deg=0.16,
    pitch_sem_deg=0.4,
    scale_sem=0.002,
    corners=24,
    sheet="A4",
)


class Markers:
    """Sees a sheet, or why it cannot be used."""

    def __init__(self, sight: MarkerSight | None, trouble: str = "") -> None:
        self.sight, self.trouble = sight, trouble

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        if self.trouble:
            raise NotAssessable((refuse(self.trouble),))
        return self.sight


def states(sight: RoomSight, height: float | None = None) -> dict[str, CheckState]:
    return {one.name: one.state for one in room_checks(sight, height)}


def test_nothing_is_known_of_an_empty_picture() -> None:
    assert states(RoomSight()) == dict.fromkeys(CHECKS, WAITING)


@pytest.mark.parametrize(
    ("changed", "name", "state"),
    [
        ({}, "level", WARN),
        ({"geometry": replace(SHEET.geometry, roll_deg=-0.5)}, "level", OK),
        ({"geometry": replace(SHEET.geometry, roll_deg=-3.5)}, "level", STOP),
        ({"geometry": replace(SHEET.geometry, pitch_deg=5.0)}, "pitch", WARN),
        ({"yaw_deg": -2.0}, "yaw", OK),
        ({"yaw_deg": -7.0}, "yaw", WARN),
        ({"yaw_deg": 9.0}, "yaw", STOP),
        ({"distance_cm": 260.0}, "distance", OK),
        ({"distance_cm": 200.0}, "distance", WARN),
        ({"distance_cm": 600.0}, "distance", STOP),
        ({}, "sheet", OK),
    ],
)
def test_the_sheet_tells_how_the_camera_stands(
    changed: dict[str, object], name: str, state: CheckState
) -> None:
    sight = RoomSight(scene=SCENE, sheet=replace(SHEET, **changed))  # type: ignore[arg-type]
    assert states(sight)[name] is state


@pytest.mark.parametrize(("sheet_cm", "state"), [(None, WAITING), (150.0, OK), (120.0, WARN), (210.0, STOP)])
def test_the_lens_is_as_high_as_the_sheet_and_what_lies_between(
    sheet_cm: float | None, state: CheckState
) -> None:
    check = next(one for one in room_checks(RoomSight(sheet=SHEET), sheet_cm) if one.name == "height")
    assert check.state is state
    assert check.value == (None if sheet_cm is None else sheet_cm - 45.0)


@pytest.mark.parametrize(
    ("share", "state"), [(0.2, STOP), (0.5, WARN), (0.75, OK), (0.95, WARN), (0.99, STOP)]
)
def test_without_a_sheet_a_person_tells_the_distance(share: float, state: CheckState) -> None:
    check = next(one for one in room_checks(RoomSight(standing=share)) if one.name == "distance")
    assert (check.state, check.value, check.of_person) == (state, share, True)


def test_a_picture_tells_of_the_room_the_sheet_and_the_person() -> None:
    somebody = person(coronal())
    sight = look_at_room(blank(), eyes_for(somebody, level=SCENE, markers=Markers(SHEET)))
    assert (sight.scene, sight.sheet) == (SCENE, SHEET)
    assert sight.level == CameraLevel(1.2, 0.16, LevelSource.MARKER)
    assert sight.standing == pytest.approx(1.068 * somebody.keypoints.height_px() / 1280)


def test_an_empty_room_without_a_sheet_still_has_its_verticals() -> None:
    sight = look_at_room(blank(), eyes_for(level=SCENE))
    assert (sight.level, sight.standing) == (SCENE, None)


def test_a_sheet_that_cannot_be_used_is_told() -> None:
    markers = Markers(None, "sheet_too_small")
    sight = look_at_room(blank(), eyes_for(markers=markers))
    assert sight.sheet_trouble == "sheet_too_small"
    assert states(sight)["sheet"] is WARN


def test_a_level_is_steady_when_its_readings_agree() -> None:
    meter = SteadyLevel()
    assert meter.level is None
    for roll in (0.4, 0.5, 0.4, 0.45):
        meter.see(replace(SCENE, roll_deg=roll))
        assert not meter.steady
    meter.see(replace(SCENE, roll_deg=0.6))
    assert meter.steady
    assert meter.level == CameraLevel(0.45, 0.1, LevelSource.SCENE)
    meter.see(replace(SCENE, roll_deg=1.5))
    assert not meter.steady


def test_another_source_or_none_begins_the_readings_anew() -> None:
    meter = SteadyLevel()
    for _ in range(5):
        meter.see(SCENE)
    meter.see(SHEET.level)
    assert meter.level == SHEET.level
    assert not meter.steady
    meter.see(None)
    assert meter.level is None


def held(yaw: float, distance: float = 60.0) -> MarkerSight:
    return replace(SHEET, yaw_deg=yaw, distance_cm=distance)


def test_pictures_for_the_lens_are_held_still_and_each_tells_something_new() -> None:
    views, frame = LensViews(), blank()
    for sight, kept in [
        (held(0.0), 0),  # it may still be moving
        (held(0.5), 1),
        (held(0.5), 1),  # the same again
        (held(10.0), 1),  # moving
        (held(10.5), 2),
        (held(10.5, 90.0), 2),  # moving away
        (held(10.5, 91.0), 3),
        (None, 3),
        (held(-20.0), 3),  # back again, perhaps moving
        (held(-20.0), 4),
    ]:
        views.see(frame, sight)
        assert len(views.frames) == kept
    assert not views.done


def test_enough_pictures_are_enough() -> None:
    views = LensViews()
    for at in range(LENS_VIEWS + 3):
        for _ in range(2):
            views.see(blank(), held(10.0 * at))
    assert views.done
    assert len(views.frames) == LENS_VIEWS
