"""What the kiosk shows instead of a live picture while the camera gives none."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from posture_app.gui.kiosk.pages.base import Badge, gap, put, words
from posture_app.gui.tokens import Type


class CameraTroubleCard(QFrame):
    """Says what to do about the camera, and that it goes on by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._told = words("", Type.BODY, "quiet")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap(56), gap(56), gap(56), gap(56))
        rows.setSpacing(gap(24))
        rows.addStretch(1)
        rows.addWidget(Badge("video", "watch"))
        rows.addWidget(words(self.tr("The camera gives no picture"), Type.TITLE))
        rows.addWidget(self._told)
        rows.addWidget(words(self.tr("It goes on by itself as soon as the camera is back."), Type.BODY))
        rows.addStretch(1)

    def tell(self, sentence: str) -> None:
        """Say what to do."""
        put(self._told, sentence)
