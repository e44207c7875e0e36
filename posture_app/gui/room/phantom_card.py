"""The daily check of the camera: the sheet, a photograph of it, and the chart of all checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame

from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.phantom import PHANTOMS
from posture_app.gui.pages.parts import column, row, wrapped
from posture_app.gui.pages.photo_views import PHOTO_ENDINGS
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import restyle, text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.control_chart import ControlChart
from posture_app.services.room.phantom import DayCheck, PhantomDesk, chart_of, check_photo

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

SHEET = "phantom.pdf"
_PAPER = "a3"


class PhantomCard(QFrame):
    """Makes the sheet, checks photographs of it, and shows the chart."""

    trouble = Signal(object)
    """A PostureError that somebody should read."""
    said = Signal(str)
    """A sentence that passes by."""

    def __init__(self, studio: Studio, desk: PhantomDesk) -> None:
        super().__init__()
        self.studio, self.desk = studio, desk
        self.setProperty("ground", "card")
        body = column(self, 10, (20, 20, 20, 20))
        top = row(gap=8)
        top.addWidget(text_label(self.tr("Daily check of the camera"), Type.CARD), 1)
        self.sheet_button = Button(self.tr("Make the sheet…"), icon="printer", small=True)
        self.check_button = Button(self.tr("Check a photograph…"), icon="scan-line", small=True)
        self.sheet_button.clicked.connect(self._ask_for_folder)
        self.check_button.clicked.connect(self._ask_for_photo)
        top.addWidget(self.sheet_button)
        top.addWidget(self.check_button)
        body.addLayout(top)
        self.verdict = wrapped("", Type.BODY)
        body.addWidget(self.verdict)
        self.chart = ControlChart()
        body.addWidget(self.chart)

    def refresh(self) -> None:
        """Show what is kept; what cannot be read is shown as none, and is put aside by the next check."""
        try:
            checks = self.desk.checks.load()
        except EnvironmentProblem as error:
            checks = ()
            self.trouble.emit(error)
        self._show(checks)

    def _show(self, checks: tuple[DayCheck, ...]) -> None:
        words, chart = self.studio.words, chart_of(checks)
        told = [words.check(checks[-1]), words.chart(chart)] if checks else [self._how()]
        self.verdict.setText(" ".join(told))
        self.verdict.setProperty("tone", "pro" if chart is not None and chart.last else "")
        restyle(self.verdict)
        days = [one.taken_at[:10] for one in checks]
        self.chart.show_readings([one.lean_deg for one in checks], days, chart)
        self.chart.setAccessibleName(self.verdict.text())
        self.chart.setVisible(bool(checks))

    def _how(self) -> str:
        return self.tr(
            "Hang a printed figure of known angles where people stand, and photograph it every day: "
            "the chart tells when the camera has moved."
        )

    # -- what people do ------------------------------------------------------------------------------

    def check(self, path: Path) -> None:
        """Check a photograph of the sheet; what is wrong with it is told through `trouble`."""
        level = self.studio.preferences.level_deg
        known = CameraLevel() if level is None else CameraLevel.manual(level)
        read = self.studio.equipment.desk.read_photo

        def job() -> tuple[DayCheck, ...]:
            try:
                before = self.desk.checks.load()
            except EnvironmentProblem:
                before = ()
            now = datetime.now(timezone.utc).astimezone()
            checks = (*before, check_photo(read(path), self.desk.make_finder(), known, now))
            self.desk.checks.save(checks)
            return checks

        self.studio.jobs.start(job, self._show, self.trouble.emit)

    def make_sheet(self, folder: Path) -> None:
        """Write the sheet into a folder."""
        words, write = self.studio.words, self.studio.equipment.write_all
        told = self.tr("Saved: {file}. Print it on A3 at 100 %.").format(file=SHEET)

        def job() -> None:
            write(folder, {SHEET: self.desk.make_sheet(PHANTOMS[_PAPER], words)})

        done: Callable[[None], None] = lambda _: self.said.emit(told)  # noqa: E731
        self.studio.jobs.start(job, done, self.trouble.emit)

    def _ask_for_photo(self) -> None:
        endings = " ".join(f"*{ending}" for ending in PHOTO_ENDINGS)
        photos = self.tr("Photographs ({endings})").format(endings=endings)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Check a photograph…"), "", photos)
        if path:
            self.check(Path(path))

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Make the sheet…"))
        if folder:
            self.make_sheet(Path(folder))
