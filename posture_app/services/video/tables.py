"""A video's points and angles as tidy CSV: one number's row after the other, for any program to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, Landmark
from posture_app.domain.video.joint_angles import angles_of

if TYPE_CHECKING:
    from posture_app.domain.video.motion import Motion

POINT_COLUMNS = ("frame", "time_s", "object_id", "point", "x", "y", "score")
ANGLE_COLUMNS = ("frame", "time_s", "object_id", "angle", "degrees")

_NAMES = tuple(landmark.name.lower() for landmark in tuple(Landmark)[:MODEL_LANDMARKS])


def points_csv(motion: Motion) -> bytes:
    """Write every point of everybody, by person and frame: pixels, score 0..1 (0: filled in)."""
    return _csv(POINT_COLUMNS, _points(motion))


def angles_csv(motion: Motion) -> bytes:
    """Write every joint angle of everybody; `degrees` is empty where the points were not seen."""
    return _csv(ANGLE_COLUMNS, _angles(motion))


def _points(motion: Motion) -> Iterator[str]:
    for track in motion.tracks:
        for frame, xy_px, scores in zip(track.frames, track.xy_px, track.scores, strict=True):
            begin = f"{frame},{motion.footage.at_s[frame]:.4f},{track.object_id}"
            for name, (x, y), score in zip(_NAMES, xy_px, scores, strict=True):
                if np.isnan(x):  # a service elsewhere knows fewer points
                    continue
                yield f"{begin},{name},{x:.3f},{y:.3f},{score:.4f}"


def _angles(motion: Motion) -> Iterator[str]:
    for track in motion.tracks:
        angles = angles_of(track)
        for at, frame in enumerate(track.frames):
            begin = f"{frame},{motion.footage.at_s[frame]:.4f},{track.object_id}"
            for name, values in angles.items():
                yield f"{begin},{name},{'' if np.isnan(values[at]) else f'{values[at]:.3f}'}"


def _csv(columns: Iterable[str], rows: Iterable[str]) -> bytes:
    return "".join(f"{row}\n" for row in (",".join(columns), *rows)).encode("ascii")
