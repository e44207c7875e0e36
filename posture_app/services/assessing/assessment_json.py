"""An assessment as JSON, schema `posture-assessment/1`: the machine interface."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.domain.grading import NoLetter
from posture_app.domain.keypoints import MODEL_LANDMARKS, Landmark
from posture_app.domain.uncertainty import mdc95

if TYPE_CHECKING:
    from posture_app.domain.agreement import TwoViews
    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.findings import Finding
    from posture_app.domain.people import Assessment, PhotoAnalysis
    from posture_app.services.wording import Words

SCHEMA = "posture-assessment/1"


def to_json(assessment: Assessment, words: Words) -> bytes:
    """Write the assessment as UTF-8 JSON; sentences in the language of `words`.

    Positions are pixels of the upright, unmirrored photo before levelling; values are after
    levelling. A value that is missing is null and has a `reason`.
    """
    return json.dumps(as_dict(assessment, words), ensure_ascii=False, indent=1, allow_nan=False).encode(
        "utf-8"
    )


def as_dict(assessment: Assessment, words: Words) -> dict[str, Any]:
    """Give the assessment as plain dicts, lists, strings, numbers."""
    engine = assessment.engine
    missing = {view: one for view, one in assessment.letters.items() if isinstance(one, NoLetter)}
    letters = {view.value: None if view in missing else one for view, one in assessment.letters.items()}
    return {
        "schema": SCHEMA,
        "taken_at": assessment.taken_at.isoformat(timespec="seconds"),
        "engine": {
            "version": engine.version,
            "model": engine.model,
            "model_sha256": engine.model_sha256,
            "norms": engine.norms.label,
            "method_errors": engine.method_errors,
            "repeats": engine.repeats,
            "corrections": engine.corrections,
        },
        "subject": {
            "name": assessment.subject.name,
            "code": assessment.subject.code,
            "height_cm": assessment.subject.height_cm,
            "shoes": assessment.subject.shoes,
            "stance": assessment.subject.stance,
        },
        "views": {view.value: _view(analysis, words) for view, analysis in assessment.views.items()},
        "measures": [_measure(finding, words) for finding in assessment.findings],
        "agreement": [_agreement(pair, assessment, words) for pair in assessment.agreement],
        "letters": letters,
        "notes": assessment.notes,
        "letter_reasons": {view.value: words.text(f"no_letter.{one.value}") for view, one in missing.items()},
    }


def _view(analysis: PhotoAnalysis, words: Words) -> dict[str, Any]:
    level = analysis.level
    person = analysis.body.person
    geometry = analysis.geometry
    return {
        "width": analysis.width,
        "height": analysis.height,
        "facing": analysis.facing.value,
        "body_yaw_deg": _number(analysis.body_yaw_deg),
        "turned_deg": _number(analysis.turned_deg),
        "camera_level": {"roll_deg": level.roll_deg, "sem": level.sem_deg, "source": level.source.value},
        **({} if geometry is None else {"camera_geometry": _geometry(geometry)}),
        "px_per_cm": _number(analysis.px_per_cm),
        "passes": len(analysis.body.passes),
        "keypoints": _keypoints(analysis),
        "world_landmarks_m": {
            Landmark(i).name.lower(): [_number(x) for x in person.world_m[i]] for i in range(MODEL_LANDMARKS)
        },
        "messages": [
            {"code": reason.code, "severity": reason.severity.value, "text": words.reason(reason)}
            for reason in analysis.reasons
        ],
    }


def _geometry(geometry: CameraGeometry) -> dict[str, Any]:
    """Write the camera whose perspective was taken out; its roll stands in `camera_level`."""
    return {
        "focal_px": _number(geometry.focal_px),
        "centre_px": [_number(one) for one in geometry.centre_px],
        "distortion": list(geometry.distortion),
        "pitch_deg": _number(geometry.pitch_deg),
        "height_cm": _number(geometry.height_cm),
    }


def _keypoints(analysis: PhotoAnalysis) -> dict[str, Any]:
    points, spread = analysis.body.person.keypoints, analysis.body.spread_px
    return {
        landmark.name.lower(): {
            "x": _number(points.xy_px[landmark, 0]),
            "y": _number(points.xy_px[landmark, 1]),
            "visibility": _number(points.visibility[landmark]),
            "spread_px": _number(spread[landmark]),
            "source": points.sources[landmark].value,
        }
        for landmark in Landmark
        if points.has(landmark)
    }


def _measure(finding: Finding, words: Words) -> dict[str, Any]:
    grade = finding.grade
    has_value = finding.value is not None
    written: dict[str, Any] = {
        "id": finding.id,
        "view": finding.view.value,
        "value": _number(finding.value),
        "unit": finding.spec.unit.value,
        "sem": _number(finding.sem) if has_value else None,
        "mdc95": _number(mdc95(finding.sem)) if has_value else None,
        "spread": _number(finding.spread) if has_value else None,
        "grade": grade.grade,
        "borderline": grade.borderline,
        "not_excluded": grade.not_excluded,
        "proxy": finding.proxy,
        "placed": finding.placed,
        "class": finding.trust.value,
    }
    if finding.corrected_by is not None:
        written["corrected_by"] = _number(finding.corrected_by)
    if finding.why_none is not None:
        written["reason"] = finding.why_none.value
        written["reason_text"] = words.text(f"no_value.{finding.why_none.value}")
    if grade.why_none is not None:
        written["grade_reason"] = grade.why_none.value
    return written


def _agreement(pair: TwoViews, assessment: Assessment, words: Words) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": pair.id,
        "views": [pair.first.view.value, pair.second.view.value],
        "difference": _number(pair.difference),
        "allowed": _number(pair.allowed),
        "agrees": pair.agrees,
    }
    if not pair.agrees:
        facings = {view: one.facing for view, one in assessment.views.items()}
        written["retake"] = None if pair.retake is None else pair.retake.value
        written["why"] = None if pair.why is None else pair.why.value
        written["text"] = words.disagreement(pair, facings)
    return written


def _number(value: float | None) -> float | None:
    """Give a plain, finite number with three decimals, or null."""
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), 3) + 0.0
