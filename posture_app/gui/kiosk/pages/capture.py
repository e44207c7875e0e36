"""The guided capture: one instruction, a mirror with the outline to fill, and a ring that counts."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from posture_app.domain.errors import CameraTrouble, PostureError
from posture_app.domain.views import View
from posture_app.gui.camera.capture_driver import CaptureDriver
from posture_app.gui.camera.live_overlay import skeleton, wanted_facing
from posture_app.gui.camera.standing_place import StandingPlace
from posture_app.gui.images import to_qimage
from posture_app.gui.kiosk.pages.base import KioskPage, gap, is_large, kiosk_button, put, words
from posture_app.gui.kiosk.pages.help import HelpPanel
from posture_app.gui.kiosk.pages.pictogram import Pictogram
from posture_app.gui.kiosk.pages.steps import Steps
from posture_app.gui.kiosk.pages.trouble import CameraTroubleCard
from posture_app.gui.studio import Studio
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.check_line import CheckLine
from posture_app.gui.widgets.check_line import CheckState as Sign
from posture_app.gui.widgets.countdown_ring import CountdownRing
from posture_app.gui.widgets.instruction_label import InstructionLabel
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.services.capture.flow import CaptureState, Phase
from posture_app.services.capture.live import Sighting
from posture_app.services.capture.picture_checks import CheckState
from posture_app.services.ports import Frame

SLOW_MS = 4_000
"""After so long without a picture the page says that the camera takes its time."""
REPEAT_MS = 9_000
"""An instruction that still stands is said again."""
_WORST = (CheckState.STOP, CheckState.WARN, CheckState.WAITING, CheckState.OK)


class CapturePage(KioskPage):
    """Shows what the driver says; the client needs no hand."""

    stop_wanted = Signal()
    seen = Signal()
    """Somebody stands before the camera."""

    def __init__(self, studio: Studio, driver: CaptureDriver, *, wide: bool) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Photographs"))
        self._studio, self._driver = studio, driver
        self._said = ""
        self._ticked: int | None = None
        self._phase: Phase | None = None
        self._counting = False
        self._left = False
        self._standing = StandingPlace()
        self._aimed: object = None
        self._mirrored = studio.preferences.mirrored
        self._make_parts()
        self._lay_out(wide)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._show_slow)
        self._repeat = QTimer(self, interval=REPEAT_MS)
        self._repeat.timeout.connect(self.say_again)
        driver.frame_shown.connect(self._show_frame)
        driver.sighted.connect(self._show_sighting)
        driver.state_changed.connect(self._show_state)
        driver.analysing.connect(self._show_analysing)
        driver.refused.connect(self._show_refused)
        driver.trouble.connect(self.show_trouble)
        driver.connected.connect(self._show_connected)
        self._show_state(driver.flow.state)
        self._slow.start()
        self._repeat.start()

    def _make_parts(self) -> None:
        names = [self.tr("Front"), self.tr("Side"), self.tr("Back")]
        self._steps = Steps(names)
        self._photo = PhotoView()
        self._photo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._photo.setAccessibleName(self.tr("What the camera sees"))
        self._photo.set_zoomable(False)
        self._photo.set_mirrored(self._mirrored)
        self._photo.set_radius(gap(36))
        self._photo.set_overlay_scale(max(1.0, gap(200) / 100))
        self._pill = Pill("refresh-cw", self.tr("Mirror"), parent=self._photo)
        self._pill.setVisible(False)
        self._trouble = CameraTroubleCard()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._photo)
        self._stack.addWidget(self._trouble)
        self._instruction = InstructionLabel("", lines=2)
        self._pictogram = Pictogram(self._mirrored)
        self._ring = CountdownRing()
        self._ring.setFixedSize(gap(210), gap(210))
        self._ring.setVisible(False)
        self._detail = words("", Type.BODY, "quiet")
        self._detail.setMinimumHeight(round(theme().text_px(Type.BODY) * 2.9))
        self._checks = {
            "whole_body": (("person", "whole_body"), self.tr("Whole body")),
            "distance": (("distance",), self.tr("Distance")),
            "turn": (("turn",), self.tr("Direction")),
            "light": (("light",), self.tr("Light")),
        }
        self._lines = {key: CheckLine(name, framed=True) for key, (_, name) in self._checks.items()}

    def _lay_out(self, wide: bool) -> None:
        stop = kiosk_button(self.tr("Stop"), "x", size="small")
        stop.clicked.connect(self.stop_wanted)
        self.head(stop, title=self._steps)
        told = QHBoxLayout()
        told.setSpacing(gap(24))
        told.addWidget(self._instruction, 1)
        told.addWidget(self._pictogram, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        checks = QHBoxLayout()
        checks.setSpacing(gap(16))
        for line in self._lines.values():
            checks.addWidget(line, 1)
            line.setHidden(is_large())  # the instruction says it all
        self._detail.setHidden(is_large())
        size = "small" if is_large() else ""
        self._again = kiosk_button(self.tr("Say it again"), "volume-2", size=size)
        self._again.clicked.connect(self.say_again)
        help_button = kiosk_button(self.tr("I need help"), "hand", size=size)
        self._help = HelpPanel()
        self._help.shutter_wanted.connect(self._shutter)
        self._help.skip_wanted.connect(self._skip)
        help_button.clicked.connect(self._help.toggle)
        rows = self.rows
        if wide:
            across = QHBoxLayout()
            across.setSpacing(gap(48))
            across.addWidget(self._stack, 6)
            right = QWidget()
            rows = QVBoxLayout(right)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(gap(24))
            across.addWidget(right, 5)
            self.rows.addLayout(across, 1)
            rows.addStretch(1)
        else:
            rows.addWidget(self._stack, 1)
        rows.addLayout(told)
        rows.addWidget(self._detail)
        rows.addLayout(checks)
        if wide:
            rows.addStretch(1)
        rows.addWidget(self._help)
        self.foot(self._again, help_button)
        self.begin_with(self._again)

    def leave(self) -> None:
        """Stop the timers and forget the picture."""
        self._left = True
        self._slow.stop()
        self._repeat.stop()
        self._photo.show_photo(None)
        self._photo.show_overlay(None)

    # -- what the client does --

    def say_again(self) -> None:
        """Say the instruction once more."""
        if self._said and not self._counting and self._stack.currentIndex() == 0:
            self._studio.voice.say(self._said)

    def _shutter(self) -> None:
        self._help.hide()
        self._driver.shutter()

    def _skip(self) -> None:
        self._help.hide()
        self._driver.skip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a pedal or the space bar release the shutter."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._driver.shutter()
        else:
            super().keyPressEvent(event)

    # -- what the driver says --

    def _show_frame(self, frame: Frame) -> None:
        self._photo.show_photo(to_qimage(frame.rgb))
        ratio = self._photo.width() / max(1, self._photo.height())
        region = None
        if frame.width / frame.height > ratio:  # the sides may go, head and feet may not
            across = frame.height * ratio
            region = QRectF((frame.width - across) / 2, 0, across, frame.height)
        self._photo.set_region(region)
        self._aim((frame.width, frame.height))

    def _aim(self, size: tuple[int, int]) -> None:
        """Show where to be: about somebody who stands well already, so that only the pose is to be filled."""
        state = self._driver.flow.state
        held = state.phase in (Phase.HOLD, Phase.COUNTDOWN, Phase.BURST)
        key = (state.view, state.side, size, held, self._standing.roughly)
        if key == self._aimed:
            return
        self._aimed = key
        self._photo.show_target(self._standing.outline(state.view, state.side, *size), held)

    def _show_sighting(self, sighting: Sighting) -> None:
        if sighting.person is None:
            self._photo.show_overlay(None)
            return
        self._photo.show_overlay(skeleton(sighting.person, sighting.facing))
        self._standing.follow(sighting)
        self.seen.emit()

    def _show_state(self, state: CaptureState) -> None:
        if self._left:
            return
        order = self._driver.flow.views
        done = frozenset(order.index(view) for view in state.taken)
        self._steps.show_step(order.index(state.view), done)
        self._show_checks(state)
        self._counting = state.phase is Phase.COUNTDOWN
        if state.phase is Phase.BURST:
            self._on_burst()
        elif state.phase is not Phase.REVIEW:
            self._tell(self._studio.words.text(f"capture.{state.instruction}"))
        self._pictogram.show_turn(wanted_facing(state.view, state.side), state.instruction)
        put(self._detail, self._how(state))
        self._count(state)
        self._phase = state.phase

    def _show_checks(self, state: CaptureState) -> None:
        states = {check.name: check.state for check in state.checks}
        for key, (names, word) in self._checks.items():
            worst = min((states[name] for name in names), key=_WORST.index)
            self._lines[key].show_check(word, Sign(worst.value))

    def _on_burst(self) -> None:
        if self._phase is not Phase.BURST:
            self._studio.voice.tone("shutter")
        self._tell(self._studio.words.text("capture.hold_still"), aloud=False)

    def _how(self, state: CaptureState) -> str:
        if state.phase in (Phase.COUNTDOWN, Phase.BURST):
            return ""
        if state.view.is_side:
            return self.tr("Fill the white outline. Let your arms hang and look at the wall in front of you.")
        if state.view is View.BACK:
            return self.tr("Fill the white outline. Let your arms hang and look straight ahead.")
        return self.tr("Fill the white outline. Let your arms hang and look into the camera.")

    def _count(self, state: CaptureState) -> None:
        left = state.countdown_left_s
        self._ring.setVisible(left is not None)
        self._pictogram.setVisible(left is None)
        if left is None:
            self._ring.break_off()
            self._ticked = None
            return
        self._ring.show_remaining(left, self._driver.flow.settings.countdown_s)
        second = int(left + 0.999)
        if second != self._ticked and second > 0:
            self._ticked = second
            self._studio.voice.tone("tick")

    def _show_analysing(self, view: View) -> None:
        self._tell(self._studio.words.text("capture.taken"))
        put(self._detail, self.tr("One moment, the picture is being measured."))

    def _show_refused(self, view: View, error: PostureError) -> None:
        put(self._detail, self._studio.words.problem(error))

    def show_trouble(self, error: PostureError) -> None:
        """Say what to do about the camera."""
        self._slow.stop()
        self._trouble.tell(self._studio.words.problem(error))
        self._photo.show_photo(None)
        self._photo.show_overlay(None)
        self._standing.forget()
        self._aimed = None
        self._pill.hide()
        self._stack.setCurrentIndex(1)
        self._studio.voice.tone("attention")

    def _show_slow(self) -> None:
        if self._photo.photo_size.isEmpty():
            self.show_trouble(CameraTrouble("camera_slow"))

    def _show_connected(self) -> None:
        self._slow.stop()
        self._stack.setCurrentIndex(0)
        self._pill.setVisible(self._mirrored)
        self._place_pill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pill in its corner."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place_pill)

    def _place_pill(self) -> None:
        self._pill.adjustSize()
        self._pill.move(self._photo.width() - self._pill.width() - gap(28), gap(28))

    def _tell(self, sentence: str, *, aloud: bool = True) -> None:
        if sentence == self._said:
            return
        self._said = sentence
        self._instruction.say(sentence)
        self._repeat.start()
        if aloud:
            self._studio.voice.say(sentence)
