"""How smoothly the capture page runs: pictures a second, stalls of the window, memory over time.

    python run.py bench gui [--seconds N] [--video PATH] [--save]

Opens the real window with a played camera (by default the demonstration, 720 × 1280 at 30 a second) on
the capture page, hands free off, so that it stays live. Counts the pictures painted and the live looks; a
timer of 5 ms on the GUI thread notes by how much it comes late, which is how long the window was stuck; the
memory is read every second. Where there is a screen (DISPLAY) the window is a real one.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

import numpy as np
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from posture_app.app import make_equipment
from posture_app.gui.autopilot import Autopilot
from posture_app.gui.main_window import MainWindow
from posture_app.gui.studio import Studio
from posture_app.gui.tasks import Tasks
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.services.settings import Preferences

RESULTS = Path(__file__).parent / "results" / "gui.md"
LONGEST_FLOW_S = 300.0
TICK_MS = 5
WARM_UP_S = 6.0


class Watch(QObject):
    """Counts paints of one widget, live looks, and how late a timer comes."""

    def __init__(self, window: MainWindow, seconds: float) -> None:
        super().__init__(window)
        self.paints, self.looks = 0, 0
        self.late_ms: list[float] = []
        self.memory_mb: list[float] = []
        self._began = self._last = time.perf_counter()
        self._seconds = seconds
        self._warm = False
        view = next(one for one in window.pages["capture"].findChildren(PhotoView) if one.isVisible())
        view.installEventFilter(self)
        window.driver.sighted.connect(self._count_look)
        self._tick = self._timer(TICK_MS, self._on_tick)
        self._second = self._timer(1000, self._on_second)

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        timer.start(milliseconds)
        return timer

    @property
    def measured_s(self) -> float:
        """Give the seconds since the warm-up."""
        return time.perf_counter() - self._began

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Paint and isinstance(watched, QWidget):
            self.paints += 1
        return False

    def _count_look(self) -> None:
        self.looks += 1

    def _on_tick(self) -> None:
        now = time.perf_counter()
        if self._warm:
            self.late_ms.append(max(0.0, 1000.0 * (now - self._last) - TICK_MS))
        self._last = now

    def _on_second(self) -> None:
        if not self._warm and self.measured_s >= WARM_UP_S:
            self._warm, self.paints, self.looks = True, 0, 0
            self._began = time.perf_counter()
        elif self._warm:
            self.memory_mb.append(resident_mb())
            if self.measured_s >= self._seconds:
                QApplication.quit()


def resident_mb() -> float:
    """Give the resident memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024.0


def run(seconds: float, camera: str, *, flow: bool) -> list[tuple[str, str]]:
    """Run the window, live or through a whole assessment; give what was measured."""
    app = QApplication([])
    install_language("en")
    apply_theme(app, "light", 1.0)
    preferences = replace(Preferences(), camera=camera, hands_free=flow, voice=False)
    studio = Studio(make_equipment(), preferences, Tasks(name="poses"), Tasks(name="jobs"))
    window = MainWindow(studio)
    window.resize(1280, 800)
    window.show()
    window.run("page.capture")
    watch = Watch(window, LONGEST_FLOW_S if flow else seconds)
    with TemporaryDirectory() as results:  # rendered people only: nobody's data
        if flow:
            QTimer.singleShot(0, window, Autopilot(studio, window, Path(results)).start)
        app.exec()
    late, memory, lasted = np.array(watch.late_ms), watch.memory_mb, watch.measured_s
    window.close()
    studio.close()
    return [
        ("pictures painted a second", f"{watch.paints / lasted:.1f}"),
        ("live looks a second", f"{watch.looks / lasted:.1f}"),
        ("window stuck, median / P99 / longest", " / ".join(
            f"{one:.1f} ms" for one in (np.median(late), np.percentile(late, 99), late.max())
        )),
        ("memory at the beginning / at the end / growth", (
            f"{memory[0]:.0f} / {memory[-1]:.0f} / {memory[-1] - memory[0]:+.0f} MB"
        )),
        ("measured for", f"{lasted:.0f} s, {app.platformName()} window, 1280 × 800"),
    ]  # fmt: skip


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--video", default="demo", help="a video or folder as the camera (default: the demonstration)"
    )
    parser.add_argument(
        "--flow", action="store_true", help="a whole assessment by itself: pages change, photos come"
    )
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    wanted = parser.parse_args()
    rows = run(wanted.seconds, wanted.video, flow=wanted.flow)
    lines = [
        "# The capture page, live",
        "",
        f"`python run.py bench gui --seconds {wanted.seconds:.0f} --save`; {platform.system()}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores.",
        "",
        "| what | measured |",
        "|---|--:|",
        *(f"| {name} | {value} |" for name, value in rows),
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
