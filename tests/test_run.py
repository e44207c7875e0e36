"""What run.py does on the systems that this one is not."""

from __future__ import annotations

import errno
import importlib.util
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def run() -> ModuleType:
    """run.py as a module of its own."""
    spec = importlib.util.spec_from_file_location("run_py", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def on_windows(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The same on a system that says it is Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    return run


@pytest.mark.parametrize(
    ("system", "place"), [("win32", "Scripts/python.exe"), ("linux", "bin/python"), ("darwin", "bin/python")]
)
def test_the_environments_python_lies_where_the_system_has_it(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert run.venv_python() == ROOT / ".venv" / place


def test_on_windows_the_program_runs_beside_us_and_its_exit_code_is_ours(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_windows, "venv_python", lambda: Path(sys.executable))
    monkeypatch.setattr(os, "execve", None)
    assert on_windows.become(["-c", "import sys; sys.exit(7 * sys.flags.utf8_mode)"]) == 7


def test_elsewhere_the_program_takes_our_place(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Any] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "execve", lambda *how: taken.append(how))
    run.become(["-m", "posture_app", "--version"])
    ((python, command, surroundings),) = taken
    assert command == [python, "-m", "posture_app", "--version"]
    assert surroundings["PYTHONPATH"] == str(ROOT)


def test_ctrl_c_is_the_childs_and_waited_through(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter([KeyboardInterrupt, KeyboardInterrupt, 130])

    def wait() -> int:
        end = next(ends)
        if isinstance(end, int):
            return end
        raise end

    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: SimpleNamespace(wait=wait))
    assert run.outlive(["anything"], {}) == 130


class Msvcrt:
    """Windows' locks: each try is refused as the list says, then they are given."""

    LK_LOCK = 1

    def __init__(self, refusals: Sequence[OSError]) -> None:
        self.refusals = list(refusals)
        self.given: list[tuple[int, int]] = []

    def locking(self, handle: int, how: int, count: int) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        self.given.append((os.lseek(handle, 0, os.SEEK_CUR), count))


def test_on_windows_a_second_start_waits_longer_than_one_try_does(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    locks = Msvcrt([OSError(errno.EDEADLK, "after ten seconds")] * 3)
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    with on_windows.one_at_a_time():
        assert locks.given == [(1 << 30, 1)]
    assert capsys.readouterr().err == ""


def test_where_nothing_can_be_locked_it_goes_on_and_says_so(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt([OSError(errno.EACCES, "a share of the network")]))
    with on_windows.one_at_a_time():
        assert "going on" in capsys.readouterr().err


def test_nobody_is_root_on_windows_and_apt_get_is_not_called(
    on_windows: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "geteuid", raising=False)
    assert not on_windows.is_root()
    assert not on_windows.install_packages(["libgl1"])


@pytest.mark.parametrize(("system", "closed"), [("win32", True), ("linux", False)])
def test_the_lock_is_handed_on_where_a_child_can_keep_it(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, system: str, closed: bool
) -> None:
    how: dict[str, Any] = {}
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(subprocess, "call", lambda command, **told: how.update(told) or 0)
    assert run.quietly(["pip"])
    assert how["close_fds"] is closed


def test_apt_get_is_asked_once_a_machine(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "uname", raising=False)
    monkeypatch.setattr(run, "TRIED", tmp_path / "tried")
    assert run.first_try(["libgl1"])
    assert not run.first_try(["libgl1"])
    assert run.first_try(["libegl1"])
