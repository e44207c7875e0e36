"""A card for one of the views: what it looks like, its name, and whether it has been taken."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from posture_app.domain.overlay.shapes import Point
from posture_app.gui.icons import draw_icon
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Tokens, Type


class ViewState(str, Enum):
    """Where a view stands in the session."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"
    TAKEN = "taken"


class ViewCard(QAbstractButton):
    """Shows a view and can be pressed to take it next (or again).

    `figure` is the body's outline as a closed polygon in any unit, y down.
    """

    def __init__(
        self,
        name: str = "",
        figure: Sequence[Point] = (),
        state: ViewState = ViewState.LATER,
        state_word: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._figure = figure
        self._state, self._state_word = state, state_word
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING_RADIUS, 14)
        self.show_view(name, state, state_word)

    def show_view(self, name: str, state: ViewState, state_word: str) -> None:
        """Show another state."""
        self.setText(name)
        self._state, self._state_word = state, state_word
        self.setAccessibleName(f"{name}, {state_word}" if state_word else name)
        self.update()

    def show_figure(self, figure: Sequence[Point]) -> None:
        """Show another outline."""
        self._figure = figure
        self.update()

    @property
    def state(self) -> ViewState:
        """Where the view stands."""
        return self._state

    def sizeHint(self) -> QSize:
        """Ask for figure, name, and state."""
        return QSize(theme().height(200, 300), theme().height(90, 112))

    def minimumSizeHint(self) -> QSize:
        """Ask for less width."""
        return QSize(theme().height(132, 220), theme().height(90, 112))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = self._state is ViewState.NOW
        self._paint_ground(painter, tokens, now)
        height = float(self.height())
        ink = tokens.brand if now else tokens.text2
        body = QRectF(0.24 * height, 0.13 * height, 0.34 * height, 0.74 * height)
        self._paint_figure(painter, body, ink, tokens)
        x = 0.76 * height
        self._paint_text(painter, self.text(), Type.CARD, tokens.text, x, -0.62)
        self._paint_text(painter, self._state_word, Type.LABEL, tokens.text if now else tokens.text2, x, 0.78)
        if self._state is ViewState.TAKEN:
            side = 0.3 * height
            badge = QRectF(self.width() - side - 0.18 * height, (height - side) / 2, side, side)
            painter.setPen(QPen(QColor(tokens.ok.ink), 1.5))
            painter.setBrush(QColor(tokens.ok.tint))
            painter.drawEllipse(badge)
            inset = 0.22 * side
            draw_icon(painter, "check", badge.adjusted(inset, inset, -inset, -inset), tokens.ok.ink, 2.6)

    def _paint_ground(self, painter: QPainter, tokens: Tokens, now: bool) -> None:
        width = 2.0 if now or tokens.bold_edges else 1.0
        width += 2.0 if now and tokens.bold_edges else 0.0
        hover = self.underMouse() and self.isEnabled()
        ground = tokens.brand_tint if now else tokens.sunken if hover else tokens.surface
        painter.setPen(QPen(QColor(tokens.brand if now else tokens.line), width))
        painter.setBrush(QColor(ground))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 14, 14)

    def _paint_figure(self, painter: QPainter, rect: QRectF, ink: str, tokens: Tokens) -> None:
        if not self._figure:
            draw_icon(painter, "person-standing", rect.adjusted(-6, 12, 6, -12), ink)
            return
        shape = QPolygonF([QPointF(*point) for point in self._figure])
        bounds = shape.boundingRect()
        scale = min(rect.width() / max(1e-9, bounds.width()), rect.height() / max(1e-9, bounds.height()))
        place = QTransform.fromTranslate(rect.center().x(), rect.center().y()).scale(scale, scale)
        path = QPainterPath()
        path.addPolygon(place.translate(-bounds.center().x(), -bounds.center().y()).map(shape))
        path.closeSubpath()
        painter.setPen(QPen(QColor(ink), 1.75, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QColor(tokens.surface))
        painter.drawPath(path)

    def _paint_text(
        self, painter: QPainter, text: str, kind: Type, colour: str, x: float, lines_down: float
    ) -> None:
        font = theme().font(kind)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour if self.isEnabled() else theme().tokens.text2))
        room = self.width() - x - (0.55 * self.height() if self._state is ViewState.TAKEN else 10)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        middle = self.height() / 2 + lines_down * theme().text_px(Type.LABEL)
        painter.drawText(QPointF(x, middle + (metrics.ascent() - metrics.descent()) / 2), shown)
