"""What Python is told so that it does not stop the window."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

import pytest

from posture_app.gui.pauses import SWITCH_S, kept_for_good, share_fairly

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


def test_workers_give_way_soon() -> None:
    share_fairly()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_S)


def test_what_was_made_is_left_alone_by_the_collector() -> None:
    made = kept_for_good(lambda: [[]])()
    assert made == [[]]
    assert gc.get_freeze_count() > 0
    assert not any(one is made for one in gc.get_objects())
