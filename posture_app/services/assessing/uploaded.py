"""One case from pictures that were sent: measured and drawn in one go, nothing written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.errors import NotAssessable, PostureError
from posture_app.domain.people import Assessment, Engine, PhotoAnalysis, Subject
from posture_app.domain.quality import refuse
from posture_app.domain.views import ORDER, View
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo, assemble

if TYPE_CHECKING:
    from datetime import datetime

    from posture_app.services.assessing.case import OverlayWriter
    from posture_app.services.ports import Frame


@dataclass(frozen=True, slots=True)
class Bench:
    """What such a case needs at hand: `read` a picture file's content, measure by `settings`, `draw`."""

    read: Callable[[bytes], Frame]
    settings: Settings
    engine: Engine
    draw: OverlayWriter
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What came of it; `pictures` are JPEGs of the upright photographs with the overlay, by view."""

    assessment: Assessment
    pictures: Mapping[View, bytes]


def measure_uploaded(photos: Mapping[View, bytes], subject: Subject, eyes: Eyes, bench: Bench) -> Measured:
    """Measure the photographs of one person.

    Raises
    ------
    PostureError
        PhotoError or NotAssessable of the first photograph that fails, with the fact ``view``.
    """
    analyses: dict[View, PhotoAnalysis] = {}
    frames: dict[View, Frame] = {}
    for view in (view for view in ORDER if view in photos):
        try:
            frame = bench.read(photos[view])
            analyses[view], frames[view] = analyse_photo(frame, view, subject, eyes, bench.settings)
            check_sides(analyses)
        except PostureError as error:
            error.facts["view"] = view.value
            raise
    assessment = assemble(analyses, subject, bench.engine, bench.now())
    pictures = {view: bench.draw.write(analysis, frames[view]) for view, analysis in analyses.items()}
    return Measured(assessment, pictures)


def check_sides(analyses: Mapping[View, PhotoAnalysis]) -> None:
    """Refuse a second side photo that shows the same side as the first."""
    first, second = analyses.get(View.SIDE), analyses.get(View.SIDE2)
    if first and second and first.facing is second.facing:
        raise NotAssessable((refuse("same_side", shown=first.facing.value),))
