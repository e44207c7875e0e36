"""Backups that are made by themselves at opening."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.adapters.sql_store.store import SqlStore
from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Deed
from posture_app.services.records.backups import failed_backup, missed_backup
from tests.adapters.sql_store.conftest import ANNA, PASSPHRASE
from tests.postgres import PostgresServer

DAY_S = 24 * 3600.0


def told(store: SqlStore) -> list[str]:
    return [line.detail for line in store.audit() if line.deed is Deed.BACKED_UP]


def test_the_first_opening_of_a_day_makes_a_backup(stores: SqlStores, place: str, clock: list[float]) -> None:
    daily = replace(stores, backup_after_s=DAY_S)
    daily.make(place, PASSPHRASE, ANNA)[0].close()
    assert daily.backups(place) == []
    daily.open(place, PASSPHRASE, ANNA).close()
    (first,) = daily.backups(place)
    assert first == "19700112-134640-000000"
    clock[0] += DAY_S - 1
    daily.open_with_key(place, daily.data_key(place, PASSPHRASE), ANNA).close()
    assert daily.backups(place) == [first]
    clock[0] += 1
    store = daily.open_with_key(place, daily.data_key(place, PASSPHRASE), ANNA)
    second, kept = daily.backups(place)
    assert kept == first
    assert told(store) == [f"by itself {first}", f"by itself {second}"]
    assert store.verify().faults == ()
    store.close()
    daily.restore(place, PASSPHRASE, first, ANNA)


def test_two_databases_keep_their_backups_apart(stores: SqlStores, postgres: PostgresServer) -> None:
    daily = replace(stores, backup_after_s=DAY_S)
    for place in (postgres.new_database(), postgres.new_database()):
        daily.make(place, PASSPHRASE, ANNA)[0].close()
        assert daily.backups(place) == []
        daily.open(place, PASSPHRASE, ANNA).close()
        assert len(daily.backups(place)) == 1


def test_the_newest_fourteen_stay(stores: SqlStores, place: str, clock: list[float]) -> None:
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    names = []
    for _ in range(16):
        clock[0] += DAY_S
        names.append(store.back_up())
    store.close()
    assert stores.backups(place) == names[:1:-1]


def test_so_many_stay_as_the_clinic_wants(stores: SqlStores, place: str, clock: list[float]) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()
    frugal = replace(stores, backup_after_s=0.0, backups_kept=2)
    for _ in range(4):
        clock[0] += 1.0
        frugal.open(place, PASSPHRASE, ANNA).close()
    assert frugal.backups(place) == ["19700112-134644-000000", "19700112-134643-000000"]


def test_what_stands_in_a_backups_way_is_noted_and_keeps_nobody_out(
    stores: SqlStores, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores.make(place, PASSPHRASE, ANNA)[0].close()

    def full(store: SqlStore) -> str:
        raise RecordProblem("store_full")

    monkeypatch.setattr(SqlStore, "back_up", full)
    store = replace(stores, backup_after_s=DAY_S).open(place, PASSPHRASE, ANNA)
    assert told(store) == ["by itself failed: store_full"]
    missed = missed_backup(store.last_backup())
    assert missed is not None
    assert missed.problem.code == "store_full"
    store.close()


def test_the_newest_line_tells_whether_there_is_a_backup(stores: SqlStores, place: str) -> None:
    store, _ = stores.make(place, PASSPHRASE, ANNA)
    assert store.last_backup() is None
    store.note(
        Deed.BACKED_UP, ANNA, detail=failed_backup(RecordProblem("server_tool_missing", tool="pg_dump"))
    )
    missed = missed_backup(store.last_backup())
    assert missed is not None
    assert (missed.problem.code, missed.problem.facts) == ("server_tool_missing", {"tool": "pg_dump"})
    store.note(Deed.BACKED_UP, ANNA, detail=store.back_up())
    store.note(Deed.VISIT_READ, ANNA)
    assert missed_backup(store.last_backup()) is None
    store.close()
