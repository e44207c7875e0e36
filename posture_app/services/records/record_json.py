"""An assessment as the records keep it, schema `posture-record/1`: nothing is lost, nothing is rounded.

`assessment_json` is for other programs and for people; this is for ourselves, years later. Every value
of the domain is written with its class's name and its fields, so that a document that was
written before a field existed still reads (the field's default stands in), and nothing but the
classes listed here is ever made from one.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

import numpy as np

from posture_app.domain.agreement import Evidence, TwoViews
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.findings import Finding, NoValue
from posture_app.domain.grading import Grade, NoGrade, NoLetter
from posture_app.domain.keypoints import Keypoints, Person, Silhouette, Source
from posture_app.domain.measures import BY_ID, MeasureClass, MeasureSpec
from posture_app.domain.norms import LetterRule, Limits, NormSet, Reference
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.quality import Reason, Severity
from posture_app.domain.repeats import Averaged
from posture_app.domain.views import Facing, View

SCHEMA = "posture-record/1"

_VALUES = {
    one.__name__: one
    for one in (
        Assessment,
        Averaged,
        CameraGeometry,
        CameraLevel,
        Engine,
        Finding,
        Grade,
        Keypoints,
        LetterRule,
        Limits,
        NormSet,
        Person,
        PhotoAnalysis,
        Reason,
        Reference,
        Silhouette,
        Subject,
        TwoViews,
    )
}
_NAMES = {
    one.__name__: one
    for one in (
        Evidence,
        Facing,
        LevelSource,
        MeasureClass,
        NoGrade,
        NoLetter,
        NoValue,
        Severity,
        Source,
        View,
    )
}
_KINDS = ("float64", "float32", "uint8")
_MOST_BYTES = 64 << 20
"""An array that unpacks to more is no part of an assessment."""


_NOT_A_RECORD = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    zlib.error,
)
"""What values raise that are made from the wrong parts."""


def to_record(assessment: Assessment) -> bytes:
    """Write an assessment, as UTF-8 JSON."""
    document = {"schema": SCHEMA, "assessment": _written(assessment)}
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()


def from_record(document: bytes) -> Assessment:
    """Read an assessment that `to_record` wrote.

    Raises
    ------
    RecordProblem
        ``document_newer``: a newer program wrote it.
    RecordDamaged
        ``document_damaged``: it is no such document.
    """
    try:
        data = json.loads(document)
        schema = data["schema"]
        if schema != SCHEMA:
            raise RecordProblem("document_newer")
        assessment = _read(data["assessment"])
    except _NOT_A_RECORD as error:
        raise RecordDamaged("document_damaged") from error
    if not isinstance(assessment, Assessment):
        raise RecordDamaged("document_damaged")
    return assessment


def _written(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (MeasureSpec, Enum, datetime, np.ndarray)) or is_dataclass(value):
        return _written_value(value)
    if isinstance(value, Mapping):
        return {"!": "map", "pairs": [[_written(key), _written(one)] for key, one in value.items()]}
    if isinstance(value, (tuple, list)):
        return [_written(one) for one in value]
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise TypeError(f"a record cannot hold {type(value).__name__}")


def _written_value(value: Any) -> dict[str, Any]:
    if isinstance(value, MeasureSpec):
        return {"!": "measure", "id": value.id}
    if isinstance(value, Enum):
        return {"!": _known(type(value).__name__, _NAMES), "value": value.value}
    if isinstance(value, datetime):
        return {"!": "time", "value": value.isoformat()}
    if isinstance(value, np.ndarray):
        packed = base64.b64encode(zlib.compress(np.ascontiguousarray(value).tobytes(), 6)).decode()
        return {"!": "array", "kind": value.dtype.name, "shape": list(value.shape), "packed": packed}
    parts = {one.name: _written(getattr(value, one.name)) for one in fields(value) if one.init}
    return {"!": _known(type(value).__name__, _VALUES), **parts}


def _known(name: str, listed: Mapping[str, type]) -> str:
    if name not in listed:
        raise TypeError(f"a record cannot hold {name}: list it in record_json")
    return name


def _read(data: Any) -> Any:
    if isinstance(data, list):
        return tuple(_read(one) for one in data)
    if not isinstance(data, dict):
        return data
    kind = data["!"]
    if kind in _VALUES:
        return _value(_VALUES[kind], data)
    if kind in _NAMES:
        return _NAMES[kind](data["value"])
    return _READERS[kind](data)


def _value(kind: type, data: Mapping[str, Any]) -> Any:
    """Make a value; a field that did not exist yet when it was written takes its default."""
    given = {one.name: _read(data[one.name]) for one in fields(kind) if one.init and one.name in data}
    missing = [
        one.name
        for one in fields(kind)
        if one.init and one.name not in given and one.default is MISSING and one.default_factory is MISSING
    ]
    if missing:
        raise ValueError(f"{kind.__name__} without {missing[0]}")
    return kind(**given)


def _array(data: Mapping[str, Any]) -> Any:
    if data["kind"] not in _KINDS:
        raise ValueError("kind of array")
    shape = tuple(int(one) for one in data["shape"])
    size = int(np.prod(shape)) * np.dtype(data["kind"]).itemsize
    if not 0 <= size <= _MOST_BYTES:
        raise ValueError("size of array")
    plain = zlib.decompressobj().decompress(base64.b64decode(data["packed"], validate=True), size + 1)
    return np.frombuffer(plain, data["kind"]).reshape(shape).copy()


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "measure": lambda data: BY_ID[data["id"]],
    "time": lambda data: datetime.fromisoformat(data["value"]),
    "array": _array,
    "map": lambda data: {_read(key): _read(one) for key, one in data["pairs"]},
}
