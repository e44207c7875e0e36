"""HL7 FHIR R4B and R5: a collection of Patient, DiagnosticReport with the PDF, one Observation a measure.

LOINC has no codes for posture angles, so measures are coded in a CodeSystem of our own, which travels with
the bundle; units are UCUM, body sites SNOMED CT.
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fhir.resources.bundle import Bundle as BundleR5
from fhir.resources.R4B.bundle import Bundle as BundleR4B

from posture_app.domain.uncertainty import interval

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding
    from posture_app.domain.people import Assessment
    from posture_app.domain.records import Patient
    from posture_app.services.records.exporting import Export, ExportedVisit
    from posture_app.services.wording import Words

RELEASES = {"R4B": BundleR4B, "R5": BundleR5}
CODES = "urn:posture-app:measure"
GRADES = "urn:posture-app:grade"
PATIENTS = "urn:posture-app:patient-code"
UCUM = "http://unitsofmeasure.org"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_SNOMED = "http://snomed.info/sct"

_UNITS = {"deg": ("degree", "deg"), "cm": ("centimeter", "cm")}
_SITES = {
    "head": ("69536005", "Head structure"),
    "neck": ("45048000", "Neck structure"),
    "cranio": ("45048000", "Neck structure"),
    "ear": ("45048000", "Neck structure"),
    "shoulder": ("16982005", "Shoulder region structure"),
    "rounded": ("16982005", "Shoulder region structure"),
    "pelvic": ("12921003", "Pelvic structure"),
    "sagittal": ("12921003", "Pelvic structure"),
    "trunk": ("22943007", "Trunk structure"),
    "knee": ("72696002", "Knee region structure"),
    "left": ("72696002", "Knee region structure"),
    "right": ("72696002", "Knee region structure"),
}
"""SNOMED CT body structures by the first word of a measure's id."""
_SIDES = {"left": ("7771000", "Left"), "right": ("24028007", "Right")}


def fhir_of(export: Export, words: Words, release: str = "R5") -> bytes:
    """Write a Bundle, checked by the release's own schema; raise KeyError for a release that is none."""
    entries = [_entry(_patient(export.patient)), _entry(_code_system(export, words))]
    for one in export.visits:
        entries += [_entry(resource) for resource in _visit(export.patient, one, words)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    checked = RELEASES[release](**bundle)
    return json.dumps(json.loads(checked.model_dump_json()), ensure_ascii=False, indent=1).encode()


def _entry(resource: dict[str, Any]) -> dict[str, Any]:
    return {"fullUrl": f"urn:uuid:{uuid.UUID(resource['id'])}", "resource": resource}


def _reference(id_: str) -> dict[str, str]:
    return {"reference": f"urn:uuid:{uuid.UUID(id_)}"}


def _derived_id(visit_id: str, what: str) -> str:
    """Give the id of a part of a visit: always the same for the same part."""
    return str(uuid.uuid5(uuid.UUID(visit_id), what))


def _patient(patient: Patient) -> dict[str, Any]:
    written: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(uuid.UUID(patient.id)),
        "identifier": [{"system": PATIENTS, "value": patient.code}],
    }
    if patient.name:
        written["name"] = [{"text": patient.name}]
    if patient.birth_date is not None:
        written["birthDate"] = patient.birth_date.isoformat()
    return written


def _code_system(export: Export, words: Words) -> dict[str, Any]:
    """List every code that the bundle uses, with what its signs mean."""
    measures = dict.fromkeys(finding.id for one in export.visits for finding in one.assessment.findings)
    concepts = []
    for measure in measures:
        minus, plus = words.ends(measure)
        definition = f"− {minus}; + {plus}"
        concepts.append({"code": measure, "display": words.measure(measure), "definition": definition})
    written: dict[str, Any] = {
        "resourceType": "CodeSystem",
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, CODES)),
        "url": CODES,
        "status": "active",
        "content": "fragment",
    }
    return {**written, "concept": concepts} if concepts else written


def _visit(patient: Patient, one: ExportedVisit, words: Words) -> Iterator[dict[str, Any]]:
    observations = [_observation(patient, one, finding, words) for finding in one.assessment.findings]
    yield _report(patient, one, [observation["id"] for observation in observations], words)
    yield from observations


