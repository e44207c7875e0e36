"""The real program as a process of its own, on the demonstration pictures."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from posture_app import doctor

ROOT = Path(__file__).resolve().parents[2]

# Runs the program and makes any Python socket fail.
NO_SOCKETS = """
import sys
def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"a socket was touched: {event} {arguments}")
sys.addaudithook(watch)
from posture_app.__main__ import main
sys.exit(main())
"""


def start(
    *arguments: str, code: str | None = None, cwd: Path = ROOT, platform: str = "offscreen"
) -> subprocess.Popen[str]:
    how = ["-c", code] if code else ["-m", "posture_app"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": platform}
    return subprocess.Popen(
        [sys.executable, *how, *arguments],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(*arguments: str, code: str | None = None) -> tuple[int, str, str]:
    program = start(*arguments, code=code)
    out, err = program.communicate(timeout=300)
    return program.returncode, out, err


@pytest.mark.parametrize("console", ["cp949", "cp1252", "ascii"])
def test_hangul_reaches_a_pipe_whatever_the_consoles_code_page(console: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "PYTHONIOENCODING": console}
    asked = ["assess", "--front", "없는 사진.jpg", "-o", "out", "--lang", "ko"]
    program = subprocess.run(
        [sys.executable, "-m", "posture_app", *asked],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert program.returncode != 0
    assert "없는 사진.jpg" in program.stderr.decode("utf-8")


@pytest.mark.model
def test_photos_in_report_out(demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "결과 1"
    photos = [
        part
        for view, name in (("front", "front"), ("side", "right"), ("side2", "left"), ("back", "back"))
        for part in (f"--{view}", f"{demo}/kim_{name}.jpg")
    ]
    about = ["--height-cm", "175.5", "--level=0", "--name", "김하늘", "--code", "P-1", "--shoes", "no"]
    code, said, complained = run(
        "assess", *photos, *about, "--stance", "relaxed", "--lang", "ko", "-o", str(out)
    )
    assert code == 0, complained
    names = [
        "assessment.json", "back.overlay.jpg", "front.overlay.jpg", "report.pdf",
        "side.overlay.jpg", "side2.overlay.jpg",
    ]  # fmt: skip
    assert sorted(one.name for one in out.iterdir()) == names
    assert said.split("\n")[:-1] == [str(out / name) for name in names]
    assert "Traceback" not in complained
    result = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
    assert result["schema"] == "posture-assessment/1"
    assert {name: view["facing"] for name, view in result["views"].items()} == {
        "front": "front", "side": "right", "side2": "left", "back": "back",
    }  # fmt: skip
    assert result["views"]["front"]["camera_level"] == {"roll_deg": 0.0, "sem": 0.2, "source": "manual"}
    assert result["subject"]["name"] == "김하늘"
    assert len(result["views"]["front"]["keypoints"]) == 33
    for measure in result["measures"]:
        missing = measure["value"] is None
        assert missing == ("reason" in measure)
        assert (measure["sem"] is None) == missing
        assert measure["grade"] in (None, -2, -1, 0, 1, 2)
    assert result["letters"]["front"] in ("A", "B")
    assert result["letters"]["side"] is None
    assert "side" in result["letter_reasons"]


@pytest.mark.model
def test_an_assessment_opens_no_socket(demo: Path, tmp_path: Path) -> None:
    program = start(
        "assess", "--front", f"{demo}/lee_front.jpg", "-o", str(tmp_path / "out"), code=NO_SOCKETS
    )
    native: set[str] = set()
    handles = Path(f"/proc/{program.pid}/fd")
    while _runs_on(program) and handles.is_dir():
        # The native libraries' sockets pass Python's hook by; on Linux they can be seen.
        for handle in _entries(handles):
            if handle.startswith("socket:"):
                native.add(handle)
    _, err = program.communicate(timeout=300)
    assert program.returncode == 0, err
    assert not native


def _runs_on(program: subprocess.Popen[str]) -> bool:
    """Wait for the program a moment; tell whether it still runs."""
    try:
        program.wait(0.02)
    except subprocess.TimeoutExpired:
        return True
    return False


def _entries(folder: Path) -> list[str]:
    found = []
    try:
        for entry in folder.iterdir():
            found.append(str(entry.readlink()))
    except OSError:  # a handle was closed, or the process ended, while we looked
        return found
    return found


def test_the_workstation_opens_no_socket_while_services_elsewhere_are_off() -> None:
    code, out, err = run(code="from tests.end2end.quiet_desk import main; main()")
    assert code == 0, err
    told = json.loads(out.splitlines()[-1])
    assert told["off"] == {"touched": [], "state": ["waiting", 0]}
    assert "socket.connect" in told["on"]["touched"]  # switched on it is sent, and the watch sees it
    assert told["on"]["state"] == ["waiting", 1]


def test_the_socket_watch_watches() -> None:
    code, _, err = run(
        code=NO_SOCKETS.replace("from posture_app", "import socket; socket.socket()\nfrom posture_app")
    )
    assert code != 0
    assert "a socket was touched" in err


@pytest.mark.model
def test_a_side_photo_as_the_front_is_refused_in_one_sentence_and_nothing_is_written(
    demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.pdf").write_bytes(b"earlier")
    code, said, complained = run("assess", "--front", f"{demo}/kim_left.jpg", "-o", str(out))
    assert code == 4
    assert said == ""
    assert "kim_left.jpg" in complained.splitlines()[-1]
    assert [one.name for one in out.iterdir()] == ["report.pdf"]
    assert (out / "report.pdf").read_bytes() == b"earlier"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_ends_at_once_and_leaves_nothing(
    demo: Path, tmp_path: Path, number: int, code: int
) -> None:
    photos = [f"--{view}={demo}/lee_{view}.jpg" for view in ("front", "back")]
    for i, patience in enumerate((0.3, 0.4, 0.5, 0.9)):
        program = start("assess", *photos, "-o", str(tmp_path / f"out{i}"))
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(patience)
        program.send_signal(number)
        _, said = program.communicate(timeout=300)
        # It may have been ready before the signal, or not far enough to listen for it.
        assert program.returncode in (code, 0, -number)
        assert "Traceback" not in said
        whole = (tmp_path / f"out{i}" / "report.pdf").exists()
        assert whole or not (tmp_path / f"out{i}").exists()
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_terminal_changes_no_exit_code_into_a_traceback(tmp_path: Path, unbuffered: str) -> None:
    missing = f"assess --front none.jpg -o {tmp_path}/out"
    for arguments, stream, codes in (("--version", "1", (5, 0)), (missing, "2", (3,))):
        done = subprocess.run(
            ["bash", "-c", f"{sys.executable} -m posture_app {arguments} {stream}>/dev/full"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode in codes, (arguments, done.returncode, done.stderr)
        assert "Traceback" not in done.stderr


def test_help_names_every_option() -> None:
    code, said, _ = run("assess", "--help")
    assert code == 0
    for option in (
        "--front",
        "--side",
        "--side2",
        "--back",
        "--height-cm",
        "--level",
        "--repeats",
        "--name",
        "--code",
    ):
        assert option in said
    for option in ("--shoes", "--stance", "--profile", "--lang", "-o"):
        assert option in said


def test_help_does_not_wait_for_the_models() -> None:
    code = (
        "import sys; from posture_app.app import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(sorted(sys.modules))"
    )
    _, said, _ = run(code=code)
    loaded = said.splitlines()[-1]
    for heavy in ("'mediapipe'", "'cv2'", "'reportlab'", "'PySide6'", "'PIL'", "'pydantic'"):
        assert heavy not in loaded


def test_the_doctor_looks_at_everything_that_is_installed() -> None:
    listed = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [")[1].split("\n]")[0]
    )
    wanted = {name.lower() for name in re.findall(r'^ +"([\w.-]+)', listed, re.MULTILINE)}
    looked_at = {
        name.lower().replace("_", "-") for name in (*doctor.PINNED, *doctor.FOR_RECORDS, *doctor.FOR_SERVICES)
    }
    assert wanted == looked_at | {"platformdirs"}  # without which the doctor does not start


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9876")
    program = start("--lang", "en", platform="xcb")
    out, err = program.communicate(timeout=300)
    assert program.returncode == 5
    assert "no screen" in err
    assert not out


@pytest.mark.model
def test_the_doctor_finds_this_installation_well() -> None:
    for language in ("en", "ko"):
        code, said, err = run("doctor", "--lang", language)
        assert code == 0, said + err
        assert "✗" not in said
        assert "blazepose-full" in said
        assert "Traceback" not in err


@pytest.mark.model
def test_the_wellness_report_differs_and_the_same_input_gives_the_same_numbers(
    demo: Path, tmp_path: Path
) -> None:
    results = []
    for profile, folder in (("clinical", "a"), ("wellness", "b")):
        code, _, err = run(
            "assess", "--back", f"{demo}/lee_back.jpg", "--profile", profile, "-o", str(tmp_path / folder)
        )
        assert code == 0, err
        results.append(json.loads((tmp_path / folder / "assessment.json").read_text(encoding="utf-8")))
    assert [one["value"] for one in results[0]["measures"]] == [
        one["value"] for one in results[1]["measures"]
    ]
    assert (tmp_path / "a" / "report.pdf").read_bytes() != (tmp_path / "b" / "report.pdf").read_bytes()
