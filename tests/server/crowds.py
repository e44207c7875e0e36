"""A people finder without models: as many people as a picture's shade of grey has tens over a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from posture_app.domain.keypoints import Person
from posture_app.server.desk import Limits, ServerDesk
from posture_app.services.ports import BodyParts, Frame
from tests.figures import coronal, person
from tests.server.desks import desk_in

STEP_PX = 40.0


def shade_of(people: int) -> int:
    """Give the shade of a picture with so many people."""
    return 100 + 10 * people


class ShadePeople:
    """Finds people beside each other; every one has a left hand, the first one a face."""

    closed = False

    def find_people(self, frame: Frame) -> tuple[Person, ...]:
        count = round((float(frame.rgb[0, 0, 0]) - 100) / 10)
        points = coronal()
        return tuple(
            person(replace(points, xy_px=points.xy_px + (STEP_PX * i, 0.0))) for i in range(max(0, count))
        )

    def parts_of(self, frame: Frame, people: Sequence[Person]) -> tuple[BodyParts, ...]:
        return tuple(
            BodyParts(left_hand_px=np.full((21, 2), i), face_px=None if i else np.full((468, 2), 5.0))
            for i, _ in enumerate(people)
        )

    def close(self) -> None:
        self.closed = True


def crowd_desk(folder: Path, finder: ShadePeople | None = None, limits: Limits | None = None) -> ServerDesk:
    """A desk with a people finder."""
    kept = finder or ShadePeople()
    return replace(desk_in(folder, limits), make_people=lambda: kept)
