"""The kiosk's window: full screen, on rails, closed to everybody without the PIN.

It shows one page after the other as `services.kiosk.rails` says; every page is made anew when it comes, and
goes when the next one comes, so nothing of a client is left in any of them.
"""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from posture_app.domain.people import Subject
from posture_app.gui.kiosk.capture_run import CaptureRun
from posture_app.gui.kiosk.faces import KioskFaces
from posture_app.gui.kiosk.guard import KioskGuard
from posture_app.gui.kiosk.pages.base import KioskPage, put_away
from posture_app.gui.kiosk.pages.capture import CapturePage
from posture_app.gui.kiosk.pages.consent import ConsentPage
from posture_app.gui.kiosk.pages.farewell import FarewellPage
from posture_app.gui.kiosk.pages.height import HeightPage
from posture_app.gui.kiosk.pages.idle import IdleWarning
from posture_app.gui.kiosk.pages.result import ResultPage
from posture_app.gui.kiosk.pages.staff import LockedPage, StaffPage
from posture_app.gui.kiosk.pages.welcome import WelcomePage
from posture_app.gui.kiosk.pages.who import WhoPage
from posture_app.gui.kiosk.pin_entry import PinEntry
from posture_app.gui.kiosk.report import KioskReport
from posture_app.gui.kiosk.walker import KioskWalker
from posture_app.gui.kiosk.wishes import ClientWishes, kiosk_scale
from posture_app.services.consent_texts import kiosk_text
from posture_app.services.kiosk.pin import PinGate
from posture_app.services.kiosk.rails import Kiosk, KioskTimes, Stage
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

TICK_MS = 200


