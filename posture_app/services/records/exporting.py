"""What leaves the records: one patient's visits, and the tidy rows of their measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from posture_app.domain.uncertainty import mdc95
from posture_app.services.records.record_json import from_record

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding
    from posture_app.domain.people import Assessment
    from posture_app.domain.records import Patient, Visit
    from posture_app.domain.views import View
    from posture_app.services.records.archive import Archive
    from posture_app.services.wording import Words

FORMATS = ("csv", "xlsx", "json", "archive", "fhir", "fhir-r4b", "dicom", "gdt")


@dataclass(frozen=True, slots=True, eq=False)
class ExportedVisit:
    """One visit, unpacked."""

    visit: Visit
    assessment: Assessment
    photos: Mapping[View, bytes]
    report: bytes | None


@dataclass(frozen=True, slots=True, eq=False)
class Export:
    """One patient with the visits to be exported."""

    patient: Patient
    visits: Sequence[ExportedVisit]


def export_of(archive: Archive) -> Export:
    """Unpack what was fetched from the store."""
    visits = [
        ExportedVisit(visit, from_record(content.document), content.photos, content.report)
        for visit, content in archive.visits
    ]
    return Export(archive.patient, visits)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of one view of one visit: a row of a table, in the order of its columns."""

    patient_code: str = field(metadata={"about": "the clinic's own code"})
    visit_id: str = field(metadata={"about": "32 hex digits"})
    taken_at: str = field(metadata={"about": "ISO 8601 with offset"})
    version: int = field(metadata={"about": "1, and one more for every correction"})
    signed: bool = field(metadata={"about": "whether the visit can no longer change"})
    view: str = field(metadata={"about": "front, side, side2, back"})
    facing: str = field(metadata={"about": "front, back, left, right: what the photograph shows"})
    measure: str = field(metadata={"about": "id of the measure"})
    value: float | None = field(metadata={"about": "after levelling; empty when it could not be read"})
    unit: str = field(metadata={"about": "deg or cm"})
    sem: float | None = field(metadata={"about": "standard error of measurement, in the unit"})
    mdc95: float | None = field(metadata={"about": "smallest change that is real with 95 % confidence"})
    minus_means: str = field(metadata={"about": "what a negative value is"})
    plus_means: str = field(metadata={"about": "what a positive value is"})
    grade: int | None = field(metadata={"about": "-2…2; empty when it is not graded"})
    borderline: bool = field(metadata={"about": "beyond a limit, and the 95 % interval reaches back"})
    not_excluded: bool = field(metadata={"about": "normal, and the 95 % interval reaches out"})
    trust: str = field(metadata={"about": "gradable, coarse, indicative"})
    proxy: bool = field(metadata={"about": "read from a stand-in landmark"})
    placed: bool = field(metadata={"about": "landmarks set by sticker or by hand"})
    reason: str | None = field(metadata={"about": "why there is no value"})
    norms: str = field(metadata={"about": "norm set that graded it"})
    method_errors: str = field(metadata={"about": "table of the standard errors"})
    corrections: str | None = field(metadata={"about": "named correction that was applied"})
    model: str = field(metadata={"about": "pose model"})
    model_sha256: str = field(metadata={"about": "of the model's file"})
    program: str = field(metadata={"about": "version of the program"})
    level_source: str = field(metadata={"about": "where the camera level came from"})
    level_roll_deg: float = field(metadata={"about": "camera roll taken out, + = clockwise from behind"})
    level_sem_deg: float = field(metadata={"about": "its standard error"})


COLUMNS: tuple[str, ...] = tuple(one.name for one in fields(MeasureRow))


def rows(export: Export, words: Words) -> Iterator[MeasureRow]:
    """Give one row a measure, visit by visit."""
    for one in export.visits:
        for finding in one.assessment.findings:
            yield _row(export.patient, one, finding, words)


def _row(patient: Patient, one: ExportedVisit, finding: Finding, words: Words) -> MeasureRow:
    engine, analysis = one.assessment.engine, one.assessment.views[finding.view]
    has_value = finding.value is not None
    minus, plus = words.ends(finding.id)
    return MeasureRow(
        patient_code=patient.code,
        visit_id=one.visit.id,
        taken_at=one.visit.taken_at.isoformat(timespec="seconds"),
        version=one.visit.version,
        signed=one.visit.signed_at is not None,
        view=finding.view.value,
        facing=analysis.facing.value,
        measure=finding.id,
        value=_rounded(finding.value),
        unit=finding.spec.unit.value,
        sem=_rounded(finding.sem) if has_value else None,
        mdc95=_rounded(mdc95(finding.sem)) if has_value else None,
        minus_means=minus,
        plus_means=plus,
        grade=finding.grade.grade,
        borderline=finding.grade.borderline,
        not_excluded=finding.grade.not_excluded,
        trust=finding.trust.value,
        proxy=finding.proxy,
        placed=finding.placed,
        reason=None if finding.why_none is None else finding.why_none.value,
        norms=engine.norms.label,
        method_errors=engine.method_errors,
        corrections=engine.corrections,
        model=engine.model,
        model_sha256=engine.model_sha256,
        program=engine.version,
        level_source=analysis.level.source.value,
        level_roll_deg=round(analysis.level.roll_deg, 3),
        level_sem_deg=round(analysis.level.sem_deg, 3),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
