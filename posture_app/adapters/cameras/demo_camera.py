"""The demonstration set as a camera: a play in which somebody comes, stands wrongly, moves, stands still."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.cameras.played_camera import FPS, Pace, PlayedCamera
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import CameraTrouble, PhotoError
from posture_app.domain.views import View
from posture_app.services.ports import Frame
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene of the play: `picture` of a view, for some time; without `person` the room is empty."""

    name: str
    seconds: float
    picture: str
    person: bool = True
    moving: bool = False


_SHOWN = {View.FRONT: "front", View.SIDE: "left", View.SIDE2: "right", View.BACK: "back"}
_WRONG = {View.FRONT: "back", View.SIDE: "front", View.SIDE2: "front", View.BACK: "left"}
_PLAYED = (View.FRONT, View.SIDE, View.BACK)


def scenes(view: View) -> tuple[Scene, ...]:
    """Give the scenes that lead to one view: nobody, the wrong view, motion, and standing still."""
    shown = _SHOWN[view]
    return (
        Scene("empty", 1.5, shown, person=False),
        Scene("wrong", 2.0, _WRONG[view]),
        Scene("moving", 2.0, shown, moving=True),
        Scene("still", 9.0, shown),
    )


class DemoCamera(PlayedCamera):
    """Plays the demonstration set: before each good pose nobody, a wrong view, and motion; over and over.

    Told by `follow` which view is wanted it plays towards that one, from its first scene, until another
    one is wanted.
    """

    def __init__(
        self,
        folder: Path | None = None,
        person: str = "kim",
        *,
        pace: Pace | None = None,
        fail_after: int | None = None,
    ) -> None:
        super().__init__(_Play(folder or resource("demo"), person), pace, fail_after)


class _Play:
    """The demonstration set, scene after scene."""

    def __init__(self, folder: Path, person: str) -> None:
        self._folder, self._person = folder, person
        self._pictures: dict[str, Picture] = {}
        self._rooms: dict[str, Picture] = {}
        self._view = _PLAYED[0]
        self._began = 0.0

    def load(self) -> float:
        for name in dict.fromkeys(_SHOWN.values()):
            if name not in self._pictures:
                self._pictures[name] = _picture(self._folder / f"{self._person}_{name}.jpg")
                self._rooms[name] = _without_person(self._pictures[name], name)
        self._began = 0.0
        return FPS

    def close(self) -> None:
        """Nothing is held open."""

    def frame(self, at_s: float, wanted: View | None) -> Frame:
        if wanted is not None and wanted is not self._view:
            self._view, self._began = wanted, at_s
        scene, since = self._scene(at_s, wanted)
        if not scene.person:
            return Frame(self._rooms[scene.picture].copy())
        return Frame(_moved(self._pictures[scene.picture], *_sway(since, moving=scene.moving)))

    def _scene(self, at_s: float, wanted: View | None) -> tuple[Scene, float]:
        """Give the scene of this moment and how long it has been on, going on to the next view at its end."""
        while True:
            since = at_s - self._began
            for scene in scenes(self._view):
                if since < scene.seconds:
                    return scene, since
                since -= scene.seconds
            self._began = at_s - since
            if wanted is None:
                following = (_PLAYED.index(self._view) + 1) % len(_PLAYED) if self._view in _PLAYED else 0
                self._view = _PLAYED[following]


def _sway(since: float, *, moving: bool) -> tuple[float, float]:
    """Give (shift right in px, scale): a walk to and fro, or the pixel by which a standing person sways."""
    if moving:
        return 60.0 * sin(pi * since), 1.03 - 0.03 * sin(2.5 * since)
    return float(round(sin(1.3 * since))), 1.0


def _moved(picture: Picture, right: float, scale: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = np.array([[scale, 0.0, width / 2 * (1 - scale) + right], [0.0, scale, height / 2 * (1 - scale)]])
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REFLECT_101)
    return np.asarray(moved, dtype=np.uint8)


_STANDS = {"front": (0.36, 0.73), "left": (0.36, 0.73), "right": (0.36, 0.70), "back": (0.29, 0.70)}
"""Between these shares of the width somebody stands, and nothing else hangs, in a demonstration picture."""


def _without_person(picture: Picture, name: str) -> Picture:
    """Paint the middle of the room over, row by row, from what is left and right of it."""
    start, end = (round(share * picture.shape[1]) for share in _STANDS[name])
    left = picture[:, start - 8 : start].mean(axis=1)
    right = picture[:, end : end + 8].mean(axis=1)
    share = np.linspace(0.0, 1.0, end - start)[None, :, None]
    room = picture.copy()
    room[:, start:end] = np.round(left[:, None] * (1 - share) + right[:, None] * share)
    return room


def _picture(path: Path) -> Picture:
    try:
        return read_photo(path).rgb
    except PhotoError as error:
        raise CameraTrouble("camera_unreadable", file=path.name) from error
