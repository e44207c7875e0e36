"""How smoothly the window runs: pictures a second, how long it is ever stuck, memory over time.

    python run.py bench gui [--seconds N] [--video PATH] [--flow] [--save]

Opens the real window with a played camera (by default the demonstration, 720 × 1280 at 30 a second) on
the capture page, hands free off, so that it stays live. Counts the pictures painted and the live looks; the
memory is read every second. Where there is a screen (DISPLAY) the window is a real one.

How long the window is stuck is told twice. On the wall: by how much a timer of 5 ms on the GUI thread comes
late, which a busy machine makes longer; by how much a process that only sleeps comes late meanwhile is told
beside it. In work: the processor time of the GUI thread in one turn of the
event loop, which is what the program can help.

With --flow a whole assessment runs by itself: three photographs are taken and accepted, the results and the
report are shown, and a shoulder is dragged through sixty steps; stuck is then told page by page, and for
the drag what one step takes from the hand to the painted picture.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

import numpy as np
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from posture_app.app.desktop import make_equipment
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import View
from posture_app.gui.pauses import keep_for_good, kept_for_good, share_fairly
from posture_app.gui.studio import Studio
from posture_app.gui.tasks import Tasks
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.gui.workstation.autopilot import Autopilot
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences

RESULTS = Path(__file__).parent / "results"
LONGEST_FLOW_S = 300.0
TICK_MS = 5
WARM_UP_S = 6.0
LOOK_MS = 1500
"""How long results and report are looked at."""
_SLEEP = """
import sys, threading, time
wanted = threading.Thread(target=sys.stdin.read)
wanted.start()
late, tick = [], float(sys.argv[1])
while wanted.is_alive():
    began = time.perf_counter()
    time.sleep(tick)
    late.append(1000 * (time.perf_counter() - began - tick))
print(*late)
"""
DRAG_STEPS, DRAG_EVERY_MS = 60, 33


@dataclass
class Stuck:
    """How long the window was stuck while one page was in sight, ms a turn or tick."""

    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def row(self) -> str:
        """Give median, P99, and longest on the wall, and the longest in work."""
        wall = np.array(self.wall or [0.0])
        told = " / ".join(f"{one:.1f}" for one in (np.median(wall), np.percentile(wall, 99), wall.max()))
        return f"{told} ms; work {max(self.work, default=0.0):.1f} ms"


class Watch(QObject):
    """Counts paints of one widget and live looks, and how long the window is stuck, page by page."""

    def __init__(self, window: MainWindow, seconds: float) -> None:
        super().__init__(window)
        self._window = window
        self.paints, self.looks = 0, 0
        self.stuck: defaultdict[str, Stuck] = defaultdict(Stuck)
        self.memory_mb: list[float] = []
        self._began = self._last = time.perf_counter()
        self._worked = time.thread_time()
        self._seconds = seconds
        self._warm = False
        view = next(one for one in window.pages["capture"].findChildren(PhotoView) if one.isVisible())
        view.installEventFilter(self)
        window.driver.sighted.connect(self._count_look)
        self._tick = self._timer(TICK_MS, self._on_tick)
        self._second = self._timer(1000, self._on_second)
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._on_turn)

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
            self._stuck.wall.append(max(0.0, 1000.0 * (now - self._last) - TICK_MS))
        self._last = now

    def _on_turn(self) -> None:
        """Note what the turn of the event loop that ends here cost."""
        now = time.thread_time()
        if self._warm:
            self._stuck.work.append(1000.0 * (now - self._worked))
        self._worked = now

    @property
    def _stuck(self) -> Stuck:
        return self.stuck[self._window.page_name]

    def _on_second(self) -> None:
        if not self._warm and self.measured_s >= WARM_UP_S:
            self._warm, self.paints, self.looks = True, 0, 0
            self._began = time.perf_counter()
        elif self._warm:
            self.memory_mb.append(resident_mb())
            if self.measured_s >= self._seconds:
                QApplication.quit()


class Walk(Autopilot):
    """Takes and accepts the photographs, looks at results and report, drags a shoulder, and quits."""

    def __init__(self, studio: Studio, window: MainWindow, folder: Path) -> None:
        super().__init__(studio, window, folder)
        self.drag_wall_ms: list[float] = []
        self.drag_work_ms: list[float] = []
        self._begin = QPoint()

    def _save(self) -> None:
        self._saving = True
        self._patience.stop()
        self._window.go("results")
        self._later(LOOK_MS, self._to_report)

    def _later(self, milliseconds: int, what: Callable[[], None]) -> None:
        QTimer.singleShot(milliseconds, self, what)

    def _to_report(self) -> None:
        self._window.go("report")
        self._await_report()

    def _await_report(self) -> None:
        shown = bool(self._window.pages["report"].files)  # type: ignore[attr-defined]
        self._later(LOOK_MS if shown else 100, self._to_review if shown else self._await_report)

    def _to_review(self) -> None:
        self._window.review(View.FRONT)
        self._later(LOOK_MS, self._take_hold)

    def _take_hold(self) -> None:
        photo = self._photo
        handle = photo.handle(Landmark.LEFT_SHOULDER)
        assert handle is not None
        self._begin = photo.to_screen().map(QPointF(*handle.at)).toPoint()
        QTest.mousePress(photo, Qt.MouseButton.LeftButton, pos=self._begin)
        self._later(DRAG_EVERY_MS, self._drag)

    def _drag(self) -> None:
        step = len(self.drag_wall_ms) + 1
        wall, work = time.perf_counter(), time.thread_time()
        QTest.mouseMove(self._photo, self._begin + QPoint(step % 40, step % 30))
        QApplication.processEvents()  # the move arrives, all is measured anew, and painted
        self.drag_wall_ms.append(1000.0 * (time.perf_counter() - wall))
        self.drag_work_ms.append(1000.0 * (time.thread_time() - work))
        if step < DRAG_STEPS:
            self._later(DRAG_EVERY_MS, self._drag)
            return
        QTest.mouseRelease(self._photo, Qt.MouseButton.LeftButton, pos=self._begin)
        self._later(LOOK_MS, self._finish)

    def _finish(self) -> None:
        self._quit(0)

    @property
    def _photo(self) -> PhotoView:
        return self._window.pages["review"].photo  # type: ignore[attr-defined, no-any-return]


class Sleeper:
    """A process beside us that only sleeps: by how much it comes late is the machine's doing, not ours."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SLEEP, str(TICK_MS / 1000.0)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii",
        )  # fmt: skip

    def row(self) -> str:
        """End it; give P99 and longest."""
        told, _ = self._process.communicate("")
        late = np.array(told.split(), np.float64)
        return f"{np.percentile(late, 99):.1f} / {late.max():.1f} ms"


