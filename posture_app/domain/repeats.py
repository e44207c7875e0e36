"""Several looks at one person made into one: mean, spread, and what fell out of line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Silhouette

OUT_OF_LINE = 0.05
"""A pass whose landmarks lie on the median further than this share of the body height from the
median of all passes saw something else (standing people: up to .015) and is left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """The mean of the passes that agree.

    Attributes
    ----------
    person : mean positions, world landmarks, visibility, and presence.
    passes : the passes that went into it.
    spread_px : (L,) standard deviation over the passes, in pixels; 0 for a single one.
    """

    person: Person
    passes: tuple[Person, ...]
    spread_px: NDArray[np.float64]

    @property
    def spread_share(self) -> float:
        """Give the median spread of the model's landmarks as a share of the body height."""
        return float(np.median(self.spread_px[:MODEL_LANDMARKS]) / self.person.keypoints.height_px())


def average(passes: Sequence[Person], silhouette: Silhouette | None) -> Averaged:
    """Average at least one pass; left and right must have been put in order before."""
    kept = _in_line(passes)
    positions = np.stack([one.keypoints.xy_px for one in kept])
    mean = Keypoints(
        positions.mean(axis=0),
        np.mean([one.keypoints.visibility for one in kept], axis=0),
        kept[0].keypoints.sources,
    )
    person = Person(
        keypoints=mean,
        world_m=np.mean([one.world_m for one in kept], axis=0),
        presence=np.mean([one.presence for one in kept], axis=0),
        silhouette=silhouette,
    )
    variance = ((positions - mean.xy_px) ** 2).sum(axis=2).mean(axis=0)
    return Averaged(person, tuple(kept), np.sqrt(variance))


def _in_line(passes: Sequence[Person]) -> list[Person]:
    positions = np.stack([one.keypoints.xy_px[:MODEL_LANDMARKS] for one in passes])
    middle = np.median(positions, axis=0)
    height = float(np.ptp(middle[:, 1]))
    off = np.median(np.linalg.norm(positions - middle, axis=2), axis=1)
    kept = [one for one, distance in zip(passes, off, strict=True) if distance <= OUT_OF_LINE * height]
    return kept or list(passes)
