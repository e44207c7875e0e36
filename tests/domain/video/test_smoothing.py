"""The smoother, on waves of known frequency."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.video.smoothing import CUT_OFF_HZ, LEAST_RATE_HZ, smoothed


def wave(hz: float, rate_hz: float, seconds: float = 10.0) -> np.ndarray:
    at = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.sin(2.0 * np.pi * hz * at)[:, None]


def gain(hz: float, rate_hz: float) -> float:
    """What is left of a wave, away from the ends."""
    series = wave(hz, rate_hz)
    middle = slice(len(series) // 4, -len(series) // 4)
    return float(smoothed(series, rate_hz)[middle].std() / series[middle].std())


@pytest.mark.parametrize("rate_hz", [25.0, 30.0, 60.0, 120.0])
def test_the_cut_off_stands_where_it_is_said_to(rate_hz: float) -> None:
    assert gain(CUT_OFF_HZ, rate_hz) == pytest.approx(np.sqrt(0.5), abs=0.02)
    assert gain(1.0, rate_hz) == pytest.approx(1.0, abs=0.005)
    assert gain(12.0, rate_hz) < 0.15


def test_nothing_comes_late() -> None:
    series = wave(2.0, 60.0)
    there = smoothed(series, 60.0)
    lags = [float(np.sum(np.roll(there, lag) * series)) for lag in (-1, 0, 1)]
    assert lags[1] == max(lags)
    assert smoothed(series[::-1], 60.0) == pytest.approx(there[::-1], abs=0.01)


def test_noise_is_taken_away_and_the_movement_is_left() -> None:
    noise = np.random.default_rng(3).normal(0.0, 0.3, (600, 1))
    series = wave(1.0, 60.0)
    left = smoothed(series + noise, 60.0) - series
    assert left.std() < 0.55 * noise.std()  # white noise: the root of 6 · 1.03 / 30 Hz


def test_a_straight_line_stays_straight_to_both_ends() -> None:
    line = np.linspace(5.0, 25.0, 90)[:, None] * (1.0, -2.0)
    assert smoothed(line, 30.0) == pytest.approx(line, abs=0.05)


def test_a_slow_or_very_short_series_is_left_alone() -> None:
    series = np.random.default_rng(1).normal(size=(40, 2))
    assert smoothed(series, LEAST_RATE_HZ - 0.5) is series
    assert smoothed(series[:3], 60.0) == pytest.approx(series[:3])
    assert smoothed(series, LEAST_RATE_HZ) != pytest.approx(series, abs=0.1)
