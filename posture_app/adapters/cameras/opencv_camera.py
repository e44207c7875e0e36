"""A webcam by OpenCV."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from posture_app.adapters.opencv import cv2
from posture_app.domain.errors import CameraTrouble
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

RESOLUTIONS = ((1280, 720), (1920, 1080), (640, 480))
"""What a camera can be asked for, the usual one first; it gives the nearest it has."""
ROTATIONS = (0, 90, 180, 270)

DEVICES = Path("/dev")
"""Where Linux has its cameras as files."""

_BACKENDS = {
    "win32": (cv2.CAP_MSMF, cv2.CAP_DSHOW),
    "darwin": (cv2.CAP_AVFOUNDATION, cv2.CAP_ANY),
    "linux": (cv2.CAP_V4L2, cv2.CAP_ANY),
}
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

FIRST_READS = 20
"""A camera that has just been opened may give nothing for a while."""
READS = 5
"""As many reads in a row must fail before the camera counts as lost."""


class Capture(Protocol):
    """As much of cv2.VideoCapture as is used."""

    def isOpened(self) -> bool:  # noqa: N802
        """Tell whether it is open."""

    def set(self, what: int, value: float, /) -> bool:
        """Ask for a property."""

    def read(self) -> tuple[bool, Any]:
        """Wait for a picture."""

    def release(self) -> None:
        """Let go."""


class OpenCvCamera:
    """One camera by its number; opened, read, and closed on one thread.

    `rotation` is by how many degrees clockwise its pictures must be turned to be upright (a camera mounted
    on its side); `mirrored` says that its driver mirrors, which is undone here.
    """

    def __init__(
        self,
        index: int,
        *,
        resolution: tuple[int, int] = RESOLUTIONS[0],
        rotation: int = 0,
        mirrored: bool = False,
        make: Callable[[int, int], Capture] = cv2.VideoCapture,
        backends: Sequence[int] | None = None,
    ) -> None:
        if rotation not in ROTATIONS:
            raise ValueError(f"rotation must be one of {ROTATIONS}: {rotation}")
        self._index, self._resolution = index, resolution
        self._rotation, self._mirrored = rotation, mirrored
        self._make = make
        usual: Sequence[int] = _BACKENDS.get(sys.platform, (cv2.CAP_ANY,))
        self._backends = backends or usual
        self._capture: Capture | None = None
        self._first: Picture | None = None

    def open(self) -> None:
        """Open it by the first backend that gives a picture.

        Raises
        ------
        CameraTrouble
            ``camera_none`` when it is not there; ``camera_busy`` when it is and gives no picture.
        """
        self.close()
        there = _there(self._index)
        for backend in self._backends:
            capture = self._make(self._index, backend)
            if not capture.isOpened():
                capture.release()
                continue
            there = True
            self._set_up(capture)
            self._first = _read(capture, FIRST_READS)
            if self._first is not None:
                self._capture = capture
                return
            capture.release()
        raise CameraTrouble("camera_busy" if there else "camera_none", index=self._index)

    def _set_up(self, capture: Capture) -> None:
        width, height = self._resolution
        # Uncompressed, USB carries ten pictures of 720p a second; the format must be set before the size.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_FPS, 30)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)

    def read(self) -> Frame:
        """Wait for the next picture; raise CameraTrouble ``camera_lost`` when none comes any more."""
        if self._capture is None:
            raise CameraTrouble("camera_lost", index=self._index)
        bgr, self._first = self._first, None
        if bgr is None:
            bgr = _read(self._capture, READS)
        if bgr is None:
            raise CameraTrouble("camera_lost", index=self._index)
        return Frame(upright(bgr, self._rotation, mirrored=self._mirrored))

    def close(self) -> None:
        """Let go of the device."""
        capture, self._capture, self._first = self._capture, None, None
        if capture is not None:
            capture.release()


def upright(bgr: Picture, rotation: int, *, mirrored: bool) -> Picture:
    """Give RGB, upright and unmirrored: the driver mirrors before anybody turns the camera."""
    grey = bgr.ndim == 2 or bgr.shape[2] == 1
    picture = cv2.cvtColor(bgr, cv2.COLOR_GRAY2RGB if grey else cv2.COLOR_BGR2RGB)
    if mirrored:
        picture = cv2.flip(picture, 1)
    if rotation in _TURNS:
        picture = cv2.rotate(picture, _TURNS[rotation])
    return np.asarray(picture, dtype=np.uint8)


def _read(capture: Capture, tries: int) -> Picture | None:
    for _ in range(tries):
        try:
            alive, bgr = capture.read()
        except cv2.error:
            return None
        if alive and bgr is not None and bgr.size:
            return np.asarray(bgr, dtype=np.uint8)
    return None


def _there(index: int) -> bool:
    """Tell whether the system knows the camera although it could not be opened (Linux only)."""
    return sys.platform == "linux" and (DEVICES / f"video{index}").exists()
