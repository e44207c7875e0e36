"""How far the camera is rolled, as the room's verticals tell it when it is roughly known.

The room's verticals, seen by a camera of roll r that looks up or down, run through one point that lies on
the line through the picture's centre turned by r. With k the reciprocal of its distance, an edge at (u, w),
unrolled, leans by r + atan2(-k u, 1 - k w); k is -tan(pitch) / focal length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.adapters.vision.segments import Segments

    Floats = NDArray[np.float64]

PITCH_SD = float(np.tan(np.radians(6.0)))
"""How far from horizontal a camera for posture looks, as a standard deviation, over a focal length of one
picture height: who wants head and feet in the picture puts the camera level and at some distance."""

UPRIGHT_SEM = float(np.radians(0.1))
"""How far a door frame or a corner is presumed to stand off the plumb line when edges are weighed; builders
are allowed 2-3 mm a metre."""

SCATTER_SEM, _SCATTER_WEIGHT = float(np.radians(0.03)), 2.0
"""What the structures' scatter about the fit is presumed to be, and for how many structures that counts,
before they are seen: the rendered rooms, built exactly, come out at .03°. Real ones show their own."""

FAR = 3.0
"""An edge more standard deviations off than this belongs to something else."""

_GAP = 0.012
"""Edges no further apart than this, in picture heights, are one structure: the two rims of one lath."""

_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Fit:
    """The verticals' vanishing point.

    Attributes
    ----------
    roll, sem : rad.
    total : length of the edges that agree, in picture heights; `span` how far apart they stand.
    """

    roll: float
    sem: float
    total: float
    span: float


def lean_of(middle: Floats, roll: float | Floats, bend: float | Floats) -> Floats:
    """Give the lean in rad that the verticals have at places (n, 2) in the picture."""
    x, y = middle[..., 0], middle[..., 1]
    u, w = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    lean: Floats = roll + np.arctan2(-bend * u, 1.0 - bend * w)
    return lean


def fit_verticals(edges: Segments, roll: float, bend: float) -> Fit | None:
    """Settle roll and bend by weighted least squares from a first guess; None when no edge is near it.

    An edge loses its weight as it leaves the fit (Tukey).
    """
    sem, x = np.hypot(edges.sem, UPRIGHT_SEM), edges.middle[:, 0]
    design = np.stack([np.ones_like(x), -x], axis=1)
    for _ in range(_ROUNDS):
        off = edges.lean - lean_of(edges.middle, roll, bend)
        weight = np.clip(1.0 - (off / (FAR * sem)) ** 2, 0.0, None) ** 2 / sem**2
        if not weight.any():
            return None
        pull = design.T @ (off * weight) - (0.0, bend * PITCH_SD**-2)
        step = np.linalg.solve(design.T @ (design * weight[:, None]) + np.diag([0.0, PITCH_SD**-2]), pull)
        roll, bend = roll + float(step[0]), bend + float(step[1])
    off = edges.lean - lean_of(edges.middle, roll, bend)
    agree = np.abs(off) < FAR * sem
    if not agree.any():
        return None
    seen = edges.where(agree)
    return Fit(roll, _sem(seen, off[agree]), float(seen.length.sum()), float(np.ptp(seen.middle[:, 0])))


def _sem(edges: Segments, off: Floats) -> float:
    """Give the standard error of the roll in rad, from how well the structures agree."""
    order = np.argsort(edges.middle[:, 0], kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(edges.middle[order, 0]) > _GAP) + 1)
    weight = edges.sem**-2.0
    own = np.array([1.0 / weight[group].sum() for group in groups])
    x = np.array([np.average(edges.middle[group, 0], weights=weight[group]) for group in groups])
    apart = np.array([np.average(off[group], weights=weight[group]) for group in groups])
    free = _SCATTER_WEIGHT + max(0, len(groups) - 2)
    scatter = (_SCATTER_WEIGHT * SCATTER_SEM**2 + float((apart**2).sum())) / free
    design = np.stack([np.ones_like(x), -x], axis=1)
    normal = design.T @ (design / (own + scatter)[:, None]) + np.diag([0.0, PITCH_SD**-2])
    return float(np.sqrt(np.linalg.inv(normal)[0, 0]))
