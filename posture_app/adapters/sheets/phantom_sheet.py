"""The figure of known angles as a PDF, to be printed at its true size."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.fonts import REGULAR, SEMIBOLD, register_fonts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.phantom import Phantom, Place
    from posture_app.services.wording import Words

    Cells = Callable[[int], NDArray[np.bool_]]

_RED = (0.78, 0.08, 0.08)
_GREY = (0.8, 0.8, 0.8)
_RULER_MM = 100.0
_CLEAR = 2.8
"""Lines of the figure stop so many radii from the middle of a dot."""
_BONES = (
    *((f"LEFT_{name}", f"RIGHT_{name}") for name in ("SHOULDER", "HIP")),
    *((f"{side}_SHOULDER", f"{side}_HIP") for side in ("LEFT", "RIGHT")),
    *((f"{side}_HIP", f"{side}_KNEE") for side in ("LEFT", "RIGHT")),
)


def phantom_sheet(phantom: Phantom, words: Words, cells: Cells) -> bytes:
    """Give the sheet as PDF; `cells` gives a marker's cells, True for black."""
    register_fonts()
    kept = io.BytesIO()
    width, height = phantom.page_mm
    canvas = Canvas(kept, pagesize=(width * mm, height * mm), invariant=True)
    canvas.setTitle(words.text("phantom.sheet.title"))
    canvas.translate(0, height * mm)
    canvas.scale(mm, -mm)  # from here on in mm from the top left corner
    for number, place in phantom.markers.items():
        _marker(canvas, cells(number), place, phantom.marker_mm)
    _figure(canvas, phantom)
    _ruler(canvas, phantom, words)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _marker(canvas: Canvas, cells: NDArray[np.bool_], place: Place, side: float) -> None:
    cell = side / len(cells)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.rect(*place, side, side, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    for row, line in enumerate(cells):
        for column, black in enumerate(line):
            if not black:
                canvas.rect(place[0] + column * cell, place[1] + row * cell, cell, cell, stroke=0, fill=1)


def _figure(canvas: Canvas, phantom: Phantom) -> None:
    dots = {landmark.name: place for landmark, place in phantom.dots.items()}
    canvas.setStrokeColorRGB(*_GREY)
    canvas.setLineWidth(0.5 * phantom.scale)
    for one, other in _BONES:
        (x1, y1), (x2, y2) = dots[one], dots[other]
        share = _CLEAR * phantom.dot_mm / float(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
        dx, dy = share * (x2 - x1), share * (y2 - y1)
        canvas.line(x1 + dx, y1 + dy, x2 - dx, y2 - dy)
    canvas.setFillColorRGB(*_RED)
    for x, y in dots.values():
        canvas.circle(x, y, phantom.dot_mm, stroke=0, fill=1)


def _ruler(canvas: Canvas, phantom: Phantom, words: Words) -> None:
    """Draw what tells a true print, and how to hang it."""
    width, height = phantom.page_mm
    left, top = (width - _RULER_MM) / 2, height / 2 + 68.0 * phantom.scale
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(0.35)
    canvas.line(left, top, left + _RULER_MM, top)
    for end in (left, left + _RULER_MM):
        canvas.line(end, top - 2.0, end, top + 2.0)
    name = f"{words.text('phantom.sheet.title')} · {phantom.name.upper()}"
    lines = [(words.text(f"phantom.sheet.{key}"), REGULAR) for key in ("ruler", "hang", "picture")]
    for at, (text, font) in enumerate([(name, SEMIBOLD), *lines]):
        _text(canvas, text, font, width / 2, top + 6.0 + 4.2 * at)


def _text(canvas: Canvas, text: str, font: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(1, -1)
    canvas.setFillColorRGB(0.2, 0.2, 0.2)
    canvas.setFont(font, 3.0)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()
