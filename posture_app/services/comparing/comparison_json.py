"""A comparison of visits as JSON, schema `posture-comparison/1`: the machine interface."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from posture_app.services.comparing.comparison_wording import ComparisonWords

if TYPE_CHECKING:
    from posture_app.domain.comparison import Point, Row
    from posture_app.domain.records import Visit
    from posture_app.domain.uncertainty import Change
    from posture_app.services.comparing.compare import Compared
    from posture_app.services.wording import Words

SCHEMA = "posture-comparison/1"


def to_json(compared: Compared, words: Words) -> bytes:
    """Write a comparison as UTF-8 JSON, sentences in the language of `words`.

    `change` is between the two chosen visits, `latest` between the last two; a difference is the later value
    less the earlier one, in the measure's own sign and unit, and null when they are not comparable.
    """
    found = compared.comparison
    told = ComparisonWords(words, found)
    document = {
        "schema": SCHEMA,
        "patient": compared.patient.code,
        "visits": [_visit(visit) for visit in compared.visits],
        "before": compared.visits[found.before].id,
        "after": compared.visits[found.after].id,
        "headline": told.headline(),
        "notes": list(found.notes),
        "measures": [_row(row, told) for row in found.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "taken_at": visit.taken_at.isoformat(timespec="seconds"),
        "version": visit.version,
        "state": visit.state.value,
    }


def _row(row: Row, told: ComparisonWords) -> dict[str, Any]:
    spec = next(one for one in (row.now, row.then) if one is not None).finding.spec
    return {
        "id": row.series.measure,
        "facing": row.series.facing.value,
        "unit": spec.unit.value,
        "indicative": row.is_indicative,
        "values": [_point(point) for point in row.series.points],
        "change": _change(row.change),
        "latest": _change(row.latest),
        "text": told.sentence(row),
    }


def _point(point: Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    finding = point.finding
    value = None if finding.value is None else round(finding.value, 4)
    return {
        "value": value,
        "sem": None if value is None else round(finding.sem, 4),
        "grade": finding.grade.grade,
        "norms": point.conditions.norms,
        "class": finding.trust.value,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "verdict": change.verdict.value,
        "difference": None if change.difference is None else round(change.difference, 4),
        "detectable": None if change.detectable is None else round(change.detectable, 4),
        "why_not": list(change.why_not),
        "notes": list(change.notes),
    }
