"""Reading ahead keeps the order, goes no further than it is told, and hides no trouble."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posture_app.adapters.video.reading_ahead import read_ahead


def numbers(count: int, fetched: list[int], broken_at: int | None = None) -> Iterator[int]:
    for number in range(1, count + 1):
        if number == broken_at:
            raise ZeroDivisionError
        fetched.append(number)
        yield number


@pytest.mark.parametrize("count", [0, 1, 3, 50])
def test_everything_comes_in_order(count: int) -> None:
    assert list(read_ahead(numbers(count, []))) == list(range(1, count + 1))


def test_no_more_is_fetched_than_is_wanted_soon() -> None:
    fetched: list[int] = []
    ahead = read_ahead(numbers(1000, fetched), 4)
    assert [next(ahead) for _ in range(3)] == [1, 2, 3]
    ahead.close()  # type: ignore[attr-defined]
    assert len(fetched) <= 3 + 4


def test_trouble_comes_in_its_turn() -> None:
    ahead = read_ahead(numbers(9, [], broken_at=3))
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(ZeroDivisionError):
        next(ahead)
