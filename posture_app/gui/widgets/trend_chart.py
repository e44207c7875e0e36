"""A measure over all visits: values with their 95 % bars over the band of what counts as unchanged."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip

from posture_app.domain.uncertainty import Verdict, mdc95
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width

if TYPE_CHECKING:
    from posture_app.domain.comparison import Comparison, Point, Row
    from posture_app.domain.norms import Limits
    from posture_app.services.comparing.comparison_wording import ComparisonWords

_RADIUS = 6.0
_REACH_PX = 14.0
"""How near the mouse must come to a point."""
_TOP_PX, _BELOW_PX = 8.0, 12.0
"""Free room above the scale, and between it and the days."""
_ROUND_WORDS_PX = 8.0
"""Free room round the words at the ends of the scale: no limit and no bar runs through them."""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One visit in the chart.

    Attributes
    ----------
    share : where it stands between the first visit (0) and the last (1), by time.
    interval : the value's 95 % interval.
    comparable : whether it may be compared with the base; hollow otherwise.
    tip : the value in words, and why it is hollow.
    """

    share: float
    value: float
    interval: tuple[float, float]
    day: str
    comparable: bool
    is_now: bool
    tip: str


@dataclass(frozen=True, slots=True)
class Trend:
    """What a chart shows.

    Attributes
    ----------
    band : what counts as unchanged since the base visit; None when that has no value.
    normal : the normal range, open at an end that is None; None without limits.
    ends : words for the measure's minus (down) and plus (up).
    """

    points: tuple[TrendPoint, ...]
    band: tuple[float, float] | None
    normal: tuple[float | None, float | None] | None
    ends: tuple[str, str]
    unit: str
    sentence: str

    @classmethod
    def of(cls, row: Row, told: ComparisonWords) -> Trend:
        """Take a row of a comparison in the reader's language."""
        found, words = told.comparison, told.words
        base = row.then
        band = None
        if base is not None and base.finding.value is not None:
            half = mdc95(base.finding.sem)
            band = base.finding.value - half, base.finding.value + half
        points = (_point(row, at, one, told) for at, one in enumerate(row.series.points) if one is not None)
        spec = next(one for one in row.series.points if one is not None).finding.spec
        return cls(
            tuple(one for one in points if one is not None),
            band,
            _normal(found.now.engine.norms.limits.get(row.series.measure)),
            words.ends(row.series.measure),
            spec.unit.value,
            told.sentence(row),
        )


def _normal(limits: Limits | None) -> tuple[float | None, float | None] | None:
    return None if limits is None else (limits.caution_low, limits.caution_high)


def _point(row: Row, at: int, point: Point, told: ComparisonWords) -> TrendPoint | None:
    value, interval = point.finding.value, point.finding.interval()
    if value is None or interval is None:
        return None
    day, said = told.day(point.taken_at), told.words.value(point.finding)
    change = row.series.change(told.comparison.before, at)
    apart = point is not row.then and change.verdict is Verdict.NOT_COMPARABLE
    tip = f"{day}: {said}"
    if apart:
        tip = f"{tip}\n{told.verdict(change.verdict)}: {told.why_not(change)}"
    share = _share(told.comparison, point)
    return TrendPoint(share, value, interval, day, not apart, point is row.now, tip)


def _share(found: Comparison, point: Point) -> float:
    first, last = found.assessments[0].taken_at, found.assessments[-1].taken_at
    whole = (last - first).total_seconds()
    return (point.taken_at - first).total_seconds() / whole if whole else 0.5


