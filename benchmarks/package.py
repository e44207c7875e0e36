"""What the packaged program for Linux weighs, by part, and how long it takes to its window.

    installer/build_linux.sh && python run.py bench package [--save]

The window's time is from the start of the process until the X server (Xvfb, watched by xdotool) shows it,
the files being in the system's cache, in turns with an empty Qt window of a Python without the program; its
first start, which welcomes, is not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

RESULTS = Path(__file__).parent / "results" / "package.md"
MOST_MB = {"the folder": 450, "the package": 200}
MOST_S = 1.5
LARGEST = 12
DISPLAY = ":78"
LOOK_S = 0.01

PARTS = (
    ("OpenBLAS, NumPy's and OpenCV's, one that counts in 64 bits and one in 32", r"libopenblas"),
    ("OpenCV", r"^cv2/"),
    ("FFmpeg and other libraries of OpenCV", r"^opencv_python_headless\.libs/"),
    ("Qt's own data about languages (ICU)", r"libicu"),
    ("Qt and its bindings", r"^(PySide6|shiboken6)/"),
    ("models", r"\.tflite$"),
    ("MediaPipe", r"^mediapipe"),
    ("modules of Python, ours and others', packed", r"^\.\./posture-app$|base_library"),
    ("fonts, demonstration, manual, and other files of ours", r"^(resources|posture_app)/"),
    ("encryption, four times: SQLCipher's, PostgreSQL's, Python's, and `cryptography`'s",
     r"cryptography|sqlcipher|psycopg|libcrypto|libssl"),
    ("NumPy without OpenBLAS", r"^numpy"),
    ("Python", r"^(libpython|python3)"),
    ("reading photographs", r"^(PIL|pillow|_?pi_heif)"),
    ("libraries of the system it was built on", r"^lib[^/]*\.so"),
    ("the rest", r""),
)  # fmt: skip

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
shown = QWidget()
shown.setWindowTitle("empty")
shown.show()
app.exec()
"""


def weights(folder: Path) -> dict[str, int]:
    """Give the bytes of every file, by its path from the folder of libraries; links weigh nothing."""
    inner = folder / "_internal"
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {Path(os.path.relpath(path, inner)).as_posix(): path.stat().st_size for path in files}


def by_part(files: dict[str, int]) -> Counter[str]:
    """Add the files up by what they belong to."""
    found: Counter[str] = Counter()
    for name, size in files.items():
        found[next(part for part, pattern in PARTS if re.search(pattern, name))] += size
    return found


# --- the window ---------------------------------------------------------------------------------------


@contextmanager
def screen(home: str) -> Iterator[dict[str, str]]:
    """Give the environment of a screen in memory, for somebody who has been welcomed."""
    from posture_app.app.places import settings_file
    from posture_app.services.settings import Preferences, save

    own = {"HOME": home, "XDG_CONFIG_HOME": f"{home}/config", "DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    with patch.dict(os.environ, own):
        save(settings_file(), Preferences(welcomed=True))
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-noreset", "-screen", "0", "1280x800x24"], stderr=subprocess.DEVNULL
    )
    environment = {**os.environ, **own}
    try:
        while not shows(environment, "getdisplaygeometry"):
            time.sleep(LOOK_S)
        yield environment
    finally:
        server.terminate()
        server.wait()


def shows(environment: dict[str, str], *question: str) -> bool:
    """Ask the screen."""
    return (
        subprocess.run(["xdotool", *question], env=environment, capture_output=True, check=False).returncode
        == 0
    )


def seconds_to_window(command: list[str], environment: dict[str, str]) -> float:
    """Start a program, and stop it when its window is in sight."""
    begun = time.perf_counter()
    program: Any = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not shows(environment, "search", "--onlyvisible", "--name", "."):
            if program.poll() is not None:
                raise SystemExit(f"{command[0]} ended without a window")
            time.sleep(LOOK_S)
        return time.perf_counter() - begun
    finally:
        program.kill()
        program.wait()
        while shows(environment, "search", "--onlyvisible", "--name", "."):
            time.sleep(LOOK_S)


def windows(program: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Time the program's window and the empty one in turns, after a start of each."""
    with TemporaryDirectory() as home, screen(home) as environment:
        own, bare = [str(program), "--camera", "demo"], [sys.executable, "-c", EMPTY_WINDOW]
        times = [
            (seconds_to_window(own, environment), seconds_to_window(bare, environment))
            for _ in range(rounds + 1)
        ]
    return [one for one, _ in times[1:]], [other for _, other in times[1:]]


# --- the page -----------------------------------------------------------------------------------------


def size_lines(folder: Path, package: Path) -> Iterator[str]:
    """Write what weighs what."""
    files = weights(folder)
    yield "| | MB | promised |"
    yield "|---|--:|--:|"
    yield f"| the folder | {sum(files.values()) / 1e6:.0f} | {MOST_MB['the folder']} |"
    yield f"| the package | {package.stat().st_size / 1e6:.0f} | {MOST_MB['the package']} |"
    yield from ("", "| of the folder | MB |", "|---|--:|")
    for part, size in by_part(files).most_common():
        yield f"| {part} | {size / 1e6:.1f} |"
    yield from ("", f"| the {LARGEST} largest files | MB |", "|---|--:|")
    for name, size in sorted(files.items(), key=lambda one: -one[1])[:LARGEST]:
        yield f"| `{name.rpartition('/')[2]}` | {size / 1e6:.1f} |"


def window_lines(own: list[float], bare: list[float]) -> Iterator[str]:
    """Write how long the window takes."""
    yield f"| to the window, warm, {len(own)} starts in turns | shortest | median |"
    yield "|---|--:|--:|"
    name = f"the packaged program ({MOST_S} s promised)"
    yield f"| {name} | {min(own):.2f} s | {statistics.median(own):.2f} s |"
    yield f"| an empty Qt window | {min(bare):.2f} s | {statistics.median(bare):.2f} s |"
    ratio = statistics.median(one / other for one, other in zip(own, bare, strict=True))
    yield f"| ratio | {min(own) / min(bare):.1f} | {ratio:.1f} |"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where it was built")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--save", action="store_true", help=f"write the page {RESULTS.name}")
    options = parser.parse_args()
    folder = options.dist / "posture-app"
    (package,) = options.dist.glob("posture-app_*.deb")
    own, bare = windows(folder / "posture-app", options.rounds)
    lines = [
        "# The package for Linux",
        "",
        f"`installer/build_linux.sh && python run.py bench package --save`: {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f} at the end.",
        "",
        *size_lines(folder, package),
        "",
        *window_lines(own, bare),
        "",
    ]
    print("\n".join(lines))
    if options.save:
        RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
