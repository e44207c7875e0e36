"""The composition root: from arguments to adapters, services, and a shell.

Every adapter is imported inside the function that needs it: `--help` must not wait for the models.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import datetime, timezone
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path, user_data_path, user_log_path

from posture_app import __version__
from posture_app.adapters.model_facts import BUNDLE_SHA256, MODEL_NAME
from posture_app.cli import Check, DesktopRequest, Program, ServeRequest, run
from posture_app.cli.parts import as_level
from posture_app.cli.records import RecordsDesk
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.people import Engine
from posture_app.services import calibrations
from posture_app.services.assess import Eyes, Settings
from posture_app.services.batch import BatchDesk, BatchJob, Outcome, assess_guarded
from posture_app.services.calibrations import CalibrationDesk
from posture_app.services.case import Case, Desk, assess_case
from posture_app.services.cloud import PhotoTools
from posture_app.services.cloud_kit import CloudKit, EndpointsFile
from posture_app.services.manual import chapters
from posture_app.services.phantom import ChecksFile, PhantomDesk
from posture_app.services.repeatability import StudyFile, widened
from posture_app.services.resources import own_norms, shipped_method_errors, shipped_norms
from posture_app.services.settings import backup_plan, load, save
from posture_app.services.sheets import SHEETS
from posture_app.services.uploaded import Bench
from posture_app.services.video import look_through
from posture_app.services.video_desk import VideoDesk
from posture_app.services.welcome import is_due
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.adapters.model_bundle import Asset
    from posture_app.cli.records import Exporter
    from posture_app.domain.cloud import Endpoint, Service, ServiceKeys
    from posture_app.domain.motion import Motion
    from posture_app.domain.phantom import Phantom
    from posture_app.gui.studio import Equipment
    from posture_app.server.desk import FaceDesk, JobDesk, ServerDesk
    from posture_app.services.backups import BackupPlan
    from posture_app.services.batch import BatchWorkers
    from posture_app.services.calibrations import Calibrations
    from posture_app.services.case import OverlayWriter, ReportWriter
    from posture_app.services.cloud_kit import ServiceKeyKeeper
    from posture_app.services.compare import Compared
    from posture_app.services.face_groups import FaceGroups
    from posture_app.services.faces import FaceEngine
    from posture_app.services.letterhead import Letterhead, LogoKeeper
    from posture_app.services.phantom import PhantomFinder
    from posture_app.services.ports import (
        Camera,
        CameraInfo,
        CloudVideos,
        Frame,
        LevelFinder,
        LivePoses,
        MarkerFinder,
        PeopleFinder,
        SyncTarget,
        Voice,
    )
    from posture_app.services.repeatability import StudyStore
    from posture_app.services.service_keys import KeyBook
    from posture_app.services.settings import Preferences
    from posture_app.services.sheets import Sheet
    from posture_app.services.store import KeyKeeper, StoreOpener
    from posture_app.services.video import Tell, Video, Workers
    from posture_app.services.video_jobs import JobStore


MOST_OWN_WORKERS = 4
"""Threads of the server that nobody asked for by number; each holds models of 150 MB."""


def main(arguments: Sequence[str]) -> int:
    """Run the program; give its exit code."""
    return run(arguments, make_program())


def make_program() -> Program:
    """Wire the program."""
    studies = own_study()
    return Program(
        make_desk(),
        partial(_room_settings, studies),
        _check_folder,
        _write_all,
        _checks,
        _desktop,
        studies,
        phantom_desk(),
        calibration_desk(),
        _film,
        records_desk(),
        _key_book,
        _serve,
        video_desk(),
        cloud_kit(),
        _manual,
        batch_desk(),
    )


def batch_desk() -> BatchDesk:
    """Lay out what a batch needs."""
    return BatchDesk(_process_workers, assess_job, _table)


def _process_workers(count: int | None) -> BatchWorkers:
    from posture_app.adapters.process_workers import ProcessWorkers

    return ProcessWorkers(count)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    from posture_app.adapters.exports.tables import table_of

    return table_of(columns, rows)


@cache
def _worker_desk() -> Desk:
    """Give the desk of a worker: its models are loaded once, and it leaves the other cores alone."""
    from posture_app.adapters.opencv import cv2

    cv2.setNumThreads(1)
    return replace(make_desk(), make_eyes=cache(partial(make_eyes, landmarkers=1)))


def assess_job(job: BatchJob) -> Outcome:
    """Assess one case of a batch in a worker, and write its results."""
    words = Words(job.language, job.profile)
    return assess_guarded(job, partial(_assess_and_write, words=words), words.problem)


def _assess_and_write(job: BatchJob, words: Words) -> None:
    settings = replace(_room_settings(own_study()), repeats=job.repeats, level=as_level(job.level))
    now = datetime.now(timezone.utc).astimezone()
    case = Case(job.case.photos, job.case.subject(), settings, now)
    _write_all(job.output / job.case.name, assess_case(case, _worker_desk(), words, lambda step: None).files)


def _manual(words: Words) -> Mapping[str, bytes]:
    """Give the manual as HTML and PDF; Qt sets it, on a screen in memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from posture_app.adapters.markdown_html import to_html
    from posture_app.gui.manual_print import manual_html, manual_pdf

    parts, title = chapters(words.language), words.text("manual.title")
    pdf = manual_pdf(parts, title, to_html, words.problem, words.language)
    return {"manual.html": manual_html(parts, title, to_html, words.language), "manual.pdf": pdf}


