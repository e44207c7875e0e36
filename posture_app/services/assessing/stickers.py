"""Stickers in an analysed photograph: proposed, and taken once somebody stands up for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Source
from posture_app.domain.quality import warn, worst_first
from posture_app.domain.stickers import StickerColour, assign, expected_stickers, radii_px
from posture_app.services.assessing.assess import measure_again
from posture_app.services.assessing.placing import Placed, with_placings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.people import PhotoAnalysis, Subject
    from posture_app.domain.stickers import StickerSighting
    from posture_app.services.assessing.assess import Settings
    from posture_app.services.ports import Frame, StickerFinder


def sightings(
    frame: Frame,
    analysis: PhotoAnalysis,
    finder: StickerFinder,
    colours: Sequence[StickerColour] = tuple(StickerColour),
) -> tuple[StickerSighting, ...]:
    """Propose stickers: every one a dot of these colours that belongs to one point and to no other.

    Nothing is measured from them before somebody confirms them.
    """
    points = analysis.body.person.keypoints
    places = expected_stickers(points, analysis.facing)
    dots = finder.find_dots(frame, places, radii_px(points, analysis.px_per_cm), colours)
    return assign(dots, places)


def with_stickers(
    analysis: PhotoAnalysis, found: Sequence[StickerSighting], subject: Subject, settings: Settings
) -> PhotoAnalysis:
    """Take proposals as they are, on the caller's word, and measure anew; a warning says that it was so."""
    if not found:
        return replace(analysis, reasons=worst_first([*analysis.reasons, warn("stickers_none")]))
    placings = {one.landmark: Placed(*one.xy_px, Source.STICKER) for one in found}
    taken = replace(
        analysis,
        body=with_placings(analysis.body, placings),
        reasons=worst_first([*analysis.reasons, warn("stickers_unseen", count=len(found))]),
    )
    return measure_again(taken, subject, settings)
