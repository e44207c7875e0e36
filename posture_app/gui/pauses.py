"""Where Python itself would stop the window: at the workers' turns, and at the collector's."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

SWITCH_S = 0.001
"""How long a worker may go on in Python while the window waits to go on. Qt lets go of the interpreter in
many of its functions, and each time the window would wait for five times as long by Python's own choice."""


def share_fairly() -> None:
    """Let the window have its turn soon while workers work."""
    sys.setswitchinterval(SWITCH_S)


def keep_for_good() -> None:
    """Tell the collector that what there is now stays: looking all of it over takes it 50 ms each time."""
    gc.freeze()


def kept_for_good(make: Callable[[], T]) -> Callable[[], T]:
    """Give the same maker, whose product and the modules that come with it the collector leaves alone."""

    def made() -> T:
        product = make()
        keep_for_good()
        return product

    return made
