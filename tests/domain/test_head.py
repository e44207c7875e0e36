"""The ears of a head whose mid-line was read."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.geometry import tilt_deg
from posture_app.domain.head import (
    FARTHEST_DEG,
    LEAST_READINGS,
    LOWER_APART_DEG,
    READINGS_APART_DEG,
    UNLIKE_SHARE,
    HeadLook,
)


def look(
    tilts: tuple[float, ...] = (2.0, 2.2, 1.8, 2.0), lower: tuple[float, ...] = (2.0,), unlike: float = 0.02
) -> HeadLook:
    return HeadLook(np.array(tilts), np.tile((100.0, 50.0), (len(tilts), 1)), np.array(lower), unlike)


@pytest.mark.parametrize("clockwise", [-8.0, 0.0, 3.0])
def test_from_behind_a_head_turned_clockwise_has_its_left_ear_higher(clockwise: float) -> None:
    (ears,) = look((clockwise,)).ears_px(30.0)
    assert ears[0, 0] < ears[1, 0]
    assert tilt_deg(ears[0], ears[1]) == pytest.approx(clockwise)
    np.testing.assert_allclose(ears.mean(axis=0), (100.0, 50.0))
    assert np.linalg.norm(ears[0] - ears[1]) == pytest.approx(30.0)


def test_a_head_alike_on_both_sides_whose_readings_agree_is_believed() -> None:
    assert look().is_plausible
    assert look(lower=(2.0 + LOWER_APART_DEG - 0.01,)).is_sure


@pytest.mark.parametrize(
    "doubtful",
    [
        look(tilts=(2.0,) * (LEAST_READINGS - 1)),
        look(tilts=(2.0 + 1.1 * READINGS_APART_DEG, 2.0 - 1.1 * READINGS_APART_DEG) * 3),
        look(tilts=(FARTHEST_DEG + 1.0,) * 6, lower=(FARTHEST_DEG + 1.0,)),
        look(unlike=UNLIKE_SHARE + 0.01),
    ],
)
def test_one_doubt_is_enough(doubtful: HeadLook) -> None:
    assert not doubtful.is_plausible
    assert not doubtful.is_sure


@pytest.mark.parametrize("lower", [(2.0 - LOWER_APART_DEG - 0.01,), ()])
def test_a_head_whose_lower_half_says_something_else_is_plausible_and_not_sure(
    lower: tuple[float, ...],
) -> None:
    assert look(lower=lower).is_plausible
    assert not look(lower=lower).is_sure
