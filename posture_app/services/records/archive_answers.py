"""What services elsewhere answered, as a patient's archive carries it: written, and read with mistrust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from posture_app.domain.cloud import Ask, Service
from posture_app.domain.errors import RecordDamaged
from posture_app.domain.outbox import VISIT_CHANGED, EntryState, OutboxEntry
from posture_app.domain.views import View
from posture_app.services.cloud.parcel_json import unpack_answer
from posture_app.services.records.archive_fields import an_id, moment, optional

MOST_BYTES = 1 << 30
"""Of the photographs of one request."""


def answered_dict(entry: OutboxEntry, answer: bytes) -> dict[str, Any]:
    """Write one entry of `services.json`."""
    return {
        "id": entry.id,
        "visit": entry.visit_id,
        "service": entry.service.value,
        "ask": entry.ask.value,
        "views": [view.value for view in entry.views],
        "blurred": entry.blurred,
        "size": entry.size,
        "queued_at": entry.queued_at.isoformat(),
        "settled_at": None if entry.settled_at is None else entry.settled_at.isoformat(),
        "reason": entry.reason,
        "answer": json.loads(answer),
    }


def answered_from(patient_id: str, data: Mapping[str, Any]) -> tuple[OutboxEntry, bytes]:
    """Read one entry of `services.json`; what does not read as an answer must not come in."""
    answer = json.dumps(data["answer"], ensure_ascii=False).encode()
    try:
        unpack_answer(answer)
    except RecordDamaged as damage:
        raise ValueError("no answer") from damage
    queued_at, size, reason = moment(data["queued_at"]), int(data["size"]), data["reason"]
    if not 0 <= size <= MOST_BYTES or reason not in ("", VISIT_CHANGED):
        raise ValueError("no entry of ours")
    entry = OutboxEntry(
        an_id(data["id"]),
        patient_id,
        an_id(data["visit"]),
        Service(data["service"]),
        Ask(data["ask"]),
        tuple(dict.fromkeys(View(one) for one in data["views"])),
        bool(data["blurred"]),
        size,
        queued_at,
        queued_at,
        EntryState.SENT,
        settled_at=optional(data["settled_at"], moment),
        reason=reason,
    )
    return entry, answer
