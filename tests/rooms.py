"""Rooms drawn by a pinhole camera of known roll, to find the level in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.services.ports import Frame
from tests.figures import HEIGHT, WIDTH

Point = tuple[float, float, float]
"""Metres: x to the right, y up from the floor, z away from the camera."""


@dataclass
class Room:
    """A wall 4 m off with what is put there; drawn at twice the size, so that edges are soft as a lens's.

    `roll_deg` + = the camera is turned clockwise as seen from behind it; `pitch_deg` + = it looks up.
    """

    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    width: int = WIDTH
    height: int = HEIGHT
    things: list[tuple[Sequence[Point], int]] = field(default_factory=list)

    def board(self, *corners: Point, grey: int) -> Room:
        """Put a flat thing there."""
        self.things.append((corners, grey))
        return self

    def upright(self, x: float, wide: float, high: float, grey: int = 90, foot: float = 0.0) -> Room:
        """Put a door, a cupboard, or a post against the wall."""
        return self.on_wall([(x, foot), (x + wide, foot), (x + wide, foot + high), (x, foot + high)], grey)

    def on_wall(self, corners: Sequence[tuple[float, float]], grey: int, askew_deg: float = 0.0) -> Room:
        """Hang something on the wall, turned clockwise about its centre."""
        centre = np.mean(corners, axis=0)
        c, s = np.cos(np.radians(askew_deg)), np.sin(np.radians(askew_deg))
        turned = (np.array(corners) - centre) @ np.array([[c, -s], [s, c]]) + centre
        return self.board(*((float(x), float(y), 4.0) for x, y in turned), grey=grey)

    def frame(self, noise: float = 3.0, seed: int = 0) -> Frame:
        """Photograph it."""
        big = np.full((2 * self.height, 2 * self.width), 190, np.uint8)
        floor: list[Point] = [(-9.0, 0.0, 4.0), (9.0, 0.0, 4.0), (9.0, 0.0, 1.0), (-9.0, 0.0, 1.0)]
        for corners, grey in [(floor, 130), *self.things]:
            points = np.array([self._seen(corner) for corner in corners])
            cv2.fillPoly(big, [np.round(points * 2 * 16 - 8).astype(np.int32)], grey, cv2.LINE_AA, 4)
        soft = cv2.GaussianBlur(
            cv2.resize(big, (self.width, self.height), interpolation=cv2.INTER_AREA), (0, 0), 0.7
        )
        grain = np.random.default_rng(seed).normal(0.0, noise, soft.shape)
        grey = np.clip(soft + grain, 0, 255).astype(np.uint8)
        return Frame(np.repeat(grey[:, :, None], 3, axis=2))

    def _seen(self, point: Point) -> tuple[float, float]:
        """Give the position in the picture; the camera is 1 m high, its focal length 1.1 picture heights."""
        x, up, away = point[0], point[1] - 1.0, point[2]
        c, s = np.cos(np.radians(self.pitch_deg)), np.sin(np.radians(self.pitch_deg))
        up, away = up * c - away * s, up * s + away * c
        focal = 1.1 * self.height
        u, v = focal * x / away, -focal * up / away
        c, s = np.cos(np.radians(self.roll_deg)), np.sin(np.radians(self.roll_deg))
        return self.width / 2 + u * c + v * s, self.height / 2 - u * s + v * c


def furnished(roll_deg: float = 0.0, pitch_deg: float = 0.0) -> Room:
    """A room with a door at the left and a cupboard at the right."""
    return Room(roll_deg, pitch_deg).upright(-1.1, 0.55, 2.0).upright(0.75, 0.5, 1.7, grey=230)
