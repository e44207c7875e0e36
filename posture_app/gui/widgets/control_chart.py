"""A control chart: readings in a row, the band of the usual ones, and those that fall out of it."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from posture_app.gui.texts import number
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width

if TYPE_CHECKING:
    from posture_app.domain.control_chart import Chart

_SHOWN = 40
"""Older readings than so many stand in the list only."""
_LEAST_HALF_DEG = 0.3
"""The scale reaches at least so far to both sides of its middle, so that noise looks like noise."""


class ControlChart(Themed):
    """Paints readings in degrees; without limits as long as there are too few of them."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[float, ...] = ()
        self._names: tuple[str, ...] = ()
        self._chart: Chart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_readings(self, values: Sequence[float], names: Sequence[str], chart: Chart | None) -> None:
        """Show readings, named by their days, with the limits of their chart."""
        self._values, self._names, self._chart = tuple(values), tuple(names), chart
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for a band with points in it."""
        return QSize(theme().height(420), theme().height(190))

    def _ends(self) -> tuple[float, float]:
        """Give the lowest and the highest value of the scale."""
        told = [*self._values[-_SHOWN:], *(self._chart.limits if self._chart else ())]
        middle = (min(told) + max(told)) / 2
        half = max(_LEAST_HALF_DEG, 0.6 * (max(told) - min(told)))
        return middle - half, middle + half

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, band, line, and points."""
        if not self._values:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font(Type.SMALL))
        low, high = self._ends()
        left = 14.0 + max(text_width(_degrees(one), Type.SMALL) for one in (low, high))
        below = float(theme().height(26))
        plot = QRectF(left, 8.0, self.width() - left - 12.0, self.height() - below - 12.0)

        def y_of(value: float) -> float:
            return plot.bottom() - (value - low) / (high - low) * plot.height()

        self._paint_scale(painter, plot, (low, high), y_of(0.0) if low < 0.0 < high else None)
        if self._chart is not None:
            self._paint_band(painter, plot, self._chart, *(y_of(one) for one in self._chart.limits))
            self._paint_level(painter, plot, y_of(self._chart.centre))
        first = max(0, len(self._values) - _SHOWN)
        step = plot.width() / max(1, len(self._values) - first)
        places = [
            QPointF(plot.left() + (at + 0.5) * step, y_of(value))
            for at, value in enumerate(self._values[first:])
        ]
        self._paint_points(painter, places, first)
        self._paint_names(painter, plot, places, first)

    def _paint_scale(
        self, painter: QPainter, plot: QRectF, ends: tuple[float, float], zero: float | None
    ) -> None:
        painter.setPen(QColor(theme().tokens.text2))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, y in zip(ends, (plot.bottom(), plot.top()), strict=True):
            painter.drawText(QRectF(0.0, y - 9.0, plot.left() - 8.0, 18.0), right, _degrees(value))
        if zero is not None and plot.top() + 18.0 < zero < plot.bottom() - 18.0:
            painter.drawText(QRectF(0.0, zero - 9.0, plot.left() - 8.0, 18.0), right, _degrees(0.0))
        painter.setPen(QPen(QColor(theme().tokens.line), 1.0))
        for y in (plot.top(), plot.bottom()) if zero is None else (plot.top(), zero, plot.bottom()):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_band(self, painter: QPainter, plot: QRectF, chart: Chart, low: float, high: float) -> None:
        tones = theme().tokens.ok
        band = QRectF(plot.left(), high, plot.width(), low - high)
        painter.fillRect(band, QColor(tones.tint))
        painter.setPen(QPen(QColor(tones.stroke), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(band.topLeft(), band.topRight())
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _paint_level(self, painter: QPainter, plot: QRectF, y: float) -> None:
        painter.setPen(QPen(QColor(theme().tokens.ok.stroke), 1.0))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))

    def _paint_points(self, painter: QPainter, places: Sequence[QPointF], first: int) -> None:
        tokens = theme().tokens
        painter.setPen(QPen(QColor(tokens.text), 1.6))
        painter.drawPolyline(QPolygonF(places))
        broken = {} if self._chart is None else self._chart.broken
        for at, place in enumerate(places, first):
            out = at in broken
            painter.setPen(QPen(QColor(tokens.surface), 1.5))
            painter.setBrush(QColor((tokens.pro if out else tokens.ok).ink))
            if out:  # another shape too: not everybody tells the colours apart
                painter.drawRect(QRectF(place.x() - 5.5, place.y() - 5.5, 11.0, 11.0))
            else:
                painter.drawEllipse(place, 5.5, 5.5)

    def _paint_names(self, painter: QPainter, plot: QRectF, places: Sequence[QPointF], first: int) -> None:
        """Write the day of the first and of the last reading."""
        painter.setPen(QColor(theme().tokens.text2))
        y, height = plot.bottom() + 6.0, float(theme().height(20))
        wide = plot.width() / 2
        painter.drawText(QRectF(plot.left(), y, wide, height), Qt.AlignmentFlag.AlignLeft, self._names[first])
        if len(places) > 1:
            over = QRectF(plot.right() - wide, y, wide, height)
            painter.drawText(over, Qt.AlignmentFlag.AlignRight, self._names[-1])


def _degrees(value: float) -> str:
    return f"{number(value, 1)}°".replace("-", "−")
