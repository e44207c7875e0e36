"""Chapters, from HTML as Markdown makes it, to what ReportLab sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Table, XPreformatted

from posture_app.adapters.manual_pdf import look
from posture_app.adapters.pdf_report.fonts import REGULAR
from posture_app.adapters.pdf_report.palette import LINE, SUNKEN

PICTURE_SHARE = 0.78
"""Of the width of the text: with more, a picture would seldom find room under what it shows."""
_NARROWEST_SHARE = 0.16
_NOT_IN_CODE = re.compile(r"[^\x00-\x7f]+")
_LAST_BREAK = re.compile("\n(</font>)?$")
_TAGS = re.compile(r"<.*?>")

PictureOf = Callable[[str], Path]
"""Gives the file of a picture by the name that the chapter gives it."""


class Heading(Paragraph):  # type: ignore[misc]  # ReportLab ships no types
    """A paragraph that stands in the contents.

    Attributes
    ----------
    level : 0 for a chapter, 1 for a part of one.
    key : where links and bookmarks lead.
    """

    def __init__(self, text: str, level: int, key: str) -> None:
        super().__init__(f'<a name="{key}"/>{text}', look.SECTION if level else look.CHAPTER)
        self.level, self.key = level, key

    @property
    def plain(self) -> str:
        """Give its text without marks."""
        return _TAGS.sub("", self.text)


class ChapterReader(HTMLParser):
    """Reads one chapter; what it made stands in `made`."""

    def __init__(self, name: str, width: float, picture: PictureOf) -> None:
        super().__init__()
        self.made: list[Flowable] = []
        self._name, self._width, self._picture = name, width, picture
        self._text: list[str] = []
        self._numbers: list[int | None] = []
        self._rows: list[list[str]] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark, or begin a block."""
        named = dict(attrs)
        if tag == "img":
            self._image(named["src"] or "", named["alt"] or "")
        elif tag == "a":
            self._text.append(look.LINK.opened.format(escape(named["href"] or "")))
        elif tag in look.MARKS:
            self._in_code = tag == "code"
            if tag != "code":
                self._text.append(look.MARKS[tag].opened)
        elif tag in ("ul", "ol"):
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("h1", "h2", "p", "li", "th", "td", "pre"):
            self._text = []

    def handle_data(self, data: str) -> None:
        """Take text; code keeps its own font for what that font holds."""
        if not self._in_code:
            self._text.append(escape(data))
            return
        mark, at = look.MARKS["code"], 0
        for other in _NOT_IN_CODE.finditer(data):
            self._code(mark, data[at : other.start()])
            self._text.append(escape(other[0]))
            at = other.end()
        self._code(mark, data[at:])

    def _code(self, mark: look.Mark, text: str) -> None:
        if text:
            self._text.append(f"{mark.opened}{escape(text)}{mark.closed}")

    def handle_endtag(self, tag: str) -> None:
        """Close a mark, or make the block."""
        if tag == "a":
            self._text.append(look.LINK.closed)
        elif tag == "code":
            self._in_code = False
        elif tag in look.MARKS:
            self._text.append(look.MARKS[tag].closed)
        elif tag in ("ul", "ol"):
            self._numbers.pop()
        elif tag in ("th", "td"):
            self._rows[-1].append(self._taken())
        elif tag == "table":
            self.made.append(self._table())
        elif tag in ("h1", "h2", "p", "li", "pre"):
            self._block(tag)

    def _taken(self) -> str:
        text = "".join(self._text).strip("\n")
        self._text = []
        return text

    def _block(self, tag: str) -> None:
        text = self._taken()
        if not text.strip():  # the paragraph of a picture, or an item that held paragraphs
            return
        if tag == "h1":
            self.made.append(Heading(text, 0, self._name))
        elif tag == "h2":
            self.made.append(Heading(text, 1, f"{self._name}-{len(self.made)}"))
        elif tag == "pre":
            if self.made:
                self.made[-1].keepWithNext = True  # what says what it is
            self.made.append(self._literal(text))
        elif self._numbers:
            self.made.append(Paragraph(text, look.ITEM, bulletText=self._bullet()))
        else:
            self.made.append(Paragraph(text, look.BODY))

    def _bullet(self) -> str:
        number = self._numbers[-1]
        if number is None:
            return "•"
        self._numbers[-1] = number + 1
        return f"{number + 1}."

    def _literal(self, text: str) -> Table:
        whole = (0, 0), (-1, -1)
        filled = [
            ("BACKGROUND", *whole, HexColor(SUNKEN)),
            ("TOPPADDING", *whole, 6),
            ("BOTTOMPADDING", *whole, 8),
        ]
        shown = _LAST_BREAK.sub(r"\1", text)
        return Table([[XPreformatted(shown, look.LITERAL)]], [self._width], style=filled, spaceAfter=9)

    def _image(self, name: str, caption: str) -> None:
        file = self._picture(name)
        across, down = ImageReader(str(file)).getSize()
        wide = self._width * PICTURE_SHARE
        shown = Image(str(file), wide, wide * down / across, hAlign="LEFT")
        frame: Any = Table([[shown]], [wide], hAlign="LEFT", spaceBefore=4)
        frame.setStyle([("BOX", (0, 0), (-1, -1), 0.6, HexColor(LINE)), *_no_padding()])
        self.made.append(KeepTogether([frame, Paragraph(escape(caption), look.CAPTION)]))

    def _table(self) -> Table:
        head, *rows = self._rows
        cells = [[Paragraph(one, look.HEAD_CELL) for one in head]]
        cells += [[Paragraph(one, look.CELL) for one in row] for row in rows]
        table = Table(
            cells, column_widths(self._rows, self._width), repeatRows=1, spaceBefore=3, spaceAfter=10
        )
        table.setStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(SUNKEN)),
                ("LINEBELOW", (0, 0), (-1, -1), 0.6, HexColor(LINE)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
            ]
        )
        self._rows = []
        return table


def _no_padding() -> list[tuple[object, ...]]:
    sides = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    return [(side, (0, 0), (-1, -1), 0) for side in sides]


def column_widths(rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Share a width (pt) out among columns by the longest text in each, none less than a sixth."""
    longest = [
        max(stringWidth(_TAGS.sub("", text), REGULAR, look.CELL.fontSize) for text in column)
        for column in zip(*rows, strict=True)
    ]
    wanted = [max(one / sum(longest), _NARROWEST_SHARE) for one in longest]
    return [width * one / sum(wanted) for one in wanted]
