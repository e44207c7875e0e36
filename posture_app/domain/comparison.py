"""Visits of one person held against each other, and what of their differences is real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture_app.domain.agreement import compare_views
from posture_app.domain.body import Body, LevelSource
from posture_app.domain.findings import graded
from posture_app.domain.grading import grade_value, letter
from posture_app.domain.measures import BY_ID, MEASURES, STANCE_MEASURES, MeasureClass
from posture_app.domain.uncertainty import Change, Conditions, Verdict, compare
from posture_app.domain.views import Facing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from posture_app.domain.findings import Finding
    from posture_app.domain.grading import Grade, NoLetter
    from posture_app.domain.norms import NormSet
    from posture_app.domain.people import Assessment, PhotoAnalysis
    from posture_app.domain.views import View

SHOWN_ORDER = (Facing.FRONT, Facing.RIGHT, Facing.LEFT, Facing.BACK)
_VERDICTS = (Verdict.CHANGED, Verdict.WITHIN_ERROR, Verdict.NOT_COMPARABLE)
_COUNTED_AS = {"craniovertebral_angle": "neck_inclination"}
_RANK = {spec.id: rank for rank, spec in enumerate(MEASURES)}


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One measure at one visit."""

    taken_at: datetime
    finding: Finding
    conditions: Conditions


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One measure in one kind of photograph over the visits.

    `points` has one entry for every visit, None where the visit has no such photograph.
    """

    measure: str
    facing: Facing
    points: tuple[Point | None, ...]

    def change(self, before: int, after: int) -> Change:
        """Give the change between two visits, by their places in `points`."""
        then, now = self.points[before], self.points[after]
        if then is None or now is None:
            return Change(Verdict.NOT_COMPARABLE, why_not=("photo",))
        return compare(
            (then.finding.value, then.finding.sem, then.conditions),
            (now.finding.value, now.finding.sem, now.conditions),
            depends_on_stance=self.measure in STANCE_MEASURES,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A series with the change between the two chosen visits and the one since the visit before the last."""

    series: Series
    then: Point | None
    now: Point | None
    change: Change
    latest: Change

    @property
    def is_indicative(self) -> bool:
        """Tell whether one of the two values is too uncertain to be more than shown."""
        ends = (self.then, self.now)
        return any(one is not None and one.finding.trust is MeasureClass.INDICATIVE for one in ends)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two or more assessments of one person, the oldest first, and what changed.

    Attributes
    ----------
    before, after : places of the two chosen visits, `before` the earlier one.
    rows : every measure that both or one of the two has a value of, photograph by photograph.
    """

    assessments: tuple[Assessment, ...]
    before: int
    after: int
    rows: tuple[Row, ...]

    @property
    def then(self) -> Assessment:
        """Give the earlier of the two chosen visits."""
        return self.assessments[self.before]

    @property
    def now(self) -> Assessment:
        """Give the later of the two chosen visits."""
        return self.assessments[self.after]

    def having(self, verdict: Verdict, *, indicative: bool = False) -> tuple[Row, ...]:
        """Give the rows with a verdict; indicative ones only when asked for, and then only those."""
        return tuple(
            row for row in self.rows if row.change.verdict is verdict and row.is_indicative == indicative
        )

    @property
    def quantities(self) -> Mapping[str, Verdict]:
        """Give the verdict on every quantity that is more than indicative, named by one of its measures.

        A quantity that was read from several photographs, or that two measures carry, counts once: as changed
        where one of them changed, as not comparable only where none can be compared.
        """
        found: dict[str, tuple[str, Verdict]] = {}
        for row in self.rows:
            if row.is_indicative:
                continue
            measure, verdict = row.series.measure, row.change.verdict
            quantity = _COUNTED_AS.get(measure, BY_ID[measure].same_as or measure)
            known = found.get(quantity)
            if known is None or _VERDICTS.index(verdict) < _VERDICTS.index(known[1]):
                found[quantity] = measure, verdict
        return dict(found.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """Give what differs between the two visits without forbidding a comparison, each once."""
        return tuple(dict.fromkeys(note for row in self.rows for note in row.change.notes))


def compare_visits(assessments: Sequence[Assessment], before: int = 0, after: int = -1) -> Comparison:
    """Compare two or more assessments of one person; by default the first with the last.

    Raises ValueError for fewer than two, or for a visit compared with itself.
    """
    count = len(assessments)
    first, second = sorted(place % count if count else 0 for place in (before, after))
    if count < 2 or first == second:
        raise ValueError("two visits are needed")
    times = [(assessment.taken_at, place) for place, assessment in enumerate(assessments)]
    order = [place for _, place in sorted(times)]
    first, second = sorted(order.index(place) for place in (first, second))
    in_time = tuple(assessments[place] for place in order)
    rows = tuple(
        Row(
            one,
            one.points[first],
            one.points[second],
            one.change(first, second),
            one.change(count - 2, count - 1),
        )
        for one in series_of(in_time)
    )
    shown = tuple(row for row in rows if _has_value(row.then) or _has_value(row.now))
    return Comparison(in_time, first, second, shown)


def _has_value(point: Point | None) -> bool:
    return point is not None and point.finding.value is not None


def series_of(assessments: Sequence[Assessment]) -> tuple[Series, ...]:
    """Give every measure that was read at least once, by what the photographs show."""
    at_visits = [_points_of(assessment) for assessment in assessments]
    keys = sorted({key for points in at_visits for key in points}, key=_shown_rank)
    return tuple(
        Series(measure, facing, tuple(points.get((measure, facing)) for points in at_visits))
        for measure, facing in keys
    )


def _shown_rank(key: tuple[str, Facing]) -> tuple[int, int]:
    measure, facing = key
    return SHOWN_ORDER.index(facing), _RANK[measure]


def _points_of(assessment: Assessment) -> dict[tuple[str, Facing], Point]:
    return {
        (finding.id, analysis.facing): Point(
            assessment.taken_at, finding, conditions_of(assessment, view, finding)
        )
        for view, analysis in assessment.views.items()
        for finding in analysis.findings
    }


def conditions_of(assessment: Assessment, view: View, finding: Finding | None = None) -> Conditions:
    """Give how the values of a view came about; with `finding` also the points of that measure."""
    analysis, engine, subject = assessment.views[view], assessment.engine, assessment.subject
    return Conditions(
        facing=analysis.facing,
        norms=engine.norms.label,
        model=engine.model_sha256,
        shoes=subject.shoes,
        stance=_plain(subject.stance),
        perspective_removed=analysis.geometry is not None,
        corrections=engine.corrections if finding is None or finding.corrected_by is not None else None,
        points=() if finding is None else _points_read(analysis, finding),
        stance_width=_stance_width(analysis),
        level_known=analysis.level.source is not LevelSource.NONE,
        errors=engine.method_errors,
        version=engine.version,
    )


def _plain(stance: str | None) -> str | None:
    """Give a free text so that small differences in writing are none; an empty one is no note."""
    return " ".join((stance or "").casefold().split()) or None


def _points_read(analysis: PhotoAnalysis, finding: Finding) -> tuple[str, ...]:
    body = Body(analysis.body.person.keypoints, analysis.facing)
    return tuple(sorted(landmark.name for landmark in finding.spec.needs(body)))


def _stance_width(analysis: PhotoAnalysis) -> tuple[float, float] | None:
    for finding in analysis.findings:
        if finding.id == "stance_width_cm" and finding.value is not None:
            return finding.value, finding.sem
    return None


# --- another norm set -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Regraded:
    """An assessment under another norm set, beside how it was graded on its day.

    Attributes
    ----------
    before, after : the same values, with the old and the new grades.
    """

    before: Assessment
    after: Assessment

    @property
    def grades(self) -> Mapping[tuple[str, View], tuple[Grade, Grade]]:
        """Give old and new grade of every measure, by measure and view."""
        return {
            (old.id, old.view): (old.grade, new.grade)
            for old, new in zip(self.before.findings, self.after.findings, strict=True)
        }

    @property
    def letters(self) -> Mapping[View, tuple[str | NoLetter, str | NoLetter]]:
        """Give old and new letter of every view."""
        return {view: (old, self.after.letters[view]) for view, old in self.before.letters.items()}


def regrade(assessment: Assessment, norms: NormSet) -> Regraded:
    """Grade an assessment's values by another norm set; no value changes, and the old grades stay."""
    views = {view: _regraded(analysis, norms) for view, analysis in assessment.views.items()}
    after = replace(
        assessment,
        engine=replace(assessment.engine, norms=norms),
        views=views,
        letters={view: letter(graded(one.findings), norms.letters) for view, one in views.items()},
        agreement=compare_views(views),
    )
    return Regraded(assessment, after)


def _regraded(analysis: PhotoAnalysis, norms: NormSet) -> PhotoAnalysis:
    findings = tuple(
        replace(one, grade=grade_value(one.value, one.sem, norms.limits.get(one.id), one.trust))
        for one in analysis.findings
    )
    return replace(analysis, findings=findings)
