"""The way to records on a database server: its address, and the password that is kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from posture_app.domain.errors import RecordProblem
from posture_app.gui.pages.parts import wrapped
from posture_app.gui.records.gate import GateCard
from posture_app.gui.records.patient_list import alive
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.button import Button
from posture_app.services.records.places import server_address, with_password

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


_SAFE = "postgresql://user@server/database?sslmode=verify-full"


class ServerCard(GateCard):
    """Asks for the address and looks what is there."""

    found = Signal(str, str, bool)
    """The place without its password, the password, and whether the database is empty."""
    left = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio, "layers")
        self.title.setText(self.tr("Records on a database server"))
        self.about.setText(
            self.tr(
                "Several workstations work with one PostgreSQL database. Records that are there are opened;"
                " in an empty database new ones can be made."
            )
        )
        self.address = self.field(self.tr("Address"), "postgresql://user@server/database")
        self.password = self.field(
            self.tr("Password of the database user"), self.tr("If the server asks for one"), secret=True
        )
        note = self.tr(
            "The password is not kept with the address. Across a network the way to the server is as safe as"
            " the address makes it, such as:"
        )
        self.body.addWidget(wrapped("\n".join((note, _SAFE)), Type.SMALL, "quiet"))
        line = self.main_button(self.tr("Connect"), "arrow-right", self.press)
        back = Button(self.tr("Back"), "quiet")
        back.clicked.connect(self.left)
        line.insertWidget(1, back)
        self.address.editingFinished.connect(self._take_password_out)

    def forget(self) -> None:
        """Forget the password, wherever it was typed."""
        if not self._take_password_out():
            self.address.clear()
        super().forget()

    def _take_password_out(self) -> str:
        """Move a password out of the address into its own field; give the address, empty where it is none."""
        try:
            place, password = server_address(self.address.text())
        except RecordProblem:
            return ""
        if password:
            self.password.setText(password)
        self.address.setText(place)
        return place

    def press(self) -> None:
        """Look what is there."""
        place = self._take_password_out()
        if not place:
            self.complain(self.studio.words.problem(RecordProblem("server_address")))
        elif self.button.isEnabled():
            self.work()
            password = self.password.text()

            def looked(empty: bool) -> None:
                self.button.setEnabled(True)
                self.forget()
                self.found.emit(place, password, empty)

            self.desk.is_empty(with_password(place, password), alive(self, looked), self.failed)
