"""Opens the screen. Where there is none, Qt ends the process on the spot; this says why first."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from posture_app.domain.errors import EnvironmentProblem


def open_screen(explain: Callable[[EnvironmentProblem], str]) -> QApplication:
    """Give the application object, made if need be.

    Qt gives no way to ask beforehand, and nothing can be raised through its constructor: where no screen
    answers or a library of the window system is missing, the sentence goes to standard error and the
    process ends with the exit code of an `EnvironmentProblem`.
    """
    there = QApplication.instance()
    if there is not None:
        return cast(QApplication, there)

    def last_words(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if kind is not QtMsgType.QtFatalMsg:
            return
        problem = EnvironmentProblem("no_screen")
        if sys.stderr is not None:
            print(explain(problem), file=sys.stderr, flush=True)
        os._exit(problem.exit_code)

    before = qInstallMessageHandler(last_words)
    try:
        return QApplication(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)
