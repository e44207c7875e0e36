"""Prints a PDF without asking: nobody may open a dialog at a kiosk."""

from __future__ import annotations

import shutil
import subprocess
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter

from posture_app.gui.pages.report_page import pdf_modules

_DPI = 200
_LONGEST_S = 10.0


def print_pdf(pdf: bytes) -> bool:
    """Print on the system's default printer; False when there is none or it does not take the job."""
    from PySide6.QtPrintSupport import QPrinterInfo

    if QPrinterInfo.defaultPrinter().isNull():
        return False
    modules = pdf_modules()
    return _spool(pdf) if modules is None else _paint(pdf, modules[0])


def _paint(pdf: bytes, core: Any) -> bool:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    data = QBuffer()
    data.setData(QByteArray(pdf))
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    document = core.QPdfDocument()
    document.load(data)
    printer = QPrinter(QPrinterInfo.defaultPrinter(), QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for index in range(document.pageCount()):
        if index:
            printer.newPage()
        inches = document.pagePointSize(index) / 72.0
        size = QSize(round(inches.width() * _DPI), round(inches.height() * _DPI))
        painter.drawImage(painter.viewport(), document.render(index, size))
    painter.end()
    document.close()
    return True


def _spool(pdf: bytes) -> bool:
    """Hand the PDF to the system's spooler, which can print it as it is; it never touches the disk here."""
    command = shutil.which("lp")
    if command is None:
        return False
    try:
        done = subprocess.run([command, "-"], input=pdf, capture_output=True, timeout=_LONGEST_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
