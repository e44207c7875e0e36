"""What the kiosk does with faces: checking in, consenting, enrolling, and opening the records for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from posture_app.domain.records import Purpose
from posture_app.gui.face_desk import FaceDesk, FaceRun, Watcher
from posture_app.gui.pages.kiosk_consent import ConsentPage
from posture_app.gui.pages.kiosk_face import CheckInPage, EnrolPage
from posture_app.gui.pages.kiosk_records import KioskRecordsPage
from posture_app.gui.pages.records_list import alive
from posture_app.services.checkin import CheckIn, Enrolment, Proposal, Step
from posture_app.services.consents import consent_text
from posture_app.services.liveness import any_order

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Patient
    from posture_app.gui.pages.kiosk_base import KioskPage
    from posture_app.gui.studio import Studio
    from posture_app.services.kiosk import Kiosk
    from posture_app.services.records import Records

TICK_MS = 500


class KioskFaces(QObject):
    """Makes the pages, runs the camera for them, and takes the steps on the rails."""

    moved = Signal()
    """The rails have gone on."""
    seen = Signal()
    """Somebody is there."""

    def __init__(self, studio: Studio, kiosk: Kiosk, clock: Callable[[], float]) -> None:
        super().__init__(studio)
        self.desk = FaceDesk(studio)
        self.run: FaceRun | None = None
        self.check_in: CheckIn | None = None
        self._studio, self._kiosk, self._clock = studio, kiosk, clock
        self._patient: Patient | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._look_at_clock)

    @property
    def is_offered(self) -> bool:
        """Whether a client may be recognised now."""
        return self.desk.is_wanted and self.desk.is_ready

    def end(self) -> None:
        """Stop the camera; nothing of a face is left."""
        self._timer.stop()
        if self.run is not None:
            self.run.stop()
            self.run.deleteLater()
        self.run = self.check_in = None

    def forget(self) -> None:
        """Forget who was there."""
        self.end()
        self._patient = None

    # --- who comes with a code ---

    def say_who(self, code: str, birth: date) -> None:
        """Go on with a code; whom the records know by both, and not by the face yet, is asked for that."""

        def job(records: Records) -> Patient | None:
            patient = records.find(code)
            if patient is None or patient.birth_date != birth or records.has_face(patient):
                return None
            return patient

        def found(patient: Patient | None) -> None:
            if patient is None:
                self._step(self._kiosk.is_known, code, birth)
                return
            self._patient = patient
            self._step(self._kiosk.offer_face, code, birth)

        if not self.is_offered:
            self._step(self._kiosk.is_known, code, birth)
            return
        self._studio.records.do(job, found, lambda _: self._step(self._kiosk.is_known, code, birth))

    # --- the check-in ---

    def check_in_page(self) -> KioskPage:
        """Make the page, and begin to look as soon as it is there."""
        page = CheckInPage()
        page.code_wanted.connect(partial(self._step, self._kiosk.use_code))
        page.stop_wanted.connect(partial(self._step, self._kiosk.stop))
        page.again_wanted.connect(partial(self._begin_check_in, page))
        page.answered.connect(partial(self._answer, page))
        page.born.connect(partial(self._born, page))
        page.go_on_wanted.connect(self._go_on)
        page.forget_wanted.connect(partial(self._forget_face, page))
        self._begin_check_in(page)
        return page

    def _begin_check_in(self, page: CheckInPage) -> None:
        self.end()
        self.check_in = CheckIn(any_order(), self._clock())
        self._watch(self.check_in, page, partial(self._follow, page))
        self._follow(page)
        self._timer.start()

    def _follow(self, page: CheckInPage, note: str = "") -> None:
        """Show where the check-in stands, and search when it comes to that."""
        check_in = self.check_in
        if check_in is None:
            return
        if check_in.turn.share > 0:
            self.seen.emit()
        page.show_check_in(check_in, note)
        if check_in.step is not Step.TURN and self.run is not None:
            self.run.stop()
            self._timer.stop()
        if check_in.step is Step.SEARCH:
            proposal = self.desk.search(check_in.face)
            if proposal.patient_id is None:
                self._found(page, proposal, None)
                return
            patient_id = proposal.patient_id
            self._studio.records.do(
                lambda records: records.person(patient_id),
                alive(page, partial(self._found, page, proposal)),
                alive(page, lambda _: self._found(page, Proposal(None), None)),
            )

    def _found(self, page: CheckInPage, proposal: Proposal, patient: Patient | None) -> None:
        if self.check_in is not None:
            self.check_in.found(proposal, patient)
            self._follow(page)

    def _answer(self, page: CheckInPage, yes: bool) -> None:
        if self.check_in is not None:
            self.check_in.answer(yes=yes)
            self._follow(page)

    def _born(self, page: CheckInPage, day: date) -> None:
        check_in = self.check_in
        if check_in is None:
            return
        if not check_in.born(day):
            self._follow(page)
            if check_in.step is Step.BIRTH:
                page.refuse_birth()
            return
        self._patient = check_in.patient
        patient = self._patient
        assert patient is not None
        self._studio.records.do(
            lambda records: records.last_visit(patient),
            alive(page, lambda last: self._follow(page, self._about(last))),
            alive(page, lambda _: self._follow(page)),
        )

    def _about(self, last: datetime | None) -> str:
        if last is None:
            return self.tr("This is your first visit in our records.")
        return self.tr("Your last visit was on {day}.").format(day=last.date().isoformat())

    def _go_on(self) -> None:
        patient = self._patient
        if patient is not None and patient.birth_date is not None:
            self._step(self._kiosk.recognised, patient.code, patient.birth_date)

    def _forget_face(self, page: CheckInPage) -> None:
        """Delete the face of who is checked in; the visit goes on."""
        patient = self._patient
        if patient is None:
            return

        def forgotten() -> None:
            if self.check_in is not None:
                page.show_forgotten(self.check_in)

        self.desk.forget_face(
            patient,
            alive(page, forgotten),
            alive(page, lambda error: self._follow(page, self._studio.words.problem(error))),
        )

    # --- consent and photographs ---

    def consent_page(self, language: str) -> KioskPage:
        """Make the page with the consent to the face check-in."""
        page = ConsentPage(consent_text(Purpose.FACE_CHECK_IN, language))
        page.agreed.connect(partial(self._agreed, language))
        page.refused.connect(partial(self._step, self._kiosk.leave_face))
        page.back_wanted.connect(partial(self._step, self._kiosk.back))
        return page

    def _agreed(self, language: str, version: str) -> None:
        patient = self._patient
        if patient is None:
            self._step(self._kiosk.leave_face)
            return
        self._studio.records.do(
            lambda records: records.give_consent(patient, Purpose.FACE_CHECK_IN, version, language),
            lambda _: self._step(self._kiosk.agree_to_face),
            lambda _: self._step(self._kiosk.leave_face),
        )

    def enrol_page(self) -> KioskPage:
        """Make the page that takes the photographs."""
        page, enrolment = EnrolPage(), Enrolment()
        page.stop_wanted.connect(self._unenrolled)
        page.stop_wanted.connect(partial(self._step, self._kiosk.stop))
        page.skip_wanted.connect(self._unenrolled)
        page.skip_wanted.connect(partial(self._step, self._kiosk.leave_face))
        page.show_enrolment(enrolment)
        self._watch(enrolment, page, partial(self._enrol, page, enrolment))
        return page

    def _enrol(self, page: EnrolPage, enrolment: Enrolment, note: str = "") -> None:
        page.show_enrolment(enrolment, note)
        if enrolment.looks:
            self.seen.emit()
        if enrolment.is_done and self.run is not None and self._patient is not None:
            self.end()
            on = partial(self._step, self._kiosk.leave_face)
            self.desk.keep(self._patient, tuple(enrolment.looks), on, lambda _: on())
            enrolment.looks.clear()

    def _unenrolled(self) -> None:
        """Who gives up on the photographs does not consent any more."""
        if self._patient is not None:
            self.desk.forget_face(self._patient, lambda: None, lambda _: None)

    # --- opening the records ---

    def records_page(self) -> KioskPage:
        """Make the page on which staff open the records."""
        page = KioskRecordsPage(logging_in=self._studio.records.awaits_log_in)
        page.back_wanted.connect(partial(self._step, self._kiosk.records_left))
        page.passphrase_given.connect(partial(self._unlock, page))
        page.user_given.connect(partial(self._log_in, page))
        return page

    def staff_note(self) -> str:
        """Say how it stands with recognising clients; nothing where it is switched off."""
        if not self.desk.is_wanted:
            return ""
        if self.desk.trouble is not None:
            return self._studio.words.problem(self.desk.trouble)
        if self._studio.records.is_open:
            return self.tr("Returning clients who agreed to it are recognised by their face.")
        return self.tr("The records are locked: nobody is recognised by their face.")

    def _unlock(self, page: KioskRecordsPage, passphrase: str) -> None:
        place = self._studio.preferences.records
        self._studio.records.unlock(
            place, passphrase, self._opened, alive(page, partial(self._refused, page))
        )

    def _log_in(self, page: KioskRecordsPage, name: str, password: str) -> None:
        self._studio.records.log_in(name, password, self._opened, alive(page, partial(self._refused, page)))

    def _opened(self) -> None:
        self._step(self._kiosk.records_left)
        if self._studio.records.awaits_log_in:
            self._step(self._kiosk.open_records)

    def _refused(self, page: KioskRecordsPage, error: PostureError) -> None:
        page.say(self._studio.words.problem(error))

    # --- inside ---

    def _watch(self, watcher: Watcher, page: CheckInPage | EnrolPage, follow: Callable[..., None]) -> None:
        if self.run is not None:
            self.run.stop()
        run = FaceRun(self._studio, self.desk, watcher)
        run.frame_shown.connect(page.preview.show_frame)
        run.stepped.connect(alive(page, follow))
        run.trouble.connect(alive(page, lambda error: follow(self._studio.words.problem(error))))
        self.run = run
        QTimer.singleShot(0, run, run.start)

    def _look_at_clock(self) -> None:
        """End a check-in before which nobody stands any more."""
        if self.run is not None and self.check_in is not None:
            self.check_in.wait(self._clock())
            self.run.stepped.emit()

    def _step(self, step: Callable[..., object], *facts: object) -> None:
        step(*facts, self._clock())
        self.moved.emit()
