"""Turning the head: what passes, and what a photograph or two cannot do."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest

from posture_app.domain.faces.portrait import FaceBox, FaceSight, Turn
from posture_app.services.faces.liveness import GAP_S, LONGEST_S, HeadTurn, Look, Trouble, any_order

LEFT_FIRST = (Look.LEFT, Look.RIGHT)
STEP_S = 0.1


def face(yaw: float, pitch: float = 0.0, x: float = 100.0) -> FaceSight:
    return FaceSight(FaceBox(x, 50, x + 120, 170), 0.9, np.zeros((5, 2)), Turn(yaw, pitch, 0.0))


def sweep(*stops: float, step: float = 8.0) -> list[float]:
    """Yaw from stop to stop, as a head turns."""
    yaws = [stops[0]]
    for here, there in pairwise(stops):
        count = max(1, round(abs(there - here) / step))
        yaws += [here + (there - here) * (number + 1) / count for number in range(count)]
    return yaws


def play(turn: HeadTurn, yaws: list[float], start_s: float = 0.0) -> int:
    """Show a head that turns; give how often a look ahead was wanted."""
    return sum(turn.see([face(yaw)], start_s + STEP_S * number) for number, yaw in enumerate(yaws))


def test_a_head_that_turns_both_ways_passes_with_three_looks_ahead() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    assert play(turn, sweep(0, 40, 0, -40, 0)) == 3
    assert turn.asked is None
    assert turn.share == 1.0
    assert not turn.is_over(LONGEST_S + 1)


def test_the_other_order_does_not_pass() -> None:
    turn = HeadTurn((Look.RIGHT, Look.LEFT), 0.0)
    play(turn, sweep(0, 40, 0, -40, 0))
    assert turn.asked is Look.LEFT


@pytest.mark.parametrize("most", [10, 29, 30])
def test_a_head_that_turns_too_little_does_not_pass(most: float) -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    play(turn, sweep(0, most, 0, -most, 0, most, 0))
    assert turn.asked is Look.LEFT


def test_a_flat_photograph_that_is_tilted_does_not_pass() -> None:
    # The mesh reads a tilted print as a few degrees, and nods a little.
    readings = [1, 1, 3, 5, 2, -1, -6, -9, -4, 0, 4, 3, 1]
    turn = HeadTurn(LEFT_FIRST, 0.0)
    play(turn, [float(one) for one in readings] * 3)
    assert turn.asked is Look.LEFT
    assert turn.is_over(LONGEST_S + 0.1)


def test_two_photographs_held_up_in_turn_begin_again() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    play(turn, [0, 0, 45])
    assert turn.trouble is Trouble.LOST
    assert turn.asked is Look.AHEAD
    play(turn, [45, 0, -45, 0], 0.3)
    assert turn.asked is not None


def test_a_face_that_moves_across_the_picture_at_once_is_another_one() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    turn.see([face(0)], 0.0)
    assert turn.asked is Look.LEFT
    turn.see([face(5, x=400)], 0.1)
    assert (turn.asked, turn.trouble) == (Look.AHEAD, Trouble.LOST)


def test_a_moment_without_a_face_is_forgiven_and_a_long_one_is_not() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    turn.see([face(0)], 0.0)
    turn.see([], 0.3)
    assert turn.trouble is Trouble.NOBODY
    turn.see([face(10)], 0.5)
    assert (turn.asked, turn.trouble) == (Look.LEFT, None)
    turn.see([face(20)], 0.5 + GAP_S + 0.1)
    assert turn.asked is Look.AHEAD


def test_with_somebody_else_in_the_picture_it_begins_again() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    play(turn, sweep(0, 40))
    assert turn.asked is Look.AHEAD
    turn.see([face(40), face(0, x=400)], 1.0)
    assert (turn.asked, turn.trouble, turn.share) == (Look.AHEAD, Trouble.SEVERAL, 0.0)


def test_a_head_that_looks_up_does_not_count() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    assert not turn.see([face(0, pitch=46)], 0.0)
    assert turn.asked is Look.AHEAD


def test_nothing_counts_when_the_time_is_up() -> None:
    turn = HeadTurn(LEFT_FIRST, 0.0)
    assert not turn.see([face(0)], LONGEST_S + 0.1)
    assert turn.is_over(LONGEST_S + 0.1)


def test_both_orders_come() -> None:
    chance = random.Random(3)
    assert {any_order(chance) for _ in range(20)} == {(Look.LEFT, Look.RIGHT), (Look.RIGHT, Look.LEFT)}
    assert set(any_order()) == {Look.LEFT, Look.RIGHT}
