"""What the tests of crashes and of many writers run in processes of their own."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

from posture_app.adapters.sql_store import engine
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.records import Actor, Patient
from posture_app.domain.views import View
from posture_app.services.records.store import VisitContent
from tests.adapters.sql_store.conftest import new_visit


def heavy_content() -> VisitContent:
    """Two photographs large enough that being killed while writing them is likely."""
    return VisitContent(
        b'{"size": 20}', {View.FRONT: os.urandom(200_000), View.BACK: os.urandom(200_000)}, os.urandom(50_000)
    )


def write_until_killed(place: str, dumps: Path, data_key: bytes, patient: Patient, tell: Connection) -> None:
    """Save visit after visit, telling the id of each before it is begun and after it was kept."""
    actor = Actor("writer", f"process {os.getpid()}")
    store = SqlStores(dumps).open_with_key(place, data_key, actor)
    while True:
        visit = new_visit(patient)
        tell.send(("begun", visit.id))
        store.add_visit(visit, heavy_content(), actor)
        tell.send(("kept", visit.id))


def write_some(place: str, dumps: Path, data_key: bytes, patient: Patient, count: int) -> None:
    """Save so many visits, and a patient with each; wait for one's turn as long as a busy machine takes."""
    engine.BUSY_S = 300.0
    actor = Actor("writer", f"process {os.getpid()}")
    store = SqlStores(dumps).open_with_key(place, data_key, actor)
    for number in range(count):
        own = Patient(os.urandom(16).hex(), f"{os.getpid()}-{number}")
        store.add_patient(own, actor)
        store.add_visit(new_visit(patient), heavy_content(), actor)
    store.close()
