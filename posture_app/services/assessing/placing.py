"""Landmarks that somebody set, by hand or by sticker, put into what the model found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Source

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Keypoints, Landmark
    from posture_app.domain.repeats import Averaged


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a landmark was set, in photo pixels, and how."""

    x: float
    y: float
    source: Source = Source.MANUAL


Placings = Mapping["Landmark", Placed]


def with_placings(body: Averaged, placings: Placings) -> Averaged:
    """Set the landmarks in the mean and in every pass, so that a set point has no spread of its own."""
    if not placings:
        return body

    def edited(points: Keypoints) -> Keypoints:
        for source in Source:
            own = {one: (at.x, at.y) for one, at in placings.items() if at.source is source}
            points = points.with_points(own, source) if own else points
        return points

    spread = body.spread_px.copy()
    spread[list(placings)] = 0.0
    return replace(
        body,
        person=replace(body.person, keypoints=edited(body.person.keypoints)),
        passes=tuple(replace(one, keypoints=edited(one.keypoints)) for one in body.passes),
        spread_px=spread,
    )
