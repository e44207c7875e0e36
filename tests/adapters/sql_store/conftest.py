"""A place for records of either kind, and a short way to fill it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.records import Actor, Patient, Visit
from posture_app.domain.views import View
from posture_app.services.records.store import VisitContent

PASSPHRASE = "seven calm herons"
ANNA = Actor("anna", "desk 1")
LIGHT = Stretching(passes=1, memory_kib=8192, lanes=1)
"""The least work that is read back, so that hundreds of stores are opened in no time."""
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def _moved_like_windows(moved_like_windows: None) -> None:
    """Whatever the tests do to records must be possible on Windows, too."""


@pytest.fixture
def clock() -> list[float]:
    """The time as the stores see it, to be set by the test."""
    return [1_000_000.0]


@pytest.fixture
def stores(tmp_path: Path, clock: list[float]) -> SqlStores:
    return SqlStores(tmp_path / "dumps", lambda: clock[0], LIGHT)


def new_patient(code: str = "P-1", name: str | None = "김민수") -> Patient:
    return Patient(uuid.uuid4().hex, code, name, date(1980, 2, 3), 175.0)


def new_visit(patient: Patient, at: datetime = NOON, **changed: object) -> Visit:
    fields = {"views": (View.FRONT, View.BACK), **changed}
    return Visit(uuid.uuid4().hex, patient.id, at, **fields)  # type: ignore[arg-type]


def content(mark: bytes = b"1") -> VisitContent:
    photos = {View.FRONT: b"\xff\xd8\xff front " + mark, View.BACK: b"\xff\xd8\xff back " + mark}
    return VisitContent(b'{"mark": ' + mark + b"}", photos, b"%PDF " + mark)
