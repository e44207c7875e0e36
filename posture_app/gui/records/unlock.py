"""The lock of the records: opened by the passphrase, the recovery code, or a key in the keyring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox
from shiboken6 import isValid

from posture_app.gui.pages.parts import row, wrapped
from posture_app.gui.records.gate import GateCard
from posture_app.gui.records.patient_list import alive
from posture_app.gui.records.rescue import RESCUED, RescueDialog, backup_said
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.button import Button
from posture_app.services.records.places import is_server, with_password

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.errors import PostureError
    from posture_app.gui.records.keys import Keyring
    from posture_app.gui.studio import Studio

_GONE = ("key_not_kept", "key_other")


class UnlockCard(GateCard):
    """Asks for the passphrase, or takes the key that this computer keeps; a user logs in after either."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "lock")
        self.title.setText(self.tr("The records are locked"))
        self.server_password = self.field(
            self.tr("Password of the database user"), self.tr("If the server asks for one"), secret=True
        )
        self.passphrase = self.field(
            self.tr("Passphrase or recovery code"), self.tr("As it was chosen for these records"), secret=True
        )
        self.remember = QCheckBox(self.tr("Remember on this computer"))
        self.body.addWidget(self.remember)
        self.note = wrapped("", Type.SMALL, "quiet")
        self.body.addWidget(self.note)
        line = self.main_button(self.tr("Unlock"), "lock", self.press)
        other = Button(self.tr("Other records…"), "quiet")
        other.clicked.connect(self._leave_them)
        line.insertWidget(1, other)
        instead = row(gap=10)
        self.type_instead = Button(self.tr("Type the passphrase instead"), small=True)
        self.forget_key = Button(self.tr("Forget on this computer"), small=True)
        self.type_instead.clicked.connect(self._to_passphrase)
        self.forget_key.clicked.connect(self._forget_key)
        for button in (self.type_instead, self.forget_key):
            instead.addWidget(button)
        instead.addStretch(1)
        self.body.addLayout(instead)
        self.banner.remedied.connect(self._look_for_backups)
        self._keyring, self._by_key = "", False
        self._trouble: PostureError | None = None
        self.desk.key_kept.connect(lambda place: studio.prefer(kept_key_of=place))

    @property
    def _place(self) -> str:
        return self.studio.preferences.records

    @property
    def is_kept(self) -> bool:
        """Whether this computer keeps the key of these records."""
        return bool(self._place) and self.studio.preferences.kept_key_of == self._place

    def enter(self) -> None:
        """Say which records, and what opens them here."""
        super().enter()
        self.about.setText(self._place)
        self.remember.setChecked(False)
        self._show(by_key=self.is_kept)
        self.desk.keys.look(alive(self, self._show_keyring))

    def take_server_password(self, password: str) -> None:
        """Take over the server's password that was just tried."""
        self.server_password.setText(password)
        self.passphrase.setFocus()

    def _show(self, *, by_key: bool) -> None:
        """Show what is asked for: nothing but a press where the key is kept, or the passphrase."""
        self._by_key = by_key
        self.show_field(self.passphrase, not by_key)
        self.show_field(self.server_password, not by_key and is_server(self._place))
        self.type_instead.setVisible(by_key)
        self.forget_key.setVisible(by_key)
        self._show_offer()
        if by_key:
            self.button.setFocus()
        elif not self.passphrase.hasFocus() and not self.server_password.hasFocus():
            (self.server_password if is_server(self._place) else self.passphrase).setFocus()

    def _show_keyring(self, found: Keyring) -> None:
        self._keyring = found.name
        self._trouble = found.trouble
        self._show_offer()

    def _show_offer(self) -> None:
        """Offer to remember where there is a keyring; where there is none, say why not."""
        self.remember.setVisible(not self._by_key)
        self.remember.setEnabled(bool(self._keyring))
        if self._by_key:
            said = self.tr(
                "This computer keeps the key. Whoever unlocks still logs in with their own password."
            )
        elif self._keyring:
            said = self.tr("Kept in {keyring}; your own password is still asked for.")
            said = said.format(keyring=self._keyring)
        elif self._trouble is not None:
            said = self.studio.words.problem(self._trouble)
        else:
            said = ""
        self.note.setText(said)

    def press(self) -> None:
        """Try."""
        if not self.button.isEnabled():
            return
        if self._by_key:
            self.work()
            self.desk.unlock_with_kept_key(self._place, self.done, self.failed)
        elif self.passphrase.text():
            self.work()
            self.desk.unlock(
                with_password(self._place, self.server_password.text()),
                self.passphrase.text(),
                self.done,
                self.failed,
                remember=self.remember.isChecked(),
                kept=self.is_kept,
            )

    def failed(self, error: PostureError) -> None:
        """Say why not, ready for the next try."""
        super().failed(error)
        if not isValid(self):
            return
        if error.code in _GONE:
            self.studio.prefer(kept_key_of="")
        if self._by_key:
            self._show(by_key=self.is_kept)
        if error.code in RESCUED and not is_server(self._place):
            self.banner.say(self.banner.sentence, self.tr("Bring back a backup…"))
        field = self.server_password if error.code == "server_password" else self.passphrase
        field.selectAll()
        field.setFocus()

    # -- a damaged database --------------------------------------------------------------------------

    def _look_for_backups(self) -> None:
        place = self._place
        self.desk.with_opener(
            lambda stores: stores.backups(place), alive(self, self._ask_which), alive(self, self.failed)
        )

    def _ask_which(self, names: Sequence[str]) -> None:
        words = self.studio.words
        if not names:
            self.complain(words.text("records.no_backups"))
            return
        self.rescue = RescueDialog(self, names, lambda name: backup_said(name, words))
        self.rescue.confirmed.connect(self._bring_back)
        self.rescue.open()

    def _bring_back(self, name: str, passphrase: str) -> None:
        place, actor = self._place, self.desk.actor

        def done(_: None) -> None:
            self.button.setEnabled(True)
            said = self.tr("Brought back: {name}. Unlock the records again.")
            self.banner.say(said.format(name=backup_said(name, self.studio.words)), tone="ok")

        self.work()
        self.desk.with_opener(
            lambda stores: stores.restore(place, passphrase, name, actor), alive(self, done), self.failed
        )

    # -- the key that this computer keeps ------------------------------------------------------------

    def _to_passphrase(self) -> None:
        self.banner.clear()
        self._show(by_key=False)

    def _forget_key(self) -> None:
        def forgotten(_: bool) -> None:
            self.studio.prefer(kept_key_of="")
            self._to_passphrase()
            self.said.emit(self.tr("The key is forgotten on this computer."))

        self.desk.keys.forget(self._place, alive(self, forgotten), alive(self, self.failed))

    def _leave_them(self) -> None:
        self.studio.prefer(records="")
        self.moved.emit()
