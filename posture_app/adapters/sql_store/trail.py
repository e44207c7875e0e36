"""The audit trail: numbered lines, each chained to the one before by a keyed digest."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from sqlalchemy import select

from posture_app.adapters.sql_store.tables import AuditRow, MetaRow
from posture_app.domain.records import Actor, AuditEvent, Deed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

HEAD = "audit_head"
_START = "0" * 64


def append(
    session: Session, key: bytes, deed: Deed, actor: Actor, patient_id: str | None, detail: str
) -> AuditEvent:
    """Write the next line inside the caller's transaction; writers wait for each other at the head's row."""
    head = lock(session)
    number, before = (0, _START) if head is None else _split(head.value)
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    row = AuditRow(
        number=number + 1,
        at=now,
        user=actor.user,
        station=actor.station,
        deed=deed.value,
        patient_id=patient_id,
        detail=detail,
        chain="",
    )
    row.chain = _link(key, before, row)
    session.add(row)
    if head is None:
        session.add(MetaRow(name=HEAD, value=f"{row.number} {row.chain}"))
    else:
        head.value = f"{row.number} {row.chain}"
    return event(row)


def lock(session: Session) -> MetaRow | None:
    """Make every other writer wait before it can end; give the trail's head, None at the very beginning."""
    return session.execute(select(MetaRow).where(MetaRow.name == HEAD).with_for_update()).scalar_one_or_none()


def event(row: AuditRow) -> AuditEvent:
    """Give a line as a value."""
    return AuditEvent(
        row.number,
        datetime.fromisoformat(row.at),
        Actor(row.user, row.station),
        Deed(row.deed),
        row.patient_id,
        row.detail,
        row.chain,
    )


def faults(session: Session, key: bytes, rows: Sequence[AuditRow]) -> Iterator[str]:
    """Follow the chain; name every line that was changed, is missing, or was cut off at the end."""
    number, before = 0, _START
    for row in rows:
        if row.number != number + 1:
            yield f"audit_gap {number + 1}"
        if row.chain != _link(key, before, row):
            yield f"audit_changed {row.number}"
        number, before = row.number, row.chain
    head = session.get(MetaRow, HEAD)
    if head is None or _split(head.value) != (number, before):
        yield f"audit_cut {number}"


def _split(head: str) -> tuple[int, str]:
    number, chain = head.split(" ")
    return int(number), chain


def _link(key: bytes, before: str, row: AuditRow) -> str:
    told = [before, row.number, row.at, row.user, row.station, row.deed, row.patient_id, row.detail]
    return hmac.new(key, json.dumps(told, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()
