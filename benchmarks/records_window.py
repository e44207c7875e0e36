"""Typing into the search of the records in the real window: from a key to the painted list.

Latency is told from the moment a key goes down to the end of painting what it finds. How long the window is
stuck is told as in `benchmarks.gui`: on the wall by how much a timer of 5 ms comes late, and in work by the
processor time of the GUI thread in one turn of the event loop. A process that only sleeps tells beside it
what the machine alone makes late.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from time import perf_counter, thread_time
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.gui import Sleeper, Stuck
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app.desktop import make_equipment
from posture_app.domain.errors import PostureError
from posture_app.domain.records import Patient
from posture_app.gui.pauses import keep_for_good, share_fairly
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.records.patient_list import PatientList
from posture_app.gui.studio import Studio
from posture_app.gui.tasks import Tasks
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences

KEY_EVERY_MS, REST_MS, TICK_MS = 60, 250, 5
"""A fast typist; between two searches a moment to look, in which last visits are fetched."""
CHANGE_EVERY_MS = 1000


@dataclass
class Typed:
    """What one key took: latency on the wall and in the GUI thread's processor time, ms."""

    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)


class Watch(QObject):
    """Notes how long the window is stuck, and when the list was painted."""

    def __init__(self, people: PatientList) -> None:
        super().__init__(people)
        self.stuck = Stuck()
        self.painted = False
        self._last, self._worked = perf_counter(), thread_time()
        people.view.viewport().installEventFilter(self)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start(TICK_MS)
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._turn)

    def begin(self) -> None:
        """Forget what was."""
        self.stuck = Stuck()
        self._last, self._worked = perf_counter(), thread_time()

    def _tick(self) -> None:
        now = perf_counter()
        self.stuck.wall.append(max(0.0, 1000.0 * (now - self._last) - TICK_MS))
        self._last = now

    def _turn(self) -> None:
        now = thread_time()
        self.stuck.work.append(1000.0 * (now - self._worked))
        self._worked = now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.painted = self.painted or event.type() is QEvent.Type.Paint
        return False


class Typist(QObject):
    """Types searches, one after another, at a fast typist's pace."""

    def __init__(self, people: PatientList, watch: Watch) -> None:
        super().__init__(people)
        self._people, self._watch = people, watch
        self.typed = Typed()

    def type(self, searches: Sequence[str]) -> Typed:
        """Type them all; give what the keys took."""
        self.typed, keys = Typed(), self._keys(searches)
        self._watch.begin()

        def press() -> None:
            pause = next(keys, None)
            if pause is None:
                QApplication.exit()
            else:
                QTimer.singleShot(pause, self, press)

        QTimer.singleShot(0, self, press)
        QApplication.exec()
        return self.typed

    def _keys(self, searches: Sequence[str]) -> Iterator[int]:
        for sought in searches:
            for letter in sought:
                self._press(letter)
                yield KEY_EVERY_MS
            yield REST_MS
            self._people.search.clear()
            yield KEY_EVERY_MS

    def _press(self, letter: str) -> None:
        self._watch.painted = False
        wall, work = perf_counter(), thread_time()
        if letter.isascii():
            QTest.keyClick(self._people.search, letter)
        else:  # as an input method does it
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QCoreApplication.sendEvent(self._people.search, event)
        while not self._watch.painted:
            QCoreApplication.processEvents()
        self.typed.wall.append(1000.0 * (perf_counter() - wall))
        self.typed.work.append(1000.0 * (thread_time() - work))


def window_table(
    stores: SqlStores, place: Path, passphrase: str, known: Sequence[Patient], searches: Sequence[str]
) -> list[str]:
    """Open the window on the records and type."""
    app = QApplication([])
    share_fairly()
    install_language("en")
    apply_theme(app, "light", 1.0)
    equipment = make_equipment()
    assert equipment.records is not None
    kit = replace(equipment.records, stores=lambda _: stores)
    preferences = replace(Preferences(), records=str(place), camera="demo", voice=False)
    workers = (Tasks(name=name) for name in ("poses", "jobs", "records"))
    studio = Studio(replace(equipment, records=kit, save_preferences=lambda _: None), preferences, *workers)
    window = MainWindow(studio)
    window.resize(1280, 800)
    window.show()
    window.run("page.records")
    people = cast(RecordsPage, window.pages["records"]).people
    watch, sleeper = Watch(people), Sleeper()
    keep_for_good()
    unlocking = _unlock(studio, place, passphrase, people, watch)
    quiet = Typist(people, watch).type(searches)
    typing = watch.stuck
    changing = QTimer(people)
    changed = iter(known)
    changing.timeout.connect(lambda: studio.records.keep(replace(next(changed), height_cm=180.0)))
    changing.start(CHANGE_EVERY_MS)
    busy = Typist(people, watch).type(searches)
    changing.stop()
    rows = [
        "| what | keys | key to painted list: median / P95 / worst, ms | … in processor time: median / P95 /"
        " worst, ms | window stuck: median / P99 / longest |",
        "|---|--:|--:|--:|--:|",
        f"| unlocking, until everybody is listed | – | – | – | {unlocking.row()} |",
        f"| typing | {len(quiet.wall)} | {_three(quiet.wall)} | {_three(quiet.work)} | {typing.row()} |",
        f"| typing while a patient changes every second | {len(busy.wall)} | {_three(busy.wall)} |"
        f" {_three(busy.work)} | {watch.stuck.row()} |",
        f"| a process that only sleeps is late, P99 / longest | – | – | – | {sleeper.row()} |",
    ]
    window.close()
    studio.close()
    return rows


def _unlock(studio: Studio, place: Path, passphrase: str, people: PatientList, watch: Watch) -> Stuck:
    def look() -> None:
        if people.model.patients:
            QApplication.exit()

    people.model.modelReset.connect(look)
    watch.begin()
    studio.records.unlock(str(place), passphrase, lambda: None, _raise)
    QApplication.exec()
    people.model.modelReset.disconnect(look)
    return watch.stuck


def _raise(error: PostureError) -> None:
    raise error


def _three(times: Sequence[float]) -> str:
    ordered = sorted(times)
    p95 = ordered[round(0.95 * (len(ordered) - 1))]
    return f"{median(ordered):.1f} / {p95:.1f} / {ordered[-1]:.1f}"
