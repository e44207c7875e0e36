"""What is said beside the live picture: how it stands, the instruction, and the figure or the ring."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStackedWidget, QWidget

from posture_app.domain.views import Facing
from posture_app.gui.camera.live_overlay import outline, wanted_facing
from posture_app.gui.pages.parts import column, icon_label, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, restyle, text_label
from posture_app.gui.widgets.countdown_ring import CountdownRing
from posture_app.gui.widgets.instruction_label import InstructionLabel
from posture_app.services.capture.flow import CaptureState, Phase

if TYPE_CHECKING:
    from posture_app.gui.camera.capture_driver import CaptureDriver
    from posture_app.gui.studio import Studio


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


class CaptureWords(QWidget):
    """Tells the subject one thing at a time; counts with the ring once all is right."""

    ticked = Signal()
    """Another second of the countdown begins."""

    def __init__(self, studio: Studio, driver: CaptureDriver) -> None:
        super().__init__()
        self._studio, self._driver = studio, driver
        self._ticked: int | None = None
        self._counting = False
        self._build()

    def _build(self) -> None:
        self._sign = icon_label("circle-check", 22)
        self._standing = text_label("", Type.SECTION)
        self._instruction = InstructionLabel()
        self._instruction.setMinimumHeight(theme().height(116))
        self._about = wrapped("", Type.SECTION, "quiet")
        self._about.setMinimumHeight(theme().height(52))
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._about.setStyleSheet("font-weight: 400;")
        self._ring = CountdownRing()
        note = text_label(self.tr("stops if you move"), Type.SMALL, "quiet")
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        top = row(gap=10)
        top.addWidget(self._sign)
        top.addWidget(self._standing, 1)
        texts = column(gap=8)
        texts.addStretch(1)
        texts.addLayout(top)
        texts.addWidget(self._instruction)
        texts.addWidget(self._about)
        texts.addStretch(1)
        counting = QWidget()
        around_ring = column(counting, 8)
        around_ring.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        around_ring.addWidget(note)
        self._figure = WantedFigure()
        self._aside = QStackedWidget()
        self._aside.addWidget(self._figure)
        self._aside.addWidget(counting)
        self._aside.setFixedSize(theme().height(210), theme().height(238))
        side = column(gap=8)
        side.addStretch(1)
        side.addWidget(self._aside)
        side.addStretch(1)
        across = row(self, 20)
        across.addLayout(texts, 1)
        across.addLayout(side)

    def show_state(self, state: CaptureState) -> None:
        """Say how it stands, what to do, and how long it still counts."""
        self._show_words(state)
        self._show_countdown(state)

    def show_measuring(self) -> None:
        """Say that the photograph is being measured."""
        self._about.setText(self.tr("Measuring the photograph …"))

    def _show_words(self, state: CaptureState) -> None:
        words = self._studio.words
        sign, text, tone = self._standing_text(state)
        self._standing.setText(text)
        self._standing.setProperty("tone", tone)
        restyle(self._standing)
        tokens = theme().tokens
        ink = {"ok": tokens.ok.ink, "watch": tokens.watch.ink}.get(tone, tokens.text2)
        self._sign.setPixmap(icon_label(sign, 22, ink).pixmap())
        self._instruction.say(words.text(f"capture.{state.instruction}"))
        self._about.setText(self._about_text(state))

    def _standing_text(self, state: CaptureState) -> tuple[str, str, str]:
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

    def _about_text(self, state: CaptureState) -> str:
        if state.told:
            return self._studio.words.reason(state.told[0])
        if state.phase in (Phase.SEEKING, Phase.HOLD) and state.broken_off:
            return self.tr("The countdown stopped. It begins anew as soon as all is right.")
        free = self._driver.flow.hands_free
        by_itself = self.tr("The picture takes itself.") if free else self.tr("Space bar takes the picture.")
        return {
            Phase.SEEKING: self.tr("Then stand as the outline shows."),
            Phase.HOLD: self.tr("Breathe normally.") + " " + by_itself,
            Phase.COUNTDOWN: self.tr("Breathe normally and look straight ahead.") + " " + by_itself,
            Phase.BURST: self.tr("A moment …"),
            Phase.REVIEW: self.tr("You may relax."),
            Phase.DONE: self.tr("Every photograph is there."),
        }[state.phase]

    def _show_countdown(self, state: CaptureState) -> None:
        left = state.countdown_left_s
        counting = left is not None
        if left is not None:
            self._ring.show_remaining(left, self._driver.flow.settings.countdown_s)
            self._tick(int(left + 0.999))
        elif self._counting:
            if state.phase is Phase.BURST:
                self._ring.show_remaining(0.0, self._driver.flow.settings.countdown_s)
            else:
                self._ring.break_off()
        elif state.phase in (Phase.SEEKING, Phase.HOLD) and self._ring.share == 1.0:
            self._ring.break_off()
        live = state.phase in (Phase.HOLD, Phase.COUNTDOWN, Phase.BURST)
        self._aside.setCurrentIndex(1 if live else 0)
        self._figure.show_facing(wanted_facing(state.view, state.side))
        self._counting = counting
        if not counting:
            self._ticked = None

    def _tick(self, second: int) -> None:
        if second != self._ticked:
            self._ticked = second
            self.ticked.emit()
