"""From a levelled body to findings: every measure of a view with its value, doubt, and grade."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.grading import Grade, grade_value
from posture_app.domain.keypoints import OPPOSITE, PLACEABLE, Landmark
from posture_app.domain.measures import KNEE_MEASURES, MeasureClass, MeasureSpec, measures_of
from posture_app.domain.uncertainty import combine, interval, standard_error_of_looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture_app.domain.body import Body, CameraLevel
    from posture_app.domain.corrections import Correction, Corrections
    from posture_app.domain.norms import NormSet
    from posture_app.domain.uncertainty import MethodErrors
    from posture_app.domain.views import View

_HALF_DEG = 0.5
DEPTH_SEM = 0.007
"""How far a landmark stands nearer or farther than a mean body has it, as a standard error in body lengths
(ankles to ears): 1 cm of 147, for half the SD of the acromial breadth is 1 cm (Bodyspace) and a profile
turned by 3° moves the near shoulder by as much."""

TURNED_TOO_FAR_FOR_KNEES_DEG = 10.0
"""Beyond this much body yaw no knee measure is given (measures.md: yaw gates the capture)."""


class NoValue(str, Enum):
    """Why a measure has no value."""

    HIDDEN = "hidden"
    NEEDS_C7 = "needs_c7"
    NEEDS_STICKERS = "needs_stickers"
    NEEDS_HEIGHT = "needs_height"
    TURNED = "turned"


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure of one view.

    Attributes
    ----------
    value : in the measure's unit after levelling; None with `why_none`.
    sem : standard error of the value, same unit: method, level, and what widened it.
    spread : standard error of the mean over the repeated looks, as reported.
    """

    spec: MeasureSpec
    view: View
    value: float | None
    sem: float
    spread: float
    trust: MeasureClass
    proxy: bool
    grade: Grade
    why_none: NoValue | None = None
    placed: bool = False
    """Whether its landmarks were set by sticker or by hand."""
    corrected_by: float | None = None
    """What a named correction added to the value, in its unit."""
    level_sem: float = 0.0
    """The camera level's part of `sem`, in the value's unit."""

    @property
    def id(self) -> str:
        """Give the measure's id."""
        return self.spec.id

    def interval(self) -> tuple[float, float] | None:
        """Give the 95 % interval, None without a value."""
        return None if self.value is None else interval(self.value, self.sem)


def graded(findings: Iterable[Finding]) -> dict[str, int]:
    """Give the grades of those that have one, by measure id."""
    return {one.id: one.grade.grade for one in findings if one.grade.grade is not None}


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """What one view gives to be measured.

    `passes` are the levelled bodies of the single runs behind `body`; `widen` adds to a measure's
    standard error what a warning makes doubtful, by measure id.
    """

    view: View
    body: Body
    passes: Sequence[Body]
    level: CameraLevel
    turned_deg: float
    widen: Mapping[str, float]
    unaided: frozenset[str] = frozenset()
    """Measures, by id, for which what helps the pose model's landmarks failed."""


def measure_all(
    seen: Observation, norms: NormSet, errors: MethodErrors, corrections: Corrections | None = None
) -> tuple[Finding, ...]:
    """Read, correct, doubt, and grade every measure of the view."""
    turned = seen.body.turned(_HALF_DEG), seen.body.turned(-_HALF_DEG)
    return tuple(_measure(spec, seen, turned, norms, errors, corrections) for spec in measures_of(seen.view))


def _measure(
    spec: MeasureSpec,
    seen: Observation,
    turned: tuple[Body, Body],
    norms: NormSet,
    errors: MethodErrors,
    corrections: Corrections | None,
) -> Finding:
    placed = _is_placed(spec, seen.body)
    correction = _correction(spec, seen, corrections)
    corrected = None if correction is None else correction.sem
    method = errors.of(
        spec.id,
        seen.view,
        placed=placed,
        looks=len(seen.passes),
        corrected=corrected,
        aided=spec.id not in seen.unaided,
    )
    why_none = _why_not(spec, seen)
    value = None if why_none else spec.read(seen.body)
    spread = 0.0 if why_none else standard_error_of_looks([spec.read(one) for one in seen.passes])
    if value is not None and correction is not None:
        value += correction.offset
    level_sem = 0.0 if why_none else seen.level.sem_deg * _per_degree_of_roll(spec, turned)
    sem = combine(
        max(method.sem, spread),
        0.0 if placed else seen.widen.get(spec.id, 0.0),  # what was doubted is no longer read
        level_sem,
        0.0 if why_none else _for_depth(spec, seen.body),
    )
    return Finding(
        spec=spec,
        view=seen.view,
        value=value,
        sem=sem,
        spread=spread,
        trust=method.trust,
        proxy=spec.proxy and not placed,
        grade=grade_value(value, sem, norms.limits.get(spec.id), method.trust),
        why_none=why_none,
        placed=placed,
        corrected_by=None if value is None or correction is None else correction.offset,
        level_sem=level_sem,
    )


def _correction(spec: MeasureSpec, seen: Observation, corrections: Corrections | None) -> Correction | None:
    """Give the correction that applies; the model's bias is not that of a landmark which somebody set."""
    sources = seen.body.keypoints.sources
    if corrections is None or any(sources[one].is_placed for one in spec.needs(seen.body)):
        return None
    return corrections.of(spec.id, seen.view)


def _is_placed(spec: MeasureSpec, body: Body) -> bool:
    """Tell whether the landmarks that matter were set by sticker or by hand.

    One that the model cannot see (C7, ASIS, acromion …) decides, unless the measure asks for all;
    otherwise all must have been set.
    """
    needed = spec.needs(body)
    beyond_the_model = [] if spec.needs_all_placed else [one for one in needed if one in PLACEABLE]
    return all(body.keypoints.sources[one].is_placed for one in beyond_the_model or needed)


def _why_not(spec: MeasureSpec, seen: Observation) -> NoValue | None:
    needed: tuple[Landmark, ...] = spec.needs(seen.body)
    points = seen.body.keypoints
    if not points.has(*needed):
        return NoValue.NEEDS_C7 if Landmark.C7 in needed else NoValue.NEEDS_STICKERS
    if not points.sees(*needed):
        return NoValue.HIDDEN
    if spec.needs_scale and seen.body.px_per_cm is None:
        return NoValue.NEEDS_HEIGHT
    if spec.id in KNEE_MEASURES and abs(seen.turned_deg) > TURNED_TOO_FAR_FOR_KNEES_DEG:
        return NoValue.TURNED
    return None


def _per_degree_of_roll(spec: MeasureSpec, turned: tuple[Body, Body]) -> float:
    """Give by how much the value changes with a degree of camera roll, in its unit.

    1 for tilts and leans, 0 for angles between limbs, and the lever's length for distances;
    found with the body `turned` half a degree both ways, so that no list of measures has to be kept for it.
    """
    more, less = (spec.read(one) for one in turned)
    return abs(more - less)


def _for_depth(spec: MeasureSpec, body: Body) -> float:
    """Give the standard error that comes from not knowing how deep the landmarks stand, in the value's unit.

    0 where perspective is not undone. In front and back views a pair is moved together: one side
    nearer than the other is a turned body, which is another matter.
    """
    if body.distance is None:
        return 0.0
    needed = spec.needs(body)
    groups = {frozenset({one} if body.facing.is_side else {one, OPPOSITE[one]} & {*needed}) for one in needed}
    value = spec.read(body)
    return combine(*(spec.read(body.nearer(tuple(group), DEPTH_SEM)) - value for group in groups))