def records_desk() -> RecordsDesk:
    """Lay out what the records' commands need."""
    return RecordsDesk(
        _own_stores, _as_jpeg, _write_file, _exporters(), _recovery_sheet, _keyring, comparison_sheet
    )


def _key_book(folder: Path) -> KeyBook:
    from posture_app.adapters.key_book import SqliteKeyBook

    return SqliteKeyBook(folder)


def _serve(request: ServeRequest, tell: Callable[[str], None]) -> int:
    from posture_app.adapters.only_server import only_server
    from posture_app.server.application import make_app
    from posture_app.server.serving import Place, serve

    place = Place(request.host, request.port, request.certificate, request.key, request.insecure)
    with only_server(request.data):
        desk = server_desk(request)
        return serve(lambda: make_app(desk), place, desk.limits, tell)


def server_desk(request: ServeRequest) -> ServerDesk:
    """Lay out what the server needs; models are loaded on the threads that use them."""
    from posture_app.adapters.photo_files import from_bytes
    from posture_app.adapters.url_fetch import SafeFetcher
    from posture_app.server.desk import MIB, Limits, ServerDesk

    settings = shipped_settings()
    workers = request.workers or min(MOST_OWN_WORKERS, os.cpu_count() or 1)
    bench = Bench(
        from_bytes,
        settings,
        _engine(settings),
        _overlay_writer(Words("en")),
        lambda: datetime.now(timezone.utc),
    )
    # Several workers share the cores among them; a single one looks at two cut-outs side by side.
    return ServerDesk(
        keys=_key_book(request.data),
        make_eyes=partial(make_eyes, landmarkers=1 if workers > 1 else 2),
        bench=bench,
        fetcher=SafeFetcher(inside=request.private_urls),
        version=__version__,
        limits=Limits(body_bytes=request.max_body_mb * MIB, workers=workers),
        faces=_face_desk(request.data),
        jobs=_job_desk(request.data, request.scheduler),
        make_people=_people_finder,
    )


def _people_finder() -> PeopleFinder:
    from posture_app.adapters.mediapipe_people import MediaPipePeople

    return MediaPipePeople()


def _face_desk(folder: Path) -> FaceDesk:
    from posture_app.adapters.dlib_face import MODEL_VERSION
    from posture_app.server.desk import FaceDesk

    return FaceDesk(make_faces, partial(_face_groups, folder), MODEL_VERSION, Words("en").problem)


def _job_desk(folder: Path, scheduler: str | None) -> JobDesk:
    from posture_app.server.desk import JobDesk

    look = partial(_look_through, scheduler)
    return JobDesk(partial(_job_store, folder), look, lambda: datetime.now(timezone.utc))


def _job_store(folder: Path) -> JobStore:
    from posture_app.adapters.job_folder import SealedJobFolder, job_key

    return SealedJobFolder(folder, job_key(folder, os.environ))


def _look_through(scheduler: str | None, data: bytes, smoothing: bool, tell: Tell) -> Motion:
    with _video_workers(scheduler) as workers:
        return look_through(_open_video(data), workers, smoothing=smoothing, tell=tell)


