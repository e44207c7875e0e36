"""The change of a measure: an arrow in the band of the error, and the chip of its verdict."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from posture_app.domain.uncertainty import Verdict
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width

if TYPE_CHECKING:
    from posture_app.domain.uncertainty import Change

REACH = 1.3
"""The bar reaches so many times as far as the larger of the change and the detectable change."""
_LEAST_ARROW = 7.0


class ChangeBar(Themed):
    """Paints a change; to the right = the measure's plus. Every bar has its own scale."""

    def __init__(self, change: Change) -> None:
        super().__init__()
        self._change = change
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for room for the box and an arrow."""
        return QSize(theme().height(190), theme().height(20))

    def position_of(self, value: float) -> float:
        """Give the x in the widget at which a change of this size has its tip."""
        change = self._change
        whole = REACH * max(abs(change.difference or 0.0), change.detectable or 0.0)
        return self.width() / 2 * (1.0 + value / whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track, the box of the error, and the arrow."""
        difference, detectable = self._change.difference, self._change.detectable
        if difference is None or detectable is None:
            return
        painter, tokens = QPainter(self), theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(QRectF(0, middle - 2, self.width(), 4), 2, 2)
        painter.setPen(QPen(QColor(tokens.edge), 1.0, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.none.tint))
        left, right = self.position_of(-detectable), self.position_of(detectable)
        painter.drawRoundedRect(QRectF(left, middle - 8.5, right - left, 17), 4, 4)
        changed = self._change.verdict is Verdict.CHANGED
        self._paint_arrow(painter, QColor(tokens.brand if changed else tokens.text2), difference)

    def _paint_arrow(self, painter: QPainter, ink: QColor, difference: float) -> None:
        start, tip, y = self.width() / 2, self.position_of(difference), self.height() / 2
        painter.setPen(QPen(QColor(theme().tokens.text2), 1.0))
        painter.drawLine(QPointF(start, y - 5), QPointF(start, y + 5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if abs(tip - start) < _LEAST_ARROW:
            painter.drawEllipse(QPointF(tip, y), 3.5, 3.5)
            return
        back = tip - (8.0 if tip > start else -8.0)
        painter.drawPolygon(QPolygonF([QPointF(tip, y), QPointF(back, y - 5), QPointF(back, y + 5)]))
        painter.setPen(QPen(ink, 3.0))
        painter.drawLine(QPointF(start, y), QPointF(back, y))


class VerdictChip(Themed):
    """Says a verdict: filled when changed, pale within the error, dashed when not comparable."""

    def __init__(self, verdict: Verdict, word: str) -> None:
        super().__init__()
        self._verdict, self._word = verdict, word
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the word and round ends."""
        height = theme().height(26)
        return QSize(round(height + text_width(self._word, Type.CHIP)), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        painter, tokens = QPainter(self), theme().tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        changed = self._verdict is Verdict.CHANGED
        apart = self._verdict is Verdict.NOT_COMPARABLE
        edge = QPen(QColor(tokens.edge), 1.0, Qt.PenStyle.DashLine if apart else Qt.PenStyle.SolidLine)
        painter.setPen(edge if apart or tokens.bold_edges else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(tokens.brand if changed else tokens.surface if apart else tokens.none.tint))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(theme().font(Type.CHIP))
        painter.setPen(QColor(tokens.on_brand if changed else tokens.none.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._word)
