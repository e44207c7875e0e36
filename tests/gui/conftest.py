"""Widgets are tested without a screen, in the looks of the application, and leave nothing running."""

from __future__ import annotations

import gc
import os
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from posture_app.gui.records.desk import RecordsDesk
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences
from tests.fakes import InlineTasks
from tests.gui.opened_records import entered, kit_in, light_passwords, made
from tests.gui.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.wait_signal import MultiSignalBlocker, SignalBlocker

    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]

_GRACE_S = 30.0
_PATIENCE_MS = 60_000
"""How long something may take that comes at once on a machine with nothing else to do."""


class PatientBot(QtBot):
    """Waits as long as it takes on a machine that is busy with everything else."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE_MS) -> None:  # noqa: N802
        """Wait until something is so."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **how: Any) -> SignalBlocker:  # noqa: N802
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = _PATIENCE_MS, **how: Any) -> MultiSignalBlocker:  # noqa: N802
        """Wait for several signals."""
        return super().waitSignals(signals, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Stand in for the plugin's own."""
    return PatientBot(request)


def pytest_configure(config: pytest.Config) -> None:
    """What the screenless platform says at every window is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _looks(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp)
    yield
    for one in qapp.topLevelWidgets():  # every change of looks goes through all that is left
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    apply_theme(qapp)


@pytest.fixture(autouse=True)
def _nothing_left_running(qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a thread or a timer behind: they crash whoever comes next."""
    gc.collect()
    gc.freeze()  # what other tests brought in, such as export formats, need not be looked through each time
    threads_before = set(threading.enumerate())
    running_before = {id(one) for one in _running()}
    yield
    for thread in set(threading.enumerate()) - threads_before:
        thread.join(_GRACE_S)
    left = [thread.name for thread in set(threading.enumerate()) - threads_before if _is_ours(thread)]
    left += [f"{one!r}" for one in _running() if id(one) not in running_before]
    assert not left, f"left running: {left}; stop threads, shut tasks down, and stop timers"


def _is_ours(thread: threading.Thread) -> bool:
    # A QThread whose Python code ran shows up as a dummy, which never ends.
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)


def _running() -> list[Any]:
    found = [one for one in gc.get_objects() if issubclass(type(one), (QThread, QTimer)) and isValid(one)]
    return [one for one in found if (one.isActive() if isinstance(one, QTimer) else _is_busy(one))]


def _is_busy(thread: QThread) -> bool:
    return thread.isRunning() and thread is not QThread.currentThread()


# --- records on a disk ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def annas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records that Anna made, to be copied: making them takes longer than all else."""
    folder = tmp_path_factory.mktemp("annas")
    desk = RecordsDesk(kit_in(folder), InlineTasks(), lambda: 10)
    with pytest.MonkeyPatch.context() as light:
        light_passwords(light)
        made(desk, folder / "records")
    desk.shutdown()
    return folder / "records"


@pytest.fixture
def place(annas: Path, tmp_path: Path) -> Path:
    """Give a copy of Anna's records."""
    return Path(shutil.copytree(annas, tmp_path / "records"))


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Fakes behind a studio, with real records."""
    light_passwords(monkeypatch)
    return Workshop(records=kit_in(tmp_path))


@pytest.fixture
def opened(clinic: Workshop, open_window: Open, place: Path) -> MainWindow:
    """The workstation with Anna's records open."""
    shown = open_window(clinic.studio(Preferences(records=str(place))))
    entered(shown.studio.records, place)
    return shown


# --- the workstation with fakes behind -----------------------------------------------------------


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def open_window(qtbot: QtBot) -> Iterator[Open]:
    """Opens windows, and takes them down for good: what is only closed slows every later change of looks."""
    opened: list[MainWindow] = []

    def open_one(studio: Studio) -> MainWindow:
        made = MainWindow(studio)
        opened.append(made)
        made.resize(1280, 800)
        made.show()
        return made

    yield open_one
    for one in opened:
        one.studio.filing.keep_at_the_end()
        one.close()
        one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    install_language("en")


@pytest.fixture
def window(workshop: Workshop, open_window: Open) -> MainWindow:
    return open_window(workshop.studio())
