"""A machine that walks the rails gives up when nothing comes any more, however long it all takes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from posture_app.gui.kiosk.walker import LONGEST_S, KioskWalker
from posture_app.services.kiosk.rails import Stage


class Ends:
    """Notes how walks end."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    def emit(self, code: int, sentence: str) -> None:
        self.codes.append(code)


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.fixture
def walker(ends: Ends, tmp_path: Any) -> KioskWalker:
    window: Any = SimpleNamespace(
        kiosk=SimpleNamespace(stage=Stage.CAPTURE), page=None, walked=ends, show_stage=lambda: None
    )
    made = KioskWalker(window, tmp_path, 0.0)
    made.camera_back()
    return made


def test_a_slow_machine_that_takes_photographs_may_take_long(walker: KioskWalker, ends: Ends) -> None:
    for count in range(1, 4):
        now = 0.9 * LONGEST_S * count
        walker.step(now)
        walker.moved_on(now)
    assert ends.codes == []


def test_nobody_who_comes_ends_it(walker: KioskWalker, ends: Ends) -> None:
    walker.step(LONGEST_S)
    assert ends.codes == []
    walker.step(LONGEST_S + 1.0)
    assert ends.codes == [5]
