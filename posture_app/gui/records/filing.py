"""The session as a visit: whose it is, where it is filed, and whether the records hold it as it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.people import Subject
from posture_app.gui.images import Picture
from posture_app.gui.pages.photo_views import frame_of

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.people import Assessment
    from posture_app.domain.records import Patient, Visit
    from posture_app.domain.views import View
    from posture_app.gui.studio import Failed, Studio
    from posture_app.services.ports import Frame
    from posture_app.services.records.access import Records

REPORT = "report.pdf"


class Filing(QObject):
    """Files the studio's session; a draft that is saved again is replaced, a signed visit is corrected."""

    moved = Signal()
    """The session has another owner, or was filed."""
    filed = Signal(object)
    """The Visit that was just filed."""
    failed = Signal(object)
    """A PostureError: what was to be saved before the lock could not be."""
    not_filed = Signal(object)
    """A PostureError: whoever wanted the session filed, it was not."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.patient: Patient | None = None
        self.visit: Visit | None = None
        self._kept_notes: str | None = None
        """The notes as they were filed; None when something else is not filed."""
        self._making = self._busy = False
        """Whether the report is being made with which the session is filed; whether it is being filed."""
        self._under_way = 0
        """How many sessions are on their way into the records."""
        self._session = studio.session
        studio.session_changed.connect(self._changed)
        studio.measured.connect(self._edited)
        studio.records.before_lock.append(self._save_before_lock)
        studio.records.locked.connect(self._locked)

    @property
    def saved(self) -> bool:
        """Whether the records hold the session as it stands."""
        return self._kept_notes == self.studio.session.notes

    @property
    def unsaved(self) -> bool:
        """Whether photographs of a patient are here of which the records know nothing."""
        is_kept = self.saved and not self._making
        return self.patient is not None and not is_kept and bool(self.studio.session.views)

    @property
    def under_way(self) -> bool:
        """Whether an assessment is on its way into the records."""
        return self._under_way > 0

    # --- whose session it is ---

    def begin(self, patient: Patient) -> None:
        """Begin a new assessment of a patient."""
        self.studio.begin(Subject(patient.name, patient.code, patient.height_cm))
        self._own(patient, None)

    def give_to(self, patient: Patient) -> None:
        """Say whose the present session is; the photographs stay."""
        subject = self.studio.session.subject
        height = subject.height_cm if patient.height_cm is None else patient.height_cm
        self.studio.describe(Subject(patient.name, patient.code, height, subject.shoes, subject.stance))
        self._own(patient, None)

    def drop(self) -> None:
        """Forget the session of a patient who was erased."""
        self.studio.begin(Subject())

    def open(self, patient: Patient, visit: Visit, then: Callable[[], object], failed: Failed) -> None:
        """Open a visit as the session, to go on with it; it is measured with the present settings."""

        def job(records: Records) -> tuple[Assessment, dict[View, tuple[Frame, Picture]]]:
            photos = {view: _unpacked(records.photo(visit, view)) for view in visit.views}
            return records.read(visit), photos

        def opened(result: tuple[Assessment, dict[View, tuple[Frame, Picture]]]) -> None:
            assessment, photos = result
            self.studio.begin(assessment.subject)
            session = self.studio.session
            for view, analysis in assessment.views.items():
                self.studio.take_in(analysis, *photos[view])
            session.notes = assessment.notes
            self.studio.taken_at = visit.taken_at
            self._own(patient, visit)
            self._kept_notes = session.notes
            then()

        self.studio.records.do(job, opened, failed)

    # --- filing ---

    def save(self, then: Callable[[Visit], object], failed: Failed) -> None:
        """File the session with its report under its patient."""
        if self.patient is None or not self.studio.session.views:
            failed(RecordProblem("no_patient"))
            return
        if self._busy:  # a second press must not make a second visit
            return
        self._busy = True
        session = self.studio.session
        self._date_it()
        file = self._job(then, failed)
        self._making = True

        def made(files: Mapping[str, bytes]) -> None:
            if session is self.studio.session and self._making:  # otherwise it was saved before the lock
                self._making = False
                file(files[REPORT])

        def not_made(error: PostureError) -> None:
            self._making = False
            self._not_filed(error, failed)

        self.studio.make_files(made, not_made)

    def _date_it(self) -> None:
        """Let the visit keep its date however often it is saved."""
        self.studio.taken_at = self.studio.assessment().taken_at

    def _job(self, then: Callable[[Visit], object], failed: Failed) -> Callable[[bytes | None], None]:
        """Take the session as it stands; give what files that with its report."""
        patient, visit, session = self.patient, self.visit, self.studio.session
        kit = self.studio.records.kit
        assert patient is not None
        assert kit is not None
        assessment, encode = self.studio.assessment(), kit.encode_photo
        frames = {view: session.frame(view) for view in session.views}
        self._kept_notes = session.notes  # what is edited from here on makes it unsaved again

        def filed(kept: Visit) -> None:
            self._under_way -= 1
            if session is self.studio.session:
                self._busy = False
                self.visit = kept
                self.moved.emit()
            self.filed.emit(kept)
            then(kept)

        def lost(error: PostureError) -> None:
            self._under_way -= 1
            self._not_filed(error, failed)

        def file(report: bytes | None) -> None:
            self._under_way += 1

            def job(records: Records) -> Visit:
                photos = {view: encode(frame) for view, frame in frames.items()}
                if visit is None:
                    return records.file(patient, assessment, photos, report)
                return records.refile(visit, assessment, photos, report)

            self.studio.records.do(job, filed, lost, after_lock=True)

        return file

    def _not_filed(self, error: PostureError, failed: Failed) -> None:
        self._kept_notes, self._busy = None, False
        failed(error)
        self.not_filed.emit(error)

    def keep_at_the_end(self) -> None:
        """Keep what is unsaved as a draft: the program ends, and nobody can be asked any more."""
        if self.unsaved and self.studio.records.is_open:
            self._making = False
            self._job(lambda _: None, lambda _: None)(None)
        self._under_way = 0
        self._own(None, None)

    def signed(self, visit: Visit) -> None:
        """Take over that the session's own visit was signed."""
        if self.visit is not None and self.visit.id == visit.id:
            self.visit = visit
            self.moved.emit()

    # --- inside ---

    def _own(self, patient: Patient | None, visit: Visit | None) -> None:
        self._session = self.studio.session
        self.patient, self.visit, self._kept_notes = patient, visit, None
        self._making = self._busy = False
        self.moved.emit()

    def _changed(self) -> None:
        if self.studio.session is not self._session:
            self._own(None, None)
        self._edited()

    def _edited(self, *_: object) -> None:
        self._kept_notes = None

    def _save_before_lock(self) -> None:
        """Save a patient's unsaved assessment as a draft; it is forgotten once the records hold it."""
        if not self.unsaved:
            return
        session = self.studio.session
        self._date_it()

        def kept(_: Visit) -> None:
            if session is self.studio.session:
                self.studio.begin(Subject())

        self._making = False
        self._job(kept, self.failed.emit)(None)
        self._kept_notes = None  # not yet: the lock must not forget it before

    def _locked(self) -> None:
        """Forget a patient's session, unless it is not saved yet."""
        if self.patient is None:
            return
        if self.saved or not self.studio.session.views:
            self.studio.begin(Subject())
        else:
            self._own(None, None)


def _unpacked(photo: bytes) -> tuple[Frame, Picture]:
    """Decode a kept photograph; raise RecordDamaged (``kept_photo_damaged``)."""
    image = QImage.fromData(photo)
    if image.isNull():
        raise RecordDamaged("kept_photo_damaged")
    frame = frame_of(image)
    return frame, Picture.of(frame.rgb)
