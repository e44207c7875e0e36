"""What the report says, as blocks: no layout, and no words of any language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.grading import NoGrade, ShownGrade, shown
from posture_app.domain.keypoints import Source
from posture_app.domain.measures import BY_ID, MeasureClass
from posture_app.domain.views import ORDER, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from posture_app.domain.agreement import TwoViews
    from posture_app.domain.body import CameraLevel
    from posture_app.domain.findings import Finding, NoValue
    from posture_app.domain.grading import NoLetter
    from posture_app.domain.norms import LetterRule, Limits, NormSet, Reference
    from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
    from posture_app.domain.quality import Reason
    from posture_app.domain.views import Facing


_CONCERN = (ShownGrade.BORDERLINE, ShownGrade.CAUTION, ShownGrade.NEAR_RISK, ShownGrade.RISK)


def shown_grade(finding: Finding) -> ShownGrade:
    """Give the grade of a finding as it is shown."""
    return shown(finding.grade)


class HeadlineKind(str, Enum):
    """What all the grades come to."""

    NOTHING = "nothing"
    NORMAL = "normal"
    BORDERLINE = "borderline"
    CAUTION = "caution"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Headline:
    """The worst grade, the measures that have it, and how many others have the lesser ones.

    `concerned` are measure ids without repeats; a quantity that was measured twice counts once.
    """

    kind: HeadlineKind
    concerned: tuple[str, ...]
    cautions: int
    borderlines: int
    normals: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale a value is drawn on, in the measure's unit.

    Attributes
    ----------
    low, high : what the ends stand for, low < high.
    flipped : drawn with `high` at the left, so that the right end is the subject's left, as in a front photo.
    limits, usual : None where there are none.
    """

    low: float
    high: float
    flipped: bool
    limits: Limits | None
    usual: Reference | None

    def share(self, value: float) -> float:
        """Give where a value stands between the left end (0) and the right end (1), ends included."""
        share = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return 1.0 - share if self.flipped else share

    def is_beyond(self, value: float) -> bool:
        """Tell whether a value lies outside the scale."""
        return not self.low <= value <= self.high


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One measure of one view with its grade as shown and its scale."""

    finding: Finding
    facing: Facing
    shown: ShownGrade
    scale: Scale


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One photograph of the report."""

    view: View
    facing: Facing
    turned_deg: float
    level: CameraLevel
    warnings: tuple[Reason, ...]
    letter: str | NoLetter


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows that lack a grade or a value for the same reason."""

    why: NoGrade | NoValue
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LimitRow:
    """Measures that were graded with the same limits from the same source."""

    measures: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Everything the report says, in the order of telling.

    `rows` are the most telling measures, `more` all other measured ones; together with
    `not_measured` every measure of every view appears exactly once.
    """

    subject: Subject
    taken_at: datetime
    engine: Engine
    headline: Headline
    figures: tuple[Figure, ...]
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    not_graded: tuple[Group, ...]
    not_measured: tuple[Group, ...]
    limits: tuple[LimitRow, ...]
    references: Mapping[str, Reference]
    letter_rule: LetterRule
    notes: str
    by_hand: Mapping[Facing, int]
    """How many landmarks of each view were placed by hand; only views that have some."""
    by_sticker: Mapping[Facing, int]
    """How many were set by stickers, likewise."""
    agreement: tuple[TwoViews, ...]
    """What was read from two photographs of one plane."""

    @property
    def disagreements(self) -> tuple[TwoViews, ...]:
        """Give what two photographs of one plane do not agree about."""
        return tuple(pair for pair in self.agreement if not pair.agrees)

    @property
    def facings(self) -> dict[View, Facing]:
        """Give what the photograph of each view shows."""
        return {figure.view: figure.facing for figure in self.figures}

    @property
    def has_doubtful_normals(self) -> bool:
        """Tell whether a normal value's interval reaches out of the normal range."""
        return any(row.finding.grade.not_excluded for row in (*self.rows, *self.more))


FIRST_ROWS = 9
"""How many measures the first page has room for."""

