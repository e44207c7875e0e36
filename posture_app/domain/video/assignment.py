"""The assignment of the least total cost: Kuhn's Hungarian method by shortest augmenting paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Costs = NDArray[np.float64]


def assigned(costs: Costs) -> list[tuple[int, int]]:
    """Pair rows with columns of an (R, C) matrix of finite costs so that their sum is least.

    Every row has a partner where R ≤ C, every column where C ≤ R.  The pairs come by rising row.
    O(n³); Jonker & Volgenant 1987, Computing 38:325, without their initial reductions.
    """
    rows, columns = costs.shape
    if rows > columns:
        return sorted((row, column) for column, row in assigned(costs.T))
    row_of = np.full(columns, -1)
    of_row, of_column = np.zeros(rows), np.zeros(columns)
    for row in range(rows):
        _augment(costs, row, row_of, of_row, of_column)
    return sorted((int(row), column) for column, row in enumerate(row_of) if row >= 0)


def _augment(costs: Costs, row: int, row_of: NDArray[np.int64], of_row: Costs, of_column: Costs) -> None:
    """Find a partner for one more row; `of_row` and `of_column` are the prices (dual variables)."""
    columns = costs.shape[1]
    least = np.full(columns, np.inf)
    came_from = np.full(columns, -1)
    done = np.zeros(columns, bool)
    here, at = row, -1
    while True:
        reduced = costs[here] - of_row[here] - of_column
        better = ~done & (reduced < least)
        least[better], came_from[better] = reduced[better], at
        at = int(np.argmin(np.where(done, np.inf, least)))
        step = float(least[at])
        of_row[row] += step
        of_row[row_of[done]] += step
        of_column[done] -= step
        least[~done] -= step
        done[at] = True
        if row_of[at] < 0:
            break
        here = int(row_of[at])
    while at >= 0:
        before = int(came_from[at])
        row_of[at] = row if before < 0 else row_of[before]
        at = before
