"""Visits of one person built by hand, for comparisons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from posture_app.domain.people import Assessment, PhotoAnalysis, Subject
from posture_app.domain.views import Facing, View
from tests.assessments import assessment

if TYPE_CHECKING:
    from posture_app.domain.comparison import Comparison, Row

MARCH = datetime(2026, 3, 3, 10, 0, tzinfo=timezone.utc)
BAREFOOT = Subject("Amara Osei", "P-0193", 175.0, shoes=False)


def visit(
    days: int = 0, *views: View, subject: Subject = BAREFOOT, at: datetime = MARCH, **front: float
) -> Assessment:
    """Assess somebody so many days after the third of March, from the front unless said otherwise."""
    seen = assessment(*(views or (View.FRONT,)), subject=subject, **front)
    return replace(seen, taken_at=at + timedelta(days))


def with_front(seen: Assessment, front: PhotoAnalysis) -> Assessment:
    """Exchange the front photograph's analysis."""
    return replace(seen, views={**seen.views, View.FRONT: front})


def row_of(found: Comparison, measure: str, facing: Facing = Facing.FRONT) -> Row:
    """Give the one row of a measure."""
    (row,) = (one for one in found.rows if (one.series.measure, one.series.facing) == (measure, facing))
    return row
