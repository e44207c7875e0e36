"""The stepped gauge: limits as steps, the value with its interval on top. Reads without colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.domain.grading import ShownGrade
from posture_app.domain.measures import Unit
from posture_app.domain.norms import Limits
from posture_app.domain.report import Row, Scale
from posture_app.gui.theme import Theme, theme
from posture_app.gui.tokens import Tones, Type
from posture_app.gui.widgets.base import Themed
from posture_app.gui.widgets.grade_mark import MARKS, draw_mark
from posture_app.services.wording import Words

BARE_HEIGHT, TICKS_HEIGHT, ENDS_HEIGHT = 30.0, 42.0, 58.0
MIDDLE = 15.0
SIDE = 10.0
"""Room at both ends for a marker at the end of the scale."""
NORMAL, CAUTION, RISK = 18.0, 12.0, 6.0
"""Heights of the steps."""
RADIUS = 3.0
_MARKER = 16.0
_CASING = 2.0
_CAP = 6.0
_LEE = 7.0
"""By how much a marker beyond the scale stands inwards, so that its chevron has room."""
_MOST_PX = 290.0


def _plain_degrees(limit: float) -> str:
    return f"{abs(limit):g}°" if limit else "0"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a gauge shows.

    Attributes
    ----------
    value, interval : in the measure's unit; None without.
    ends : words for the scale's negative and positive end; None for no words.
    tick : words a limit; None for no numbers.
    sentence : the whole for who does not see it.
    """

    scale: Scale
    shown: ShownGrade
    value: float | None
    interval: tuple[float, float] | None
    sentence: str
    ends: tuple[str, str] | None = None
    tick: Callable[[float], str] | None = _plain_degrees

    @classmethod
    def of(cls, row: Row, words: Words, *, ticks: bool = True, ends: bool = True) -> Reading:
        """Take a row of the report in the reader's language."""
        finding = row.finding
        unit = finding.spec.unit

        def tick(limit: float) -> str:
            number = f"{abs(limit):g}"
            return words.text(f"number.{unit.value}", number=number) if limit else number

        return cls(
            row.scale,
            row.shown,
            finding.value,
            finding.interval(),
            words.sentence(finding),
            words.ends(finding.id) if ends else None,
            (tick if unit is not Unit.DEG else _plain_degrees) if ticks else None,
        )


@dataclass(frozen=True, slots=True)
class _Band:
    """A block of the track from one value to another."""

    low: float
    high: float
    height: float
    tones: Tones


