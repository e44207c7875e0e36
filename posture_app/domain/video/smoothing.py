"""One smoother for movements: the zero-lag Butterworth low-pass of gait analysis.

Second order, run forwards and backwards (fourth order in all, no delay), cut off at 6 Hz with the
correction for two passes: Winter, *Biomechanics and Motor Control of Human Movement*, 4th ed., section
3.4.4.2; the 6 Hz from Winter, Sidwall & Hobson 1974, J Biomech 7:157 (walking has 99.7 % of its power
below).  It looks into the future, which only work after the recording may.
"""

from __future__ import annotations

from math import ceil, pi, sqrt, tan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Series = NDArray[np.float64]

CUT_OFF_HZ = 6.0
"""Where the gain of both passes together is 1/√2."""

_TWO_PASSES = (sqrt(2.0) - 1.0) ** 0.25
"""By this the cut-off of one pass lies higher than that of two (Winter's C = 0.802)."""

LEAST_RATE_HZ = 15.0
"""Below it the cut-off comes so near to half the frame rate that nothing is left to be taken away."""

_FEWEST = 4
"""Frames that a stretch must have; a shorter one is left as it is."""


def smooths(rate_hz: float) -> bool:
    """Tell whether the smoother has anything to do at a frame rate."""
    return rate_hz >= LEAST_RATE_HZ


def smoothed(series: Series, rate_hz: float) -> Series:
    """Low-pass an (N, K) series taken at a steady rate; below `LEAST_RATE_HZ` it comes back as it was.

    Both ends are prolonged by turning the series about its last value, for up to a second.
    """
    count = len(series)
    if count < _FEWEST or not smooths(rate_hz):
        return series
    margin = min(count - 1, ceil(rate_hz))
    before = 2.0 * series[0] - series[margin:0:-1]
    after = 2.0 * series[-1] - series[-2 : -margin - 2 : -1]
    long = np.concatenate([before, series, after])
    there = _passed(long, rate_hz)
    return _passed(there[::-1], rate_hz)[::-1][margin : margin + count]


def _passed(series: Series, rate_hz: float) -> Series:
    """Run one pass: a second-order Butterworth low-pass by the bilinear transform."""
    warped = tan(pi * CUT_OFF_HZ / rate_hz) / _TWO_PASSES
    one, square = sqrt(2.0) * warped, warped * warped
    gain = square / (1.0 + one + square)
    back_one = 2.0 * gain * (1.0 / square - 1.0)
    back_two = 1.0 - 4.0 * gain - back_one
    passed = np.empty_like(series)
    x1 = x2 = y1 = y2 = series[0]
    for at, x0 in enumerate(series):
        y0 = gain * (x0 + 2.0 * x1 + x2) + back_one * y1 + back_two * y2
        passed[at] = y0
        x1, x2, y1, y2 = x0, x1, y0, y1
    return passed
