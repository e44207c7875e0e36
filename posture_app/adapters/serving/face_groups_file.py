"""Groups of faces in a SQLite file in which every vector is sealed by itself.

A vector opens only with the key and only in its place: owner, group, face, and the model that made it are
bound to it, so that no row can pass for another. The vectors of a group that is searched lie in memory until
the file is closed. What is deleted is overwritten in the file.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.keys.sealing import NotTheSeal, derived, seal, unseal
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.faces.kept import MOST_FACES, GroupLine, KeptFace
from posture_app.services.faces.gallery import Gallery
from posture_app.services.serving.face_groups import FaceProblem

if TYPE_CHECKING:
    from pathlib import Path

    from posture_app.domain.faces.portrait import Vector

FILE_NAME = "faces.sqlite"
_BUSY_S = 10.0

_TABLES = """
CREATE TABLE IF NOT EXISTS face_meta (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS face_groups (
    number INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, group_id TEXT NOT NULL,
    model_version TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE (owner, group_id));
CREATE TABLE IF NOT EXISTS faces (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    of_group INTEGER NOT NULL REFERENCES face_groups ON DELETE CASCADE, face_id TEXT NOT NULL UNIQUE,
    sealed_vector BLOB NOT NULL, sealed_details BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS faces_of_group ON faces (of_group, number);
"""


class SealedFaceGroups:
    """Keeps groups in a folder; implements `services.serving.face_groups.FaceGroups`.

    Raises EnvironmentProblem (``face_store_unusable``), and FaceProblem (``face_store_locked``) when the key
    is not the one its vectors were sealed with.
    """

    def __init__(self, folder: Path, key: bytes, most_faces: int = MOST_FACES) -> None:
        self._key = derived(key, "faces")
        self._most = most_faces
        self._turn = threading.RLock()
        self._galleries: dict[int, Gallery] = {}
        self._open = True
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(0o600)
            self._file = sqlite3.connect(path, _BUSY_S, isolation_level=None, check_same_thread=False)
            for pragma in ("foreign_keys=ON", "secure_delete=ON", "journal_mode=DELETE"):
                self._file.execute(f"PRAGMA {pragma}")
            self._file.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise EnvironmentProblem("face_store_unusable", file=str(path)) from error
        self._check_key()

    def close(self) -> None:
        """Forget key and vectors."""
        with self._turn:
            for gallery in self._galleries.values():
                gallery.clear()
            self._galleries.clear()
            self._key = b""
            self._open = False
            self._file.close()

    # --- groups ---

    def make(self, owner: str, group_id: str, model_version: str) -> None:
        """Make a group."""
        made = datetime.now(timezone.utc).isoformat(timespec="seconds")
        try:
            with self._changing():
                self._file.execute(
                    "INSERT INTO face_groups (owner, group_id, model_version, made_at) VALUES (?, ?, ?, ?)",
                    (owner, group_id, model_version, made),
                )
        except sqlite3.IntegrityError:
            raise FaceProblem("face_group_taken") from None

    def groups(self, owner: str, after: str, most: int) -> Sequence[GroupLine]:
        """Give groups whose id comes after another one, in the order of the ids."""
        with self._reading():
            rows = self._file.execute(
                f"{_LINES} WHERE owner = ? AND group_id > ? ORDER BY group_id LIMIT ?", (owner, after, most)
            )
            return [_line(row) for row in rows]

    def group(self, owner: str, group_id: str) -> GroupLine:
        """Give one group."""
        with self._reading():
            row = self._file.execute(
                f"{_LINES} WHERE owner = ? AND group_id = ?", (owner, group_id)
            ).fetchone()
        if row is None:
            raise FaceProblem("face_group_unknown")
        return _line(row)

    def remove(self, owner: str, group_id: str) -> None:
        """Remove a group with all its faces, for good."""
        with self._changing():
            number, _ = self._numbered(owner, group_id)
            self._file.execute("DELETE FROM face_groups WHERE number = ?", (number,))
            gallery = self._galleries.pop(number, None)
            if gallery is not None:
                gallery.clear()

    # --- faces ---

    def add(self, owner: str, group_id: str, faces: Sequence[tuple[KeptFace, Vector]]) -> int:
        """Add faces as long as there is room."""
        with self._changing():
            number, model = self._numbered(owner, group_id)
            there = self._file.execute("SELECT count(*) FROM faces WHERE of_group = ?", (number,)).fetchone()[
                0
            ]
            added = list(faces[: max(0, self._most - int(there))])
            for face, vector in added:
                place = _place(owner, group_id, face.face_id, model)
                self._file.execute(
                    "INSERT INTO faces (of_group, face_id, sealed_vector, sealed_details) "
                    "VALUES (?, ?, ?, ?)",
                    (
                        number,
                        face.face_id,
                        seal(self._key, np.asarray(vector, np.float32).tobytes(), f"vector/{place}"),
                        seal(self._key, _details(face), f"details/{place}"),
                    ),
                )
        with self._turn:
            gallery = self._galleries.get(number)
            for face, vector in added if gallery is not None else ():
                assert gallery is not None
                gallery.put(face.face_id, vector)
        return len(added)

    def remove_face(self, owner: str, group_id: str, face_id: str) -> None:
        """Remove a face."""
        with self._changing():
            number, _ = self._numbered(owner, group_id)
            gone = self._file.execute(
                "DELETE FROM faces WHERE of_group = ? AND face_id = ?", (number, face_id)
            )
            if gone.rowcount == 0:
                raise FaceProblem("face_unknown")
            if number in self._galleries:
                self._galleries[number].remove(face_id)

    def faces(
        self, owner: str, group_id: str, before: int | None, most: int
    ) -> Sequence[tuple[int, KeptFace]]:
        """Give faces with their numbers, the last added first."""
        with self._reading():
            number, model = self._numbered(owner, group_id)
            rows = self._file.execute(
                "SELECT number, face_id, sealed_details FROM faces WHERE of_group = ? AND number < ? "
                "ORDER BY number DESC LIMIT ?",
                (number, before if before is not None else 1 << 62, most),
            )
            return [
                (at, self._kept(face_id, sealed, _place(owner, group_id, face_id, model)))
                for at, face_id, sealed in rows
            ]

    def vector(self, owner: str, group_id: str, face_id: str) -> Vector:
        """Give a face's vector."""
        with self._reading():
            number, model = self._numbered(owner, group_id)
            row = self._file.execute(
                "SELECT sealed_vector FROM faces WHERE of_group = ? AND face_id = ?", (number, face_id)
            ).fetchone()
            if row is None:
                raise FaceProblem("face_unknown")
            return self._vector(row[0], _place(owner, group_id, face_id, model))

    def nearest(
        self, owner: str, group_id: str, vector: Vector, most: int, within: float
    ) -> Sequence[tuple[KeptFace, float]]:
        """Give the nearest faces up to a distance, the nearest first."""
        with self._reading():
            number, model = self._numbered(owner, group_id)
            gallery = self._galleries.get(number)
            if gallery is None:
                gallery = self._galleries[number] = Gallery(self._vectors(owner, group_id, number, model))
            found = gallery.nearest(vector, most, within)
            return [(self._face(owner, group_id, face_id, model), apart) for face_id, apart in found]

    # --- inside ---

    def _face(self, owner: str, group_id: str, face_id: str, model: str) -> KeptFace:
        (sealed,) = self._file.execute(
            "SELECT sealed_details FROM faces WHERE face_id = ?", (face_id,)
        ).fetchone()
        return self._kept(face_id, sealed, _place(owner, group_id, face_id, model))

    def _vectors(self, owner: str, group_id: str, number: int, model: str) -> Iterator[tuple[str, Vector]]:
        rows = self._file.execute("SELECT face_id, sealed_vector FROM faces WHERE of_group = ?", (number,))
        for face_id, sealed in rows:
            yield face_id, self._vector(sealed, _place(owner, group_id, face_id, model))

    def _numbered(self, owner: str, group_id: str) -> tuple[int, str]:
        """Give the group's number and model."""
        row = self._file.execute(
            "SELECT number, model_version FROM face_groups WHERE owner = ? AND group_id = ?",
            (owner, group_id),
        ).fetchone()
        if row is None:
            raise FaceProblem("face_group_unknown")
        return int(row[0]), str(row[1])

    def _kept(self, face_id: str, sealed: bytes, place: str) -> KeptFace:
        image_id, external_id, box, confidence = json.loads(self._unsealed(sealed, f"details/{place}"))
        x0, y0, x1, y1 = box
        return KeptFace(face_id, image_id, external_id, (x0, y0, x1, y1), confidence)

    def _vector(self, sealed: bytes, place: str) -> Vector:
        return np.frombuffer(self._unsealed(sealed, f"vector/{place}"), np.float32)

    def _unsealed(self, sealed: bytes, place: str) -> bytes:
        try:
            return unseal(self._key, sealed, place)
        except NotTheSeal:
            raise FaceProblem("face_store_damaged") from None

    def _check_key(self) -> None:
        with self._changing():
            row = self._file.execute("SELECT value FROM face_meta WHERE name = 'key'").fetchone()
            if row is None:
                sealed = seal(self._key, b"faces", "key")
                self._file.execute("INSERT INTO face_meta VALUES ('key', ?)", (sealed,))
                return
        try:
            unseal(self._key, row[0], "key")
        except NotTheSeal:
            self.close()
            raise FaceProblem("face_store_locked") from None

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._turn:
            if not self._open:
                raise FaceProblem("face_store_locked")
            yield

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One transaction: whole, or rolled back by any error."""
        with self._reading(), self._file:
            self._file.execute("BEGIN IMMEDIATE")
            yield


_LINES = (
    "SELECT group_id, model_version, made_at, "
    "(SELECT count(*) FROM faces WHERE of_group = face_groups.number) FROM face_groups"
)


def _line(row: tuple[str, str, str, int]) -> GroupLine:
    return GroupLine(row[0], row[1], datetime.fromisoformat(row[2]), row[3])


def _place(owner: str, group_id: str, face_id: str, model: str) -> str:
    """Name where a row belongs; none of the parts holds a slash."""
    return f"{owner}/{group_id}/{face_id}/{model}"


def _details(face: KeptFace) -> bytes:
    return json.dumps([face.image_id, face.external_id, face.box, face.confidence]).encode()
