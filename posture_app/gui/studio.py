"""What all pages share: preferences, words, the session, the models, and the two workers.

A page asks the studio and listens to its signals; it never talks to another page. Everything here lives
on the GUI thread; what takes long goes to one of the workers and comes home to the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.people import Engine, PhotoAnalysis, Subject
from posture_app.gui.cloud.sync_desk import SyncDesk
from posture_app.gui.faces.desk import FaceDesk
from posture_app.gui.images import Picture
from posture_app.gui.records.desk import RecordsDesk
from posture_app.gui.records.filing import Filing
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo
from posture_app.services.assessing.burst import analyse_burst
from posture_app.services.assessing.case import Desk, files_of
from posture_app.services.assessing.session import Session
from posture_app.services.assessing.stickers import sightings
from posture_app.services.letterhead import letterhead
from posture_app.services.manual import Chapter, ToHtml, chapters
from posture_app.services.resources import shipped_corrections
from posture_app.services.room.calibrate import Mounting
from posture_app.services.room.calibrations import Calibrations
from posture_app.services.room.repeatability import Study, StudyInMemory, StudyStore, widened
from posture_app.services.settings import Preferences, as_text, backup_plan, sticker_colours
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.people import Assessment
    from posture_app.domain.stickers import StickerSighting
    from posture_app.domain.views import View
    from posture_app.gui.records.desk import RecordsKit
    from posture_app.gui.tasks import TaskRunner
    from posture_app.services.cloud.kit import CloudKit
    from posture_app.services.faces.engine import FaceEngine
    from posture_app.services.letterhead import LogoKeeper
    from posture_app.services.ports import Camera, CameraInfo, Frame, LivePoses, Voice
    from posture_app.services.room.calibrate import LensCalibration, RoomCalibration
    from posture_app.services.room.phantom import PhantomDesk

Failed = Callable[["PostureError"], None]


def _nothing_known() -> tuple[Calibrations, bool]:
    return Calibrations(), True


@dataclass(frozen=True, slots=True)
class Calibrating:
    """What calibrating the camera needs; by default nothing is remembered, and there is no sheet.

    `make_sheet` gives the PDF of the calibration sheet for a paper of `papers`.
    """

    load: Callable[[], tuple[Calibrations, bool]] = _nothing_known
    save: Callable[[Calibrations], None] = lambda known: None
    make_sheet: Callable[[str, Words], bytes] | None = None
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manual:
    """The manual's chapters in a language, and what turns their Markdown into HTML.

    By default it is shown as it is written.
    """

    chapters: Callable[[str], Sequence[Chapter]] = chapters
    to_html: ToHtml = lambda markdown: f"<pre>{escape(markdown)}</pre>"


@dataclass(frozen=True, slots=True)
class Equipment:
    """What the composition root hands to the windows; each is made on the thread that uses it."""

    desk: Desk
    base: Settings
    make_live_poses: Callable[[], LivePoses]
    make_camera: Callable[[Preferences], Camera]
    cameras: Callable[[], Sequence[CameraInfo]]
    make_voice: Callable[[Preferences], Voice]
    write_all: Callable[[Path, Mapping[str, bytes]], None]
    save_preferences: Callable[[Preferences], None]
    studies: StudyStore = field(default_factory=StudyInMemory)
    phantom: PhantomDesk | None = None
    calibrating: Calibrating = field(default_factory=Calibrating)
    records: RecordsKit | None = None
    manual: Manual = field(default_factory=Manual)
    cloud: CloudKit | None = None
    make_faces: Callable[[], FaceEngine] | None = None
    """Raises EnvironmentProblem where the optional extra is missing."""
    logos: LogoKeeper | None = None


def _study_of(studies: StudyStore) -> Study:
    """Load the study; one that cannot be read is as good as none (it is put aside by the next saving)."""
    try:
        return studies.load()
    except EnvironmentProblem:
        return Study()


class Studio(QObject):
    """The state of the running application."""

    preferences_changed = Signal()
    room_changed = Signal()
    """What is remembered of the camera's place changed."""
    session_changed = Signal()
    """A person was begun or cleared, or a photograph came or went."""
    measured = Signal(object)
    """The values of a photograph that was there changed, as `View`: a landmark moved, or the level, height,
    or norms changed."""

    def __init__(
        self,
        equipment: Equipment,
        preferences: Preferences,
        poses: TaskRunner,
        jobs: TaskRunner,
        records: TaskRunner | None = None,
        make_network: Callable[[], TaskRunner] | None = None,
    ) -> None:
        """Set it up; `records` is the worker of the records, by default that of the other jobs.

        `make_network` makes the worker that waits for services elsewhere, when the first is called; by
        default that of the other jobs does it.
        """
        super().__init__()
        self.equipment = equipment
        self.preferences = preferences
        self.poses = poses
        self.jobs = jobs
        self.corrections = shipped_corrections()
        self.words = Words(preferences.language, preferences.profile)
        self.study = _study_of(equipment.studies)
        self._errors = widened(equipment.base.errors, self.study)
        self.calibrations, _ = equipment.calibrating.load()
        self.session = Session(Subject(), self.settings())
        self.voice = equipment.make_voice(preferences)
        self.taken_at: datetime | None = None
        """When the session's visit took place; None for now."""
        self.records = RecordsDesk(
            equipment.records,
            records or jobs,
            lambda: self.preferences.lock_after_min,
            plan=lambda: backup_plan(self.preferences),
        )
        self.filing = Filing(self)
        self.faces = FaceDesk(self)
        self.sync = SyncDesk(
            equipment.cloud, self.records, lambda: self.preferences.cloud, make_network or (lambda: jobs)
        )
        self.preferences_changed.connect(self.sync.follow)
        self._pictures: dict[View, tuple[Frame, Picture]] = {}
        self._eyes: Eyes | None = None
        self._live: LivePoses | None = None

    # --- preferences ---

    def settings(self) -> Settings:
        """Give how photographs are measured under the present preferences."""
        level = self.preferences.level_deg
        return replace(
            self.equipment.base,
            errors=self._errors,
            level=None if level is None else CameraLevel.manual(level),
            repeats=self.preferences.repeats,
            room=self.room,
            corrections=self.corrections.get(self.preferences.corrections),
        )

    def prefer(self, **changed: object) -> None:
        """Change preferences, keep them, and let everybody know."""
        preferences = replace(self.preferences, **changed)  # type: ignore[arg-type]
        if as_text(preferences) == as_text(self.preferences):
            return
        before, self.preferences = self.preferences, preferences
        self.equipment.save_preferences(preferences)
        self.words = Words(preferences.language, preferences.profile)
        if (before.language, before.voice) != (preferences.language, preferences.voice):
            self.voice = self.equipment.make_voice(preferences)
        self.session.set_settings(self.settings())
        self.preferences_changed.emit()
        for view in self.session.views:
            self.measured.emit(view)

    def keep_study(self, study: Study) -> None:
        """Keep the repeatability study; where it is in use, measure everything anew with its errors.

        Raises EnvironmentProblem when it cannot be kept; then nothing has changed.
        """
        self.equipment.studies.save(study)
        self.study = study
        errors = widened(self.equipment.base.errors, study)
        if errors == self._errors:
            return
        self._errors = errors
        self.session.set_settings(self.settings())
        for view in self.session.views:
            self.measured.emit(view)

    # --- the camera's place ---

    @property
    def camera_id(self) -> str:
        """The camera under which calibrations are remembered."""
        return self.preferences.camera or "0"

    @property
    def room(self) -> RoomCalibration | None:
        """What is remembered of how the present camera is mounted."""
        room = self.calibrations.room_of(self.camera_id)
        return room if room is not None and room.mounting.rotation == self.preferences.rotation else None

    def mounting(self, width: int, height: int) -> Mounting:
        """Give the present camera's mounting for upright pictures of a size."""
        return Mounting(self.camera_id, width, height, self.preferences.rotation)

    def remember(self, room: RoomCalibration) -> None:
        """Remember how the camera is mounted; a level that was typed in before gives way."""
        self._keep(self.calibrations.with_room(room))
        self.prefer(level_deg=None)

    def remember_lens(self, lens: LensCalibration) -> None:
        """Remember the camera's lens; the sheet on the wall then tells all of how it is mounted."""
        self._keep(self.calibrations.with_lens(lens))

    def forget_room(self) -> None:
        """Forget how the camera is mounted; what is known of its lens stays."""
        room = self.room
        if room is not None:
            self._keep(self.calibrations.without_room(room.mounting))

    def _keep(self, known: Calibrations) -> None:
        try:
            self.equipment.calibrating.save(known)
        except OSError as error:
            raise EnvironmentProblem("calibrations_unwritable", file=str(error.filename)) from error
        self.calibrations = known
        self.session.set_settings(self.settings())
        self.room_changed.emit()
        for view in self.session.views:
            self.measured.emit(view)

    # --- the session ---

    def begin(self, subject: Subject) -> None:
        """Begin with another person; the present one's photographs are forgotten."""
        self.session = Session(subject, self.settings())
        self.taken_at = None
        self._pictures.clear()
        self.session_changed.emit()

    def describe(self, subject: Subject) -> None:
        """Correct who is being assessed; the photographs stay."""
        self.session.set_subject(subject)
        self.session_changed.emit()
        for view in self.session.views:
            self.measured.emit(view)

    def take_in(self, analysis: PhotoAnalysis, frame: Frame, picture: Picture | None = None) -> None:
        """Add an analysed photograph to the session; `picture` is the frame if it is ready to be painted."""
        self.session.add(analysis, frame)
        if picture is not None:
            self._pictures[analysis.view] = frame, picture
        self.session_changed.emit()

    def picture(self, view: View) -> Picture:
        """Give a view's photograph to be painted; all pages share it."""
        frame = self.session.frame(view)
        known = self._pictures.get(view)
        if known is None or known[0] is not frame:
            known = self._pictures[view] = frame, Picture.of(frame.rgb)
        return known[1]

    def edited(self, view: View) -> None:
        """Tell everybody that landmarks of a view were set, undone, or redone."""
        self.measured.emit(view)

    # --- work on the pose worker ---

    def eyes(self) -> Eyes:
        """Give the models; called on the pose worker only, which makes them at the first call."""
        if self._eyes is None:
            self._eyes = self.equipment.desk.make_eyes()
        return self._eyes

    def live_poses(self) -> LivePoses:
        """Give the live model; called on the pose worker only."""
        if self._live is None:
            self._live = self.equipment.make_live_poses()
        return self._live

    def import_photo(self, path: Path, view: View, then: Callable[[], None], failed: Failed) -> None:
        """Read a photograph from a file, analyse it, and take it in."""
        subject, settings = self.session.subject, self._of_any_camera()

        def job() -> tuple[PhotoAnalysis, Frame]:
            return analyse_photo(self.equipment.desk.read_photo(path), view, subject, self.eyes(), settings)

        self._analyse(job, then, failed)

    def import_frame(self, frame: Frame, view: View, then: Callable[[], None], failed: Failed) -> None:
        """Analyse a picture that was pasted, and take it in."""
        subject, settings = self.session.subject, self._of_any_camera()
        self._analyse(lambda: analyse_photo(frame, view, subject, self.eyes(), settings), then, failed)

    def _of_any_camera(self) -> Settings:
        """Give how photographs are measured of which nobody knows the camera: its place is not this one's."""
        return replace(self.settings(), room=None)

    def analyse_burst(
        self, frames: Sequence[Frame], view: View, then: Callable[[], None], failed: Failed
    ) -> None:
        """Analyse a burst of the camera and take the best photograph in."""
        subject, settings = self.session.subject, self.settings()
        self._analyse(lambda: analyse_burst(frames, view, subject, self.eyes(), settings), then, failed)

    def find_stickers(
        self, view: View, then: Callable[[tuple[StickerSighting, ...]], None], failed: Failed
    ) -> None:
        """Look for stickers in a view's photograph; they are proposals, and nothing changes."""
        session, colours = self.session, sticker_colours(self.preferences.stickers)
        analysis, frame = session.analysis(view), session.frame(view)

        def job() -> tuple[StickerSighting, ...]:
            finder = self.eyes().stickers
            return () if finder is None else sightings(frame, analysis, finder, colours)

        def found(result: tuple[StickerSighting, ...]) -> None:
            there = session is self.session and view in session.views and session.frame(view) is frame
            then(result if there else ())

        self.poses.start(job, found, failed)

    def _analyse(
        self, job: Callable[[], tuple[PhotoAnalysis, Frame]], then: Callable[[], None], failed: Failed
    ) -> None:
        session = self.session

        def ready() -> tuple[PhotoAnalysis, Frame, Picture]:
            analysis, frame = job()
            return analysis, frame, Picture.of(frame.rgb)  # here, where nobody waits for the window

        def taken(result: tuple[PhotoAnalysis, Frame, Picture]) -> None:
            if session is self.session:  # otherwise the person has left meanwhile
                self.take_in(*result)
                then()

        self.poses.start(ready, taken, failed)

    # --- results ---

    def assessment(self) -> Assessment:
        """Put the session together as it stands."""
        desk, settings = self.equipment.desk, self.settings()
        engine = Engine(
            version=desk.version,
            model=desk.model_name,
            model_sha256=desk.model_sha256,
            norms=settings.norms,
            method_errors=settings.errors.name,
            repeats=settings.repeats,
            corrections=settings.corrected_by,
        )
        return self.session.assessment(engine, self.taken_at or datetime.now(timezone.utc).astimezone())

    def make_files(self, then: Callable[[dict[str, bytes]], None], failed: Failed) -> None:
        """Make report, overlays, and JSON on the jobs worker."""
        assessment, words, desk = self.assessment(), self.words, self.equipment.desk
        frames = {view: self.session.frame(view) for view in self.session.views}
        clinic, logo, keeper = self.preferences.clinic, self.logo, self.equipment.logos

        def job() -> dict[str, bytes]:
            return files_of(assessment, frames, desk, words, letterhead(clinic, logo, keeper))

        self.jobs.start(job, then, failed)

    # --- the clinic's logo ---

    @property
    def logo(self) -> Path | None:
        """Where the clinic's logo is kept; None where it has none."""
        return Path(self.preferences.logo) if self.preferences.logo else None

    def logo_picture(self) -> bytes | None:
        """Give the clinic's logo as PNG; None when there is none, or none any more."""
        return letterhead("", self.logo, self.equipment.logos).logo

    def take_logo(self, source: Path) -> None:
        """Keep a copy of a picture file as the clinic's logo.

        Raises EnvironmentProblem as `LogoKeeper.keep`; then nothing has changed.
        """
        if self.equipment.logos is not None:
            self.prefer(logo=str(self.equipment.logos.keep(source)))

    def save_files(
        self, folder: Path, files: Mapping[str, bytes], then: Callable[[None], None], failed: Failed
    ) -> None:
        """Write the results into a folder, all or none."""
        self.jobs.start(lambda: self.equipment.write_all(folder, files), then, failed)

    def close(self) -> None:
        """Let the workers finish; called once, when the application ends."""
        self.sync.shutdown()
        self.jobs.shutdown()
        self.records.shutdown()
        self.poses.shutdown()
        self.faces.shutdown()
