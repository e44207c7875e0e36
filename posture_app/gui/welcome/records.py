"""The welcome's step to the records: make them here, keep the recovery sheet, or do it later."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from posture_app.gui.pages.parts import card, column, icon_label, row, wrapped
from posture_app.gui.records.gate import MakeCard, RecoveryCard
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.welcome.step import WelcomeStep, points
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.stage import Stage

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class RecordsStep(WelcomeStep):
    """Shows the card that makes records, then the recovery code, then that they are there."""

    chapter = "06-records.md"

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.entitle(
            self.tr("Patients' records"),
            self.tr("Keep every visit and compare it with the next one. Without records nothing is kept."),
        )
        self.make, self.recovery = MakeCard(studio), RecoveryCard(studio)
        self.make.back.hide()
        self.there = self._there()
        self.stage = Stage()
        for one in (self.make, self.recovery, self.there):
            self.stage.add(one)
        for gate in (self.make, self.recovery):
            gate.moved.connect(self.show_state)
            gate.trouble.connect(self.trouble)
            gate.said.connect(self.said)
        self.lay_out(self._about(), self.stage, fixed=True)

    def _about(self) -> QVBoxLayout:
        about = column(gap=26)
        told = (
            ("lock", self.tr("Everything in the folder is encrypted: photographs, names, and values.")),
            (
                "hard-drive",
                self.tr("The folder may lie on this computer or on a drive that you back up."),
            ),
            (
                "triangle-alert",
                self.tr(
                    "Nobody can open it without the passphrase or the recovery code, and nobody can help."
                ),
            ),
        )
        about.addLayout(points(told))
        self.other = Button(self.tr("Records that are there already, or on a server…"), icon="layers")
        self.other.clicked.connect(lambda: self.wanted.emit("page.records"))
        line = row(gap=0)
        line.addWidget(self.other)
        line.addStretch(1)
        about.addLayout(line)
        return about

    def _there(self) -> QFrame:
        frame, body = card(10, 32)
        frame.setFixedWidth(theme().height(500))
        head = row(gap=14)
        sign = icon_label("circle-check", 30, theme().tokens.ok.ink)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=4)
        texts.addWidget(text_label(self.tr("The records are set up"), Type.SECTION))
        self.place = wrapped("", Type.BODY, "quiet")
        texts.addWidget(self.place)
        head.addLayout(texts, 1)
        body.addLayout(head)
        return frame

    # -- what is shown -------------------------------------------------------------------------------

    @property
    def is_done(self) -> bool:
        """Whether there are records whose code somebody has kept."""
        return bool(self.studio.preferences.records) and not self.studio.records.recovery_code

    @property
    def forward(self) -> tuple[str, bool]:
        """Later is as good."""
        return super().forward if self.is_done else (self.tr("Later"), False)

    def enter(self) -> None:
        """Begin anew with what fits, and propose a folder."""
        self.show_state()

    def first(self, named: str = "") -> QWidget | None:
        """Begin with the passphrase: a folder is proposed already."""
        return self.make.passphrase if self.stage.shown is self.make else None

    def show_state(self) -> None:
        """Show what comes next on the way to records."""
        if self.studio.records.recovery_code:
            self.stage.show_one(self.recovery)
            self.recovery.enter()
        elif self.studio.preferences.records:
            self.place.setText(self.studio.preferences.records)
            self.stage.show_one(self.there)
        else:
            self.stage.show_one(self.make)
            self.make.in_folder()
            self.make.enter()
            self.make.folder.setText(str(proposed_folder(self.tr("Posture records"))))
        self.other.setVisible(self.stage.shown is self.make)
        self.changed.emit()

    def leave(self) -> None:
        """Forget what was typed."""
        self.make.forget()


def proposed_folder(name: str) -> Path:
    """Give a folder among the user's documents in which there is nothing yet."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    at, folder = 1, documents / name
    while folder.exists():
        at += 1
        folder = documents / f"{name} {at}"
    return folder