class MeasureGauge(Themed):
    """Shows a value on its scale; its accessible text is the sentence."""

    def __init__(self, reading: Reading | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: Reading | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if reading is not None:
            self.show_reading(reading)

    def show_reading(self, reading: Reading | None) -> None:
        """Show another value; it jumps, it does not slide."""
        if reading == self._reading:
            return
        self._reading = reading
        self.setAccessibleName("" if reading is None else reading.sentence)
        self.updateGeometry()
        self.update()

    @property
    def unit(self) -> float:
        """Size of the drawing: 1 at the workstation, 2 in the kiosk, times the text scale."""
        return theme().height(1000, 2000) / 1000

    def position_of(self, value: float) -> float:
        """Give the x in the widget at which a value stands."""
        if self._reading is None:
            return 0.0
        side = SIDE * self.unit
        return side + (self.width() - 2 * side) * self._reading.scale.share(value)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for a comfortable width and the height of what is shown."""
        return QSize(round(_MOST_PX * self.unit), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for the least that can be read."""
        reading = self._reading
        height = BARE_HEIGHT if reading is None or reading.tick is None else TICKS_HEIGHT
        if reading is not None and reading.ends is not None:
            height = ENDS_HEIGHT if reading.tick is not None else TICKS_HEIGHT
        return QSize(round(156 * self.unit), round(height * self.unit))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint track, words, interval, and marker."""
        if self._reading is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        graded = self.isEnabled() and self._reading.shown is not ShownGrade.NOT_GRADED
        brush = _Brush(painter, self, self._reading, theme(), graded)
        brush.track()
        brush.words()
        brush.value()


@dataclass(frozen=True, slots=True, eq=False)
class _Brush:
    """Paints one reading."""

    painter: QPainter
    gauge: MeasureGauge
    reading: Reading
    theme: Theme
    graded: bool

    @property
    def middle(self) -> float:
        return MIDDLE * self.gauge.unit

    def track(self) -> None:
        """Paint the steps, the thin ones first, and the zero."""
        unit, tokens = self.gauge.unit, self.theme.tokens
        for band in _bands(self.reading.scale, self.theme):
            tones = band.tones if self.graded else tokens.none
            left, right = sorted(self.gauge.position_of(end) for end in (band.low, band.high))
            height = band.height * unit
            rect = QRectF(left, self.middle - height / 2, right - left, height)
            self.painter.setBrush(QColor(tones.band))
            self.painter.setPen(QPen(QColor(tones.stroke), 2.0 if tokens.bold_edges else 1.0))
            self.painter.drawRoundedRect(rect, RADIUS * unit, RADIUS * unit)
        if self.reading.scale.low < 0.0 < self.reading.scale.high:
            x, reach = self.gauge.position_of(0.0), NORMAL / 2 * unit
            self._line((x, -reach), (x, reach), tokens.text2, 1.0, (1.0, 2.0))

    def words(self) -> None:
        """Write the limits below the track, and below them what its ends stand for."""
        unit, tokens = self.gauge.unit, self.theme.tokens
        font = self.theme.font(Type.LABEL)
        self.painter.setFont(font)
        self.painter.setPen(QColor(tokens.text2))
        metrics = QFontMetricsF(font)
        row = 26.0 * unit
        if self.reading.tick is not None and self.reading.scale.limits is not None:
            self._ticks(metrics, row)
        if self.reading.ends is not None:
            row = (42.0 if self.reading.tick is not None else 26.0) * unit
            self._ends(metrics, row)

    def _ticks(self, metrics: QFontMetricsF, top: float) -> None:
        scale, tick = self.reading.scale, self.reading.tick
        taken: list[tuple[float, float]] = []
        for limit in (*_limits(scale.limits), 0.0):
            if tick is None or not scale.low <= limit <= scale.high:
                continue
            text = tick(limit)
            half, x = metrics.horizontalAdvance(text) / 2, self.gauge.position_of(limit)
            if all(x + half < left or x - half > right for left, right in taken):
                taken.append((x - half - 2, x + half + 2))
                self.painter.drawText(QPointF(x - half, top + metrics.ascent()), text)

    def _ends(self, metrics: QFontMetricsF, top: float) -> None:
        ends = self.reading.ends or ("", "")
        left, right = reversed(ends) if self.reading.scale.flipped else ends
        room = self.gauge.width() / 2 - 4
        left, right = (metrics.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in (left, right))
        base = top + metrics.ascent()
        self.painter.drawText(QPointF(0.0, base), left)
        x = self.gauge.width() - metrics.horizontalAdvance(right)
        self.painter.drawText(QPointF(x, base), right)

    def value(self) -> None:
        """Paint the interval and the marker; a chevron points on where the value is beyond the scale."""
        reading, unit, tokens = self.reading, self.gauge.unit, self.theme.tokens
        if reading.value is None:
            return
        if reading.interval is not None:
            self._interval(reading.interval)
        x, beyond = self.gauge.position_of(reading.value), reading.scale.is_beyond(reading.value)
        towards = +1 if x > self.gauge.width() / 2 else -1
        if beyond:
            x -= towards * _LEE * unit
        ink = QColor(tokens.tones(reading.shown).ink if self.gauge.isEnabled() else tokens.text2)
        ground = QColor(tokens.surface)
        size = _MARKER * unit
        draw_mark(
            self.painter, MARKS[reading.shown], QPointF(x, self.middle), size, ink, ground, _CASING * unit
        )
        if beyond:
            self._chevron(x, towards)

    def _interval(self, interval: tuple[float, float]) -> None:
        unit, tokens = self.gauge.unit, self.theme.tokens
        left, right = sorted(self.gauge.position_of(end) for end in interval)
        ink = tokens.text if self.graded else tokens.text2
        dash = None if self.graded else (4 / 3, 1.0)
        self._line((left, 0), (right, 0), tokens.surface, 7 * unit)
        self._line((left, 0), (right, 0), ink, 3 * unit, dash)
        for end in interval:
            if not self.reading.scale.is_beyond(end):
                x = self.gauge.position_of(end)
                self._line((x, -_CAP * unit), (x, _CAP * unit), ink, 2 * unit)

    def _chevron(self, x: float, towards: int) -> None:
        unit = self.gauge.unit
        tip, back = x + towards * 16 * unit, x + towards * 12 * unit
        for side in (-1, +1):
            start, end = (back, side * 5 * unit), (tip, 0.0)
            self._line(start, end, self.theme.tokens.text, 1.6 * unit)

    def _line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str,
        width: float,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Paint a line; y counts from the track's middle."""
        pen = QPen(QColor(colour), width, c=Qt.PenCapStyle.FlatCap)
        if dash is not None:
            pen.setDashPattern(dash)
        self.painter.setPen(pen)
        self.painter.drawLine(
            QPointF(start[0], self.middle + start[1]), QPointF(end[0], self.middle + end[1])
        )


def _limits(limits: Limits | None) -> list[float]:
    if limits is None:
        return []
    every = (limits.caution_low, limits.caution_high, limits.risk_low, limits.risk_high)
    return [limit for limit in every if limit is not None]


def _bands(scale: Scale, theme: Theme) -> list[_Band]:
    """Give the blocks from the thinnest to the tallest, as they are painted over each other."""
    tokens, limits = theme.tokens, scale.limits
    if limits is None:
        bands = [_Band(scale.low, scale.high, RISK, tokens.none)]
        usual = scale.usual
        return [*bands, _Band(usual.low, usual.high, CAUTION, tokens.none)] if usual else bands
    low = scale.low if limits.caution_low is None else limits.caution_low
    high = scale.high if limits.caution_high is None else limits.caution_high
    risk_low = scale.low if limits.risk_low is None else limits.risk_low
    risk_high = scale.high if limits.risk_high is None else limits.risk_high
    bands = [
        _Band(scale.low, risk_low, RISK, tokens.pro),
        _Band(risk_high, scale.high, RISK, tokens.pro),
        _Band(risk_low, low, CAUTION, tokens.watch),
        _Band(high, risk_high, CAUTION, tokens.watch),
        _Band(low, high, NORMAL, tokens.ok),
    ]
    return [band for band in bands if band.high > band.low]
