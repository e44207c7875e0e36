"""The table of changes: both values, the change in the band of the error, the trend, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.palette import (
    BRAND,
    CHIP,
    COMPACT,
    EDGE,
    LINE,
    NONE,
    ON_BRAND,
    SMALL,
    SMALL_STRONG,
    STRONG,
    SUNKEN,
    SURFACE,
    TEXT,
    TEXT2,
)
from posture_app.adapters.pdf_report.pen import fitted, width_of, wrapped
from posture_app.adapters.pdf_report.shapes import CHIP_HEIGHT
from posture_app.domain.uncertainty import Verdict, interval, mdc95

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.comparison import Point, Row
    from posture_app.services.comparing.comparison_wording import ComparisonWords

ROW_HEIGHT = 35.0
_BAR_REACH = 1.3
"""A bar reaches so many times as far as the larger of the change and the detectable change."""
_LEAST_ARROW = 5.0
"""A change drawn shorter than this, in pt, is a dot."""


@dataclass(frozen=True, slots=True, eq=False)
class ChangeTable:
    """Rows that could be compared."""

    rows: Sequence[Row]
    told: ComparisonWords

    head_height = 18.0
    columns = (0.0, 0.155, 0.325, 0.50, 0.715, 0.845)
    gap = 8.0

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return self.head_height + len(self.rows) * ROW_HEIGHT

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the heads and all rows."""
        lefts = [x + share * width for share in self.columns]
        rights = [*lefts[1:], x + width + self.gap]
        text = self.told.words.text
        heads = (
            text("compare.table.measure"),
            self.told.then,
            self.told.now,
            text("compare.table.change"),
            text("compare.table.trend"),
            text("compare.table.verdict"),
        )
        for head, left, right in zip(heads, lefts, rights, strict=True):
            pen.fitted(left, top + 7.0, head, SMALL_STRONG, right - left - self.gap)
        top += self.head_height
        pen.rule(x, top, width, LINE)
        for row in self.rows:
            cells = [(left, right - left - self.gap) for left, right in zip(lefts, rights, strict=True)]
            self._row(pen, row, cells, top + ROW_HEIGHT / 2)
            top += ROW_HEIGHT
            pen.rule(x, top, width, LINE)

    def _row(self, pen: Pen, row: Row, cells: Sequence[tuple[float, float]], middle: float) -> None:
        words, told = self.told.words, self.told
        (left, wide), *values, (bar, bar_wide), (trend, trend_wide), (chip, chip_wide) = cells
        pen.fitted(left, middle - 5.4, words.measure(row.series.measure), STRONG, wide)
        pen.fitted(left, middle + 5.8, words.facing(row.series.facing), SMALL, wide)
        for (at, room), point in zip(values, (row.then, row.now), strict=True):
            if point is not None:
                lines = wrapped(words.value(point.finding), COMPACT, room)
                pen.lines(at, middle - len(lines) * COMPACT.line / 2, lines, COMPACT)
        draw_bar(pen, row, bar, middle - 9.5, bar_wide)
        pen.fitted(bar, middle + 1.6, told.difference(row), SMALL_STRONG.in_colour(TEXT), bar_wide)
        pen.fitted(bar, middle + 11.0, told.needed(row), SMALL, bar_wide)
        draw_trend(pen, row, trend, middle - 12.0, trend_wide, 24.0)
        draw_verdict(pen, row.change.verdict, told.verdict(row.change.verdict), chip, middle, chip_wide)


def draw_bar(pen: Pen, row: Row, x: float, y: float, width: float) -> None:
    """Draw the change as an arrow from the middle, in the dashed box of what is within the error.

    To the right = the measure's plus. Every bar has its own scale.
    """
    difference, detectable = row.change.difference, row.change.detectable
    if difference is None or detectable is None:
        return
    middle = x + width / 2
    per_unit = width / 2 / (_BAR_REACH * max(abs(difference), detectable))
    box, tip = detectable * per_unit, middle + difference * per_unit
    pen.box(x, y - 1.5, width, 3.0, 1.5, fill=SUNKEN)
    pen.box(middle - box, y - 5.0, 2 * box, 10.0, 2.0, fill=NONE.tint, stroke=EDGE, line=0.6, dash=(2.0, 1.6))
    pen.line((middle, y - 3.2), (middle, y + 3.2), TEXT2, 0.7)
    colour = BRAND if row.change.verdict is Verdict.CHANGED else TEXT2
    if abs(tip - middle) < _LEAST_ARROW:
        pen.circle(tip, y, 2.2, fill=colour)
        return
    towards = 1.0 if difference > 0 else -1.0
    back = tip - towards * 5.0
    pen.line((middle, y), (back, y), colour, 1.9)
    pen.polygon([(tip, y), (back, y - 3.2), (back, y + 3.2)], fill=colour)


