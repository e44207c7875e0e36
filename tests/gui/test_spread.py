"""Long work in pieces: one a turn, in order, and nothing after it was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from posture_app.gui.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def spread(qapp: QApplication) -> Iterator[Spread]:
    owner = QObject()
    yield Spread(owner)
    owner.deleteLater()


def pieces(done: list[str], name: str, count: int) -> Iterator[None]:
    for at in range(count):
        done.append(f"{name}{at}")
        yield


def test_nothing_is_done_at_once_and_one_piece_in_each_turn(
    spread: Spread, done: list[str], qtbot: QtBot
) -> None:
    spread.start(pieces(done, "a", 3))
    assert done == []
    seen: list[int] = []
    spread._timer.timeout.connect(lambda: seen.append(len(done)))  # after the piece of that turn
    qtbot.waitUntil(lambda: not spread.busy)
    assert done == ["a0", "a1", "a2"]
    assert seen == [1, 2, 3, 3]


def test_other_work_takes_the_place_of_what_remains(spread: Spread, done: list[str], qtbot: QtBot) -> None:
    spread.start(pieces(done, "a", 2))
    spread._step()
    spread.start(pieces(done, "b", 2))
    qtbot.waitUntil(lambda: not spread.busy)
    assert done == ["a0", "b0", "b1"]


def test_what_was_stopped_stays_undone_and_no_timer_runs(spread: Spread, done: list[str]) -> None:
    spread.start(pieces(done, "a", 2))
    spread._step()
    spread.stop()
    spread._step()
    assert done == ["a0"]
    assert not spread.busy
    assert not spread._timer.isActive()


def test_what_remains_can_be_done_at_once(spread: Spread, done: list[str]) -> None:
    spread.start(pieces(done, "a", 3))
    spread._step()
    spread.finish()
    assert done == ["a0", "a1", "a2"]
    assert not spread._timer.isActive()


def test_a_piece_may_begin_other_work(spread: Spread, done: list[str], qtbot: QtBot) -> None:
    def first() -> Iterator[None]:
        done.append("a")
        spread.start(pieces(done, "b", 2))
        return
        yield

    spread.start(first())
    qtbot.waitUntil(lambda: not spread.busy)
    assert done == ["a", "b0", "b1"]


def test_work_that_fails_is_over(spread: Spread) -> None:
    def broken() -> Iterator[None]:
        raise ZeroDivisionError
        yield

    spread.start(broken())
    with pytest.raises(ZeroDivisionError):
        spread._step()
    assert not spread.busy
    assert not spread._timer.isActive()
