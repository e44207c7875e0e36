"""How long the main job takes, against the bare model in the same run.

    python run.py bench speed [--save]

Every figure is also given as a ratio to the bare `PoseLandmarker.detect` on the same decoded photo, so
that machines can be compared. Start-ups and the whole job are timed as processes of their own.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results" / "speed.md"
DEMO = ROOT / "resources" / "demo"
ROUNDS = 7
_SILENT: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

FIRST_RESULT = """
from pathlib import Path
from posture_app.app import make_eyes, shipped_settings
from posture_app.adapters.photo_files import read_photo
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assess import analyse_photo
frame = read_photo(Path({photo!r}))
analyse_photo(frame, View.FRONT, Subject(), make_eyes(), shipped_settings())
"""


def milliseconds(job: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Give the median time of a job in ms, after one run to warm up."""
    job()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        job()
        times.append(time.perf_counter() - begun)
    return 1000.0 * statistics.median(times)


def process_seconds(command: list[str], rounds: int = 5) -> tuple[float, float]:
    """Give the median wall time of a Python process in seconds and its largest peak memory in MB."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    times, peaks = [], []
    for _ in range(rounds):
        begun = time.perf_counter()
        child = subprocess.Popen([sys.executable, *command], env=environment, cwd=ROOT, **_SILENT)
        _, _, used = os.wait4(child.pid, 0)
        times.append(time.perf_counter() - begun)
        peaks.append(used.ru_maxrss / 1024.0)  # Linux counts in kB
    return statistics.median(times), max(peaks)


def one_photo() -> list[tuple[str, str, str]]:
    """Time one photo end to end and its parts against the bare model."""
    from posture_app.adapters.photo_files import read_photo
    from posture_app.app import make_eyes, shipped_settings
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View
    from posture_app.services.assess import analyse_photo

    eyes, settings = make_eyes(), shipped_settings()
    poses: Any = eyes.poses
    photo = DEMO / "lee_front.jpg"
    frame = read_photo(photo)
    (person, *_) = poses.find_all(frame)
    bare = milliseconds(lambda: poses._detect(frame.rgb), 15)

    def analyse(repeats: int) -> Callable[[], Any]:
        return lambda: analyse_photo(frame, View.FRONT, Subject(), eyes, replace(settings, repeats=repeats))

    rows: list[tuple[str, float]] = [
        ("bare `PoseLandmarker.detect`, with mask", bare),
        ("reading the JPEG (720 × 1280)", milliseconds(lambda: read_photo(photo))),
        (
            "finding everybody (the bare model once, and the detector on the rest)",
            milliseconds(lambda: poses.find_all(frame)),
        ),
    ]
    for count in (1, 2, 8, 16):
        rows.append(
            (
                f"{count} close looks",
                milliseconds(lambda count=count: poses.look_closely(frame, person, count)),
            )
        )
    rows.append(
        (
            "the face: 12 looks of the detector, 26 of the meshes",
            milliseconds(lambda: eyes.faces.look_at_face(frame, person)),
        )
    )
    whole = milliseconds(analyse(settings.repeats))
    rows.append((f"one photo analysed, {settings.repeats} close looks", whole))
    single = milliseconds(lambda: [poses._detect(frame.rgb) for _ in range(settings.repeats + 1)])
    told = [(name, f"{ms:.1f} ms", f"{ms / bare:.2f}") for name, ms in rows]
    over = 100.0 * (whole / single - 1.0)
    name = f"one photo analysed against {settings.repeats + 1} bare detections one after another"
    return [*told, (name, f"{whole:.0f} / {single:.0f} ms", f"{over:+.0f} %")]


def whole_job() -> list[tuple[str, float, float]]:
    """Time the program from its start."""
    told = []
    with TemporaryDirectory() as folder:
        photos = [
            part
            for view, name in (("front", "front"), ("side", "right"), ("back", "back"))
            for part in (f"--{view}", f"{DEMO}/lee_{name}.jpg")
        ]
        first = FIRST_RESULT.format(photo=f"{DEMO}/lee_front.jpg")
        three = ["-m", "posture_app", "assess", *photos, "-o", f"{folder}/out"]
        jobs = [
            ("`python -c pass`", ["-c", "pass"]),
            ("`--help`", ["-m", "posture_app", "--help"]),
            ("start to first result (one photo analysed)", ["-c", first]),
            ("start to finish, three photos to PDF, JSON, overlays", three),
        ]
        for name, command in jobs:
            told.append((name, *process_seconds(command)))
    return told


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.name}")
    save = parser.parse_args().save
    # First, while this process is small: a child's peak counts from its parent's size at the fork.
    whole = whole_job()
    photo = one_photo()
    bare_ms = float(photo[0][1].split()[0])
    photo += [(name, f"{s:.2f} s, peak {mb:.0f} MB", f"{1000 * s / bare_ms:.1f}") for name, s, mb in whole]
    lines = [
        "# Speed",
        "",
        f"`python run.py bench speed --save`: medians of one run; {platform.system()}, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores.",
        "",
        "| what | time | × bare model |",
        "|---|--:|--:|",
        *(f"| {name} | {took} | {ratio} |" for name, took, ratio in photo),
        "",
    ]
    print("\n".join(lines))
    if save:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
