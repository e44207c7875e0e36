"""The cheapest pairing, against trying all of them."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from posture_app.domain.video.assignment import assigned


def cheapest(costs: np.ndarray) -> float:
    rows, columns = costs.shape
    if rows > columns:
        return cheapest(costs.T)
    return min(
        sum(costs[row, order[row]] for row in range(rows)) for order in permutations(range(columns), rows)
    )


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 5), (5, 2), (4, 4), (1, 6)])
def test_no_pairing_is_cheaper(shape: tuple[int, int]) -> None:
    draw = np.random.default_rng(sum(shape))
    for _ in range(40):
        costs = draw.normal(size=shape)
        pairs = assigned(costs)
        assert len(pairs) == min(shape)
        assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
        assert sum(costs[pair] for pair in pairs) == pytest.approx(cheapest(costs))


def test_the_sum_counts_and_not_the_single_best_pair() -> None:
    assert assigned(np.array([[0.0, 1.0], [1.0, 10.0]])) == [(0, 1), (1, 0)]
