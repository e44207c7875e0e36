"""Every patient's own key, kept apart from the records and never backed up with them.

Destroying one makes the patient's photographs and personal columns unreadable, in every
backup too. A folder keeps them in one file of fixed places, written twice; the key of
an erased patient is overwritten with zeros. PostgreSQL keeps them in a table that dumps leave out.

An erased patient whose archive is brought in again has a new key under the old id. That an older key
was destroyed stays known by a tombstone: zeros under the id's complement, which is nobody's id.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from posture_app.adapters.keys.sealing import KEY_BYTES, NotTheSeal, new_key, seal, unseal
from posture_app.adapters.sql_store.tables import PatientKeyRow
from posture_app.domain.errors import RecordDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_ID_BYTES = 16
_WRAPPED_BYTES = 12 + KEY_BYTES + 16
_PLACE_BYTES = _ID_BYTES + _WRAPPED_BYTES + 4  # and a checksum
_GONE = bytes(_WRAPPED_BYTES)
"""What stays of a destroyed key, so that a lost one is not taken for an erased patient."""


class PatientKeys(Protocol):
    """Where the patients' keys are; called inside the transaction that uses them."""

    def add(self, session: Session, patient_id: str) -> bytes:
        """Make a patient's key and keep it."""

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed."""

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id."""

    def ids(self, session: Session) -> tuple[frozenset[str], frozenset[str]]:
        """Give the ids of the patients who have a key, and of those whose key was destroyed.

        Among the latter are the tombstones of patients who came back (`tombstone_of`). A patient who is in
        neither has lost the key: the file is damaged or missing, and nobody was erased.
        """

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite a patient's key."""


def tombstone_of(patient_id: str) -> str:
    """Give the id under which it stands that an older key of a patient was destroyed."""
    return bytes(255 - one for one in bytes.fromhex(patient_id)).hex()


def _place_of(patient_id: str) -> str:
    return f"patient_keys/{patient_id}"


class KeyTable:
    """The keys in a table of PostgreSQL; of a destroyed one the row stays, as zeros."""

    def __init__(self, wrapping: bytes) -> None:
        self._wrapping = wrapping

    def add(self, session: Session, patient_id: str) -> bytes:
        """Make a patient's key and keep it."""
        key = new_key()
        wrapped = seal(self._wrapping, key, _place_of(patient_id))
        row = session.get(PatientKeyRow, patient_id)
        if row is None:
            session.add(PatientKeyRow(patient_id=patient_id, wrapped=wrapped))
            return key
        if row.wrapped == _GONE:
            session.merge(PatientKeyRow(patient_id=tombstone_of(patient_id), wrapped=_GONE))
        row.wrapped = wrapped
        return key

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed."""
        row = session.get(PatientKeyRow, patient_id)
        return None if row is None or row.wrapped == _GONE else self._opened(patient_id, row.wrapped)

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id."""
        rows = session.query(PatientKeyRow).all()
        return {
            row.patient_id: self._opened(row.patient_id, row.wrapped) for row in rows if row.wrapped != _GONE
        }

    def ids(self, session: Session) -> tuple[frozenset[str], frozenset[str]]:
        """Give the ids of the patients who have a key, and of those whose key was destroyed."""
        rows = session.query(PatientKeyRow).all()
        gone = frozenset(row.patient_id for row in rows if row.wrapped == _GONE)
        return frozenset(row.patient_id for row in rows) - gone, gone

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite a patient's key."""
        row = session.get(PatientKeyRow, patient_id)
        if row is not None:
            row.wrapped = _GONE

    def _opened(self, patient_id: str, wrapped: bytes) -> bytes:
        try:
            return unseal(self._wrapping, wrapped, _place_of(patient_id))
        except NotTheSeal:
            raise RecordDamaged("keys_damaged") from None


