"""How fast somebody who is to stand still moves."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import VISIBLE_FROM, Landmark

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person

_GROUPS = tuple(
    [Landmark["LEFT_" + name], Landmark["RIGHT_" + name]]
    for name in ("EYE", "EAR", "SHOULDER", "HIP", "KNEE", "ANKLE", "WRIST")
)
"""Both sides together: a model that takes left for right must not look like a jump."""


class Stillness:
    """Measures how fast the landmarks move, as a share of the body height per second."""

    WINDOW_S = 0.5
    LEAST_SPAN_S = 0.25
    GAP_S = 1.5

    def __init__(self) -> None:
        self._seen: deque[tuple[float, NDArray[np.float64], float]] = deque()

    def clear(self) -> None:
        """Forget what was seen."""
        self._seen.clear()

    def see(self, at_s: float, person: Person) -> float | None:
        """Give the speed of the fastest part of the body; None until it has been watched long enough."""
        if self._seen and at_s - self._seen[-1][0] > self.GAP_S:
            self._seen.clear()
        points = person.keypoints
        self._seen.append((at_s, _group_places(person), points.height_px()))
        while len(self._seen) > 2 and at_s - self._seen[1][0] >= self.WINDOW_S:
            self._seen.popleft()
        times = np.array([one[0] for one in self._seen])
        if times[-1] - times[0] < self.LEAST_SPAN_S:
            return None
        places = np.stack([one[1] for one in self._seen])
        off = times - times.mean()
        slopes = np.einsum("t,tgc->gc", off, places) / (off**2).sum()
        speeds = np.linalg.norm(slopes, axis=1) / np.mean([one[2] for one in self._seen])
        return float(np.nanmax(speeds))


def _group_places(person: Person) -> NDArray[np.float64]:
    """Give (groups, 2) px; NaN for a group that is hidden."""
    points = person.keypoints
    places = np.stack([points.xy_px[group].mean(axis=0) for group in _GROUPS])
    seen = [points.visibility[group].mean() >= VISIBLE_FROM for group in _GROUPS]
    trunk = 2  # always counts, so that a speed is known
    return np.where(np.array(seen)[:, None] | (np.arange(len(_GROUPS)) == trunk)[:, None], places, np.nan)
