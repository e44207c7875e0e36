"""Straight lines on a photograph whose camera was not level: where they start and end.

Lines are thought of in levelled coordinates, where down is down, and given in photo pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.body import Body
from posture_app.domain.geometry import middle, rotate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.people import PhotoAnalysis

    Points = NDArray[np.float64]

_MARGIN = 0.012
"""Lengthened lines end this share of the picture's shorter side before its edge."""

_ABOVE_EYES = 0.12
"""The plumb line starts this share of the body height (eyes to toes) above the highest landmark: a
crown stands about .08 above the eyes."""

_BELOW_TOES = 0.045
"""And it ends this share below the lowest one."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A photograph to be drawn on.

    Attributes
    ----------
    body : the levelled body, pixels about the same centre as the photo.
    roll_deg : camera roll, + = clockwise as seen from behind the camera.
    width, height : of the photo in pixels.
    """

    body: Body
    roll_deg: float
    width: int
    height: int

    @classmethod
    def of(cls, analysis: PhotoAnalysis) -> Sheet:
        """Lay out the sheet of an analysed photograph."""
        points = analysis.body.person.keypoints
        body = Body.levelled(points, analysis.facing, analysis.level, analysis.centre_px, analysis.px_per_cm)
        return cls(body, analysis.level.roll_deg, analysis.width, analysis.height)

    def photo(self, levelled: Points) -> Points:
        """Take (..., 2) levelled points to photo pixels."""
        return rotate(levelled, -self.roll_deg, (self.width / 2, self.height / 2))

    def across(self) -> Points:
        """Give the true horizontal, image right, as a unit vector (2,) of photo pixels."""
        return rotate(np.array([1.0, 0.0]), -self.roll_deg, (0.0, 0.0))

    def down(self) -> Points:
        """Give the true vertical, downwards, as a unit vector (2,) of photo pixels."""
        return rotate(np.array([0.0, 1.0]), -self.roll_deg, (0.0, 0.0))

    def reach(self, origin: Points, way: Points) -> Points:
        """Give origin + way, or the last point before it that lies within the picture's margin.

        Both (2,) photo px; never on the other side of the origin.
        """
        margin = _MARGIN * min(self.width, self.height)
        size = np.array([self.width, self.height], dtype=np.float64)
        share = 1.0
        for at, step, end in zip(origin, way, size, strict=True):
            if step:
                room = (end - margin - at) if step > 0 else (margin - at)
                share = min(share, max(0.0, room / step))
        reached: Points = origin + share * way
        return reached

    def lengthened(self, start: Points, end: Points, before: float, after: float) -> tuple[Points, Points]:
        """Lengthen start → end (levelled) at its ends by shares of its length; photo px."""
        first, last = self.photo(start), self.photo(end)
        way = last - first
        return self.reach(first, -before * way), self.reach(last, after * way)

    def level_through(self, start: Points, end: Points, share: float) -> tuple[Points, Points]:
        """Give the true horizontal through the middle of start → end, as long as the lengthened line."""
        centre = self.photo(middle(start, end))
        half = self.across() * float(np.linalg.norm(end - start)) * (0.5 + share)
        if (end - start)[0] < 0:
            half = -half
        return self.reach(centre, -half), self.reach(centre, half)

    def upright_from(self, foot: Points, length: float) -> tuple[Points, Points]:
        """Give the true vertical upwards from a levelled point, `length` px long."""
        start = self.photo(foot)
        return start, self.reach(start, -length * self.down())

    def plumb_through(self, foot: Points) -> tuple[Points, Points]:
        """Give the true vertical through a levelled point from above the head to under the feet."""
        ys = self.body.keypoints.xy_px[:, 1]
        height = self.body.keypoints.height_px()
        above = foot[1] - (float(np.nanmin(ys)) - _ABOVE_EYES * height)
        below = float(np.nanmax(ys)) + _BELOW_TOES * height - foot[1]
        at = self.photo(foot)
        return self.reach(at, -above * self.down()), self.reach(at, below * self.down())