def resident_mb() -> float:
    """Give the resident memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) / 1024.0


def run(seconds: float, camera: str, *, flow: bool) -> list[tuple[str, str]]:
    """Run the window, live or through a whole assessment; give what was measured."""
    app = QApplication([])
    share_fairly()
    install_language("en")
    apply_theme(app, "light", 1.0)
    preferences = replace(Preferences(), camera=camera, hands_free=flow, voice=False)
    equipment = make_equipment()
    desk = replace(equipment.desk, make_eyes=kept_for_good(equipment.desk.make_eyes))
    studio = Studio(replace(equipment, desk=desk), preferences, Tasks(name="poses"), Tasks(name="jobs"))
    window = MainWindow(studio)
    window.resize(1280, 800)
    window.show()
    window.run("page.capture")
    watch = Watch(window, LONGEST_FLOW_S if flow else seconds)
    sleeper = Sleeper()
    keep_for_good()
    with TemporaryDirectory() as results:  # rendered people only: nobody's data
        walk = Walk(studio, window, Path(results))
        if flow:
            QTimer.singleShot(0, walk, walk.start)
        code = app.exec()
    if code:
        raise SystemExit(code)
    lasted, asleep = watch.measured_s, sleeper.row()
    window.close()
    studio.close()
    rows = [
        ("pictures painted a second", f"{watch.paints / lasted:.1f}"),
        ("live looks a second", f"{watch.looks / lasted:.1f}"),
    ]
    rows = [*(_of_flow(watch, walk) if flow else [*rows, ("window stuck", watch.stuck["capture"].row())])]
    memory = watch.memory_mb
    return [
        *rows,
        ("a process that only sleeps is late, P99 / longest", asleep),
        ("memory at the beginning / at the end / growth", (
            f"{memory[0]:.0f} / {memory[-1]:.0f} / {memory[-1] - memory[0]:+.0f} MB"
        )),
        ("measured for", f"{lasted:.0f} s, {app.platformName()} window, 1280 × 800"),
    ]  # fmt: skip


def _of_flow(watch: Watch, walk: Walk) -> list[tuple[str, str]]:
    rows = [(f"stuck on {page}", stuck.row()) for page, stuck in watch.stuck.items()]
    wall, work = np.array(walk.drag_wall_ms), np.array(walk.drag_work_ms)
    told = f"{np.median(wall):.1f} / {wall.max():.1f} ms; work {np.median(work):.1f} / {work.max():.1f} ms"
    return [*rows, ("a step of a drag, median / longest", told)]


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
    parser.add_argument("--save", action="store_true", help="write the table into benchmarks/results")
    wanted = parser.parse_args()
    rows = run(wanted.seconds, wanted.video, flow=wanted.flow)
    title, how, file = "The capture page, live", f"--seconds {wanted.seconds:.0f}", "gui.md"
    if wanted.flow:
        title, how, file = "A whole assessment", "--flow", "gui-flow.md"
    lines = [
        f"# {title}",
        "",
        f"`python run.py bench gui {how} --save`; {platform.system()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores.",
        "Stuck: median / P99 / longest on the wall, and the longest turn of the event loop in the GUI"
        " thread's own processor time.",
        "",
        "| what | measured |",
        "|---|--:|",
        *(f"| {name} | {value} |" for name, value in rows),
        "",
    ]
    print("\n".join(lines))
    if wanted.save:
        (RESULTS / file).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
    sys.stdout.flush()
