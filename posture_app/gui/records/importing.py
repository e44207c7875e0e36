"""Bringing a patient in from an archive that these or other records exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from posture_app.gui.records.patient_list import alive
from posture_app.services.records.archive import bring_in, read_archive

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Patient
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records

ARCHIVE_ENDING = ".zip"


class ArchiveImport(QObject):
    """Reads archives and files them on the worker of the records."""

    came = Signal(object)
    """The Patient who was brought in."""
    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, page: QWidget, studio: Studio) -> None:
        super().__init__(page)
        self._page, self.desk = page, studio.records

    def ask(self) -> None:
        """Ask for an archive."""
        kinds = self.tr("Archives of a patient ({endings})").format(endings=f"*{ARCHIVE_ENDING}")
        name, _ = QFileDialog.getOpenFileName(self._page, self.tr("Bring in an archive"), "", kinds)
        if name:
            self.bring_in(Path(name))

    def bring_in(self, path: Path) -> None:
        """Read an archive and file it, all of it or nothing."""

        def job(records: Records) -> tuple[Patient, int]:
            archive = read_archive(path)
            return bring_in(archive, records), len(archive.visits)

        self.said.emit(self.tr("Reading {file} …").format(file=path.name))
        self.desk.do(job, self._filed, self._refused)

    def _filed(self, filed: tuple[Patient, int]) -> None:
        self.desk.keep(filed[0])  # whether or not the page is still there
        alive(self._page, self._tell)(*filed)

    def _tell(self, patient: Patient, visits: int) -> None:
        told = self.tr("Brought in: {name}, visits: {count}")
        self.said.emit(told.format(name=patient.name or patient.code, count=visits))
        self.came.emit(patient)

    def _refused(self, error: PostureError) -> None:
        alive(self._page, self.trouble.emit)(error)
