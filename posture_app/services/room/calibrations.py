"""The remembered calibrations: one JSON file, read defensively; it holds no patient's data."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.services.room.calibrate import LensCalibration, Mounting, RoomCalibration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from posture_app.services.ports import LevelFinder, MarkerFinder
    from posture_app.services.room.sheets import Sheet
    from posture_app.services.wording import Words

SCHEMA = "posture-calibrations/1"
FILE_NAME = "calibrations.json"
_MOST_ROLL_DEG = 45.0


@dataclass(frozen=True, slots=True)
class Calibrations:
    """All lenses and rooms that are known; a newer one takes the place of an older one."""

    lenses: tuple[LensCalibration, ...] = ()
    rooms: tuple[RoomCalibration, ...] = ()

    def room(self, mounting: Mounting) -> RoomCalibration | None:
        """Give what is remembered of a mounting."""
        return next((one for one in self.rooms if one.mounting == mounting), None)

    def room_of(self, camera: str) -> RoomCalibration | None:
        """Give the latest room of a camera, whatever the size of its pictures."""
        return next((one for one in reversed(self.rooms) if one.mounting.camera == camera), None)

    def lens(self, camera: str, width: int, height: int) -> LensCalibration | None:
        """Give the lens of a camera for upright pictures of a size, or of the same shape."""
        fitting = (one for one in reversed(self.lenses) if one.camera == camera)
        return next((one for one in fitting if one.geometry.scaled(width, height) is not None), None)

    def with_room(self, room: RoomCalibration) -> Calibrations:
        """Remember a room."""
        others = tuple(one for one in self.rooms if one.mounting != room.mounting)
        return replace(self, rooms=(*others, room))

    def with_lens(self, lens: LensCalibration) -> Calibrations:
        """Remember a lens."""
        size = (lens.geometry.width, lens.geometry.height)
        others = tuple(
            one for one in self.lenses if one.camera != lens.camera or one.geometry.scaled(*size) is None
        )
        return replace(self, lenses=(*others, lens))

    def without(self, camera: str) -> Calibrations:
        """Forget all of a camera."""
        return Calibrations(
            tuple(one for one in self.lenses if one.camera != camera),
            tuple(one for one in self.rooms if one.mounting.camera != camera),
        )

    def without_room(self, mounting: Mounting) -> Calibrations:
        """Forget one mounting; the lens stays."""
        return replace(self, rooms=tuple(one for one in self.rooms if one.mounting != mounting))


@dataclass(frozen=True, slots=True)
class CalibrationDesk:
    """What calibrating needs at hand; the makers are called when their turn comes.

    `load` gives what is remembered and whether all of it could be read; `save` raises EnvironmentProblem
    ``calibrations_unwritable``.
    """

    make_finder: Callable[[], MarkerFinder]
    make_levels: Callable[[], LevelFinder]
    make_sheet: Callable[[Sheet, Words], bytes]
    load: Callable[[], tuple[Calibrations, bool]]
    save: Callable[[Calibrations], None]


def as_text(known: Calibrations) -> str:
    """Write the calibrations as JSON."""
    data = {
        "schema": SCHEMA,
        "lenses": [_lens_json(one) for one in known.lenses],
        "rooms": [_room_json(one) for one in known.rooms],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def read_calibrations(text: str) -> tuple[Calibrations, bool]:
    """Read a file of calibrations; give what makes sense, and whether all of it did."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Calibrations(), False
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        return Calibrations(), False
    lenses, all_lenses = _each(data.get("lenses"), _lens)
    rooms, all_rooms = _each(data.get("rooms"), _room)
    return Calibrations(tuple(lenses), tuple(rooms)), all_lenses and all_rooms


