"""The card of the calibration sheet: saved to be printed, measured on the wall, and calibrated with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QFrame, QHBoxLayout

from posture_app.gui.pages.parts import column, padded, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class SheetCard(QFrame):
    """Saves the sheet, and asks how high it hangs."""

    calibration_wanted = Signal()
    lens_wanted = Signal()
    height_changed = Signal()
    said = Signal(str)
    trouble = Signal(object)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.setProperty("ground", "card")
        body = column(self, 8, (16, 16, 16, 16))
        body.addWidget(text_label(self.tr("Calibration sheet"), Type.CARD))
        about = self.tr(
            "Print the sheet at 100 %, hang it flat on the wall with a spirit level, and let the camera "
            "see it."
        )
        body.addWidget(wrapped(about, Type.SMALL, "quiet"))
        body.addLayout(self._make_printing())
        body.addLayout(self._make_measuring())

    def _make_printing(self) -> QHBoxLayout:
        self.paper = QComboBox()
        self.paper.setAccessibleName(self.tr("Paper"))
        for name in self.studio.equipment.calibrating.papers:
            self.paper.addItem(name.upper() if len(name) < 3 else name.capitalize(), name)
        self.print_button = Button(self.tr("Save the sheet (PDF)"), icon="printer")
        self.print_button.clicked.connect(self._ask_sheet)
        can_print = self.studio.equipment.calibrating.make_sheet is not None
        self.paper.setVisible(can_print)
        self.print_button.setVisible(can_print)
        self.calibrate_button = Button(self.tr("Calibrate with the sheet"), icon="scan-line")
        self.calibrate_button.clicked.connect(lambda: self.calibration_wanted.emit())
        printing = row(gap=10)
        printing.addWidget(self.paper)
        printing.addWidget(self.print_button)
        printing.addStretch(1)
        printing.addWidget(self.calibrate_button)
        return printing

    def _make_measuring(self) -> QHBoxLayout:
        self.height_field = QDoubleSpinBox()
        self.height_field.setRange(0.0, 300.0)
        self.height_field.setDecimals(0)
        self.height_field.setSuffix(" cm")
        self.height_field.setSpecialValueText(self.tr("not measured"))
        self.height_field.setAccessibleName(self.tr("Middle of the sheet above the floor"))
        self.height_field.valueChanged.connect(lambda _: self.height_changed.emit())
        padded(self.height_field)
        self.height_field.setFixedWidth(theme().height(176))
        label = text_label(self.tr("Middle of the sheet above the floor"), Type.BODY)
        label.setBuddy(self.height_field)
        self.lens_button = Button(self.tr("Measure the lens"), icon="camera")
        self.lens_button.clicked.connect(lambda: self.lens_wanted.emit())
        measuring = row(gap=10)
        measuring.addWidget(label)
        measuring.addWidget(self.height_field)
        measuring.addStretch(1)
        measuring.addWidget(self.lens_button)
        return measuring

    @property
    def height_cm(self) -> float | None:
        """Height of the sheet's middle above the floor in cm, None where nobody measured it."""
        return self.height_field.value() or None

    def _ask_sheet(self) -> None:
        name = f"calibration-sheet-{self.paper.currentData()}.pdf"
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the calibration sheet"), name, "PDF (*.pdf)"
        )
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Make the sheet for the chosen paper and save it."""
        make = self.studio.equipment.calibrating.make_sheet
        paper, words = str(self.paper.currentData()), self.studio.words
        if make is None:
            return

        def job() -> None:
            self.studio.equipment.write_all(path.parent, {path.name: make(paper, words)})

        saved = self.tr("Saved as {file}. Print it at 100 %.").format(file=path.name)
        self.studio.jobs.start(job, lambda _: self.said.emit(saved), self.trouble.emit)
