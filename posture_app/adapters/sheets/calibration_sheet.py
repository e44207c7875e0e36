"""The calibration sheet as a PDF, to be printed at its true size; on its second page marks for the feet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.fonts import REGULAR, SEMIBOLD, register_fonts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.services.room.sheets import Sheet
    from posture_app.services.wording import Words

RULER_MM = 100.0
_EDGE_MM = 8.0
"""What printers leave white at the paper's edge, and a little."""
_LINE_MM = 0.3
_TEXT_MM, _TITLE_MM = 2.9, 4.2
_DARK = (0.2, 0.2, 0.2)


def sheet_pdf(sheet: Sheet, words: Words, ink: NDArray[np.bool_]) -> bytes:
    """Give the sheet as PDF; the same sheet and language give the same bytes.

    Parameters
    ----------
    ink : the board's cells, True is black, as (8 rows, 8 columns) of the sheet.

    Raises
    ------
    EnvironmentProblem
        ``font_missing``.
    """
    register_fonts()
    kept = io.BytesIO()
    width, height = sheet.page_mm
    canvas = Canvas(
        kept,
        pagesize=(width * mm, height * mm),
        invariant=True,
        initialFontName=REGULAR,
        lang=words.language,
    )
    canvas.setTitle(f"{words.text('sheet.title')} {sheet.version}")
    canvas.translate(0, height * mm)
    canvas.scale(mm, -mm)  # from here on in mm from the top left corner
    _board(canvas, sheet, ink)
    _head(canvas, sheet, words)
    _foot(canvas, sheet, words)
    canvas.showPage()
    canvas.translate(0, height * mm)
    canvas.scale(mm, -mm)
    _floor_marks(canvas, sheet, words)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _board(canvas: Canvas, sheet: Sheet, ink: NDArray[np.bool_]) -> None:
    """Draw all black cells as one path, so that no hairlines show between them."""
    left, top = sheet.corner_mm
    cell = sheet.cell_mm
    path = canvas.beginPath()
    for row, line in enumerate(ink):
        for begin, end in _runs(line):
            path.rect(left + begin * cell, top + row * cell, (end - begin) * cell, cell)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(line: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Give where runs of black cells begin and end."""
    black = [False, *line.tolist(), False]
    changes = [at for at in range(len(black) - 1) if black[at] != black[at + 1]]
    return list(zip(changes[::2], changes[1::2], strict=True))


def _head(canvas: Canvas, sheet: Sheet, words: Words) -> None:
    """Draw the arrow that points up, the title, and the line on which a spirit level is laid."""
    width = sheet.page_mm[0]
    level = sheet.corner_mm[1] - 5.0
    _rule(canvas, _EDGE_MM, width - _EDGE_MM, level)
    tip = level - 9.0
    for x in (_EDGE_MM + 3.0, width - _EDGE_MM - 3.0):
        canvas.line(x, level - 2.0, x, tip)
        canvas.line(x - 1.5, tip + 2.5, x, tip)
        canvas.line(x + 1.5, tip + 2.5, x, tip)
    title = f"{words.text('sheet.title')} · {sheet.version}"
    _text(canvas, title, SEMIBOLD, _TITLE_MM, width, level - 6.5)
    _text(canvas, words.text("sheet.level"), REGULAR, _TEXT_MM, width, level - 1.6)


def _foot(canvas: Canvas, sheet: Sheet, words: Words) -> None:
    """Draw the line that tells a true print, and say how to hang the sheet."""
    width, height = sheet.page_mm
    top = height - sheet.corner_mm[1] + 5.0
    left = (width - RULER_MM) / 2
    _rule(canvas, left, left + RULER_MM, top)
    for end in (left, left + RULER_MM):
        canvas.line(end, top - 1.5, end, top + 1.5)
    for at, key in enumerate(("ruler", "hang", "flat")):
        _text(canvas, words.text(f"sheet.{key}"), REGULAR, _TEXT_MM, width, top + 4.4 + 3.7 * at)


def _rule(canvas: Canvas, left: float, right: float, y: float) -> None:
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(_LINE_MM)
    canvas.line(left, y, right, y)


def _text(canvas: Canvas, text: str, font: str, size: float, page_width: float, y: float) -> None:
    """Set a line in the middle of the page, smaller where it would not fit."""
    room = page_width - 2 * _EDGE_MM - 10.0
    size = min(size, size * room / float(stringWidth(text, font, size)))
    _centred(canvas, text, font, size, (page_width / 2, y))


def _centred(canvas: Canvas, text: str, font: str, size: float, at: tuple[float, float]) -> None:
    canvas.saveState()
    canvas.translate(*at)
    canvas.scale(1, -1)
    canvas.setFillColorRGB(*_DARK)
    canvas.setFont(font, size)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


def _floor_marks(canvas: Canvas, sheet: Sheet, words: Words) -> None:
    """Draw a cross for the floor: heels beside it at the same mark each time, the arrow to the camera."""
    width, height = sheet.page_mm
    across, down = width / 2, height / 2
    _rule(canvas, _EDGE_MM, width - _EDGE_MM, down)
    canvas.line(across, _EDGE_MM + 40.0, across, height - _EDGE_MM)
    tip = height - _EDGE_MM
    for side in (-1, 1):
        canvas.line(across, tip, across + side * 4.0, tip - 7.0)
        for cm in range(1, int((across - _EDGE_MM) // 10) + 1):
            at = across + side * 10.0 * cm
            canvas.line(at, down - (3.0 if cm % 5 else 5.0), at, down + (3.0 if cm % 5 else 5.0))
            _centred(canvas, str(cm), REGULAR, _TEXT_MM, (at, down - 6.5))
    title = f"{words.text('marks.title')} · {sheet.version}"
    _text(canvas, title, SEMIBOLD, _TITLE_MM, width, _EDGE_MM + 10.0)
    for line, key in enumerate(("stand", "turn", "note")):
        _text(canvas, words.text(f"marks.{key}"), REGULAR, _TEXT_MM, width, _EDGE_MM + 17.0 + 4.2 * line)
