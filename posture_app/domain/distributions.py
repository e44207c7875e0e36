"""The one distribution that intervals of mean squares need: Fisher's F."""

from __future__ import annotations

from math import exp, lgamma, log

_TINY = 1e-300
_MOST_TERMS = 500
_CLOSE = 1e-14


def beta_share(x: float, a: float, b: float) -> float:
    """Give the regularised incomplete beta function I_x(a, b) for x in [0, 1] and a, b > 0.

    Lentz's continued fraction, on the side of the mean where it converges fast (Abramowitz & Stegun 26.5.8).
    """
    if x <= 0.0:
        return 0.0
    if x >= 1.0:
        return 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - beta_share(1.0 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1.0 - x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, _away_from_0(1.0 - (a + b) * x / (a + 1.0))
    result = d = 1.0 / d
    for m in range(1, _MOST_TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away_from_0(1.0 + term * d)
            c = _away_from_0(1.0 + term / c)
            result *= c * d
        if abs(c * d - 1.0) < _CLOSE:
            break
    return result


def _away_from_0(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def f_quantile(share: float, between: float, within: float) -> float:
    """Give the value that an F of (between, within) degrees of freedom stays below with probability `share`.

    Found by halving on the beta scale, to about 12 digits.
    """
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2.0
        if beta_share(middle, between / 2.0, within / 2.0) < share:
            low = middle
        else:
            high = middle
    x = (low + high) / 2.0
    return within * x / (between * max(1.0 - x, _TINY))
