"""The simple blocks that pages are made of: each knows its height before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from posture_app.adapters.pdf_report.palette import BG, BODY, EDGE, LINE, SECTION, SMALL_STRONG, STRONG, TEXT2
from posture_app.adapters.pdf_report.pen import wrapped
from posture_app.adapters.pdf_report.shapes import draw_shape
from posture_app.domain.grading import ShownGrade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.adapters.pdf_report.palette import Style
    from posture_app.adapters.pdf_report.pen import Pen

TITLE_HEIGHT = 21.0


class Block(Protocol):
    """A piece of a page that is never broken."""

    def height(self, width: float) -> float:
        """Give the height in pt that the block takes at this width."""

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the block with its top left corner at (x, top)."""


@dataclass(frozen=True, slots=True)
class Section:
    """A title above a block."""

    title: str
    inside: Block

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return TITLE_HEIGHT + self.inside.height(width)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw title and block."""
        pen.fitted(x, top + 7.5, self.title, SECTION, width)
        self.inside.draw(pen, x, top + TITLE_HEIGHT, width)


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences below each other, each with a small mark."""

    sentences: Sequence[str]
    style: Style = BODY

    indent = 11.0
    gap = 2.2

    def height(self, width: float) -> float:
        """Give the height in pt."""
        lines = [wrapped(one, self.style, width - self.indent) for one in self.sentences]
        return sum(len(one) * self.style.line + self.gap for one in lines)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the sentences."""
        for sentence in self.sentences:
            pen.circle(x + 3.0, top + self.style.line / 2, 1.5, fill=TEXT2)
            top = pen.paragraph(x + self.indent, top, sentence, self.style, width - self.indent) + self.gap


@dataclass(frozen=True, slots=True)
class NoteBox:
    """What the therapist wrote, line by line, in a quiet box."""

    lines: Sequence[str]

    pad = 10.0

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return 2 * self.pad + len(self.lines) * BODY.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the box and the lines."""
        pen.box(x, top, width, self.height(width), 8.0, fill=BG)
        pen.lines(x + self.pad, top + self.pad, self.lines, BODY)


_LINES_A_BOX = 36
"""So that a box fits a page with its title."""


def note_boxes(notes: str, width: float) -> list[NoteBox]:
    """Lay notes out; long ones over several boxes, since a block is never broken."""
    inner = width - 2 * NoteBox.pad
    lines = [line for part in notes.splitlines() for line in (wrapped(part, BODY, inner) or [""])]
    return [NoteBox(lines[i : i + _LINES_A_BOX]) for i in range(0, len(lines), _LINES_A_BOX)]


@dataclass(frozen=True, slots=True)
class Card:
    """Measures that lack something for one reason."""

    title: str
    text: str

    pad = 10.0
    indent = 15.0

    def height(self, width: float) -> float:
        """Give the height in pt."""
        inner = width - 2 * self.pad
        title = wrapped(self.title, STRONG, inner - self.indent)
        return (
            2 * self.pad
            + len(title) * STRONG.line
            + 2.5
            + len(wrapped(self.text, BODY, inner)) * BODY.line
            - 2
        )

    def draw(self, pen: Pen, x: float, top: float, width: float, height: float) -> None:
        """Draw the card with a dashed edge, as high as its neighbour."""
        inner = width - 2 * self.pad
        pen.box(x, top, width, height, 8.0, stroke=EDGE, line=0.6, dash=(2.2, 1.8))
        left, y = x + self.pad, top + self.pad
        draw_shape(pen, ShownGrade.NOT_GRADED, left + 4.4, y + STRONG.line / 2, 4.4)
        lines = wrapped(self.title, STRONG, inner - self.indent)
        y = pen.lines(left + self.indent, y, lines, STRONG)
        pen.paragraph(left, y + 2.5, self.text, BODY, inner)


@dataclass(frozen=True, slots=True)
class Cards:
    """Up to two cards beside each other."""

    cards: Sequence[Card]

    gap = 10.0

    def _each(self, width: float) -> float:
        return (width - self.gap * (len(self.cards) - 1)) / len(self.cards)

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return max(card.height(self._each(width)) for card in self.cards)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the cards at equal height."""
        each, height = self._each(width), self.height(width)
        for index, card in enumerate(self.cards):
            card.draw(pen, x + index * (each + self.gap), top, each, height)


def card_rows(cards: Sequence[Card]) -> list[Cards]:
    """Put cards two and two beside each other."""
    return [Cards(cards[i : i + 2]) for i in range(0, len(cards), 2)]


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table: first column strong, cells wrapped; `shares` of the width sum to 1."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    shares: Sequence[float]

    head_height = 17.0
    pad = 4.2
    gap = 8.0

    def _cells(self, row: Sequence[str], width: float) -> list[list[str]]:
        return [
            wrapped(text, STRONG if column == 0 else BODY, width * share - self.gap)
            for column, (text, share) in enumerate(zip(row, self.shares, strict=True))
        ]

    def _row_height(self, row: Sequence[str], width: float) -> float:
        return max(len(cell) for cell in self._cells(row, width)) * BODY.line + 2 * self.pad

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return self.head_height + sum(self._row_height(row, width) for row in self.rows)

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw heads, rules, and cells."""
        lefts = [x + width * sum(self.shares[:column]) for column in range(len(self.shares))]
        for left, head, share in zip(lefts, self.heads, self.shares, strict=True):
            pen.fitted(left, top + 6.0, head, SMALL_STRONG, width * share - self.gap)
        top += self.head_height
        for row in self.rows:
            pen.rule(x, top, width, LINE)
            for column, (left, lines) in enumerate(zip(lefts, self._cells(row, width), strict=True)):
                style = STRONG if column == 0 else BODY
                pen.lines(left, top + self.pad + (BODY.line - style.line) / 2, lines, style)
            top += self._row_height(row, width)
