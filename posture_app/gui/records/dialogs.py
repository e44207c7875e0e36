"""The dialogs of the records: a patient's data, a consent, erasing, exporting, and a kept report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QDate, QIODevice, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from posture_app.domain.people import Subject
from posture_app.domain.records import AuditEvent, Consent, Patient, Purpose
from posture_app.gui.pages.parts import column, padded, row, wrapped
from posture_app.gui.pages.patient_page import SMALLEST_CM, TALLEST_CM
from posture_app.gui.pages.report_page import pdf_modules
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.consent_texts import consent_text
from posture_app.services.file_names import file_stem
from posture_app.services.records.exporting import FORMATS

if TYPE_CHECKING:
    from posture_app.services.consent_texts import ConsentText
    from posture_app.services.wording import Words

_NOT_SAID_CM = SMALLEST_CM - 1.0
_OLDEST = date(1900, 1, 1)


class RecordsDialog(QDialog):
    """A dialog with a title, its content, trouble, and buttons below; gone when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = self._outer = column(self, 16, (28, 24, 28, 22))
        self._heading = text_label("", Type.SECTION)
        self._heading.setWordWrap(True)
        outer.addWidget(self._heading)
        self.body: QVBoxLayout = column(gap=8)
        outer.addLayout(self.body, 1)
        self.banner = Banner()
        self.banner.spoke.connect(self._grow)
        outer.addWidget(self.banner)
        self.buttons: QHBoxLayout = row(gap=10)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)
        self.setMinimumWidth(theme().height(460))

    def _grow(self) -> None:
        """Make room for what is said below: words that wrap have no height of their own."""
        self._outer.activate()
        self.resize(self.width(), max(self.height(), self._outer.totalHeightForWidth(self.width())))

    def entitle(self, title: str) -> None:
        """Say what it is about."""
        self.setWindowTitle(title)
        self._heading.setText(title)

    def add_button(self, text: str, press: Callable[[], object], kind: str = "secondary") -> Button:
        """Add a button below; the main one answers to Return."""
        button = Button(text, kind)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        button.clicked.connect(lambda: press())
        self.buttons.addWidget(button)
        return button

    def add_field(self, text: str, field: QWidget, hint: str = "") -> None:
        """Add a field under its name."""
        label = text_label(text, Type.CHIP)
        label.setBuddy(field)
        field.setAccessibleName(text)
        if isinstance(field, QLineEdit):
            field.setPlaceholderText(hint)
        self.body.addWidget(label)
        self.body.addWidget(field)


class PatientDialog(RecordsDialog):
    """Asks for a patient's data; the code is the clinic's own and always needed."""

    told = Signal(object)
    """The Patient as described; a new one has no id yet."""

    def __init__(
        self, parent: QWidget, patient: Patient | None = None, described: Subject | None = None
    ) -> None:
        """Ask for a patient's data, or, without one, for a new patient's, `described` as far as it goes."""
        super().__init__(parent)
        title = self.tr("New patient") if patient is None else self.tr("Patient's data")
        self.entitle(title)
        told = described or Subject()
        known = patient or Patient("", told.code or "", told.name, height_cm=told.height_cm)
        self._id = known.id
        self.code, self.name, self.born = QLineEdit(known.code), QLineEdit(known.name or ""), QLineEdit()
        self.height_cm = QDoubleSpinBox()
        self.add_field(self.tr("Code"), self.code, self.tr("Such as P-0193"))
        self.add_field(self.tr("Name"), self.name, self.tr("As it will stand on the report"))
        self.add_field(self.tr("Date of birth"), self.born, self.tr("Such as 1980-02-03"))
        self.height_cm.setRange(_NOT_SAID_CM, TALLEST_CM)
        self.height_cm.setDecimals(1)
        self.height_cm.setSuffix(" cm")
        self.height_cm.setSpecialValueText(self.tr("Not said"))
        padded(self.height_cm)
        self.add_field(self.tr("Height"), self.height_cm)
        self.height_cm.setValue(known.height_cm or _NOT_SAID_CM)
        self.born.setText("" if known.birth_date is None else known.birth_date.isoformat())
        self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.save = self.add_button(
            self.tr("Add patient") if patient is None else self.tr("Save"), self._tell, "primary"
        )
        self.code.setFocus()

    def _tell(self) -> None:
        try:
            born = read_date(self.born.text())
        except ValueError:
            self.banner.say(self.tr("Write the date of birth as year, month, and day, such as 1980-02-03."))
            return
        if not self.code.text().strip():
            self.banner.say(self.tr("Give the patient a code of your own, such as a number."))
            return
        height = self.height_cm.value()
        self.told.emit(
            Patient(
                self._id,
                self.code.text().strip(),
                self.name.text().strip() or None,
                born,
                height if height >= SMALLEST_CM else None,
            )
        )


