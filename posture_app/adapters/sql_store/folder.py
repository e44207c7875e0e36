"""A store in a folder: an SQLCipher file, the keys' files, photographs, and backups beside it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.adapters.sql_store.engine import connect_file, file_engine
from posture_app.adapters.sql_store.keys import KeyCase, Keys, case_from
from posture_app.adapters.sql_store.patient_keys import KeyFiles
from posture_app.adapters.sql_store.photos import PhotoFiles
from posture_app.adapters.sql_store.store import Backing
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.services.records.backups import KEPT_BACKUPS, stamp

if TYPE_CHECKING:
    from collections.abc import Sequence

_BACKUP = ".backup"
_NAMES = ".photos"


@dataclass(frozen=True, slots=True)
class Folder:
    """Where everything of one store lies; `now` gives backups their names, the newest `kept` of them stay."""

    path: Path
    now: Callable[[], float] = time.time
    kept: int = KEPT_BACKUPS

    @property
    def records(self) -> Path:
        """The database."""
        return self.path / "records.db"

    @property
    def case(self) -> Path:
        """The wrapped data key."""
        return self.path / "keys.json"

    @property
    def backups_folder(self) -> Path:
        """The rotating backups."""
        return self.path / "backups"

    def exists(self) -> bool:
        """Tell whether a store is here, or what is left of one."""
        return self.case.exists() or self.records.exists()

    def read_case(self) -> KeyCase:
        """Read the wrapped key; raise RecordProblem (``no_store``) or RecordDamaged (``keys_damaged``)."""
        try:
            return case_from(json.loads(self.case.read_text(encoding="utf-8")))
        except FileNotFoundError:
            if self.records.exists():
                raise RecordDamaged("keys_damaged") from None
            raise RecordProblem("no_store") from None
        except (ValueError, RecursionError):
            raise RecordDamaged("keys_damaged") from None

    def write_case(self, case: KeyCase) -> None:
        """Write the wrapped key, whole or not at all, and make sure of the disk.

        Raises RecordProblem (``store_no_folder``) where the system lets nobody make a folder, as in /proc.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except FileNotFoundError:
            raise RecordProblem("store_no_folder") from None
        part = self.case.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            json.dump(case.as_dict(), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.case)

    def backing(self, keys: Keys) -> Backing:
        """Lay out the store's parts."""
        return Backing(
            file_engine(self.records, keys.database),
            KeyFiles(keys.patients, self.path / "patients.keys", self.path / "patients.keys2"),
            PhotoFiles(self.path / "photos"),
            lambda: self._back_up(keys),
        )

    def backups(self) -> Sequence[str]:
        """Give the names of the backups, the newest first."""
        return sorted((path.stem for path in self.backups_folder.glob(f"*{_BACKUP}")), reverse=True)

    def restore(self, keys: Keys, name: str) -> None:
        """Put a backup in the database's place; what was there is kept beside it."""
        backup = self.backups_folder / (name + _BACKUP)
        if name not in self.backups():
            raise RecordProblem("no_backup")
        fresh = self.records.with_suffix(".restoring")
        fresh.unlink(missing_ok=True)
        _copy_database(backup, fresh, keys)
        aside = self.path / f"records-before-restore-{stamp(self.now())}.db"
        for suffix in ("-wal", "-shm", ""):
            beside = Path(str(self.records) + suffix)
            if beside.exists():
                beside.replace(str(aside) + suffix)
        fresh.replace(self.records)

    def photos_in_backups(self) -> frozenset[str]:
        """Give the ids of the photographs that a backup names."""
        names = (path.read_text(encoding="ascii").split() for path in self.backups_folder.glob(f"*{_NAMES}"))
        return frozenset(photo for of_backup in names for photo in of_backup)

    def _back_up(self, keys: Keys) -> str:
        """Copy the database as it stands by SQLite's online backup; the oldest copies go."""
        self.backups_folder.mkdir(exist_ok=True)
        name = stamp(self.now())
        part, whole = self.backups_folder / f"{name}.part", self.backups_folder / (name + _BACKUP)
        try:
            photos = _copy_database(self.records, part, keys)
            _without_faces(part, keys)
            (self.backups_folder / (name + _NAMES)).write_text("\n".join(photos), encoding="ascii")
            part.replace(whole)
        except BaseException:
            part.unlink(missing_ok=True)
            (self.backups_folder / (name + _NAMES)).unlink(missing_ok=True)
            raise
        for old in self.backups()[self.kept :]:
            (self.backups_folder / (old + _BACKUP)).unlink(missing_ok=True)
            (self.backups_folder / (old + _NAMES)).unlink(missing_ok=True)
        return name


def _without_faces(backup: Path, keys: Keys) -> None:
    """Leave out of a backup what must be gone when a consent is withdrawn."""
    write = connect_file(backup, keys.database)
    try:
        write.execute("PRAGMA secure_delete=ON")
        write.execute("DELETE FROM face_prints")
        write.commit()
    finally:
        write.close()


def _copy_database(source: Path, target: Path, keys: Keys) -> list[str]:
    """Copy an encrypted database page by page; give the ids of the photographs it names."""
    read, write = connect_file(source, keys.database), connect_file(target, keys.database)
    try:
        read.backup(write)
        return [row[0] for row in write.execute("SELECT id FROM photos")]
    finally:
        write.close()
        read.close()
