"""What belongs to a room: calibration, the study of its scatter, the phantom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.app.assessing import shipped_settings
from posture_app.app.places import config_folder, data_folder
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.assessing.assess import Settings
from posture_app.services.room import calibrations
from posture_app.services.room.calibrations import CalibrationDesk
from posture_app.services.room.phantom import ChecksFile, PhantomDesk
from posture_app.services.room.repeatability import StudyFile, widened
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.domain.phantom import Phantom
    from posture_app.services.ports import (
        LevelFinder,
        MarkerFinder,
    )
    from posture_app.services.room.calibrations import Calibrations
    from posture_app.services.room.phantom import PhantomFinder
    from posture_app.services.room.repeatability import StudyStore
    from posture_app.services.room.sheets import Sheet


def own_study() -> StudyFile:
    """Give the place where the clinic's own repeatability study is kept."""
    return StudyFile(data_folder() / "repeatability.json")


def room_settings(studies: StudyStore) -> Settings:
    """Give the shipped settings, with the errors widened by the clinic's own study where that is in use."""
    settings = shipped_settings()
    return replace(settings, errors=widened(settings.errors, studies.load()))


def calibration_desk() -> CalibrationDesk:
    """Lay out what calibrating needs; what is remembered stands in the user's own settings folder."""
    path = config_folder() / calibrations.FILE_NAME
    return CalibrationDesk(
        make_finder=_marker_finder,
        make_levels=_level_finder,
        make_sheet=calibration_sheet,
        load=partial(calibrations.load, path),
        save=partial(_save_calibrations, path),
    )


def _marker_finder() -> MarkerFinder:
    from posture_app.adapters.vision.marker_finder import CharucoMarkers

    return CharucoMarkers()


def _level_finder() -> LevelFinder:
    from posture_app.adapters.vision.level import SceneLevels

    return SceneLevels()


def calibration_sheet(sheet: Sheet, words: Words) -> bytes:
    """Give a calibration sheet as a PDF."""
    from posture_app.adapters.sheets.calibration_sheet import sheet_pdf
    from posture_app.adapters.vision.charuco import cells

    return sheet_pdf(sheet, words, cells(sheet))


def _save_calibrations(path: Path, known: Calibrations) -> None:
    try:
        calibrations.save(path, known)
    except OSError as error:
        raise EnvironmentProblem("calibrations_unwritable", file=str(path)) from error


def phantom_desk() -> PhantomDesk:
    """Lay out what the daily check needs."""
    path = data_folder() / "phantom.json"
    return PhantomDesk(_phantom_finder, _phantom_sheet, ChecksFile(path))


def _phantom_finder() -> PhantomFinder:
    from posture_app.adapters.vision.phantom_finder import ArucoPhantoms

    return ArucoPhantoms()


def _phantom_sheet(phantom: Phantom, words: Words) -> bytes:
    from posture_app.adapters.sheets.phantom_sheet import phantom_sheet
    from posture_app.adapters.vision.phantom_finder import marker_cells

    return phantom_sheet(phantom, words, marker_cells)
