"""What is known of a video: its frames, and everybody who moves through them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import Keypoints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Footage:
    """A video as it was read.

    Attributes
    ----------
    width, height : of the upright frames in pixels.
    rate_hz : frames a second.
    at_s : (F,) the frames' times in seconds, rising; as many as could be read, whatever the container told.
    """

    width: int
    height: int
    rate_hz: float
    at_s: Points

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.at_s)


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """One person through a video.

    Attributes
    ----------
    object_id : from 0, in the order in which people come into the picture.
    frames : (N,) rising numbers of the frames that have the person.
    xy_px : (N, 33, 2) positions in the upright frames.
    scores : (N, 33) in 0..1, the model's visibility; 0 in a frame that was filled in between two others.
    """

    object_id: int
    frames: Numbers
    xy_px: Points
    scores: Points

    def keypoints(self) -> Iterator[tuple[int, Keypoints]]:
        """Give (frame, keypoints) in order."""
        for frame, xy_px, scores in zip(self.frames, self.xy_px, self.scores, strict=True):
            yield int(frame), Keypoints.from_model(xy_px, scores)

    def stretches(self) -> list[slice]:
        """Give the parts without a gap between frames, as slices of the arrays."""
        cuts = np.flatnonzero(np.diff(self.frames) > 1) + 1
        edges = [0, *cuts.tolist(), len(self.frames)]
        return [slice(start, stop) for start, stop in pairwise(edges)]


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Everybody in a video.

    `smoothed` tells whether the points were low-passed; a slow video is left as it is although it was
    asked for. None: a service elsewhere followed them, and may have smoothed in its own way.
    """

    footage: Footage
    tracks: tuple[Track, ...]
    smoothed: bool | None

    def by_frame(self) -> list[list[tuple[int, Keypoints]]]:
        """Give, for every frame of the video, (object_id, keypoints) of who is in it."""
        people: list[list[tuple[int, Keypoints]]] = [[] for _ in range(self.footage.frames)]
        for track in self.tracks:
            for frame, keypoints in track.keypoints():
                people[frame].append((track.object_id, keypoints))
        return people
