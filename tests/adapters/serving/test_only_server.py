"""One server a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from posture_app.adapters.serving.only_server import only_server
from posture_app.domain.errors import EnvironmentProblem

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from posture_app.adapters.serving.only_server import only_server
with only_server(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_server_is_kept_out_until_the_first_is_gone(tmp_path: Path):
    folder = tmp_path / "data"
    command = [sys.executable, "-c", HOLD, str(folder)]
    first = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert first.stdout is not None
    assert first.stdout.readline() == "held\n"

    with pytest.raises(EnvironmentProblem, match="server_folder_in_use"), only_server(folder):
        pass
    first.kill()
    first.communicate()
    with only_server(folder):
        pass
    with only_server(folder):
        pass


class Msvcrt:
    """Windows' locks on a file's first byte, held until its file is closed."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.holder: int | None = None

    def locking(self, handle: int, how: int, count: int) -> None:
        assert (os.lseek(handle, 0, os.SEEK_CUR), how, count) == (0, self.LK_NBLCK, 1)
        if self.holder is not None:
            raise PermissionError(13, "locked by another")
        self.holder = handle


def test_on_windows_a_second_server_is_kept_out_likewise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    locks = Msvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", locks)
    monkeypatch.setattr(sys, "platform", "win32")
    with only_server(tmp_path):
        assert locks.holder is not None
        second = only_server(tmp_path)
        with pytest.raises(EnvironmentProblem, match="server_folder_in_use"):
            second.__enter__()
    locks.holder = None
    with only_server(tmp_path):
        assert locks.holder is not None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(EnvironmentProblem, match="server_folder_unusable"),
        only_server(tmp_path / "file" / "a"),
    ):
        pass
