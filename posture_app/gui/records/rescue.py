"""A backup brought back before anybody can unlock: the database is damaged or gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from posture_app.gui.pages.parts import wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.services.records.backups import made_at

if TYPE_CHECKING:
    from posture_app.services.wording import Words

RESCUED = ("store_damaged", "records_missing")
"""What a backup mends."""


def backup_said(name: str, words: Words) -> str:
    """Say when a backup was made; one that somebody else named goes by that name."""
    at = made_at(name)
    if at is None:
        return name
    local = at.astimezone()
    return f"{words.when(local)}:{local:%S}"


class RescueDialog(RecordsDialog):
    """Asks which backup takes the place of what cannot be opened, and for the passphrase."""

    confirmed = Signal(str, str)
    """The backup's name and the passphrase."""

    def __init__(self, parent: QWidget, names: Sequence[str], said: Callable[[str], str]) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Bring back a backup?"))
        about = self.tr(
            "What is there is kept aside in the folder of the records; what came after the backup is missing"
            " from then on. Patients who were erased since stay erased."
        )
        self.body.addWidget(wrapped(about))
        self.choice = QComboBox()
        for name in names:
            self.choice.addItem(said(name), name)
        self.add_field(self.tr("Backup"), self.choice)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(self.tr("Passphrase or recovery code"), self.passphrase)
        self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.restore = self.add_button(self.tr("Bring it back"), self._confirm, "primary")

    def _confirm(self) -> None:
        if self.passphrase.text():
            self.confirmed.emit(str(self.choice.currentData()), self.passphrase.text())
            self.accept()
