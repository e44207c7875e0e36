"""The manual in the window and on paper."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, cast

from pypdf import PdfReader
from PySide6.QtCore import QUrl

from posture_app.adapters.markdown_html import to_html
from posture_app.gui.manual_print import manual_pdf
from posture_app.gui.pages.manual_page import ManualPage
from posture_app.services.manual import Chapter, chapters
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.gui.main_window import MainWindow


def test_f1_opens_the_first_chapter_and_a_link_the_chapter_it_names(window: MainWindow) -> None:
    window.actions_table.action("page.manual").trigger()
    page = cast(ManualPage, window.page)
    assert page.contents.currentRow() == 0
    page.text.anchorClicked.emit(QUrl("05-uncertainty.md"))
    assert page.contents.currentItem().text() == chapters("en")[4].title
    assert "MDC95" in page.text.toPlainText()


def test_a_link_that_leads_out_leads_nowhere(window: MainWindow) -> None:
    window.run("page.manual")
    page = cast(ManualPage, window.page)
    before = page.text.toPlainText()
    page.text.anchorClicked.emit(QUrl("https://example.org"))
    assert page.text.toPlainText() == before


def test_on_paper_every_chapter_begins_a_page(qapp: object) -> None:
    parts = tuple(Chapter(f"{n}.md", f"T{n}", f"# Chapter {n}\n\n설명 {n}") for n in (1, 2, 3))
    pdf = PdfReader(BytesIO(manual_pdf(parts, "Both", to_html, Words("en").problem)))
    texts = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert [f"Chapter {n}" in text for n, text in enumerate(texts, start=1)] == [True] * 3
    assert "설명 3" in texts[2]
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Both"
