"""How well values repeat in this room: the study step by step, what it tells, and a switch to use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from posture_app.domain.errors import PostureError
from posture_app.gui.pages.parts import Page, card, column, line, row, wrapped
from posture_app.gui.room.phantom_card import PhantomCard
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.services.assessing.assessment_json import as_dict
from posture_app.services.room.repeatability import (
    ROUNDS,
    Result,
    Study,
    add,
    results,
    todo,
    use,
    without_last,
)

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.services.assessing.session import Session

_KINDS = ("front", "side", "back")
_SIDE_PX = 380


class RepeatabilityPage(Page):
    """A study in three steps, and its table."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._added: Session | None = None
        """The session whose assessment is in the study already."""
        self._found: tuple[Result, ...] = ()
        across = row(self, 24, (24, 20, 24, 20))
        left = QWidget()
        left.setFixedWidth(theme().height(_SIDE_PX))
        steps = column(left, 16)
        steps.addWidget(self._make_room())
        steps.addWidget(self._make_taking())
        steps.addWidget(self._make_use())
        steps.addStretch(1)
        across.addWidget(left)
        across.addLayout(self._make_table(), 1)
        studio.session_changed.connect(self._show_taking)
        self._refresh()

    # -- building ------------------------------------------------------------------------------------

    def _make_room(self) -> QFrame:
        frame, body = card(10, 18)
        body.addWidget(text_label(self.tr("1  Room and staff"), Type.CARD))
        self.room, self.staff = QLineEdit(), QLineEdit()
        for field, name in ((self.room, self.tr("Room")), (self.staff, self.tr("Who takes the photographs"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            body.addWidget(field)
            field.editingFinished.connect(self._name_study)
        return frame

    def _make_taking(self) -> QFrame:
        frame, body = card(10, 18)
        body.addWidget(text_label(self.tr("2  Three times each client"), Type.CARD))
        about = self.tr(
            "Assess a client, let them walk away and come back, and assess them again. Three clients three "
            "times tell enough. Only numbers are kept, no names and no photographs."
        )
        body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        self.clients = QComboBox()
        self.clients.setAccessibleName(self.tr("Client"))
        self.clients.currentIndexChanged.connect(self._show_taking)
        body.addWidget(self.clients)
        self.add_button = Button("", "primary", "plus")
        self.add_button.clicked.connect(self._add)
        self.again_button = Button(self.tr("Take the next one"), icon="camera")
        self.again_button.clicked.connect(self._again)
        self.back_button = Button(self.tr("Take the last one out"), "quiet", "undo-2", small=True)
        self.back_button.clicked.connect(self._take_out)
        self.note = wrapped("", Type.SMALL, "quiet")
        body.addWidget(self.add_button)
        body.addWidget(self.again_button)
        body.addWidget(self.note)
        body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _make_use(self) -> QFrame:
        frame, body = card(10, 18)
        body.addWidget(text_label(self.tr("3  Use what it tells"), Type.CARD))
        self.in_use = QCheckBox(self.tr("Use the scatter of this room"))
        self.in_use.clicked.connect(self._switch)
        body.addWidget(self.in_use)
        about = self.tr(
            "Where the scatter is larger than the method’s own error, it takes its place in every "
            "assessment. Where it is smaller, nothing changes: what repeats well may still be off."
        )
        body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        return frame

    def _make_table(self) -> QVBoxLayout:
        right = column(gap=12)
        top = row(gap=12)
        titles = column(gap=2)
        self.title = wrapped("", Type.SECTION)
        self.rest = wrapped("", Type.BODY, "quiet")
        titles.addWidget(self.title)
        titles.addWidget(self.rest)
        top.addLayout(titles, 1)
        names = [self.studio.words.text(f"study.kind.{kind}") for kind in _KINDS]
        options = [
            Option(kind, name[:1].upper() + name[1:]) for kind, name in zip(_KINDS, names, strict=True)
        ]
        self.kinds = Segment(options, self.tr("View"))
        self.kinds.chosen.connect(self._fill_table)
        top.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(top)
        frame, body = card(0, 18)
        self._holder = body
        self._table: QWidget | None = None
        right.addWidget(frame)
        self.phantom: PhantomCard | None = None
        desk = self.studio.equipment.phantom
        if desk is not None:
            self.phantom = PhantomCard(self.studio, desk)
            self.phantom.trouble.connect(self.trouble)
            self.phantom.said.connect(self.said)
            right.addWidget(self.phantom)
        right.addStretch(1)
        return right

    # -- showing -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the present state."""
        self._refresh()
        if self.phantom is not None:
            self.phantom.refresh()

    def _refresh(self) -> None:
        study = self.studio.study
        self._found = results(study, self.studio.equipment.base.errors)
        self.room.setText(study.room)
        self.staff.setText(study.staff)
        self.in_use.setChecked(study.in_use)
        self.in_use.setEnabled(study.in_use or any(one.counts for one in self._found))
        self._show_clients()
        self._show_title()
        self._fill_table()

    def _show_clients(self) -> None:
        counts = self.studio.study.clients
        chosen = self.clients.currentData()
        self.clients.blockSignals(True)
        self.clients.clear()
        for client, count in counts.items():
            text = self.tr("Client {client}: {count} of {rounds} taken")
            self.clients.addItem(text.format(client=client, count=count, rounds=ROUNDS), client)
        new = _next_code(counts)
        self.clients.addItem(self.tr("New client {client}").format(client=new), new)
        unfinished = next((client for client, count in counts.items() if count < ROUNDS), new)
        wanted = chosen if counts.get(chosen, ROUNDS) < ROUNDS else unfinished
        self.clients.setCurrentIndex(self.clients.findData(wanted))
        self.clients.blockSignals(False)
        self._show_taking()

    def _show_taking(self, *_: object) -> None:
        session, client = self.studio.session, str(self.clients.currentData())
        count = self.studio.study.clients.get(client, 0)
        text = self.tr("Add this assessment: client {client}, time {count}")
        self.add_button.setText(text.format(client=client, count=count + 1))
        is_in = session is self._added
        self.add_button.setEnabled(bool(session.views) and not is_in)
        self.again_button.setVisible(is_in or not session.views)
        self.back_button.setEnabled(count > 0)
        steps = [self.studio.words.todo(one) for one in todo(self.studio.study)]
        if not session.views:
            steps.insert(0, self.tr("Assess the client first; then add the assessment here."))
        self.note.setText("\n".join(steps) or self.tr("The study is complete. More clients make it surer."))

    def _show_title(self) -> None:
        study, found = self.studio.study, self._found
        wider = sum(one.widens for one in found)
        if not found:
            self.title.setText(self.tr("Nothing has been taken twice as yet"))
            self.rest.setText(
                self.tr("Until then every change between visits is held against the method’s own error.")
            )
            return
        text = self.tr("{wider} of {all} values scatter more here than the method’s error says")
        self.title.setText(text.format(wider=wider, all=len(found)))
        about = self.tr("{takes} assessments of {clients} clients.")
        self.rest.setText(about.format(takes=len(study.takes), clients=len(study.clients)))

    def _fill_table(self, *_: object) -> None:
        if self._table is not None:
            self._holder.removeWidget(self._table)
            self._table.deleteLater()
        shown = [one for one in self._found if one.kind == self.kinds.current]
        self._table = self._make_rows(shown) if shown else self._empty()
        self._holder.addWidget(self._table)

    def _empty(self) -> QWidget:
        return wrapped(self.tr("Nothing was taken twice in this view."), Type.BODY, "quiet")

    def _make_rows(self, found: list[Result]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(9)
        heads = (
            self.tr("Measure"),
            self.tr("ICC (95 % interval)"),
            self.tr("Scatter here"),
            self.tr("Method’s error"),
            self.tr("No real change below"),
        )
        for at, head in enumerate(heads):
            label = text_label(head, Type.SMALL, "quiet")
            _stand_firm(label)
            grid.addWidget(label, 0, at, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(at, 3 if at < 2 else 2)
        for index, one in enumerate(found):
            grid.addWidget(line(), 2 * index + 1, 0, 1, len(heads))
            for at, cell in enumerate(self._cells(one)):
                grid.addWidget(cell, 2 * index + 2, at)
        return holder

    def _cells(self, one: Result) -> tuple[QLabel, ...]:
        words = self.studio.words
        name = words.measure(one.measure)
        if one.placed:
            name = self.tr("{measure}, points placed").format(measure=name)
        cells = (
            text_label(name, Type.BUTTON),
            text_label(words.icc(one)),
            text_label(words.scatter(one), tone="watch" if one.widens else ""),
            text_label(words.shipped(one), tone="quiet"),
            text_label(words.change(one), Type.BUTTON),
        )
        for cell in cells:
            _stand_firm(cell)
        cells[-1].setToolTip(words.repeats(one))
        cells[-1].setAccessibleName(words.repeats(one))
        return cells

    # -- what people do ------------------------------------------------------------------------------

    def _keep(self, change: Callable[[Study], Study]) -> bool:
        try:
            self.studio.keep_study(change(self.studio.study))
        except PostureError as error:
            self.trouble.emit(error)
            self._refresh()
            return False
        self._refresh()
        return True

    def _name_study(self) -> None:
        room, staff = self.room.text().strip(), self.staff.text().strip()
        study = self.studio.study
        if (room, staff) != (study.room, study.staff):
            self._keep(lambda study: replace(study, room=room, staff=staff))

    def _add(self) -> None:
        client = str(self.clients.currentData())
        assessment = as_dict(self.studio.assessment(), self.studio.words)
        session = self.studio.session
        if self._keep(lambda study: add(study, client, assessment)):
            self._added = session
            self._show_taking()
            self.said.emit(self.tr("Added. Let the client walk away and come back."))

    def _again(self) -> None:
        if self.studio.session is self._added:
            self.studio.begin(self.studio.session.subject)
        self.wanted.emit("page.capture")

    def _take_out(self) -> None:
        client = str(self.clients.currentData())
        if self._keep(lambda study: without_last(study, client)):
            self._added = None
            self._show_taking()

    def _switch(self, on: bool) -> None:
        errors = self.studio.equipment.base.errors
        self._keep(lambda study: use(study, errors) if on else replace(study, in_use=False))


def _stand_firm(label: QLabel) -> None:
    """Give a cell a line of its own: one that may wrap has no least height, and a full page would take it."""
    label.setWordWrap(False)
    label.ensurePolished()
    label.setMinimumHeight(label.sizeHint().height())


def _next_code(counts: dict[str, int]) -> str:
    """Give the smallest number that is no client's code yet."""
    return next(str(one) for one in range(1, len(counts) + 2) if str(one) not in counts)