class TrendChart(Themed):
    """Paints a trend; up = the measure's plus."""

    def __init__(self) -> None:
        super().__init__()
        self._trend: Trend | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_trend(self, trend: Trend | None) -> None:
        """Show another measure; None for nothing."""
        self._trend = trend
        self.setAccessibleName("" if trend is None else trend.sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for a band with points in it."""
        return QSize(theme().height(420), theme().height(196))

    # -- where things stand -------------------------------------------------------------------

    def _plot(self) -> QRectF:
        left = 16.0 + max(text_width(self._tick(one), Type.SMALL) for one in self._ends())
        return QRectF(left, _TOP_PX, self.width() - left - 28.0, self._plot_height())

    def _plot_height(self) -> float:
        return max(1.0, self.height() - theme().height(26) - _BELOW_PX)

    def _ends(self) -> tuple[float, float]:
        """Give the lowest and the highest value of the scale, with room for a word at either end."""
        trend = self._trend
        if trend is None or not trend.points:
            return 0.0, 1.0
        told = [end for one in trend.points for end in one.interval] + list(trend.band or ())
        share = min(0.3, self._word_height() / self._plot_height())
        spare = share / (1.0 - 2.0 * share) * (max(told) - min(told)) or 1.0
        return min(told) - spare, max(told) + spare

    def _word_height(self) -> float:
        return QFontMetricsF(theme().font(Type.SMALL)).height() + _ROUND_WORDS_PX

    def _tick(self, value: float) -> str:
        unit = "°" if self._trend is not None and self._trend.unit == "deg" else ""
        return f"{abs(value):.1f}{unit}"

    def place_of(self, point: TrendPoint) -> QPointF:
        """Give where a point stands in the widget."""
        plot = self._plot()
        inner = plot.adjusted(14.0, 0, -14.0, 0)
        return QPointF(inner.left() + point.share * inner.width(), self._y(plot, point.value))

    def _y(self, plot: QRectF, value: float) -> float:
        low, high = self._ends()
        return plot.bottom() - (value - low) / (high - low) * plot.height()

    # -- what people do -----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Tell of the point under the mouse."""
        if event.type() == QEvent.Type.ToolTip:
            spot = cast(QHelpEvent, event).pos()
            tip = self.tip_at(QPointF(spot))
            if tip:
                QToolTip.showText(self.mapToGlobal(spot), tip, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tip_at(self, spot: QPointF) -> str:
        """Give what is to be told of the point at a place in the widget; empty without one."""
        near = [
            ((self.place_of(one) - spot).manhattanLength(), one.tip)
            for one in (self._trend.points if self._trend is not None else ())
        ]
        distance, tip = min(near, default=(_REACH_PX + 1.0, ""))
        return tip if distance <= _REACH_PX else ""

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bands, the scale, and the points."""
        trend = self._trend
        if trend is None or not trend.points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme().font(Type.SMALL))
        plot = self._plot()
        self._paint_normal(painter, plot, trend)
        self._paint_band(painter, plot, trend)
        self._paint_scale(painter, plot, trend)
        self._paint_points(painter, plot, trend)

    def _paint_normal(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        if trend.normal is None:
            return
        ends = self._ends()
        low, high = (
            end if limit is None else min(max(limit, ends[0]), ends[1])
            for limit, end in zip(trend.normal, ends, strict=True)
        )
        top, bottom = self._y(plot, high), self._y(plot, low)
        painter.fillRect(QRectF(plot.left(), top, plot.width(), bottom - top), QColor(theme().tokens.ok.tint))

    def _paint_band(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        if trend.band is None:
            return
        tokens = theme().tokens
        top, bottom = self._y(plot, trend.band[1]), self._y(plot, trend.band[0])
        band = QRectF(plot.left(), top, plot.width(), bottom - top)
        painter.fillRect(band, QBrush(QColor(tokens.line), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(tokens.edge), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(band.topLeft(), band.topRight())
        painter.drawLine(band.bottomLeft(), band.bottomRight())

    def _paint_scale(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        tokens, (low, high) = theme().tokens, self._ends()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        word = self._word_height() / plot.height() * (high - low)
        ticks = [low, high, *([0.0] if low + word < 0.0 < high - word else [])]
        for value in ticks:
            y = self._y(plot, value)
            painter.setPen(QPen(QColor(tokens.line), 1.0))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.text2))
            painter.drawText(QRectF(0.0, y - 9.0, plot.left() - 8.0, 18.0), right, self._tick(value))
        words = plot.adjusted(6.0, 3.0, -6.0, -3.0)
        painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, trend.ends[1])
        painter.drawText(words, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, trend.ends[0])

    def _paint_points(self, painter: QPainter, plot: QRectF, trend: Trend) -> None:
        tokens = theme().tokens
        placed = [(self.place_of(one), one) for one in trend.points]
        painter.setPen(QPen(QColor(tokens.text), 1.6))
        painter.drawPolyline(QPolygonF([place for place, one in placed if one.comparable]))
        right_of_last = 0.0
        for place, one in placed:
            low, high = (self._y(plot, end) for end in one.interval)
            painter.setPen(QPen(QColor(tokens.text), 1.6))
            for start, end in (
                ((0.0, low), (0.0, high)),
                ((-5.0, low), (5.0, low)),
                ((-5.0, high), (5.0, high)),
            ):
                painter.drawLine(QPointF(place.x() + start[0], start[1]), QPointF(place.x() + end[0], end[1]))
            ink = QColor(tokens.brand if one.is_now else tokens.text)
            painter.setPen(QPen(QColor(tokens.surface) if one.comparable else ink, 2.0))
            painter.setBrush(ink if one.comparable else QColor(tokens.surface))
            painter.drawEllipse(place, _RADIUS, _RADIUS)
            right_of_last = self._paint_day(painter, plot, place, one.day, right_of_last)

    def _paint_day(
        self, painter: QPainter, plot: QRectF, place: QPointF, day: str, right_of_last: float
    ) -> float:
        """Write a visit's day where it does not run into the one before; give where it ends."""
        wide = text_width(day, Type.SMALL)
        left = min(max(place.x() - wide / 2, 0.0), self.width() - wide)
        if left < right_of_last + 8.0 and right_of_last:
            return right_of_last
        painter.setPen(QColor(theme().tokens.text2))
        rect = QRectF(left, plot.bottom() + 8.0, wide + 2.0, theme().height(20))
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft, day)
        return left + wide
