"""Writes the report."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.fonts import REGULAR, register_fonts
from posture_app.adapters.pdf_report.head import draw_foot, draw_head
from posture_app.adapters.pdf_report.pages import FOOT_TOP, MARGIN, WIDTH, first_page, further_pages
from posture_app.adapters.pdf_report.pen import Pen
from posture_app.domain.report import report_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_app.domain.people import Assessment
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame
    from posture_app.services.wording import Words


class PdfReport:
    """Writes an assessment as a PDF on A4, two to four pages, in one language and profile."""

    def __init__(self, words: Words, clinic: str | None = None, logo: bytes | None = None) -> None:
        """Set it up with the clinic's name and its logo (PNG), which stands on the first page."""
        self._words = words
        self._clinic = clinic
        self._logo = logo

    def write(self, assessment: Assessment, frames: Mapping[View, Frame]) -> bytes:
        """Give the PDF; the same assessment gives the same bytes.

        Parameters
        ----------
        frames : the upright photographs the analyses speak of, by view.

        Raises
        ------
        EnvironmentProblem
            ``font_missing``.
        """
        register_fonts()
        words, report = self._words, report_of(assessment)
        pages = [first_page(report, words, assessment.views, frames), *further_pages(report, words)]
        file = io.BytesIO()
        canvas = Canvas(
            file, A4, pageCompression=1, invariant=1, initialFontName=REGULAR, lang=words.language
        )
        canvas.setTitle(f"{words.text('title')} {assessment.taken_at:%Y-%m-%d}")
        canvas.setCreator(f"posture-app {report.engine.version}")
        canvas.setAuthor(self._clinic or "")
        pen = Pen(canvas)
        for number, page in enumerate(pages, start=1):
            date = words.when(report.taken_at)
            logo = self._logo if number == 1 else None
            draw_head(pen, words.text("title"), date, self._clinic, MARGIN, MARGIN, WIDTH, logo)
            for placed in page:
                placed.block.draw(pen, MARGIN, placed.top, WIDTH)
            draw_foot(pen, report.engine, words, (number, len(pages)), MARGIN, FOOT_TOP, WIDTH)
            canvas.showPage()
        canvas.save()
        return file.getvalue()
