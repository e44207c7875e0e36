"""A backup that could not be made: said above the records until there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from posture_app.domain.records import Right
from posture_app.gui.pages.parts import column
from posture_app.gui.records.patient_list import alive
from posture_app.gui.widgets.banner import Banner

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.services.records.backups import MissedBackup


class MissedBackupStrip(QWidget):
    """Says when the newest backup failed, why, and what to do; the banner's remedy asks for the backups."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        self.banner = Banner()
        column(self, 0, (16, 12, 16, 12)).addWidget(self.banner)
        self.hide()
        self.desk.locked.connect(self.hide)
        self.desk.unlocked.connect(self.look)

    def look(self) -> None:
        """Look how the newest backup went."""
        self.desk.do(lambda records: records.missed_backup(), alive(self, self._show), lambda _: None)

    def _show(self, missed: MissedBackup | None) -> None:
        user, words = self.desk.user, self.studio.words
        self.setVisible(missed is not None)
        if missed is None or user is None:
            return
        failed = self.tr("The backup of {when} failed; what came since the last one is in one place only.")
        lines = [failed.format(when=words.when(missed.at.astimezone())), words.problem(missed.problem)]
        if user.may(Right.BACK_UP):
            self.banner.say("\n".join(lines), self.tr("To the backups"))
        else:
            self.banner.say("\n".join((*lines, self.tr("Tell an administrator of the records."))))
