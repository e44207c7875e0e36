"""Two visits out of the records, held against each other with all the others between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.comparison import compare_visits
from posture_app.domain.errors import RecordProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from posture_app.domain.comparison import Comparison
    from posture_app.domain.records import Patient, Visit
    from posture_app.domain.views import View
    from posture_app.services.records.access import Records


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A comparison with what it was made from.

    Attributes
    ----------
    visits : in the order of `comparison.assessments`.
    before, after : the photographs of the two chosen visits as they are kept, by view.
    """

    patient: Patient
    visits: tuple[Visit, ...]
    comparison: Comparison
    before: Mapping[View, bytes]
    after: Mapping[View, bytes]


def latest_versions(visits: Sequence[Visit]) -> list[Visit]:
    """Give the visits in order of time, of a corrected one only its newest version."""
    corrected = {visit.corrects for visit in visits}
    return sorted((visit for visit in visits if visit.id not in corrected), key=lambda one: one.taken_at)


def compare_records(records: Records, patient: Patient, chosen: tuple[str, str] | None = None) -> Compared:
    """Compare two of a patient's visits, by default the first with the last.

    Parameters
    ----------
    chosen : ids of two visits, in any order.

    Raises
    ------
    RecordProblem
        ``too_few_visits``, ``same_visit``, or ``no_visit`` (also for a version that was corrected since).
    """
    visits = latest_versions(records.visits(patient))
    ids = [visit.id for visit in visits]
    if len(visits) < 2:
        raise RecordProblem("too_few_visits")
    first, last = chosen or (ids[0], ids[-1])
    if first not in ids or last not in ids:
        raise RecordProblem("no_visit")
    if first == last:
        raise RecordProblem("same_visit")
    found = compare_visits([records.read(visit) for visit in visits], ids.index(first), ids.index(last))
    before, after = visits[found.before], visits[found.after]
    return Compared(patient, tuple(visits), found, _photos(records, before), _photos(records, after))


def _photos(records: Records, visit: Visit) -> dict[View, bytes]:
    return {view: records.photo(visit, view) for view in visit.views}
