"""The records: what stands before them while they are locked, and the patients once they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from posture_app.domain.records import Patient, Right
from posture_app.gui.pages.parts import Page, column, row
from posture_app.gui.records.audit import AuditPane
from posture_app.gui.records.backups import BackupsPane
from posture_app.gui.records.dialogs import PatientDialog
from posture_app.gui.records.faces import CheckInDialog
from posture_app.gui.records.gate import (
    GateCard,
    LogInCard,
    MakeCard,
    RecoveryCard,
    SetupCard,
)
from posture_app.gui.records.importing import ArchiveImport
from posture_app.gui.records.locks import LocksPane
from posture_app.gui.records.missed import MissedBackupStrip
from posture_app.gui.records.outbox import OutboxPane
from posture_app.gui.records.patient import PatientPane
from posture_app.gui.records.patient_list import PatientList, alive
from posture_app.gui.records.retention import RetentionPane
from posture_app.gui.records.server import ServerCard
from posture_app.gui.records.unlock import UnlockCard
from posture_app.gui.records.users import UsersPane
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.segment import Option, Segment
from posture_app.gui.widgets.stage import Stage

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Visit
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records


OFFICES = (OutboxPane, UsersPane, AuditPane, BackupsPane, RetentionPane, LocksPane)
Office = OutboxPane | UsersPane | AuditPane | BackupsPane | RetentionPane | LocksPane


class RecordsPage(Page):
    """Shows one of its panes; nothing of a patient stays when the records are locked."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.desk = studio.records
        self._in_sight, self._loaded = False, False
        self._making, self._at_server = False, False
        self._room_keys: list[str] = []
        self.rooms = Segment(name=self.tr("Parts of the records"))
        self.rooms.chosen.connect(self._to_room)
        self.add_to_header(self.rooms)
        self.lock_button = Button(self.tr("Lock"), icon="lock")
        self.lock_button.clicked.connect(self.desk.lock)
        self.add_to_header(self.lock_button)
        self._stage = Stage()
        self._make_gates()
        self._make_browser()
        self._make_offices()
        self.missed = MissedBackupStrip(studio)
        self.missed.banner.remedied.connect(self._to_backups)
        self.backups.made.connect(self.missed.look)
        outer = column(self, 0)
        outer.addWidget(self.missed)
        outer.addWidget(self._stage, 1)
        studio.faces.changed.connect(self._tell_of_faces)
        self.desk.unlocked.connect(self.show_state)
        self.desk.warned.connect(self.trouble)
        self.desk.locked.connect(self._locked)
        studio.filing.filed.connect(self._filed)
        self.lock_button.hide()

    # -- building ------------------------------------------------------------------------------------

    def _make_gates(self) -> None:
        """Make what stands before the records."""
        studio = self.studio
        self.setup, self.make, self.unlock = SetupCard(studio), MakeCard(studio), UnlockCard(studio)
        self.log_in, self.recovery = LogInCard(studio), RecoveryCard(studio)
        self.server = ServerCard(studio)
        for gate in (self.setup, self.server, self.make, self.unlock, self.log_in, self.recovery):
            gate.moved.connect(self.show_state)
            gate.trouble.connect(self.trouble)
            gate.said.connect(self.said)
            self._stage.add(gate)
        self.setup.make_wanted.connect(self._to_make)
        self.setup.server_wanted.connect(self._to_server)
        self.server.found.connect(self._server_found)
        for leaving in (self.make.left, self.server.left):
            leaving.connect(self._to_setup)

    def _make_browser(self) -> None:
        """Make the list of patients with the chosen one beside it."""
        self.people, self.pane = PatientList(self.studio), PatientPane(self.studio)
        self.archives = ArchiveImport(self, self.studio)
        self.browser = QWidget()
        across = row(self.browser, 0)
        across.addWidget(self.people)
        across.addWidget(self.pane, 1)
        self._stage.add(self.browser)
        self.people.chosen.connect(self.pane.show_patient)
        self.people.new_wanted.connect(self.add_patient)
        self.people.archive_wanted.connect(self.archives.ask)
        self.people.face_wanted.connect(self.find_by_face)
        self.archives.came.connect(self._show_new)
        self.archives.said.connect(self.said)
        for one in (self.people, self.pane, self.archives):
            one.trouble.connect(self.trouble)
        self.pane.wanted.connect(self.wanted)
        self.pane.said.connect(self.said)

    def _make_offices(self) -> None:
        """Make the parts for those who look after the records."""
        studio = self.studio
        self.users, self.audit, self.backups = UsersPane(studio), AuditPane(studio), BackupsPane(studio)
        self.retention, self.outbox = RetentionPane(studio), OutboxPane(studio)
        self.locks = LocksPane(studio)
        self._offices: dict[str, Office] = {
            "outbox": self.outbox,
            "retention": self.retention,
            "users": self.users,
            "audit": self.audit,
            "backups": self.backups,
            "locks": self.locks,
        }
        for office in self._offices.values():
            office.trouble.connect(self.trouble)
            self._stage.add(office)
        self.retention.chosen.connect(self._show_new)
        self.retention.eraser.erased.connect(self.pane.erased)
        for speaker in (self.outbox, self.users, self.backups, self.retention, self.locks):
            speaker.said.connect(self.said)
        self.locks.code_made.connect(self.show_state)

    def _tell_of_faces(self) -> None:
        """Say why nobody is recognised although it is switched on."""
        faces = self.studio.faces
        if faces.is_wanted and faces.trouble is not None:
            self.trouble.emit(faces.trouble)

    def find_by_face(self) -> CheckInDialog:
        """Find who stands before the camera."""
        dialog = CheckInDialog(self, self.studio)
        dialog.known.connect(self.pane.show_patient)
        dialog.open()
        return dialog

    # -- what is shown -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show what stands before the records, or the patients."""
        self._in_sight = True
        self.show_state()

    def leave(self) -> None:
        """Forget what was typed."""
        self._in_sight = False
        self.people.rest()
        for gate in (self.server, self.make, self.unlock, self.log_in):
            gate.forget()
        self.locks.forget()

    @property
    def shown(self) -> QWidget:
        """The pane in sight."""
        return cast("QWidget", self._stage.shown)

    def show_state(self) -> None:
        """Show the pane that fits, and begin anew with it if it is another one."""
        if not self._in_sight:
            return
        pane = self._fitting()
        self._show_rooms()
        self.lock_button.setVisible(self.desk.is_open)
        if pane is self.browser:
            self._stage.show_one(pane)
            self._open_browser()
        elif isinstance(pane, (GateCard, *OFFICES)):
            self._stage.show_one(pane)
            pane.enter()

    def _show_rooms(self) -> None:
        """Offer the parts that the user may see; a single one needs no choice."""
        user = self.desk.user
        options = [
            Option("patients", self.tr("Patients")),
            Option("outbox", self.tr("Outbox")),
            Option("retention", self.tr("Retention")),
            Option("users", self.tr("Users")),
            Option("audit", self.tr("Audit trail")),
            Option("backups", self.tr("Backups")),
            Option("locks", self.tr("Keys")),
        ]
        rights = {
            "outbox": Right.READ,
            "retention": Right.ERASE,
            "users": Right.MANAGE_USERS,
            "audit": Right.READ_AUDIT,
            "backups": Right.BACK_UP,
            "locks": Right.MANAGE_USERS,
        }
        may = [
            one
            for one in options
            if user is not None
            and (one.key not in rights or user.may(rights[one.key]))
            and (one.key != "outbox" or self.studio.sync.is_on)
        ]
        if [one.key for one in may] != self._room_keys:
            self._room_keys = [one.key for one in may]
            self.rooms.show_options(may)
        self.rooms.setVisible(len(may) > 1 and not self.desk.recovery_code)

    def _to_room(self, key: str) -> None:
        self.show_state()

    def _fitting(self) -> QWidget:
        if self.desk.recovery_code:
            return self.recovery
        if self.desk.is_open:
            return self._offices.get(self.rooms.current, self.browser)
        if self.desk.awaits_log_in:
            return self.log_in
        if self.studio.preferences.records:
            return self.unlock
        if self._making:
            return self.make
        return self.server if self._at_server else self.setup

    def _to_make(self) -> None:
        self._making = True
        self.make.in_folder()
        self.show_state()

    def _to_server(self) -> None:
        self._at_server = True
        self.show_state()

    def _to_setup(self) -> None:
        self._making = self._at_server = False
        self.show_state()

    def _server_found(self, place: str, password: str, empty: bool) -> None:
        """Make records in an empty database; ask for the passphrase of those that are there."""
        self._at_server, self._making = False, empty
        if empty:
            self.make.at_server(place, password)
        else:
            self.studio.prefer(records=place)
        self.show_state()
        if not empty:
            self.unlock.take_server_password(password)

    def _to_backups(self) -> None:
        self.rooms.choose("backups")
        self.show_state()

    def _open_browser(self) -> None:
        self._making = False
        user = self.desk.user
        if self._loaded or user is None or not user.may(Right.READ):
            self._show_people()
            return
        self.desk.load_patients(alive(self, self._show_people), self._failed)

    def _show_people(self) -> None:
        self._loaded = True
        self.people.enter()
        owner = self.studio.filing.patient
        if owner is not None and (self.pane.patient is None or self.pane.patient.id != owner.id):
            self.people.show_current(owner)
            self.pane.show_patient(owner)

    def _locked(self) -> None:
        self._loaded = False
        for pane in (self.people, self.pane, *self._offices.values()):
            pane.forget()
        self.show_state()

    def _filed(self, visit: Visit) -> None:
        self.people.model.last.pop(visit.patient_id, None)
        self.pane.visit_filed(visit)

    # -- patients ------------------------------------------------------------------------------------

    def add_patient(self) -> PatientDialog:
        """Ask for a new patient's data; what was said of the person who is here stands there already."""
        filing = self.studio.filing
        here = self.studio.session.subject if filing.patient is None else None
        dialog = PatientDialog(self.pane, described=here)

        def told(patient: Patient) -> None:
            def job(records: Records) -> Patient:
                return records.add_patient(patient.code, patient.name, patient.birth_date, patient.height_cm)

            self.desk.do(job, alive(dialog, kept), alive(dialog, complain))

        def kept(patient: Patient) -> None:
            dialog.accept()
            self.desk.keep(patient)
            self._show_new(patient)

        def complain(error: PostureError) -> None:
            dialog.banner.say(self.studio.words.problem(error))

        dialog.told.connect(told)
        dialog.open()
        return dialog

    def _show_new(self, patient: Patient) -> None:
        """Show somebody who has just come into the records."""
        if self.rooms.current in self._offices:
            self.rooms.choose("patients")
            self.show_state()
        self.people.search.clear()
        self.pane.show_patient(patient)
        self.people.show_current(patient)

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
