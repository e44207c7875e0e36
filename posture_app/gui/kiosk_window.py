"""The kiosk's window: full screen, on rails, closed to everybody without the PIN.

It shows one page after the other as `services.kiosk` says; every page is made anew when it comes, and goes
when the next one comes, so nothing of a client is left in any of them.
"""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QInputEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from posture_app.domain.people import Subject
from posture_app.gui.capture_driver import CaptureDriver
from posture_app.gui.kiosk_walker import KioskWalker
from posture_app.gui.pages.kiosk_base import KioskPage
from posture_app.gui.pages.kiosk_capture import CapturePage
from posture_app.gui.pages.kiosk_consent import ConsentPage
from posture_app.gui.pages.kiosk_farewell import FarewellPage
from posture_app.gui.pages.kiosk_height import HeightPage
from posture_app.gui.pages.kiosk_idle import IdleOverlay
from posture_app.gui.pages.kiosk_paper import print_pdf
from posture_app.gui.pages.kiosk_pin import PinOverlay
from posture_app.gui.pages.kiosk_result import ResultPage
from posture_app.gui.pages.kiosk_staff import LockedPage, StaffPage
from posture_app.gui.pages.kiosk_welcome import WelcomePage
from posture_app.gui.pages.kiosk_who import WhoPage
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.services.capture import CaptureFlow, CaptureSettings, Phase
from posture_app.services.kiosk import (
    Kiosk,
    KioskTimes,
    PinAnswer,
    PinGate,
    Stage,
    shipped_consent,
)
from posture_app.services.pin import SHORTEST
from posture_app.services.wording import Profile, Words

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio

TICK_MS = 200
TEXT_STEPS = (1.0, 1.25, 1.5, 2.0)
_TOUCHES = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_HELD_KEYS = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Menu,
        Qt.Key.Key_Print,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Help,
    }
)


