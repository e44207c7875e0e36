"""A spirit level for the eye: a disc whose horizon leans as the camera does."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.tokens import Tones
from posture_app.gui.widgets.base import Themed
from posture_app.gui.widgets.check_line import CheckState

SHOWN_TIMES = 4.0
"""The horizon leans by four times the roll: one degree could hardly be seen."""
MOST_SHOWN_DEG = 40.0


class LevelDial(Themed):
    """Shows a roll, or that it is not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roll: float | None = None
        self._state = CheckState.WAITING
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_roll(self, roll_deg: float | None, state: CheckState) -> None:
        """Show another roll, + = the camera is turned clockwise as seen from behind it."""
        self._roll, self._state = roll_deg, state
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a disc."""
        side = theme().height(112)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()

    def _tones(self) -> Tones:
        tokens = theme().tokens
        known = {CheckState.OK: tokens.ok, CheckState.WARN: tokens.watch, CheckState.STOP: tokens.pro}
        return known.get(self._state, tokens.none)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc, the horizon as the camera sees it, and the marks it should lie between."""
        tokens, tones = theme().tokens, self._tones()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        middle, radius = disc.center(), disc.width() / 2
        shape = QPainterPath()
        shape.addEllipse(disc)
        painter.fillPath(shape, QColor(tokens.surface))
        painter.save()
        painter.setClipPath(shape)
        painter.translate(middle)
        if self._roll is not None:
            # What is level in the room appears turned the other way than the camera is.
            painter.rotate(-max(-MOST_SHOWN_DEG, min(MOST_SHOWN_DEG, SHOWN_TIMES * self._roll)))
            painter.fillRect(QRectF(-2 * radius, 0, 4 * radius, 2 * radius), QColor(tones.tint))
        painter.setPen(QPen(QColor(tones.ink), 3.0 if self._roll is not None else 1.6))
        if self._roll is None:
            painter.setPen(QPen(QColor(tones.ink), 1.6, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(-radius, 0), QPointF(radius, 0))
        painter.restore()
        painter.setPen(QPen(QColor(tokens.text), 2.4, c=Qt.PenCapStyle.RoundCap))
        for side in (-1, +1):
            painter.drawLine(
                QPointF(middle.x() + side * radius, middle.y()),
                QPointF(middle.x() + side * 0.74 * radius, middle.y()),
            )
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(middle, 0.09 * radius, 0.09 * radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tones.stroke if self._roll is not None else tokens.edge), 2.0))
        painter.drawEllipse(disc)
