"""The measures: the table of the first page, its legend, and the compact list of the others."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.gauge import (
    CAUTION_HEIGHT,
    NORMAL_HEIGHT,
    RISK_HEIGHT,
    draw_ends,
    draw_gauge,
)
from posture_app.adapters.pdf_report.palette import (
    COMPACT,
    COMPACT_STRONG,
    LINE,
    OK,
    PRO,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TEXT,
    TONES,
    VALUE,
    WATCH,
)
from posture_app.adapters.pdf_report.pen import width_of, wrapped
from posture_app.adapters.pdf_report.shapes import draw_chip, draw_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.report import Row
    from posture_app.services.wording import Words


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """Name, words, gauge, and grade of the most telling measures; `row_height` in pt."""

    rows: Sequence[Row]
    words: Words
    row_height: float

    head_height = 18.0
    columns = (0.0, 0.215, 0.505, 0.80)
    gap = 8.0

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return self.head_height + len(self.rows) * self.row_height

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the heads and all rows."""
        lefts = [x + share * width for share in self.columns]
        rights = [*lefts[1:], x + width + self.gap]
        for key, left, right in zip(("measure", "words", "scale", "grade"), lefts, rights, strict=True):
            pen.fitted(
                left, top + 7.0, self.words.text(f"table.{key}"), SMALL_STRONG, right - left - self.gap
            )
        top += self.head_height
        pen.rule(x, top, width, LINE)
        for row in self.rows:
            self._row(pen, row, lefts, rights, top + self.row_height / 2)
            top += self.row_height
            pen.rule(x, top, width, LINE)

    def _row(
        self, pen: Pen, row: Row, lefts: Sequence[float], rights: Sequence[float], middle: float
    ) -> None:
        widths = [right - left - self.gap for left, right in zip(lefts, rights, strict=True)]
        words = self.words
        pen.fitted(lefts[0], middle - 5.4, words.measure(row.finding.id), STRONG, widths[0])
        pen.fitted(lefts[0], middle + 5.8, words.facing(row.facing), SMALL, widths[0])
        lines = wrapped(words.value(row.finding), VALUE, widths[1])
        pen.lines(lefts[1], middle - len(lines) * VALUE.line / 2, lines, VALUE)
        gauge = widths[2] - 6.0
        draw_gauge(pen, row, lefts[2], middle - 4.8, gauge)
        draw_ends(pen, row.scale, words.ends(row.finding.id), lefts[2], middle + 7.2, gauge)
        draw_chip(pen, row.shown, words.grade(row.shown), lefts[3], middle, widths[3])


@dataclass(frozen=True, slots=True)
class Legend:
    """What the steps and the bar of a gauge mean; one line, and a sentence about doubtful normals."""

    words: Words
    doubtful: bool

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return 14.0 + (len(self._sentence(width)) * SMALL.line if self.doubtful else 0.0)

    def _sentence(self, width: float) -> list[str]:
        return wrapped(self.words.text("not_excluded.rows"), SMALL, width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the swatches with their texts."""
        texts = [self.words.text(f"legend.{key}") for key in ("normal", "caution", "risk", "interval")]
        swatch, space = 19.0, 13.0
        needed = sum(width_of(text, SMALL) + swatch for text in texts) + 3 * space
        style = SMALL.scaled(min(1.0, width / needed))
        left, middle = x, top + 6.0
        blocks = ((NORMAL_HEIGHT, OK), (CAUTION_HEIGHT, WATCH), (RISK_HEIGHT, PRO))
        for text, block in zip(texts, (*blocks, None), strict=True):
            if block is None:
                pen.line((left, middle), (left + 13, middle), TEXT, 1.9)
                for end in (left, left + 13):
                    pen.line((end, middle - 3.4), (end, middle + 3.4), TEXT, 1.2)
            else:
                high, tones = block
                pen.box(left, middle - high / 2, 13, high, 1.9, tones.band, tones.stroke, line=0.6)
            pen.text(left + swatch, middle, text, style)
            left += swatch + width_of(text, style) + space
        if self.doubtful:
            pen.lines(x, top + 14.0, self._sentence(width), SMALL)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the compact list: a view's name, or a measure of it."""

    row: Row
    is_head: bool


@dataclass(frozen=True, slots=True)
class CompactRows:
    """All other measures in two columns, by view."""

    rows: Sequence[Row]
    words: Words

    gap = 22.0
    pad = 1.7
    shares = (0.33, 0.45, 0.22)

    def _columns(self, width: float) -> tuple[list[_Entry], list[_Entry]]:
        """Split the entries so that both columns are about equally high; repeat a view's name."""
        entries: list[_Entry] = []
        for _, group in groupby(self.rows, lambda row: row.finding.view):
            members = list(group)
            entries += [_Entry(members[0], True), *(_Entry(row, False) for row in members)]
        heights = [self._entry_height(entry, width) for entry in entries]
        cut = min(range(1, len(entries) + 1), key=lambda i: (max(sum(heights[:i]), sum(heights[i:])), i))
        if cut < len(entries) and entries[cut - 1].is_head:
            cut -= 1
        left, right = entries[:cut], entries[cut:]
        if right and not right[0].is_head:
            right = [_Entry(right[0].row, True), *right]
        return left, right

    def _each(self, width: float) -> float:
        return (width - self.gap) / 2

    def _cells(self, row: Row, each: float) -> tuple[list[str], list[str]]:
        name, value, _ = (each * share for share in self.shares)
        return (
            wrapped(self.words.measure(row.finding.id), COMPACT_STRONG, name - 17.0),
            wrapped(self.words.value(row.finding), COMPACT, value - 6.0),
        )

    def _entry_height(self, entry: _Entry, each: float) -> float:
        if entry.is_head:
            return 16.0
        return max(len(cell) for cell in self._cells(entry.row, each)) * COMPACT.line + 2 * self.pad

    def height(self, width: float) -> float:
        """Give the height in pt."""
        each = self._each(width)
        return max(sum(self._entry_height(one, each) for one in column) for column in self._columns(each))

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw both columns."""
        each = self._each(width)
        for left, column in zip((x, x + each + self.gap), self._columns(each), strict=True):
            y = top
            for entry in column:
                self._entry(pen, entry, left, y, each)
                y += self._entry_height(entry, each)

    def _entry(self, pen: Pen, entry: _Entry, x: float, top: float, each: float) -> None:
        height = self._entry_height(entry, each)
        pen.rule(x, top + height, each, LINE, 0.5)
        if entry.is_head:
            pen.text(x, top + 9.0, self.words.facing(entry.row.facing), SMALL_STRONG)
            return
        name, value = self._cells(entry.row, each)
        middle, shown = top + height / 2, entry.row.shown
        draw_shape(pen, shown, x + 4.4, middle, 3.8)
        pen.lines(x + 13.0, middle - len(name) * COMPACT.line / 2, name, COMPACT_STRONG)
        pen.lines(x + each * self.shares[0], middle - len(value) * COMPACT.line / 2, value, COMPACT)
        word = SMALL.in_colour(TONES[shown].ink)
        pen.fitted(x + each, middle, self.words.grade(shown), word, each * self.shares[2], align=1.0)
