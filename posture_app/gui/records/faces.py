"""The face check-in at the workstation: finding who stands there, and photographing who agreed to it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from posture_app.gui.faces.flow import CheckInFlow, EnrolFlow
from posture_app.gui.faces.pages import CheckInPage, EnrolPage
from posture_app.gui.records.dialogs import RecordsDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_app.domain.records import Patient
    from posture_app.gui.studio import Studio


class CheckInDialog(RecordsDialog):
    """Recognises who stands before the camera; the same steps as at the kiosk."""

    known = Signal(object)
    """The Patient who has confirmed to be that."""

    def __init__(self, parent: QWidget, studio: Studio, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Find by face"))
        self.page = CheckInPage()
        _fill(self.body, self.page)
        self.flow = CheckInFlow(studio, studio.faces, clock)
        self.page.code_wanted.connect(self.reject)
        self.page.stop_wanted.connect(self.reject)
        self.page.go_on_wanted.connect(self._go_on)
        self.finished.connect(self._end)
        self.flow.begin(self.page)

    def _go_on(self) -> None:
        patient = self.flow.patient
        self.accept()
        if patient is not None:
            self.known.emit(patient)

    def _end(self) -> None:
        self.flow.forget()
        self.flow.deleteLater()


class EnrolDialog(RecordsDialog):
    """Photographs a patient who consented to the check-in."""

    kept = Signal()

    def __init__(self, parent: QWidget, studio: Studio, patient: Patient) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Photographs for the check-in"))
        self.page = EnrolPage()
        _fill(self.body, self.page)
        self.flow = EnrolFlow(studio, studio.faces)
        self.page.skip_wanted.connect(self.reject)
        self.page.stop_wanted.connect(self.reject)
        self.flow.ended.connect(self._ended)
        self.finished.connect(self._end)
        self.flow.begin(self.page, patient)

    def _ended(self, kept: bool) -> None:
        if self.result() == QDialog.DialogCode.Accepted:
            return
        self.accept()
        if kept:
            self.kept.emit()

    def _end(self) -> None:
        self.flow.end()
        self.flow.deleteLater()


def _fill(body: QVBoxLayout, page: QWidget) -> None:
    page.setMinimumSize(560, 640)
    body.addWidget(page, 1)
