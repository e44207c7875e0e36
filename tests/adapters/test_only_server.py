"""One server a folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posture_app.adapters.only_server import only_server
from posture_app.domain.errors import EnvironmentProblem

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from posture_app.adapters.only_server import only_server
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


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(EnvironmentProblem, match="server_folder_unusable"),
        only_server(tmp_path / "file" / "a"),
    ):
        pass
