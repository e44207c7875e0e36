"""Taking the photographs: the live picture, one instruction, the countdown, and camera trouble."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from posture_app.domain.errors import CameraTrouble, PostureError
from posture_app.domain.views import View
from posture_app.gui.camera.camera_choice import CameraChoice
from posture_app.gui.camera.live_overlay import outline, wanted_facing
from posture_app.gui.pages.capture_checks import PictureChecks
from posture_app.gui.pages.capture_picture import PORTRAIT, LivePicture
from posture_app.gui.pages.capture_trouble import NoPicture
from posture_app.gui.pages.capture_words import CaptureWords
from posture_app.gui.pages.parts import Page, column, icon_label, row
from posture_app.gui.texts import view_name
from posture_app.gui.theme import theme
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.view_card import ViewCard, ViewState
from posture_app.services.capture.flow import CaptureState, Phase

if TYPE_CHECKING:
    from posture_app.gui.camera.capture_driver import CaptureDriver
    from posture_app.gui.studio import Studio
    from posture_app.services.ports import Frame

SLOW_MS = 4000
"""A camera that has sent nothing for so long is called slow."""
ACCEPT_MS = 1800
"""Hands free, a photograph is kept after this time: nobody is there to press anything."""


class CapturePage(Page):
    """Shows what the driver says and passes on what the people want."""

    def __init__(self, studio: Studio, driver: CaptureDriver) -> None:
        super().__init__(studio)
        self.driver = driver
        self._active = False
        self._said = ""
        self._slow = self._timer(SLOW_MS, self._is_slow)
        self._accept = self._timer(ACCEPT_MS, self._accept_if_taken)
        self._build()
        self._connect()
        self._show_preferences()
        self._show_state(driver.flow.state)

    def _timer(self, milliseconds: int, when: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(when)
        return timer

    def _connect(self) -> None:
        driver, studio = self.driver, self.studio
        driver.frame_shown.connect(self._show_frame)
        driver.sighted.connect(self.photo.keep)
        driver.state_changed.connect(self._show_state)
        driver.analysing.connect(self._show_analysing)
        driver.trouble.connect(self._show_trouble)
        driver.connected.connect(self._show_connected)
        studio.preferences_changed.connect(self._show_preferences)
        studio.room_changed.connect(self._show_preferences)
        studio.session_changed.connect(self._show_views)

    # -- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.voice_button = Button(kind="quiet", icon="volume-2")
        self.voice_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.voice_button.clicked.connect(lambda: self.wanted.emit("voice"))
        self.import_button = Button(self.tr("Import a photo"), icon="image")
        self.import_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.import_button.clicked.connect(lambda: self.wanted.emit("photo.open"))
        self.add_to_header(self.voice_button, self.import_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_live())
        self.stack.addWidget(self._make_no_picture())
        column(self, 0).addWidget(self.stack)

    def _make_live(self) -> QWidget:
        live = QWidget()
        across = row(live, 28, (20, 18, 24, 18))
        self.photo = LivePicture(self.studio)
        self.photo.level.clicked.connect(lambda: self.wanted.emit("page.camera"))
        across.addWidget(self.photo)
        right = column(gap=16)
        right.addLayout(self._make_cards())
        right.addStretch(1)
        self._words = CaptureWords(self.studio, self.driver)
        self._words.ticked.connect(partial(self._sound, "tick"))
        right.addWidget(self._words, 8)
        right.addStretch(1)
        self._checks = PictureChecks()
        right.addWidget(self._checks)
        right.addLayout(self._make_controls())
        across.addLayout(right, 1)
        return live

    def _make_cards(self) -> QGridLayout:
        cards = QGridLayout()
        cards.setSpacing(12)
        self.cards: dict[View, ViewCard] = {}
        for at, view in enumerate(self.driver.flow.views):
            made = ViewCard()
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(partial(self._choose_view, view))
            self.cards[view] = made
            cards.addWidget(made, 0, at)
        return cards

    def _make_controls(self) -> QVBoxLayout:
        self.shutter_button = Button(self.tr("Take picture now"), "primary", "camera", large=True)
        self.shutter_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.shutter_button.setToolTip(self.tr("Space bar or foot pedal"))
        self.shutter_button.clicked.connect(self.driver.shutter)
        self.hands_free = QCheckBox(self.tr("Hands free"))
        self.hands_free.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hands_free.clicked.connect(lambda on: self.studio.prefer(hands_free=on))
        self.skip_button = Button(self.tr("Leave this view out"), "quiet", small=True)
        self.skip_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.skip_button.clicked.connect(self.driver.skip)
        self.camera = CameraChoice(self.studio, self.tr("Camera"))
        self.camera.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.camera.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.camera.setMinimumContentsLength(14)
        across = row(gap=14)
        across.addWidget(self.shutter_button)
        across.addWidget(self.hands_free)
        across.addStretch(1)
        across.addWidget(self.skip_button)
        across.addWidget(icon_label("video", 18, theme().tokens.text2))
        across.addWidget(self.camera)
        around = column(gap=0)
        around.addLayout(across)
        return around

    def _make_no_picture(self) -> NoPicture:
        self.no_picture = NoPicture(self.studio)
        self.no_picture.again_wanted.connect(self.driver.restart)
        self.no_picture.demo_wanted.connect(lambda: self.wanted.emit("demo"))
        self.no_picture.files_wanted.connect(lambda: self.wanted.emit("photo.open"))
        return self.no_picture

    # -- coming and going ----------------------------------------------------------------------------

    def enter(self) -> None:
        """Begin to show, and to speak."""
        self._active = True
        self._said = ""
        self._fill_cameras()
        self._show_state(self.driver.flow.state)
        if self.photo.photo_size.isEmpty() and self.stack.currentIndex() == 0:
            self._slow.start()
        self.setFocus()

    def leave(self) -> None:
        """Fall silent."""
        self._active = False
        self._slow.stop()
        self._accept.stop()
        self.photo.show_nothing()
        self.stack.setCurrentIndex(0)

    def _fill_cameras(self) -> None:
        for choice in (self.camera, self.no_picture.camera):
            choice.fill()

    # -- what the driver says ------------------------------------------------------------------------

    def _show_frame(self, frame: Frame) -> None:
        if self._active:
            self.photo.show_frame(frame, self.driver.flow.state)

    def _show_state(self, state: CaptureState) -> None:
        self._show_views()
        self._words.show_state(state)
        self._checks.show_checks(state.checks)
        self.shutter_button.setEnabled(state.phase in (Phase.SEEKING, Phase.HOLD, Phase.COUNTDOWN))
        self.skip_button.setEnabled(state.phase is not Phase.DONE)
        if state.phase is Phase.REVIEW and self.driver.flow.hands_free and self._active:
            if not self._accept.isActive():
                self._accept.start()
        else:
            self._accept.stop()
        if self._active:
            self._speak(state)

    def _show_views(self, *_: object) -> None:
        flow, session, words = self.driver.flow, self.studio.session, self.studio.words
        state = flow.state
        waiting = [one for one in flow.views if one not in (*session.views, state.view)]
        for view, shown in self.cards.items():
            facing = wanted_facing(view, flow.settings.side)
            name = view_name(view, words, session, facing)
            if view is state.view and state.phase is not Phase.DONE:
                mark, said = ViewState.NOW, self.tr("Now")
            elif view in session.views:
                mark, said = ViewState.TAKEN, self.tr("Taken")
            elif waiting[:1] == [view]:
                mark, said = ViewState.NEXT, self.tr("Next")
            else:
                mark, said = ViewState.LATER, self.tr("After that")
            shown.show_view(name, mark, said)
            shown.show_figure(outline(facing))

    def _show_analysing(self, view: View) -> None:
        self._words.show_measuring()
        self._sound("shutter")

    def _choose_view(self, view: View) -> None:
        if view in self.studio.session.views and view is not self.driver.flow.state.view:
            self.wanted.emit("page.review")
        elif view is not self.driver.flow.state.view or self.driver.flow.state.phase is Phase.DONE:
            self.driver.retake(view)

    def _accept_if_taken(self) -> None:
        if self._active and self.driver.flow.state.phase is Phase.REVIEW:
            self.driver.accept()

    # -- trouble -------------------------------------------------------------------------------------

    def _show_trouble(self, error: PostureError) -> None:
        if not isinstance(error, CameraTrouble):
            self.trouble.emit(error)
            return
        self._slow.stop()
        self.no_picture.tell(self.studio.words.problem(error))
        if self.stack.currentIndex() != 1:
            self._fill_cameras()
            self.stack.setCurrentIndex(1)
            if self._active:
                self._sound("attention")

    def _show_connected(self) -> None:
        self._slow.stop()
        self.stack.setCurrentIndex(0)
        self.photo.place_anew()

    def _is_slow(self) -> None:
        if self._active and self.photo.photo_size.isEmpty():
            self._show_trouble(CameraTrouble("camera_slow"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the live picture in the shape of a standing person."""
        super().resizeEvent(event)
        high = self.height() - 40
        self.photo.setFixedWidth(round(min(high * PORTRAIT, self.width() * 0.42)))

    # -- preferences, voice, and keys ----------------------------------------------------------------

    def _show_preferences(self) -> None:
        preferences = self.studio.preferences
        self.photo.show_preferences()
        self.hands_free.setChecked(preferences.hands_free)
        self.voice_button.setText(self.tr("Voice on") if preferences.voice else self.tr("Voice off"))
        for choice in (self.camera, self.no_picture.camera):
            choice.show_chosen()

    def _speak(self, state: CaptureState) -> None:
        sentence = self.studio.words.text(f"capture.{state.instruction}")
        if sentence == self._said:
            return
        self._said = sentence
        if self.studio.preferences.voice:
            self.studio.voice.say(sentence)

    def _sound(self, name: str) -> None:
        if self._active and self.studio.preferences.voice:
            self.studio.voice.tone(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the picture on space, unless a control has the focus and wants it for itself."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.driver.shutter()
        else:
            super().keyPressEvent(event)
