"""The manual's pages: the contents first, every chapter from a new page on, numbers at the foot."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from posture_app.adapters.manual_pdf import look
from posture_app.adapters.manual_pdf.reading import ChapterReader, Heading, PictureOf
from posture_app.adapters.pdf_report.fonts import REGULAR, register_fonts
from posture_app.adapters.pdf_report.palette import LINE, TEXT2

if TYPE_CHECKING:
    from posture_app.services.manual import Chapter, ToHtml

_CLOSE = TableStyle([(side, (0, 0), (-1, -1), 0) for side in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING")])
_WIDTH = A4[0] - 2 * look.SIDE


def manual_pdf(parts: Sequence[Chapter], title: str, to_html: ToHtml, picture: PictureOf) -> bytes:
    """Set the chapters on A4 pages.

    Raises
    ------
    EnvironmentProblem
        ``font_missing`` when a font's file is missing or damaged.
    """
    register_fonts()
    contents = TableOfContents(levelStyles=list(look.CONTENTS), dotsMinLevel=2, tableStyle=_CLOSE)
    story: list[Flowable] = [Paragraph(title, look.COVER), contents]
    for part in parts:
        reader = ChapterReader(part.name, _WIDTH, picture)
        reader.feed(to_html(part.markdown))
        story += [PageBreak(), *reader.made]
    kept = io.BytesIO()
    _Pages(kept, title).multiBuild(story)
    return kept.getvalue()


class _Pages(BaseDocTemplate):  # type: ignore[misc]  # ReportLab ships no types
    def __init__(self, kept: io.BytesIO, title: str) -> None:
        super().__init__(kept, pagesize=A4, title=title, invariant=1)
        self._heading = title
        frame = Frame(look.SIDE, look.FOOT, _WIDTH, A4[1] - look.TOP - look.FOOT, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPageEnd=self._foot))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  ReportLab's own name
        """Tell the contents and the bookmarks of a heading."""
        if isinstance(flowable, Heading):
            self.notify("TOCEntry", (flowable.level, flowable.plain, self.page, flowable.key))
            self.canv.bookmarkPage(flowable.key)
            self.canv.addOutlineEntry(flowable.plain, flowable.key, flowable.level, closed=True)

    def _foot(self, canvas: Any, _: BaseDocTemplate) -> None:
        canvas.setStrokeColor(HexColor(LINE))
        canvas.line(look.SIDE, look.FOOT - 14, look.SIDE + _WIDTH, look.FOOT - 14)
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(HexColor(TEXT2))
        canvas.drawString(look.SIDE, look.FOOT - 26, self._heading)
        canvas.drawRightString(look.SIDE + _WIDTH, look.FOOT - 26, str(canvas.getPageNumber()))