def _face_groups(folder: Path) -> FaceGroups:
    from posture_app.adapters.face_groups_file import SealedFaceGroups
    from posture_app.adapters.face_keys import face_key

    return SealedFaceGroups(folder, face_key(folder, os.environ, _keyring()))


def _engine(settings: Settings) -> Engine:
    return Engine(
        version=__version__,
        model=MODEL_NAME,
        model_sha256=BUNDLE_SHA256,
        norms=settings.norms,
        method_errors=settings.errors.name,
        repeats=settings.repeats,
    )


def _own_stores() -> StoreOpener:
    """Open records as the settings in the window say."""
    return _stores(backup_plan(load(_settings_file())[0]))


def _stores(plan: BackupPlan) -> StoreOpener:
    from posture_app.adapters.sql_store.opener import SqlStores

    dumps = user_data_path("posture-app", appauthor=False) / "server-backups"
    return SqlStores(dumps, backup_after_s=3600.0 * plan.every_h, backups_kept=plan.kept)


def _settings_file() -> Path:
    return user_config_path("posture-app", appauthor=False) / "settings.json"


def _as_jpeg(frame: Frame) -> bytes:
    from posture_app.adapters.photo_files import as_jpeg

    return as_jpeg(frame)


def comparison_sheet(compared: Compared, words: Words, clinic: str | None = None) -> bytes:
    """Give a comparison of two visits as a PDF."""
    from posture_app.adapters.pdf_report.comparison import PdfComparison
    from posture_app.adapters.photo_files import from_bytes

    before, after = (
        {view: from_bytes(photo) for view, photo in photos.items()}
        for photos in (compared.before, compared.after)
    )
    return PdfComparison(words, clinic).write(compared.comparison, before, after)


def _write_file(path: Path, data: bytes) -> None:
    _write_all(path.parent, {path.name: data})


def _exporters() -> Mapping[str, Exporter]:
    from posture_app.adapters.exports.formats import EXPORTERS

    return EXPORTERS


def _recovery_sheet(code: str, words: Words) -> bytes:
    from posture_app.adapters.recovery_sheet import recovery_sheet

    return recovery_sheet(code, words)


def _keyring() -> KeyKeeper:
    from posture_app.adapters.keyring_keys import KeyringKeys

    return KeyringKeys()


def cloud_kit() -> CloudKit:
    """Lay out what calling services elsewhere needs; which are set up stands in the user's own settings."""
    path = user_config_path("posture-app", appauthor=False) / "cloud.json"
    return CloudKit(EndpointsFile(path), _service_keys, _cloud_target, _photo_tools, _cloud_videos)


def _service_keys() -> ServiceKeyKeeper:
    from posture_app.adapters.keyring_service_keys import KeyringServiceKeys

    return KeyringServiceKeys()


def _cloud_target(service: Service, endpoint: Endpoint, keys: ServiceKeys) -> SyncTarget:
    from posture_app.adapters.http_clients.targets import target_of

    return target_of(service, endpoint, keys)


def _cloud_videos(endpoint: Endpoint, keys: ServiceKeys) -> CloudVideos:
    from posture_app.adapters.http_clients.targets import videos_of

    return videos_of(endpoint, keys)


def _photo_tools() -> PhotoTools:
    from posture_app.adapters.photo_files import as_jpeg, from_bytes
    from posture_app.adapters.vision.blur import blurred

    return PhotoTools(from_bytes, as_jpeg, blurred)


def own_study() -> StudyFile:
    """Give the place where the clinic's own repeatability study is kept."""
    return StudyFile(user_data_path("posture-app", appauthor=False) / "repeatability.json")


def calibration_desk() -> CalibrationDesk:
    """Lay out what calibrating needs; what is remembered stands in the user's own settings folder."""
    path = user_config_path("posture-app", appauthor=False) / calibrations.FILE_NAME
    return CalibrationDesk(
        make_finder=_marker_finder,
        make_levels=_level_finder,
        make_sheet=_calibration_sheet,
        load=partial(calibrations.load, path),
        save=partial(_save_calibrations, path),
    )


