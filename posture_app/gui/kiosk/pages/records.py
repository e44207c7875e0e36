"""Where staff open the records at the kiosk, so that returning clients can be recognised."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from posture_app.gui.kiosk.pages.base import KioskPage, kiosk_button, put, title, words
from posture_app.gui.tokens import Type


class KioskRecordsPage(KioskPage):
    """Asks for the passphrase, or for user and password; they are typed on a keyboard."""

    passphrase_given = Signal(str)
    user_given = Signal(str, str)
    back_wanted = Signal()

    def __init__(self, *, logging_in: bool, note: str = "") -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Open the records"))
        back = kiosk_button(self.tr("Back"), "undo-2", size="small")
        back.clicked.connect(self.back_wanted)
        self.head(back)
        self.rows.addStretch(1)
        self.rows.addWidget(title(self.tr("Open the records")))
        about = self.tr("While they are open, clients who agreed to it are recognised by their face.")
        self.rows.addWidget(words(about, Type.BODY, "quiet"))
        self._logging_in = logging_in
        labels = (self.tr("Your name"), self.tr("Your password")) if logging_in else (self.tr("Passphrase"),)
        self.fields = [self._field(label) for label in labels]
        self.fields[-1].setEchoMode(QLineEdit.EchoMode.Password)
        self._told = words(note, Type.SMALL, "pro")
        self.rows.addWidget(self._told)
        on = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        on.clicked.connect(self.go_on)
        self.rows.addWidget(on)
        self.rows.addStretch(2)
        self.begin_with(self.fields[0])

    def go_on(self) -> None:
        """Try."""
        typed = [field.text() for field in self.fields]
        if not all(typed):
            return
        self.fields[-1].clear()
        if self._logging_in:
            self.user_given.emit(typed[0].strip(), typed[1])
        else:
            self.passphrase_given.emit(typed[0])

    def say(self, sentence: str) -> None:
        """Say why not."""
        put(self._told, sentence)

    def _field(self, label: str) -> QLineEdit:
        self.rows.addWidget(words(label, Type.CARD))
        field = QLineEdit()
        field.setAccessibleName(label)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.returnPressed.connect(self.go_on)
        self.rows.addWidget(field)
        return field