def draw_trend(pen: Pen, row: Row, x: float, top: float, width: float, height: float) -> None:
    """Draw all visits with their 95 % intervals over the band of what counts as unchanged since the base.

    Up = the measure's plus. A visit that cannot be compared with the base is hollow.
    """
    if row.then is None or row.then.finding.value is None:
        return
    base, half = row.then.finding.value, mdc95(row.then.finding.sem)
    shown = [(at, one) for at, one in enumerate(row.series.points) if one is not None]
    intervals = [given for _, one in shown if (given := one.finding.interval()) is not None]
    low = min(base - half, *(end for end, _ in intervals))
    high = max(base + half, *(end for _, end in intervals))

    def y_of(value: float) -> float:
        return top + height * (1.0 - (value - low) / (high - low))

    step = (width - 10.0) / max(1, len(row.series.points) - 1)
    upper, lower = y_of(base + half), y_of(base - half)
    pen.box(x, upper, width, lower - upper, 2.0, fill=NONE.tint, stroke=LINE, line=0.5, dash=(2.0, 1.6))
    places = []
    for at, point in shown:
        if point.finding.value is None:
            continue
        place = (x + 5.0 + at * step, y_of(point.finding.value))
        same = (
            point is row.then
            or row.series.change(_place(row, row.then), at).verdict is not Verdict.NOT_COMPARABLE
        )
        places.append((place, point, same))
    joined = [place for place, _, same in places if same]
    for start, end in pairwise(joined):
        pen.line(start, end, TEXT2, 0.8)
    for place, point, same in places:
        ends = interval(point.finding.value or 0.0, point.finding.sem)
        pen.line((place[0], y_of(ends[0])), (place[0], y_of(ends[1])), TEXT2, 0.8)
        _dot(pen, place, BRAND if point is row.now else TEXT2, same)


def _place(row: Row, point: Point) -> int:
    return row.series.points.index(point)


def _dot(pen: Pen, place: tuple[float, float], ink: str, filled: bool) -> None:
    if filled:
        pen.circle(*place, 2.5, fill=ink, stroke=SURFACE, line=0.7)
    else:
        pen.circle(*place, 2.2, fill=SURFACE, stroke=ink, line=0.8)


def draw_verdict(pen: Pen, verdict: Verdict, word: str, x: float, middle: float, width: float) -> None:
    """Draw the verdict's chip: filled when changed, pale within the error, dashed when not comparable."""
    changed, pad = verdict is Verdict.CHANGED, 8.0
    word, style = fitted(word, CHIP.in_colour(ON_BRAND if changed else NONE.ink), width - 2 * pad)
    long, top = width_of(word, style) + 2 * pad, middle - CHIP_HEIGHT / 2
    if verdict is Verdict.NOT_COMPARABLE:
        pen.box(x, top, long, CHIP_HEIGHT, CHIP_HEIGHT / 2, stroke=EDGE, line=0.7, dash=(2.2, 1.8))
    else:
        pen.box(x, top, long, CHIP_HEIGHT, CHIP_HEIGHT / 2, fill=BRAND if changed else NONE.tint)
    pen.text(x + pad, middle, word, style)


@dataclass(frozen=True, slots=True)
class ChangeLegend:
    """What the boxes, arrows, and bands mean, in one or two lines."""

    told: ComparisonWords

    def _lines(self, width: float) -> list[str]:
        parts = [self.told.words.text(f"compare.legend.{key}") for key in ("band", "arrow", "trend")]
        return wrapped(" · ".join(parts), SMALL, width)

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return len(self._lines(width)) * SMALL.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the lines."""
        pen.lines(x, top, self._lines(width), SMALL)
