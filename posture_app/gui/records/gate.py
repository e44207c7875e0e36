"""What stands before the records: make them, log in, and keep the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Role, User
from posture_app.gui.pages.parts import card, column, icon_label, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.records.places import is_server, with_password, without_password

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio

LEAST_PASSWORD = 8


class GateCard(QWidget):
    """One card in the middle of the page: what to do, fields, trouble, and one main button."""

    moved = Signal()
    """Something else stands before the records from now on, or nothing."""
    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, studio: Studio, icon: str) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        frame, self.body = card(10, 32)
        frame.setFixedWidth(theme().height(500))
        head = row(gap=14)
        head.addWidget(icon_label(icon, 30, theme().tokens.brand), 0, Qt.AlignmentFlag.AlignTop)
        texts = column(gap=4)
        self.title, self.about = text_label("", Type.TITLE), wrapped("", Type.BODY, "quiet")
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        head.addLayout(texts, 1)
        self.body.addLayout(head)
        self.banner = Banner()
        self.body.addWidget(self.banner)
        outer = column(self)
        outer.addStretch(2)
        middle = row(gap=0)  # no alignment: it would keep broken lines from asking for their height
        middle.addStretch(1)
        middle.addWidget(frame)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.fields: list[QLineEdit] = []
        self._labels: dict[QLineEdit, QLabel] = {}

    def field(self, text: str, hint: str = "", *, secret: bool = False) -> QLineEdit:
        """Add a field; Return in any of them presses the main button."""
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(text)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        label = text_label(text, Type.CHIP)
        label.setBuddy(field)
        self.body.addSpacing(2)
        self.body.addWidget(label)
        self.body.addWidget(field)
        self.fields.append(field)
        self._labels[field] = label
        return field

    def show_field(self, field: QLineEdit, shown: bool) -> None:
        """Show or hide a field with its name."""
        field.setVisible(shown)
        self._labels[field].setVisible(shown)

    def main_button(self, text: str, icon: str, press: Callable[[], None]) -> QHBoxLayout:
        """Add the main button; give its row, for others."""
        self.button = Button(text, "primary", icon)
        self.button.clicked.connect(press)
        for one in self.fields:
            one.returnPressed.connect(press)
        line = row(gap=10, margins=(0, 10, 0, 0))
        line.addWidget(self.button)
        line.addStretch(1)
        self.body.addLayout(line)
        return line

    def enter(self) -> None:
        """Begin anew: what was typed is forgotten."""
        self.forget()
        self.banner.clear()
        for field in [one for one in self.fields if not one.isHidden()][:1]:
            field.setFocus()
            field.selectAll()  # the name of who was here before gives way to what is typed

    def forget(self) -> None:
        """Forget every secret that was typed."""
        for one in self.fields:
            if one.echoMode() is QLineEdit.EchoMode.Password:
                one.clear()

    def work(self) -> None:
        """Show that it is being worked on."""
        self.banner.clear()
        self.button.setEnabled(False)

    def done(self) -> None:
        """Show what stands before the records now."""
        if isValid(self):
            self.button.setEnabled(True)
            self.forget()
            self.moved.emit()

    def failed(self, error: PostureError) -> None:
        """Say why not."""
        if isValid(self):
            self.button.setEnabled(True)
            self.complain(self.studio.words.problem(error))

    def complain(self, sentence: str) -> None:
        """Say what is not right yet."""
        self.banner.say(sentence)


class SetupCard(GateCard):
    """No records yet: make new ones, name the folder of those that are there, or go to a server."""

    make_wanted = Signal()
    server_wanted = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "hard-drive")
        self.title.setText(self.tr("Patients' records"))
        self.about.setText(
            self.tr(
                "Keep every visit, compare it with the next one, and hand over what other systems ask for."
                " The records are an encrypted folder on this computer or a drive of yours, or for several"
                " workstations a database on your own server."
            )
        )
        line = self.main_button(self.tr("Make new records"), "plus", self.make_wanted.emit)
        self.open_button = Button(self.tr("Open existing records…"))
        self.open_button.clicked.connect(self._ask)
        line.insertWidget(1, self.open_button)
        across = row(gap=10)
        self.server_button = Button(self.tr("Records on a database server…"), icon="layers")
        self.server_button.clicked.connect(self.server_wanted)
        across.addWidget(self.server_button)
        across.addStretch(1)
        self.body.addLayout(across)
        note = self.tr("Records are optional: without them everything works as before, and nothing is kept.")
        self.body.addWidget(wrapped(note, Type.SMALL, "quiet"))

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the records"))
        if chosen:
            self.open_folder(chosen)

    def open_folder(self, folder: str) -> None:
        """Go to the records in a folder, if there are any."""

        def looked(empty: bool) -> None:
            if empty:
                self.failed(RecordProblem("no_store"))
                return
            self.studio.prefer(records=folder)
            self.done()

        self.work()
        self.desk.is_empty(folder, looked, self.failed)


class MakeCard(GateCard):
    """Makes new records and their first user, in a folder or in an empty database."""

    left = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "shield-check")
        self.title.setText(self.tr("Make new records"))
        self._server_password = ""
        self.folder = self.field(self.tr("Folder"), self.tr("An empty folder"))
        self._choose = self.folder.addAction(
            Button(icon="ellipsis").icon(), QLineEdit.ActionPosition.TrailingPosition
        )
        self._choose.setToolTip(self.tr("Choose the folder"))
        self._choose.triggered.connect(self._ask)
        hint = self.tr("Four words of a sentence do")
        self.passphrase = self.field(self.tr("Passphrase"), hint, secret=True)
        self.again = self.field(self.tr("Passphrase once more"), secret=True)
        self.name = self.field(self.tr("Your name"), self.tr("As it stands on signed visits"))
        self.password = self.field(self.tr("Your own password"), secret=True)
        line = self.main_button(self.tr("Make records"), "check", self.press)
        self.back = Button(self.tr("Back"), "quiet")
        self.back.clicked.connect(self.left)
        line.insertWidget(1, self.back)
        self.in_folder()

    def in_folder(self) -> None:
        """Make them in a folder that is to be named."""
        self._make_at("", "")

    def at_server(self, place: str, password: str) -> None:
        """Make them in the empty database of a server, whose password is forgotten with what is typed."""
        self._make_at(place, password)

    def _make_at(self, place: str, password: str) -> None:
        about = self.tr("The passphrase opens the records here; you are their first user.")
        if place:
            about = "\n".join((self.tr("The database is empty: {place}").format(place=place), about))
        self.about.setText(about)
        self.folder.setText(place)
        self.show_field(self.folder, not place)
        self._server_password = password

    def enter(self) -> None:
        """Begin anew, with the server's password that was just tried."""
        password = self._server_password
        super().enter()
        self._server_password = password

    def forget(self) -> None:
        """Forget every secret that was typed."""
        super().forget()
        self._server_password = ""

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the records"))
        if chosen:
            self.folder.setText(chosen)

    def press(self) -> None:
        """Make them, if all is said."""
        place, name, password = self.folder.text().strip(), self.name.text().strip(), self.password.text()
        if not is_server(place) and not Path(place).is_absolute():
            self.complain(self.tr("Choose the folder in which the records shall be."))
        elif self.passphrase.text() != self.again.text():
            self.complain(self.tr("The two passphrases are not the same; type them again."))
        elif not name:
            self.complain(self.tr("Say your name: it stands on what you sign."))
        elif len(password) < LEAST_PASSWORD:
            told = self.tr("Your password needs at least {least} characters.")
            self.complain(told.format(least=LEAST_PASSWORD))
        elif self.button.isEnabled():
            self.work()
            made, admin = self._made, User(name, Role.ADMIN)
            whole = with_password(place, self._server_password)
            self.desk.make(whole, self.passphrase.text(), admin, password, lambda: made(place), self.failed)

    def _made(self, place: str) -> None:
        self.studio.prefer(records=without_password(place))
        self.done()


