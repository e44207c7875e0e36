"""The review list: who was last here longer ago than the clinic keeps records, to be kept or erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSpinBox, QTableView, QWidget

from posture_app.domain.records import Patient
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import card, column, padded, row, wrapped
from posture_app.gui.records.erase import Eraser
from posture_app.gui.records.patient_list import alive, born, day
from posture_app.gui.records.rows_model import RowsModel
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.settings import MOST_YEARS

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.records.dialogs import EraseDialog
    from posture_app.gui.studio import Studio

    Due = tuple[Patient, datetime]

_COLUMNS = (
    QT_TRANSLATE_NOOP("Retention", "Code"),
    QT_TRANSLATE_NOOP("Retention", "Name"),
    QT_TRANSLATE_NOOP("Retention", "Date of birth"),
    QT_TRANSLATE_NOOP("Retention", "Last visit"),
)
_WIDTHS = (120, 260, 140, 140)


def _cells(due: Due) -> tuple[str, ...]:
    patient, last = due
    return patient.code, patient.name or "", born(patient), day(last)


class DueModel(RowsModel["Due"]):
    """Patients with their last visit, the longest ago first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Retention", _COLUMNS, _cells)

    def settle(self, patient: Patient) -> None:
        """Leave a patient out about whom somebody has decided."""
        for at, (one, _) in enumerate(self.rows):
            if one.id == patient.id:
                self.take_away(at)
                return


class RetentionPane(QWidget):
    """Lists who is due for review; each is looked at, kept for a year, or erased."""

    trouble = Signal(object)
    said = Signal(str)
    chosen = Signal(object)
    """The Patient whose visits somebody wants to look at."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        inside = QWidget()
        inside.setMaximumWidth(theme().height(900))
        body = column(inside, 14, (28, 24, 28, 20))
        body.addWidget(text_label(self.tr("Review of what is kept"), Type.TITLE))
        about = self.tr(
            "Who was last here longer ago than the clinic keeps records is listed until somebody decides. Who"
            " is kept comes up again in a year; the audit trail tells who decided."
        )
        body.addWidget(wrapped(about, Type.BODY, "quiet"))
        body.addLayout(self._tools())
        self.model = DueModel(self)
        self.table = self._table()
        frame, holder = card(0, 8)
        holder.addWidget(self.table)
        body.addWidget(frame, 1)
        self.counted = text_label("", Type.SMALL, "quiet")
        body.addWidget(self.counted)
        across = row(self, 0)
        across.addWidget(inside, 100)
        across.addStretch(1)
        self.eraser = Eraser(self, studio)
        self.eraser.erased.connect(self._settled)
        self.eraser.trouble.connect(self.trouble)

    def _tools(self) -> QHBoxLayout:
        tools = row(gap=10)
        label = text_label(self.tr("Years after the last visit"), Type.CHIP)
        self.years = QSpinBox()
        self.years.setRange(1, MOST_YEARS)
        self.years.setKeyboardTracking(False)
        self.years.setAccessibleName(label.text())
        padded(self.years)
        label.setBuddy(self.years)
        self.years.valueChanged.connect(self._set_years)
        self.open = Button(self.tr("Visits"), icon="users")
        self.keep = Button(self.tr("Keep for a year"), icon="check")
        self.erase = Button(self.tr("Erase…"), "destructive")
        self.open.clicked.connect(self._open)
        self.keep.clicked.connect(self.keep_current)
        self.erase.clicked.connect(self.ask_erase)
        tools.addWidget(label)
        tools.addWidget(self.years)
        tools.addStretch(1)
        for one in (self.open, self.keep, self.erase):
            tools.addWidget(one)
        return tools

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Review of what is kept"))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().height(36))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for at, width in enumerate(_WIDTHS):
            header.resizeSection(at, theme().height(width))
        table.doubleClicked.connect(self._open)
        table.selectionModel().currentChanged.connect(self._show_tools)
        return table

    # -- showing -------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Fetch who is due."""
        years = self.studio.preferences.retention_years
        self.years.blockSignals(True)
        self.years.setValue(years)
        self.years.blockSignals(False)
        self.counted.setText(self.tr("Looking …"))
        self.desk.do(lambda records: records.due_for_review(years), alive(self, self._show), self._failed)

    def forget(self) -> None:
        """Forget everybody."""
        self._show(())
        self.counted.clear()

    @property
    def current(self) -> Patient | None:
        """Who is chosen."""
        at = self.table.currentIndex().row()
        return self.model.rows[at][0] if 0 <= at < len(self.model.rows) else None

    def _show(self, due: Sequence[Due]) -> None:
        self.model.show_rows(due)
        if due:
            self._choose(0)
        self._show_tools()

    def _choose(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self.model.index(at, 0)
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _show_tools(self, *_: object) -> None:
        for one in (self.open, self.keep, self.erase):
            one.setEnabled(self.current is not None)
        count = len(self.model.rows)
        told = (
            self.tr("{count} due for review, the longest ago first") if count else self.tr("Nobody is due.")
        )
        self.counted.setText(told.format(count=count))

    # -- deciding ------------------------------------------------------------------------------------

    def _set_years(self, years: int) -> None:
        self.studio.prefer(retention_years=years)
        self.enter()

    def _open(self, *_: object) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def keep_current(self) -> None:
        """Keep who is chosen for another year."""
        patient = self.current
        if patient is None:
            return

        def kept(_: None) -> None:
            self._settled(patient)
            self.said.emit(self.tr("Kept for a year: {name}").format(name=patient.name or patient.code))

        self.desk.do(lambda records: records.keep(patient), alive(self, kept), self._failed)

    def ask_erase(self) -> EraseDialog | None:
        """Ask twice, then erase who is chosen."""
        return None if self.current is None else self.eraser.ask(self.current)

    def _settled(self, patient: Patient) -> None:
        at = self.table.currentIndex().row()
        self.model.settle(patient)
        if self.model.rows:
            self._choose(min(at, len(self.model.rows) - 1))
        self._show_tools()

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
