"""How the camera stands in the room: what one live picture tells of it, and whether that is good."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain import quality
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import NotAssessable
from posture_app.services.capture.live import CROWN_SHARE
from posture_app.services.capture.picture_checks import CheckState

if TYPE_CHECKING:
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.keypoints import Person
    from posture_app.services.assessing.assess import Eyes
    from posture_app.services.ports import Frame
    from posture_app.services.room.calibrate import MarkerSight

# What is good and what will do, as |value - middle|; engineering defaults. The roll, and where the lens is
# known the pitch and the height, are taken out of the measures; what stands farther off still costs accuracy,
# and in the end the picture no longer holds the body.
LEVEL_GOOD_DEG, LEVEL_FAIR_DEG = 1.0, 3.0
PITCH_GOOD_DEG, PITCH_FAIR_DEG = 3.0, 6.0
YAW_GOOD_DEG, YAW_FAIR_DEG = 3.0, 8.0
HEIGHT_CM, HEIGHT_GOOD_CM, HEIGHT_FAIR_CM = 100.0, 15.0, 35.0
"""About the height of the hips: nothing is then seen steeply from above or below."""
DISTANCE_CM, DISTANCE_GOOD_CM, DISTANCE_FAIR_CM = 340.0, 90.0, 150.0
"""To the wall with the sheet: the person stands half a metre in front of it."""
STANDING_GOOD = (0.6, 0.9)
"""Share of the picture's height that a standing person should fill."""

LENS_VIEWS = 9
"""Pictures of the sheet from which the lens is measured: five will do when they differ well."""
OTHER_ANGLE_DEG, OTHER_DISTANCE = 8.0, 1.25
"""A picture tells something new when the sheet is tilted, or farther, by so much than in the others."""
HELD_ANGLE_DEG, HELD_DISTANCE = 2.0, 1.05
"""A sheet that has moved less than this since the last look is held still, so its picture is sharp."""

READINGS = 9
STEADY_FROM = 5
STEADY_DEG = 0.3
"""Readings that lie within this of their median are steady."""


CHECKS = ("level", "pitch", "yaw", "height", "distance", "sheet")


@dataclass(frozen=True, slots=True, eq=False)
class RoomSight:
    """What one picture tells of the camera.

    Attributes
    ----------
    scene : the level that the room's verticals show; None when they are not sure.
    sheet : what the calibration sheet shows; None when it is not seen.
    sheet_trouble : code of why a sheet that is there cannot be used, empty for none.
    standing : share of the picture's height that a person fills; None without a person.
    """

    scene: CameraLevel | None = None
    sheet: MarkerSight | None = None
    sheet_trouble: str = ""
    standing: float | None = None

    @property
    def level(self) -> CameraLevel | None:
        """Give the level: the sheet's before the room's."""
        return self.scene if self.sheet is None else self.sheet.level


@dataclass(frozen=True, slots=True)
class RoomCheck:
    """One line of the list: a name of `CHECKS` and how it stands.

    `value` is in degrees or cm, for ``distance`` without a sheet the share of the picture's height that a
    person fills (`of_person`), for ``sheet`` the number of corners; None when unknown.
    """

    name: str
    state: CheckState
    value: float | None = None
    of_person: bool = False


def look_at_room(frame: Frame, eyes: Eyes, lens: CameraGeometry | None = None) -> RoomSight:
    """Look at one picture of the room, with or without a person in it; `lens` when it is known."""
    people = eyes.poses.find_all(frame)
    person = max(people, key=lambda one: one.keypoints.height_px(), default=None)
    sheet, trouble = None, ""
    if eyes.markers is not None:
        try:
            sheet = eyes.markers.find(frame, lens)
        except NotAssessable as error:
            trouble = error.code
    standing = None if person is None else _standing(person, frame.height)
    return RoomSight(eyes.levels.level_of(frame, person), sheet, trouble, standing)


def _standing(person: Person, height_px: int) -> float:
    return (1.0 + CROWN_SHARE) * person.keypoints.height_px() / height_px


