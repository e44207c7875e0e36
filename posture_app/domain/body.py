"""One levelled body in one view: what every measure is read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.perspective import in_body_plane

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.camera import CameraGeometry
    from posture_app.domain.views import Facing

    Points = NDArray[np.float64]


class LevelSource(str, Enum):
    """Where the camera level comes from, in falling order of trust."""

    MARKER = "marker"
    REMEMBERED = "remembered"
    SCENE = "scene"
    MANUAL = "manual"
    NONE = "none"


UNKNOWN_LEVEL_SEM_DEG = 1.0
"""How far a camera set up by eye is off level, as a standard error (measures.md)."""

MANUAL_LEVEL_SEM_DEG = 0.2
"""Standard error of a roll read from a spirit level or an inclinometer (engineering default:
such instruments state 0.1-0.2°)."""


@dataclass(frozen=True, slots=True)
class CameraLevel:
    """The camera's roll: + = turned clockwise as seen from behind it, in degrees."""

    roll_deg: float = 0.0
    sem_deg: float = UNKNOWN_LEVEL_SEM_DEG
    source: LevelSource = LevelSource.NONE

    @classmethod
    def manual(cls, roll_deg: float) -> CameraLevel:
        """Take a roll that somebody measured."""
        return cls(roll_deg, MANUAL_LEVEL_SEM_DEG, LevelSource.MANUAL)


_OVER_THE_JOINT = {"SHOULDER": "ACROMION", "HIP": "TROCHANTER", "ANKLE": "MALLEOLUS"}
"""What lies over a joint when the body is seen in profile, and can be felt through the skin."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Landmarks after levelling, with what is needed to read them.

    Attributes
    ----------
    keypoints : px of the levelled picture; with a `distance` positions in the body's own plane.
    px_per_cm : units of `keypoints` per cm; None when the scale is not known.
    distance : from the lens to that plane, same unit; None when perspective was not undone.
    """

    keypoints: Keypoints
    facing: Facing
    px_per_cm: float | None = None
    distance: float | None = None

    @classmethod
    def levelled(
        cls,
        keypoints: Keypoints,
        facing: Facing,
        level: CameraLevel,
        centre_px: tuple[float, float],
        px_per_cm: float | None = None,
        geometry: CameraGeometry | None = None,
    ) -> Body:
        """Take the camera's roll and, where its `geometry` is known, its perspective out of photo keypoints.

        A camera turned clockwise shows the world turned counter-clockwise, so the points are
        turned clockwise by the same angle about the picture's centre. The level decides on the roll,
        the geometry on everything else.
        """
        turned = cls(keypoints.rotated(level.roll_deg, centre_px), facing, px_per_cm)
        if geometry is None:
            return turned
        body_cm = None if px_per_cm is None else turned.length / px_per_cm
        plane = in_body_plane(keypoints, facing, replace(geometry, roll_deg=level.roll_deg), body_cm)
        return cls(plane.keypoints, facing, 1.0 if plane.in_cm else None, plane.distance)

    def turned(self, degrees: float) -> Body:
        """Give the body as a camera with that much more roll removed would show it."""
        return replace(self, keypoints=self.keypoints.rotated(degrees, (0.0, 0.0)))

    def nearer(self, landmarks: tuple[Landmark, ...], share: float) -> Body:
        """Give the body as it would be if landmarks stood nearer than assumed, by a share of `length`.

        A landmark stays on its ray, and the lens is the origin: nearer means towards it. Without a known
        perspective nothing changes.
        """
        if self.distance is None:
            return self
        xy = self.keypoints.xy_px.copy()
        xy[list(landmarks)] *= 1.0 - share * self.length / self.distance
        return replace(self, keypoints=replace(self.keypoints, xy_px=xy))

    @property
    def length(self) -> float:
        """Give the height from the ankles to the ears, in units of `keypoints`."""
        return float(self.mid("ANKLE")[1] - self.mid("EAR")[1])

    def point(self, landmark: Landmark) -> Points:
        """Give a landmark's levelled position, (2,) px."""
        return self.keypoints.point(landmark)

    def points(self, *landmarks: Landmark) -> tuple[Points, ...]:
        """Give several landmarks' levelled positions, (2,) px each."""
        return tuple(self.point(one) for one in landmarks)

    def near(self, name: str) -> Landmark:
        """Give the landmark of the side that a profile shows: ``near("HIP")``."""
        return Landmark[f"{self.facing.value.upper()}_{name}"]

    def nears(self, *names: str) -> tuple[Landmark, ...]:
        """Give the near side's landmarks; where somebody placed all of them, the skin's for the joints.

        In profile the acromion, the greater trochanter, and the outer malleolus lie over the joints'
        centres and are what the plumb line is classically held against. A placed point is never mixed
        with one of the model's: the model's own points are off in the same direction (its ear
        stands 2.3 cm in front of the tragus, its shoulder in front of the acromion), so that moving
        one of the two makes the angle worse. From the front and from behind the skin lies centimetres
        beside the centre: there the joints stay the model's.
        """
        placed = tuple(self._placed_near(name) for name in names)
        if all(self.keypoints.sources[one].is_placed for one in placed):
            return placed
        return tuple(self.near(name) for name in names)

    def _placed_near(self, name: str) -> Landmark:
        over = _OVER_THE_JOINT.get(name, name)
        return self.near(over if self.keypoints.has(self.near(over)) else name)

    def mid(self, name: str) -> Points:
        """Give the point half-way between the left and the right landmark of that name."""
        return middle(self.point(Landmark["LEFT_" + name]), self.point(Landmark["RIGHT_" + name]))
