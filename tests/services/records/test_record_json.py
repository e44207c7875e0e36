"""A record gives back exactly what was kept, and nothing from a document that is not one."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_app.domain.errors import PostureError, RecordDamaged, RecordProblem
from posture_app.domain.keypoints import Silhouette
from posture_app.domain.measures import MeasureSpec
from posture_app.domain.people import Assessment
from posture_app.domain.quality import warn
from posture_app.domain.views import View
from posture_app.services.records.record_json import from_record, to_record
from tests.assessments import analysis, assessment, assessment_of, keypoints_of


def same(one: object, other: object, where: str = "assessment") -> None:  # noqa: C901 one branch a kind
    """Compare field by field: dataclasses with arrays do not compare by themselves."""
    assert type(one) is type(other) or isinstance(one, (tuple, list, dict)), where
    if isinstance(one, MeasureSpec):
        assert one is other
    elif is_dataclass(one) and not isinstance(one, Enum):
        for field in fields(one):
            same(getattr(one, field.name), getattr(other, field.name), f"{where}.{field.name}")
    elif isinstance(one, np.ndarray):
        np.testing.assert_array_equal(one, other)  # type: ignore[arg-type]
    elif isinstance(one, dict):
        assert list(one) == list(other), where  # type: ignore[call-overload]
        for key in one:
            same(one[key], other[key], f"{where}[{key}]")  # type: ignore[index]
    elif isinstance(one, (tuple, list)):
        assert len(one) == len(other), where  # type: ignore[arg-type]
        for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):  # type: ignore[call-overload]
            same(mine, theirs, f"{where}[{index}]")
    else:
        assert one == other, where


def full() -> Assessment:
    """An assessment with everything in it: warnings, silhouette, notes, a pair that disagrees."""
    seen = assessment(shoulder_tilt=6.0)
    front = seen.views[View.FRONT]
    share = np.arange(12, dtype=np.uint8).reshape(3, 4)
    person = replace(front.body.person, silhouette=Silhouette(share, 1.5, 2.5, 0.5))
    front = replace(
        front, body=replace(front.body, person=person), reasons=(warn("hair_over_eye", degrees=4.1),)
    )
    views = {**seen.views, View.FRONT: front, View.BACK: analysis(View.BACK, keypoints_of(View.BACK))}
    return replace(assessment_of(views, seen.subject), notes="Zwei Zeilen\nund 한글")


def test_an_assessment_comes_back_as_it_was() -> None:
    kept = full()
    assert kept.agreement
    same(kept, from_record(to_record(kept)))


def test_a_field_that_did_not_exist_yet_takes_its_default() -> None:
    document = json.loads(to_record(full()))
    del document["assessment"]["notes"]
    document["assessment"]["views"]["pairs"][0][1].pop("scene_level")
    read = from_record(json.dumps(document).encode())
    assert read.notes == ""
    assert next(iter(read.views.values())).scene_level is None


START = b'{"schema": "posture-record/1", "assessment": '


def test_a_document_of_a_newer_program_is_said_to_be_one() -> None:
    with pytest.raises(RecordProblem, match="document_newer"):
        from_record(b'{"schema": "posture-record/2", "assessment": {}}')


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"schema": "posture-record/1"}',
        b'{"schema": "posture-record/1", "assessment": 3}',
        b'{"schema": "posture-record/1", "assessment": {"!": "Subject"}}',
        b'{"schema": "posture-record/1", "assessment": {"!": "Popen", "args": "ls"}}',
        START + b'{"!": "array", "kind": "uint8", "shape": [1e12], "packed": ""}}',
        START + b'{"!": "array", "kind": "object", "shape": [1], "packed": ""}}',
        START + b'{"!": "Silhouette", "share": null, "left": 0, "top": 0, "scale": 0}}',
        b'{"schema": "posture-record/1", "assessment": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_what_is_no_record_is_said_to_be_damaged(document: bytes) -> None:
    with pytest.raises(RecordDamaged, match="document_damaged"):
        from_record(document)


_WRITTEN = to_record(full())


@given(st.integers(0, len(_WRITTEN) - 1), st.binary(min_size=1, max_size=8))
def test_a_changed_document_reads_or_is_refused(place: int, bytes_: bytes) -> None:
    changed = _WRITTEN[:place] + bytes_ + _WRITTEN[place + len(bytes_) :]
    try:
        from_record(changed)
    except PostureError:
        return
