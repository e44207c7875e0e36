"""What the capture page shows instead of a live picture while the camera gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from posture_app.gui.camera.camera_choice import CameraChoice
from posture_app.gui.pages.parts import card, column, icon_label, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class NoPicture(QWidget):
    """Says what is the matter with the camera, and what else can be done."""

    again_wanted = Signal()
    demo_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        frame, body = card(18, 40)
        frame.setFixedWidth(theme().height(700))
        body.addWidget(icon_label("video", 52, theme().tokens.brand), 0, Qt.AlignmentFlag.AlignHCenter)
        title = text_label(self.tr("No picture from the camera"), Type.TITLE)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(title)
        self._told = wrapped("", Type.BODY)
        self._told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._told.setStyleSheet("font-size: 16px;")
        body.addWidget(self._told)
        again = Button(self.tr("Try again"), "primary", "refresh-cw")
        again.clicked.connect(self.again_wanted)
        demo = Button(self.tr("Try the demonstration"), icon="person-standing")
        demo.clicked.connect(self.demo_wanted)
        files = Button(self.tr("Open photographs"), icon="image")
        files.clicked.connect(self.files_wanted)
        across = row(gap=10)
        across.addStretch(1)
        for one in (again, demo, files):
            across.addWidget(one)
        across.addStretch(1)
        body.addLayout(across)
        self.camera = CameraChoice(studio, self.tr("Another camera"))
        body.addWidget(self.camera, 0, Qt.AlignmentFlag.AlignHCenter)
        waiting = wrapped(
            self.tr("This page goes on by itself as soon as a picture comes."), Type.SMALL, "quiet"
        )
        waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(waiting)
        layout = column(self)
        layout.addStretch(2)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    @property
    def told(self) -> str:
        """What it says is the matter."""
        return self._told.text()

    def tell(self, sentence: str) -> None:
        """Say what is the matter, and what to do."""
        self._told.setText(sentence)
