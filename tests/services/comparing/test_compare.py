"""Visits out of a store, compared; and the comparison as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.domain.errors import NotAllowed, RecordProblem
from posture_app.domain.people import Assessment
from posture_app.domain.records import Actor, Patient, Role, User, Visit
from posture_app.domain.views import View
from posture_app.services.comparing.compare import compare_records
from posture_app.services.comparing.comparison_json import to_json
from posture_app.services.records.access import Records
from posture_app.services.wording import Words
from tests.visits import MARCH, visit

Shelf = tuple[Records, Patient]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    stores = SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))
    store, _ = stores.make(str(tmp_path / "records"), "seven calm herons", Actor("anna", "desk"))
    records = Records(store, User("anna", Role.ADMIN), "desk")
    yield records, records.add_patient("P-1", "김민수")
    store.close()


def filed(shelf: Shelf, seen: Assessment) -> Visit:
    records, patient = shelf
    return records.file(patient, seen, {View.FRONT: f"{seen.taken_at}".encode()}, None)


def test_the_first_visit_is_compared_with_the_last_unless_two_are_named(shelf: Shelf):
    records, patient = shelf
    late, first, middle = (
        filed(shelf, visit(days, shoulder_tilt=tilt)) for days, tilt in ((60, 8.0), (0, 1.0), (30, 2.0))
    )
    whole = compare_records(records, patient)

    assert [one.id for one in whole.visits] == [first.id, middle.id, late.id]
    assert (whole.comparison.before, whole.comparison.after) == (0, 2)
    assert whole.before == {View.FRONT: f"{MARCH}".encode()}
    assert whole.after == {View.FRONT: f"{MARCH + timedelta(60)}".encode()}
    two = compare_records(records, patient, (middle.id, first.id))
    assert (two.comparison.before, two.comparison.after) == (0, 1)


def test_of_a_corrected_visit_only_the_newest_version_counts(shelf: Shelf):
    records, patient = shelf
    old = filed(shelf, visit(0, shoulder_tilt=9.0))
    records.sign(old)
    (signed,) = records.visits(patient)
    new = records.refile(signed, visit(0, shoulder_tilt=1.0), {View.FRONT: b"x"}, None)
    with pytest.raises(RecordProblem, match="too_few_visits"):
        compare_records(records, patient)
    last = filed(shelf, visit(30))

    assert [one.id for one in compare_records(records, patient).visits] == [new.id, last.id]
    with pytest.raises(RecordProblem, match="no_visit"):
        compare_records(records, patient, (old.id, last.id))
    with pytest.raises(RecordProblem, match="same_visit"):
        compare_records(records, patient, (last.id, last.id))


def test_who_may_not_read_may_not_compare(shelf: Shelf):
    records, patient = shelf
    filed(shelf, visit())
    with pytest.raises(NotAllowed):
        compare_records(Records(records.store, User("bea", Role.CAPTURE), "desk"), patient)


def test_the_machine_interface_tells_every_measure(shelf: Shelf):
    records, patient = shelf
    for days, tilt in ((0, 1.0), (30, 2.0), (60, 8.0)):
        filed(shelf, visit(days, shoulder_tilt=tilt))
    compared = compare_records(records, patient)
    told = json.loads(to_json(compared, Words("en")))
    (row,) = (one for one in told["measures"] if one["id"] == "shoulder_tilt")

    assert told["schema"] == "posture-comparison/1"
    assert [told["before"], told["after"]] == [told["visits"][0]["id"], told["visits"][2]["id"]]
    assert [one["value"] for one in row["values"]] == pytest.approx([1.0, 2.0, 8.0], abs=1e-3)
    assert row["change"]["difference"] == pytest.approx(7.0, abs=1e-3)
    assert row["latest"]["difference"] == pytest.approx(6.0, abs=1e-3)
    assert (row["change"]["verdict"], row["change"]["why_not"]) == ("changed", [])
    assert row["text"].startswith("Shoulders (front): 7.0° more than on 3 March; real")
    assert "김민수" not in json.dumps(told, ensure_ascii=False)