class KeyFiles:
    """The keys in two equal files of fixed places."""

    def __init__(self, wrapping: bytes, first: Path, mirror: Path) -> None:
        self._wrapping = wrapping
        self._files = (first, mirror)

    def add(self, session: Session, patient_id: str) -> bytes:
        """Make a patient's key and keep it in both files before anything is sealed with it.

        An id that was here before, erased or left by a crash, has its place written anew.
        """
        key = new_key()
        known = [list(_places(file, bytes.fromhex(patient_id))) for file in self._files]
        if any(body[_ID_BYTES:] == _GONE for places in known for _, body in places):
            self._set_tombstone(patient_id)
        place = _place(patient_id, seal(self._wrapping, key, _place_of(patient_id)))
        for file, places in zip(self._files, known, strict=True):
            for offset in [offset for offset, _ in places] or [_end(file)]:
                _write_at(file, offset, place)
        return key

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed, be it in one file only."""
        wanted = bytes.fromhex(patient_id)
        kept = [body[_ID_BYTES:] for file in self._files for _, body in _places(file, wanted)]
        return self._opened(patient_id, kept[0]) if kept and _GONE not in kept else None

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id: a place that one file has lost is read from the other."""
        kept, gone = self._read()
        return {one: self._opened(one, wrapped) for one, wrapped in kept.items() if one not in gone}

    def ids(self, session: Session) -> tuple[frozenset[str], frozenset[str]]:
        """Give the ids of the patients who have a key, and of those whose key was destroyed."""
        kept, gone = self._read()
        return frozenset(kept) - gone, gone

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite the patient's key with zeros in both files, and make sure of the disk."""
        for file in self._files:
            for offset, _ in _places(file, bytes.fromhex(patient_id)):
                _write_at(file, offset, _place(patient_id, _GONE))

    def _set_tombstone(self, patient_id: str) -> None:
        tombstone = tombstone_of(patient_id)
        for file in self._files:
            if not any(_places(file, bytes.fromhex(tombstone))):
                _write_at(file, _end(file), _place(tombstone, _GONE))

    def _read(self) -> tuple[dict[str, bytes], frozenset[str]]:
        kept: dict[str, bytes] = {}
        gone = set()
        for file in self._files:
            for _, body in _places(file):
                patient_id, wrapped = body[:_ID_BYTES].hex(), body[_ID_BYTES:]
                if wrapped == _GONE:
                    gone.add(patient_id)
                else:
                    kept.setdefault(patient_id, wrapped)
        return kept, frozenset(gone)

    def _opened(self, patient_id: str, wrapped: bytes) -> bytes:
        try:
            return unseal(self._wrapping, wrapped, _place_of(patient_id))
        except NotTheSeal:
            raise RecordDamaged("keys_damaged") from None


def _place(patient_id: str, wrapped: bytes) -> bytes:
    body = bytes.fromhex(patient_id) + wrapped
    return body + zlib.crc32(body).to_bytes(4, "big")


def _places(file: Path, wanted: bytes = b"") -> Iterator[tuple[int, bytes]]:
    """Give (offset, id and wrapped key) of every place in use whose checksum holds; of one id, or of all."""
    data = file.read_bytes() if file.exists() else b""
    for offset in _offsets(data, wanted):
        end = offset + _PLACE_BYTES
        body, check = data[offset : end - 4], data[end - 4 : end]
        if any(body) and zlib.crc32(body).to_bytes(4, "big") == check:
            yield offset, body


def _offsets(data: bytes, wanted: bytes) -> Iterator[int]:
    """Give the offsets of the whole places that begin with these bytes."""
    last = len(data) - _PLACE_BYTES
    if not wanted:
        yield from range(0, last + 1, _PLACE_BYTES)
        return
    found = data.find(wanted)
    while 0 <= found <= last:
        if found % _PLACE_BYTES == 0:
            yield found
        found = data.find(wanted, found + 1)


def _end(file: Path) -> int:
    """Give the offset of the next free place: behind the last whole one, over a torn one."""
    size = file.stat().st_size if file.exists() else 0
    return size - size % _PLACE_BYTES


def _write_at(file: Path, offset: int, data: bytes) -> None:
    with file.open("r+b" if file.exists() else "w+b") as opened:
        opened.seek(offset)
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
