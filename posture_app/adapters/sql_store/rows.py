"""The store's rows and what stands in them: sealed on the way in, unsealed and checked on the way out."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from posture_app.adapters.keys.sealing import NotTheSeal, seal, unseal
from posture_app.adapters.sql_store.tables import ConsentRow, PatientRow, VisitRow
from posture_app.domain.errors import RecordDamaged
from posture_app.domain.records import Consent, Patient, Purpose, Visit, VisitState
from posture_app.domain.views import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_app.services.records.store import VisitContent


def known(keys: dict[str, bytes], patient_id: str) -> bytes:
    """Give a patient's key; raise RecordDamaged (``keys_damaged``)."""
    if patient_id not in keys:
        raise RecordDamaged("keys_damaged")
    return keys[patient_id]


def check_patient(row: PatientRow, keys: dict[str, bytes]) -> Callable[[], object]:
    """Give the check that a patient's row can be read."""
    return lambda: patient_of(row.id, row.sealed, known(keys, row.id))


def check_visit(row: VisitRow, keys: dict[str, bytes]) -> Callable[[], object]:
    """Give the check that a visit's document and report can be read."""

    def check() -> None:
        key = known(keys, row.patient_id)
        json.loads(unsealed(key, row.sealed_document, f"visits/{row.id}", "document_damaged"))
        if row.sealed_report is not None:
            unsealed(key, row.sealed_report, f"reports/{row.id}", "document_damaged")

    return check


def unsealed(key: bytes, sealed: bytes, place: str, fault: str) -> bytes:
    """Unseal what was sealed for `place`; raise RecordDamaged with the code `fault`."""
    try:
        return unseal(key, sealed, place)
    except NotTheSeal:
        raise RecordDamaged(fault) from None


def sealed_patient(patient: Patient, key: bytes) -> bytes:
    """Seal what is known of a patient."""
    plain: dict[str, Any] = {
        "code": patient.code.strip(),
        "name": patient.name,
        "birth_date": None if patient.birth_date is None else patient.birth_date.isoformat(),
        "height_cm": patient.height_cm,
    }
    return seal(key, json.dumps(plain, ensure_ascii=False).encode(), f"patients/{patient.id}")


def patient_of(patient_id: str, sealed: bytes, key: bytes) -> Patient:
    """Unseal a patient."""
    plain = json.loads(unsealed(key, sealed, f"patients/{patient_id}", "patient_damaged"))
    birth = plain["birth_date"]
    return Patient(
        patient_id,
        plain["code"],
        plain["name"],
        None if birth is None else date.fromisoformat(birth),
        plain["height_cm"],
    )


def consent_of(row: ConsentRow) -> Consent:
    """Read a consent's row."""
    return Consent(
        row.id,
        row.patient_id,
        Purpose(row.purpose),
        row.text_version,
        row.language,
        datetime.fromisoformat(row.given_at),
        _when(row.withdrawn_at),
    )


def visit_row(visit: Visit, content: VisitContent, key: bytes) -> VisitRow:
    """Make the row of a visit, a draft at first."""
    report = content.report
    return VisitRow(
        id=visit.id,
        patient_id=visit.patient_id,
        taken_at=visit.taken_at.isoformat(),
        views=" ".join(view.value for view in visit.views),
        state=VisitState.DRAFT.value,
        version=visit.version,
        corrects=visit.corrects,
        sealed_document=seal(key, content.document, f"visits/{visit.id}"),
        sealed_report=None if report is None else seal(key, report, f"reports/{visit.id}"),
    )


def visit_of(row: VisitRow) -> Visit:
    """Read a visit's row, without what is sealed in it."""
    return Visit(
        row.id,
        row.patient_id,
        datetime.fromisoformat(row.taken_at),
        tuple(View(view) for view in row.views.split()),
        VisitState(row.state),
        row.version,
        row.corrects,
        row.signed_by,
        _when(row.signed_at),
    )


def _when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
