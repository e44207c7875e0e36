"""Sway while standing: how far and how fast a point of the body moves in the picture's plane.

Not what a force plate measures: that follows the centre of pressure on the floor, this the middle of the
hips or of the shoulders, sideways and up and down (in a front view) or to and fro and up and down (in a
side view).  Nothing is detrended; the series is low-passed before everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Series = NDArray[np.float64]

LOW_PASS_HZ = 2.0
"""Where the low-pass has fallen to 1/√2: quiet standing sways below 1 Hz, landmarks jitter above."""

_GAUSS_S = sqrt(log(2.0)) / (2.0 * pi * LOW_PASS_HZ)
"""Standard deviation of the Gaussian whose gain at `LOW_PASS_HZ` is 1/√2: |H(f)| = exp(−2π²σ²f²)."""

CHI2_95 = -2.0 * log(0.05)
"""95 % quantile of χ² with two degrees of freedom, 5.991."""


@dataclass(frozen=True, slots=True)
class Sway:
    """The sway of one point, in cm, cm/s, and cm².

    Attributes
    ----------
    path_cm : length of the way it took in the picture's plane.
    sideways_cm : length of the way across only, which the camera sees best.
    speed_cm_s : path by duration.
    range_cm : from the outermost place on one side to that on the other, across.
    ellipse_cm2 : area of the 95 % prediction ellipse, π·χ²(.95; 2)·√det of the covariance (Schubert &
        Kirchner 2014, Gait Posture 39:518).
    """

    duration_s: float
    path_cm: float
    sideways_cm: float
    speed_cm_s: float
    range_cm: float
    ellipse_cm2: float


def low_passed(at_s: Series, xy_cm: Series) -> Series:
    """Smooth an (N, 2) series taken at (N,) rising times: a Gaussian without delay, gaps in time allowed."""
    apart = (at_s[:, None] - at_s[None, :]) / _GAUSS_S
    weights = np.exp(-0.5 * apart**2)
    smooth: Series = weights @ xy_cm / weights.sum(axis=1, keepdims=True)
    return smooth


def sway_of(at_s: Series, xy_cm: Series) -> Sway:
    """Measure the sway of an (N, 2) series of cm taken at (N,) rising times in seconds, N at least 3."""
    smooth = low_passed(at_s, xy_cm)
    steps = np.diff(smooth, axis=0)
    duration = float(at_s[-1] - at_s[0])
    path = float(np.hypot(*steps.T).sum())
    spread = np.linalg.det(np.cov(smooth.T))
    return Sway(
        duration_s=duration,
        path_cm=path,
        sideways_cm=float(np.abs(steps[:, 0]).sum()),
        speed_cm_s=path / duration,
        range_cm=float(np.ptp(smooth[:, 0])),
        ellipse_cm2=pi * CHI2_95 * sqrt(max(0.0, float(spread))),
    )
