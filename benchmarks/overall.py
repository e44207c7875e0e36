"""The figures of the whole program on one page, each as a ratio to the plain thing it is made of.

    python run.py bench [--quick] [-o FILE.json] [--save]

One run, one machine: start-up, first result, live looks, a photo, three photos to PDF, a folder of cases,
searching among 50,000 patients, memory. With --quick fewer rounds, ending within two minutes. Details have
benchmarks of their own (`python run.py bench NAME`).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.speed import DEMO, FIRST_RESULT, milliseconds, process_seconds  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "overall.md"
PATIENTS = 50_000
VIEWS = (("front", "front"), ("side", "right"), ("back", "back"))

WINDOW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
shown = QWidget()
shown.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""

OWN_WINDOW = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from posture_app.gui.workstation import window as main_window
shown = main_window.MainWindow.showEvent
def first(self, event):
    shown(self, event)
    QTimer.singleShot(0, lambda: os._exit(0))
main_window.MainWindow.showEvent = first
from posture_app.app import main
main(["--camera", "demo"])
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `ratio` is to `base`, measured in the same run."""

    name: str
    value: float
    unit: str
    ratio: float
    base: str


def windows(rounds: int) -> Iterator[Figure]:
    """Time from the start of the process to the window on the screen, warm."""
    bare, _ = process_seconds(["-c", WINDOW], rounds)
    own, _ = process_seconds(["-c", OWN_WINDOW], rounds)
    yield Figure("start to window (off the screen)", own, "s", own / bare, "an empty Qt window")


def from_start(rounds: int, look_s: float) -> Iterator[Figure]:
    """Time the command line from its start, and its memory."""
    with TemporaryDirectory() as folder:
        photos = [part for view, name in VIEWS for part in (f"--{view}", f"{DEMO}/lee_{name}.jpg")]
        first, _ = process_seconds(["-c", FIRST_RESULT.format(photo=f"{DEMO}/lee_front.jpg")], rounds)
        three, peak = process_seconds(["-m", "posture_app", "assess", *photos, "-o", f"{folder}/out"], rounds)
    model, bare_peak = process_seconds(["-c", BARE_MODEL], 1)
    yield Figure("start to first result", first, "s", first / model, "start to the bare model's first look")
    yield Figure("three photos to PDF, from the start", three, "s", three / look_s, "a bare look")
    yield Figure("memory at most, three photos to PDF", peak, "MB", peak / bare_peak, "the bare model")


BARE_MODEL = f"""
from pathlib import Path
from posture_app.adapters.models.mediapipe_pose import MediaPipePoses
from posture_app.adapters.photos.photo_files import read_photo
frame = read_photo(Path({str(DEMO / "lee_front.jpg")!r}))
MediaPipePoses(workers=1)._detect(frame.rgb)
"""


def looks(rounds: int) -> tuple[float, list[Figure]]:
    """Time the bare look, a photo, and the live following; give the bare look in seconds, too."""
    from posture_app.adapters.models.mediapipe_live import MediaPipeLivePoses
    from posture_app.adapters.photos.photo_files import read_photo
    from posture_app.app.assessing import make_eyes, shipped_settings
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View
    from posture_app.services.assessing.assess import analyse_photo

    eyes, settings = make_eyes(), shipped_settings()
    frame = read_photo(DEMO / "lee_front.jpg")
    poses: Any = eyes.poses
    bare = milliseconds(lambda: poses._detect(frame.rgb), 5 * rounds) / 1000.0
    photo = milliseconds(lambda: analyse_photo(frame, View.FRONT, Subject(), eyes, settings), rounds) / 1000.0
    live, clock = MediaPipeLivePoses(), iter(range(0, 10_000_000, 33))
    follow = milliseconds(lambda: live.follow(frame, next(clock)), 10 * rounds) / 1000.0
    return bare, [
        Figure("bare look at a photo", bare, "s", 1.0, "itself"),
        Figure("a photo to its result (standard: 8 close looks)", photo, "s", photo / bare, "a bare look"),
        Figure("live looks a second", 1.0 / follow, "1/s", bare / follow, "bare looks a second"),
    ]


