"""What opens the records: the passphrase, the recovery code, and the key that this computer keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from posture_app.gui.pages.parts import card, column, row, wrapped
from posture_app.gui.records.patient_list import alive
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.records.keys import Keyring
    from posture_app.gui.studio import Studio


class LockCard(QFrame):
    """One card of the pane: what it is about, secrets to type, trouble, and a button."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        frame, self.body = card(10, 22)
        self.body.addWidget(text_label(title, Type.SECTION))
        self.about = wrapped(about, Type.BODY, "quiet")
        self.body.addWidget(self.about)
        self.fields: list[QLineEdit] = []
        self.banner = Banner()
        column(self, 0).addWidget(frame)

    def secret(self, text: str, hint: str = "") -> QLineEdit:
        """Add a field for a secret."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(hint)
        field.setAccessibleName(text)
        field.setMaximumWidth(theme().height(420))
        label = text_label(text, Type.CHIP)
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)
        self.fields.append(field)
        return field

    def press_with(self, text: str, icon: str, press: Callable[[], None]) -> Button:
        """Add the button, which Return in any field presses too."""
        button = Button(text, icon=icon)
        button.clicked.connect(press)
        for field in self.fields:
            field.returnPressed.connect(press)
        line = row(gap=10, margins=(0, 6, 0, 0))
        line.addWidget(button)
        line.addStretch(1)
        self.body.addWidget(self.banner)
        self.body.addLayout(line)
        return button

    def forget(self) -> None:
        """Forget what was typed and said."""
        for field in self.fields:
            field.clear()
        self.banner.clear()


class LocksPane(QWidget):
    """Changes the passphrase, makes a new recovery code, lets this computer remember or forget the key."""

    trouble = Signal(object)
    said = Signal(str)
    code_made = Signal()
    """There is a new recovery code to be shown."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        self._keyring = ""
        inside = QWidget()
        inside.setMaximumWidth(theme().height(820))
        body: QVBoxLayout = column(inside, 18, (28, 24, 28, 24))
        body.addWidget(text_label(self.tr("Passphrase and keys"), Type.TITLE))
        self.cards = (self._passphrase(), self._recovery(), self._computer())
        for one in self.cards:
            body.addWidget(one)
        body.addStretch(1)
        across = row(self, 0)
        across.addWidget(inside, 100)
        across.addStretch(1)

    # -- the cards -----------------------------------------------------------------------------------

    def _passphrase(self) -> LockCard:
        made = LockCard(
            self.tr("Another passphrase"),
            self.tr(
                "The old one opens nothing any more; photographs are not rewritten. Who lost it types the"
                " recovery code. A computer that remembers the key goes on opening the records: let it"
                " forget."
            ),
        )
        self.old = made.secret(self.tr("Passphrase or recovery code"))
        self.new = made.secret(self.tr("New passphrase"), self.tr("Four words of a sentence do"))
        self.again = made.secret(self.tr("New passphrase once more"))
        self.change = made.press_with(self.tr("Change the passphrase"), "check", self._change)
        return made

    def _recovery(self) -> LockCard:
        made = LockCard(
            self.tr("New recovery code"),
            self.tr("When the printed sheet is lost or was seen: the old code opens nothing any more."),
        )
        self.proof = made.secret(self.tr("Passphrase"))
        self.renew = made.press_with(self.tr("Make a new recovery code"), "refresh-cw", self._renew)
        return made

    def _computer(self) -> LockCard:
        made = LockCard(self.tr("This computer"), "")
        self.own = made.secret(self.tr("Passphrase"))
        self.remember = made.press_with(self.tr("Remember on this computer"), "lock", self._remember)
        self.forget_key = Button(self.tr("Forget on this computer"), icon="x")
        self.forget_key.clicked.connect(self._forget_key)
        made.body.addWidget(self.forget_key, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    # -- showing -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Look what this computer keeps."""
        self.forget()
        self._show_computer()
        self.desk.keys.look(alive(self, self._show_keyring))

    def forget(self) -> None:
        """Forget what was typed."""
        for one in self.cards:
            one.forget()

    @property
    def _is_kept(self) -> bool:
        preferences = self.studio.preferences
        return bool(preferences.records) and preferences.kept_key_of == preferences.records

    def _show_keyring(self, found: Keyring) -> None:
        self._keyring = found.name
        self._show_computer()
        if found.trouble is not None:
            self.cards[2].banner.say(self.studio.words.problem(found.trouble), tone="none")

    def _show_computer(self) -> None:
        kept = self._is_kept
        if kept:
            about = self.tr(
                "This computer keeps the key. Whoever unlocks still logs in with their own password."
            )
        else:
            about = self.tr(
                "Its keyring can keep the key, so that nobody types the passphrase here; whoever unlocks"
                " still logs in with their own password."
            )
        self.cards[2].about.setText(about)
        for label in self.cards[2].findChildren(type(self.cards[2].about)):
            if label.buddy() is self.own:
                label.setVisible(not kept)
        self.own.setVisible(not kept)
        self.remember.setVisible(not kept)
        self.remember.setEnabled(bool(self._keyring))
        self.own.setEnabled(bool(self._keyring))
        self.forget_key.setVisible(kept)

    # -- work ----------------------------------------------------------------------------------------

    def _change(self) -> None:
        banner = self.cards[0].banner
        if not self.old.text() or not self.change.isEnabled():
            return
        if self.new.text() != self.again.text():
            banner.say(self.tr("The two passphrases are not the same; type them again."))
            return

        def changed(_: None) -> None:
            self.change.setEnabled(True)
            self.cards[0].forget()
            banner.say(self.studio.words.text("records.passphrase_changed"), tone="ok")

        banner.clear()
        self.change.setEnabled(False)
        keys, failed = self.desk.keys, self._failing(self.cards[0], self.change)
        keys.change_passphrase(self.old.text(), self.new.text(), alive(self, changed), failed)

    def _renew(self) -> None:
        if not self.proof.text() or not self.renew.isEnabled():
            return

        def made() -> None:
            self.renew.setEnabled(True)
            self.cards[1].forget()
            self.code_made.emit()

        self.cards[1].banner.clear()
        self.renew.setEnabled(False)
        failed = self._failing(self.cards[1], self.renew)
        self.desk.keys.new_recovery_code(self.proof.text(), alive(self, made), failed)

    def _remember(self) -> None:
        if not self.own.text() or not self.remember.isEnabled():
            return
        place = self.studio.preferences.records

        def kept(_: None) -> None:
            self.studio.prefer(kept_key_of=place)
            self.cards[2].forget()
            self._show_computer()
            self.said.emit(self.studio.words.text("keys.remembered", keyring=self._keyring))

        self.cards[2].banner.clear()
        self.remember.setEnabled(False)
        failed = self._failing(self.cards[2], self.remember)
        self.desk.keys.remember(self.own.text(), alive(self, kept), failed)

    def _forget_key(self) -> None:
        def forgotten(_: bool) -> None:
            self.studio.prefer(kept_key_of="")
            self._show_computer()
            self.said.emit(self.studio.words.text("keys.forgotten"))

        failed = self._failing(self.cards[2], self.forget_key)
        self.desk.keys.forget(self.studio.preferences.records, alive(self, forgotten), failed)

    def _failing(self, where: LockCard, button: Button) -> Callable[[PostureError], None]:
        def tell(error: PostureError) -> None:
            button.setEnabled(True)
            where.banner.say(self.studio.words.problem(error))

        failed: Callable[[PostureError], None] = alive(self, tell)
        return failed
