"""Reading ahead on a thread of its own, while what was read before is being worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def read_ahead(items: Iterator[Item], count: int = 4) -> Iterator[Item]:
    """Give the items of an iterator, up to `count` of which are fetched ahead.

    What the iterator raises is raised here in its turn.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="reading")
    try:
        coming = deque(pool.submit(next, items, None) for _ in range(count))
        while (item := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, items, None))
            yield item
    finally:
        pool.shutdown(cancel_futures=True)
