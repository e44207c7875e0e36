"""The bar at the top of the workstation: whom the page is about, the steps, and the page's own buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from posture_app.gui.pages.parts import Avatar, StepBar, column, row
from posture_app.gui.texts import number
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label

if TYPE_CHECKING:
    from posture_app.domain.people import Subject
    from posture_app.gui.records.desk import RecordsDesk


class TopBar(QFrame):
    """Says whom the page in sight is about, and holds the headers of the pages."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        under = QVBoxLayout(self)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        inside = row(gap=12, margins=(24, 10, 20, 10))
        self.avatar = Avatar()
        self.person = text_label("", Type.CARD)
        self.facts = text_label("", Type.SMALL, "quiet")
        self.facts.setWordWrap(False)
        names = column(gap=0)
        names.addStretch(1)
        names.addWidget(self.person)
        names.addWidget(self.facts)
        names.addStretch(1)
        self.steps = StepBar(steps)
        headers = QWidget()
        self._headers = row(headers, 0)
        inside.addWidget(self.avatar)
        inside.addLayout(names, 2)
        inside.addWidget(self.steps, 3)
        inside.addWidget(headers, 3, Qt.AlignmentFlag.AlignRight)
        under.addLayout(inside)
        edge = QFrame()
        edge.setProperty("ground", "line")
        edge.setFixedHeight(1)
        under.addWidget(edge)
        self.setFixedHeight(theme().height(64))

    def add_header(self, header: QWidget) -> None:
        """Take a page's own buttons in, hidden until the page comes to sight."""
        self._headers.addWidget(header)
        header.hide()

    def show_person(self, page: str, subject: Subject, records: RecordsDesk) -> None:
        """Say whom a page is about: the session's person, whose visits are compared, or the records."""
        compared = records.to_compare
        if page == "records":
            user = records.user
            self.person.setText(self.tr("Patients' records"))
            facts = self.tr("locked") if user is None else self.tr("open for {name}").format(name=user.name)
        elif page == "compare" and compared is not None:
            self.avatar.show_name(compared.name or compared.code)
            self.person.setText(compared.name or compared.code)
            facts = compared.code if compared.name else ""
        else:
            facts = self._show_subject(subject)
        self.avatar.setHidden(page == "records")
        self.facts.setText(facts)
        self.facts.setVisible(bool(facts))

    def _show_subject(self, subject: Subject) -> str:
        """Show the session's person; give what else is known."""
        self.avatar.show_name(subject.name or "")
        self.person.setText(subject.name or subject.code or self.tr("New person"))
        facts = [] if subject.height_cm is None else [f"{number(subject.height_cm, 0)} cm"]
        if subject.code and subject.name:
            facts.append(subject.code)
        return " · ".join(facts) or ("" if subject.name else self.tr("no details yet"))
