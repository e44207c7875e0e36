"""The application in real X windows, on a screen in memory, with keys typed by xdotool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end2end.test_program import ROOT

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A portrait screen in memory; gives its DISPLAY."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool: apt-get install xvfb xdotool")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1080x1920x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait(30)
    server.stdout.close()


@pytest.fixture
def surroundings(screen: str, tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }


def hands(surroundings: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        ["xdotool", *words], env=surroundings, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_the_workstation_opens_a_window_and_ctrl_q_closes_it(surroundings: dict[str, str]) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "posture_app", "--camera", "demo"],
        cwd=ROOT,
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        window = hands(surroundings, "search", "--sync", "--onlyvisible", "--name", "Posture").splitlines()[0]
        hands(surroundings, "windowfocus", "--sync", window, "key", "--clearmodifiers", "ctrl+q")
        _, said = program.communicate(timeout=120)
    finally:
        program.kill()
    assert program.returncode == 0, said
    assert "Traceback" not in said


def test_the_kiosks_rails_hold_on_a_real_screen(surroundings: dict[str, str]) -> None:
    """Consent to cleared screen, inactivity, the PIN's gate, and a camera unplugged in the middle."""
    chosen = "cleared_screen or inactivity or without_the_pin or unplugged"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/gui/kiosk/test_kiosk.py",
            "-k",
            chosen,
        ],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
