"""Lies over everything and asks staff for the PIN; hides the client's page meanwhile."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from posture_app.gui.kiosk.pages.base import gap, kiosk_button
from posture_app.gui.kiosk.pages.keys import PinPad, centred


class PinOverlay(QWidget):
    """The pad, and a way back."""

    entered = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Staff"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap(56), gap(20), gap(56), gap(32))
        back = kiosk_button(self.tr("Back"), "undo-2", size="small")
        back.clicked.connect(self.cancelled)
        rows.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
        rows.addStretch(1)
        self.pad = PinPad(self.tr("For staff"), self.tr("Enter the PIN."))
        self.pad.entered.connect(self.entered)
        rows.addLayout(centred(self.pad))
        rows.addStretch(1)
