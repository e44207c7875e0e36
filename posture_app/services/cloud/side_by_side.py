"""The values of a service elsewhere beside our own, photograph by photograph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.body import Body
from posture_app.domain.cloud import CloudAnswer, CloudReading
from posture_app.domain.measures import MEASURES, MeasureSpec, Unit
from posture_app.domain.uncertainty import Z95

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding
    from posture_app.domain.keypoints import Keypoints
    from posture_app.domain.people import Assessment, PhotoAnalysis
    from posture_app.domain.views import View

HEAD_MEASURES = frozenset(
    {
        "head_tilt",
        "head_pitch",
        "head_axis_tilt",
        "neck_inclination",
        "ear_shoulder_angle",
        "craniovertebral_angle",
        "head_shift_cm",
    }
)
"""What no service can read from a head that was made unrecognisable."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One measure of one photograph, as read here and elsewhere; at least one of the two has a value.

    Attributes
    ----------
    sem : standard error of our own value.
    there_grade : the service's own grade, where it gives one.
    blurred : the value hangs on a head that the service was not shown.
    """

    view: View
    measure: str
    here: float | None
    sem: float
    here_grade: int | None
    there: float | None
    there_grade: int | None
    blurred: bool

    @property
    def difference(self) -> float | None:
        """Give there minus here, in degrees; None when one of them has no value."""
        return None if self.here is None or self.there is None else self.there - self.here

    @property
    def is_beyond_error(self) -> bool:
        """Tell whether the difference is larger than our own 95 % interval explains."""
        return self.difference is not None and abs(self.difference) > Z95 * self.sem


def side_by_side(assessment: Assessment, answer: CloudAnswer, *, blurred: bool = False) -> tuple[Pair, ...]:
    """Hold what a service read against our own values, view by view in the measures' order.

    Where the service only gives points, they are measured by our own rules under our own camera level. What
    neither has a value for is left out, and so is what the service does not speak of.
    """
    order = {one.id: at for at, one in enumerate(MEASURES)}
    pairs = []
    for reading in answer.readings:
        analysis = assessment.views.get(reading.view)
        if analysis is None:
            continue
        there = reading.degrees or measured_from(reading, analysis)
        ours = {one.id: one for one in analysis.findings}
        pairs += [
            _pair(analysis.view, measure, ours.get(measure), there[measure], reading, blurred=blurred)
            for measure in sorted(there.keys() & order.keys(), key=lambda one: order[one])
        ]
    return tuple(pairs)


def _pair(
    view: View,
    measure: str,
    ours: Finding | None,
    there: float | None,
    reading: CloudReading,
    *,
    blurred: bool,
) -> Pair:
    return Pair(
        view,
        measure,
        None if ours is None else ours.value,
        0.0 if ours is None else ours.sem,
        None if ours is None else ours.grade.grade,
        there,
        reading.grades.get(measure),
        blurred and measure in HEAD_MEASURES,
    )


def measured_from(reading: CloudReading, analysis: PhotoAnalysis) -> dict[str, float]:
    """Measure the points of the person who stands where ours does; degrees by measure id."""
    person = nearest(reading.people, analysis)
    if person is None:
        return {}
    body = Body.levelled(person, analysis.facing, analysis.level, analysis.centre_px, None, analysis.geometry)
    return {
        spec.id: spec.read(body)
        for spec in MEASURES
        if analysis.view in spec.views and spec.unit is Unit.DEG and _are_there(body, spec)
    }


def _are_there(body: Body, spec: MeasureSpec) -> bool:
    """Tell whether the service gave every point, and held none for not there at all by a score of 0."""
    needed = spec.needs(body)
    return body.keypoints.has(*needed) and bool((body.keypoints.visibility[list(needed)] > 0.0).all())


def nearest(people: tuple[Keypoints, ...], analysis: PhotoAnalysis) -> Keypoints | None:
    """Give the person whose points lie nearest to those of the one we measured; None of nobody."""
    ours = analysis.body.person.keypoints.xy_px

    def distance(person: Keypoints) -> float:
        apart = np.linalg.norm(person.xy_px - ours, axis=1)
        return float(np.nanmean(apart)) if np.isfinite(apart).any() else float("inf")

    return min(people, key=distance, default=None)
