"""Poses that workers can make anywhere, in other processes too."""

from __future__ import annotations

import os

import numpy as np

from posture_app.domain.keypoints import Person
from posture_app.services.ports import Frame
from posture_app.services.video.following import Square
from tests.walkers import at, number_of


class NumberPoses:
    """Finds one person as far to the right as the frame's number says, and where it was asked to look."""

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        return (_person(float(number_of(frame))),)

    def find_in(self, frame: Frame, square: Square) -> tuple[Person, ...]:
        return (_person(square.left),)

    def close(self) -> None:
        """There is nothing to be let go of."""


class DyingPoses(NumberPoses):
    """Takes its process down in frame 13, unless that has happened; the file tells."""

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        if number_of(frame) == 13:
            _die_once(os.environ["POSTURE_TEST_DEATH"])
        return super().find_all(frame)


def _die_once(mark: str) -> None:
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    os._exit(9)


def _person(x_px: float) -> Person:
    return Person(at(x_px), np.zeros((33, 3)), np.ones(33))
