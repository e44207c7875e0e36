"""A signal is handled while the window waits and no Python runs."""

from __future__ import annotations

import os
import signal
import sys
import threading

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from posture_app.gui.signal_wakeup import SignalWakeup, wake_for_signals


def test_windows_wakes_by_its_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert wake_for_signals() is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_signal_is_handled_while_the_window_waits(qtbot: QtBot) -> None:
    loop, late, waiting = QEventLoop(), [], threading.Event()
    before = signal.signal(signal.SIGUSR1, lambda *_: loop.quit())
    wakeup = wake_for_signals()
    assert wakeup is not None

    def send() -> None:
        waiting.wait()
        os.kill(os.getpid(), signal.SIGUSR1)

    sender = threading.Thread(target=send)
    guard = QTimer(singleShot=True)  # runs Python itself: only then would the handler have had its turn
    guard.timeout.connect(lambda: late.append(True))
    guard.timeout.connect(loop.quit)
    guard.start(60_000)
    try:
        sender.start()
        QTimer.singleShot(0, loop, waiting.set)
        loop.exec()
        sender.join()
    finally:
        guard.stop()
        wakeup.close()
        signal.signal(signal.SIGUSR1, before)
    assert not late


def test_closed_it_leaves_signals_as_they_were(qtbot: QtBot) -> None:
    SignalWakeup().close()
    assert signal.set_wakeup_fd(-1) == -1
