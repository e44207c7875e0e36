"""Who in the picture is to be measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import Landmark
from posture_app.domain.quality import COMPARABLE_HEIGHT, UPRIGHT_AXIS_DEG, Reason, frame_reasons, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_app.domain.keypoints import Person


def choose(people: Sequence[Person], width: int, height: int) -> tuple[Person, list[Reason]]:
    """Choose the person whose whole body is in the picture and who stands nearest its middle.

    A second person of comparable size is a reason to refuse; a small bystander is not.
    """
    tallest = max(person.keypoints.height_px() for person in people)
    comparable = [one for one in people if one.keypoints.height_px() >= COMPARABLE_HEIGHT * tallest]

    def order(person: Person) -> tuple[bool, float]:
        cut = any(reason.code.endswith("cut_off") for reason in frame_reasons(person, width, height, None))
        return cut, abs(_trunk_x(person) - width / 2)

    subject = min(comparable, key=order)
    if len(comparable) > 1:
        return subject, [refuse("several_people", count=len(comparable))]
    return subject, []


def _trunk_x(person: Person) -> float:
    trunk = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    return float(person.keypoints.xy_px[trunk, 0].mean())


def stands_upright(person: Person) -> bool:
    """Tell whether the body's long axis is nearer the picture's vertical than its horizontal."""
    points = person.keypoints
    feet = middle(points.point(Landmark.LEFT_ANKLE), points.point(Landmark.RIGHT_ANKLE))
    shoulders = middle(points.point(Landmark.LEFT_SHOULDER), points.point(Landmark.RIGHT_SHOULDER))
    dx, dy = shoulders - feet
    return bool(abs(np.degrees(np.arctan2(dx, -dy))) < UPRIGHT_AXIS_DEG)
