"""The large buttons of the kiosk."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.widgets.button import Button


class KioskButton(Button):
    """A button for fingers: 112 px high, `large` 136, `small` 80."""

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        *,
        icon_after: bool = False,
        large: bool = False,
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, kind, icon, icon_after=icon_after, large=large, small=small, name=name, parent=parent
        )
        self.setProperty("kiosk", True)
        wide = QSizePolicy.Policy.Minimum if small else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)

    def _icon_px(self) -> int:
        return theme().height(22, 32 if self.property("small") else 42)
