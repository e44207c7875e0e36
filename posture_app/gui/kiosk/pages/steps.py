"""The steps at the kiosk's head: which photograph it is, and which are taken."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from posture_app.gui.icons import draw_icon
from posture_app.gui.kiosk.pages.base import gap
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed


class Steps(Themed):
    """Front, side, back: taken, now, and still to come."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names, self._now = names, 0
        self._done: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, now: int, taken: frozenset[int]) -> None:
        """Say which one it is."""
        self._now, self._done = now, taken
        self.setAccessibleName(f"{now + 1}/{len(self._names)} {self._names[now]}")
        self.update()

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
