"""The large buttons of the kiosk."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from posture_app.gui.theme import theme
from posture_app.gui.widgets.button import Button


class KioskButton(Button):
    """A button for fingers: 112 px high, `large` 136, `small` 80."""

    def _fit(self) -> None:
        self.setProperty("kiosk", True)
        wide = QSizePolicy.Policy.Minimum if self.property("small") else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def _icon_px(self) -> int:
        return theme().height(22, 32 if self.property("small") else 42)
