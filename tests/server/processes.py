"""The server as a process of its own, and others that call it as the guides' samples do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(__file__).parent / "samples"


def start(*arguments: str) -> subprocess.Popen[str]:
    """Start the program."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "posture_app", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the program to its end; give exit code, output, and complaints."""
    program = start(*arguments)
    out, err = program.communicate(timeout=300)
    return program.returncode, out, err


@dataclass
class Served:
    """A running server: its address and its folder."""

    url: str
    data: Path
    process: subprocess.Popen[str]

    def credentials(self, *arguments: str) -> dict[str, str | int]:
        """Make keys by the command line."""
        code, out, err = run("keys", "add", *arguments, "--data", str(self.data))
        assert code == 0, err
        made: dict[str, str | int] = json.loads(out)
        return made

    def stop(self) -> tuple[int, str]:
        """Ask it politely to stop; give its exit code and what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        _, err = self.process.communicate(timeout=120)
        return self.process.returncode, err


@contextmanager
def served(data: Path, *arguments: str) -> Iterator[Served]:
    """Start a server on a free port of this machine; it is ended afterwards if it still runs."""
    process = start("serve", "--data", str(data), "--port", "0", *arguments)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:"), (line, process.communicate()[1])
        yield Served(line.split()[-1], data, process)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
