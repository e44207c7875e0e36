"""A video with everybody's skeleton and number drawn onto it, as MP4 by OpenCV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from posture_app.adapters.opencv import cv2
from posture_app.adapters.video.reading_ahead import read_ahead
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.keypoints import VISIBLE_FROM, Keypoints, Landmark
from posture_app.domain.video.pose_likeness import size_px
from posture_app.domain.video.tracks import points_of

if TYPE_CHECKING:
    from posture_app.domain.video.motion import Motion
    from posture_app.services.video.following import Tell, Video

    Picture = NDArray[np.uint8]

CODEC = "mp4v"
"""MPEG-4 part 2, the one MP4 codec in every OpenCV wheel; H.264 needs a library that is not."""

_JOINED = tuple(
    (Landmark[f"{side}_{one}"], Landmark[f"{side}_{other}"])
    for side in ("LEFT", "RIGHT")
    for one, other in (
        ("SHOULDER", "ELBOW"),
        ("ELBOW", "WRIST"),
        ("SHOULDER", "HIP"),
        ("HIP", "KNEE"),
        ("KNEE", "ANKLE"),
        ("ANKLE", "HEEL"),
        ("HEEL", "FOOT_INDEX"),
        ("EYE", "EAR"),
    )
) + tuple((Landmark[f"LEFT_{one}"], Landmark[f"RIGHT_{one}"]) for one in ("SHOULDER", "HIP", "EYE"))

# Okabe & Ito's colours, which colour-blind people tell apart, as OpenCV takes them (BGR).
_COLOURS = ((0, 159, 230), (233, 180, 86), (115, 158, 0), (66, 228, 240), (0, 94, 213), (167, 121, 204))
_SHADOW = (20, 20, 20)
_SHIFT = 4


def write_annotated(path: Path, video: Video, motion: Motion, tell: Tell) -> None:
    """Write the video anew with what was found in it, and look whether it opens with as many frames.

    Points that were filled in between two sightings are drawn thinly. Raises EnvironmentProblem
    ``video_not_written``.
    """
    footage = motion.footage
    size = (footage.width, footage.height)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*CODEC), footage.rate_hz, size)
    try:
        if not writer.isOpened():
            raise EnvironmentProblem("video_not_written")
        bgr = np.empty((footage.height, footage.width, 3), np.uint8)
        for one, people in zip(read_ahead(video.frames()), motion.by_frame(), strict=False):
            cv2.cvtColor(one.picture.rgb, cv2.COLOR_RGB2BGR, bgr)
            for object_id, keypoints in people:
                _draw(bgr, object_id, keypoints)
            writer.write(bgr)
            tell(one.number + 1, footage.frames)
    finally:
        writer.release()
    if _frames_in(path) != footage.frames:
        raise EnvironmentProblem("video_not_written")


def _frames_in(path: Path) -> int:
    """Count a video's frames by reading them."""
    capture = cv2.VideoCapture(str(path))
    count = 0
    while capture.grab():
        count += 1
    capture.release()
    return count


def _draw(bgr: Picture, object_id: int, keypoints: Keypoints) -> None:
    points = points_of(keypoints)
    seen = keypoints.visibility >= VISIBLE_FROM
    filled_in = not keypoints.visibility.any()
    colour = _COLOURS[object_id % len(_COLOURS)]
    width = max(1, round(size_px(points) / 120))
    for ink, wide in ((_SHADOW, width + 2), (colour, 1 if filled_in else width)):
        for one, other in _JOINED:
            if filled_in or (seen[one] and seen[other]):
                cv2.line(bgr, _fixed(points[one]), _fixed(points[other]), ink, wide, cv2.LINE_AA, _SHIFT)
    _write_number(bgr, object_id, points, colour)


def _fixed(point: NDArray[np.float64]) -> tuple[int, int]:
    """Give a position as OpenCV's pixel index with binary places; far outside is far enough."""
    x, y = np.clip(np.round((point - 0.5) * (1 << _SHIFT)), -(1 << 20), 1 << 20).astype(int)
    return int(x), int(y)


def _write_number(bgr: Picture, object_id: int, points: NDArray[np.float64], colour: tuple[int, ...]) -> None:
    scale = max(0.5, size_px(points) / 400)
    x, y = points[:, 0].mean(), points[:, 1].min() - 12 * scale
    place = (int(np.clip(x, 0, bgr.shape[1] - 20)), int(np.clip(y, 20 * scale, bgr.shape[0])))
    for ink, wide in ((_SHADOW, 4), (colour, 2)):
        thick = max(1, round(wide * scale))
        cv2.putText(bgr, str(object_id), place, cv2.FONT_HERSHEY_SIMPLEX, scale, ink, thick, cv2.LINE_AA)
