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
from functools import partial
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
from posture_app.app.assessing import make_eyes, shipped_settings
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.assess import analyse_photo
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
    """Time one photo end to end, at each precision and of each side, and its parts against the bare model."""
    from posture_app.adapters.photos.photo_files import read_photo
    from posture_app.app.assessing import make_eyes, shipped_settings
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View
    from posture_app.services.assessing.assess import Precision, analyse_photo

    eyes, settings = make_eyes(), shipped_settings()
    frames = {name: read_photo(DEMO / f"lee_{name}.jpg") for name in ("front", "right", "back")}
    views = {"front": View.FRONT, "right": View.SIDE, "back": View.BACK}
    poses: Any = eyes.poses
    bare = milliseconds(lambda: poses._detect(frames["front"].rgb), 15)
    rows = [("bare `PoseLandmarker.detect`, with mask", bare), *parts(eyes, frames)]
    for name, frame in frames.items():
        for precision in Precision if name == "front" else (Precision.STANDARD,):
            job = partial(
                analyse_photo, frame, views[name], Subject(), eyes, replace(settings, repeats=precision.looks)
            )
            told = f"one photo analysed, {name}, {precision.value} ({precision.looks} close looks)"
            rows.append((told, milliseconds(job)))
    return [(name, f"{ms:.1f} ms", f"{ms / bare:.2f}") for name, ms in rows]


def parts(eyes: Any, frames: dict[str, Any]) -> list[tuple[str, float]]:
    """Time what one analysis is made of."""
    from posture_app.adapters.photos.photo_files import read_photo

    front, back = frames["front"], frames["back"]
    (person, *_), (behind, *_) = eyes.poses.find_all(front), eyes.poses.find_all(back)
    look = eyes.poses.look_closely(front, person, 8)
    seen = replace(person, silhouette=look.silhouette)
    outline = eyes.poses.look_closely(back, behind, 8).silhouette
    jobs: list[tuple[str, Callable[[], Any]]] = [
        ("– reading the JPEG (720 × 1280)", lambda: read_photo(DEMO / "lee_front.jpg")),
        ("– finding everybody", lambda: eyes.poses.find_all(front)),
        *(
            (f"– {count} close looks", partial(eyes.poses.look_closely, front, person, count))
            for count in (2, 8, 16)
        ),
        (
            "– the face: 12 looks of the detector, 26 of the meshes",
            lambda: eyes.faces.look_at_face(front, person),
        ),
        ("– the head's outline from behind", lambda: eyes.heads.look_at_head(back, behind, outline)),
        ("– the camera level in the room", lambda: eyes.levels.level_of(front, seen)),
        ("– looking for a calibration sheet", lambda: eyes.markers.find(front, None, quick=True)),
    ]
    return [(name, milliseconds(job)) for name, job in jobs]


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
