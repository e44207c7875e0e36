"""Processes killed while they save, and many that save at once: what the tests and the benchmark run."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.domain.records import Patient
from posture_app.domain.views import View
from tests.adapters.sql_store.conftest import ANNA, PASSPHRASE, new_patient, new_visit
from tests.adapters.sql_store.writers import heavy_content, write_some, write_until_killed

LONGEST_LIFE = 3.0
"""In saves: kills fall before, into, between, and after them."""


@dataclass(frozen=True)
class Killed:
    """What was left after so many kills: visits kept whole, of them unannounced, and kills inside a save."""

    kills: int
    between: int
    kept: int
    unannounced: int
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """What many writers left: visits, photographs, patients, and how long it took them together."""

    visits: int
    photos: int
    patients: int
    seconds: float
    faults: tuple[str, ...]


def kill_often(stores: SqlStores, place: Path, kills: int, seed: int = 20261121) -> Killed:
    """Make a store, kill a process that saves into it so often, and check what is left after each kill."""
    store, _ = stores.make(str(place), PASSPHRASE, ANNA)
    patient = new_patient()
    store.add_patient(patient, ANNA)
    store.close()
    data_key = stores.data_key(str(place), PASSPHRASE)
    save_s = _seconds_of_a_save(place, stores, data_key)
    chance = random.Random(seed)
    kept: set[str] = set()
    unannounced = between = 0
    for _ in range(kills):
        life_s = chance.uniform(0, LONGEST_LIFE) * save_s
        begun, told_kept = _run_and_kill(place, stores, data_key, patient, life_s)
        kept |= told_kept
        store = stores.open_with_key(str(place), data_key, ANNA)
        there = {visit.id for visit in store.visits(patient.id)}
        assert kept <= there
        assert there - kept <= begun - told_kept  # only the last one may be kept without having said so
        unannounced += len(there - kept)
        between += bool(begun - there)
        kept |= there
        store.close()
        files = {path.stem for path in (place / "photos").rglob("*.*")}
        assert len(files) == 2 * len(there)  # the sweep at the start left no orphan
    store = stores.open_with_key(str(place), data_key, ANNA)
    faults = store.verify().faults
    assert {len(store.photo(visit_id, View.FRONT)) for visit_id in kept} <= {200_000}
    store.close()
    return Killed(kills, between, len(kept), unannounced, faults)


def write_by_many(stores: SqlStores, place: str, writers: int, visits_each: int) -> Written:
    """Make a store and let processes save into it at once."""
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    store.add_patient(patient, ANNA)
    data_key = stores.data_key(place, PASSPHRASE)
    context = _processes()
    running = [
        context.Process(target=write_some, args=(place, stores.dumps, data_key, patient, visits_each))
        for _ in range(writers)
    ]
    begun = time.perf_counter()
    for writer in running:
        writer.start()
    for writer in running:
        writer.join()
    took = time.perf_counter() - begun
    assert [writer.exitcode for writer in running] == [0] * writers
    written = _counted(store, patient, took)
    store.close()
    return written


def _counted(store: SqlStore, patient: Patient, took: float) -> Written:
    checked = store.verify()
    visits = len(store.visits(patient.id))
    assert visits == checked.visits
    return Written(visits, checked.photos, len(store.patients()), took, checked.faults)


def _processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.adapters.sql_store.writers"])
    return context


def _seconds_of_a_save(place: Path, stores: SqlStores, data_key: bytes) -> float:
    """Time a few saves, so that the kills fall among them on any machine, and leave none of them."""
    store = stores.open_with_key(str(place), data_key, ANNA)
    other = new_patient("timing")
    store.add_patient(other, ANNA)
    begun = time.perf_counter()
    for _ in range(5):
        store.add_visit(new_visit(other), heavy_content(), ANNA)
    took = (time.perf_counter() - begun) / 5
    store.erase_patient(other.id, ANNA)
    store.close()
    return took


def _run_and_kill(
    place: Path, stores: SqlStores, data_key: bytes, patient: Patient, life_s: float
) -> tuple[set[str], set[str]]:
    """Let a process save visits and kill it so long after its first one began; give what it told."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    writer = _processes().Process(
        target=write_until_killed, args=(str(place), stores.dumps, data_key, patient, theirs)
    )
    writer.start()
    theirs.close()
    told = [ours.recv()]
    writer.join(life_s)  # ends early only should the writer die by itself
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    while True:
        try:
            told.append(ours.recv())
        except EOFError:
            break
    ours.close()
    writer.close()
    begun = {visit_id for what, visit_id in told if what == "begun"}
    return begun, {visit_id for what, visit_id in told if what == "kept"}
