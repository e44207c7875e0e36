"""A PostgreSQL server of our own for the time of the tests: a folder, a socket in it, no port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

_USER = "posture"
_NUMBERS = count(1)


@dataclass(frozen=True)
class PostgresServer:
    """A running server that makes databases on demand."""

    tools: Path
    socket: Path

    def new_database(self) -> str:
        """Make an empty database; give its URL."""
        name = f"records_{next(_NUMBERS)}"
        _run(self.tools / "createdb", "--host", str(self.socket), "--username", _USER, name)
        return f"postgresql://{_USER}@/{name}?host={quote(str(self.socket), safe='')}"


def find_tools() -> Path | None:
    """Give the folder of the newest PostgreSQL's tools, where Debian and others put them."""
    candidates = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt").glob("*/opt/postgresql*/bin")]
    found = sorted((path for path in candidates if (path / "initdb").exists()), key=_version)
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _version(folder: Path) -> float:
    return float(folder.parent.name) if folder.parent.name.replace(".", "").isdecimal() else 0.0


@contextmanager
def running(tools: Path) -> Iterator[PostgresServer]:
    """Start a server, as the user `postgres` where root may not run one, and stop it at the end."""
    # A socket's path must be short, so not pytest's folder.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    owner = "postgres" if os.name != "nt" and os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    try:
        _run(tools / "initdb", "-D", str(data), "-A", "trust", "-U", _USER, "--no-sync", owner=owner)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        log = str(folder / "log")
        _run(tools / "pg_ctl", "-D", str(data), "-o", options, "-w", "-l", log, "start", owner=owner)
        try:
            yield PostgresServer(tools, folder)
        finally:
            _run(tools / "pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop", owner=owner)
    finally:
        shutil.rmtree(folder)


def _run(tool: Path, *arguments: str, owner: str | None = None) -> None:
    # The server outlives pg_ctl: it must not hold a pipe of ours open.
    subprocess.run(
        [str(tool), *arguments],
        check=True,
        user=owner,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