def load(path: Path) -> tuple[Calibrations, bool]:
    """Load the calibrations; a file that is missing gives none, one that is bad what can be used of it."""
    try:
        return read_calibrations(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Calibrations(), True
    except (OSError, UnicodeDecodeError):
        return Calibrations(), False


def save(path: Path, known: Calibrations) -> None:
    """Save the calibrations, whole or not at all; raises OSError when the place cannot be written.

    A file of which not all could be read is put aside as ``.broken`` first.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not load(path)[1]:
        path.replace(path.with_suffix(".broken"))
    part = path.with_suffix(".part")
    part.write_text(as_text(known), encoding="utf-8")
    part.replace(path)


# --- out ---


def _geometry_json(geometry: CameraGeometry) -> dict[str, Any]:
    return {
        "width": geometry.width,
        "height": geometry.height,
        "focal_px": geometry.focal_px,
        "centre_px": list(geometry.centre_px),
        "distortion": list(geometry.distortion),
        "roll_deg": geometry.roll_deg,
        "pitch_deg": geometry.pitch_deg,
        "height_cm": geometry.height_cm,
    }


def _level_json(level: CameraLevel | None) -> dict[str, Any] | None:
    if level is None:
        return None
    return {"roll_deg": level.roll_deg, "sem": level.sem_deg, "source": level.source.value}


def _lens_json(lens: LensCalibration) -> dict[str, Any]:
    return {
        "camera": lens.camera,
        "geometry": _geometry_json(lens.geometry),
        "focal_sem": lens.focal_sem,
        "views": lens.views,
        "reprojection_px": lens.reprojection_px,
        "on": lens.on.isoformat(),
    }


def _room_json(room: RoomCalibration) -> dict[str, Any]:
    return {
        "camera": room.mounting.camera,
        "width": room.mounting.width,
        "height": room.mounting.height,
        "rotation": room.mounting.rotation,
        "geometry": _geometry_json(room.geometry),
        "lens_known": room.lens_known,
        "level": _level_json(room.level),
        "scene": _level_json(room.scene),
        "yaw_deg": room.yaw_deg,
        "distance_cm": room.distance_cm,
        "px_per_cm": room.px_per_cm,
        "on": room.on.isoformat(),
    }


# --- in: a value that makes no sense raises ValueError, which drops the one calibration it stands in ---


def _each(entries: object, read: Callable[[dict[str, Any]], Any]) -> tuple[list[Any], bool]:
    good, whole = [], isinstance(entries, list)
    for entry in entries if isinstance(entries, list) else []:
        try:
            good.append(read(_table(entry)))
        except ValueError:
            whole = False
    return good, whole


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not a table")  # noqa: TRY004  one kind of trouble
    return value


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(name)
    return value


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("not a number")  # noqa: TRY004  one kind of trouble
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError("out of range")
    return float(value)


def _number_or_none(value: object, low: float, high: float) -> float | None:
    return None if value is None else _number(value, low, high)


def _numbers(value: object, counts: tuple[int, ...], most: float) -> tuple[float, ...]:
    if not isinstance(value, list) or len(value) not in counts:
        raise ValueError("not so many numbers")
    return tuple(_number(one, -most, most) for one in value)


def _geometry(value: object) -> CameraGeometry:
    data = _table(value)
    width, height = (int(_number(data.get(name), 16, 65536)) for name in ("width", "height"))
    x, y = _numbers(data.get("centre_px"), (2,), 65536.0)
    return CameraGeometry(
        width=width,
        height=height,
        focal_px=_number(data.get("focal_px"), 0.1 * max(width, height), 20.0 * max(width, height)),
        centre_px=(x, y),
        distortion=_numbers(data.get("distortion"), (0, 4, 5), 10.0),
        roll_deg=_number(data.get("roll_deg"), -_MOST_ROLL_DEG, _MOST_ROLL_DEG),
        pitch_deg=_number(data.get("pitch_deg"), -90.0, 90.0),
        height_cm=_number_or_none(data.get("height_cm"), -1000.0, 1000.0),
    )


def _level(value: object, *sources: LevelSource) -> CameraLevel:
    data = _table(value)
    source = next((one for one in sources if one.value == data.get("source")), None)
    if source is None:
        raise ValueError("bad source")
    roll = _number(data.get("roll_deg"), -_MOST_ROLL_DEG, _MOST_ROLL_DEG)
    return CameraLevel(roll, _number(data.get("sem"), 0.0, 10.0), source)


def _lens(data: dict[str, Any]) -> LensCalibration:
    return LensCalibration(
        camera=_text(data, "camera"),
        geometry=_geometry(data.get("geometry")),
        focal_sem=_number(data.get("focal_sem"), 0.0, 1.0),
        views=int(_number(data.get("views"), 1, 1000)),
        reprojection_px=_number(data.get("reprojection_px"), 0.0, 100.0),
        on=date.fromisoformat(_text(data, "on")),
    )


def _room(data: dict[str, Any]) -> RoomCalibration:
    rotation = data.get("rotation")
    if rotation not in (0, 90, 180, 270) or isinstance(rotation, bool):
        raise ValueError("bad rotation")
    width, height = (int(_number(data.get(name), 16, 65536)) for name in ("width", "height"))
    scene, known = data.get("scene"), data.get("lens_known")
    if not isinstance(known, bool):
        raise ValueError("bad lens_known")  # noqa: TRY004  one kind of trouble
    return RoomCalibration(
        mounting=Mounting(_text(data, "camera"), width, height, rotation),
        geometry=_geometry(data.get("geometry")),
        lens_known=known,
        level=_level(data.get("level"), LevelSource.MARKER, LevelSource.MANUAL, LevelSource.SCENE),
        scene=None if scene is None else _level(scene, LevelSource.SCENE),
        yaw_deg=_number_or_none(data.get("yaw_deg"), -90.0, 90.0),
        distance_cm=_number_or_none(data.get("distance_cm"), 1.0, 100000.0),
        px_per_cm=_number_or_none(data.get("px_per_cm"), 0.001, 10000.0),
        on=date.fromisoformat(_text(data, "on")),
    )