def room_checks(sight: RoomSight, sheet_height_cm: float | None = None) -> tuple[RoomCheck, ...]:
    """Judge how the camera stands, in the order of `CHECKS`.

    `sheet_height_cm` is that of the sheet's middle above the floor; None when nobody measured it.
    """
    level, sheet = sight.level, sight.sheet
    height = None
    if sheet is not None and sheet_height_cm is not None:
        height = sheet_height_cm + sheet.above_cm
    return (
        _about("level", None if level is None else level.roll_deg, 0.0, LEVEL_GOOD_DEG, LEVEL_FAIR_DEG),
        _about("pitch", None if sheet is None else sheet.pitch_deg, 0.0, PITCH_GOOD_DEG, PITCH_FAIR_DEG),
        _about("yaw", None if sheet is None else sheet.yaw_deg, 0.0, YAW_GOOD_DEG, YAW_FAIR_DEG),
        _about("height", height, HEIGHT_CM, HEIGHT_GOOD_CM, HEIGHT_FAIR_CM),
        _distance(sight),
        _sheet(sight),
    )


def _about(name: str, value: float | None, middle: float, good: float, fair: float) -> RoomCheck:
    if value is None:
        return RoomCheck(name, CheckState.WAITING)
    off = abs(value - middle)
    state = CheckState.OK if off <= good else CheckState.WARN if off <= fair else CheckState.STOP
    return RoomCheck(name, state, value)


def _distance(sight: RoomSight) -> RoomCheck:
    if sight.sheet is not None:
        distance = sight.sheet.distance_cm
        return _about("distance", distance, DISTANCE_CM, DISTANCE_GOOD_CM, DISTANCE_FAIR_CM)
    share = sight.standing
    if share is None:
        return RoomCheck("distance", CheckState.WAITING)
    state = CheckState.WARN
    if STANDING_GOOD[0] <= share <= STANDING_GOOD[1]:
        state = CheckState.OK
    elif share < quality.TOO_SMALL_SHARE or share > quality.NEAR_SHARE:
        state = CheckState.STOP
    return RoomCheck("distance", state, share, of_person=True)


def _sheet(sight: RoomSight) -> RoomCheck:
    if sight.sheet is not None:
        return RoomCheck("sheet", CheckState.OK, sight.sheet.corners)
    return RoomCheck("sheet", CheckState.WARN if sight.sheet_trouble else CheckState.WAITING)


class SteadyLevel:
    """The median of the last readings of one source, and whether they agree."""

    def __init__(self) -> None:
        self._readings: deque[CameraLevel] = deque(maxlen=READINGS)

    def see(self, level: CameraLevel | None) -> None:
        """Take a reading in; None, or another source, begins anew."""
        if level is None or (self._readings and self._readings[-1].source is not level.source):
            self._readings.clear()
        if level is not None:
            self._readings.append(level)

    @property
    def level(self) -> CameraLevel | None:
        """Give the median with the last reading's standard error; None without readings."""
        if not self._readings:
            return None
        last = self._readings[-1]
        roll = float(np.median([one.roll_deg for one in self._readings]))
        return CameraLevel(roll, last.sem_deg, last.source)

    @property
    def steady(self) -> bool:
        """Tell whether there are enough readings and they agree."""
        rolls = np.array([one.roll_deg for one in self._readings])
        return len(rolls) >= STEADY_FROM and bool(np.abs(rolls - np.median(rolls)).max() <= STEADY_DEG)


class LensViews:
    """Collects pictures of the sheet, held still, each time tilted otherwise."""

    def __init__(self) -> None:
        self._taken: list[tuple[Frame, MarkerSight]] = []
        self._last: MarkerSight | None = None

    def see(self, frame: Frame, sheet: MarkerSight | None) -> None:
        """Take a look in; its picture is kept when the sheet is held still and shown anew."""
        last, self._last = self._last, sheet
        if sheet is None or last is None or self.done:
            return
        held = not _apart(sheet, last, HELD_ANGLE_DEG, HELD_DISTANCE)
        if held and all(_apart(sheet, one, OTHER_ANGLE_DEG, OTHER_DISTANCE) for _, one in self._taken):
            self._taken.append((frame, sheet))

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The pictures that were kept."""
        return tuple(frame for frame, _ in self._taken)

    @property
    def done(self) -> bool:
        """Tell whether there are enough."""
        return len(self._taken) >= LENS_VIEWS


def _apart(one: MarkerSight, other: MarkerSight, degrees: float, ratio: float) -> bool:
    angles = (
        one.roll_deg - other.roll_deg,
        one.pitch_deg - other.pitch_deg,
        one.yaw_deg - other.yaw_deg,
    )
    farther = one.distance_cm / other.distance_cm
    return max(abs(angle) for angle in angles) >= degrees or max(farther, 1 / farther) >= ratio
