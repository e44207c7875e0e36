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
GUARDED = "guarded"
"""Users in this role are asked for a password."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server that makes databases on demand."""

    tools: Path
    socket: Path

    def new_database(self) -> str:
        """Make an empty database; give its URL."""
        name = f"records_{next(_NUMBERS)}"
        _run(self.tools / "createdb", "--host", str(self.socket), "--username", _USER, name)
        return self.url(name)

    def url(self, database: str, user: str = _USER) -> str:
        """Give the URL of a database for a user, without a password."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket), safe='')}"

    def run_in(self, url: str, statement: str) -> None:
        """Let the superuser run a statement in the database of a URL."""
        _run(self.tools / "psql", "--dbname", url, "--command", statement)

    def new_guarded_database(self, password: str) -> str:
        """Make an empty database of a user who is asked for a password; give its URL without that."""
        name = f"records_{next(_NUMBERS)}"
        owner, host = f"owner_of_{name}", ("--host", str(self.socket), "--username", _USER)
        role = f"CREATE ROLE {owner} LOGIN PASSWORD '{password}' IN ROLE {GUARDED}"
        _run(self.tools / "psql", *host, "--dbname", "postgres", "--command", role)
        _run(self.tools / "createdb", *host, "--owner", owner, name)
        return self.url(name, owner)


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
        rules = data / "pg_hba.conf"
        rules.write_text(f"local all +{GUARDED} scram-sha-256\nlocal all all trust\n", encoding="ascii")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        log = str(folder / "log")
        _run(tools / "pg_ctl", "-D", str(data), "-o", options, "-w", "-l", log, "start", owner=owner)
        try:
            guarded = ("--dbname", "postgres", "--command", f"CREATE ROLE {GUARDED}")
            _run(tools / "psql", "--host", str(folder), "--username", _USER, *guarded)
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