def batch(cases: int) -> Figure:
    """Compare a folder of cases on all cores with the same cases one after the other in one process."""
    from posture_app.app.batch import assess_job, batch_desk
    from posture_app.services.assessing.batch import BatchJob, cases_in

    with TemporaryDirectory() as folder:
        for number in range(cases):
            target = Path(folder, "cases", f"{number:03}")
            target.mkdir(parents=True)
            for view, name in VIEWS:
                shutil.copy(DEMO / f"lee_{name}.jpg", target / f"{view}.jpg")
        found = cases_in(Path(folder, "cases"), Path(folder, "out"))

        def jobs(name: str) -> list[BatchJob]:
            return [BatchJob(one, Path(folder, name), 8, "auto", "en", "clinical") for one in found]

        warm, *alone = jobs("alone")
        assess_job(warm)
        begun = time.perf_counter()
        for job in alone:
            assess_job(job)
        one_by_one = (time.perf_counter() - begun) / len(alone)
        desk = batch_desk()
        workers = desk.workers(None)
        done: list[float] = []
        for outcome in workers.outcomes(desk.work, jobs("together")):
            assert not outcome.problem, outcome
            done.append(time.perf_counter())
    # From the first result of the last worker that began: what starting costs stands in the first result.
    cores = os.cpu_count() or 1
    first, rest = done[cores - 1], done[cores:]
    rate = len(rest) / (rest[-1] - first)
    share = rate * one_by_one / cores
    return Figure("cases a minute, on all cores", 60.0 * rate, "1/min", share, f"{cores} × one process alone")


def search(queries: int) -> Figure:
    """Compare searching among 50,000 patients with a plain scan of their names."""
    from posture_app.domain.records import Patient
    from posture_app.services.records.patient_search import PatientIndex

    dice = random.Random(5)
    syllables = ["ka", "mi", "ro", "sen", "tal", "vi", "gu", "lo", "the", "ri", "na", "os"]

    def name() -> str:
        return " ".join("".join(dice.choices(syllables, k=3)).title() for _ in range(2))

    born = [date(1930, 1, 1) + timedelta(days=dice.randrange(30_000)) for _ in range(PATIENTS)]
    known = [Patient(f"{n}", f"P-{n}", name(), day) for n, day in enumerate(born)]
    index = PatientIndex(known)
    sought = [one.name or "" for one in dice.sample(known, queries)]
    names = [(one.name or "").casefold() for one in known]

    def scan(text: str) -> list[int]:
        return [at for at, one in enumerate(names) if text in one]

    own = [_seconds(partial(index.find, one)) for one in sought]
    plain = [_seconds(partial(scan, one.casefold())) for one in sought]
    p95 = statistics.quantiles(own, n=20)[-1]
    ratio = statistics.median(own) / statistics.median(plain)
    return Figure(f"search among {PATIENTS:,} patients, P95", 1000 * p95, "ms", ratio, "a scan of the names")


def _seconds(job: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def figures(quick: bool) -> list[Figure]:
    """Measure everything; processes first, while this one is small."""
    rounds = 2 if quick else 7
    starts = list(windows(rounds))
    bare, own = looks(rounds)
    return [*starts, *from_start(rounds, bare), *own, batch(8 if quick else 24), search(40 if quick else 200)]


def table(found: list[Figure]) -> str:
    """Give the results page."""
    lines = [
        "# The whole program",
        "",
        f"`python run.py bench --save`: one run; {platform.system()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} at the end. Details: "
        "[speed](speed.md), [window](gui.md), [records](records.md).",
        "",
        "| what | figure | × | of |",
        "|---|--:|--:|---|",
        *(f"| {one.name} | {one.value:.3g} {one.unit} | {one.ratio:.2f} | {one.base} |" for one in found),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds: within two minutes")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.json", help="write the figures there")
    parser.add_argument("--save", action="store_true", help=f"write the page {RESULTS.name}")
    options = parser.parse_args()
    found = figures(options.quick)
    print(table(found))
    if options.output is not None:
        about = {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}
        told = {"machine": about, "figures": [asdict(one) for one in found]}
        options.output.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    if options.save:
        RESULTS.write_text(table(found), encoding="utf-8")


if __name__ == "__main__":
    main()