def read_date(text: str) -> date | None:
    """Read a day as ISO has it, bare digits, or the reader's own way; raise ValueError for anything else."""
    plain = text.strip()
    if not plain:
        return None
    digits = "".join(one for one in plain if one.isdigit())
    if len(digits) == 8 and int(digits[:4]) >= _OLDEST.year:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    else:
        read = QLocale().toDate(plain, QLocale.FormatType.ShortFormat)
        found = date(read.year(), read.month(), read.day()) if read.isValid() else date.min
    if not _OLDEST <= found <= _today():
        raise ValueError(plain)
    return found


def _today() -> date:
    today = QDate.currentDate()
    return date(today.year(), today.month(), today.day())


class ConsentDialog(RecordsDialog):
    """Shows the text of a consent in its version, to be given or withdrawn."""

    given = Signal(object, str, str)
    """Purpose, version of the text, and its language."""
    withdrawn = Signal(object)
    """The Consent that holds no longer."""

    def __init__(self, parent: QWidget, purpose: Purpose, language: str, held: Consent | None) -> None:
        text = consent_text(purpose, language)
        super().__init__(parent)
        self.entitle(text.title)
        self._purpose, self._language, self._text, self._held = purpose, language, text, held
        inside = QWidget()
        lines = column(inside, 6, (0, 0, 12, 0))
        for heading, said in text.points:
            lines.addWidget(text_label(heading, Type.CARD))
            lines.addWidget(wrapped(said))
            lines.addSpacing(6)
        lines.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(theme().height(300))
        self.body.addWidget(scroll, 1)
        version = self.tr("Text {version}").format(version=text.version)
        self.body.addWidget(text_label(version, Type.SMALL, "quiet"))
        self.add_button(self.tr("Close"), self.reject, "quiet")
        if held is None:
            self.add_button(self.tr("The patient consents"), self._give, "primary")
        else:
            self.add_button(self.tr("Withdraw the consent"), self._withdraw, "destructive")

    @property
    def text(self) -> ConsentText:
        """What is shown."""
        return self._text

    def _give(self) -> None:
        self.given.emit(self._purpose, self._text.version, self._language)
        self.accept()

    def _withdraw(self) -> None:
        self.withdrawn.emit(self._held)
        self.accept()


class EraseDialog(RecordsDialog):
    """Asks twice: whether, and then for the patient's code."""

    confirmed = Signal()

    def __init__(self, parent: QWidget, patient: Patient) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Erase this patient for good?"))
        self._code = patient.code
        self.body.addWidget(
            wrapped(
                self.tr(
                    "Data, photographs, and reports of {name} become unreadable, here and in backups. Nobody"
                    " can bring them back. Export first what has to be kept."
                ).format(name=patient.name or patient.code)
            )
        )
        self.typed = QLineEdit()
        self.typed.textChanged.connect(self._compare)
        self.ask = QWidget()
        inside = column(self.ask, 6)
        self.ask.hide()
        label = text_label(self.tr("Type the code {code} to erase").format(code=patient.code), Type.CHIP)
        label.setBuddy(self.typed)
        self.typed.setAccessibleName(label.text())
        inside.addWidget(label)
        inside.addWidget(self.typed)
        self.body.addWidget(self.ask)
        self.add_button(self.tr("Cancel"), self.reject, "primary")
        self.erase = self.add_button(self.tr("Erase…"), self._go_on, "destructive")

    def _go_on(self) -> None:
        if self.ask.isHidden():
            self.ask.show()
            self.adjustSize()
            self.erase.setText(self.tr("Erase for good"))
            self.typed.setFocus()
            self._compare()
        else:
            self.confirmed.emit()
            self.accept()

    def _compare(self) -> None:
        self.erase.setEnabled(self.typed.text().strip() == self._code)


