"""One patient: data, consents, and the visits in time, with everything that can be done with them."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QWidget

from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Consent, Patient, Purpose, Right, Visit, VisitState
from posture_app.gui.cloud.send import VisitSending
from posture_app.gui.pages.parts import Avatar, column, icon_label, row, wrapped
from posture_app.gui.records.consent_bar import ConsentBar
from posture_app.gui.records.dialogs import (
    ConsentDialog,
    EraseDialog,
    ExportDialog,
    PatientDialog,
    RecordsDialog,
    ReportDialog,
)
from posture_app.gui.records.erase import Eraser
from posture_app.gui.records.faces import EnrolDialog
from posture_app.gui.records.patient_list import alive, born
from posture_app.gui.records.regrade import RegradeDialog
from posture_app.gui.records.visits import VisitCard, VisitLook, look_at
from posture_app.gui.texts import number
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.comparing.compare import latest_versions
from posture_app.services.records.archive import archive_of

if TYPE_CHECKING:
    from posture_app.domain.records import User
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records

T = TypeVar("T")
NARROW_PX = 740
Kept = tuple[Sequence[Visit], Sequence[Consent]]


class PatientPane(QWidget):
    """Shows the chosen patient; what takes long comes home only to the patient who is still shown."""

    wanted = Signal(str)
    trouble = Signal(object)
    said = Signal(str)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio, self.desk, self.filing = studio, studio.records, studio.filing
        self.patient: Patient | None = None
        self.cards: dict[str, VisitCard] = {}
        self._narrow = False
        self._looks: dict[str, VisitLook] = {}
        """What was read since the records were unlocked, by visit."""
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nobody())
        self._stack.addWidget(self._somebody())
        column(self, 0).addWidget(self._stack)
        self.eraser = Eraser(self, studio)
        self.eraser.erased.connect(self.erased)
        self.eraser.trouble.connect(self.trouble)
        self.sending = VisitSending(self, studio)
        self.sending.trouble.connect(self.trouble)
        self.sending.said.connect(self.said)
        self.sending.consent_wanted.connect(partial(self.ask_consent, Purpose.CLOUD))
        self.sending.set_up_wanted.connect(partial(self.wanted.emit, "page.settings"))
        studio.preferences_changed.connect(self._services_switched)
        self.filing.moved.connect(self._show_session)
        studio.session_changed.connect(self._show_session)

    # -- building ------------------------------------------------------------------------------------

    def _nobody(self) -> QWidget:
        empty = QWidget()
        inside = column(empty, 10)
        inside.addStretch(2)
        inside.addWidget(icon_label("users", 44, theme().tokens.edge), 0, Qt.AlignmentFlag.AlignHCenter)
        text = text_label(self.tr("Choose a patient, or add a new one."), Type.BODY, "quiet")
        inside.addWidget(text, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        return empty

    def _somebody(self) -> QWidget:
        whole = QWidget()
        body = column(whole, 14, (26, 22, 24, 0))
        body.addLayout(self._head())
        self.consents = ConsentBar(self.studio)
        self.consents.wanted.connect(self.ask_consent)
        body.addWidget(self.consents)
        body.addWidget(self._session_bar())
        self._visits_title = text_label(self.tr("Visits"), Type.SECTION)
        body.addWidget(self._visits_title)
        self._none = wrapped("", Type.BODY, "quiet")
        body.addWidget(self._none)
        inside = QWidget()
        self._timeline = column(inside, 12, (0, 0, 12, 20))
        self._timeline.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        body.addWidget(scroll, 1)
        return whole

    def _head(self) -> QHBoxLayout:
        head = self._head_row = row(gap=14)
        who = row(gap=14)
        self._avatar = Avatar()
        who.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        names = column(gap=2)
        self.name, self.facts = text_label("", Type.TITLE), text_label("", Type.BODY, "quiet")
        self.name.setWordWrap(True)
        names.addWidget(self.name)
        names.addWidget(self.facts)
        who.addLayout(names, 1)
        head.addLayout(who, 1)
        tools = row(gap=10)
        head.addLayout(tools)
        self.start = Button(self.tr("New assessment"), "primary", "camera")
        self.start.clicked.connect(self.begin)
        self.compare_button = Button(self.tr("Compare visits"), icon="git-compare")
        self.compare_button.clicked.connect(self.compare)
        self.more = Button(icon="ellipsis", name=self.tr("More for this patient"))
        self._menu = QMenu(self.more)
        self.edit_action = self._menu.addAction(self.tr("Change the data…"), self.edit)
        self.regrade_action = self._menu.addAction(self.tr("Grade by another norm set…"), self.regrade)
        self.face_action = self._menu.addAction(self.tr("Photograph for the check-in…"), self.enrol)
        self.export_action = self._menu.addAction(self.tr("Export…"), self.ask_export)
        self._menu.addSeparator()
        self.erase_action = self._menu.addAction(self.tr("Erase…"), self.ask_erase)
        self.more.clicked.connect(self._open_menu)
        for one in (self.compare_button, self.start, self.more):
            tools.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        tools.addStretch(1)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put below each other what has no room side by side."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme().height(NARROW_PX)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        directions = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head_row.setDirection(directions[narrow])
        self.consents.set_direction(directions[narrow])
        for card in self.cards.values():
            card.set_narrow(narrow)

    def _open_menu(self) -> None:
        agreed = self.consents.held(Purpose.FACE_CHECK_IN) is not None
        self.face_action.setVisible(agreed and self.studio.faces.is_offered)
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _session_bar(self) -> QFrame:
        """Make what is seen while photographs wait that belong to nobody in the records."""
        self.session_bar = QFrame()
        self.session_bar.setProperty("ground", "sunken")
        inside = row(self.session_bar, 12, (16, 10, 12, 10))
        inside.addWidget(icon_label("info", 20, theme().tokens.text2))
        text = self.tr("The present photographs are not in the records yet. Are they of this patient?")
        inside.addWidget(wrapped(text), 1)
        self.take = Button(self.tr("Save them here"), small=True)
        self.take.clicked.connect(self.take_session)
        inside.addWidget(self.take)
        return self.session_bar

    # -- who is shown --------------------------------------------------------------------------------

    def show_patient(self, patient: Patient) -> None:
        """Show a patient; visits and consents follow."""
        if patient == self.patient:
            return
        if self.patient is None or patient.id != self.patient.id:
            self._take_away()
        self.patient = patient
        self._stack.setCurrentIndex(1)
        self._avatar.show_name(patient.name or patient.code)
        self.name.setText(patient.name or patient.code)
        self.facts.setText(" · ".join(self._facts(patient)) or self.tr("no details yet"))
        user = self.desk.user
        if user is not None:
            self._show_rights(user)
        self._show_session()
        self.load()

    def _facts(self, patient: Patient) -> list[str]:
        facts = [patient.code] if patient.name else []
        if patient.birth_date is not None:
            today, birth = QDate.currentDate(), patient.birth_date
            before = (today.month(), today.day()) < (birth.month, birth.day)
            years = today.year() - birth.year - before
            facts.append(self.tr("{years} years ({born})").format(years=years, born=born(patient)))
        if patient.height_cm is not None:
            facts.append(f"{number(patient.height_cm, 0)} cm")
        return facts

    def _show_rights(self, user: User) -> None:
        self.start.setEnabled(user.may(Right.ADD_VISIT))
        self.edit_action.setEnabled(user.may(Right.ADD_VISIT))
        self.export_action.setEnabled(user.may(Right.EXPORT))
        self.erase_action.setEnabled(user.may(Right.ERASE))

    def _show_session(self) -> None:
        orphan = bool(self.studio.session.views) and self.filing.patient is None
        self.session_bar.setVisible(orphan and self.patient is not None)

    def forget(self) -> None:
        """Forget everybody."""
        self._take_away()
        self._looks.clear()
        self.patient = None
        for label in (self.name, self.facts):
            label.clear()
        self._avatar.show_name("")
        self._stack.setCurrentIndex(0)
        for dialog in self.findChildren(RecordsDialog):
            dialog.reject()

    def _take_away(self) -> None:
        for one in self.cards.values():
            self._timeline.removeWidget(one)
            one.deleteLater()
        self.cards = {}
        self.consents.clear()
        self.compare_button.setEnabled(False)
        self.regrade_action.setEnabled(False)
        self._none.hide()

    # -- visits and consents -------------------------------------------------------------------------

    def load(self) -> None:
        """Fetch visits and consents."""
        patient, user = self.patient, self.desk.user
        if patient is None or user is None:
            return
        reads = user.may(Right.READ)

        def job(records: Records) -> Kept:
            return records.visits(patient) if reads else (), records.consents(patient)

        self._do(job, self._loaded)

    def _loaded(self, kept: Kept) -> None:
        visits, consents = kept
        self.consents.show_consents(consents)
        self._show_visits(list(reversed(visits)))

    def _services_switched(self) -> None:
        """Offer services elsewhere, or no longer."""
        if self.patient is not None:
            self.consents.refresh()
        for one in self.cards.values():
            one.offer_sending(self.studio.sync.is_on)

    def _show_visits(self, visits: Sequence[Visit]) -> None:
        for one in self.cards.values():
            self._timeline.removeWidget(one)
            one.deleteLater()
        self.cards = {}
        user = self.desk.user
        if user is None:
            return
        reads = user.may(Right.READ)
        self._none.setText(
            self.tr("No visit yet. Begin with a new assessment.")
            if reads
            else self.tr("Your role adds visits; reading them is for clinicians.")
        )
        self._none.setVisible(not visits)
        self.compare_button.setEnabled(len(latest_versions(visits)) > 1)
        self.regrade_action.setEnabled(bool(visits))
        for at, visit in enumerate(visits):
            made = VisitCard(visit, self.studio.words, user, newest=at == 0, oldest=at == len(visits) - 1)
            made.wanted.connect(self._do_with_visit)
            made.offer_sending(self.studio.sync.is_on)
            made.set_narrow(self._narrow)
            self._timeline.insertWidget(at, made)
            self.cards[visit.id] = made
            self._look(visit)

    def _look(self, visit: Visit) -> None:
        """Show pictures and grades of a visit: those that were read before, or when they are read."""
        words = self.studio.words
        known = self._looks.get(visit.id)
        if known is not None:
            self.cards[visit.id].show_look(known, words)
            return

        def seen(look: VisitLook) -> None:
            self._looks[visit.id] = look
            if visit.id in self.cards:
                self.cards[visit.id].show_look(look, words)

        self._do(lambda records: look_at(records, visit, words), seen)

    def _do_with_visit(self, what: str, visit: Visit) -> None:
        if what == "send" and self.patient is not None:
            self.sending.ask(self.patient, visit)
        elif what != "send":
            {"open": self.open_visit, "report": self.show_report, "sign": self.sign}[what](visit)

    def open_visit(self, visit: Visit) -> None:
        """Go on with a visit: a draft is replaced, a signed one corrected by a new version."""
        if self.patient is not None:
            opened = alive(self, lambda: self.wanted.emit("page.results"))
            self.filing.open(self.patient, visit, opened, self._failed)

    def show_report(self, visit: Visit) -> None:
        """Show the PDF that was kept; a draft that was saved in haste has none."""
        patient = self.patient

        def show(pdf: bytes | None) -> None:
            if patient is None or pdf is None:
                self.said.emit(self.tr("This visit has no report yet. Continue it and save it again."))
                return
            dialog = ReportDialog(self, pdf, f"{visit.taken_at:%Y-%m-%d}.pdf")
            dialog.save_wanted.connect(partial(self._write, patient, pdf))
            dialog.open()

        self._do(lambda records: records.report(visit), show)

    def _write(self, patient: Patient, pdf: bytes, path: Path) -> None:
        write_all = self.studio.equipment.write_all

        def job(records: Records) -> None:
            records.exported(patient, "report")
            write_all(path.parent, {path.name: pdf})

        self._do(job, lambda _: self._saved(path))

    def _saved(self, path: Path) -> None:
        self.said.emit(self.tr("Saved: {file}").format(file=path))

    def sign(self, visit: Visit) -> None:
        """Make a visit unchangeable."""
        patient = self.patient
        if patient is None:
            return
        if visit.state is VisitState.SIGNED:
            self._failed(RecordProblem("visit_signed"))
            return

        def job(records: Records) -> Visit:
            records.sign(visit)
            return next(one for one in records.visits(patient) if one.id == visit.id)

        def signed(kept: Visit) -> None:
            self.filing.signed(kept)
            self.said.emit(self.tr("Signed. A change from now on is a new version."))
            self.load()

        self._do(job, signed)

    # -- the session ---------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin a new assessment of this patient."""
        if self.patient is not None:
            self.filing.begin(self.patient)
            self.wanted.emit("page.patient")

    def compare(self) -> None:
        """Hold the patient's visits against each other."""
        self.desk.to_compare = self.patient
        self.wanted.emit("page.compare")

    def regrade(self) -> RegradeDialog | None:
        """Show the visits by another norm set beside the grades of their day."""
        if not self.cards:
            return None
        visits = sorted((one.visit for one in self.cards.values()), key=lambda one: one.taken_at)
        dialog = RegradeDialog(self, self.studio, visits)
        dialog.open()
        return dialog

    def take_session(self) -> None:
        """Save the present photographs under this patient."""
        if self.patient is not None:
            self.filing.give_to(self.patient)
            self.wanted.emit("records.file")

    def visit_filed(self, visit: Visit) -> None:
        """Show a visit that was just filed."""
        self._looks.pop(visit.id, None)
        if self.patient is not None and self.patient.id == visit.patient_id:
            self.load()

    # -- the patient ---------------------------------------------------------------------------------

    def ask_consent(self, purpose: Purpose) -> ConsentDialog | None:
        """Show a consent's text, to be given or withdrawn; that of another language is never taken for it."""
        patient = self.patient
        if patient is None:
            return None
        dialog = ConsentDialog(self, purpose, self.studio.preferences.language, self.consents.held(purpose))

        def give(about: Purpose, version: str, language: str) -> None:
            self._do(lambda records: records.give_consent(patient, about, version, language), self._reload)

        def withdraw(held: Consent) -> None:
            self._do(lambda records: records.withdraw_consent(held), self._reload)

        dialog.given.connect(give)
        dialog.withdrawn.connect(withdraw)
        dialog.open()
        return dialog

    def _reload(self, _: object) -> None:
        self.load()
        self.studio.faces.load()  # a consent that was withdrawn has taken the face with it

    def enrol(self) -> EnrolDialog | None:
        """Photograph the patient for the check-in."""
        if self.patient is None:
            return None
        dialog = EnrolDialog(self, self.studio, self.patient)
        dialog.kept.connect(lambda: self.said.emit(self.tr("The check-in knows the face now.")))
        dialog.open()
        return dialog

    def edit(self) -> PatientDialog | None:
        """Change what is known of the patient."""
        if self.patient is None:
            return None
        dialog = PatientDialog(self, self.patient)

        def told(patient: Patient) -> None:
            def job(records: Records) -> Patient:
                records.change_patient(patient)
                return patient

            self.desk.do(job, alive(dialog, kept), alive(dialog, complain))

        def kept(patient: Patient) -> None:
            dialog.accept()
            self.desk.keep(patient)
            self.show_patient(patient)

        def complain(error: RecordProblem) -> None:
            dialog.banner.say(self.studio.words.problem(error))

        dialog.told.connect(told)
        dialog.open()
        return dialog

    def ask_export(self) -> ExportDialog | None:
        """Ask for format and file, then export."""
        if self.patient is None:
            return None
        dialog = ExportDialog(self, self.patient)
        dialog.wanted.connect(partial(self.export, self.patient))
        dialog.open()
        return dialog

    def export(self, patient: Patient, kind: str, path: Path) -> None:
        """Write everything of a patient in a format."""
        kit, words, write_all = self.desk.kit, self.studio.words, self.studio.equipment.write_all
        assert kit is not None

        def job(records: Records) -> None:
            data = kit.exporters()[kind](archive_of(records.store, patient), words)
            records.exported(patient, kind)
            write_all(path.parent, {path.name: data})

        self.said.emit(self.tr("Exporting …"))
        self._do(job, lambda _: self._saved(path))

    def ask_erase(self) -> EraseDialog | None:
        """Ask twice, then erase."""
        if self.patient is None:
            return None
        return self.eraser.ask(self.patient)

    def erased(self, patient: Patient) -> None:
        """Forget a patient who was erased, here or elsewhere."""
        if self.patient is None or self.patient.id != patient.id:
            return
        for visit_id in self.cards:
            self._looks.pop(visit_id, None)
        self._take_away()
        self.patient = None
        self._stack.setCurrentIndex(0)

    # -- work ----------------------------------------------------------------------------------------

    def _do(self, job: Callable[[Records], T], then: Callable[[T], object]) -> None:
        """Do something with the records; its result is dropped when another patient is shown by then."""
        patient = self.patient

        def home(result: T) -> None:
            now = self.patient
            if patient is not None and now is not None and now.id == patient.id:
                then(result)

        self.desk.do(job, alive(self, home), self._failed)

    def _failed(self, error: object) -> None:
        alive(self, self.trouble.emit)(error)
