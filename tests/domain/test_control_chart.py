"""The control chart, against a published example and by construction."""

from __future__ import annotations

import pytest

from posture_app.domain.control_chart import BASELINE, FEWEST, RUN, Rule, individuals_chart

STEADY = [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]


def test_limits_come_from_the_mean_moving_range() -> None:
    chart = individuals_chart(STEADY)

    assert chart is not None
    assert chart.centre == pytest.approx(0.5)
    # the mean moving range is 1; Shewhart's limits are 2.66 of it from the centre
    assert chart.limits == pytest.approx((0.5 - 2.66, 0.5 + 2.66), abs=0.001)
    assert chart.broken == {}
    assert chart.last is None


def test_a_reading_beyond_the_limits_is_told() -> None:
    chart = individuals_chart([*STEADY, 3.1, 3.2, -2.2])

    assert chart is not None
    assert chart.broken == {11: Rule.BEYOND_LIMITS, 12: Rule.BEYOND_LIMITS}
    assert chart.last is Rule.BEYOND_LIMITS


def test_eight_in_a_row_on_one_side_are_told_and_seven_are_not() -> None:
    creeping = [*STEADY, 0.4, *[0.9] * RUN]
    chart, before = individuals_chart(creeping), individuals_chart(creeping[:-1])

    assert chart is not None
    assert before is not None
    assert before.last is None
    assert chart.broken == {len(creeping) - 1: Rule.RUN_ON_ONE_SIDE}


def test_a_reading_on_the_centre_ends_a_run() -> None:
    chart = individuals_chart([*STEADY, *[0.9] * 5, 0.5, *[0.9] * 5])

    assert chart is not None
    assert chart.broken == {}


def test_later_readings_do_not_move_the_limits() -> None:
    chart, longer = individuals_chart(STEADY), individuals_chart([*STEADY, 40.0, 50.0])

    assert len(STEADY) == BASELINE
    assert chart is not None
    assert longer is not None
    assert longer.limits == chart.limits


def test_too_few_readings_make_no_chart() -> None:
    assert individuals_chart(STEADY[: FEWEST - 1]) is None
    assert individuals_chart(STEADY[:FEWEST]) is not None


def test_a_difference_that_does_not_matter_is_not_told_however_steady_the_rest_is() -> None:
    steady = [0.0] * BASELINE

    alarmed, calm = individuals_chart([*steady, 0.1]), individuals_chart([*steady, 0.1], least_sigma=0.05)
    assert alarmed is not None
    assert alarmed.last is Rule.BEYOND_LIMITS
    assert calm is not None
    assert calm.last is None
