"""Our own values and those of a service elsewhere beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from posture_app.gui.pages.parts import line, wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.services.cloud.side_by_side import side_by_side
from posture_app.services.cloud.sync import Sync
from posture_app.services.cloud.wording import heads, pair_words

if TYPE_CHECKING:
    from posture_app.domain.cloud import CloudAnswer
    from posture_app.domain.outbox import OutboxEntry
    from posture_app.domain.records import Patient, Visit
    from posture_app.services.cloud.side_by_side import Pair
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown of an answered entry."""

    entry: OutboxEntry
    visit: Visit
    pairs: Sequence[Pair]
    answer: CloudAnswer


def beside(records: Records, patient: Patient, entry: OutboxEntry) -> Beside | None:
    """Read an answered entry with its visit; None when the visit is gone. On the records' worker."""
    visit = next((one for one in records.visits(patient) if one.id == entry.visit_id), None)
    if visit is None:
        return None
    answer = Sync(records).answer(entry)
    pairs = side_by_side(records.read(visit), answer, blurred=entry.blurred)
    return Beside(entry, visit, pairs, answer)


class ValuesDialog(RecordsDialog):
    """A table of both values; what the service said besides stands below."""

    def __init__(self, parent: QWidget, shown: Beside, words: Words) -> None:
        super().__init__(parent)
        self.entitle(words.text(f"cloud.service.{shown.entry.service.value}"))
        when = self.tr("Visit of {when}").format(when=words.when(shown.visit.taken_at))
        if shown.entry.settled_at is not None:
            sent = words.when(shown.entry.settled_at.astimezone())
            when += " · " + self.tr("answered {when}").format(when=sent)
        self.body.addWidget(wrapped(when, Type.SMALL, "quiet"))
        self.body.addWidget(self._table(shown.pairs, words), 1)
        for told in self._notes(shown, words):
            note = wrapped("", Type.SMALL, "quiet")
            note.setTextFormat(Qt.TextFormat.PlainText)  # a service may say anything
            note.setText(told)
            self.body.addWidget(note)
        self.add_button(self.tr("Close"), self.accept, "primary")
        room = parent.window().size()
        self.resize(QSize(theme().height(860), theme().height(640)).boundedTo(room))

    def _table(self, pairs: Sequence[Pair], words: Words) -> QWidget:
        if not pairs:
            return wrapped(words.text("cloud.nothing_read"))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(theme().height(22))
        grid.setVerticalSpacing(theme().height(7))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(4, 3)
        for at, name in enumerate(heads(words)[1:]):
            grid.addWidget(text_label(name, Type.CHIP, "quiet"), 0, at, self._side(at))
        view = ""
        for pair in pairs:
            told = pair_words(pair, words)
            if told.view != view:
                view = told.view
                at = grid.rowCount()
                grid.addWidget(text_label(view, Type.CARD), at, 0, 1, 5)
                grid.addWidget(line(), at + 1, 0, 1, 5)
            row = grid.rowCount()
            for at, cell in enumerate(told.cells[1:]):
                tone = "quiet" if at == 4 else ""
                label = wrapped(cell, Type.SMALL, tone) if at in (0, 4) else text_label(cell, Type.BODY)
                grid.addWidget(label, row, at, self._side(at))
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(theme().height(300))
        scroll.setAccessibleName(self.tr("Both values"))
        return scroll

    @staticmethod
    def _side(column_at: int) -> Qt.AlignmentFlag:
        """Numbers stand at the right, so that their points are below each other."""
        across = Qt.AlignmentFlag.AlignRight if column_at in (1, 2, 3) else Qt.AlignmentFlag.AlignLeft
        return across | Qt.AlignmentFlag.AlignVCenter if column_at in (1, 2, 3) else Qt.AlignmentFlag(0)

    def _notes(self, shown: Beside, words: Words) -> list[str]:
        notes = [words.text("cloud.note.method")]
        if shown.entry.reason:
            notes.append(words.text(f"problem.{shown.entry.reason}"))
        notes += [self.tr("The service says: {text}").format(text=one) for one in shown.answer.messages]
        if shown.answer.credit is not None:
            notes.append(words.text("cloud.credit", credit=shown.answer.credit))
        return notes
