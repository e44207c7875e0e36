"""A robust fit of one vanishing point to nearly upright edges.

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

PITCH_SEM = np.tan(np.radians(6.0))
"""How far from horizontal a camera for posture looks, as a standard deviation, over a focal length of about
one picture height: a person from head to foot needs a level camera at some distance."""

END_SEM = 3e-4
"""How far an end of an edge lies off its line, in picture heights: .4 px of 1280, twice what the rendered
rooms show, which are sharper than a webcam's pictures."""

UPRIGHT_SEM = np.radians(0.15)
"""How far a door frame or a corner stands off the plumb line: 2.6 mm a metre, what builders are allowed."""

_FAR = 3.0
"""An edge more standard deviations off than this belongs to something else."""

_FOREMOST = 60
"""The longest edges propose vanishing points, two by two; all vote."""

_ROUNDS = 8

_GAP = 0.012
"""Edges no further apart than this, in picture heights, are one structure: the two rims of one lath."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A vanishing point: `roll` in rad, `bend` the k above, `votes` the length of edges that agree."""

    roll: float
    bend: float
    votes: float


def lean_of(middle: Floats, roll: float | Floats, bend: float | Floats) -> Floats:
    """Give the lean in rad that the verticals have at places (n, 2) in the picture."""
    x, y = middle[..., 0], middle[..., 1]
    u, w = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    lean: Floats = roll + np.arctan2(-bend * u, 1.0 - bend * w)
    return lean


def sem_of(length: Floats) -> Floats:
    """Give the standard error of each edge's lean in rad, its own and that of what it belongs to."""
    sem: Floats = np.hypot(np.sqrt(2.0) * END_SEM / length, UPRIGHT_SEM)
    return sem


def fit_verticals(edges: Segments) -> Fit | None:
    """Find the vanishing point that most of the edges' length agrees on; None without edges."""
    if not len(edges):
        return None
    rolls, bends = _proposals(edges)
    off = edges.lean - lean_of(edges.middle, rolls[:, None], bends[:, None])
    votes = (edges.length * np.clip(1.0 - (off / (_FAR * sem_of(edges.length))) ** 2, 0.0, None)).sum(axis=1)
    best = int(np.argmax(votes / (1.0 + (bends / PITCH_SEM) ** 2 / 4.0)))
    return _refined(edges, float(rolls[best]), float(bends[best]))


def agreeing(edges: Segments, fit: Fit) -> NDArray[np.bool_]:
    """Tell which edges lean as the fit says, (n,)."""
    off = edges.lean - lean_of(edges.middle, fit.roll, fit.bend)
    return np.asarray(np.abs(off) < _FAR * sem_of(edges.length))


def _proposals(edges: Segments) -> tuple[Floats, Floats]:
    """Give (roll, bend) of every single edge seen level, and of every pair that stands apart."""
    longest = np.argsort(-edges.length, kind="stable")[:_FOREMOST]
    lean, x = edges.lean[longest], edges.middle[longest, 0]
    i, j = np.triu_indices(len(longest), 1)
    apart = np.abs(x[i] - x[j]) > 4.0 * _GAP
    i, j = i[apart], j[apart]
    bend = -(lean[i] - lean[j]) / (x[i] - x[j])
    able = np.abs(bend) <= 3.0 * PITCH_SEM
    i, bend = i[able], bend[able]
    return np.concatenate([lean, lean[i] + bend * x[i]]), np.concatenate([np.zeros(len(lean)), bend])


def _refined(edges: Segments, roll: float, bend: float) -> Fit:
    """Settle by weighted least squares, an edge losing its weight as it leaves the fit (Tukey)."""
    sem, x = sem_of(edges.length), edges.middle[:, 0]
    design = np.stack([np.ones_like(x), -x], axis=1)
    for _ in range(_ROUNDS):
        off = edges.lean - lean_of(edges.middle, roll, bend)
        share = np.clip(1.0 - (off / (_FAR * sem)) ** 2, 0.0, None) ** 2
        normal = design.T @ (design * (share / sem**2)[:, None])
        normal += np.diag([1e-9, PITCH_SEM**-2])
        roll_step, bend_step = np.linalg.solve(
            normal, design.T @ (off * share / sem**2) - (0.0, bend * PITCH_SEM**-2)
        )
        roll, bend = roll + float(roll_step), bend + float(bend_step)
    off = edges.lean - lean_of(edges.middle, roll, bend)
    votes = edges.length * np.clip(1.0 - (off / (_FAR * sem)) ** 2, 0.0, None)
    return Fit(roll, bend, float(votes.sum()))


def structures(edges: Segments, fit: Fit) -> list[NDArray[np.intp]]:
    """Tell what belongs together: the rims of one door frame stand side by side and share its fault."""
    foot = edges.middle[:, 0] - edges.middle[:, 1] * np.tan(fit.roll)
    order = np.argsort(foot, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(foot[order]) > _GAP) + 1)


def sem_of_roll(edges: Segments, fit: Fit) -> float:
    """Give the standard error of the fit's roll in rad, from how its structures agree.

    A structure's lean is as uncertain as its edges together and as the plumb line of whoever built it; the
    scatter of the structures about the fit widens that, it never narrows it.
    """
    off = edges.lean - lean_of(edges.middle, fit.roll, fit.bend)
    own = (edges.length / (np.sqrt(2.0) * END_SEM)) ** 2
    groups = structures(edges, fit)
    weight = np.array([own[group].sum() for group in groups])
    x = np.array([np.average(edges.middle[group, 0], weights=own[group]) for group in groups])
    apart = np.array([np.average(off[group], weights=own[group]) for group in groups])
    precision = 1.0 / (1.0 / weight + UPRIGHT_SEM**2)
    design = np.stack([np.ones_like(x), -x], axis=1)
    normal = design.T @ (design * precision[:, None]) + np.diag([0.0, PITCH_SEM**-2])
    scatter = float((apart**2 * precision).sum()) / max(1, len(groups) - 2)
    return float(np.sqrt(np.linalg.inv(normal)[0, 0] * max(1.0, scatter)))
