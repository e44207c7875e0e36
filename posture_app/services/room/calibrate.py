"""Camera calibration: what the marker sheet told, what is remembered of it, and when that still holds.

Two things are calibrated. The *lens* (focal length, centre, distortion) once a camera, from several
pictures of the sheet at different angles. The *room* (how the camera is mounted) with every mounting,
from one picture of the sheet on the wall.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import Reason, refuse, warn

if TYPE_CHECKING:
    from datetime import date

    from posture_app.services.ports import Frame, MarkerFinder

HANGING_SEM_DEG = 0.15
"""Standard error of the sheet's own vertical when it is hung with a spirit level (such instruments
state 0.1-0.2°)."""

CLICK_PX = 1.5
"""How far from the edge somebody sets a point, as a standard deviation, in pixels of the screen."""

UPRIGHT_SEM_DEG = 0.1
"""Standard error of the upright itself: a door frame or a plumb string that was chosen with care (1.7 mm
a metre; builders' tolerances for frames are about that)."""

LEAST_LINE = 0.15
"""A line between two points must be at least this long, in picture heights."""

MOST_LINE_LEAN_DEG = 20.0
"""A line that leans more was not set along a vertical."""

ASSUMED_FOCAL = 0.9
"""Focal length of an unknown camera, in its pictures' longer sides; serves no measure."""

MOVED_DEG = 0.3
"""By how much the room's verticals must have turned, at least, before the camera counts as moved."""

MOVED_UNSEEN_DEG = 1.0
"""The same when the room's verticals were not sure at the calibration: they are compared with the sheet
itself, and furniture that stands a little askew must not raise the alarm."""

MOVED_SEMS = 2.0
"""A difference within this many standard errors of itself is none."""


@dataclass(frozen=True, slots=True)
class Mounting:
    """One camera in one place: what a calibration is remembered for.

    Attributes
    ----------
    camera : id or name of the camera.
    width, height : of its upright pictures, px.
    rotation : degrees clockwise by which its pictures are turned upright.
    """

    camera: str
    width: int
    height: int
    rotation: int = 0

    @classmethod
    def of(cls, camera: str, resolution: str, rotation: int) -> Mounting:
        """Name the mounting by the preferences: `resolution` is "1280x720" as the camera gives it."""
        width, height = (int(part) for part in resolution.split("x"))
        if rotation % 180:
            width, height = height, width
        return cls(camera or "0", width, height, rotation)


@dataclass(frozen=True, slots=True)
class MarkerSight:
    """What one picture of the sheet tells of the camera.

    Attributes
    ----------
    geometry : the camera with the roll and the pitch found; its lens is assumed unless `lens_known`.
    yaw_deg : + = the camera looks to the right of the sheet's perpendicular.
    distance_cm : from the lens to the middle of the sheet.
    above_cm : how far the lens is above the middle of the sheet.
    px_per_cm : scale at the sheet.
    reprojection_px : RMS distance of the corners from where the fit puts them.
    roll_sem_deg : standard error of the roll, the sheet's hanging included; `pitch_sem_deg` likewise.
    scale_sem : standard error of `px_per_cm` as a share of it; the printed size is taken as true.
    corners : how many were seen.
    sheet : which sheet it is, such as "A4".
    """

    geometry: CameraGeometry
    lens_known: bool
    yaw_deg: float
    distance_cm: float
    above_cm: float
    px_per_cm: float
    reprojection_px: float
    roll_sem_deg: float
    pitch_sem_deg: float
    scale_sem: float
    corners: int
    sheet: str

    @property
    def roll_deg(self) -> float:
        """Give the camera's roll, + = turned clockwise as seen from behind it."""
        return self.geometry.roll_deg

    @property
    def pitch_deg(self) -> float:
        """Give the camera's pitch, + = it looks upwards."""
        return self.geometry.pitch_deg

    @property
    def level(self) -> CameraLevel:
        """Give the level for the very picture in which the sheet hangs."""
        return CameraLevel(self.roll_deg, self.roll_sem_deg, LevelSource.MARKER)


@dataclass(frozen=True, slots=True)
class LensCalibration:
    """The lens of one camera at one picture shape; `geometry` has neither roll nor pitch.

    `focal_sem` is a share of the focal length.
    """

    camera: str
    geometry: CameraGeometry
    focal_sem: float
    views: int
    reprojection_px: float
    on: date


@dataclass(frozen=True, slots=True)
class RoomCalibration:
    """How one camera is mounted: as the sheet on the wall showed it, or its level alone.

    Attributes
    ----------
    geometry : the camera as mounted; `height_cm` when the sheet's height above the floor was given.
    lens_known : whether the lens was calibrated; otherwise `geometry` serves the roll only.
    level : with source MARKER, MANUAL (two points along a vertical), or SCENE (the room's verticals).
    scene : what the room's own verticals said at that time; None when they were not sure.
    yaw_deg, distance_cm, px_per_cm : as in `MarkerSight`, of the wall; None without the sheet.
    """

    mounting: Mounting
    geometry: CameraGeometry
    lens_known: bool
    level: CameraLevel
    scene: CameraLevel | None
    yaw_deg: float | None
    distance_cm: float | None
    px_per_cm: float | None
    on: date

    @property
    def remembered(self) -> CameraLevel:
        """Give the level for pictures taken later with the camera where it was."""
        return replace(self.level, source=LevelSource.REMEMBERED)

    def geometry_for(self, width: int, height: int) -> CameraGeometry | None:
        """Give the whole camera for pictures of a size; None when the lens is unknown or they are cropped."""
        return self.geometry.scaled(width, height) if self.lens_known else None

    def fits(self, width: int, height: int) -> bool:
        """Tell whether pictures of this size can come from this mounting."""
        return self.geometry.scaled(width, height) is not None


def calibrate_room(
    frame: Frame,
    mounting: Mounting,
    finder: MarkerFinder,
    on: date,
    *,
    lens: LensCalibration | None = None,
    scene: CameraLevel | None = None,
    sheet_height_cm: float | None = None,
) -> tuple[RoomCalibration, MarkerSight]:
    """Calibrate a mounting from one picture of the sheet on the wall.

    Parameters
    ----------
    lens : of this camera, when it was calibrated; one for another picture shape is not used.
    scene : the level that the room's verticals show in this picture, when they are sure.
    sheet_height_cm : of the middle of the sheet above the floor.

    Raises
    ------
    NotAssessable
        ``sheet_missing`` or as `MarkerFinder.find` says.
    """
    known = None if lens is None else lens.geometry.scaled(frame.width, frame.height)
    sight = finder.find(frame, known)
    if sight is None:
        raise NotAssessable((refuse("sheet_missing"),))
    geometry = sight.geometry
    if sheet_height_cm is not None:
        geometry = replace(geometry, height_cm=sheet_height_cm + sight.above_cm)
    room = RoomCalibration(
        mounting=mounting,
        geometry=geometry,
        lens_known=sight.lens_known,
        level=sight.level,
        scene=scene,
        yaw_deg=sight.yaw_deg,
        distance_cm=sight.distance_cm,
        px_per_cm=sight.px_per_cm,
        on=on,
    )
    return room, sight


def level_from_line(
    first: tuple[float, float], second: tuple[float, float], height_px: float, click_px: float = CLICK_PX
) -> CameraLevel:
    """Give the level from two points along something that hangs or stands upright, such as a door frame.

    Parameters
    ----------
    first, second : in either order, px of the upright picture.
    height_px : of the picture.
    click_px : how surely a point was set, px of the picture.

    Raises
    ------
    NotAssessable
        ``line_short`` or ``line_not_upright``.
    """
    low, high = (first, second) if first[1] > second[1] else (second, first)
    across, up = high[0] - low[0], low[1] - high[1]
    length = float(np.hypot(across, up))
    if length < LEAST_LINE * height_px:
        raise NotAssessable((refuse("line_short"),))
    # A camera turned clockwise shows a vertical's top turned to image left.
    roll = -float(np.degrees(np.arctan2(across, up)))
    if abs(roll) > MOST_LINE_LEAN_DEG:
        raise NotAssessable((refuse("line_not_upright"),))
    clicked = float(np.degrees(np.arctan2(np.sqrt(2.0) * click_px, length)))
    return CameraLevel(roll, float(np.hypot(clicked, UPRIGHT_SEM_DEG)), LevelSource.MANUAL)


def room_of_level(
    level: CameraLevel, mounting: Mounting, on: date, scene: CameraLevel | None = None
) -> RoomCalibration:
    """Make what is remembered of a mounting of which only the level is known.

    `scene` is what the room's verticals show now, so that a camera that moves is noticed.
    """
    width, height = mounting.width, mounting.height
    focal = ASSUMED_FOCAL * max(width, height)
    geometry = CameraGeometry(width, height, focal, (width / 2, height / 2), roll_deg=level.roll_deg)
    return RoomCalibration(
        mounting=mounting,
        geometry=geometry,
        lens_known=False,
        level=level,
        scene=scene,
        yaw_deg=None,
        distance_cm=None,
        px_per_cm=None,
        on=on,
    )


def marker_level(
    frame: Frame, finder: MarkerFinder | None, room: RoomCalibration | None = None
) -> CameraLevel | None:
    """Give the level that a sheet in the photograph itself shows; None when none can be used.

    Raises
    ------
    NotAssessable
        ``sheet_mirrored``: left and right of such a photograph would be confused.
    """
    if finder is None:
        return None
    known = None if room is None else room.geometry_for(frame.width, frame.height)
    try:
        sight = finder.find(frame, known, quick=True)
    except NotAssessable as trouble:
        if trouble.code == "sheet_mirrored":
            raise
        return None
    return None if sight is None else sight.level


@dataclass(frozen=True, slots=True)
class KnownCamera:
    """What sheet and calibration tell of the camera that took one picture.

    `remembered` and `geometry` are None where nothing is known or where it no longer holds.
    """

    marker: CameraLevel | None = None
    remembered: CameraLevel | None = None
    geometry: CameraGeometry | None = None
    reasons: tuple[Reason, ...] = ()


def known_camera(
    frame: Frame, finder: MarkerFinder | None, room: RoomCalibration | None, scene: CameraLevel | None
) -> KnownCamera:
    """Tell what is known of the camera that took a picture; raises as `marker_level` does."""
    marker = marker_level(frame, finder, room)
    if room is None:
        return KnownCamera(marker)
    remembered, reasons = room_level(room, scene, frame.width, frame.height)
    if remembered is None:
        return KnownCamera(marker, reasons=reasons)
    return KnownCamera(marker, remembered, room.geometry_for(frame.width, frame.height))


def room_level(
    room: RoomCalibration, scene: CameraLevel | None, width: int, height: int
) -> tuple[CameraLevel | None, tuple[Reason, ...]]:
    """Give the remembered level, if it still holds, and warnings.

    It no longer holds when the verticals that the room shows have turned since (``camera_moved``), and
    never for pictures of another shape (``room_other_camera``).

    Parameters
    ----------
    scene : what the room's verticals say in this picture; None when they are not sure.
    width, height : of this picture.
    """
    if not room.fits(width, height):
        return None, (warn("room_other_camera"),)
    turned, limit = _turned(room, scene)
    if abs(turned) > limit:
        return None, (warn("camera_moved", degrees=round(abs(turned), 1)),)
    return room.remembered, ()


def _turned(room: RoomCalibration, scene: CameraLevel | None) -> tuple[float, float]:
    """Give by how many degrees the camera seems to have turned since, and how many mean nothing."""
    if scene is None:
        return 0.0, MOVED_DEG
    before, least = (room.level, MOVED_UNSEEN_DEG) if room.scene is None else (room.scene, MOVED_DEG)
    sem = float(np.hypot(before.sem_deg, scene.sem_deg))
    return scene.roll_deg - before.roll_deg, max(least, MOVED_SEMS * sem)
