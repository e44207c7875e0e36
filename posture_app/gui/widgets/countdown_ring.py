"""The ring that runs while a person holds still."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed

_EMPTY_MS = 150


class CountdownRing(Themed):
    """Shows how much of a countdown is over; whoever counts tells it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._number = ""
        self._emptying = QVariantAnimation(self)
        self._emptying.setDuration(_EMPTY_MS)
        self._emptying.valueChanged.connect(self._fill)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_remaining(self, remaining_s: float, total_s: float) -> None:
        """Show a running countdown."""
        self._emptying.stop()
        remaining = min(total_s, max(0.0, remaining_s))
        number = str(ceil(remaining)) if remaining > 0 else ""
        if number != self._number:
            self._number = number
            self.setAccessibleName(number)
        shown = remaining if theme().motion else float(ceil(remaining))
        self._fill(1.0 - shown / total_s if total_s > 0 else 1.0)

    def break_off(self) -> None:
        """Empty the ring: the person has moved."""
        self._number = ""
        self.setAccessibleName("")
        self._emptying.stop()
        if not theme().motion or not self.isVisible():
            self._fill(0.0)
            return
        self._emptying.setStartValue(self._share)
        self._emptying.setEndValue(0.0)
        self._emptying.start()

    @property
    def share(self) -> float:
        """How much of the ring is filled, 0..1."""
        return self._share

    def _fill(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a ring that is seen from 2.5 m."""
        return QSize(theme().height(220, 290), theme().height(220, 290))

    def minimumSizeHint(self) -> QSize:
        """Ask for less where room is short."""
        return QSize(120, 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, arc, and number."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        stroke = 12.0 * side / 220.0
        rect = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ring = rect.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.setPen(QPen(QColor(tokens.line), 2.0 if tokens.bold_edges else stroke))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(ring)
        if self._share > 0.0:
            painter.setPen(QPen(QColor(tokens.brand), stroke, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(ring, 90 * 16, -round(self._share * 360 * 16))
        font = theme().font(Type.INSTRUCTION)
        font.setPixelSize(max(1, round(0.48 * side)))
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._number)