def _marker_finder() -> MarkerFinder:
    from posture_app.adapters.vision.marker_finder import CharucoMarkers

    return CharucoMarkers()


def _level_finder() -> LevelFinder:
    from posture_app.adapters.vision.level import SceneLevels

    return SceneLevels()


def _calibration_sheet(sheet: Sheet, words: Words) -> bytes:
    from posture_app.adapters.sheet_pdf import sheet_pdf
    from posture_app.adapters.vision.charuco import cells

    return sheet_pdf(sheet, words, cells(sheet))


def _save_calibrations(path: Path, known: Calibrations) -> None:
    try:
        calibrations.save(path, known)
    except OSError as error:
        raise EnvironmentProblem("calibrations_unwritable", file=str(path)) from error


def _film(path: Path) -> Iterable[tuple[int, Frame]]:
    from posture_app.adapters.film import film_frames

    return film_frames(path)


def video_desk() -> VideoDesk:
    """Lay out what videos need; nothing is loaded yet."""
    return VideoDesk(_open_video, _video_workers, _write_annotated, _plot_angles, _write_made)


def _open_video(source: Path | bytes) -> Video:
    from posture_app.adapters.video_file import Cv2Video

    return Cv2Video(source)


def _video_workers(scheduler: str | None) -> AbstractContextManager[Workers]:
    from posture_app.adapters.mediapipe_frames import make_frame_poses

    if scheduler is None:
        from posture_app.adapters.local_workers import LocalWorkers

        return LocalWorkers(make_frame_poses)
    from posture_app.adapters.dask_jobs import DaskWorkers

    return DaskWorkers(scheduler, make_frame_poses)


def _write_annotated(path: Path, video: Video, motion: Motion, tell: Tell) -> None:
    from posture_app.adapters.annotated_video import write_annotated

    write_annotated(path, video, motion, tell)


def _plot_angles(motion: Motion, words: Words) -> bytes:
    from posture_app.adapters.angle_plots import angle_plots

    return angle_plots(motion, words)


def _write_made(folder: Path, makers: Mapping[str, Callable[[Path], None]]) -> None:
    from posture_app.adapters.output_folder import write_made

    write_made(folder, makers)


def phantom_desk() -> PhantomDesk:
    """Lay out what the daily check needs."""
    path = user_data_path("posture-app", appauthor=False) / "phantom.json"
    return PhantomDesk(_phantom_finder, _phantom_sheet, ChecksFile(path))


def _phantom_finder() -> PhantomFinder:
    from posture_app.adapters.phantom_finder import ArucoPhantoms

    return ArucoPhantoms()


def _phantom_sheet(phantom: Phantom, words: Words) -> bytes:
    from posture_app.adapters.phantom_finder import marker_cells
    from posture_app.adapters.phantom_sheet import phantom_sheet

    return phantom_sheet(phantom, words, marker_cells)


def _room_settings(studies: StudyStore) -> Settings:
    """Give the shipped settings, with the errors widened by the clinic's own study where that is in use."""
    settings = shipped_settings()
    return replace(settings, errors=widened(settings.errors, studies.load()))


def make_desk() -> Desk:
    """Lay out what a case needs; nothing is loaded yet."""
    return Desk(
        _read_photo, make_eyes, _report_writer, _overlay_writer, __version__, MODEL_NAME, BUNDLE_SHA256
    )


def shipped_settings() -> Settings:
    """Give the settings the program ships with."""
    return Settings(shipped_norms(), shipped_method_errors())


def make_eyes(own_model: Asset | None = None, landmarkers: int = 2) -> Eyes:
    """Load the models, the pose model so many times; half a second, so call it where the waiting is."""
    from posture_app.adapters.mediapipe_face import MediaPipeFaces
    from posture_app.adapters.mediapipe_pose import MediaPipePoses
    from posture_app.adapters.photo_gauge import Cv2PhotoGauge
    from posture_app.adapters.vision.head import HeadOutline
    from posture_app.adapters.vision.level import SceneLevels
    from posture_app.adapters.vision.marker_finder import CharucoMarkers
    from posture_app.adapters.vision.stickers import Cv2StickerFinder

    return Eyes(
        MediaPipePoses(own_model, landmarkers),
        MediaPipeFaces(),
        Cv2PhotoGauge(),
        SceneLevels(),
        CharucoMarkers(),
        Cv2StickerFinder(),
        HeadOutline(),
    )


