"""Erasing a patient: asked twice, certified, and forgotten everywhere in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from posture_app.gui.records.dialogs import CertificateDialog, EraseDialog
from posture_app.gui.records.patient_list import alive

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import AuditEvent, Patient
    from posture_app.gui.studio import Studio


class Eraser(QObject):
    """Erases patients for a pane of the records."""

    erased = Signal(object)
    """The Patient who is gone."""
    trouble = Signal(object)

    def __init__(self, pane: QWidget, studio: Studio) -> None:
        super().__init__(pane)
        self._pane, self.studio, self.desk = pane, studio, studio.records

    def ask(self, patient: Patient) -> EraseDialog:
        """Ask twice, then erase."""
        dialog = EraseDialog(self._pane, patient)
        dialog.confirmed.connect(partial(self._erase, patient))
        dialog.open()
        return dialog

    def _erase(self, patient: Patient) -> None:
        self.desk.do(
            lambda records: records.erase(patient),
            partial(self._forget, patient),
            alive(self._pane, self._failed),
        )

    def _forget(self, patient: Patient, certificate: AuditEvent) -> None:
        owner, compared = self.studio.filing.patient, self.desk.to_compare
        if owner is not None and owner.id == patient.id:
            self.studio.filing.drop()
        if compared is not None and compared.id == patient.id:
            self.desk.to_compare = None
        self.desk.drop(patient)
        alive(self._pane, self._certify)(patient, certificate)

    def _certify(self, patient: Patient, certificate: AuditEvent) -> None:
        self.erased.emit(patient)
        CertificateDialog(self._pane, certificate, self.studio.words).open()

    def _failed(self, error: PostureError) -> None:
        self.trouble.emit(error)
