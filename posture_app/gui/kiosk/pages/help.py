"""What the kiosk offers to somebody who needs help with a photograph."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from posture_app.gui.kiosk.pages.base import gap, kiosk_button, words
from posture_app.gui.tokens import Type


class HelpPanel(QFrame):
    """Ask the staff, take the picture now, or leave it out; hidden until it is asked for."""

    shutter_wanted = Signal()
    skip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap(28), gap(20), gap(28), gap(24))
        rows.setSpacing(gap(16))
        rows.addWidget(words(self.tr("Please ask the staff. You can also:"), Type.SMALL))
        now = kiosk_button(self.tr("Take the picture now"), "camera", size="small")
        now.clicked.connect(self.shutter_wanted)
        out = kiosk_button(self.tr("Leave this picture out"), "arrow-right", size="small")
        out.clicked.connect(self.skip_wanted)
        for button in (now, out):
            rows.addWidget(button)
        self.setVisible(False)

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.setVisible(self.isHidden())
