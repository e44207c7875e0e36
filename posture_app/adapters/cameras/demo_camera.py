"""Cameras without hardware: the demonstration set as a play, and a folder or a video as a camera."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from posture_app.adapters.cameras.opencv_camera import RESOLUTIONS, OpenCvCamera, upright
from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import CameraTrouble, PhotoError
from posture_app.domain.views import View
from posture_app.services.ports import Camera, Frame
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

FPS = 30.0
FASTEST_FPS = 30.0
AWAY_S = 3.0
"""How long a camera that was unplugged on purpose stays away."""


class Pace(Protocol):
    """A clock to play by; a test's own passes instantly."""

    def now(self) -> float:
        """Give the seconds of a clock that only rises."""

    def wait(self, seconds: float) -> None:
        """Let that much time pass."""


class RealPace:
    """The system's monotonic clock."""

    def __init__(self) -> None:
        self._never = threading.Event()

    def now(self) -> float:
        """Give the seconds of the monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._never.wait(seconds)


class Reel(Protocol):
    """What a camera without hardware plays."""

    def load(self) -> float:
        """Begin anew; give the pictures a second, or raise CameraTrouble when there is nothing to play."""

    def frame(self, at_s: float, wanted: View | None) -> Frame:
        """Give the picture of a moment since the beginning; `wanted` is the view to play towards."""

    def close(self) -> None:
        """Let go of files."""


class _PlayedCamera:
    """A camera without hardware: it keeps pace, and can be unplugged on purpose.

    With `fail_after` it is lost after so many pictures, is not to be opened for `AWAY_S`, and then comes
    back for good.
    """

    def __init__(self, reel: Reel, pace: Pace | None, fail_after: int | None) -> None:
        self._reel = reel
        self._pace: Pace = pace or RealPace()
        self._fail_after = fail_after
        self._away_until = 0.0
        self._fps = FPS
        self._started: float | None = None
        self._count = 0
        self._wanted: View | None = None

    def open(self) -> None:
        """Begin to play; raise CameraTrouble ``camera_unreadable`` when there is nothing to be played."""
        if self._pace.now() < self._away_until:
            raise CameraTrouble("camera_none")
        self._fps = self._reel.load()
        self._started = self._pace.now()
        self._count = 0

    def read(self) -> Frame:
        """Wait until the next picture is due; one that is late is left out."""
        if self._started is None:
            raise CameraTrouble("camera_lost")
        self._break_on_purpose()
        passed = self._pace.now() - self._started
        due = (self._count + 1) / self._fps
        if passed < due:
            self._pace.wait(due - passed)
            passed = due
        self._count = max(self._count + 1, int(passed * self._fps))
        return self._reel.frame(self._count / self._fps, self._wanted)

    def close(self) -> None:
        """Stop playing and let go of files."""
        self._started = None
        self._reel.close()

    def follow(self, view: View) -> None:
        """Say which view is wanted next; may be called from another thread."""
        self._wanted = view

    def _break_on_purpose(self) -> None:
        if self._fail_after is None:
            return
        if self._fail_after <= 0:
            self._fail_after = None
            self._away_until = self._pace.now() + AWAY_S
            self.close()
            raise CameraTrouble("camera_lost")
        self._fail_after -= 1


# -- the play -------------------------------------------------------------------------------------


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


class DemoCamera(_PlayedCamera):
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


# -- a folder or a video --------------------------------------------------------------------------

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


class FileCamera(_PlayedCamera):
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


# -- which one ------------------------------------------------------------------------------------


def open_camera(
    what: str | int,
    *,
    resolution: tuple[int, int] = RESOLUTIONS[0],
    rotation: int = 0,
    mirrored: bool = False,
    fail_after: int | None = None,
    pace: Pace | None = None,
) -> Camera:
    """Make the camera that was asked for, not yet opened: ``demo``, a number, or a folder, picture, or video.

    `resolution`, `rotation`, and `mirrored` are for real cameras, the others for played ones.
    """
    if what == "demo":
        return DemoCamera(fail_after=fail_after, pace=pace)
    if isinstance(what, int) or what.isdecimal():
        return OpenCvCamera(int(what), resolution=resolution, rotation=rotation, mirrored=mirrored)
    return FileCamera(Path(what), fail_after=fail_after, pace=pace)