class KioskWindow(QWidget):
    """Leads clients along the rails; `on_exit` is called once, after staff have left with the PIN."""

    stage_changed = Signal(object)
    """The kiosk's `Stage`."""
    walked = Signal(int, str)
    """A walk by itself is over: exit code, and a sentence when it is not 0."""

    def __init__(
        self,
        studio: Studio,
        on_exit: Callable[[], None],
        *,
        clock: Callable[[], float] = time.monotonic,
        tick_ms: int = TICK_MS,
    ) -> None:
        super().__init__()
        self.studio = studio
        self._on_exit = on_exit
        self._clock = clock
        self._house = studio.preferences
        gate, times = PinGate(self._house.pin), KioskTimes(inactivity_s=float(self._house.inactivity_s))
        self.kiosk = Kiosk(gate, self._house.language, times)
        self.capture = CaptureRun(studio, self._house.burst)
        self.faces = KioskFaces(studio, self.kiosk, clock)
        self.report = KioskReport(studio, self._house)
        self._wishes = ClientWishes(studio, self._house)
        self._guard = KioskGuard(self)
        self._warning = IdleWarning(self, studio)
        self._pin = PinEntry(self, self.kiosk, clock)
        self.page: KioskPage | None = None
        self._walker: KioskWalker | None = None
        self._shown: Stage | None = None
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setWindowTitle(self._house.clinic or "Posture")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen decides
        self._timer = QTimer(self, interval=tick_ms)
        self._timer.timeout.connect(self.tick)
        self._connect()

    def _connect(self) -> None:
        self._guard.touched.connect(self._notice)
        self._warning.more_wanted.connect(self._touched)
        self._warning.clear_wanted.connect(self._stop)
        self._pin.let_in.connect(self._refresh)
        self._pin.chosen.connect(self._keep_pin)
        self._pin.covers.connect(self._cover_page)
        self.faces.moved.connect(self._refresh)
        self.faces.seen.connect(self._touched)
        self.capture.taken.connect(self._touched)
        self.capture.ended.connect(self._captured)
        self.report.told.connect(self._show_outcome)
        self.report.done.connect(partial(self._do, self.kiosk.saved))

    # -- the window itself --

    def open(self) -> None:
        """Come to the screen, all of it, also where no window manager makes windows as large."""
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to listen and to count."""
        super().showEvent(event)
        self._guard.begin()
        self._timer.start()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close for nobody but staff."""
        if not self.kiosk.may_close and not (self._walker and self._walker.is_over):
            event.ignore()
            return
        self._let_go()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the screen."""
        super().resizeEvent(event)
        self._warning.fit()
        self._pin.fit()
        if self.isVisible():
            self._refresh()

    def _let_go(self) -> None:
        self._guard.end()
        self._timer.stop()
        if self.page is not None:
            self.page.leave()
        self.capture.end()
        self.faces.forget()
        self.studio.begin(Subject())
        self.studio.preferences = replace(self._house)
        self.studio.words = Words(self._house.language, self._house.profile)

    def _leave(self) -> None:
        self.close()
        self._on_exit()

    # -- time --

    def tick(self) -> None:
        """Look at the clock: warn, count down, clear."""
        now = self._clock()
        if self._walker is not None:
            self.kiosk.touch(now)
            self._walker.step(now)
        if self.kiosk.tick(now):
            self._shown = None  # also where it is WELCOME again: language and size go back to the house's
            self._refresh()
        left, warning = self.kiosk.left_s(now), self.kiosk.warning_left_s(now)
        if left is not None and isinstance(self.page, (FarewellPage, ResultPage)):
            self.page.show_left(ceil(left))
        if warning is None or self._pin.is_open:
            self._warning.close()
        else:
            self._warning.show_left(warning, self.kiosk.times.warning_s)
        self._pin.tick()

    def _notice(self) -> None:
        self.kiosk.touch(self._clock())

    def _touched(self) -> None:
        self._notice()
        self._warning.close()

    # -- pages --

    @property
    def wide(self) -> bool:
        """Tell whether the screen lies."""
        return self.width() > self.height()

    def show_stage(self) -> None:
        """Show the page of the present stage, if it is not shown yet."""
        self._refresh()

    def _refresh(self, *, anew: bool = False) -> None:
        """Show the page of the present stage, in the client's language and size."""
        stage, scale = self.kiosk.stage, kiosk_scale(self.width(), self.height())
        if stage is Stage.LEFT:
            self._leave()
            return
        if stage is self._shown and scale == self._wishes.scale and not anew:
            return
        before, self._shown = self._shown, stage
        if stage is not before:
            self._enter(stage)
        self._wishes.speak(self._house, self.kiosk.client.language)
        self._wishes.look(self._house, scale)
        self._warning.close()
        page = self._make_page(stage)
        old, self.page = self.page, page
        if old is not None:
            old.leave()
            put_away(old)
        self._rows.addWidget(page)
        page.show()
        self.stage_changed.emit(stage)

    def _enter(self, stage: Stage) -> None:
        """Do what coming to a stage means; outside CAPTURE and RESULT nothing of a client is kept."""
        if stage is not Stage.CAPTURE:
            self.capture.end()
        if stage in (Stage.WELCOME, Stage.LOCKED, Stage.STAFF, Stage.WHO):
            self.faces.forget()
        else:
            self.faces.end()
        if stage is Stage.CAPTURE:
            self._begin_capture()
        elif stage is Stage.RESULT:
            self.report.make(self._walker)
        elif self.studio.session.views or self.report.files or self.studio.session.subject != Subject():
            self._forget()
        if stage in (Stage.WELCOME, Stage.LOCKED):
            self._wishes.forget(self._house)
        self._pin.close()

    def _forget(self) -> None:
        self.report.forget()
        self.studio.begin(Subject())

    def _make_page(self, stage: Stage) -> KioskPage:
        makers: dict[Stage, Callable[[], KioskPage]] = {
            Stage.LOCKED: self._locked,
            Stage.WELCOME: self._welcome,
            Stage.CONSENT: self._consent,
            Stage.DECLINED: self._declined,
            Stage.WHO: self._who,
            Stage.FACE: self.faces.check_in_page,
            Stage.FACE_CONSENT: self._face_consent,
            Stage.ENROL: self.faces.enrol_page,
            Stage.HEIGHT: self._height,
            Stage.CAPTURE: self._capture,
            Stage.RESULT: self._result,
            Stage.SAVED: self._saved,
            Stage.STAFF: self._staff,
            Stage.RECORDS: self.faces.records_page,
        }
        return makers[stage]()

    def _do(self, step: Callable[..., object], *facts: object) -> None:
        """Take a step on the rails and show where it leads."""
        step(*facts, self._clock())
        self._refresh()

    def _stop(self) -> None:
        self._do(self.kiosk.stop)

    def _locked(self) -> KioskPage:
        page = LockedPage(has_pin=self.kiosk.gate.is_set, note=self._folder_note())
        self._pin.serve(page)
        return page

    def _welcome(self) -> KioskPage:
        sound, language = self._wishes.sound, self.kiosk.client.language
        page = WelcomePage(self._house.clinic, language, sound=sound, wide=self.wide)
        page.language_chosen.connect(self._choose_language)
        page.started.connect(partial(self._do, self.kiosk.start))
        page.staff_wanted.connect(self._pin.ask)
        page.larger_wanted.connect(self._larger)
        page.sound_wanted.connect(self._toggle_sound)
        return page

    def _consent(self) -> KioskPage:
        page = ConsentPage(kiosk_text(self.kiosk.client.language))
        page.agreed.connect(lambda _: self._do(self.kiosk.agree))
        page.refused.connect(partial(self._do, self.kiosk.refuse))
        page.back_wanted.connect(partial(self._do, self.kiosk.back))
        page.larger_wanted.connect(self._larger)
        return page

    def _declined(self) -> KioskPage:
        sentence = self.tr("That is fine. Nothing was photographed and nothing is kept.")
        page = FarewellPage(self.tr("Thank you for stopping by."), sentence, "hand", "brand")
        page.done.connect(self._stop)
        return page

    def _who(self) -> KioskPage:
        page = WhoPage(by_face=self.faces.desk.is_offered)
        page.new.connect(partial(self._do, self.kiosk.is_new))
        page.known.connect(self.faces.say_who)
        page.face_wanted.connect(partial(self._do, self.kiosk.recognise))
        page.back_wanted.connect(partial(self._do, self.kiosk.back))
        page.stop_wanted.connect(self._stop)
        return page

    def _face_consent(self) -> KioskPage:
        page = self.faces.consent_page(self.kiosk.client.language)
        page.larger_wanted.connect(self._larger)
        return page

    def _height(self) -> KioskPage:
        page = HeightPage()
        page.chosen.connect(partial(self._do, self.kiosk.set_height))
        page.back_wanted.connect(partial(self._do, self.kiosk.back))
        page.stop_wanted.connect(self._stop)
        return page

    def _capture(self) -> KioskPage:
        assert self.capture.driver is not None
        page = CapturePage(self.studio, self.capture.driver, wide=self.wide)
        page.stop_wanted.connect(self._stop)
        page.seen.connect(self._touched)
        return page

    def _result(self) -> KioskPage:
        printing = self._house.kiosk_print
        page = ResultPage(self.studio, self.studio.assessment(), can_print=printing, wide=self.wide)
        page.finish_wanted.connect(self.report.finish)
        page.print_wanted.connect(self.report.print_and_finish)
        page.more_wanted.connect(self._touched)
        page.larger_wanted.connect(self._larger)
        page.show_saved(self.report.outcome, self.report.tone)
        return page

    def _saved(self) -> KioskPage:
        page = FarewellPage(self.tr("Thank you."), self.report.outcome)
        page.done.connect(self._stop)
        return page

    def _staff(self) -> KioskPage:
        note = self._folder_note() or self.tr("The kiosk goes back to the welcome page by itself.")
        note = " ".join(one for one in (note, self.faces.staff_note()) if one)
        wanted = self.faces.desk.is_wanted and bool(self._house.records)
        page = StaffPage(note, records=wanted and not self.studio.records.is_open)
        page.records_wanted.connect(partial(self._do, self.kiosk.open_records))
        page.resume_wanted.connect(partial(self._do, self.kiosk.resume))
        page.lock_wanted.connect(partial(self._do, self.kiosk.lock))
        page.leave_wanted.connect(partial(self._do, self.kiosk.leave, ""))
        return page

    # -- what clients wish --

    def _choose_language(self, language: str) -> None:
        self.kiosk.choose_language(language)
        self._refresh(anew=True)

    def _larger(self) -> None:
        self._wishes.larger()
        self._refresh(anew=True)

    def _toggle_sound(self) -> None:
        self._wishes.toggle_sound()
        self._refresh(anew=True)

    # -- staff --

    def _cover_page(self, covered: bool) -> None:
        if self.page is not None:
            self.page.setVisible(not covered)

    def _keep_pin(self, kept: str) -> None:
        self._house = replace(self._house, pin=kept)
        self.studio.equipment.save_preferences(self._house)

    def _folder_note(self) -> str:
        if self.report.folder is not None or self._house.kiosk_print:
            return ""
        return self.tr(
            "No folder for the reports is set, so none will be kept. Set one in the workstation's settings."
        )

    # -- photographs and report --

    def _begin_capture(self) -> None:
        self._forget()
        self.studio.begin(self.kiosk.client.subject)
        self.capture.begin()

    def _captured(self) -> None:
        if self.kiosk.stage is not Stage.CAPTURE:
            return
        if not self.studio.session.views:  # every view was left out
            self._stop()
            return
        self.studio.voice.tone("done")
        QTimer.singleShot(0, self, partial(self._do, self.kiosk.captured))

    def _show_outcome(self, sentence: str, tone: str) -> None:
        if isinstance(self.page, ResultPage):
            self.page.show_saved(sentence, tone)

    # -- by itself --

    def walk(self, folder: Path, done: Callable[[int, str], None] | None = None) -> None:
        """Walk the rails without a hand and write all results into a folder.

        `walked` (and `done`) get the exit code: 0, or 4 or 5 with one sentence.
        """
        if done is not None:
            self.walked.connect(done)
        walker = KioskWalker(self, folder, self._clock())
        self._walker = walker
        self.capture.taken.connect(lambda: walker.moved_on(self._clock()))
        self.capture.refused.connect(walker.refused)
        self.capture.camera_lost.connect(lambda error: walker.camera_lost(error, self._clock()))
        self.capture.camera_back.connect(walker.camera_back)
