"""What one or two photographs leave room for beside them, and what ± means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.gauge import draw_ends, draw_gauge, draw_ticks
from posture_app.adapters.pdf_report.palette import BG, BODY, SECTION, SMALL, SMALL_STRONG
from posture_app.adapters.pdf_report.pen import wrapped

if TYPE_CHECKING:
    from posture_app.adapters.pdf_report.palette import Style
    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.report import Report, Row
    from posture_app.services.wording import Words

_RADIUS = 9.0


def panel_explains(report: Report) -> bool:
    """Tell whether the panel beside the photographs has room for what ± means."""
    return len(report.figures) == 1


def example_of(report: Report) -> Row | None:
    """Choose the graded row that the headline speaks of, otherwise the first."""
    graded = [row for row in report.rows if row.finding.grade.grade is not None]
    concerned = [row for row in graded if row.finding.grade.grade != 0]
    return next(iter(concerned or graded), None)


def letters_of(report: Report, words: Words) -> str:
    """Give the letters of all photographs in one line."""
    return words.join(
        [
            words.text("letters.given", view=words.facing(one.facing), letter=words.letter(one.letter))
            for one in report.figures
        ]
    )


@dataclass(frozen=True, slots=True)
class Panel:
    """What there is to know of one or two photographs, beside them."""

    report: Report
    words: Words

    pad = 13.0
    gap = 7.5

    def draw(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        """Draw the panel as high as the photographs; what finds no room is on the next page."""
        pen.box(x, top, width, height, _RADIUS, fill=BG)
        left, inner = x + self.pad, width - 2 * self.pad
        bottom = top + height - self.pad
        if panel_explains(self.report):
            meaning = Meaning(self.words, example_of(self.report), stacked=True)
            bottom -= meaning.height(inner)
            meaning.draw(pen, left, bottom, inner)
            bottom -= 26.0
            pen.fitted(left, bottom + 16.0, self.words.text("meaning.title"), SECTION, inner)
        pen.fitted(left, top + self.pad + 5.0, self.words.text("panel.title"), SECTION, inner)
        y = top + self.pad + 20.0
        for paragraphs in self._entries():
            broken = [(wrapped(text, style, inner), style) for text, style in paragraphs]
            if y + sum(len(lines) * style.line for lines, style in broken) > bottom:
                return
            for lines, style in broken:
                y = pen.lines(left, y, lines, style)
            y += self.gap

    def _entries(self) -> list[list[tuple[str, Style]]]:
        """Give titled paragraphs from the most to the least important."""
        words, rule = self.words, self.report.letter_rule
        notes = [words.reason(reason) for one in self.report.figures for reason in one.warnings]
        turned = [f"{words.facing(one.facing)} {abs(one.turned_deg):.0f}°" for one in self.report.figures]
        entries: list[list[tuple[str, Style]]] = [
            [
                (words.text("letters.title"), SMALL_STRONG),
                (letters_of(self.report, words), BODY),
                (words.text("letters.rule", b=rule.b_cautions, c=rule.c_risks), SMALL),
            ],
            [(words.text("panel.turned"), SMALL_STRONG), (words.join(turned), BODY)],
            [(words.text("panel.lines"), SMALL_STRONG), (words.text("panel.reading"), SMALL)],
        ]
        if notes:
            told = [(note, SMALL) for note in dict.fromkeys(notes)]
            entries.insert(1, [(words.text("warnings.title"), SMALL_STRONG), *told])
        return entries


@dataclass(frozen=True, slots=True)
class Meaning:
    """What ± means, beside a gauge with numbers taken from this report."""

    words: Words
    example: Row | None
    stacked: bool = False

    share = 0.49
    gauge_height = 46.0

    def _text_width(self, width: float) -> float:
        return width if self.example is None or self.stacked else width * self.share

    def height(self, width: float) -> float:
        """Give the height in pt."""
        text, gauge = self._text_height(width), 0.0 if self.example is None else self.gauge_height
        return text + gauge if self.stacked else max(text, gauge)

    def _text_height(self, width: float) -> float:
        return len(wrapped(self.words.text("meaning.text"), BODY, self._text_width(width))) * BODY.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the text, and the gauge of the example."""
        pen.paragraph(x, top, self.words.text("meaning.text"), BODY, self._text_width(width))
        if self.example is None:
            return
        row, scale = self.example, self.example.scale
        gauge = 0.92 * width if self.stacked else width * (0.94 - self.share)
        left = x + (0.5 if self.stacked else 1.0) * (width - gauge)
        top += self._text_height(width) + 2.0 if self.stacked else 0.0
        draw_gauge(pen, row, left, top + 9.0, gauge)
        draw_ticks(pen, scale, left, top + 22.0, gauge, self.words.text("number.deg", number=""))
        draw_ends(pen, scale, self.words.ends(row.finding.id), left, top + 32.0, gauge)
        name = f"{self.words.measure(row.finding.id)}: {self.words.value(row.finding)}"
        pen.fitted(left + gauge / 2, top + 43.0, name, SMALL, gauge, align=0.5)