class RecoveryCard(GateCard):
    """Shows the recovery code, once."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "lock")
        self.title.setText(self.tr("Your recovery code"))
        self.about.setText(
            self.tr(
                "It opens the records when the passphrase is lost. It is shown only now and kept nowhere:"
                " save the sheet, print it, and lock it away. An older code opens nothing any more."
            )
        )
        self.code = text_label("", Type.CARD)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setWordWrap(True)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setMargin(10)
        self.body.addSpacing(6)
        self.body.addWidget(self.code)
        line = self.main_button(self.tr("Save the sheet as PDF…"), "file-text", self._ask)
        self.kept = Button(self.tr("I have kept it"))
        self.kept.clicked.connect(self._kept)
        line.insertWidget(1, self.kept)

    def enter(self) -> None:
        """Show the code."""
        super().enter()
        self.code.setText(self.desk.recovery_code)

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery sheet"), "recovery-sheet.pdf", "PDF (*.pdf)"
        )
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the sheet."""
        kit, code, words = self.desk.kit, self.desk.recovery_code, self.studio.words
        assert kit is not None
        write_all, place = self.studio.equipment.write_all, self.studio.preferences.records

        def job() -> None:
            write_all(path.parent, {path.name: kit.recovery_sheet(code, place, words)})

        saved = self.tr("Saved in {folder}").format(folder=path.parent)
        self.studio.jobs.start(job, lambda _: self.said.emit(saved), self.trouble.emit)

    def _kept(self) -> None:
        self.desk.recovery_code = ""
        self.code.clear()
        self.moved.emit()


class LogInCard(GateCard):
    """Asks who it is."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "users")
        self.title.setText(self.tr("Who is it?"))
        self.about.setText(self.tr("The records are open for those who may work with them."))
        self.name = self.field(self.tr("Name"))
        self.password = self.field(self.tr("Password"), secret=True)
        line = self.main_button(self.tr("Log in"), "check", self.press)
        back = Button(self.tr("Lock again"), "quiet")
        back.clicked.connect(self.desk.lock)
        line.insertWidget(1, back)

    def press(self) -> None:
        """Try."""
        if self.name.text().strip() and self.button.isEnabled():
            self.work()
            self.desk.log_in(self.name.text().strip(), self.password.text(), self.done, self.failed)
