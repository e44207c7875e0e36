"""What an older backup brings back of somebody who was erased and whose archive came in again.

Such rows were sealed with a key that is no more. The patient has another one by now, so the rows look
damaged; that the older key was destroyed (`patient_keys.tombstone_of`) and that the present one opens
nothing at all tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from posture_app.adapters.keys.sealing import NotTheSeal, unseal
from posture_app.adapters.sql_store.patient_keys import tombstone_of
from posture_app.adapters.sql_store.tables import PatientRow, VisitRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from posture_app.adapters.sql_store.patient_keys import PatientKeys


def ghosts(
    session: Session, keys: PatientKeys, gone: frozenset[str], among: Collection[str]
) -> frozenset[str]:
    """Give the patients of whom nothing but such rows is there; where anything opens, the rest is damaged.

    `gone` is what `keys.ids` tells of destroyed keys, tombstones among them.
    """
    came_back = {tombstone_of(one) for one in gone}.intersection(among)  # the complement's is the id again
    return frozenset(one for one in came_back if _opens_nothing(session, one, keys.get(session, one)))


def _opens_nothing(session: Session, patient_id: str, key: bytes | None) -> bool:
    if key is None:
        return False
    of_patient = select(PatientRow.sealed).where(PatientRow.id == patient_id)
    documents = select(VisitRow.id, VisitRow.sealed_document).where(VisitRow.patient_id == patient_id)
    sealed = [(f"patients/{patient_id}", one) for one in session.scalars(of_patient)]
    sealed += [(f"visits/{row.id}", row.sealed_document) for row in session.execute(documents)]
    return not any(_opens(key, data, place) for place, data in sealed)


def _opens(key: bytes, sealed: bytes, place: str) -> bool:
    try:
        unseal(key, sealed, place)
    except NotTheSeal:
        return False
    return True
