"""Repeatability against published examples and against tables built by hand."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.distributions import beta_share, f_quantile
from posture_app.domain.repeatability import Repeatability, icc_2_1, mean_squares, repeatability

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
"""Six targets, four judges: Shrout & Fleiss 1979, table 2."""

BLAND_ALTMAN = (
    ((190, 220, 200, 200), (220, 200, 240, 230), (260, 260, 240, 280), (210, 300, 280, 265))
    + ((270, 265, 280, 270), (280, 280, 270, 275), (260, 280, 280, 300), (275, 275, 275, 305))
    + ((280, 290, 300, 290), (320, 290, 300, 290), (300, 300, 310, 300), (270, 250, 330, 370))
    + ((320, 330, 330, 330), (335, 320, 335, 375), (350, 320, 340, 365), (360, 320, 350, 345))
    + ((330, 340, 380, 390), (335, 385, 360, 370), (400, 420, 425, 420), (430, 460, 480, 470))
)
"""Four peak flows (l/min) of 20 schoolchildren: Bland & Altman 1996, BMJ 312:1654."""


def known(groups: object) -> Repeatability:
    found = repeatability(groups)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("share", "between", "within", "tabled"),
    [
        (0.95, 1, 1, 161.45),
        (0.95, 3, 10, 3.71),
        (0.975, 5, 15, 3.58),
        (0.975, 10, 20, 2.77),
        (0.99, 2, 30, 5.39),
        (0.95, 7, 7, 3.79),
        (0.05, 5, 15, 1 / 4.62),
        (0.95, 60, 120, 1.43),
    ],
)
def test_f_quantiles_are_those_of_the_tables(
    share: float, between: float, within: float, tabled: float
) -> None:
    assert f_quantile(share, between, within) == pytest.approx(tabled, rel=0.003)


def test_an_f_of_whole_pairs_has_a_closed_form() -> None:
    # I_x(1, b) = 1 − (1 − x)^b, I_x(a, 1) = x^a
    assert beta_share(0.3, 1.0, 2.5) == pytest.approx(1 - 0.7**2.5, abs=1e-12)
    assert beta_share(0.9, 3.5, 1.0) == pytest.approx(0.9**3.5, abs=1e-12)
    assert (beta_share(0.0, 2.0, 3.0), beta_share(1.0, 2.0, 3.0)) == (0.0, 1.0)


def test_the_mean_squares_are_those_of_shrout_and_fleiss() -> None:
    squares = mean_squares(SHROUT_FLEISS)

    assert (squares.people, squares.rounds, squares.rest) == pytest.approx((11.24, 32.49, 1.02), abs=0.005)


def test_icc_2_1_is_that_of_shrout_and_fleiss() -> None:
    found = icc_2_1(SHROUT_FLEISS)

    assert found is not None
    assert found.value == pytest.approx(0.29, abs=0.005)
    # as R's psych::ICC and irr::icc print it for this table
    assert (found.low, found.high) == pytest.approx((0.019, 0.761), abs=0.0006)


def test_the_within_person_scatter_is_that_of_bland_and_altman() -> None:
    found = known(BLAND_ALTMAN)

    assert (found.freedom, found.people, found.readings) == (60, 20, 80)
    assert found.sem**2 == pytest.approx(460.52, abs=0.005)
    assert found.mdc95 == pytest.approx(2.77 * 21.5, rel=0.002)


def test_the_pooled_within_mean_square_is_that_of_shrout_and_fleiss() -> None:
    assert known(SHROUT_FLEISS).sem ** 2 == pytest.approx(6.26, abs=0.005)


def test_people_read_differently_often_are_pooled_by_their_degrees_of_freedom() -> None:
    found = known([[0.0, 2.0], [1.0, 1.0, 1.0, 5.0], [7.0]])

    assert found.sem**2 == pytest.approx((2.0 + 12.0) / 4)
    assert (found.freedom, found.people, found.readings, found.icc) == (4, 2, 6, None)


def test_two_people_have_no_icc_and_three_have() -> None:
    pairs = [[0.0, 1.0], [4.0, 5.5], [9.0, 9.2]]

    assert known(pairs[:2]).icc is None
    assert known(pairs).icc is not None


def test_the_icc_takes_the_readings_that_three_people_have_in_common() -> None:
    whole = SHROUT_FLEISS.tolist()

    assert known([*whole, [5.0, 6.0]]).icc == icc_2_1(SHROUT_FLEISS)
    assert known([whole[0], whole[1], whole[2][:2]]).icc == icc_2_1(SHROUT_FLEISS[:3, :2])


def test_nobody_read_twice_says_nothing() -> None:
    assert repeatability([]) is None
    assert repeatability([[1.0], [2.0]]) is None


def test_what_repeats_exactly_has_no_scatter() -> None:
    found = known([[1.0, 1.0], [2.0, 2.0], [5.0, 5.0]])

    assert found.sem == 0.0
    assert found.icc is not None
    assert (found.icc.low, found.icc.value, found.icc.high) == (1.0, 1.0, 1.0)


def test_people_who_are_all_alike_have_no_icc() -> None:
    assert known([[1.0, 1.0], [1.0, 1.0], [1.0, 1.0]]).icc is None


def test_a_shift_between_the_rounds_counts_as_scatter() -> None:
    people = np.array([0.0, 5.0, 10.0, 15.0])
    shifted = known(np.stack([people, people + 2.0], axis=1).tolist())

    assert shifted.sem == pytest.approx(2.0**0.5)
    assert shifted.icc is not None
    assert shifted.icc.value < 1.0


def test_the_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    draw = np.random.default_rng(7)
    true = 4.0 / (4.0 + 1.0)
    hits = 0
    for _ in range(200):
        table = draw.normal(0.0, 2.0, (10, 1)) + draw.normal(0.0, 1.0, (10, 3))
        found = icc_2_1(table)
        assert found is not None
        hits += found.low <= true <= found.high

    assert 0.92 <= hits / 200 <= 0.98
