"""The manual in the window: its chapters at the left, the open one beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QListWidget, QTextBrowser

from posture_app.gui.manual.style import manual_style
from posture_app.gui.pages.parts import Page, card, row
from posture_app.gui.theme import FAMILY, theme
from posture_app.gui.tokens import Type
from posture_app.services.manual import picture, with_pictures

if TYPE_CHECKING:
    from posture_app.gui.studio import Manual, Studio

_LIST_PX = 250
_PICTURE_PX = 800
_MARGIN_PX = 24


class ManualPage(Page):
    """Shows the manual; links between chapters open them, and no other link leads anywhere."""

    def __init__(self, studio: Studio, manual: Manual) -> None:
        super().__init__(studio)
        self._to_html = manual.to_html
        self._language = studio.preferences.language
        self._chapters = manual.chapters(self._language)
        across = row(self, 20, (28, 24, 28, 24))
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Chapters"))
        self.contents.addItems([chapter.title for chapter in self._chapters])
        self.contents.currentRowChanged.connect(self._open)
        frame, inside = card(margin=8)
        frame.setFixedWidth(theme().height(_LIST_PX))
        inside.addWidget(self.contents)
        across.addWidget(frame)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Manual"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        across.addWidget(self.text, 1)

    def enter(self) -> None:
        """Open the first chapter, or set the open one anew in today's colours and size."""
        at = max(0, self.contents.currentRow())
        self.contents.setCurrentRow(at)  # Qt has made it the current one with the focus, but not chosen it
        self._open(at)

    def choose(self, name: str) -> None:
        """Open the chapter of that file's name, if there is one."""
        names = [chapter.name for chapter in self._chapters]
        if name in names:
            self.contents.setCurrentRow(names.index(name))

    def _open(self, at: int) -> None:
        document = self.text.document()
        document.setDefaultStyleSheet(manual_style(theme().tokens, theme().text_px(Type.BODY), FAMILY))
        document.setDocumentMargin(_MARGIN_PX)
        html = self._to_html(self._chapters[at].markdown)
        wide = min(_PICTURE_PX, self.text.viewport().width() - 2 * _MARGIN_PX)
        self.text.setHtml(with_pictures(html, self._address, wide))

    def _address(self, name: str) -> str:
        return picture(self._language, name).as_uri()

    def _follow(self, link: QUrl) -> None:
        self.choose(link.toString())
