"""Killed at any moment, and written by many at once: nothing is lost, halved, or doubled."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.views import View
from tests.adapters.records.conftest import ANNA, PASSPHRASE, new_patient, new_visit
from tests.adapters.records.writers import heavy_content, write_some, write_until_killed

KILLS = 200
WRITERS, VISITS_EACH = 8, 5
LONGEST_LIFE = 3.0
"""In saves: kills fall before, into, between, and after them."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")


def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.adapters.records.writers"])
    return context


def test_killed_at_any_moment_a_visit_is_whole_or_not_there(stores: SqlStores, tmp_path: Path) -> None:
    place = tmp_path / "records"
    store, _ = stores.make(str(place), PASSPHRASE, ANNA)
    patient = new_patient()
    store.add_patient(patient, ANNA)
    store.close()
    data_key = stores.data_key(str(place), PASSPHRASE)
    save_s = seconds_of_a_save(place, stores, data_key, patient)
    chance = random.Random(20261121)
    kept: set[str] = set()
    undecided = 0
    between = 0
    for _ in range(KILLS):
        begun, told_kept = run_and_kill(
            place, stores, data_key, patient, chance.uniform(0, LONGEST_LIFE) * save_s
        )
        kept |= told_kept
        store = stores.open_with_key(str(place), data_key, ANNA)
        there = {visit.id for visit in store.visits(patient.id)}
        assert kept <= there
        assert there - kept <= begun - told_kept  # only the last one may be kept without having said so
        undecided += len(there - kept)
        between += bool(begun - there)
        kept |= there
        store.close()
        files = {path.stem for path in (place / "photos").rglob("*.*")}
        assert len(files) == 2 * len(there)  # the sweep at the start left no orphan
    assert kept
    assert between  # otherwise no kill ever fell into a save
    store = stores.open_with_key(str(place), data_key, ANNA)
    assert store.verify().faults == ()
    assert {len(store.photo(visit_id, View.FRONT)) for visit_id in kept} == {200_000}
    store.close()
    print(
        f"{KILLS} kills, {between} in the middle of a save; {len(kept)} visits kept, {undecided} unannounced"
    )


def seconds_of_a_save(place, stores, data_key, patient):  # type: ignore[no-untyped-def]
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


def run_and_kill(place, stores, data_key, patient, life_s):  # type: ignore[no-untyped-def]
    """Let a process save visits and kill it so long after its first one began; give what it told."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    writer = processes().Process(
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


def test_eight_writers_lose_and_double_nothing(stores: SqlStores, place: str) -> None:
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    patient = new_patient()
    store.add_patient(patient, ANNA)
    data_key = stores.data_key(place, PASSPHRASE)
    context = processes()
    writers = [
        context.Process(target=write_some, args=(place, stores.dumps, data_key, patient, VISITS_EACH))
        for _ in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert len(store.visits(patient.id)) == WRITERS * VISITS_EACH
    assert len(store.patients()) == 1 + WRITERS * VISITS_EACH
    checked = store.verify()
    assert (checked.visits, checked.photos, checked.faults) == (
        WRITERS * VISITS_EACH,
        2 * WRITERS * VISITS_EACH,
        (),
    )
    store.close()
