"""Ctrl-C and a polite kill reach a window that waits: Python's handlers run only when Python runs."""

from __future__ import annotations

import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier


def wake_for_signals() -> SignalWakeup | None:
    """Give what wakes Qt; None on Windows, where a pipe cannot be waited for and messages close a window."""
    return None if sys.platform == "win32" else SignalWakeup()


class SignalWakeup(QObject):
    """Wakes Qt's event loop when a signal has come, by a pipe that Python itself writes to."""

    def __init__(self) -> None:
        super().__init__()
        self._read, write = os.pipe()
        if sys.platform != "win32":  # there none is made
            os.set_blocking(self._read, False)
            os.set_blocking(write, False)
        self._write = write
        self._before = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def close(self) -> None:
        """Let go of the pipe; signals are handled as before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        os.close(self._read)
        os.close(self._write)

    def _woken(self) -> None:
        """Empty the pipe; that this is Python is what lets the signal's handler run."""
        os.read(self._read, 4096)
