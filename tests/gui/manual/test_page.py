"""The manual in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QItemSelectionModel, QUrl

from posture_app.gui.manual.page import ManualPage
from posture_app.services.manual import chapters

if TYPE_CHECKING:
    from posture_app.gui.workstation.window import MainWindow


def test_f1_opens_the_first_chapter_and_a_link_the_chapter_it_names(window: MainWindow) -> None:
    window.actions_table.action("page.manual").trigger()
    page = cast(ManualPage, window.page)
    assert page.contents.currentRow() == 0
    page.text.anchorClicked.emit(QUrl("05-uncertainty.md"))
    assert page.contents.currentItem().text() == chapters("en")[4].title
    assert "MDC95" in page.text.toPlainText()


def test_the_open_chapter_is_the_chosen_one(window: MainWindow) -> None:
    page = cast(ManualPage, window.pages["manual"])
    page.contents.setCurrentRow(0, QItemSelectionModel.SelectionFlag.NoUpdate)  # as the focus does
    window.run("page.manual")
    assert [one.text() for one in page.contents.selectedItems()] == [chapters("en")[0].title]


def test_a_link_that_leads_out_leads_nowhere(window: MainWindow) -> None:
    window.run("page.manual")
    page = cast(ManualPage, window.page)
    before = page.text.toPlainText()
    page.text.anchorClicked.emit(QUrl("https://example.org"))
    assert page.text.toPlainText() == before
