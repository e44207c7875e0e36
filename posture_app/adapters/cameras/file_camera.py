"""A folder of pictures, one picture, or a video as a camera."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.cameras.opencv_camera import upright
from posture_app.adapters.cameras.played_camera import FPS, Pace, PlayedCamera
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import CameraTrouble, PhotoError
from posture_app.domain.views import View
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

FASTEST_FPS = 30.0
PICTURE_S = 8.0
"""How long a picture of a folder is shown."""
LONGEST_SIDE = 1920
_PICTURES = frozenset((".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff"))
_NAMES = {
    View.FRONT: ("front",),
    View.SIDE: ("side", "left"),
    View.SIDE2: ("side2", "right"),
    View.BACK: ("back",),
}


class FileCamera(PlayedCamera):
    """A folder of pictures, one picture, or a video as a camera, over and over."""

    def __init__(self, path: Path, *, pace: Pace | None = None, fail_after: int | None = None) -> None:
        super().__init__(_Files(path), pace, fail_after)


class _Files:
    """The pictures of a folder, one picture, or a video."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._film: _Film | None = None
        self._files: tuple[Path, ...] = ()

    def load(self) -> float:
        self.close()
        if self._path.is_dir() or self._path.suffix.lower() in _PICTURES:
            self._files = self._readable()
            return FPS
        self._film = _Film(self._path)
        return min(self._film.fps, FASTEST_FPS)

    def close(self) -> None:
        film, self._film = self._film, None
        if film is not None:
            film.close()

    def _readable(self) -> tuple[Path, ...]:
        """Give the pictures that can be read; those that cannot are left out."""
        try:
            found = sorted(self._path.iterdir()) if self._path.is_dir() else [self._path]
        except OSError as error:
            raise CameraTrouble("camera_unreadable", file=self._path.name) from error
        good = []
        for path in found:
            if path.suffix.lower() in _PICTURES:
                try:
                    _shown(path)
                except PhotoError:
                    continue
                good.append(path)
        if not good:
            raise CameraTrouble("camera_unreadable", file=self._path.name)
        return tuple(good)

    def frame(self, at_s: float, wanted: View | None) -> Frame:
        if self._film is not None:
            return self._film.frame(at_s)
        named = [path for path in self._files if wanted and _names(path, wanted)]
        files = named or self._files
        try:
            return Frame(_shown(files[int(at_s / PICTURE_S) % len(files)]).copy())
        except PhotoError as error:
            raise CameraTrouble("camera_lost") from error


def _names(path: Path, view: View) -> bool:
    words = path.stem.lower().replace("-", "_").replace(" ", "_").split("_")
    return any(name in words for name in _NAMES[view])


@lru_cache(maxsize=4)
def _shown(path: Path) -> Picture:
    rgb = read_photo(path).rgb
    scale = LONGEST_SIDE / max(rgb.shape)
    if scale < 1.0:
        rgb = np.asarray(cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    return rgb


class _Film:
    """A video, played over and over; a part that cannot be read ends it early."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._capture = cv2.VideoCapture()
        self._first = self._rewound()
        if self._first is None:
            self.close()
            raise CameraTrouble("camera_unreadable", file=path.name)
        told = self._capture.get(cv2.CAP_PROP_FPS)
        self.fps = told if 1.0 <= told <= 240.0 else FPS
        self._began = 0.0
        self._next = 1
        """Number of the picture that the file gives next."""

    def close(self) -> None:
        self._capture.release()

    def frame(self, at_s: float) -> Frame:
        """Give the picture of this moment, leaving out those whose time is over."""
        number = max(self._next, int((at_s - self._began) * self.fps))
        bgr = self._skip_to(number)
        if bgr is None:
            bgr = self._rewound()
            self._began, self._next = at_s, 1
        if bgr is None:
            raise CameraTrouble("camera_lost")
        return Frame(upright(bgr, 0, mirrored=False))

    def _skip_to(self, number: int) -> Picture | None:
        while self._next < number:
            if not self._capture.grab():
                return None
            self._next += 1
        self._next += 1
        return self._read()

    def _rewound(self) -> Picture | None:
        """Open the file anew, which more containers survive than seeking, and give its first picture."""
        try:
            self._capture.release()
            self._capture.open(str(self._path))
            self._capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)  # a telephone held upright says so
        except cv2.error:
            return None
        return self._read()

    def _read(self) -> Picture | None:
        alive, bgr = self._capture.read()
        return np.asarray(bgr, dtype=np.uint8) if alive and bgr is not None else None
