"""The guided capture: one instruction, a mirror with the outline to fill, and a ring that counts."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from posture_app.domain.errors import CameraTrouble, PostureError
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import Facing, View
from posture_app.gui.capture_driver import CaptureDriver
from posture_app.gui.icons import draw_icon
from posture_app.gui.images import to_qimage
from posture_app.gui.live_overlay import outline, skeleton, target, wanted_facing
from posture_app.gui.pages.kiosk_base import Badge, KioskPage, gap, is_large, kiosk_button, put, words
from posture_app.gui.studio import Studio
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed
from posture_app.gui.widgets.check_line import CheckLine
from posture_app.gui.widgets.check_line import CheckState as Sign
from posture_app.gui.widgets.countdown_ring import CountdownRing
from posture_app.gui.widgets.instruction_label import InstructionLabel
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.widgets.pill import Pill
from posture_app.services.capture import CaptureState, Phase
from posture_app.services.live import CROWN_SHARE, Sighting
from posture_app.services.picture_checks import CheckState
from posture_app.services.ports import Frame

SLOW_MS = 4_000
"""After so long without a picture the page says that the camera takes its time."""
REPEAT_MS = 9_000
"""An instruction that still stands is said again."""
_MISPLACED = frozenset(
    {"too_small", "too_far", "too_close", "head_cut_off", "feet_cut_off", "body_cut_off", "seated", "lying"}
)
_SOFT = 0.25
"""How fast the outline follows a person."""
_WORST = (CheckState.STOP, CheckState.WARN, CheckState.WAITING, CheckState.OK)


class Steps(Themed):
    """Front, side, back: taken, now, and still to come."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names, self._now, self._taken = names, 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, now: int, taken: frozenset[int]) -> None:
        """Say which one it is."""
        self._now, self._done = now, taken
        self.setAccessibleName(f"{now + 1}/{len(self._names)} {self._names[now]}")
        self.update()

    _done: frozenset[int] = frozenset()

    def sizeHint(self) -> QSize:
        """Ask for the whole line."""
        return QSize(gap(600), max(gap(64), theme().height(28, 56)))

    def minimumSizeHint(self) -> QSize:
        """Ask for the badges."""
        return QSize(gap(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint badges, names where there is room, and lines between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme().font(Type.CHIP)
        painter.setFont(font)
        side = min(float(self.height() - 2), theme().height(28, 56))
        widths = [painter.fontMetrics().horizontalAdvance(name) + gap(14) for name in self._names]
        named = sum(widths) + (side + gap(40)) * len(widths) <= self.width()
        widths = widths if named else [w if i == self._now else 0 for i, w in enumerate(widths)]
        rule = min(float(gap(44)), max(8.0, (self.width() - sum(widths) - side * 3) / 3 - gap(24)))
        x = 1.0
        for index, width in enumerate(widths):
            self._badge(painter, index, QRectF(x, (self.height() - side) / 2, side, side))
            tokens = theme().tokens
            if width:
                ink = (
                    tokens.brand
                    if index == self._now
                    else tokens.text
                    if index in self._done
                    else tokens.text2
                )
                painter.setPen(QColor(ink))
                place = QRectF(x + side + gap(14), 0, width, self.height())
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._names[index])
            x += side + width + gap(12)
            if index + 1 < len(widths):
                painter.setPen(QPen(QColor(tokens.line), 3))
                painter.drawLine(QPointF(x, self.height() / 2), QPointF(x + rule, self.height() / 2))
                x += rule + gap(12)

    def _badge(self, painter: QPainter, index: int, rect: QRectF) -> None:
        tokens = theme().tokens
        edge, ground, ink = tokens.edge, tokens.surface, tokens.text2
        if index in self._done:
            edge, ground, ink = tokens.ok.ink, tokens.ok.tint, tokens.ok.ink
        elif index == self._now:
            edge = ground = tokens.brand
            ink = tokens.on_brand
        painter.setPen(QPen(QColor(edge), 2.5))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(rect.adjusted(1.5, 1.5, -1.5, -1.5))
        if index in self._done:
            inset = rect.width() * 0.27
            draw_icon(painter, "check", rect.adjusted(inset, inset, -inset, -inset), ink, 2.6)
            return
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index + 1))


