"""Roughly where the person is: discs along the limbs, for labels to keep off."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, hypot, isfinite
from typing import TYPE_CHECKING

from posture_app.domain.keypoints import Landmark

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Keypoints

    Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Disc:
    """A round patch of the photo, centre and radius in pixels."""

    centre: tuple[float, float]
    radius: float


_LIMBS = (
    # from, to, radius as a share of the body height (eyes to toes), how far beyond `to` in limb lengths
    ("SHOULDER", "ELBOW", 0.04, 0.0),
    ("ELBOW", "WRIST", 0.035, 0.6),
    ("SHOULDER", "HIP", 0.055, 0.0),
    ("HIP", "KNEE", 0.055, 0.0),
    ("KNEE", "ANKLE", 0.04, 0.0),
    ("HEEL", "FOOT_INDEX", 0.035, 0.2),
)
_HEAD_RADIUS = 0.085
_NECK_RADIUS = 0.045
_TRUNK_RADIUS = 0.055


def discs_of(points: Keypoints) -> tuple[Disc, ...]:
    """Cover the body; limbs the picture hides are covered where the model supposes them."""
    height = points.height_px()
    discs: list[Disc] = []
    for side in ("LEFT", "RIGHT"):
        for one, other, radius, beyond in _LIMBS:
            start, end = points.point(Landmark[f"{side}_{one}"]), points.point(Landmark[f"{side}_{other}"])
            discs += _row(start, end + beyond * (end - start), radius * height)
    for name in ("SHOULDER", "HIP"):
        left, right = points.point(Landmark["LEFT_" + name]), points.point(Landmark["RIGHT_" + name])
        discs += _row(left, right, _TRUNK_RADIUS * height)
    ears = (points.point(Landmark.LEFT_EAR) + points.point(Landmark.RIGHT_EAR)) / 2
    neck = (points.point(Landmark.LEFT_SHOULDER) + points.point(Landmark.RIGHT_SHOULDER)) / 2
    discs += _row(ears, neck, _NECK_RADIUS * height)
    discs += _row(ears, ears, _HEAD_RADIUS * height)
    return tuple(discs)


def _row(start: Points, end: Points, radius: float) -> Iterator[Disc]:
    """Give discs from start to end, close enough to leave no gap."""
    (x0, y0), (x1, y1) = start.tolist(), end.tolist()
    length = hypot(x1 - x0, y1 - y0)
    if not isfinite(length):
        return
    count = ceil(length / max(radius, 1e-6))
    for at in range(count + 1):
        share = at / max(count, 1)
        yield Disc((x0 + share * (x1 - x0), y0 + share * (y1 - y0)), radius)
