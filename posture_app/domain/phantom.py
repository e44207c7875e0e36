"""A printed figure of known angles: what the camera makes of it tells whether it still stands well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians, tan

import numpy as np

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.keypoints import Keypoints, Landmark, Source
from posture_app.domain.measures import BY_ID
from posture_app.domain.views import Facing

Place = tuple[float, float]

TURNING = (
    "head_tilt",
    "shoulder_tilt",
    "pelvic_tilt",
    "knee_tilt",
    "body_tilt",
    "head_axis_tilt",
    "trunk_tilt",
)
"""What turns with the camera, degree for degree and with one sign."""
RIGID = ("left_knee_alignment", "right_knee_alignment")
"""What a camera that only leans leaves as it is."""

_ROWS = {
    "EYE": (103.0, 24.0, 20.0, 2.0),
    "EAR": (103.0, 46.0, 30.0, 0.5),
    "SHOULDER": (104.5, 92.0, 80.0, -3.0),
    "HIP": (106.0, 152.0, 60.0, 1.5),
    "KNEE": (105.0, 196.0, 50.0, -1.0),
    "ANKLE": (107.0, 262.0, 28.0, 0.0),
}
"""Middle x and y, half-width (mm on A4, y down), and tilt (degrees, + = the figure's left is higher)."""

_MARKERS = ((10.0, 10.0), (150.0, 10.0), (10.0, 237.0), (150.0, 237.0))
_MARKER_SIDE = 50.0
_DOT_RADIUS = 6.0


@dataclass(frozen=True, slots=True)
class Phantom:
    """One sheet with the figure, as a front view: its left is at the right of the sheet.

    Attributes
    ----------
    page_mm : width and height of the paper.
    scale : how much larger it is than the A4 sheet.
    first_id : of its four markers, which stand row by row.
    """

    name: str
    page_mm: Place
    scale: float
    first_id: int

    @property
    def dot_mm(self) -> float:
        """Give the radius of a dot."""
        return _DOT_RADIUS * self.scale

    @property
    def marker_mm(self) -> float:
        """Give the side of a marker."""
        return _MARKER_SIDE * self.scale

    @property
    def markers(self) -> dict[int, Place]:
        """Give the top left corner of each marker in mm from the sheet's, by its id."""
        return {self.first_id + at: self._placed(place) for at, place in enumerate(_MARKERS)}

    @property
    def dots(self) -> dict[Landmark, Place]:
        """Give the middle of each dot in mm from the sheet's top left corner."""
        places = {}
        for name, (x, y, half, tilt) in _ROWS.items():
            rise = half * tan(radians(tilt))
            places[Landmark[f"LEFT_{name}"]] = self._placed((x + half, y - rise))
            places[Landmark[f"RIGHT_{name}"]] = self._placed((x - half, y + rise))
        return places

    @property
    def true_deg(self) -> dict[str, float]:
        """Give the figure's angles in the signs of the measures, by measure id."""
        return angles_of(self.dots, CameraLevel(), (0.0, 0.0))

    def _placed(self, place: Place) -> Place:
        """Put a place of the A4 sheet onto this one, in the middle of its paper."""
        left, top = ((size - self.scale * a4) / 2 for size, a4 in zip(self.page_mm, _A4, strict=True))
        return left + self.scale * place[0], top + self.scale * place[1]


_A4 = (210.0, 297.0)
PHANTOMS = {one.name: one for one in (Phantom("a4", _A4, 1.0, 40), Phantom("a3", (297.0, 420.0), 1.414, 44))}
"""The sheets by paper; their markers are numbered beyond those of the calibration sheets."""


def angles_of(dots: Mapping[Landmark, Place], level: CameraLevel, centre: Place) -> dict[str, float]:
    """Read the figure with the very measures that people are read with; degrees by measure id.

    `dots` are positions in pixels or mm, y down; the camera's roll is taken out about `centre`.
    """
    xy = np.full((len(Landmark), 2), np.nan)
    visibility = np.zeros(len(Landmark))
    for landmark, place in dots.items():
        xy[landmark], visibility[landmark] = place, 1.0
    points = Keypoints(xy, visibility, (Source.MODEL,) * len(Landmark))
    body = Body.levelled(points, Facing.FRONT, level, centre)
    return {measure: BY_ID[measure].read(body) for measure in (*TURNING, *RIGID)}


@dataclass(frozen=True, slots=True)
class Check:
    """What one photograph of the sheet came to.

    Attributes
    ----------
    lean_deg : by how much everything is turned together: + = as by a camera turned clockwise.
    errors_deg : measured minus true, by measure id.
    """

    lean_deg: float
    errors_deg: Mapping[str, float]

    @property
    def worst(self) -> str:
        """Give the measure that is furthest off."""
        return max(self.errors_deg, key=lambda measure: abs(self.errors_deg[measure]))


def compare_phantom(
    phantom: Phantom, dots: Mapping[Landmark, Place], level: CameraLevel, centre: Place
) -> Check:
    """Hold what was found against what was printed."""
    true, seen = phantom.true_deg, angles_of(dots, level, centre)
    errors = {measure: seen[measure] - true[measure] for measure in true}
    return Check(float(np.mean([errors[measure] for measure in TURNING])), errors)
