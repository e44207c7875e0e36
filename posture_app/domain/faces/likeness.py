"""How alike two faces are: a distance, and the 0 to 100 that is shown of it.

The similarity is a fixed map of the distance, no probability: how often strangers reach a similarity depends
on who is compared, how many, and how they were photographed. `python run.py bench faces --faces SET` tells it
for a set of one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.faces.portrait import Vector

HALF_DISTANCE = 0.6
"""Distance of similarity 50: dlib's own limit for "the same person"."""

NINETY_DISTANCE = 0.5
"""Distance of similarity 90, which the contract's samples ask for."""

_STEEPNESS = float(np.log(9.0)) / (HALF_DISTANCE - NINETY_DISTANCE)
_AT_ZERO = 100.0 * (1.0 + float(np.exp(-_STEEPNESS * HALF_DISTANCE)))
"""Makes the curve begin at 100; it lifts it by two millionths."""


def distance(one: Vector, other: Vector) -> float:
    """Give the Euclidean distance of two vectors; 0 is the same picture."""
    return float(np.linalg.norm(one.astype(np.float64) - other.astype(np.float64)))


def similarity(distances: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Give 0..100 for distances ≥ 0: a falling logistic curve, 90 at .5, 50 at .6, 10 at .7."""
    steps = _STEEPNESS * (np.asarray(distances, np.float64) - HALF_DISTANCE)
    return np.asarray(_AT_ZERO / (1.0 + np.exp(steps)), np.float64)


def distance_of(similar: float) -> float:
    """Give the distance of a similarity; 0 < similar <= 100."""
    return max(0.0, HALF_DISTANCE + float(np.log(_AT_ZERO / similar - 1.0)) / _STEEPNESS)


def mean_vector(vectors: Sequence[Vector]) -> Vector:
    """Give what several photographs of one face are like: nearer to a further one than each of them."""
    return np.asarray(np.mean(vectors, axis=0), np.float32)
