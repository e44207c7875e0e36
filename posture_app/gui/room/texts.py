"""The words for how a camera stands: checks, levels, and where they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.texts import number, per_cent

if TYPE_CHECKING:
    from datetime import date

    from posture_app.services.room.checks import RoomCheck

_NAMES = {
    "level": QT_TRANSLATE_NOOP("Room", "Level"),
    "pitch": QT_TRANSLATE_NOOP("Room", "Looks straight ahead"),
    "yaw": QT_TRANSLATE_NOOP("Room", "Faces the wall"),
    "height": QT_TRANSLATE_NOOP("Room", "Height of the lens"),
    "distance": QT_TRANSLATE_NOOP("Room", "Distance"),
    "sheet": QT_TRANSLATE_NOOP("Room", "Calibration sheet"),
}
_UNKNOWN = {
    "level": QT_TRANSLATE_NOOP("Room", "unknown: no sure verticals in the picture"),
    "pitch": QT_TRANSLATE_NOOP("Room", "unknown: needs the sheet"),
    "yaw": QT_TRANSLATE_NOOP("Room", "unknown: needs the sheet"),
    "height": QT_TRANSLATE_NOOP("Room", "unknown: needs the sheet and its height"),
    "distance": QT_TRANSLATE_NOOP("Room", "unknown: needs the sheet or a person"),
    "sheet": QT_TRANSLATE_NOOP("Room", "not in the picture"),
}
_CLOCKWISE = QT_TRANSLATE_NOOP("Room", "{degrees}° clockwise")
_COUNTER = QT_TRANSLATE_NOOP("Room", "{degrees}° counter-clockwise")
_UP, _DOWN = (
    QT_TRANSLATE_NOOP("Room", "{degrees}° upwards"),
    QT_TRANSLATE_NOOP("Room", "{degrees}° downwards"),
)
_RIGHT = QT_TRANSLATE_NOOP("Room", "turned {degrees}° to the right")
_LEFT = QT_TRANSLATE_NOOP("Room", "turned {degrees}° to the left")
_SOURCES = {
    LevelSource.MARKER: QT_TRANSLATE_NOOP("Room", "from the calibration sheet"),
    LevelSource.SCENE: QT_TRANSLATE_NOOP("Room", "from the room's verticals"),
    LevelSource.MANUAL: QT_TRANSLATE_NOOP("Room", "from two points, set by hand"),
}


def _said(text: str, **values: str) -> str:
    return QCoreApplication.translate("Room", text).format(**values)


def roll_text(roll_deg: float) -> str:
    """Say a roll in words: "1.3° clockwise"."""
    if abs(roll_deg) < 0.05:
        return f"{number(0.0, 1)}°"
    return _said(_CLOCKWISE if roll_deg > 0 else _COUNTER, degrees=number(abs(roll_deg), 1))


def check_text(check: RoomCheck) -> str:
    """Say how a check stands."""
    value = check.value
    if value is None:
        return _said(_UNKNOWN[check.name])
    degrees = number(abs(value), 1)
    if check.name == "level":
        return roll_text(value)
    if check.name == "pitch":
        return _said(_UP if value >= 0 else _DOWN, degrees=degrees)
    if check.name == "yaw":
        return _said(_RIGHT if value >= 0 else _LEFT, degrees=degrees)
    if check.name == "sheet":
        return _said(QT_TRANSLATE_NOOP("Room", "{count} corners seen"), count=number(value))
    if check.of_person:
        return _said(
            QT_TRANSLATE_NOOP("Room", "the person fills {share} of the height"), share=per_cent(value)
        )
    return _said(QT_TRANSLATE_NOOP("Room", "{cm} cm"), cm=number(value))


def check_name(check: RoomCheck) -> str:
    """Name a check."""
    return _said(_NAMES[check.name])


def level_text(level: CameraLevel) -> str:
    """Say a level with its doubt: "1.3° clockwise ± 0.2"."""
    error = number(level.sem_deg, 1 if level.sem_deg >= 0.1 else 2)
    return _said(QT_TRANSLATE_NOOP("Room", "{roll} ± {error}"), roll=roll_text(level.roll_deg), error=error)


def source_text(source: LevelSource) -> str:
    """Say where a level comes from."""
    return _said(_SOURCES[source])


def day_text(day: date) -> str:
    """Write a day as the reader does."""
    form = _said(QT_TRANSLATE_NOOP("Room", "d MMMM yyyy"))
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