_TELLING = {
    View.FRONT: (
        *("shoulder_tilt", "head_tilt", "trunk_tilt", "left_knee_alignment", "right_knee_alignment"),
        *("body_tilt", "head_axis_tilt"),
    ),
    View.SIDE: ("body_lean", "neck_inclination", "ear_shoulder_angle", "rounded_shoulder"),
    View.SIDE2: ("body_lean", "neck_inclination"),
    View.BACK: ("shoulder_tilt", "head_tilt", "trunk_tilt", "body_tilt", "head_axis_tilt"),
}
"""Which measures of a view tell most when all are ordinary, most telling first."""

_ALWAYS_TOLD = frozenset({"neck_inclination", "ear_shoulder_angle"})
"""What people ask for in a side view, with a grade or without."""

_FLIPPED = frozenset({"body_tilt", "head_axis_tilt", "trunk_tilt", "craniovertebral_angle"})
_SCALES = {
    "ear_shoulder_angle": (-10.0, 50.0),
    "head_pitch": (-45.0, 15.0),
    "craniovertebral_angle": (30.0, 70.0),
    "left_q_angle": (-10.0, 40.0),
    "right_q_angle": (-10.0, 40.0),
    "sagittal_pelvic_tilt": (-15.0, 35.0),
}
_PLAIN_SCALE = (-12.0, 12.0)


def scale_of(measure: str, norms: NormSet) -> Scale:
    """Give the scale of a measure: a good piece beyond its outer limits, or a fixed one."""
    limits = norms.limits.get(measure)
    low, high = _SCALES.get(measure, _PLAIN_SCALE) if limits is None else _ends(limits)
    return Scale(low, high, measure in _FLIPPED, limits, norms.references.get(measure))


def _ends(limits: Limits) -> tuple[float, float]:
    """Give the ends of a scale: 1.4 times the outer limits (±5 → ±7).

    With limits on one side only: four steps between the two limits inwards, less than two outwards
    (40 / 44.5 → 22…52).
    """
    lows = [one for one in (limits.caution_low, limits.risk_low) if one is not None]
    highs = [one for one in (limits.caution_high, limits.risk_high) if one is not None]
    if lows and highs:
        return 1.4 * lows[-1], 1.4 * highs[-1]
    inner, outer = (lows or highs)[0], (lows or highs)[-1]
    step = (outer - inner) or 5.0
    ends = (inner - 4 * step, outer + 5 / 3 * step)
    return min(ends), max(ends)


def report_of(assessment: Assessment) -> Report:
    """Say what an assessment comes to."""
    norms = assessment.engine.norms
    views = [assessment.views[view] for view in ORDER if view in assessment.views]
    rows = [_row(finding, analysis, norms) for analysis in views for finding in analysis.findings]
    measured = [row for row in rows if row.shown is not ShownGrade.NO_VALUE]
    first = _most_telling(measured)
    return Report(
        subject=assessment.subject,
        taken_at=assessment.taken_at,
        engine=assessment.engine,
        headline=headline_of(measured),
        figures=tuple(_figure(analysis, assessment.letters[analysis.view]) for analysis in views),
        rows=tuple(first),
        more=tuple(row for row in measured if row not in first),
        not_graded=_groups((row.finding.grade.why_none, row) for row in measured),
        not_measured=_groups((row.finding.why_none, row) for row in rows),
        limits=_limit_rows(measured),
        references={row.finding.id: row.scale.usual for row in measured if row.scale.usual is not None},
        letter_rule=norms.letters,
        notes=assessment.notes.strip(),
        by_hand={one.facing: placed for one in views if (placed := _count(one, Source.MANUAL))},
        by_sticker={one.facing: placed for one in views if (placed := _count(one, Source.STICKER))},
        agreement=assessment.agreement,
    )


def _count(analysis: PhotoAnalysis, source: Source) -> int:
    return sum(one is source for one in analysis.body.person.keypoints.sources)


def _row(finding: Finding, analysis: PhotoAnalysis, norms: NormSet) -> Row:
    return Row(finding, analysis.facing, shown_grade(finding), scale_of(finding.id, norms))


