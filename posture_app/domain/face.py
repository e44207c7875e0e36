"""What a look at the face adds to the landmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.geometry import tilt_deg
from posture_app.domain.keypoints import Landmark, Person, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

FACE_FROM = 0.75
"""Share above which a face is turned to the camera: rendered and real fronts .83-.97, backs .44-.65;
small, covered, or blurred faces fall below it too."""

EYES_APART_DEG = 3.0
"""Eye lines of the face detector and the pose model further apart than this: hair hides an eye. On the
rendered fronts 0-2.5° with free eyes, 4.3-8.4° with hair over one."""

UNSTEADY_DEG = 1.2
"""SD of the face's direction over the looks beyond which something hides part of it: free faces up to .71°
(rendered and real fronts), 1.6° and more with hair over an eye (benchmarks/results/head.md)."""

HEAD_TURNED_DEG = 10.0
"""Head yaw from which on the head's tilt is doubted; the yaw itself is good to 4° (rendered set)."""

FREE_OF_HAIR = 10
"""So many of the mesh's pairs come first that hair leaves free: mouth and nose."""

DETECTOR_WEIGHT = 0.25
"""Share of the detector's eyes in the direction of a free face. Any share from 0 to a third serves the
rendered set alike (MAE .32-.34°); the detector errs in its own way (benchmarks/results/head.md)."""

EYES = (Landmark.LEFT_EYE, Landmark.RIGHT_EYE)
EARS = (Landmark.LEFT_EAR, Landmark.RIGHT_EAR)


def _no_meshes() -> Points:
    return np.empty((0, FREE_OF_HAIR, 2, 3))


@dataclass(frozen=True, slots=True, eq=False)
class FaceLook:
    """What several looks at one head found.

    Attributes
    ----------
    share : 0..1, how much the head looks like a face.
    eyes_px : (n, 2, 2), for every look of the detector that found one the (left, right) eye in photo pixels.
    meshes_px : (m, P, 2, 3), for every look of the mesh the (left, right) points of P pairs: x, y in
        photo pixels and the depth on the same scale, away from the camera. The first `FREE_OF_HAIR` pairs
        are mouth and nose. Looks come in twos, each with its mirror image.
    """

    share: float
    eyes_px: Points
    meshes_px: Points = field(default_factory=_no_meshes)

    @property
    def sees_face(self) -> bool:
        """Tell whether a face is turned to the camera."""
        return self.share >= FACE_FROM and len(self.eyes_px) > 0

    @property
    def is_steady(self) -> bool:
        """Tell whether the mesh was found and every look gives nearly the same direction."""
        return len(self.meshes_px) > 0 and float(np.std(directions_deg(self.meshes_px))) <= UNSTEADY_DEG

    @property
    def head_yaw_deg(self) -> float:
        """Give the yaw of the head, as of the body: + = faces image right; 0 without a mesh."""
        if not len(self.meshes_px):
            return 0.0
        across = (self.meshes_px[:, :, 0] - self.meshes_px[:, :, 1]).sum(axis=(0, 1))
        return float(np.degrees(np.arctan2(across[2], np.hypot(across[0], across[1]))))


def directions_deg(meshes_px: Points) -> Points:
    """Give for every look, (m,), the tilt of its pairs' common direction: + = the subject's left is higher.

    Pairs that mirror each other in one plane are parallel whichever way the head is turned, so the sum of
    their vectors has that direction, the long ones counting most.
    """
    dx, dy = (meshes_px[:, :, 0, :2] - meshes_px[:, :, 1, :2]).sum(axis=1).T
    degrees: Points = np.degrees(np.arctan2(-dy, dx))
    return degrees


def eyes_of(look: FaceLook, *, hidden: bool) -> Points:
    """Give the eyes, (n, 2, 2), that stand for what all looks found; their mean is the best answer.

    The detector tells where they stand, the mesh how they tilt, one pair for each look of the mesh. When part
    of the face is hidden (`hidden`) mouth and nose take the place of the whole mesh, and the detector counts
    as much as they do. Without a mesh the detector's own eyes serve.
    """
    if not len(look.meshes_px):
        return look.eyes_px
    left, right = look.eyes_px.mean(axis=0)
    weight = 0.5 if hidden else DETECTOR_WEIGHT
    meshes = look.meshes_px[:, :FREE_OF_HAIR] if hidden else look.meshes_px
    tilts = weight * tilt_deg(left, right) + (1.0 - weight) * directions_deg(meshes)
    half = np.linalg.norm(left - right) / 2
    across = half * np.stack([np.cos(np.radians(tilts)), -np.sin(np.radians(tilts))], axis=1)
    middle = (left + right) / 2
    eyes: Points = np.stack([middle + across, middle - across], axis=1)
    return eyes


def with_pair(
    passes: Sequence[Person], landmarks: tuple[Landmark, Landmark], pairs_px: Points
) -> list[Person]:
    """Put a (left, right) pair found apart, (n, 2, 2), in the place of the pose model's.

    Every pass gets the pair of another look, so that the spread over the passes is the looks' own; the
    last adjustment makes the mean over the passes the mean over all looks.
    """
    given = [pairs_px[i % len(pairs_px)] for i in range(len(passes))]
    correction = pairs_px.mean(axis=0) - np.mean(given, axis=0)
    return [
        _with_points(person, landmarks, pair + correction) for person, pair in zip(passes, given, strict=True)
    ]


def _with_points(person: Person, landmarks: tuple[Landmark, Landmark], pair: Points) -> Person:
    points = {landmark: (float(x), float(y)) for landmark, (x, y) in zip(landmarks, pair, strict=True)}
    return replace(person, keypoints=person.keypoints.with_points(points, Source.DERIVED))


def eyes_apart_deg(person: Person, look: FaceLook) -> float:
    """Give by how much the eye line of the face differs from the pose model's, in degrees, unsigned."""
    face = look.eyes_px.mean(axis=0)
    points = person.keypoints
    pose = tilt_deg(points.point(Landmark.LEFT_EYE_OUTER), points.point(Landmark.RIGHT_EYE_OUTER))
    return abs(tilt_deg(face[0], face[1]) - pose)