class Pictogram(Themed):
    """How to stand, and which way to turn."""

    def __init__(self, mirrored: bool) -> None:
        super().__init__()
        self._facing = Facing.FRONT
        self._turn = 0
        self._mirrored = mirrored
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_turn(self, facing: Facing, instruction: str) -> None:
        """Show the wanted view, or the turn that an instruction asks for: towards one's right or left."""
        right, left = instruction.endswith("right"), instruction.endswith("left")
        self._turn = (right - left) if instruction.startswith("turn") else 0
        self._facing = facing
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a circle."""
        return QSize(gap(210), gap(210))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, figure, and arrow."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.setPen(QPen(QColor(tokens.edge), 2) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.brand_tint))
        painter.drawEllipse(QRectF(0, 0, side, side).adjusted(1, 1, -1, -1))
        tall = side * (0.58 if self._turn else 0.74)
        top = side * (0.12 if self._turn else 0.13)
        sign = -1.0 if self._mirrored else 1.0
        facing = Facing.FRONT if self._turn else self._facing
        points = outline(facing)
        middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
        body = [QPointF(side / 2 + sign * (x - middle) * tall, top + y * tall) for x, y in points]
        painter.setPen(QPen(QColor(tokens.brand), max(1.5, side / 90)))
        painter.setBrush(QColor(tokens.surface))
        painter.drawPolygon(QPolygonF(body))
        if self._turn:
            self._arrow(painter, side)

    def _arrow(self, painter: QPainter, side: float) -> None:
        """Paint an arc before the feet; in a mirror one's right is at the right."""
        brand = QColor(theme().tokens.brand)
        if (self._turn > 0) is not self._mirrored:
            painter.translate(side, 0)
            painter.scale(-1, 1)
        ring = QRectF(0.16 * side, 0.47 * side, 0.68 * side, 0.3 * side)
        arc = QPainterPath()
        arc.arcMoveTo(ring, 200)
        arc.arcTo(ring, 200, 125)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(brand, side / 26, c=Qt.PenCapStyle.FlatCap))
        painter.drawPath(arc)
        end = arc.currentPosition()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brand)
        reach = side / 12
        tip = end + QPointF(0.9 * reach, -0.75 * reach)
        head = [tip, end + QPointF(-0.75 * reach, -0.65 * reach), end + QPointF(0.55 * reach, 0.9 * reach)]
        painter.drawPolygon(QPolygonF(head))


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
        self._place: tuple[float, float, float] | None = None
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
        self._trouble_text = words("", Type.BODY, "quiet")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._photo)
        self._stack.addWidget(self._trouble_card())
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

    def _trouble_card(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(gap(56), gap(56), gap(56), gap(56))
        rows.setSpacing(gap(24))
        rows.addStretch(1)
        rows.addWidget(Badge("video", "watch"))
        self._trouble_title = words(self.tr("The camera gives no picture"), Type.TITLE)
        rows.addWidget(self._trouble_title)
        rows.addWidget(self._trouble_text)
        rows.addWidget(words(self.tr("It goes on by itself as soon as the camera is back."), Type.BODY))
        rows.addStretch(1)
        return frame

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
        help_button.clicked.connect(self._toggle_help)
        self._help = self._help_panel()
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

    def _help_panel(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(gap(28), gap(20), gap(28), gap(24))
        rows.setSpacing(gap(16))
        rows.addWidget(words(self.tr("Please ask the staff. You can also:"), Type.SMALL))
        now = kiosk_button(self.tr("Take the picture now"), "camera", size="small")
        now.clicked.connect(self._shutter)
        out = kiosk_button(self.tr("Leave this picture out"), "arrow-right", size="small")
        out.clicked.connect(self._skip)
        for button in (now, out):
            rows.addWidget(button)
        frame.setVisible(False)
        return frame

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

    def _toggle_help(self) -> None:
        self._help.setVisible(self._help.isHidden())

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
        place = None if self._place is None else tuple(round(one, 2) for one in self._place)
        key = (state.view, state.side, size, held, place)
        if key == self._aimed:
            return
        self._aimed = key
        points = target(state.view, state.side, *size)
        if self._place is not None:
            across, top, tall = self._place
            low, high = min(y for _, y in points), max(y for _, y in points)
            share = tall / (high - low)
            points = [(across + (x - 0.5) * share, top + (y - low) * share) for x, y in points]
        self._photo.show_target(points, held)

    def _show_sighting(self, sighting: Sighting) -> None:
        if sighting.person is None:
            self._photo.show_overlay(None)
            return
        self._photo.show_overlay(skeleton(sighting.person, sighting.facing))
        self._follow(sighting)
        self.seen.emit()

    def _follow(self, sighting: Sighting) -> None:
        """Remember where somebody stands well: middle, crown, and height, in shares of the frame."""
        person = sighting.person
        if person is None or {reason.code for reason in sighting.reasons} & _MISPLACED:
            self._place = None
            return
        _, top, _, bottom = person.keypoints.box_px()
        crown = top - CROWN_SHARE * person.keypoints.height_px()
        hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
        middle = float(person.keypoints.xy_px[hips, 0].mean())
        seen = (middle / sighting.width, crown / sighting.height, (bottom - crown) / sighting.height)
        old = self._place or seen
        self._place = (
            old[0] + _SOFT * (seen[0] - old[0]),
            old[1] + _SOFT * (seen[1] - old[1]),
            old[2] + _SOFT * (seen[2] - old[2]),
        )

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
        put(self._trouble_text, self._studio.words.problem(error))
        self._photo.show_photo(None)
        self._photo.show_overlay(None)
        self._place = self._aimed = None
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
