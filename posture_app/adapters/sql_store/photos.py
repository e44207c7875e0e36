"""Where sealed photographs are: files beside an SQLCipher store, the database itself on PostgreSQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from posture_app.adapters.sql_store.tables import PhotoRow
from posture_app.domain.errors import RecordDamaged

if TYPE_CHECKING:
    from collections.abc import Collection

SUFFIX = ".sealed"
_PART = ".part"


class Photos(Protocol):
    """Keeps sealed bytes by photo row."""

    def put(self, row: PhotoRow, sealed: bytes) -> None:
        """Keep them, before the transaction that names them ends."""

    def get(self, row: PhotoRow) -> bytes:
        """Give them; raise RecordDamaged (``kept_photo_missing``)."""

    def drop(self, ids: Collection[str]) -> None:
        """Let go of photographs whose rows are gone."""

    def sweep(self, named: Collection[str]) -> int:
        """Remove what no row and no backup names; give how many. Called inside a write transaction."""


class PhotoTable:
    """Photographs in their rows."""

    def put(self, row: PhotoRow, sealed: bytes) -> None:
        """Keep them in the row."""
        row.sealed = sealed

    def get(self, row: PhotoRow) -> bytes:
        """Give the row's bytes."""
        if row.sealed is None:
            raise RecordDamaged("kept_photo_missing")
        return row.sealed

    def drop(self, ids: Collection[str]) -> None:
        """Nothing lies anywhere else."""

    def sweep(self, named: Collection[str]) -> int:
        """Nothing lies anywhere else."""
        return 0


class PhotoFiles:
    """Photographs as files, in 256 folders by the first two digits of their id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, row: PhotoRow, sealed: bytes) -> None:
        """Write a whole file under its name, or none, and make sure of the disk."""
        path = self._path(row.id)
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(_PART)
        with part.open("wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)

    def get(self, row: PhotoRow) -> bytes:
        """Read the file."""
        try:
            return self._path(row.id).read_bytes()
        except FileNotFoundError:
            raise RecordDamaged("kept_photo_missing") from None

    def drop(self, ids: Collection[str]) -> None:
        """Delete the files."""
        for photo_id in ids:
            self._path(photo_id).unlink(missing_ok=True)

    def sweep(self, named: Collection[str]) -> int:
        """Remove what no row and no backup names, and what was being written when the program died."""
        left = [path for path in self._folder.glob("??/*") if _is_left_over(path, named)]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def _path(self, photo_id: str) -> Path:
        return self._folder / photo_id[:2] / (photo_id + SUFFIX)


def _is_left_over(path: Path, named: Collection[str]) -> bool:
    return path.suffix == _PART or (path.suffix == SUFFIX and path.stem not in named)


def _sync_folder(folder: Path) -> None:
    """Make sure that the name is on the disk too; Windows keeps names in order by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
