"""Sway of ways that are known: a rest, a line, a circle, and what the filter leaves of them."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from posture_app.domain.video.sway import CHI2_95, LOW_PASS_HZ, low_passed, sway_of

AT_S = np.arange(0.0, 20.0 + 1e-9, 1.0 / 15.0)
SLOW_HZ = 0.1


def swinging(amplitude_cm: float, hz: float) -> np.ndarray:
    return np.stack([amplitude_cm * np.sin(2 * pi * hz * AT_S), np.zeros_like(AT_S)], axis=1)


def circling(radius_cm: float, hz: float) -> np.ndarray:
    angle = 2 * pi * hz * AT_S
    return radius_cm * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def test_who_stands_still_takes_no_way() -> None:
    sway = sway_of(AT_S, np.full((len(AT_S), 2), 3.0))

    assert sway.duration_s == pytest.approx(20.0)
    assert (sway.path_cm, sway.speed_cm_s, sway.range_cm, sway.ellipse_cm2) == pytest.approx(
        (0.0,) * 4, abs=1e-6
    )


def test_a_slow_swing_keeps_its_way_and_encloses_nothing() -> None:
    sway = sway_of(AT_S, swinging(1.0, SLOW_HZ))

    # four amplitudes a period, two periods
    assert sway.path_cm == pytest.approx(8.0, rel=0.02)
    assert sway.sideways_cm == pytest.approx(sway.path_cm)
    assert sway.speed_cm_s == pytest.approx(8.0 / 20.0, rel=0.02)
    assert sway.range_cm == pytest.approx(2.0, rel=0.01)
    assert sway.ellipse_cm2 == pytest.approx(0.0, abs=1e-6)


def test_a_slow_circle_keeps_its_way_and_its_area() -> None:
    sway = sway_of(AT_S, circling(1.0, SLOW_HZ))

    assert sway.path_cm == pytest.approx(2 * 2 * pi, rel=0.02)
    # a coordinate of a unit circle has the variance one half
    assert sway.ellipse_cm2 == pytest.approx(pi * CHI2_95 * 0.5, rel=0.02)
    assert sway.range_cm == pytest.approx(2.0, rel=0.01)


def test_the_ellipse_holds_ninety_five_of_a_hundred() -> None:
    draw = np.random.default_rng(4)
    at_s = np.arange(0.0, 4000.0, 1.0)  # so slow that the filter leaves all as it is
    xy = draw.normal(0.0, 1.0, (len(at_s), 2)) @ np.array([[2.0, 0.5], [0.0, 1.0]])
    sway = sway_of(at_s, xy)

    apart = xy - xy.mean(axis=0)
    inside = np.einsum("ni,ij,nj->n", apart, np.linalg.inv(np.cov(xy.T)), apart) <= CHI2_95
    assert inside.mean() == pytest.approx(0.95, abs=0.01)
    assert sway.ellipse_cm2 == pytest.approx(pi * CHI2_95 * 2.0, rel=0.05)


def test_the_quantile_is_that_of_the_tables() -> None:
    assert pytest.approx(5.991, abs=0.0005) == CHI2_95


@pytest.mark.parametrize(("hz", "gain"), [(SLOW_HZ, 1.0), (LOW_PASS_HZ, 0.5**0.5), (6.0, 0.044)])
def test_the_filter_falls_to_its_half_power_where_it_says(hz: float, gain: float) -> None:
    at_s = np.arange(0.0, 10.0, 0.01)
    swing = np.stack([np.sin(2 * pi * hz * at_s), np.zeros_like(at_s)], axis=1)
    middle = slice(200, 800)

    assert np.ptp(low_passed(at_s, swing)[middle, 0]) / 2 == pytest.approx(gain, abs=0.005)


def test_the_filter_has_no_delay_and_bridges_a_gap() -> None:
    kept = np.ones(len(AT_S), dtype=bool)
    kept[100:106] = False
    smooth = low_passed(AT_S[kept], swinging(1.0, SLOW_HZ)[kept])

    assert smooth == pytest.approx(swinging(1.0, SLOW_HZ)[kept], abs=0.03)


def test_twice_the_way_is_twice_the_sway_and_four_times_the_area() -> None:
    one, two = sway_of(AT_S, circling(1.0, SLOW_HZ)), sway_of(AT_S, circling(2.0, SLOW_HZ))

    assert two.path_cm == pytest.approx(2 * one.path_cm)
    assert two.ellipse_cm2 == pytest.approx(4 * one.ellipse_cm2)
