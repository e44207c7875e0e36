"""Rooms drawn by a pinhole camera of known roll, to find the level in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.domain.keypoints import Person
from posture_app.services.ports import Frame
from tests.figures import HEIGHT, WIDTH, coronal, person

Point = tuple[float, float, float]
"""Metres: x to the right, y up from the floor, z away from the camera."""

WALL = 4.0
"""How far off the wall stands."""


@dataclass
class Room:
    """A wall and a floor with what is put there; drawn at twice the size, so that edges are soft.

    `roll_deg` + = the camera is turned clockwise as seen from behind it; `pitch_deg` + = it looks up;
    `yaw_deg` turns the wall about the upright through its middle; `focal` is in picture heights. The camera
    stands 1 m high.
    """

    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    yaw_deg: float = 0.0
    focal: float = 1.1
    width: int = WIDTH
    height: int = HEIGHT
    wall: int = 190
    things: list[tuple[Sequence[Point], int]] = field(default_factory=list)

    def board(self, *corners: Point, grey: int) -> Room:
        """Put a flat thing there."""
        self.things.append((corners, grey))
        return self

    def upright(self, x: float, wide: float, high: float, grey: int = 90, askew_deg: float = 0.0) -> Room:
        """Put a door, a cupboard, a post, or a stick against the wall."""
        return self.hang(x, 0.0, wide, high, grey, askew_deg)

    def hang(
        self, x: float, foot: float, wide: float, high: float, grey: int = 90, askew_deg: float = 0.0
    ) -> Room:
        """Hang something on the wall, turned clockwise about its centre."""
        corners = np.array([(x, foot), (x + wide, foot), (x + wide, foot + high), (x, foot + high)])
        c, s = np.cos(np.radians(askew_deg)), np.sin(np.radians(askew_deg))
        centre = corners.mean(axis=0)
        turned = (corners - centre) @ np.array([[c, -s], [s, c]]) + centre
        return self.board(*((float(x), float(y), WALL) for x, y in turned), grey=grey)

    def frame(self, noise: float = 3.0, seed: int = 0, blur_px: float = 0.7) -> Frame:
        """Photograph it."""
        big = np.full((2 * self.height, 2 * self.width), self.wall, np.uint8)
        floor = ((-4.0, 0.0, WALL), (4.0, 0.0, WALL), (4.0, 0.0, 1.0), (-4.0, 0.0, 1.0))
        for corners, grey in [(floor, 130), *self.things]:
            points = np.array([self._seen(corner) for corner in corners])
            cv2.fillPoly(big, [np.round(points * 2 * 16 - 8).astype(np.int32)], grey, cv2.LINE_AA, 4)
        small = cv2.resize(big, (self.width, self.height), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small, (0, 0), blur_px)
        grain = np.random.default_rng(seed).normal(0.0, noise, soft.shape)
        grey = np.clip(soft + grain, 0, 255).astype(np.uint8)
        return Frame(np.repeat(grey[:, :, None], 3, axis=2))

    def _seen(self, point: Point) -> tuple[float, float]:
        """Give the position in the picture."""
        x, up, away = point[0], point[1] - 1.0, point[2] - WALL
        x, away = _turned(x, away, self.yaw_deg)
        up, away = _turned(up, away + WALL, self.pitch_deg)
        scale = self.focal * self.height / away
        u, v = _turned(x * scale, -up * scale, -self.roll_deg)
        return self.width / 2 + u, self.height / 2 + v


def _turned(first: float, second: float, degrees: float) -> tuple[float, float]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return float(first * c - second * s), float(first * s + second * c)


def somebody(width: int = WIDTH, height: int = HEIGHT) -> Person:
    """Somebody who stands in the middle of a picture of that size, without a silhouette."""
    one = person(coronal())
    xy_px = (one.keypoints.xy_px - (WIDTH / 2, 0.0)) * height / HEIGHT + (width / 2, 0.0)
    return replace(one, keypoints=replace(one.keypoints, xy_px=xy_px))


def furnished(roll_deg: float = 0.0, pitch_deg: float = 0.0) -> Room:
    """A room with a door at the left, a cupboard at the right, and a skirting."""
    room = Room(roll_deg, pitch_deg).hang(-4.0, 0.0, 8.0, 0.1, grey=70)
    return (
        room.upright(-1.15, 0.5, 2.0).hang(-1.05, 0.0, 0.3, 1.9, grey=150).upright(0.75, 0.5, 1.7, grey=230)
    )
