"""Parcels and answers as the records keep them, sealed, until they are sent and as long as they are shown."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Parcel, Service
from posture_app.domain.errors import RecordDamaged
from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Landmark
from posture_app.domain.views import View

_NOT_OURS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, binascii.Error)
"""What values raise that are made from the wrong parts."""


def pack_parcel(parcel: Parcel) -> bytes:
    """Write a parcel as UTF-8 JSON, its photographs as base64."""
    return _json(
        {
            "id": parcel.id,
            "service": parcel.service.value,
            "ask": parcel.ask.value,
            "to": parcel.to,
            "blurred": parcel.blurred,
            "photos": {view.value: base64.b64encode(photo).decode() for view, photo in parcel.photos.items()},
        }
    )


def unpack_parcel(packed: bytes) -> Parcel:
    """Read a parcel; raise RecordDamaged (``document_damaged``)."""
    try:
        data = json.loads(packed)
        photos = {View(view): base64.b64decode(text, validate=True) for view, text in data["photos"].items()}
        return Parcel(
            data["id"], Service(data["service"]), Ask(data["ask"]), photos, str(data["to"]), data["blurred"]
        )
    except _NOT_OURS as error:
        raise RecordDamaged("document_damaged") from error


def pack_answer(answer: CloudAnswer) -> bytes:
    """Write an answer as UTF-8 JSON."""
    return _json(
        {
            "readings": [_written(one) for one in answer.readings],
            "messages": list(answer.messages),
            "credit": answer.credit,
            "cost": answer.cost,
        }
    )


def unpack_answer(packed: bytes) -> CloudAnswer:
    """Read an answer; raise RecordDamaged (``document_damaged``)."""
    try:
        data = json.loads(packed)
        readings = tuple(_read(one) for one in data["readings"])
        return CloudAnswer(readings, tuple(data["messages"]), data["credit"], data["cost"])
    except _NOT_OURS as error:
        raise RecordDamaged("document_damaged") from error


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode()


def _written(reading: CloudReading) -> dict[str, Any]:
    return {
        "view": reading.view.value,
        "degrees": dict(reading.degrees),
        "grades": dict(reading.grades),
        "letter": reading.letter,
        "people": [_points(one) for one in reading.people],
    }


def _points(keypoints: Keypoints) -> dict[str, list[float]]:
    """Give x, y in pixels, and score by landmark; what is missing is left out."""
    return {
        landmark.name.lower(): [*keypoints.point(landmark).tolist(), float(keypoints.visibility[landmark])]
        for landmark in tuple(Landmark)[:MODEL_LANDMARKS]
        if keypoints.has(landmark)
    }


def _read(data: Mapping[str, Any]) -> CloudReading:
    return CloudReading(
        View(data["view"]),
        {str(measure): _finite(value) for measure, value in data["degrees"].items()},
        {str(measure): int(grade) for measure, grade in data["grades"].items()},
        data["letter"],
        tuple(_keypoints(one) for one in data["people"]),
    )


def _finite(number: Any) -> float:
    if not math.isfinite(number):
        raise ValueError("a number")
    return float(number)


def _keypoints(points: Mapping[str, Any]) -> Keypoints:
    xy_px, visibility = np.full((MODEL_LANDMARKS, 2), np.nan), np.zeros(MODEL_LANDMARKS)
    for name, (x, y, score) in points.items():
        landmark = Landmark[name.upper()]
        xy_px[landmark], visibility[landmark] = (_finite(x), _finite(y)), _finite(score)
    return Keypoints.from_model(xy_px, visibility)
