"""A pill that floats over a photograph: the camera's level, "mirrored", what is wrong."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.icons import draw_icon
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width


class Pill(Themed):
    """An icon, words, and quieter words; `tone` is empty, watch, or pro."""

    clicked = Signal()
    """It was pressed, by mouse or key; only after `make_clickable`."""

    def __init__(
        self, icon: str = "", text: str = "", rest: str = "", tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._text, self._rest, self._tone = icon, text, rest, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clickable = False
        self.say(icon, text, rest, tone)

    def make_clickable(self, hint: str) -> None:
        """Let it be pressed; `hint` says what happens then."""
        self._clickable = True
        self.setToolTip(hint)
        self.setAccessibleDescription(hint)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Be pressed."""
        if self._clickable and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by a key."""
        if self._clickable and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def say(self, icon: str, text: str, rest: str = "", tone: str = "") -> None:
        """Say something else."""
        self._icon, self._text, self._rest, self._tone = icon, text, rest, tone
        self.setAccessibleName(f"{text} {rest}".strip())
        self.updateGeometry()
        self.adjustSize()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for what is said."""
        height = theme().height(32, 56)
        width = 0.8 * height + text_width(self._text, Type.CHIP)
        width += 0.75 * height if self._icon else 0.0
        width += 0.3 * height + text_width(self._rest, Type.SMALL) if self._rest else 0.0
        return QSize(round(width), height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        tokens = theme().tokens
        tones = {"watch": tokens.watch, "pro": tokens.pro}.get(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPen(QColor(tokens.line if tones is None else tones.stroke), 1.0)
        painter.setPen(QPen(QColor(tokens.brand), 2.0) if self.hasFocus() else edge)
        painter.setBrush(QColor(tokens.surface if tones is None else tones.tint))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        ink = tokens.text if tones is None else tones.ink
        height, x = float(self.height()), 0.4 * self.height()
        if self._icon:
            side = 0.54 * height
            draw_icon(painter, self._icon, QRectF(x, (height - side) / 2, side, side), ink)
            x += 0.75 * height
        for text, kind, colour in (
            (self._text, Type.CHIP, ink),
            (self._rest, Type.SMALL, tokens.text2 if tones is None else ink),
        ):
            font = theme().font(kind)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            base = (height + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, base), text)
            x += metrics.horizontalAdvance(text) + 0.3 * height
        painter.setBrush(Qt.BrushStyle.NoBrush)
