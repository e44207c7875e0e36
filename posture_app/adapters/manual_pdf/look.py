"""How the manual looks on paper: the report's fonts and colours, in sizes for reading."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from posture_app.adapters.pdf_report.fonts import BOLD, REGULAR, SEMIBOLD
from posture_app.adapters.pdf_report.palette import BRAND, TEXT, TEXT2

SIDE, TOP, FOOT = 22 * mm, 22 * mm, 24 * mm
CODE = "Courier"
"""Of the PDF itself; it holds no Hangul, which stands in the report's font instead."""

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=15.5, textColor=TEXT, spaceAfter=7)
ITEM = ParagraphStyle("item", BODY, leftIndent=16, bulletIndent=3, bulletFontName=REGULAR, spaceAfter=4)
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=13.5, spaceAfter=0)
HEAD_CELL = ParagraphStyle("head", CELL, fontName=SEMIBOLD)
CAPTION = ParagraphStyle(
    "caption", BODY, fontSize=8.5, leading=12, textColor=TEXT2, spaceBefore=3, spaceAfter=10
)
LITERAL = ParagraphStyle(
    "literal", BODY, fontSize=8.5, leading=12.5, leftIndent=10, spaceAfter=9, spaceBefore=2
)
COVER = ParagraphStyle(
    "cover", BODY, fontName=BOLD, fontSize=24, leading=30, spaceBefore=12 * mm, spaceAfter=8 * mm
)
CHAPTER = ParagraphStyle("chapter", BODY, fontName=BOLD, fontSize=19, leading=25, spaceAfter=9)
SECTION = ParagraphStyle(
    "section", BODY, fontName=BOLD, fontSize=13, leading=18, spaceBefore=9, spaceAfter=5, keepWithNext=1
)
CONTENTS = (
    ParagraphStyle("contents", BODY, fontName=SEMIBOLD, fontSize=11, leading=17, spaceAfter=0, spaceBefore=3),
    ParagraphStyle("within", BODY, textColor=TEXT2, leftIndent=14, leading=13.5, spaceAfter=0),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What ReportLab writes for a tag inside a paragraph."""

    opened: str
    closed: str = "</font>"


MARKS = {
    "strong": Mark(f'<font name="{SEMIBOLD}">'),
    "em": Mark(f'<font name="{SEMIBOLD}" color="{TEXT2}">'),
    "code": Mark(f'<font name="{CODE}" size="-0.5">'),
}
LINK = Mark(f'<a color="{BRAND}" href="#{{}}">', "</a>")