def kiosk_scale(width: int, height: int) -> float:
    """Give the size of everything against 1080 × 1920; a lying screen is read from nearer."""
    fitting = min(width / 1080, height / 1920) if height >= width else min(width / 1280, height / 800) * 0.62
    return round(min(2.0, max(0.5, fitting)), 3)


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
        self._text_scale = self._house.text_scale
        self._sound = self._house.voice
        gate, times = PinGate(self._house.pin), KioskTimes(inactivity_s=float(self._house.inactivity_s))
        self.kiosk = Kiosk(gate, self._house.language, times)
        self.driver: CaptureDriver | None = None
        self.page: KioskPage | None = None
        self._walker: KioskWalker | None = None
        self._files: dict[str, bytes] = {}
        self._waiting_for: str | None = None
        self._visit = 0
        self._shown: Stage | None = None
        self._scale: float | None = None
        self._looks: tuple[float, float, str] | None = None
        self._idle: IdleOverlay | None = None
        self._idle_second = 0
        self._pin: PinOverlay | None = None
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

    # -- the window itself --

    def open(self) -> None:
        """Come to the screen, all of it."""
        self.showFullScreen()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to listen and to count."""
        super().showEvent(event)
        _app().installEventFilter(self)
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
        for overlay in (self._idle, self._pin):
            if overlay is not None:
                overlay.setGeometry(self.rect())
        if self.isVisible():
            self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there; keep the system's shortcuts out."""
        if not isinstance(event, QInputEvent):
            # Nothing else is asked for its type: one that Qt made up at run time has none that Python knows.
            return False
        kind = event.type()
        if kind in _KEYS and self._is_mine(watched) and _is_held(cast(QKeyEvent, event)):
            event.accept()
            return True
        if kind is QEvent.Type.ContextMenu and self._is_mine(watched):
            return True
        if kind in _TOUCHES and self._is_mine(watched):
            self.kiosk.touch(self._clock())
        return False

    def _is_mine(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and watched.window() is self

    def _let_go(self) -> None:
        _app().removeEventFilter(self)
        self._timer.stop()
        if self.page is not None:
            self.page.leave()
        self._end_capture()
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
        self._warn(warning)
        if self._pin is not None and self.kiosk.gate.wait_left_s(now) > 0:
            self._pin.pad.say(self._wait_sentence(), "pro")

    def _warn(self, left_s: float | None) -> None:
        if left_s is None or self._pin is not None:
            self._drop_idle()
            return
        if self._idle is None:
            self._idle = IdleOverlay(self)
            self._idle.setGeometry(self.rect())
            self._idle.more_wanted.connect(self._touched)
            self._idle.clear_wanted.connect(self._stop)
            self.studio.voice.say(self._idle.accessibleName())
            self._idle_second = ceil(left_s)
        elif ceil(left_s) != self._idle_second:
            self._idle_second = ceil(left_s)
            self.studio.voice.tone("tick")
        self._idle.show_left(left_s, self.kiosk.times.warning_s)

    def _drop_idle(self) -> None:
        if self._idle is not None:
            idle, self._idle = self._idle, None
            _drop(idle)

    def _touched(self) -> None:
        self.kiosk.touch(self._clock())
        self._drop_idle()

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
        if stage is self._shown and scale == self._scale and not anew:
            return
        before, self._shown = self._shown, stage
        if stage is not before:
            self._enter(stage)
        self._speak(self.kiosk.client.language)
        self._look(scale)
        self._drop_idle()
        page = self._make_page(stage)
        old, self.page = self.page, page
        if old is not None:
            _drop(old)
        self._rows.addWidget(page)
        page.show()
        self.stage_changed.emit(stage)

    def _enter(self, stage: Stage) -> None:
        """Do what coming to a stage means; outside CAPTURE and RESULT nothing of a client is kept."""
        if stage is not Stage.CAPTURE:
            self._end_capture()
        if stage is Stage.CAPTURE:
            self._begin_capture()
        elif stage is Stage.RESULT:
            self._make_report()
        elif self.studio.session.views or self._files or self.studio.session.subject != Subject():
            self._forget()
        if stage in (Stage.WELCOME, Stage.LOCKED):
            self._text_scale, self._sound = self._house.text_scale, self._house.voice
        self._drop_pin()

    def _forget(self) -> None:
        self._visit += 1
        self._files = {}
        self._waiting_for = None
        self.studio.begin(Subject())

    def _speak(self, language: str) -> None:
        """Take over the client's language and wishes, for this client only: nothing of it is stored."""
        wished = replace(
            self._house,
            language=language,
            profile=Profile.WELLNESS.value,
            text_scale=self._text_scale,
            voice=self._sound,
        )
        studio, before = self.studio, self.studio.preferences
        if wished != before or studio.words.profile is not Profile.WELLNESS:
            studio.preferences = wished
            studio.words = Words(language, Profile.WELLNESS)
            if (wished.language, wished.voice) != (before.language, before.voice):
                studio.voice = studio.equipment.make_voice(wished)
        install_language(language)

    def _look(self, scale: float) -> None:
        wanted = (scale, self._text_scale, self._house.scheme)
        if self._looks != wanted:
            self._looks = wanted
            self._scale = scale
            scheme = "high_contrast" if self._house.scheme == "contrast" else self._house.scheme
            motion = not self._house.reduce_motion
            apply_theme(_app(), scheme, self._text_scale, kiosk_scale=scale, motion=motion)

    def _make_page(self, stage: Stage) -> KioskPage:
        makers: dict[Stage, Callable[[], KioskPage]] = {
            Stage.LOCKED: self._locked,
            Stage.WELCOME: self._welcome,
            Stage.CONSENT: self._consent,
            Stage.DECLINED: self._declined,
            Stage.WHO: self._who,
            Stage.HEIGHT: self._height,
            Stage.CAPTURE: self._capture,
            Stage.RESULT: self._result,
            Stage.SAVED: self._saved,
            Stage.STAFF: self._staff,
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
        page.unlock_wanted.connect(self._unlock)
        page.pin_chosen.connect(self._choose_pin)
        page.leave_wanted.connect(self._leave_locked)
        return page

    def _welcome(self) -> KioskPage:
        page = WelcomePage(self._house.clinic, self.kiosk.client.language, sound=self._sound, wide=self.wide)
        page.language_chosen.connect(self._choose_language)
        page.started.connect(partial(self._do, self.kiosk.start))
        page.staff_wanted.connect(self.ask_pin)
        page.larger_wanted.connect(self._larger)
        page.sound_wanted.connect(self._toggle_sound)
        return page

    def _consent(self) -> KioskPage:
        page = ConsentPage(shipped_consent(self.kiosk.client.language))
        page.agreed.connect(partial(self._do, self.kiosk.agree))
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
        page = WhoPage()
        page.new.connect(partial(self._do, self.kiosk.is_new))
        page.known.connect(partial(self._do, self.kiosk.is_known))
        page.back_wanted.connect(partial(self._do, self.kiosk.back))
        page.stop_wanted.connect(self._stop)
        return page

    def _height(self) -> KioskPage:
        page = HeightPage()
        page.chosen.connect(partial(self._do, self.kiosk.set_height))
        page.back_wanted.connect(partial(self._do, self.kiosk.back))
        page.stop_wanted.connect(self._stop)
        return page

    def _capture(self) -> KioskPage:
        assert self.driver is not None
        page = CapturePage(self.studio, self.driver, wide=self.wide)
        page.stop_wanted.connect(self._stop)
        page.seen.connect(self._touched)
        return page

    def _result(self) -> KioskPage:
        printing = self._house.kiosk_print
        page = ResultPage(self.studio, self.studio.assessment(), can_print=printing, wide=self.wide)
        page.finish_wanted.connect(partial(self._when_ready, "finish"))
        page.print_wanted.connect(partial(self._when_ready, "print"))
        page.more_wanted.connect(self._touched)
        page.larger_wanted.connect(self._larger)
        page.show_saved(self._outcome, self._tone)
        return page

    def _saved(self) -> KioskPage:
        page = FarewellPage(self.tr("Thank you."), self._outcome)
        page.done.connect(self._stop)
        return page

    def _staff(self) -> KioskPage:
        note = self._folder_note() or self.tr("The kiosk goes back to the welcome page by itself.")
        page = StaffPage(note)
        page.resume_wanted.connect(partial(self._do, self.kiosk.resume))
        page.lock_wanted.connect(partial(self._do, self.kiosk.lock))
        page.leave_wanted.connect(partial(self._do, self.kiosk.leave, ""))
        return page

    # -- what clients wish --

    def _choose_language(self, language: str) -> None:
        self.kiosk.choose_language(language)
        self._refresh(anew=True)

    def _larger(self) -> None:
        later = [step for step in TEXT_STEPS if step > self._text_scale + 0.01]
        self._text_scale = later[0] if later else TEXT_STEPS[0]
        self._refresh(anew=True)

    def _toggle_sound(self) -> None:
        self._sound = not self._sound
        self._refresh(anew=True)

    # -- staff --

    def ask_pin(self) -> None:
        """Let staff enter the PIN over whatever is shown."""
        self._drop_pin()
        overlay = PinOverlay(self)
        overlay.setGeometry(self.rect())
        overlay.entered.connect(self._staff_pin)
        overlay.cancelled.connect(self._drop_pin)
        self._pin = overlay
        if self.page is not None:
            self.page.hide()
        overlay.show()
        overlay.raise_()
        overlay.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_pin(self) -> None:
        if self._pin is not None:
            overlay, self._pin = self._pin, None
            _drop(overlay)
            if self.page is not None:
                self.page.show()

    def _staff_pin(self, pin: str) -> None:
        answer = self.kiosk.let_staff_in(pin, self._clock())
        if answer is PinAnswer.RIGHT:
            self._drop_pin()
            self._refresh()
        elif self._pin is not None:
            self._pin.pad.say(self._pin_sentence(answer), "pro")

    def _unlock(self, pin: str) -> None:
        self._answer_locked(self.kiosk.unlock(pin, self._clock()))

    def _leave_locked(self, pin: str) -> None:
        self._answer_locked(self.kiosk.leave(pin, self._clock()))

    def _answer_locked(self, answer: PinAnswer) -> None:
        if answer is PinAnswer.RIGHT:
            self._refresh()
        elif isinstance(self.page, LockedPage):
            self.page.refuse(self._pin_sentence(answer))

    def _choose_pin(self, pin: str, again: str) -> None:
        kept = self.kiosk.choose_pin(pin, again, self._clock())
        if kept is not None:
            self._house = replace(self._house, pin=kept)
            self.studio.equipment.save_preferences(self._house)
            self._refresh()
        elif isinstance(self.page, LockedPage):
            told = self.tr("The two PINs must be equal and have at least {count} digits. Once more, please.")
            self.page.refuse(told.format(count=SHORTEST))

    def _pin_sentence(self, answer: PinAnswer) -> str:
        if answer is PinAnswer.WAIT or self.kiosk.gate.wait_left_s(self._clock()) > 0:
            return self._wait_sentence()
        return self.tr("This is not the PIN.")

    def _wait_sentence(self) -> str:
        left = ceil(self.kiosk.gate.wait_left_s(self._clock()))
        return self.tr("Too many wrong PINs. Please wait {seconds} seconds.").format(seconds=left)

    def _folder_note(self) -> str:
        if self._folder() is not None or self._house.kiosk_print:
            return ""
        return self.tr("No folder for the reports is set, so none will be kept. Set one in the settings.")

    # -- the capture --

    def _begin_capture(self) -> None:
        self._forget()
        self.studio.begin(self.kiosk.client.subject)
        flow = CaptureFlow(settings=CaptureSettings(burst=self._house.burst))
        driver = CaptureDriver(self.studio, flow)
        driver.taken.connect(self._on_taken)
        driver.state_changed.connect(self._on_state)
        driver.refused.connect(self._on_refused)
        driver.trouble.connect(self._on_trouble)
        driver.connected.connect(self._on_connected)
        self.driver = driver
        QTimer.singleShot(0, self, self._start_camera)

    def _start_camera(self) -> None:
        if self.driver is not None:
            self.driver.start()

    def _end_capture(self) -> None:
        if self.driver is None:
            return
        driver, self.driver = self.driver, None
        driver.stop()
        driver.blockSignals(True)
        try:  # what the pose worker still holds comes home first; then nothing of the client is left
            self.studio.poses.start(_nothing, lambda _: driver.deleteLater(), lambda _: driver.deleteLater())
        except RuntimeError:  # the workers have ended already
            driver.deleteLater()

    def _on_taken(self, view: View) -> None:
        self._touched()
        if self.driver is not None:
            self.driver.accept()

    def _on_state(self, state: object) -> None:
        if self.driver is None or self.driver.flow.state.phase is not Phase.DONE:
            return
        if self.kiosk.stage is not Stage.CAPTURE:
            return
        if not self.studio.session.views:  # every view was left out
            self._stop()
            return
        self.studio.voice.tone("done")
        QTimer.singleShot(0, self, partial(self._do, self.kiosk.captured))

    def _on_refused(self, view: View, error: PostureError) -> None:
        if self._walker is not None:
            self._walker.refused(error)

    def _on_trouble(self, error: PostureError) -> None:
        if self._walker is not None:
            self._walker.camera_lost(error, self._clock())

    def _on_connected(self) -> None:
        if self._walker is not None:
            self._walker.camera_back()

    # -- the report --

    _outcome = ""
    _tone = "quiet"

    def _folder(self) -> Path | None:
        named = self._house.kiosk_folder or self._house.storage
        return Path(named) if named else None

    def _make_report(self) -> None:
        visit = self._visit
        self._files, self._waiting_for = {}, None
        self._outcome = ""

        def made(files: dict[str, bytes]) -> None:
            if visit == self._visit:
                self._on_made(files)

        def failed(error: PostureError) -> None:
            if visit == self._visit:
                self._on_unsaved(error)

        self.studio.make_files(made, failed)

    def _on_made(self, files: dict[str, bytes]) -> None:
        if self._walker is not None:
            self.studio.save_files(self._walker.folder, files, self._walker.written, self._walker.failed)
            return
        self._files = {"report.pdf": files["report.pdf"]}
        folder, visit = self._folder(), self._visit
        if folder is None:
            sentence = self.tr("Your report could not be kept. Please ask the staff.")
            self._ready(sentence if not self._house.kiosk_print else "", "watch")
            return
        name = f"posture_{datetime.now().astimezone():%Y-%m-%d_%H%M%S}.pdf"

        def then(_: None) -> None:
            if visit == self._visit:
                self._ready(self.tr("Your report is with the staff."))

        def failed(error: PostureError) -> None:
            if visit == self._visit:
                self._on_unsaved(error)

        self.studio.save_files(folder, {name: files["report.pdf"]}, then, failed)

    def _on_unsaved(self, error: PostureError) -> None:
        if self._walker is not None:
            self._walker.failed(error)
            return
        sentence = self.tr("Your report could not be kept. Please ask the staff.")
        self._ready(f"{sentence} {self.studio.words.problem(error)}", "watch")

    def _ready(self, sentence: str, tone: str = "quiet") -> None:
        self._outcome, self._tone = sentence, tone
        if isinstance(self.page, ResultPage):
            self.page.show_saved(sentence, tone)
        wish, self._waiting_for = self._waiting_for, None
        if wish is not None:
            self._when_ready(wish)
        elif not sentence:
            self._outcome = self.tr("Your report was not printed.")

    def _when_ready(self, wish: str) -> None:
        """Finish, or print and finish, as soon as the report is there."""
        if not self._outcome and not self._files:
            self._waiting_for = wish
            if isinstance(self.page, ResultPage):
                self.page.show_saved(self.tr("One moment, your report is being made."))
            return
        if wish == "print":
            printed = bool(self._files) and print_pdf(self._files["report.pdf"])
            told = self.tr("Your report is being printed.")
            failed = self.tr("The printer did not answer. Please ask the staff.")
            self._outcome = told if printed else f"{failed} {self._outcome}".strip()
        self.studio.voice.tone("done")
        self._do(self.kiosk.saved)

    # -- by itself --

    def walk(self, folder: Path, done: Callable[[int, str], None] | None = None) -> None:
        """Walk the rails without a hand and write all results into a folder.

        `walked` (and `done`) get the exit code: 0, or 4 or 5 with one sentence.
        """
        if done is not None:
            self.walked.connect(done)
        self._walker = KioskWalker(self, folder, self._clock())


def _nothing() -> None:
    """Take a turn on the worker, behind everything that waits there."""


def _app() -> QApplication:
    return cast(QApplication, QApplication.instance())


def _drop(widget: QWidget) -> None:
    if isinstance(widget, KioskPage):
        widget.leave()
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def _is_held(event: QKeyEvent) -> bool:
    """Tell whether a key leads out of the kiosk, or could."""
    modifiers = Qt.KeyboardModifier
    led = modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier
    key = event.key()
    return bool(event.modifiers() & led) or key in _HELD_KEYS or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