def _report(patient: Patient, one: ExportedVisit, observations: list[str], words: Words) -> dict[str, Any]:
    visit = one.visit
    written: dict[str, Any] = {
        "resourceType": "DiagnosticReport",
        "id": _derived_id(visit.id, "report"),
        "identifier": [{"system": "urn:posture-app:visit", "value": visit.id}],
        "status": _status(one),
        "code": {"text": words.text("title")},
        "subject": _reference(patient.id),
        "effectiveDateTime": visit.taken_at.isoformat(timespec="seconds"),
    }
    if visit.signed_at is not None:
        written["issued"] = visit.signed_at.isoformat(timespec="seconds")
    if observations:
        written["result"] = [_reference(id_) for id_ in observations]
    if one.report is not None:
        written["presentedForm"] = [
            {
                "contentType": "application/pdf",
                "language": words.language,
                "data": base64.b64encode(one.report).decode(),
            }
        ]
    return written


def _status(one: ExportedVisit) -> str:
    if one.visit.signed_at is None:
        return "preliminary"
    return "final" if one.visit.corrects is None else "corrected"


def _observation(patient: Patient, one: ExportedVisit, finding: Finding, words: Words) -> dict[str, Any]:
    written: dict[str, Any] = {
        "resourceType": "Observation",
        "id": _derived_id(one.visit.id, f"{finding.view.value}/{finding.id}"),
        "status": _status(one),
        "category": [{"coding": [{"system": _CATEGORY, "code": "exam"}]}],
        "code": {
            "coding": [{"system": CODES, "code": finding.id, "display": words.measure(finding.id)}],
            "text": words.measure(finding.id),
        },
        "subject": _reference(patient.id),
        "effectiveDateTime": one.visit.taken_at.isoformat(timespec="seconds"),
        "method": {"text": _method(one.assessment, finding)},
        **_body_site(finding.id),
    }
    if finding.value is None:
        return {**written, "dataAbsentReason": {"coding": [{"system": _ABSENT, "code": "unknown"}]}}
    return {
        **written,
        "valueQuantity": _quantity(finding.value, finding),
        "component": _doubt(finding),
        **_grade(finding),
        **_range(one.assessment, finding),
    }


def _quantity(value: float, finding: Finding) -> dict[str, Any]:
    unit, code = _UNITS[finding.spec.unit.value]
    return {"value": round(value, 3), "unit": unit, "system": UCUM, "code": code}


def _method(assessment: Assessment, finding: Finding) -> str:
    engine = assessment.engine
    corrected = f"; corrections {engine.corrections}" if engine.corrections else ""
    level = assessment.views[finding.view].level.source.value
    return (
        f"photograph, view {finding.view.value}, {engine.model} {engine.version}, camera level: {level}, "
        f"class: {finding.trust.value}, method errors {engine.method_errors}{corrected}"
    )


def _body_site(measure: str) -> dict[str, Any]:
    first = measure.split("_")[0]
    codes = [one for one in (_SITES.get(first), _SIDES.get(first)) if one is not None]
    if not codes:
        return {}
    coding = [{"system": _SNOMED, "code": code, "display": display} for code, display in codes]
    return {"bodySite": {"coding": coding}}


def _doubt(finding: Finding) -> list[dict[str, Any]]:
    """Give the standard error and the 95 % interval."""
    assert finding.value is not None
    low, high = interval(finding.value, finding.sem)
    told = {"standard-error": finding.sem, "interval-low": low, "interval-high": high}
    return [
        {
            "code": {"coding": [{"system": CODES, "code": name}]},
            "valueQuantity": _quantity(value, finding),
        }
        for name, value in told.items()
    ]


def _grade(finding: Finding) -> dict[str, Any]:
    grade = finding.grade
    if grade.grade is None:
        return {}
    doubt = "borderline" if grade.borderline else "not-excluded" if grade.not_excluded else None
    coding = [{"system": GRADES, "code": f"{grade.grade:+d}" if grade.grade else "0"}]
    if doubt is not None:
        coding.append({"system": GRADES, "code": doubt})
    return {"interpretation": [{"coding": coding}]}


def _range(assessment: Assessment, finding: Finding) -> dict[str, Any]:
    limits = assessment.engine.norms.limits.get(finding.id)
    if limits is None:
        return {}
    written: dict[str, Any] = {"text": assessment.engine.norms.label}
    if limits.caution_low is not None:
        written["low"] = _quantity(limits.caution_low, finding)
    if limits.caution_high is not None:
        written["high"] = _quantity(limits.caution_high, finding)
    return {"referenceRange": [written]}
