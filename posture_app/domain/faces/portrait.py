"""Faces as the check-in and the face contract need them: where they are and how they are turned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Vector = NDArray[np.float32]

VECTOR_LENGTH = 128
"""Numbers of an embedding."""

LEAST_SIDE_PX = 60.0
"""Width and height of a face from which it can be told apart, as the contract asks."""

MOST_TURNED_DEG = 45.0
"""Yaw and pitch, either way, up to which a face is taken on."""


class FacePoint(IntEnum):
    """The five points of a face; left is the subject's left."""

    LEFT_EYE = 0
    RIGHT_EYE = 1
    NOSE = 2
    LEFT_LIP = 3
    RIGHT_LIP = 4


@dataclass(frozen=True, slots=True)
class FaceBox:
    """The box around a face, from the brows to the chin, in pixels; it may reach out of the picture."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Area in square pixels."""
        return self.width * self.height

    def common(self, other: FaceBox) -> float:
        """Give the area both share, in square pixels."""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0.0, wide) * max(0.0, high)

    def shares(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Give x0, y0, x1, y1 as shares of the picture's width and height, cut off at its edges."""
        x0, x1 = (min(1.0, max(0.0, x / width)) for x in (self.x0, self.x1))
        y0, y1 = (min(1.0, max(0.0, y / height)) for y in (self.y0, self.y1))
        return x0, y0, x1, y1

    def grown(self, times: float) -> FaceBox:
        """Give the box made so many times as large about its middle."""
        right, down = (times - 1) / 2 * self.width, (times - 1) / 2 * self.height
        return FaceBox(self.x0 - right, self.y0 - down, self.x1 + right, self.y1 + down)


@dataclass(frozen=True, slots=True)
class Turn:
    """How a face is turned against the line from the camera to it, in degrees.

    Attributes
    ----------
    yaw : + = towards the subject's left (image right).
    pitch : + = up.
    roll : + = the top of the head towards image right, clockwise on the screen.
    """

    yaw: float
    pitch: float
    roll: float

    @property
    def is_frontal(self) -> bool:
        """Tell whether the face may be taken on: yaw and pitch within 45° either way."""
        return abs(self.yaw) <= MOST_TURNED_DEG and abs(self.pitch) <= MOST_TURNED_DEG


@dataclass(frozen=True, slots=True, eq=False)
class FaceSight:
    """A face in a picture.

    Attributes
    ----------
    score : the detector's, 0..1.
    points_px : (5, 2) by `FacePoint`, positions in the picture.
    """

    box: FaceBox
    score: float
    points_px: Points
    turn: Turn

    @property
    def is_large_enough(self) -> bool:
        """Tell whether it can be told apart at all."""
        return min(self.box.width, self.box.height) >= LEAST_SIDE_PX


def without_doubles(faces: Iterable[tuple[FaceBox, float]], share: float = 0.4) -> list[int]:
    """Give the numbers of the boxes that stand for a face each, the surest first.

    Two boxes are of one face when they share this much of the smaller one.
    """
    listed = list(faces)
    kept: list[int] = []
    for index in sorted(range(len(listed)), key=lambda one: -listed[one][1]):
        box = listed[index][0]
        apart = (box.common(listed[one][0]) < share * min(box.area, listed[one][0].area) for one in kept)
        if all(apart):
            kept.append(index)
    return kept
