"""The clinic's logo: seen as it will stand on the report, chosen, and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QVBoxLayout, QWidget

from posture_app.domain.errors import EnvironmentProblem
from posture_app.gui.pages.parts import column, row
from posture_app.gui.theme import theme
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

_WIDE, _HIGH = 190, 60
LARGEST_IN_A_ROW = 1.25
"""With larger text the buttons stand below the picture."""


class LogoField(QWidget):
    """Shows the logo, and says why a file cannot be one or that it is not there any more."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.png: bytes | None = None
        """The logo that is shown; None while there is none."""
        self._shown: Path | None = None
        self.picture = QLabel()
        self.picture.setFixedSize(theme().height(_WIDE), theme().height(_HIGH))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        paper = QFrame()
        paper.setObjectName("paper")  # the logo is meant for white paper, whatever the window's colours
        edge = theme().tokens.edge
        paper.setStyleSheet(
            f"#paper {{ background: #FFFFFF; border: 1px solid {edge}; border-radius: 10px; }}"
        )
        column(paper, 0, (10, 6, 10, 6)).addWidget(self.picture)
        self.choose = Button(self.tr("Choose…"), icon="image")
        self.choose.setAccessibleName(self.tr("Choose the logo"))
        self.choose.clicked.connect(self._ask)
        self.remove = Button(self.tr("Remove"), "quiet")
        self.remove.setAccessibleName(self.tr("Remove the logo"))
        self.remove.clicked.connect(lambda: studio.prefer(logo=""))
        self.banner = Banner()
        body = column(self, 8)
        body.addLayout(self._arranged(paper))
        body.addWidget(self.banner)
        self.show_logo()

    def _arranged(self, paper: QFrame) -> QVBoxLayout:
        """Lay the buttons beside the picture, or below it where they are large."""
        beside = theme().text_scale <= LARGEST_IN_A_ROW
        buttons = column(gap=4) if beside else row(gap=4)
        buttons.addStretch(1 if beside else 0)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        across = row(gap=10)
        across.addWidget(paper)
        body = column(gap=8)
        if beside:
            across.addLayout(buttons)
        across.addStretch(1)
        body.addLayout(across)
        if not beside:
            body.addLayout(buttons)
        return body

    def follow(self) -> None:
        """Show another logo, if it is another one."""
        if self.studio.logo != self._shown:
            self.show_logo()

    def show_logo(self) -> None:
        """Show the logo that is kept now."""
        self.banner.clear()
        self._shown = self.studio.logo
        self.remove.setEnabled(self.studio.logo is not None)
        self.png = data = self.studio.logo_picture()
        if data is not None:
            self._show(QImage.fromData(data))
            return
        self.picture.setStyleSheet("color: #526067;")  # quiet text on white, in every scheme
        self.picture.setText(self.tr("No logo"))
        self.picture.setAccessibleName("")
        if self.studio.logo is not None:
            gone = self.tr("The logo is not there any more: reports go without it until you choose it again.")
            self.banner.say(gone, tone="watch")

    def _show(self, image: QImage) -> None:
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        shown = QPixmap.fromImage(image.scaled(self.picture.size() * ratio, keep, smooth))
        shown.setDevicePixelRatio(ratio)
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(self.tr("The clinic's logo"))

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("The clinic's logo"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Keep a file as the logo, or say why it cannot be one."""
        try:
            self.studio.take_logo(file)
        except EnvironmentProblem as error:
            self.banner.say(self.studio.words.problem(error))
            return
        self.show_logo()
