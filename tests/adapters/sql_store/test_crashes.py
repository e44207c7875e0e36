"""Killed at any moment, and written by many at once: nothing is lost, halved, or doubled."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posture_app.adapters.sql_store.opener import SqlStores
from tests.adapters.sql_store.crashes import kill_often, write_by_many

KILLS = 200
WRITERS, VISITS_EACH = 8, 5

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills with SIGKILL")


def test_killed_at_any_moment_a_visit_is_whole_or_not_there(stores: SqlStores, tmp_path: Path) -> None:
    left = kill_often(stores, tmp_path / "records", KILLS)
    assert left.faults == ()
    assert left.kept
    assert left.between  # otherwise no kill ever fell into a save


def test_eight_writers_lose_and_double_nothing(stores: SqlStores, place: str) -> None:
    written = write_by_many(stores, place, WRITERS, VISITS_EACH)
    assert (written.visits, written.photos, written.patients, written.faults) == (
        WRITERS * VISITS_EACH,
        2 * WRITERS * VISITS_EACH,
        1 + WRITERS * VISITS_EACH,
        (),
    )
