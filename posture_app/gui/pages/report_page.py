"""The report: seen as it will be printed, saved, printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QPainter, QPalette
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from posture_app.gui.pages.parts import card, column, icon_label, row, wrapped
from posture_app.gui.pages.state_page import StatePage
from posture_app.gui.records.file_button import FileButton
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.file_names import file_stem

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

REPORT = "report.pdf"
_PRINT_DPI = 200


def pdf_modules() -> tuple[Any, Any] | None:
    """Give QtPdf and QtPdfWidgets, None where this installation has none."""
    try:  # imported by their names: what is named in strings only, no packed program brings along
        from PySide6 import QtPdf, QtPdfWidgets
    except ImportError:
        return None
    return QtPdf, QtPdfWidgets


def page_count(pdf: bytes) -> int:
    """Count the pages of a report of ours."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def show_in_files(folder: Path) -> None:
    """Open a folder in the system's own file manager, whichever that is."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


class ReportPage(StatePage):
    """Makes the files when it comes to sight, and anew after every change."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.files: dict[str, bytes] = {}
        self.folder: Path | None = None
        self._making = False
        self.save_button = Button(self.tr("Save…"), "primary", "file-text")
        self.print_button = Button(self.tr("Print…"), icon="printer")
        self.open_button = Button(self.tr("Open folder"), icon="hard-drive")
        self.open_button.setEnabled(False)
        self.file_button = FileButton(self)
        self.add_to_header(self.open_button, self.print_button, self.file_button, self.save_button)
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_out)
        self.open_button.clicked.connect(self.open_folder)
        self._build()
        studio.session_changed.connect(self.changed)
        studio.measured.connect(self.changed)
        studio.preferences_changed.connect(self.changed)
        self._update()

    def _build(self) -> None:
        self._document: Any = None
        self._buffer = QBuffer(self)
        self._view: QWidget | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_placeholder())
        modules = pdf_modules()
        if modules is not None:
            core, widgets = modules
            self._document = core.QPdfDocument(self)
            view = widgets.QPdfView(self)
            view.setDocument(self._document)
            view.setPageMode(widgets.QPdfView.PageMode.MultiPage)
            view.setZoomMode(widgets.QPdfView.ZoomMode.FitToWidth)
            view.setAccessibleName(self.tr("The report"))
            view.setMaximumWidth(980)
            view.setFrameShape(QFrame.Shape.NoFrame)
            palette = view.palette()
            palette.setColor(QPalette.ColorRole.Dark, QColor(theme().tokens.bg))  # what lies round the pages
            view.setPalette(palette)
            self._view = view
            middle = QWidget()
            across = row(middle, 0)
            across.addStretch(1)
            across.addWidget(self._view, 100)
            across.addStretch(1)
            self._stack.addWidget(middle)
        column(self, 0, (24, 20, 24, 20)).addWidget(self._stack)

    def _make_placeholder(self) -> QWidget:
        outer = QWidget()
        frame, body = card(12, 36)
        frame.setMaximumWidth(560)
        body.addWidget(icon_label("file-text", 44, theme().tokens.brand), 0, Qt.AlignmentFlag.AlignHCenter)
        self._title = text_label("", Type.TITLE)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title.setWordWrap(True)
        self._about = wrapped("", Type.BODY, "quiet")
        self._about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self._title)
        body.addWidget(self._about)
        layout = column(outer)
        layout.addStretch(1)
        layout.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        frame.setMinimumWidth(420)
        return outer

    # -- making --------------------------------------------------------------------------------------

    def changed(self, *_: object) -> None:
        """Make the report anew in sight; out of sight what was made cannot be saved any more."""
        super().changed()
        if not self.in_sight:
            self._update()

    def refresh(self) -> None:
        """Make the files, unless they are made just now or nothing has changed."""
        if self._making or not self._stale or not self.studio.session.views:
            self._update()
            return
        self._making, self._stale = True, False
        self.files = {}
        self.folder = None
        self.open_button.setEnabled(False)
        self._update()
        self.studio.make_files(self._made, self._failed)

    def _made(self, files: dict[str, bytes]) -> None:
        self._making = False
        if self._stale:
            self.refresh()
            return
        self.files = files
        if self._document is not None:
            self._buffer.close()
            self._buffer.setData(QByteArray(files[REPORT]))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._document.load(self._buffer)
        self._update()
        if self.studio.logo is not None and self.studio.logo_picture() is None:
            self.said.emit(
                self.tr("The clinic's logo is not there any more, so the report stands without it.")
            )

    def _failed(self, error: object) -> None:
        self._making, self._stale = False, True
        self._update()
        self.trouble.emit(error)

    def _update(self) -> None:
        ready = bool(self.files) and not self._stale
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready and self._document is not None)
        self._stack.setCurrentIndex(1 if ready and self._view is not None else 0)
        if ready:
            self._title.setText(self.tr("The report is ready"))
            about = self.tr("Pages: {count}. Save it to read or print it.")
            self._about.setText(about.format(count=page_count(self.files[REPORT])))
        elif self.studio.session.views:
            self._title.setText(self.tr("The report is being made …"))
            self._about.setText(self.tr("This takes a moment."))
        else:
            self._title.setText(self.tr("No photograph yet"))
            self._about.setText(self.tr("Take or open photographs first; the report follows from them."))

    # -- keeping -------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save all files into a folder: the one from the settings, or one that is asked for."""
        if not self.files:
            return
        storage = self.studio.preferences.storage
        if storage:
            self.save_to(Path(storage) / self._own_folder())
            return
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Save the report into a folder"))
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, folder: Path) -> None:
        """Save all files into this folder."""
        self.studio.save_files(folder, self.files, lambda _: self._saved(folder), self.trouble.emit)

    def _own_folder(self) -> str:
        who = self.studio.session.subject.code or self.studio.session.subject.name or "person"
        return f"{file_stem(who)}_{self.studio.assessment().taken_at:%Y-%m-%d_%H%M%S}"

    def _saved(self, folder: Path) -> None:
        self.folder = folder
        self.open_button.setEnabled(True)
        self.said.emit(self.tr("Saved in {folder}").format(folder=folder))

    def open_folder(self) -> None:
        """Show the saved files in the system's own file manager."""
        if self.folder is not None:
            show_in_files(self.folder)

    def print_out(self) -> None:
        """Print the report on a printer that is asked for."""
        if not self.files or self._document is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            printer.setFullPage(True)
            self.print_on(printer)
        dialog.deleteLater()

    def print_on(self, printer: Any) -> None:
        """Paint every page onto the paper."""
        painter = QPainter(printer)
        for index in range(self._document.pageCount()):
            if index:
                printer.newPage()
            inches = self._document.pagePointSize(index) / 72.0
            size = QSize(round(inches.width() * _PRINT_DPI), round(inches.height() * _PRINT_DPI))
            painter.drawImage(painter.viewport(), self._document.render(index, size))
        painter.end()
