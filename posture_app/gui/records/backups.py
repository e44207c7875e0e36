"""Backups: written, checked, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QProgressBar, QWidget

from posture_app.domain.records import Verification
from posture_app.gui.pages.parts import card, column, row, wrapped
from posture_app.gui.records.dialogs import RecordsDialog
from posture_app.gui.records.patient_list import alive
from posture_app.gui.records.rescue import backup_said
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.records.places import is_server

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio

MOST_FAULTS = 20
"""So many faults are told one by one; the command line tells all."""


class RestoreDialog(RecordsDialog):
    """Asks for the passphrase before a backup takes the place of the records."""

    confirmed = Signal(str)

    def __init__(self, parent: QWidget, name: str, *, at_server: bool) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Bring back this backup?"))
        if at_server:
            about = self.tr(
                "The records of every workstation go back to {name}; what came later is overwritten, so back"
                " up first. Patients who were erased since stay erased. The records are locked meanwhile."
            )
        else:
            about = self.tr(
                "The records go back to {name}; what came later is kept aside in their folder. Patients who"
                " were erased since stay erased. The records are locked meanwhile."
            )
        self.body.addWidget(wrapped(about.format(name=name)))
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_field(self.tr("Passphrase"), self.passphrase)
        self.add_button(self.tr("Cancel"), self.reject, "primary")
        self.restore = self.add_button(self.tr("Bring it back"), self._confirm, "destructive")

    def _confirm(self) -> None:
        if self.passphrase.text():
            self.confirmed.emit(self.passphrase.text())
            self.accept()


class BackupsPane(QWidget):
    """Lists the backups; everything long shows how far it is."""

    trouble = Signal(object)
    said = Signal(str)
    made = Signal()
    """There is a new backup."""
    _told = Signal(int, int)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk = studio, studio.records
        inside = QWidget()
        inside.setMaximumWidth(theme().height(820))
        body = column(inside, 16, (28, 24, 28, 24))
        body.addWidget(text_label(self.tr("Backups"), Type.TITLE))
        self.about = wrapped("", Type.BODY, "quiet")
        body.addWidget(self.about)
        tools = row(gap=10)
        self.back_up = Button(self.tr("Back up now"), "primary", "hard-drive")
        self.verify = Button(self.tr("Check everything"), icon="shield-check")
        self.restore = Button(self.tr("Bring back…"), icon="rotate-ccw")
        self.back_up.clicked.connect(self._back_up)
        self.verify.clicked.connect(self._verify)
        self.restore.clicked.connect(self.ask_restore)
        for one in (self.back_up, self.verify, self.restore):
            tools.addWidget(one)
        tools.addStretch(1)
        body.addLayout(tools)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("How far the check is"))
        self.progress.hide()
        body.addWidget(self.progress)
        self.banner = Banner()
        body.addWidget(self.banner)
        frame, holder = card(6, 12)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Backups"))
        self.list.currentRowChanged.connect(self._choose)
        holder.addWidget(self.list)
        body.addWidget(frame, 1)
        across = row(self, 0)
        across.addWidget(inside, 100)
        across.addStretch(1)
        self._told.connect(self._tell)

    def enter(self) -> None:
        """Fetch the backups' names."""
        self.banner.clear()
        self.about.setText(self._about())
        self._fetch()

    def _about(self) -> str:
        if is_server(self.desk.place):
            where = self.tr(
                "A backup is a dump of the database in this computer's data folder, without the patients'"
                " keys; have the server itself backed up too."
            )
        else:
            where = self.tr(
                "A backup stands in the records' own folder; copy the whole folder to another drive as well."
            )
        often = {0: self.tr("Every opening makes one"), 24: self.tr("The first opening of a day makes one")}
        hours = self.studio.preferences.backup_every_h
        later = self.tr("Opening makes one after {days} days").format(days=round(hours / 24))
        rule = often.get(hours, later)
        kept = self.tr("{rule}, and the newest {count} stay (in the settings).")
        check = self.tr("The check decrypts every photograph and follows the audit trail.")
        return " ".join((where, kept.format(rule=rule, count=self.studio.preferences.backups_kept), check))

    def _fetch(self) -> None:
        place = self.desk.place
        self.desk.with_opener(lambda stores: stores.backups(place), alive(self, self._show), self._failed)

    def forget(self) -> None:
        """Forget what was found."""
        self.banner.clear()
        self.progress.hide()
        self.list.clear()

    def _show(self, names: Sequence[str]) -> None:
        self.list.clear()
        for name in names:
            item = QListWidgetItem(self._said(name))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.list.addItem(item)
        if names:
            self.list.setCurrentRow(0)
        else:
            self.banner.say(self.tr("There is no backup yet."), tone="none")
        self._choose(self.list.currentRow())

    def _said(self, name: str) -> str:
        return backup_said(name, self.studio.words)

    def _choose(self, at: int) -> None:
        self.restore.setEnabled(at >= 0)

    # -- work ----------------------------------------------------------------------------------------

    def _busy(self, busy: bool) -> None:
        self.back_up.setEnabled(not busy)
        self.verify.setEnabled(not busy)

    def _back_up(self) -> None:
        def done(name: str) -> None:
            self._busy(False)
            self._fetch()
            self.made.emit()
            self.banner.say(self.tr("Written: {name}").format(name=self._said(name)), tone="ok")

        self._busy(True)
        self.desk.do(lambda records: records.back_up(), alive(self, done), self._failed)

    def _verify(self) -> None:
        self._busy(True)
        self.banner.clear()
        self.progress.setRange(0, 0)
        self.progress.show()
        told = self._told.emit
        self.desk.do(lambda records: records.verify(told), alive(self, self._verified), self._failed)

    def _tell(self, done: int, of: int) -> None:
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def _verified(self, found: Verification) -> None:
        self._busy(False)
        self.progress.hide()
        words = self.studio.words
        counts = {"patients": found.patients, "visits": found.visits, "photos": found.photos}
        lines = [words.text("records.verified", **counts, events=found.events)]
        lines += [words.text("records.erased", where=one) for one in found.erased[:MOST_FAULTS]]
        for fault in found.faults[:MOST_FAULTS]:
            code, _, where = fault.partition(" ")
            lines.append(words.text(f"records.fault.{code}", where=where))
        if not found.faults:
            lines.append(self.tr("Everything is whole."))
        self.banner.say("\n".join(lines), tone="pro" if found.faults else "ok")

    def ask_restore(self) -> RestoreDialog | None:
        """Ask for the passphrase, then bring the chosen backup back."""
        if self.list.currentRow() < 0:
            return None
        name = str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))
        dialog = RestoreDialog(self, self._said(name), at_server=is_server(self.desk.place))
        dialog.confirmed.connect(lambda passphrase: self._restore(name, passphrase))
        dialog.open()
        return dialog

    def _restore(self, name: str, passphrase: str) -> None:
        actor, place = self.desk.actor, self.desk.place
        self.desk.lock()

        def done(_: None) -> None:
            self.said.emit(
                self.tr("Brought back: {name}. Unlock the records again.").format(name=self._said(name))
            )

        self.desk.with_opener(
            lambda stores: stores.restore(place, passphrase, name, actor), alive(self, done), self._failed
        )

    def _failed(self, error: PostureError) -> None:
        alive(self, self._say)(error)

    def _say(self, error: PostureError) -> None:
        self._busy(False)
        self.progress.hide()
        self.trouble.emit(error)
