"""The windows: cameras, voice, preferences, and everything the pages use."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.app.assessing import make_desk, make_eyes, shipped_settings
from posture_app.app.cloud import cloud_kit
from posture_app.app.faces import make_faces
from posture_app.app.files import as_jpeg, write_all
from posture_app.app.manual import to_html
from posture_app.app.places import config_folder, data_folder, log_folder, settings_file
from posture_app.app.records import comparison_sheet, exporters, keyring, recovery_sheet, stores
from posture_app.app.rooms import calibration_sheet, own_study, phantom_desk
from posture_app.cli import DesktopRequest
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.resources import own_norms
from posture_app.services.room import calibrations
from posture_app.services.room.sheets import SHEETS
from posture_app.services.settings import load, save
from posture_app.services.welcome import is_due

if TYPE_CHECKING:
    from posture_app.gui.studio import Equipment
    from posture_app.services.letterhead import LogoKeeper
    from posture_app.services.ports import (
        Camera,
        CameraInfo,
        LivePoses,
        Voice,
    )
    from posture_app.services.room.repeatability import StudyStore
    from posture_app.services.settings import Preferences


def run_window(request: DesktopRequest) -> int:
    """Show the windows until they are closed; give the exit code."""
    from posture_app.gui.desktop import DesktopArguments, run_desktop
    from posture_app.gui.texts import system_language

    path = settings_file()
    kept, bad = load(path)
    welcome = is_due(
        settings_there=os.path.lexists(path),
        welcomed=kept.welcomed,
        kiosk=request.kiosk,
        autopilot=request.autopilot,
    )
    if welcome:
        kept = replace(kept, language=system_language())
    preferences = replace(
        kept,
        camera=kept.camera if request.camera is None else request.camera,
        language=request.language or kept.language,
    )
    equipment, unusable = _with_own_files(make_equipment(), preferences)
    unusable += _unreadable(equipment.studies)
    if not equipment.calibrating.load()[1]:
        unusable += ("calibrations",)
    equipment = replace(equipment, save_preferences=partial(_save_preferences, path, kept, preferences))
    arguments = DesktopArguments(
        kiosk=request.kiosk,
        autopilot=request.autopilot,
        output=request.output,
        log_folder=log_folder(),
        welcome=welcome,
    )
    return run_desktop(equipment, preferences, (*bad, *unusable), arguments)


def _with_own_files(equipment: Equipment, preferences: Preferences) -> tuple[Equipment, tuple[str, ...]]:
    """Use the clinic's own norm set and pose model; give the names of those that cannot be used.

    The program starts with the shipped ones instead, and the window says so.
    """
    unusable = []
    if preferences.norms:
        try:
            norms = own_norms(Path(preferences.norms))
            equipment = replace(equipment, base=replace(equipment.base, norms=norms))
        except EnvironmentProblem:
            unusable.append("norms")
    if preferences.model:
        from posture_app.adapters.models.bundle import own_model

        path = Path(preferences.model)
        try:
            asset, sha256 = own_model(path)
            desk = replace(
                equipment.desk, make_eyes=partial(make_eyes, asset), model_name=path.stem, model_sha256=sha256
            )
            equipment = replace(equipment, desk=desk)
        except EnvironmentProblem:
            unusable.append("model")
    return equipment, tuple(unusable)


def _unreadable(studies: StudyStore) -> tuple[str, ...]:
    """Name the repeatability study when it cannot be read."""
    try:
        studies.load()
    except EnvironmentProblem:
        return ("repeatability",)
    return ()


def make_equipment() -> Equipment:
    """Lay out what the windows need; preferences are kept nowhere."""
    from posture_app.gui.records.desk import RecordsKit
    from posture_app.gui.studio import Calibrating, Equipment, Manual

    known = config_folder() / calibrations.FILE_NAME
    return Equipment(
        desk=make_desk(),
        base=shipped_settings(),
        make_live_poses=_live_poses,
        make_camera=_camera,
        cameras=_cameras,
        make_voice=_voice,
        write_all=write_all,
        save_preferences=lambda changed: None,
        studies=own_study(),
        phantom=phantom_desk(),
        calibrating=Calibrating(
            partial(calibrations.load, known),
            partial(calibrations.save, known),
            make_sheet=lambda paper, words: calibration_sheet(SHEETS[paper], words),
            papers=tuple(SHEETS),
        ),
        manual=Manual(to_html=to_html),
        make_faces=make_faces,
        records=RecordsKit(stores, as_jpeg, exporters, recovery_sheet, comparison_sheet, keyring),
        cloud=cloud_kit(),
        logos=logo_file(),
    )


def logo_file() -> LogoKeeper:
    """Give what keeps the clinic's logo."""
    from posture_app.adapters.logo_file import LogoFile

    return LogoFile(data_folder())


def _save_preferences(path: Path, kept: Preferences, started: Preferences, now: Preferences) -> None:
    """Save what was set in the window; what only this start's arguments said is not kept."""
    only_asked = {
        field.name: getattr(kept, field.name)
        for field in fields(kept)
        if getattr(now, field.name) == getattr(started, field.name)
    }
    save(path, replace(now, **only_asked))


def _live_poses() -> LivePoses:
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses

    return MediaPipeLivePoses()


def _camera(preferences: Preferences) -> Camera:
    from posture_app.adapters.cameras.opening import open_camera

    width, height = (int(part) for part in preferences.resolution.split("x"))
    return open_camera(preferences.camera or "0", resolution=(width, height), rotation=preferences.rotation)


def _cameras() -> Sequence[CameraInfo]:
    from posture_app.adapters.cameras.listing import cameras

    return cameras()


def _voice(preferences: Preferences) -> Voice:
    from posture_app.adapters.qt_voice import make_voice

    return make_voice(preferences)
