"""The records: what stands before them while they are locked, and the patients once they are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from posture_app.domain.records import Patient, Right
from posture_app.gui.pages.parts import Page, column, row
from posture_app.gui.pages.records_dialogs import PatientDialog
from posture_app.gui.pages.records_gate import (
    GateCard,
    LogInCard,
    MakeCard,
    RecoveryCard,
    SetupCard,
    UnlockCard,
)
from posture_app.gui.pages.records_list import PatientList, alive
from posture_app.gui.pages.records_patient import PatientPane
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.records import Visit
    from posture_app.gui.studio import Studio
    from posture_app.services.records import Records


class RecordsPage(Page):
    """Shows one of its panes; nothing of a patient stays when the records are locked."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.desk = studio.records
        self._in_sight, self._loaded, self._making = False, False, False
        self.lock_button = Button(self.tr("Lock"), icon="lock")
        self.lock_button.clicked.connect(self.desk.lock)
        self.add_to_header(self.lock_button)
        self.setup, self.make, self.unlock = SetupCard(studio), MakeCard(studio), UnlockCard(studio)
        self.log_in, self.recovery = LogInCard(studio), RecoveryCard(studio)
        self.people, self.pane = PatientList(studio), PatientPane(studio)
        self._stack = QStackedWidget()
        for gate in (self.setup, self.make, self.unlock, self.log_in, self.recovery):
            gate.moved.connect(self.show_state)
            gate.trouble.connect(self.trouble)
            gate.said.connect(self.said)
            self._stack.addWidget(gate)
        self.setup.make_wanted.connect(self._to_make)
        self.make.left.connect(self._not_make)
        self.browser = QWidget()
        across = row(self.browser, 0)
        across.addWidget(self.people)
        across.addWidget(self.pane, 1)
        self._stack.addWidget(self.browser)
        column(self, 0).addWidget(self._stack)
        self.people.chosen.connect(self.pane.show_patient)
        self.people.new_wanted.connect(self.add_patient)
        for one in (self.people, self.pane):
            one.trouble.connect(self.trouble)
        self.pane.wanted.connect(self.wanted)
        self.pane.said.connect(self.said)
        self.desk.unlocked.connect(self.show_state)
        self.desk.locked.connect(self._locked)
        studio.filing.filed.connect(self._filed)
        self.lock_button.hide()

    # -- what is shown -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show what stands before the records, or the patients."""
        self._in_sight = True
        self.show_state()

    def leave(self) -> None:
        """Forget what was typed."""
        self._in_sight = False
        for gate in (self.make, self.unlock, self.log_in):
            gate.forget()

    @property
    def shown(self) -> QWidget:
        """The pane in sight."""
        return self._stack.currentWidget()

    def show_state(self) -> None:
        """Show the pane that fits, and begin anew with it if it is another one."""
        if not self._in_sight:
            return
        pane = self._fitting()
        self.lock_button.setVisible(self.desk.is_open)
        if pane is self.browser:
            self._stack.setCurrentWidget(pane)
            self._open_browser()
        elif isinstance(pane, GateCard):
            self._stack.setCurrentWidget(pane)
            pane.enter()

    def _fitting(self) -> QWidget:
        if self.desk.recovery_code:
            return self.recovery
        if self.desk.is_open:
            return self.browser
        if self.desk.awaits_log_in:
            return self.log_in
        if self.studio.preferences.records:
            return self.unlock
        return self.make if self._making else self.setup

    def _to_make(self) -> None:
        self._making = True
        self.show_state()

    def _not_make(self) -> None:
        self._making = False
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
        self.people.forget()
        self.pane.forget()
        self.show_state()

    def _filed(self, visit: Visit) -> None:
        self.people.model.last.pop(visit.patient_id, None)
        self.pane.visit_filed(visit)

    # -- patients ------------------------------------------------------------------------------------

    def add_patient(self) -> PatientDialog:
        """Ask for a new patient's data."""
        dialog = PatientDialog(self.pane, code="")

        def told(patient: Patient) -> None:
            def job(records: Records) -> Patient:
                return records.add_patient(patient.code, patient.name, patient.birth_date, patient.height_cm)

            self.desk.do(job, alive(dialog, kept), alive(dialog, complain))

        def kept(patient: Patient) -> None:
            dialog.accept()
            self.people.search.clear()
            self.desk.keep(patient, self._failed)
            self.pane.show_patient(patient)
            self.people.show_current(patient)

        def complain(error: PostureError) -> None:
            dialog.banner.say(self.studio.words.problem(error))

        dialog.told.connect(told)
        dialog.open()
        return dialog

    def _failed(self, error: PostureError) -> None:
        alive(self, self.trouble.emit)(error)
