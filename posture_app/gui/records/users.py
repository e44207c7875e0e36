"""Who may work with the records, and as what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from posture_app.domain.records import Role, User
from posture_app.gui.pages.parts import Avatar, card, column, line, row, wrapped
from posture_app.gui.records.gate import LEAST_PASSWORD
from posture_app.gui.records.patient_list import alive
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records


class UsersPane(QWidget):
    """Lists the users, changes their roles, and adds others."""

    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        self.roles: dict[str, QComboBox] = {}
        inside = QWidget()
        inside.setMaximumWidth(theme().height(820))
        body = column(inside, 18, (28, 24, 28, 24))
        body.addWidget(text_label(self.tr("Users and roles"), Type.TITLE))
        body.addWidget(wrapped(self._about(), Type.BODY, "quiet"))
        frame, holder = card(0, 8)
        self._list = column(gap=0)
        holder.addLayout(self._list)
        body.addWidget(frame)
        body.addWidget(self._adding())
        body.addStretch(1)
        across = row(self, 0)
        across.addWidget(inside, 100)
        across.addStretch(1)

    def _about(self) -> str:
        return self.tr(
            "Capture adds patients and visits and reads none. A clinician also reads, signs, and exports. An"
            " administrator may do everything, erase patients too."
        )

    def _role_names(self) -> Mapping[Role, str]:
        return {
            Role.CAPTURE: self.tr("Capture"),
            Role.CLINICIAN: self.tr("Clinician"),
            Role.ADMIN: self.tr("Administrator"),
        }

    def _role_box(self, name: str) -> QComboBox:
        box = QComboBox()
        for role, text in self._role_names().items():
            box.addItem(text, role.value)
        box.setAccessibleName(name)
        box.setMinimumWidth(theme().height(170))
        return box

    def _adding(self) -> QWidget:
        frame, body = card(12, 20)
        body.addWidget(text_label(self.tr("Add a user"), Type.SECTION))
        self.name, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.role = self._role_box(self.tr("Role"))
        self.role.setCurrentIndex(1)
        self.add = Button(self.tr("Add user"), "primary", "plus")
        self.add.clicked.connect(self._add)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        fields = (
            (self.tr("Name"), self.name),
            (self.tr("Password"), self.password),
            (self.tr("Role"), self.role),
        )
        for at, (text, field) in enumerate(fields):
            label = text_label(text, Type.CHIP)
            label.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
        grid.addWidget(self.add, 1, 3)
        body.addLayout(grid)
        self.banner = Banner()
        body.addWidget(self.banner)
        return frame

    # -- showing -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch the users."""
        self.banner.clear()
        self.desk.do(lambda records: records.users(), alive(self, self._show), self._failed)

    def forget(self) -> None:
        """Forget what was typed, and the users."""
        self.name.clear()
        self.password.clear()
        self._show(())

    def _show(self, users: Sequence[User]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        self.roles = {}
        for at, user in enumerate(users):
            if at:
                self._list.addWidget(line())
            self._list.addWidget(self._line(user))

    def _line(self, user: User) -> QWidget:
        made = QWidget()
        across = row(made, 14, (10, 8, 10, 8))
        avatar = Avatar()
        avatar.show_name(user.name)
        across.addWidget(avatar)
        me = self.desk.user is not None and self.desk.user.name == user.name
        name = self.tr("{name} (you)").format(name=user.name) if me else user.name
        across.addWidget(text_label(name, Type.CARD), 1, Qt.AlignmentFlag.AlignVCenter)
        box = self._role_box(self.tr("Role of {name}").format(name=user.name))
        box.setCurrentIndex(box.findData(user.role.value))
        box.activated.connect(lambda _, user=user, box=box: self._change(user, Role(box.currentData())))
        self.roles[user.name] = box
        across.addWidget(box)
        return made

    # -- changing ------------------------------------------------------------------------------------

    def _add(self) -> None:
        name, password = self.name.text().strip(), self.password.text()
        if not name:
            self.banner.say(self.tr("Say the user's name."))
        elif name in self.roles:
            self.banner.say(self.tr("There is a user of this name already; change the role above."))
        elif len(password) < LEAST_PASSWORD:
            told = self.tr("The password needs at least {least} characters.")
            self.banner.say(told.format(least=LEAST_PASSWORD))
        else:
            self.banner.clear()
            self._put(User(name, Role(self.role.currentData())), password)

    def _change(self, user: User, role: Role) -> None:
        if role is not user.role:
            self._put(User(user.name, role), None)

    def _put(self, user: User, password: str | None) -> None:
        def job(records: Records) -> Sequence[User]:
            records.put_user(user, password)
            return records.users()

        def done(users: Sequence[User]) -> None:
            self.name.clear()
            self.password.clear()
            self._show(users)
            self.said.emit(self.tr("Saved: {name}").format(name=user.name))

        self.desk.do(job, alive(self, done), alive(self, self._refused))

    def _refused(self, error: PostureError) -> None:
        self.enter()
        self.banner.say(self.studio.words.problem(error))

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
