"""Old visits under another norm set: the grades of their day beside the new ones; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QGridLayout, QScrollArea, QWidget

from posture_app.domain.comparison import regrade
from posture_app.domain.grading import ShownGrade, shown
from posture_app.gui.pages.parts import card, column, row, wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.grade_chip import GradeChip
from posture_app.services.resources import own_norms, shipped_norms

if TYPE_CHECKING:
    from posture_app.domain.comparison import Regraded
    from posture_app.domain.errors import PostureError
    from posture_app.domain.norms import NormSet
    from posture_app.domain.people import Assessment
    from posture_app.domain.records import Visit
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words

SHIPPED = ""
_CHOOSE = "?"
_STRETCHES = (5, 5, 4, 4)
"""Shares of the width: measure, value, then, now."""


@dataclass(frozen=True, slots=True)
class RegradeLine:
    """One grade of a visit, as it was given and as another norm set gives it.

    Attributes
    ----------
    value : in words; empty for a letter.
    old, new : a grade, or the letter of a photograph in words.
    """

    name: str
    value: str
    old: ShownGrade | str
    new: ShownGrade | str

    @property
    def changes(self) -> bool:
        """Tell whether the two differ."""
        return self.old != self.new


def lines_of(both: Regraded, words: Words) -> list[RegradeLine]:
    """Give every letter and grade of a visit; what changes comes first."""
    return sorted((*_letters(both, words), *_grades(both, words)), key=lambda one: not one.changes)


def _letters(both: Regraded, words: Words) -> Iterator[RegradeLine]:
    for view, (old, new) in both.letters.items():
        name = words.text("letters.of", view=words.facing(both.before.views[view].facing).lower())
        yield RegradeLine(name, "", words.letter(old), words.letter(new))


def _grades(both: Regraded, words: Words) -> Iterator[RegradeLine]:
    findings = {(one.id, one.view): one for one in both.before.findings}
    for key, (old, new) in both.grades.items():
        facing = words.facing(both.before.views[key[1]].facing).lower()
        name = words.text("measure.in_view", measure=words.measure(key[0]), views=facing)
        yield RegradeLine(name, words.value(findings[key]), shown(old), shown(new))


class RegradeDialog(RecordsDialog):
    """Shows a patient's visits by another norm set; the visits are read when they are looked at."""

    def __init__(self, parent: QWidget, studio: Studio, visits: Sequence[Visit]) -> None:
        super().__init__(parent)
        self.studio = studio
        self.lines: Sequence[RegradeLine] = ()
        self._visits = {one.id: one for one in visits}
        self._read: dict[str, Assessment] = {}
        self.entitle(self.tr("Grade by another norm set"))
        about = self.tr(
            "Values stay as they were measured, and so do the grades that are kept: nothing here changes the"
            " records."
        )
        self.body.addWidget(wrapped(about, Type.BODY, "quiet"))
        self.norms, self.visit = QComboBox(), QComboBox()
        self._add_choices()
        self._add_table()
        self.add_button(self.tr("Close"), self.accept, "primary")
        room = parent.window().size()
        self.resize(min(theme().height(860), room.width()), min(theme().height(680), room.height()))
        self._chosen_norms = self.norms.currentIndex()
        self.norms.activated.connect(self._choose_norms)
        self.visit.activated.connect(self.load)
        self.load()

    # -- building ------------------------------------------------------------------------------------

    def _add_choices(self) -> None:
        self.norms.addItem(self.tr("As shipped: {name}").format(name=shipped_norms().label), SHIPPED)
        own = self.studio.preferences.norms
        if own:
            self._add_file(Path(own))
        self.norms.addItem(self.tr("Choose a file…"), _CHOOSE)
        for one in reversed(self._visits.values()):
            self.visit.addItem(self.studio.words.when(one.taken_at), one.id)
        across = row(gap=16)
        for text, box in ((self.tr("Norm set"), self.norms), (self.tr("Visit"), self.visit)):
            box.setAccessibleName(text)
            label = text_label(text, Type.CHIP)
            label.setBuddy(box)
            field = column(gap=6)
            field.addWidget(label)
            field.addWidget(box)
            across.addLayout(field, 1)
        self.body.addLayout(across)

    def _add_table(self) -> None:
        self.told = wrapped("", Type.CARD)
        self.body.addWidget(self.told)
        frame, inside = card(0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.addWidget(self._scroll)
        self.body.addWidget(frame, 1)

    def _add_file(self, path: Path) -> None:
        at = self.norms.findData(str(path))
        if at < 0:
            at = 1
            self.norms.insertItem(at, path.name, str(path))
        self.norms.setCurrentIndex(at)

    # -- choosing and reading ------------------------------------------------------------------------

    def _choose_norms(self, at: int) -> None:
        if self.norms.itemData(at) != _CHOOSE:
            self._chosen_norms = at
            self.load()
            return
        self.norms.setCurrentIndex(self._chosen_norms)
        kinds = self.tr("Norm sets (*.json)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Norm set"), "", kinds)
        if name:
            self.use_file(Path(name))

    def use_file(self, path: Path) -> None:
        """Grade by the norm set of a file."""
        self._add_file(path)
        self._chosen_norms = self.norms.currentIndex()
        self.load()

    def load(self, *_: object) -> None:
        """Read the visit if it was not read before, and grade it by the norm set."""
        wanted = self._wanted
        visit, norms = self._visits[wanted[0]], _loader(wanted[1])
        kept = self._read.get(visit.id)

        def job(records: Records) -> Regraded:
            return regrade(records.read(visit) if kept is None else kept, norms())

        def come(both: Regraded) -> None:
            self._read[visit.id] = both.before
            if wanted == self._wanted:  # somebody may have chosen another one meanwhile
                self._show(both)

        self.banner.clear()
        self.studio.records.do(job, alive(self, come), alive(self, self._refused))

    @property
    def _wanted(self) -> tuple[str, str]:
        return str(self.visit.currentData()), str(self.norms.currentData())

    def _refused(self, error: PostureError) -> None:
        self._fill(())
        self.told.setText("")
        self.banner.say(self.studio.words.problem(error))

    # -- showing -------------------------------------------------------------------------------------

    def _show(self, both: Regraded) -> None:
        lines = lines_of(both, self.studio.words)
        count = sum(one.changes for one in lines)
        told = self.tr("{count} of {all} change.") if count else self.tr("No grade changes.")
        self.told.setText(told.format(count=count, all=len(lines)))
        self._fill(lines, both.before.engine.norms.label, both.after.engine.norms.label)

    def _fill(self, lines: Sequence[RegradeLine], old: str = "", new: str = "") -> None:
        self.lines = lines
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        for at, stretch in enumerate(_STRETCHES):
            grid.setColumnStretch(at, stretch)
        if lines:
            heads = (
                self.tr("Measure"),
                self.tr("Value"),
                self.tr("On its day: {norms}").format(norms=old),
                self.tr("Now: {norms}").format(norms=new),
            )
            for at, head in enumerate(heads):
                grid.addWidget(wrapped(head, Type.SMALL, "quiet"), 0, at)
        for number, one in enumerate(lines, 1):
            grid.addWidget(wrapped(one.name, Type.BUTTON if one.changes else Type.BODY), number, 0)
            grid.addWidget(wrapped(one.value, Type.SMALL, "quiet"), number, 1)
            for at, grade in ((2, one.old), (3, one.new)):
                self._add_grade(grid, number, at, grade)
        grid.setRowStretch(len(lines) + 1, 1)
        self._scroll.setWidget(holder)

    def _add_grade(self, grid: QGridLayout, number: int, at: int, grade: ShownGrade | str) -> None:
        if isinstance(grade, ShownGrade):
            chip = GradeChip(grade, self.studio.words.grade(grade))
            grid.addWidget(chip, number, at, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(wrapped(grade, Type.CARD if len(grade) == 1 else Type.SMALL), number, at)


def _loader(path: str) -> Callable[[], NormSet]:
    return shipped_norms if path == SHIPPED else lambda: own_norms(Path(path))
