"""The head of each page, the person's block, the headline, and the foot."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader

from posture_app.adapters.pdf_report.palette import (
    BG,
    BODY,
    BRAND,
    HEADLINE,
    LINE,
    ON_BRAND,
    SMALL,
    STRONG,
    TEXT2,
    TITLE,
)
from posture_app.adapters.pdf_report.pen import clean, width_of, wrapped

if TYPE_CHECKING:
    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.people import Engine
    from posture_app.domain.report import Report
    from posture_app.services.wording import Words

HEAD_HEIGHT = 46.0
_LOGO = 27.0
_OWN_LOGO = (150.0, 33.0)
"""The room for a clinic's logo, pt."""


def draw_head(
    pen: Pen,
    title: str,
    date: str,
    clinic: str | None,
    x: float,
    top: float,
    width: float,
    logo: bytes | None = None,
) -> None:
    """Draw logo, clinic, date, title, and the brand rule; `logo` (PNG) takes the place of the program's."""
    side = _logo(pen, x, top) if logo is None else _own_logo(pen, logo, x, top)
    left = x + side + 9.0
    room = x + width - left - width_of(title, TITLE) - 16.0
    if clinic:
        pen.fitted(left, top + 7.6, clean(clinic), STRONG, room)
        pen.fitted(left, top + 20.4, date, SMALL, room)
    else:
        pen.fitted(left, top + _LOGO / 2, date, STRONG, room)
    pen.text(x + width, top + _LOGO / 2, title, TITLE, align=1.0)
    pen.rule(x, top + HEAD_HEIGHT - 6.0, width, BRAND, 1.3)


def _own_logo(pen: Pen, logo: bytes, x: float, top: float) -> float:
    """The clinic's own, as large as the head allows; gives its width."""
    image = ImageReader(io.BytesIO(logo))
    width, height = image.getSize()
    scale = min(_OWN_LOGO[0] / width, _OWN_LOGO[1] / height)
    wide, high = scale * width, scale * height
    pen.canvas.drawImage(image, x, pen.up(top + _LOGO / 2 + high / 2), wide, high)
    return float(wide)


def _logo(pen: Pen, x: float, top: float) -> float:
    """A plumb line with two level ticks; gives its width."""
    middle = x + _LOGO / 2
    pen.box(x, top, _LOGO, _LOGO, 6.0, fill=BRAND)
    pen.line((middle, top + 5.4), (middle, top + 17.5), ON_BRAND, 1.5, round_caps=True)
    for side in (-1, +1):
        start = middle + side * 3.0
        pen.line((start, top + 10.4), (start + side * 3.8, top + 10.4), ON_BRAND, 1.5, round_caps=True)
    pen.polygon([(middle - 3.4, top + 16.4), (middle + 3.4, top + 16.4), (middle, top + 22.4)], fill=ON_BRAND)
    return _LOGO


@dataclass(frozen=True, slots=True)
class SubjectBlock:
    """Who was assessed and how they stood: three columns of two."""

    report: Report
    words: Words

    shares = (0.36, 0.30, 0.34)
    label = 60.0
    pad = 2.6

    def _cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        subject, text = self.report.subject, self.words.text
        unknown = text("subject.unknown")
        height = subject.height_cm
        shoes = {True: text("subject.shoes_on"), False: text("subject.shoes_off"), None: unknown}[
            subject.shoes
        ]
        photos = self.words.join([self.words.facing(figure.facing) for figure in self.report.figures])
        return (
            (
                (text("subject.name"), clean(subject.name or "") or unknown),
                (
                    text("subject.height"),
                    text("subject.height_value", height=f"{height:g}") if height else unknown,
                ),
                (text("subject.shoes"), shoes),
            ),
            (
                (text("subject.code"), clean(subject.code or "") or unknown),
                (text("subject.stance"), clean(subject.stance or "") or unknown),
                (text("subject.photos"), photos),
            ),
        )

    def _lines(self, text: str, column: int, width: float) -> list[str]:
        """Break a value into at most three lines; the rest of an endless one is cut."""
        lines = wrapped(text, STRONG, width * self.shares[column] - self.label - 10.0)
        return lines if len(lines) <= 3 else [*lines[:2], lines[2][:-1].rstrip() + "…"]

    def _row_height(self, row: tuple[tuple[str, str], ...], width: float) -> float:
        lines = max(len(self._lines(value, column, width)) for column, (_, value) in enumerate(row))
        return lines * STRONG.line + 2 * self.pad

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return sum(self._row_height(row, width) for row in self._cells())

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw labels and values."""
        label = BODY.in_colour(TEXT2)
        for row in self._cells():
            for column, (name, value) in enumerate(row):
                left = x + width * sum(self.shares[:column])
                pen.fitted(left, top + self.pad + STRONG.line / 2, name, label, self.label - 4.0)
                pen.lines(left + self.label, top + self.pad, self._lines(value, column, width), STRONG)
            top += self._row_height(row, width)


@dataclass(frozen=True, slots=True)
class HeadlineBox:
    """What the whole comes to, in a box."""

    headline: str
    rest: str

    pad_x, pad_y = 13.0, 9.5

    def _texts(self, width: float) -> tuple[list[str], list[str]]:
        inner = width - 2 * self.pad_x
        return wrapped(self.headline, HEADLINE, inner), wrapped(self.rest, BODY, inner) if self.rest else []

    def height(self, width: float) -> float:
        """Give the height in pt."""
        first, second = self._texts(width)
        return 2 * self.pad_y + len(first) * HEADLINE.line + len(second) * BODY.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the box and its two texts."""
        first, second = self._texts(width)
        pen.box(x, top, width, self.height(width), 7.5, fill=BG)
        y = pen.lines(x + self.pad_x, top + self.pad_y, first, HEADLINE)
        pen.lines(x + self.pad_x, y, second, BODY)


def draw_foot(
    pen: Pen, engine: Engine, words: Words, page: tuple[int, int], x: float, top: float, width: float
) -> None:
    """Draw the note, the versions, and the page's number; `page` is (this, of how many)."""
    versions = words.text(
        "footer.versions",
        version=engine.version,
        norms=engine.norms.label,
        model=engine.model,
        hash=engine.model_sha256[:8],
        errors=engine.method_errors,
    )
    number = words.text("footer.page", page=page[0], pages=page[1])
    pen.rule(x, top, width, LINE)
    room = width - width_of(number, SMALL) - 12.0
    pen.fitted(x, top + 10.0, f"{words.text('footer.note')} {versions}", SMALL, room)
    pen.text(x + width, top + 10.0, number, SMALL, align=1.0)
