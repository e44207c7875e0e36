"""The list from which a camera is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

DEMO = "demo"


class CameraChoice(QComboBox):
    """Shows the cameras that are there, and the demonstration; choosing one changes the preferences."""

    def __init__(self, studio: Studio, name: str) -> None:
        super().__init__()
        self._studio = studio
        self.setAccessibleName(name)
        self.activated.connect(lambda _: studio.prefer(camera=self.currentData()))

    def fill(self) -> None:
        """Look which cameras there are."""
        cameras = [(one.name, one.id) for one in self._studio.equipment.cameras()]
        chosen = self._studio.preferences.camera
        choices = [(self.tr("First camera found"), ""), *cameras, (self.tr("Demonstration"), DEMO)]
        if chosen not in {value for _, value in choices}:
            choices.append((chosen, chosen))
        self.clear()
        for text, value in choices:
            self.addItem(text, value)
        self.show_chosen()

    def show_chosen(self) -> None:
        """Point at the one in use."""
        self.setCurrentIndex(self.findData(self._studio.preferences.camera))
