"""What the kiosk does with faces: checking in, consenting, enrolling, and opening the records for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.domain.records import Purpose
from posture_app.gui.faces.flow import CheckInFlow, EnrolFlow
from posture_app.gui.faces.pages import CheckInPage, EnrolPage
from posture_app.gui.kiosk.pages.consent import ConsentPage
from posture_app.gui.kiosk.pages.records import KioskRecordsPage
from posture_app.gui.records.patient_list import alive
from posture_app.services.consent_texts import consent_text

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Patient
    from posture_app.gui.kiosk.pages.base import KioskPage
    from posture_app.gui.studio import Studio
    from posture_app.services.kiosk.rails import Kiosk
    from posture_app.services.records.access import Records


class KioskFaces(QObject):
    """Makes the pages and takes the steps on the rails."""

    moved = Signal()
    """The rails have gone on."""
    seen = Signal()
    """Somebody is there."""

    def __init__(self, studio: Studio, kiosk: Kiosk, clock: Callable[[], float]) -> None:
        super().__init__(studio)
        self.desk = studio.faces
        self.checking_in = CheckInFlow(studio, self.desk, clock)
        self.enrolling = EnrolFlow(studio, self.desk)
        self._studio, self._kiosk, self._clock = studio, kiosk, clock
        self._patient: Patient | None = None
        for flow in (self.checking_in, self.enrolling):
            flow.seen.connect(self.seen)
        self.enrolling.ended.connect(lambda _: self._step(kiosk.leave_face))

    def end(self) -> None:
        """Stop the camera; nothing of a face is left."""
        self.checking_in.end()
        self.enrolling.end()

    def forget(self) -> None:
        """Forget who was there."""
        self.end()
        self.checking_in.forget()
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

        if not self.desk.is_offered:
            self._step(self._kiosk.is_known, code, birth)
            return
        self._studio.records.do(job, found, lambda _: self._step(self._kiosk.is_known, code, birth))

    # --- the check-in ---

    def check_in_page(self) -> KioskPage:
        """Make the page, and begin."""
        page = CheckInPage()
        page.code_wanted.connect(partial(self._step, self._kiosk.use_code))
        page.stop_wanted.connect(partial(self._step, self._kiosk.stop))
        page.go_on_wanted.connect(self._go_on)
        self.checking_in.begin(page)
        return page

    def _go_on(self) -> None:
        patient = self.checking_in.patient
        if patient is not None and patient.birth_date is not None:
            self._step(self._kiosk.recognised, patient.code, patient.birth_date)

    # --- consent and photographs ---

    def consent_page(self, language: str) -> ConsentPage:
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
        page = EnrolPage()
        page.stop_wanted.connect(self._unenrolled)
        page.stop_wanted.connect(partial(self._step, self._kiosk.stop))
        page.skip_wanted.connect(self._unenrolled)
        page.skip_wanted.connect(partial(self._step, self._kiosk.leave_face))
        if self._patient is not None:
            self.enrolling.begin(page, self._patient)
        return page

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
        refused = alive(page, partial(self._refused, page))
        self._studio.records.unlock(place, passphrase, self._opened, refused)

    def _log_in(self, page: KioskRecordsPage, name: str, password: str) -> None:
        refused = alive(page, partial(self._refused, page))
        self._studio.records.log_in(name, password, self._opened, refused)

    def _opened(self) -> None:
        self._step(self._kiosk.records_left)
        if self._studio.records.awaits_log_in:
            self._step(self._kiosk.open_records)

    def _refused(self, page: KioskRecordsPage, error: PostureError) -> None:
        page.say(self._studio.words.problem(error))

    def _step(self, step: Callable[..., object], *facts: object) -> None:
        step(*facts, self._clock())
        self.moved.emit()
