"""A store on a PostgreSQL server; its backups are dumps in a folder of this station."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from posture_app.adapters.sql_store.engine import explained, server_url
from posture_app.adapters.sql_store.keys import KeyCase, Keys, case_from
from posture_app.adapters.sql_store.patient_keys import KeyTable
from posture_app.adapters.sql_store.photos import PhotoTable
from posture_app.adapters.sql_store.store import Backing
from posture_app.adapters.sql_store.tables import MetaRow
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.services.records.backups import KEPT_BACKUPS, stamp
from posture_app.services.records.places import split_password

if TYPE_CHECKING:
    from collections.abc import Sequence

_CASE = "keys"
_BACKUP = ".pgdump"


def read_case(engine: Engine) -> KeyCase:
    """Read the wrapped key from the database.

    Raises RecordProblem (``no_store``, ``store_foreign``) or RecordDamaged (``keys_damaged``).
    """
    with explained(), engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if not tables:
        raise RecordProblem("no_store")
    if "meta" not in tables:
        raise RecordProblem("store_foreign")
    with explained(), Session(engine) as session:
        row = session.get(MetaRow, _CASE)
    if row is None:
        raise RecordProblem("store_foreign")
    try:
        return case_from(json.loads(row.value))
    except (ValueError, RecursionError):
        raise RecordDamaged("keys_damaged") from None


def write_case(engine: Engine, case: KeyCase) -> None:
    """Write the wrapped key into the database, in one transaction."""
    with explained(), Session(engine) as session, session.begin():
        session.merge(MetaRow(name=_CASE, value=json.dumps(case.as_dict())))


@dataclass(frozen=True, slots=True)
class Server:
    """One database on a server.

    `backups_folder` is where this station keeps its dumps, named by `now`; the newest `kept` of them stay.
    """

    place: str
    backups_folder: Path
    now: Callable[[], float] = time.time
    kept: int = KEPT_BACKUPS

    def backing(self, engine: Engine, keys: Keys) -> Backing:
        """Lay out the store's parts."""
        return Backing(engine, KeyTable(keys.patients), PhotoTable(), self._back_up)

    def backups(self) -> Sequence[str]:
        """Give the names of the dumps, the newest first."""
        return sorted((path.stem for path in self.backups_folder.glob(f"*{_BACKUP}")), reverse=True)

    def restore(self, name: str) -> None:
        """Load a dump over the tables, in one transaction; the patients' keys stay as they are."""
        if name not in self.backups():
            raise RecordProblem("no_backup")
        dump = self.backups_folder / (name + _BACKUP)
        self._run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--single-transaction",
            "--no-owner",
            "--dbname",
            "",
            str(dump),
        )

    def _back_up(self) -> str:
        """Dump everything but the patients' keys and faces; the oldest dumps go."""
        self.backups_folder.mkdir(parents=True, exist_ok=True)
        name = stamp(self.now())
        part = self.backups_folder / f"{name}.part"
        try:
            self._run(
                "pg_dump",
                "--format=custom",
                "--exclude-table=patient_keys",
                "--exclude-table-data=face_prints",
                "--file",
                str(part),
                "--dbname",
                "",
            )
            part.replace(self.backups_folder / (name + _BACKUP))
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        for old in self.backups()[self.kept :]:
            (self.backups_folder / (old + _BACKUP)).unlink(missing_ok=True)
        return name

    def _run(self, tool: str, *arguments: str) -> None:
        """Run one of PostgreSQL's tools; the password goes through the environment, never the arguments."""
        command = shutil.which(tool)
        if command is None:
            raise RecordProblem("server_tool_missing", tool=tool)
        bare, password = split_password(self.place)
        url = make_url(server_url(bare)).set(drivername="postgresql")
        environment = {**os.environ, "PGPASSWORD": password} if password else None
        plain = url.render_as_string(hide_password=False)
        filled = [plain if one == "" else one for one in arguments]
        done = subprocess.run([command, *filled], env=environment, capture_output=True, check=False)
        if done.returncode != 0:
            raise RecordProblem("server_tool_failed", tool=tool)
