"""Whole assessments built by hand: no model, no pictures but grey ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.findings import Finding, Observation, measure_all
from posture_app.domain.grading import Grade, grade_value
from posture_app.domain.keypoints import Silhouette
from posture_app.domain.measures import BY_ID, MeasureClass
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.repeats import average
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import assemble
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.fakes import blank
from tests.figures import HEIGHT, PX_PER_CM, WIDTH, coronal, person, sagittal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_app.domain.keypoints import Keypoints
    from posture_app.domain.quality import Reason
    from posture_app.services.ports import Frame

FACINGS = {
    View.FRONT: Facing.FRONT,
    View.SIDE: Facing.RIGHT,
    View.SIDE2: Facing.LEFT,
    View.BACK: Facing.BACK,
}
NORMS, ERRORS = shipped_norms(), shipped_method_errors()


def finding(
    measure: str,
    value: float | None,
    sem: float = 0.7,
    *,
    view: View | None = None,
    trust: MeasureClass = MeasureClass.GRADABLE,
    grade: Grade | None = None,
) -> Finding:
    """One measure with a value, graded by the shipped limits."""
    spec = BY_ID[measure]
    graded = grade_value(value, sem, NORMS.limits.get(measure), trust)
    return Finding(spec, view or spec.views[0], value, sem, 0.0, trust, spec.proxy, grade or graded)


def analysis(
    view: View,
    keypoints: Keypoints,
    *,
    height_cm: float | None = 175.0,
    turned_deg: float = 0.0,
    level: CameraLevel | None = None,
    reasons: tuple[Reason, ...] = (),
) -> PhotoAnalysis:
    """Measure a body that was photographed as a view."""
    level = level or CameraLevel.manual(0.0)
    scale = None if height_cm is None else PX_PER_CM
    facing, centre = FACINGS[view], (WIDTH / 2, HEIGHT / 2)
    body = Body.levelled(keypoints, facing, level, centre, scale)
    seen = Observation(view, body, [body] * 8, level, turned_deg, {})
    return PhotoAnalysis(
        view=view,
        facing=facing,
        width=WIDTH,
        height=HEIGHT,
        body_yaw_deg=facing.heading_deg + turned_deg,
        turned_deg=turned_deg,
        level=level,
        body=average([person(keypoints)] * 8, None),
        px_per_cm=scale,
        reasons=reasons,
        findings=measure_all(seen, NORMS, ERRORS),
    )


def keypoints_of(view: View, **angles: float) -> Keypoints:
    """Photograph a body as a view demands."""
    return sagittal(FACINGS[view], **angles) if view.is_side else coronal(FACINGS[view], **angles)  # type: ignore[arg-type]


def assessment(*views: View, subject: Subject | None = None, **front: float) -> Assessment:
    """Assess plain bodies in these views, the front one built with these angles."""
    subject = subject or Subject("Amara Osei", "P-0193", 175.0, shoes=False)
    wanted = views or (View.FRONT, View.SIDE, View.BACK)
    return assessment_of(
        {
            view: analysis(
                view,
                keypoints_of(view, **(front if view is View.FRONT else {})),
                height_cm=subject.height_cm,
            )
            for view in wanted
        },
        subject,
    )


def assessment_of(analyses: Mapping[View, PhotoAnalysis], subject: Subject | None = None) -> Assessment:
    """Put analyses together."""
    engine = Engine("0.1.0", "blazepose-full", "563b0638" * 8, NORMS, ERRORS.name, 8)
    return assemble(analyses, subject or Subject(), engine, datetime(2026, 11, 20, 10, 30))


def frames_of(assessment: Assessment) -> dict[View, Frame]:
    """Grey photographs of the sizes the analyses speak of."""
    return {view: blank(one.width, one.height) for view, one in assessment.views.items()}


def outlined(seen: Assessment) -> Assessment:
    """Give the bodies a silhouette."""
    share = np.zeros((128, 72), np.uint8)
    share[10:120, 20:52] = 255

    def with_silhouette(view: View) -> object:
        one = seen.views[view]
        person = replace(one.body.person, silhouette=Silhouette(share, 0.0, 0.0, 0.1))
        return replace(one, body=replace(one.body, person=person))

    return replace(seen, views={view: with_silhouette(view) for view in seen.views})
