"""A recording's frames, once from its beginning to its end, with their times."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from posture_app.adapters.cameras.opencv_camera import upright
from posture_app.adapters.opencv import cv2
from posture_app.domain.errors import CameraTrouble, PhotoMissing
from posture_app.services.ports import Frame

_FPS = 30.0


def film_frames(path: Path) -> Iterator[tuple[int, Frame]]:
    """Give (time in ms, frame) of a video, upright; a part that cannot be read ends it early.

    The times are the container's own, or the frames' numbers by its rate where it tells none that rise.
    """
    if not path.exists():
        raise PhotoMissing("photo_missing", file=path.name)
    capture = cv2.VideoCapture()
    try:
        capture.open(str(path))
        capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 1)  # a telephone held upright says so in the container
        told = capture.get(cv2.CAP_PROP_FPS)
        fps = told if 1.0 <= told <= 240.0 else _FPS
        number, last = 0, -1
        while True:
            alive, bgr = capture.read()
            if not alive or bgr is None:
                break
            at = capture.get(cv2.CAP_PROP_POS_MSEC)  # of the picture that was just read
            at_ms = round(at if at > last else 1000.0 * number / fps)
            last = max(at_ms, last + 1)
            number += 1
            yield last, Frame(upright(np.asarray(bgr, dtype=np.uint8), 0, mirrored=False))
    except cv2.error as error:
        raise CameraTrouble("camera_unreadable", file=path.name) from error
    finally:
        capture.release()
    if number == 0:
        raise CameraTrouble("camera_unreadable", file=path.name)
