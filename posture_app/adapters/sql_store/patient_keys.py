"""Every patient's own key, kept apart from the records and never backed up with them.

Destroying one makes the patient's photographs and personal columns unreadable, in every
backup too. A folder keeps them in one file of fixed places, written twice; a place that is
given up is overwritten with zeros. PostgreSQL keeps them in a table that dumps leave out.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select

from posture_app.adapters.sealing import KEY_BYTES, NotTheSeal, new_key, seal, unseal
from posture_app.adapters.sql_store.tables import PatientKeyRow
from posture_app.domain.errors import RecordDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

_ID_BYTES = 16
_WRAPPED_BYTES = 12 + KEY_BYTES + 16
_PLACE_BYTES = _ID_BYTES + _WRAPPED_BYTES + 4  # and a checksum


class PatientKeys(Protocol):
    """Where the patients' keys are; called inside the transaction that uses them."""

    def add(self, session: Session, patient_id: str) -> bytes:
        """Make a patient's key and keep it."""

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed."""

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id."""

    def ids(self, session: Session) -> frozenset[str]:
        """Give the ids of the patients who have a key, without opening any."""

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite a patient's key."""


def _place_of(patient_id: str) -> str:
    return f"patient_keys/{patient_id}"


class KeyTable:
    """The keys in a table of PostgreSQL."""

    def __init__(self, wrapping: bytes) -> None:
        self._wrapping = wrapping

    def add(self, session: Session, patient_id: str) -> bytes:
        """Make a patient's key and keep it."""
        key = new_key()
        wrapped = seal(self._wrapping, key, _place_of(patient_id))
        session.add(PatientKeyRow(patient_id=patient_id, wrapped=wrapped))
        return key

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed."""
        row = session.get(PatientKeyRow, patient_id)
        return None if row is None else self._opened(patient_id, row.wrapped)

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id."""
        rows = session.query(PatientKeyRow).all()
        return {row.patient_id: self._opened(row.patient_id, row.wrapped) for row in rows}

    def ids(self, session: Session) -> frozenset[str]:
        """Give the ids of the patients who have a key."""
        return frozenset(session.scalars(select(PatientKeyRow.patient_id)))

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite a patient's key, then delete its row."""
        row = session.get(PatientKeyRow, patient_id)
        if row is not None:
            row.wrapped = bytes(len(row.wrapped))
            session.flush()
            session.delete(row)

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
        """Make a patient's key and keep it in both files before anything is sealed with it."""
        key = new_key()
        body = bytes.fromhex(patient_id) + seal(self._wrapping, key, _place_of(patient_id))
        for file in self._files:
            _write_at(file, _end(file), body + zlib.crc32(body).to_bytes(4, "big"))
        return key

    def get(self, session: Session, patient_id: str) -> bytes | None:
        """Give a patient's key, None when it was destroyed."""
        wanted = bytes.fromhex(patient_id)
        for file in self._files:
            for _, body in _places(file, wanted):
                return self._opened(patient_id, body[_ID_BYTES:])
        return None

    def all(self, session: Session) -> dict[str, bytes]:
        """Give every key by patient id: a place that one file has lost is read from the other."""
        found: dict[str, bytes] = {}
        for file in self._files:
            for _, body in _places(file):
                patient_id = body[:_ID_BYTES].hex()
                if patient_id not in found:
                    found[patient_id] = self._opened(patient_id, body[_ID_BYTES:])
        return found

    def ids(self, session: Session) -> frozenset[str]:
        """Give the ids of the patients who have a key in either file."""
        return frozenset(body[:_ID_BYTES].hex() for file in self._files for _, body in _places(file))

    def destroy(self, session: Session, patient_id: str) -> None:
        """Overwrite the patient's place with zeros in both files, and make sure of the disk."""
        for file in self._files:
            for offset, _ in _places(file, bytes.fromhex(patient_id)):
                _write_at(file, offset, bytes(_PLACE_BYTES))

    def _opened(self, patient_id: str, wrapped: bytes) -> bytes:
        try:
            return unseal(self._wrapping, wrapped, _place_of(patient_id))
        except NotTheSeal:
            raise RecordDamaged("keys_damaged") from None


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
