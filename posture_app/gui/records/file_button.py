"""The button that files the present assessment in the records; there only where records are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.pages.parts import Page


class FileButton(Button):
    """Asks the page's window to file the assessment."""

    def __init__(self, page: Page) -> None:
        super().__init__(icon="hard-drive")
        self.setText(self.tr("Save to records"))
        self.follow_theme()
        self._studio = page.studio
        self.clicked.connect(lambda: page.wanted.emit("records.file"))
        self._studio.preferences_changed.connect(self._follow)
        self._studio.records.unlocked.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setVisible(bool(self._studio.preferences.records) or self._studio.records.is_open)
