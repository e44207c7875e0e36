"""Where somebody stands well before the live camera, so that the outline to fill can be put about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Landmark
from posture_app.gui.camera.live_overlay import target
from posture_app.services.capture.live import CROWN_SHARE

if TYPE_CHECKING:
    from posture_app.domain.overlay.shapes import Point
    from posture_app.domain.views import Facing, View
    from posture_app.services.capture.live import Sighting

_MISPLACED = frozenset(
    {"too_small", "too_far", "too_close", "head_cut_off", "feet_cut_off", "body_cut_off", "seated", "lying"}
)
_SOFT = 0.25
"""How fast the outline follows a person."""


class StandingPlace:
    """Middle, crown, and height of somebody who stands well, in shares of the frame; softened over time."""

    def __init__(self) -> None:
        self._place: tuple[float, float, float] | None = None

    @property
    def roughly(self) -> tuple[float, float, float] | None:
        """The place to hundredths, for the outline to be drawn anew where it counts; None without one."""
        if self._place is None:
            return None
        across, top, tall = self._place
        return round(across, 2), round(top, 2), round(tall, 2)

    def follow(self, sighting: Sighting) -> None:
        """Remember where somebody stands well; forget it when the person is misplaced."""
        person = sighting.person
        if person is None or {reason.code for reason in sighting.reasons} & _MISPLACED:
            self._place = None
            return
        _, top, _, bottom = person.keypoints.box_px()
        crown = top - CROWN_SHARE * person.keypoints.height_px()
        hips = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
        middle = float(person.keypoints.xy_px[hips, 0].mean())
        seen = (middle / sighting.width, crown / sighting.height, (bottom - crown) / sighting.height)
        old = self._place or seen
        self._place = (
            old[0] + _SOFT * (seen[0] - old[0]),
            old[1] + _SOFT * (seen[1] - old[1]),
            old[2] + _SOFT * (seen[2] - old[2]),
        )

    def forget(self) -> None:
        """Start anew."""
        self._place = None

    def outline(self, view: View, side: Facing | None, width: int, height: int) -> list[Point]:
        """Give the body to fill, as a polygon in shares of a picture of that size.

        It stands about somebody who stands well already, so that only the pose is to be filled.
        """
        points = target(view, side, width, height)
        if self._place is None:
            return points
        across, top, tall = self._place
        low, high = min(y for _, y in points), max(y for _, y in points)
        share = tall / (high - low)
        return [(across + (x - 0.5) * share, top + (y - low) * share) for x, y in points]
