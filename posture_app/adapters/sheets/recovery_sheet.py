"""The recovery code as a page to print and lock away."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.fonts import REGULAR, SEMIBOLD, register_fonts

if TYPE_CHECKING:
    from posture_app.services.wording import Words

_MARGIN = 25 * mm
_GREY = (0.35, 0.38, 0.42)


def recovery_sheet(code: str, place: str, words: Words) -> bytes:
    """Give the page as PDF; `place` is that of the records, without a password."""
    register_fonts()
    kept = io.BytesIO()
    width, height = A4
    canvas = Canvas(kept, pagesize=A4, invariant=True)
    canvas.setTitle(words.text("recovery.title"))
    canvas.setFont(SEMIBOLD, 20)
    canvas.drawString(_MARGIN, height - 40 * mm, words.text("recovery.title"))
    below = _paragraph(canvas, words.text("recovery.about"), height - 52 * mm, width)
    canvas.setStrokeColorRGB(*_GREY)
    canvas.roundRect(_MARGIN, below - 28 * mm, width - 2 * _MARGIN, 22 * mm, 3 * mm)
    canvas.setFont(SEMIBOLD, 17)
    canvas.drawCentredString(width / 2, below - 19 * mm, code)
    below = _paragraph(canvas, words.text("recovery.how"), below - 38 * mm, width)
    _paragraph(canvas, words.text("recovery.place", place=place), below - 4 * mm, width)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _paragraph(canvas: Canvas, text: str, top: float, width: float) -> float:
    """Write a paragraph; give where it ends."""
    canvas.setFont(REGULAR, 11)
    canvas.setFillColorRGB(*_GREY)
    for line in simpleSplit(text, REGULAR, 11, width - 2 * _MARGIN):
        canvas.drawString(_MARGIN, top, line)
        top -= 16
    canvas.setFillColorRGB(0, 0, 0)
    return top
