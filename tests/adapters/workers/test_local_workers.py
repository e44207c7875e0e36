"""Pieces on the threads of this process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest

from posture_app.adapters.workers.local_workers import LocalWorkers
from posture_app.domain.keypoints import Person
from posture_app.services.ports import Frame
from posture_app.services.video.following import Piece, Square
from tests.looking import NumberPoses
from tests.walkers import at, numbered


def pieces(count: int, taken: list[int] | None = None) -> Iterator[Piece]:
    for start in range(0, 3 * count, 3):
        if taken is not None:
            taken.append(start)
        yield Piece(tuple(range(start, start + 3)), tuple(numbered(n) for n in range(start, start + 3)))


class OwnPoses(NumberPoses):
    """Belongs to the thread that made it, and says when it is closed."""

    made: ClassVar[list[OwnPoses]] = []

    def __init__(self) -> None:
        self.thread, self.closed = threading.get_ident(), False
        self.made.append(self)

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        assert threading.get_ident() == self.thread
        assert not self.closed
        return super().find_all(frame)

    def close(self) -> None:
        self.closed = True


def test_every_piece_comes_back_with_its_own() -> None:
    with LocalWorkers(NumberPoses, 3) as workers:
        found = {piece.numbers: seen for piece, seen in workers.look(pieces(20))}
    assert sorted(found) == [(n, n + 1, n + 2) for n in range(0, 60, 3)]
    for numbers, seen in found.items():
        assert [people[0].xy_px[0, 0] for people in seen] == [at(float(n)).xy_px[0, 0] for n in numbers]


def test_squares_are_looked_at_where_there_are_some() -> None:
    piece = Piece((4,), (numbered(4),), ((Square(50.0, 0.0, 9.0), Square(70.0, 0.0, 9.0)),))
    with LocalWorkers(NumberPoses, 1) as workers:
        ((_, (people,)),) = workers.look(iter([piece]))
    assert [one.xy_px[0, 0] for one in people] == [at(50.0).xy_px[0, 0], at(70.0).xy_px[0, 0]]


def test_each_thread_has_a_model_of_its_own_and_all_are_closed() -> None:
    OwnPoses.made.clear()
    with LocalWorkers(OwnPoses, 2) as workers:
        assert len(list(workers.look(pieces(12)))) == 12
        assert 1 <= len(OwnPoses.made) <= 2
    assert all(one.closed for one in OwnPoses.made)


def test_a_video_is_read_no_faster_than_it_is_looked_at() -> None:
    taken: list[int] = []
    with LocalWorkers(NumberPoses, 2) as workers:
        looking = workers.look(pieces(1000, taken))
        next(looking)
        assert len(taken) <= 5
        looking.close()  # type: ignore[attr-defined]
    assert len(taken) <= 5


class Broken(NumberPoses):
    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        raise ZeroDivisionError


def test_a_mistake_in_looking_is_not_swallowed() -> None:
    with LocalWorkers(Broken, 2) as workers, pytest.raises(ZeroDivisionError):
        list(workers.look(pieces(4)))
