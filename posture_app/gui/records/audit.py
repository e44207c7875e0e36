"""The audit trail: who did what, when, where, and to whose record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from posture_app.domain.records import AuditEvent, Deed
from posture_app.gui.noop import QT_TRANSLATE_NOOP
from posture_app.gui.pages.parts import card, column, row
from posture_app.gui.records.patient_list import alive
from posture_app.gui.records.rows_model import RowsModel
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio

_DEEDS = {
    Deed.STORE_MADE: QT_TRANSLATE_NOOP("Deeds", "Records made"),
    Deed.UNLOCKED: QT_TRANSLATE_NOOP("Deeds", "Unlocked"),
    Deed.UNLOCK_FAILED: QT_TRANSLATE_NOOP("Deeds", "Wrong passphrase"),
    Deed.PATIENT_ADDED: QT_TRANSLATE_NOOP("Deeds", "Patient added"),
    Deed.PATIENT_CHANGED: QT_TRANSLATE_NOOP("Deeds", "Patient's data changed"),
    Deed.PATIENT_ERASED: QT_TRANSLATE_NOOP("Deeds", "Patient erased"),
    Deed.PATIENT_KEPT: QT_TRANSLATE_NOOP("Deeds", "Kept at the review"),
    Deed.CONSENT_GIVEN: QT_TRANSLATE_NOOP("Deeds", "Consent given"),
    Deed.CONSENT_WITHDRAWN: QT_TRANSLATE_NOOP("Deeds", "Consent withdrawn"),
    Deed.VISIT_ADDED: QT_TRANSLATE_NOOP("Deeds", "Visit saved"),
    Deed.VISIT_REPLACED: QT_TRANSLATE_NOOP("Deeds", "Draft replaced"),
    Deed.VISIT_SIGNED: QT_TRANSLATE_NOOP("Deeds", "Visit signed"),
    Deed.VISIT_READ: QT_TRANSLATE_NOOP("Deeds", "Visit read"),
    Deed.EXPORTED: QT_TRANSLATE_NOOP("Deeds", "Exported"),
    Deed.IMPORTED: QT_TRANSLATE_NOOP("Deeds", "Imported"),
    Deed.BACKED_UP: QT_TRANSLATE_NOOP("Deeds", "Backed up"),
    Deed.RESTORED: QT_TRANSLATE_NOOP("Deeds", "Backup restored"),
    Deed.COPIED: QT_TRANSLATE_NOOP("Deeds", "Copied"),
    Deed.PASSPHRASE_CHANGED: QT_TRANSLATE_NOOP("Deeds", "Passphrase changed"),
    Deed.USER_ADDED: QT_TRANSLATE_NOOP("Deeds", "User added"),
    Deed.USER_CHANGED: QT_TRANSLATE_NOOP("Deeds", "User changed"),
    Deed.CLOUD_QUEUED: QT_TRANSLATE_NOOP("Deeds", "Put into the outbox"),
    Deed.CLOUD_SENDING: QT_TRANSLATE_NOOP("Deeds", "Being sent to a service"),
    Deed.CLOUD_SENT: QT_TRANSLATE_NOOP("Deeds", "Sent and answered"),
    Deed.CLOUD_REFUSED: QT_TRANSLATE_NOOP("Deeds", "Refused by a service"),
    Deed.CLOUD_DROPPED: QT_TRANSLATE_NOOP("Deeds", "Taken out of the outbox"),
    Deed.FACE_KEPT: QT_TRANSLATE_NOOP("Deeds", "Face kept for the check-in"),
    Deed.FACE_DELETED: QT_TRANSLATE_NOOP("Deeds", "Face deleted"),
}
_COLUMNS = (
    QT_TRANSLATE_NOOP("Deeds", "No."),
    QT_TRANSLATE_NOOP("Deeds", "When"),
    QT_TRANSLATE_NOOP("Deeds", "Who"),
    QT_TRANSLATE_NOOP("Deeds", "Where"),
    QT_TRANSLATE_NOOP("Deeds", "What"),
    QT_TRANSLATE_NOOP("Deeds", "Whose"),
    QT_TRANSLATE_NOOP("Deeds", "Detail"),
)
_ID_SHOWN = 8


def deed_name(deed: Deed) -> str:
    """Name a deed in the reader's language."""
    return QCoreApplication.translate("Deeds", _DEEDS[deed])


class TrailModel(RowsModel["AuditEvent"]):
    """Lines of the audit trail, the newest first; `code_of` gives a patient's code by id."""

    shown_as = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)

    def __init__(self, parent: QObject, code_of: Callable[[str], str]) -> None:
        super().__init__(parent, "Deeds", _COLUMNS, self._told)
        self._code_of = code_of

    def _told(self, row: AuditEvent) -> tuple[str, ...]:
        return (
            str(row.number),
            row.at.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
            row.actor.user,
            row.actor.station,
            deed_name(row.deed),
            "" if row.patient_id is None else self._code_of(row.patient_id),
            row.detail,
        )


class AuditPane(QWidget):
    """Shows the trail, all of it or that of the patients who are found."""

    trouble = Signal(object)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.desk = studio.records
        self._all: Sequence[AuditEvent] = ()
        body = column(self, 14, (28, 24, 28, 20))
        top = row(gap=20)
        top.addWidget(text_label(self.tr("Audit trail"), Type.TITLE))
        top.addStretch(1)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Only of a patient: name, code, or birth date"))
        self.filter.setAccessibleName(self.tr("Only of a patient"))
        self.filter.setMinimumWidth(theme().height(360))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        top.addWidget(self.filter)
        body.addLayout(top)
        frame, inside = card(0, 8)
        self.model = TrailModel(self, self._code_of)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Audit trail"))
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme().height(32))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for at, width in enumerate((64, 190, 130, 110, 170, 90)):
            header.resizeSection(at, theme().height(width))
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
        inside.addWidget(self.table)
        body.addWidget(frame, 1)
        self.counted = text_label("", Type.SMALL, "quiet")
        body.addWidget(self.counted)

    def enter(self) -> None:
        """Fetch the trail."""
        self.desk.do(lambda records: records.audit(), alive(self, self._take), self._failed)

    def forget(self) -> None:
        """Forget every line."""
        self.filter.clear()
        self._take(())

    def _take(self, lines: Sequence[AuditEvent]) -> None:
        self._all = tuple(reversed(lines))
        self._narrow()

    def _narrow(self) -> None:
        sought = self.filter.text().strip()
        lines = self._all
        if sought:
            whose = {one.id for one in self.desk.index.find(sought, len(self.desk.index))}
            # An erased patient is found by the record's number, as the certificate has it.
            lines = [
                one
                for one in lines
                if one.patient_id is not None
                and (one.patient_id in whose or one.patient_id.startswith(sought))
            ]
        self.model.show_rows(lines)
        self.counted.setText(self.tr("{count} lines, the newest first").format(count=len(lines)))

    def _code_of(self, patient_id: str) -> str:
        patient = self.desk.patients.get(patient_id)
        return patient_id[:_ID_SHOWN] if patient is None else patient.code

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
