"""Taking the photographs: the live picture, one instruction, the countdown, and camera trouble."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent, QTransform
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from posture_app.domain.errors import CameraTrouble, PostureError
from posture_app.domain.views import Facing, View
from posture_app.gui.images import to_qimage
from posture_app.gui.live_overlay import outline, skeleton, target, target_about, wanted_facing
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import Page, card, column, icon_label, row, wrapped
from posture_app.gui.texts import number, view_name
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, restyle, text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.check_line import CheckLine, CheckState
from posture_app.gui.widgets.countdown_ring import CountdownRing
from posture_app.gui.widgets.instruction_label import InstructionLabel
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.gui.widgets.view_card import ViewCard, ViewState
from posture_app.services.capture import CaptureState, Phase
from posture_app.services.picture_checks import CHECKS

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.gui.capture_driver import CaptureDriver
    from posture_app.gui.studio import Studio
    from posture_app.services.live import Sighting
    from posture_app.services.ports import Frame

DEMO = "demo"
SLOW_MS = 4000
"""A camera that has sent nothing for so long is called slow."""
ACCEPT_MS = 1800
"""Hands free, a photograph is kept after this time: nobody is there to press anything."""
PORTRAIT = 9.0 / 16.0
"""What is shown of a landscape picture: the part in which a person stands."""

_CHECK_WORDS = {
    "person": (
        QT_TRANSLATE_NOOP("Checks", "Alone in the picture"),
        QT_TRANSLATE_NOOP("Checks", "one person"),
        QT_TRANSLATE_NOOP("Checks", "exactly one person should stand there"),
    ),
    "whole_body": (
        QT_TRANSLATE_NOOP("Checks", "Whole body in the picture"),
        QT_TRANSLATE_NOOP("Checks", "head, feet, and hips can be seen"),
        QT_TRANSLATE_NOOP("Checks", "something is cut off or covered"),
    ),
    "distance": (
        QT_TRANSLATE_NOOP("Checks", "Distance"),
        QT_TRANSLATE_NOOP("Checks", "fits the outline"),
        QT_TRANSLATE_NOOP("Checks", "too near or too far"),
    ),
    "turn": (
        QT_TRANSLATE_NOOP("Checks", "Turned the right way"),
        QT_TRANSLATE_NOOP("Checks", "square to the camera"),
        QT_TRANSLATE_NOOP("Checks", "not as this view needs it"),
    ),
    "stillness": (
        QT_TRANSLATE_NOOP("Checks", "Standing still"),
        QT_TRANSLATE_NOOP("Checks", "still enough"),
        QT_TRANSLATE_NOOP("Checks", "moving"),
    ),
    "light": (
        QT_TRANSLATE_NOOP("Checks", "Light"),
        QT_TRANSLATE_NOOP("Checks", "bright and sharp enough"),
        QT_TRANSLATE_NOOP("Checks", "dim or blurred"),
    ),
}
_WAITING = QT_TRANSLATE_NOOP("Checks", "waiting")


class WantedFigure(Themed):
    """A card with the outline of how to stand."""

    def __init__(self) -> None:
        super().__init__()
        self._facing = Facing.FRONT

    def show_facing(self, facing: Facing) -> None:
        """Show another way to stand."""
        if facing is not self._facing:
            self._facing = facing
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint card and outline."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        body = QPolygonF([QPointF(x, y) for x, y in outline(self._facing)])
        tall = self.height() - 48.0
        middle = body.boundingRect().center()
        place = QTransform.fromTranslate(self.width() / 2, self.height() / 2).scale(tall, tall)
        painter.setPen(QPen(QColor(tokens.brand), 2.2, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QColor(tokens.brand_tint))
        painter.drawPolygon(place.translate(-middle.x(), -middle.y()).map(body))


class CapturePage(Page):
    """Shows what the driver says and passes on what the people want."""

    def __init__(self, studio: Studio, driver: CaptureDriver) -> None:
        super().__init__(studio)
        self.driver = driver
        self._active = False
        self._target_for: tuple[object, ...] | None = None
        self._stands_well: Person | None = None
        self._said = ""
        self._ticked: int | None = None
        self._counting = False
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
        self._sighting: Sighting | None = None
        driver.frame_shown.connect(self._show_frame)
        driver.sighted.connect(self._keep_sighting)
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
        self.stack.addWidget(self._make_trouble())
        column(self, 0).addWidget(self.stack)

    def _make_live(self) -> QWidget:
        live = QWidget()
        across = row(live, 28, (20, 18, 24, 18))
        self.photo = PhotoView()
        self.photo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.photo.set_zoomable(False)
        self.photo.set_radius(14)
        self.photo.setAccessibleName(self.tr("Live picture"))
        self._make_pills()
        across.addWidget(self.photo)
        right = column(gap=16)
        right.addLayout(self._make_cards())
        right.addStretch(1)
        right.addLayout(self._make_words(), 8)
        right.addStretch(1)
        right.addWidget(self._make_checks())
        right.addLayout(self._make_controls())
        across.addLayout(right, 1)
        return live

    def _make_pills(self) -> None:
        self.level, self.mirror = Pill(), Pill("refresh-cw", self.tr("Mirrored"))
        rows = column(self.photo, 0, (14, 14, 14, 14))
        top = row(gap=8)
        top.addWidget(self.level)
        top.addStretch(1)
        top.addWidget(self.mirror)
        rows.addLayout(top)
        rows.addStretch(1)
        self.mirror.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.level.make_clickable(self.tr("Camera and room: how level the camera is"))
        self.level.clicked.connect(lambda: self.wanted.emit("page.camera"))

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

    def _make_words(self) -> QVBoxLayout:
        self.sign = icon_label("circle-check", 22)
        self.standing = text_label("", Type.SECTION)
        self.instruction = InstructionLabel()
        self.instruction.setMinimumHeight(theme().height(116))
        self.about = wrapped("", Type.SECTION, "quiet")
        self.about.setMinimumHeight(theme().height(52))
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setStyleSheet("font-weight: 400;")
        self.ring = CountdownRing()
        self.ring_note = text_label(self.tr("stops if you move"), Type.SMALL, "quiet")
        self.ring_note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        top = row(gap=10)
        top.addWidget(self.sign)
        top.addWidget(self.standing, 1)
        texts = column(gap=8)
        texts.addStretch(1)
        texts.addLayout(top)
        texts.addWidget(self.instruction)
        texts.addWidget(self.about)
        texts.addStretch(1)
        counting = QWidget()
        around_ring = column(counting, 8)
        around_ring.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignHCenter)
        around_ring.addWidget(self.ring_note)
        self.figure = WantedFigure()
        self.aside = QStackedWidget()
        self.aside.addWidget(self.figure)
        self.aside.addWidget(counting)
        self.aside.setFixedSize(theme().height(210), theme().height(238))
        side = column(gap=8)
        side.addStretch(1)
        side.addWidget(self.aside)
        side.addStretch(1)
        across = row(gap=20)
        across.addLayout(texts, 1)
        across.addLayout(side)
        around = column(gap=0)
        around.addLayout(across)
        return around

    def _make_checks(self) -> QFrame:
        frame, body = card(8, 18)
        top = row()
        top.addWidget(text_label(self.tr("Picture checks"), Type.CARD), 1)
        self.clear = text_label("", Type.SMALL, "quiet")
        self.clear.setWordWrap(False)
        top.addWidget(self.clear)
        body.addLayout(top)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        self.checks: dict[str, CheckLine] = {}
        for at, name in enumerate(CHECKS):
            self.checks[name] = CheckLine()
            grid.addWidget(self.checks[name], at % 3, at // 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        body.addLayout(grid)
        return frame

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
        self.camera = QComboBox()
        self.camera.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.camera.setAccessibleName(self.tr("Camera"))
        self.camera.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.camera.setMinimumContentsLength(14)
        self.camera.activated.connect(lambda _: self.studio.prefer(camera=self.camera.currentData()))
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

    def _make_trouble(self) -> QWidget:
        outer = QWidget()
        frame, body = card(18, 40)
        frame.setFixedWidth(theme().height(700))
        body.addWidget(icon_label("video", 52, theme().tokens.brand), 0, Qt.AlignmentFlag.AlignHCenter)
        title = text_label(self.tr("No picture from the camera"), Type.TITLE)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(title)
        self.trouble_text = wrapped("", Type.BODY)
        self.trouble_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.trouble_text.setStyleSheet("font-size: 16px;")
        body.addWidget(self.trouble_text)
        again = Button(self.tr("Try again"), "primary", "refresh-cw")
        again.clicked.connect(self.driver.restart)
        demo = Button(self.tr("Try the demonstration"), icon="person-standing")
        demo.clicked.connect(lambda: self.wanted.emit("demo"))
        files = Button(self.tr("Open photographs"), icon="image")
        files.clicked.connect(lambda: self.wanted.emit("photo.open"))
        across = row(gap=10)
        across.addStretch(1)
        for one in (again, demo, files):
            across.addWidget(one)
        across.addStretch(1)
        body.addLayout(across)
        self.other_camera = QComboBox()
        self.other_camera.setAccessibleName(self.tr("Another camera"))
        self.other_camera.activated.connect(
            lambda _: self.studio.prefer(camera=self.other_camera.currentData())
        )
        body.addWidget(self.other_camera, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting = wrapped(
            self.tr("This page goes on by itself as soon as a picture comes."), Type.SMALL, "quiet"
        )
        waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(waiting)
        layout = column(outer)
        layout.addStretch(2)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return outer

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
        self.photo.show_photo(None)
        self.photo.show_overlay(None)
        self._target_for = None
        self.stack.setCurrentIndex(0)

    def _fill_cameras(self) -> None:
        cameras = [(one.name, one.id) for one in self.studio.equipment.cameras()]
        chosen = self.studio.preferences.camera
        choices = [(self.tr("First camera found"), ""), *cameras, (self.tr("Demonstration"), DEMO)]
        if chosen not in {value for _, value in choices}:
            choices.append((chosen, chosen))
        for box in (self.camera, self.other_camera):
            box.clear()
            for text, value in choices:
                box.addItem(text, value)
            box.setCurrentIndex(box.findData(chosen))

    # -- what the driver says ------------------------------------------------------------------------

    def _show_frame(self, frame: Frame) -> None:
        if not self._active:
            return
        self._show_sighting()
        self.photo.show_photo(to_qimage(frame.rgb))
        self._show_target(frame.width, frame.height)

    def _show_target(self, width: int, height: int) -> None:
        """Show where to stand; whoever stands well is outlined where he stands."""
        state = self.driver.flow.state
        reached = state.phase is not Phase.SEEKING
        person = self._stands_well if reached else None
        wanted = (state.view, state.side, width, height, self.photo.size(), person)
        if wanted == self._target_for:
            return
        self._target_for = wanted
        if width > height * PORTRAIT * 1.05:
            shown = min(float(width), height * self.photo.width() / max(1, self.photo.height()))
            self.photo.set_region(QRectF((width - shown) / 2, 0, shown, height), cover=True)
        else:
            self.photo.set_region(None)
        if person is None:
            self.photo.show_target(target(state.view, state.side, width, height), reached)
        else:
            self.photo.show_target(target_about(person, state.view, state.side, width, height), reached)

    def _keep_sighting(self, sighting: Sighting) -> None:
        """Show it with the next frame, a thirtieth of a second later: each picture is painted once."""
        self._sighting = sighting

    def _show_sighting(self) -> None:
        sighting, self._sighting = self._sighting, None
        if sighting is None:
            return
        person = sighting.person
        self.photo.show_overlay(None if person is None else skeleton(person, sighting.facing))
        self._stands_well = None if sighting.reasons else person
        cut = {reason.code for reason in sighting.reasons}
        edges = [Qt.Edge.BottomEdge] if "feet_cut_off" in cut else []
        edges += [Qt.Edge.TopEdge] if "head_cut_off" in cut else []
        self.photo.show_alarm(frozenset(edges))

    def _show_state(self, state: CaptureState) -> None:
        self._show_views()
        self._show_words(state)
        self._show_checks(state)
        self._show_countdown(state)
        self.shutter_button.setEnabled(state.phase in (Phase.SEEKING, Phase.HOLD, Phase.COUNTDOWN))
        self.skip_button.setEnabled(state.phase is not Phase.DONE)
        if state.phase is Phase.REVIEW and self.driver.flow.hands_free and self._active:
            if not self._accept.isActive():
                self._accept.start()
        else:
            self._accept.stop()
        if self._active:
            self._speak(state)

    def _show_words(self, state: CaptureState) -> None:
        words = self.studio.words
        sign, text, tone = self._standing(state)
        self.standing.setText(text)
        self.standing.setProperty("tone", tone)
        restyle(self.standing)
        tokens = theme().tokens
        ink = {"ok": tokens.ok.ink, "watch": tokens.watch.ink}.get(tone, tokens.text2)
        self.sign.setPixmap(icon_label(sign, 22, ink).pixmap())
        self.instruction.say(words.text(f"capture.{state.instruction}"))
        self.about.setText(self._about(state))

    def _standing(self, state: CaptureState) -> tuple[str, str, str]:
        """Give sign, words, and tone of where the capture stands."""
        if state.phase is Phase.SEEKING and state.instruction == "nobody":
            return "person-standing", self.tr("Waiting"), "quiet"
        return {
            Phase.SEEKING: ("arrow-down", self.tr("One thing to change"), "watch"),
            Phase.HOLD: ("circle-check", self.tr("Ready"), "ok"),
            Phase.COUNTDOWN: ("circle-check", self.tr("Ready"), "ok"),
            Phase.BURST: ("camera", self.tr("Taking pictures"), "ok"),
            Phase.REVIEW: ("circle-check", self.tr("Taken"), "ok"),
            Phase.DONE: ("badge-check", self.tr("Complete"), "ok"),
        }[state.phase]

    def _about(self, state: CaptureState) -> str:
        if state.told:
            return self.studio.words.reason(state.told[0])
        if state.phase in (Phase.SEEKING, Phase.HOLD) and state.broken_off:
            return self.tr("The countdown stopped. It begins anew as soon as all is right.")
        free = self.driver.flow.hands_free
        by_itself = self.tr("The picture takes itself.") if free else self.tr("Space bar takes the picture.")
        return {
            Phase.SEEKING: self.tr("Then stand as the outline shows."),
            Phase.HOLD: self.tr("Breathe normally.") + " " + by_itself,
            Phase.COUNTDOWN: self.tr("Breathe normally and look straight ahead.") + " " + by_itself,
            Phase.BURST: self.tr("A moment …"),
            Phase.REVIEW: self.tr("You may relax."),
            Phase.DONE: self.tr("Every photograph is there."),
        }[state.phase]

    def _show_checks(self, state: CaptureState) -> None:
        def said(text: str) -> str:
            return QCoreApplication.translate("Checks", text)

        clear = 0
        for check in state.checks:
            name, good, bad = _CHECK_WORDS[check.name]
            shown = CheckState(check.state.value)
            clear += shown is CheckState.OK
            detail = {CheckState.OK: good, CheckState.WAITING: _WAITING}.get(shown, bad)
            self.checks[check.name].show_check(said(name), shown, said(detail))
        text = self.tr("{clear} of {all} clear")
        self.clear.setText(text.format(clear=number(clear), all=number(len(state.checks))))

    def _show_countdown(self, state: CaptureState) -> None:
        left = state.countdown_left_s
        counting = left is not None
        if left is not None:
            self.ring.show_remaining(left, self.driver.flow.settings.countdown_s)
            self._tick(int(left + 0.999))
        elif self._counting:
            if state.phase is Phase.BURST:
                self.ring.show_remaining(0.0, self.driver.flow.settings.countdown_s)
            else:
                self.ring.break_off()
        elif state.phase in (Phase.SEEKING, Phase.HOLD) and self.ring.share == 1.0:
            self.ring.break_off()
        live = state.phase in (Phase.HOLD, Phase.COUNTDOWN, Phase.BURST)
        self.aside.setCurrentIndex(1 if live else 0)
        self.figure.show_facing(wanted_facing(state.view, state.side))
        self._counting = counting
        if not counting:
            self._ticked = None

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
        self.about.setText(self.tr("Measuring the photograph …"))
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
        self.trouble_text.setText(self.studio.words.problem(error))
        if self.stack.currentIndex() != 1:
            self._fill_cameras()
            self.stack.setCurrentIndex(1)
            if self._active:
                self._sound("attention")

    def _show_connected(self) -> None:
        self._slow.stop()
        self.stack.setCurrentIndex(0)
        self._target_for = None

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
        self.photo.set_mirrored(preferences.mirrored)
        self.mirror.setVisible(preferences.mirrored)
        self.hands_free.setChecked(preferences.hands_free)
        self.voice_button.setText(self.tr("Voice on") if preferences.voice else self.tr("Voice off"))
        level, room = preferences.level_deg, self.studio.room
        if level is None and room is not None:
            said = self.tr("Level {level}°").format(level=number(room.level.roll_deg, 1))
            self.level.say("ruler", said, self.tr("(remembered)"))
        elif level is None:
            self.level.say("ruler", self.tr("Level found in the picture"))
        else:
            self.level.say("ruler", self.tr("Level {level}°").format(level=number(level, 1)))
        for box in (self.camera, self.other_camera):
            box.setCurrentIndex(box.findData(preferences.camera))

    def _speak(self, state: CaptureState) -> None:
        sentence = self.studio.words.text(f"capture.{state.instruction}")
        if sentence == self._said:
            return
        self._said = sentence
        if self.studio.preferences.voice:
            self.studio.voice.say(sentence)

    def _tick(self, second: int) -> None:
        if second != self._ticked:
            self._ticked = second
            self._sound("tick")

    def _sound(self, name: str) -> None:
        if self._active and self.studio.preferences.voice:
            self.studio.voice.tone(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the picture on space, unless a control has the focus and wants it for itself."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.driver.shutter()
        else:
            super().keyPressEvent(event)