def make_faces() -> FaceEngine:
    """Load what finds faces; what tells them apart is started with the first face.

    Raises EnvironmentProblem (``face_extra_missing``).
    """
    from posture_app.adapters.dlib_face import DlibFaces, model_files
    from posture_app.adapters.mediapipe_portraits import MediaPipePortraits
    from posture_app.services.faces import FaceEngine

    model_files()
    return FaceEngine(MediaPipePortraits(), DlibFaces())


def _read_photo(path: Path) -> Frame:
    from posture_app.adapters.photo_files import read_photo

    return read_photo(path)


def _report_writer(words: Words, head: Letterhead) -> ReportWriter:
    from posture_app.adapters.pdf_report.writer import PdfReport

    return PdfReport(words, head.clinic, head.logo)


def _overlay_writer(words: Words) -> OverlayWriter:
    from posture_app.adapters.overlay_image import OverlayJpeg

    return OverlayJpeg(words)


def _check_folder(folder: Path) -> None:
    from posture_app.adapters.output_folder import check_folder

    check_folder(folder)


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    from posture_app.adapters.output_folder import write_all

    write_all(folder, files)


def _checks(words: Words) -> Sequence[Check]:
    from posture_app.doctor import examine

    return examine(words)


def _desktop(request: DesktopRequest) -> int:
    from posture_app.gui.desktop import DesktopArguments, run_desktop
    from posture_app.gui.texts import system_language

    path = _settings_file()
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
        log_folder=user_log_path("posture-app", appauthor=False),
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
        from posture_app.adapters.model_bundle import own_model

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
    from posture_app.gui.records_desk import RecordsKit
    from posture_app.gui.studio import Calibrating, Equipment, Manual

    known = user_config_path("posture-app", appauthor=False) / calibrations.FILE_NAME
    return Equipment(
        desk=make_desk(),
        base=shipped_settings(),
        make_live_poses=_live_poses,
        make_camera=_camera,
        cameras=_cameras,
        make_voice=_voice,
        write_all=_write_all,
        save_preferences=lambda changed: None,
        studies=own_study(),
        phantom=phantom_desk(),
        calibrating=Calibrating(
            partial(calibrations.load, known),
            partial(calibrations.save, known),
            make_sheet=lambda paper, words: _calibration_sheet(SHEETS[paper], words),
            papers=tuple(SHEETS),
        ),
        manual=Manual(to_html=_to_html),
        make_faces=make_faces,
        records=RecordsKit(_stores, _as_jpeg, _exporters, _recovery_sheet, comparison_sheet, _keyring),
        cloud=cloud_kit(),
        logos=logo_file(),
    )


def logo_file() -> LogoKeeper:
    """Give what keeps the clinic's logo."""
    from posture_app.adapters.logo_file import LogoFile

    return LogoFile(user_data_path("posture-app", appauthor=False))


def _to_html(markdown: str) -> str:
    from posture_app.adapters.markdown_html import to_html

    return to_html(markdown)


def _save_preferences(path: Path, kept: Preferences, started: Preferences, now: Preferences) -> None:
    """Save what was set in the window; what only this start's arguments said is not kept."""
    only_asked = {
        field.name: getattr(kept, field.name)
        for field in fields(kept)
        if getattr(now, field.name) == getattr(started, field.name)
    }
    save(path, replace(now, **only_asked))


def _live_poses() -> LivePoses:
    from posture_app.adapters.mediapipe_live import MediaPipeLivePoses

    return MediaPipeLivePoses()


def _camera(preferences: Preferences) -> Camera:
    from posture_app.adapters.demo_camera import open_camera

    width, height = (int(part) for part in preferences.resolution.split("x"))
    return open_camera(preferences.camera or "0", resolution=(width, height), rotation=preferences.rotation)


def _cameras() -> Sequence[CameraInfo]:
    from posture_app.adapters.qt_cameras import camera_names
    from posture_app.services.ports import CameraInfo

    return tuple(CameraInfo(str(index), name) for index, name in enumerate(camera_names()))


def _voice(preferences: Preferences) -> Voice:
    from posture_app.adapters.qt_voice import make_voice

    return make_voice(preferences)
