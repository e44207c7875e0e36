"""What the face check-in knows people by: one sealed vector a patient, kept only while they consent to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from posture_app.adapters.keys.sealing import NotTheSeal, seal, unseal
from posture_app.adapters.sql_store import trail
from posture_app.adapters.sql_store.tables import ConsentRow, FacePrintRow
from posture_app.domain.errors import RecordDamaged, RecordProblem
from posture_app.domain.records import Deed, Purpose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from posture_app.adapters.sql_store.outbox import Vault
    from posture_app.domain.faces.portrait import Vector
    from posture_app.domain.records import Actor


@dataclass(frozen=True, slots=True)
class SqlFacePrints:
    """Implements `services.records.store.FacePrints`; `keys` gives all patients' keys."""

    vault: Vault
    keys: Callable[[Session], Mapping[str, bytes]]

    def put(self, patient_id: str, model_version: str, vector: Vector, at: datetime, actor: Actor) -> None:
        """Keep what a patient's face is like, in place of what was kept before."""
        with self.vault.writing() as session:
            if not _consents(session, patient_id):
                raise RecordProblem("no_face_consent")
            key = self.vault.key(session, patient_id)
            session.execute(delete(FacePrintRow).where(FacePrintRow.patient_id == patient_id))
            row = FacePrintRow(
                id=uuid.uuid4().hex,
                patient_id=patient_id,
                model_version=model_version,
                made_at=at.isoformat(),
                sealed=b"",
            )
            row.sealed = seal(key, np.asarray(vector, np.float32).tobytes(), _place(row))
            session.add(row)
            self._tell(session, Deed.FACE_KEPT, actor, row)

    def all(self, model_version: str) -> Sequence[tuple[str, Vector]]:
        """Give everybody who consents, by patient id."""
        consenting = select(ConsentRow.patient_id).where(*_HOLDS)
        wanted = select(FacePrintRow).where(
            FacePrintRow.model_version == model_version, FacePrintRow.patient_id.in_(consenting)
        )
        with self.vault.reading() as session:
            keys = self.keys(session)
            rows = session.scalars(wanted)
            return [
                (row.patient_id, _vector(row, keys[row.patient_id])) for row in rows if row.patient_id in keys
            ]

    def has(self, patient_id: str) -> bool:
        """Tell whether something is kept of a patient."""
        with self.vault.reading() as session:
            found = select(FacePrintRow.id).where(FacePrintRow.patient_id == patient_id)
            return session.scalar(found) is not None

    # --- inside the transactions of the store ---

    def without_consent(self, session: Session, patient_id: str, actor: Actor) -> None:
        """Delete what a patient does not consent to any more; the trail tells that nothing is left."""
        if _consents(session, patient_id):
            return
        for row in session.scalars(select(FacePrintRow).where(FacePrintRow.patient_id == patient_id)):
            session.delete(row)
            self._tell(session, Deed.FACE_DELETED, actor, row)

    def erased(self, session: Session, patient_id: str) -> None:
        """Delete everything of a patient."""
        session.execute(delete(FacePrintRow).where(FacePrintRow.patient_id == patient_id))

    def checks(
        self, session: Session, keys: Mapping[str, bytes]
    ) -> Iterator[tuple[str, str, Callable[[], object]]]:
        """Give for every print its patient, the fault it might have, and what looks for that."""
        for row in session.scalars(select(FacePrintRow)):
            yield row.patient_id, f"face_damaged {row.id}", _check(row, keys)

    def _tell(self, session: Session, deed: Deed, actor: Actor, row: FacePrintRow) -> None:
        detail = f"{row.id} {row.model_version}"
        trail.append(session, self.vault.trail_key(), deed, actor, row.patient_id, detail)


_HOLDS = (ConsentRow.purpose == Purpose.FACE_CHECK_IN.value, ConsentRow.withdrawn_at.is_(None))


def _consents(session: Session, patient_id: str) -> bool:
    held = select(ConsentRow.id).where(ConsentRow.patient_id == patient_id, *_HOLDS)
    return session.scalar(held.limit(1)) is not None


def _place(row: FacePrintRow) -> str:
    """Bind a print to its patient, its own id, and the model that made it."""
    return f"faces/check-in/{row.patient_id}/{row.id}/{row.model_version}"


def _vector(row: FacePrintRow, key: bytes) -> Vector:
    try:
        return np.frombuffer(unseal(key, row.sealed, _place(row)), np.float32)
    except NotTheSeal:
        raise RecordDamaged("face_damaged") from None


def _check(row: FacePrintRow, keys: Mapping[str, bytes]) -> Callable[[], object]:
    return lambda: _vector(row, keys.get(row.patient_id, b""))
