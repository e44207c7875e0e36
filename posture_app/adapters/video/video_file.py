"""Videos read by OpenCV, from a file or from memory, frame by frame from the beginning.

Seeking is never used: where a container's index is wrong, or its frames depend on each other, a jump
lands beside its aim, and no frame may be seen twice or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.cameras.opencv_camera import upright
from posture_app.adapters.opencv import cv2
from posture_app.adapters.video.video_container import is_cut_off, is_known
from posture_app.domain.errors import VideoMissing, VideoUnreadable
from posture_app.services.ports import Frame
from posture_app.services.video.following import FilmFrame, Told


class Cv2Video:
    """A video that can be read again and again; of a file, or of bytes that never touch the disk."""

    def __init__(self, source: Path | bytes) -> None:
        """Open it for what its container tells.

        Raises
        ------
        VideoMissing, VideoUnreadable
            ``video_missing``; ``video_cut_off``; ``video_unreadable``: anything but the containers that are
            known by their first bytes, too: FFmpeg also takes texts that name other files and addresses.
        """
        self._source = source
        with _bytes_of(source) as file:
            if not is_known(file):
                raise VideoUnreadable("video_unreadable")
            if is_cut_off(file):
                raise VideoUnreadable("video_cut_off")
        capture = self._opened()
        self._told = Told(
            int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
            float(capture.get(cv2.CAP_PROP_FPS)),
            max(0, int(capture.get(cv2.CAP_PROP_FRAME_COUNT))),
        )
        del capture
        if min(self._told.width, self._told.height) < 1:
            raise VideoUnreadable("video_unreadable")

    @property
    def told(self) -> Told:
        """What the container tells; width and height as the frames stand upright."""
        return self._told

    def frames(
        self, longest_side: int | None = None, only: frozenset[int] | None = None
    ) -> Iterator[FilmFrame]:
        """Give the frames in order, scaled down to a longest side, or some of them.

        A part that cannot be read ends it early.
        """
        capture = self._opened()
        last = max(only) if only else None
        try:
            number = 0
            while (last is None or number <= last) and capture.grab():
                if only is None or number in only:
                    alive, bgr = capture.retrieve()
                    if not alive or bgr is None or not bgr.size:
                        return
                    at_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0
                    picture = _scaled(np.asarray(bgr, np.uint8), longest_side)
                    yield FilmFrame(number, at_s, Frame(upright(picture, 0, mirrored=False)))
                number += 1
        except cv2.error:
            return
        finally:
            del capture  # never released: see `_opened`

    def _opened(self) -> cv2.VideoCapture:
        """Open it anew.

        A capture that reads from memory must be neither released nor opened a second time: OpenCV 4.11
        then lets go of the Python stream without holding Python's lock, and the process crashes. When the
        capture itself goes, the lock is held.
        """
        capture = cv2.VideoCapture()
        try:
            if isinstance(self._source, bytes):
                backend = cv2.videoio_registry.getStreamBufferedBackends()[0]
                opened = capture.open(_as_stream(self._source), backend, [])
            else:
                opened = capture.open(str(self._source))
        except cv2.error as error:
            raise VideoUnreadable("video_unreadable") from error
        if not opened:
            raise VideoUnreadable("video_unreadable")
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)  # a telephone held upright says so in the container
        return capture


def _as_stream(data: bytes) -> Any:
    """Give bytes as OpenCV reads them: any `io.BufferedIOBase`, which its type hints do not know."""
    return BytesIO(data)


@contextmanager
def _bytes_of(source: Path | bytes) -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield BytesIO(source)
        return
    try:
        with source.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise VideoMissing("video_missing") from error
    except OSError as error:
        raise VideoUnreadable("video_unreadable") from error


def _scaled(bgr: NDArray[np.uint8], longest_side: int | None) -> NDArray[np.uint8]:
    height, width = bgr.shape[:2]
    scale = 1.0 if longest_side is None else longest_side / max(width, height)
    if scale >= 1.0:
        return bgr
    size = (max(1, round(scale * width)), max(1, round(scale * height)))
    return np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), np.uint8)