def _figure(analysis: PhotoAnalysis, letter: str | NoLetter) -> Figure:
    return Figure(
        analysis.view, analysis.facing, analysis.turned_deg, analysis.level, analysis.reasons, letter
    )


def _most_telling(rows: list[Row]) -> list[Row]:
    """Choose the rows of the first page, views in order.

    First comes what is not ordinary, worst first; then view by view in turn the measure that tells
    most, those with a grade before those without.
    """
    chosen = sorted(rows, key=_urgency)[:FIRST_ROWS]
    return sorted(chosen, key=lambda row: (ORDER.index(row.finding.view), _rank(row)))


def _urgency(row: Row) -> tuple[int, bool, int, int]:
    concern = _CONCERN.index(row.shown) if row.shown in _CONCERN else -1
    told = row.shown is not ShownGrade.NOT_GRADED or row.finding.id in _ALWAYS_TOLD
    # The front tells more than the others: its first two measures come before their first.
    head_start = 0 if row.finding.view is View.FRONT else 2
    return -concern, not told, _rank(row) + head_start, ORDER.index(row.finding.view)


def _rank(row: Row) -> int:
    """Give a measure's place among the telling ones of its view, the others behind."""
    telling = _TELLING[row.finding.view]
    return telling.index(row.finding.id) if row.finding.id in telling else len(telling) + len(ORDER)


def headline_of(rows: Iterable[Row]) -> Headline:
    """Sum up the grades of all views."""
    worst = _worst_by_quantity(rows)

    def having(*grades: ShownGrade) -> tuple[str, ...]:
        return tuple(measure for measure, shown in worst.items() if shown in grades)

    risks, borderlines = having(ShownGrade.RISK), having(ShownGrade.BORDERLINE)
    cautions, normals = having(ShownGrade.CAUTION, ShownGrade.NEAR_RISK), having(ShownGrade.NORMAL)
    if risks:
        return Headline(HeadlineKind.RISK, risks, len(cautions), len(borderlines), len(normals))
    if cautions:
        return Headline(HeadlineKind.CAUTION, cautions, 0, len(borderlines), len(normals))
    if borderlines:
        return Headline(HeadlineKind.BORDERLINE, borderlines, 0, 0, len(normals))
    return Headline(HeadlineKind.NORMAL if normals else HeadlineKind.NOTHING, (), 0, 0, 0)


def _worst_by_quantity(rows: Iterable[Row]) -> dict[str, ShownGrade]:
    """Give every graded quantity the measure with its worst grade.

    A quantity is met again in other views, and in measures that carry it too (`same_as`).
    """
    ranks = list(ShownGrade)
    worst: dict[str, Row] = {}
    for row in rows:
        if row.finding.grade.grade is None:
            continue
        quantity = BY_ID[row.finding.id].same_as or row.finding.id
        known = worst.setdefault(quantity, row)
        if ranks.index(row.shown) > ranks.index(known.shown):
            worst[quantity] = row
    return {row.finding.id: row.shown for row in worst.values()}


def _groups(rows: Iterable[tuple[NoGrade | NoValue | None, Row]]) -> tuple[Group, ...]:
    """Put rows with the same reason together; those without a reason fall out."""
    groups: dict[NoGrade | NoValue, list[Row]] = {}
    for why, row in rows:
        if why is not None:
            groups.setdefault(why, []).append(row)
    return tuple(Group(why, tuple(members)) for why, members in groups.items())


def _limit_rows(rows: Iterable[Row]) -> tuple[LimitRow, ...]:
    """Give the limits that were held against a value, measures with the same ones together."""
    groups: dict[Limits, list[str]] = {}
    for row in rows:
        limits = row.scale.limits
        if limits is None or row.finding.trust is MeasureClass.INDICATIVE:
            continue
        measures = groups.setdefault(limits, [])
        if row.finding.id not in measures:
            measures.append(row.finding.id)
    return tuple(LimitRow(tuple(measures), limits) for limits, measures in groups.items())
