"""The face check-in and the enrolment on a page, for kiosk and workstation alike: camera, steps, records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from posture_app.gui.faces.desk import FaceDesk, FaceRun, Watcher
from posture_app.gui.records.patient_list import alive
from posture_app.services.faces.checkin import CheckIn, Enrolment, Proposal, Step
from posture_app.services.faces.liveness import any_order

if TYPE_CHECKING:
    from datetime import date, datetime

    from posture_app.domain.records import Patient
    from posture_app.gui.faces.pages import CheckInPage, EnrolPage
    from posture_app.gui.studio import Studio

TICK_MS = 500


class _Flow(QObject):
    """Has the camera while it is needed."""

    seen = Signal()
    """Somebody is there."""

    def __init__(self, studio: Studio, desk: FaceDesk) -> None:
        super().__init__(studio)
        self.desk = desk
        self.run: FaceRun | None = None
        self._studio = studio

    def end(self) -> None:
        """Stop the camera; nothing of a face is left."""
        if self.run is not None:
            self.run.stop()
            self.run.deleteLater()
        self.run = None

    def _say(self, asked: str) -> None:
        self._studio.voice.say(asked)

    def _watch(self, watcher: Watcher, page: CheckInPage | EnrolPage, follow: Callable[..., None]) -> None:
        if self.run is not None:
            self.run.stop()
        run = FaceRun(self._studio, self.desk, watcher)
        run.frame_shown.connect(page.preview.show_frame)
        run.stepped.connect(alive(page, follow))
        run.trouble.connect(alive(page, lambda error: follow(self._studio.words.problem(error))))
        self.run = run
        QTimer.singleShot(0, run, lambda: run.start())


class CheckInFlow(_Flow):
    """Leads one person through a check-in; what a page's own buttons mean is for whoever shows it."""

    def __init__(self, studio: Studio, desk: FaceDesk, clock: Callable[[], float]) -> None:
        super().__init__(studio, desk)
        self.check_in: CheckIn | None = None
        self.patient: Patient | None = None
        """Who has confirmed to be that; None before."""
        self._clock = clock
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._look_at_clock)

    def end(self) -> None:
        """Stop the camera; nothing of a face is left."""
        self._timer.stop()
        super().end()
        self.check_in = None

    def forget(self) -> None:
        """Forget who was there, too."""
        self.end()
        self.patient = None

    def begin(self, page: CheckInPage) -> None:
        """Take a page over, and begin to look as soon as it is there."""
        page.asked_for.connect(self._say)
        page.again_wanted.connect(partial(self._again, page))
        page.answered.connect(partial(self._answer, page))
        page.born.connect(partial(self._born, page))
        page.forget_wanted.connect(partial(self._forget_face, page))
        self._again(page)

    def _again(self, page: CheckInPage) -> None:
        self.forget()
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
            self._search(page, check_in)

    def _search(self, page: CheckInPage, check_in: CheckIn) -> None:
        proposal = self.desk.search(check_in.face)
        patient_id = proposal.patient_id
        if patient_id is None:
            self._found(page, proposal, None)
            return
        self._studio.records.do(
            lambda records: records.recognised(patient_id),
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
        patient = self.patient = check_in.patient
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

    def _forget_face(self, page: CheckInPage) -> None:
        """Delete the face of who is checked in; the visit goes on."""
        if self.patient is None:
            return

        def forgotten() -> None:
            if self.check_in is not None:
                page.show_forgotten(self.check_in)

        self.desk.forget_face(
            self.patient,
            alive(page, forgotten),
            alive(page, lambda error: self._follow(page, self._studio.words.problem(error))),
        )

    def _look_at_clock(self) -> None:
        """End a check-in before which nobody stands any more."""
        if self.run is not None and self.check_in is not None:
            self.check_in.wait(self._clock())
            self.run.stepped.emit()


class EnrolFlow(_Flow):
    """Takes the photographs of somebody who has consented, and keeps what they are like."""

    ended = Signal(bool)
    """Whether the face is kept."""

    def begin(self, page: EnrolPage, patient: Patient) -> None:
        """Take a page over."""
        enrolment = Enrolment()
        page.asked_for.connect(self._say)
        page.show_enrolment(enrolment)
        self._watch(enrolment, page, partial(self._follow, page, enrolment, patient))

    def _follow(self, page: EnrolPage, enrolment: Enrolment, patient: Patient, note: str = "") -> None:
        page.show_enrolment(enrolment, note)
        if enrolment.looks:
            self.seen.emit()
        if enrolment.is_done and self.run is not None:
            self.end()
            looks = tuple(enrolment.looks)
            enrolment.looks.clear()
            self.desk.keep(patient, looks, lambda: self.ended.emit(True), lambda _: self.ended.emit(False))