class CertificateDialog(RecordsDialog):
    """Shows the line of the audit trail that certifies an erasure; it names nobody."""

    def __init__(self, parent: QWidget, certificate: AuditEvent, words: Words) -> None:
        super().__init__(parent)
        self.entitle(self.tr("The patient was erased"))
        about = self.tr("This line of the audit trail certifies it. Keep it if the patient asked for it.")
        self.body.addWidget(wrapped(about, Type.BODY, "quiet"))
        half = len(certificate.chain) // 2  # a word as long as the whole would be cut off
        lines = (
            (self.tr("Number"), str(certificate.number)),
            (self.tr("When"), words.when(certificate.at)),
            (self.tr("By"), f"{certificate.actor.user}, {certificate.actor.station}"),
            (self.tr("Record"), certificate.patient_id or ""),
            (self.tr("Chain"), f"{certificate.chain[:half]}\n{certificate.chain[half:]}"),
        )
        self.text = "\n".join(f"{name}: {value}" for name, value in lines)
        label = wrapped(self.text, Type.SMALL)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(label)
        self.add_button(self.tr("Close"), self.accept, "primary")


class ExportDialog(RecordsDialog):
    """Asks for the format in which a patient's visits leave the records."""

    wanted = Signal(str, object)
    """The format, and the Path of the file."""

    def __init__(self, parent: QWidget, patient: Patient) -> None:
        super().__init__(parent)
        self.entitle(self.tr("Export everything of this patient"))
        self._code = file_stem(patient.code)
        self.format = QComboBox()
        for key in FORMATS:
            self.format.addItem(self._names()[key], key)
        self.add_field(self.tr("Format"), self.format)
        about = self.tr("The file is not encrypted. The audit trail tells who exported it.")
        self.body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        self.add_button(self.tr("Cancel"), self.reject, "quiet")
        self.add_button(self.tr("Choose the file…"), self._ask, "primary")

    def _names(self) -> Mapping[str, str]:
        return {
            "csv": self.tr("Table, CSV: one row a measure"),
            "xlsx": self.tr("Table, Excel: one row a measure"),
            "json": self.tr("Assessments, JSON"),
            "archive": self.tr("Everything, ZIP: to hand over, or for another store"),
            "fhir": self.tr("FHIR R5 bundle"),
            "fhir-r4b": self.tr("FHIR R4B bundle"),
            "dicom": self.tr("DICOM: report and photographs, ZIP"),
            "gdt": self.tr("GDT 2.1, for practice systems"),
        }

    def _ask(self) -> None:
        kind = str(self.format.currentData())
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), f"{self._code}{ENDINGS[kind]}")
        if name:
            self.wanted.emit(kind, Path(name))
            self.accept()


ENDINGS = {
    "csv": ".csv",
    "xlsx": ".xlsx",
    "json": ".json",
    "archive": ".zip",
    "fhir": "-fhir.json",
    "fhir-r4b": "-fhir-r4b.json",
    "dicom": "-dicom.zip",
    "gdt": ".gdt",
}


class ReportDialog(RecordsDialog):
    """Shows a kept report from memory; it is written to a disk only where somebody says so."""

    save_wanted = Signal(object)
    """The Path to which the report is to be saved."""

    def __init__(self, parent: QWidget, pdf: bytes, file_name: str) -> None:
        super().__init__(parent)
        self.entitle(self.tr("The report"))
        self._file_name = file_name
        modules = pdf_modules()
        if modules is not None:
            core, widgets = modules
            self._buffer = QBuffer(self)
            self._buffer.setData(QByteArray(pdf))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document = core.QPdfDocument(self)
            self._document.load(self._buffer)
            view = widgets.QPdfView(self)
            view.setDocument(self._document)
            view.setPageMode(widgets.QPdfView.PageMode.MultiPage)
            view.setZoomMode(widgets.QPdfView.ZoomMode.FitToWidth)
            view.setAccessibleName(self.tr("The report"))
            self.body.addWidget(view, 1)
            self.resize(820, 900)
        else:
            about = self.tr("This installation cannot show a PDF. Save it to read it elsewhere.")
            self.body.addWidget(wrapped(about))
        self.add_button(self.tr("Save…"), self._ask)
        self.add_button(self.tr("Close"), self.accept, "primary")

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.windowTitle(), self._file_name, "PDF (*.pdf)")
        if name:
            self.save_wanted.emit(Path(name))
