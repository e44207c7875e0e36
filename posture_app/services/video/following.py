"""A video looked through: everybody found in every frame, followed, and smoothed.

Every frame is looked at by itself, in pieces, by whoever there is; only when all have been seen are the
people followed through them.  So it makes no difference to the numbers how the video was cut into pieces
and how many workers looked at them.  Where somebody was lost between two sightings, those frames are
looked at a second time, closely, at the place where the person must be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from posture_app.domain.errors import VideoTooLarge, VideoUnreadable
from posture_app.domain.keypoints import Keypoints
from posture_app.domain.video.motion import Footage, Motion, Track
from posture_app.domain.video.smoothing import smooths
from posture_app.domain.video.tracks import filled, followed, gaps, smooth, unflipped, without_slips

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import Frame

Sightings = tuple[tuple[Keypoints, ...], ...]
"""For each frame of a piece, who was found in it."""

LOOKED_AT_SIDE = 640
"""Longest side in pixels at which frames are looked at; the model itself sees 224 and 256."""

PIECE = 8
"""Frames of a piece: a quarter of a second of work, a few MB."""

MOST_PIXELS = 36_000_000
"""Of one frame: a little more than 8K."""

MOST_FRAMES = 108_000
"""An hour at 30 frames a second; the points of so many take about 200 MB."""

FEWEST_SIGHTINGS = 3
"""Somebody found in fewer frames than this is a slip of the detector (unless there are no more frames)."""

_RATES_HZ = (1.0, 240.0)
_USUAL_HZ = 30.0
_ROOM = 1.5
"""Side of the square for the close look by the longest side of the body's box."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a container tells before its frames are read; rate and number may be wrong, or 0."""

    width: int
    height: int
    rate_hz: float
    frames: int


@dataclass(frozen=True, slots=True, eq=False)
class FilmFrame:
    """One frame: its number from 0, its time as the container tells it, and its picture."""

    number: int
    at_s: float
    picture: Frame


class Video(Protocol):
    """A video that can be read from its beginning any number of times."""

    @property
    def told(self) -> Told:
        """What its container tells."""

    def frames(
        self, longest_side: int | None = None, only: frozenset[int] | None = None
    ) -> Iterator[FilmFrame]:
        """Give the frames in order, scaled down to a longest side, or some of them.

        Where it cannot be read any further it just ends.
        """


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a picture, in its pixels."""

    left: float
    top: float
    side: float


class FramePoses(Protocol):
    """Finds people in frames, one at a time, without memory of the one before."""

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        """Find everybody who can be found at a glance."""

    def find_in(self, frame: Frame, square: Square) -> tuple[Person, ...]:
        """Find who is in a part of the picture; positions in the whole of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Some frames of a video, to be looked at by one worker.

    `squares` are where to look in each frame; None to look at the whole of all of them.
    """

    numbers: tuple[int, ...]
    pictures: tuple[Frame, ...]
    squares: tuple[tuple[Square, ...], ...] | None = None


class Workers(Protocol):
    """Looks at pieces, several at a time."""

    def look(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Sightings]]:
        """Give every piece back with what was found in it, in any order.

        Pieces are taken only as fast as they are looked at. Closing the iterator leaves the rest.
        """


Tell = Callable[[int, int], None]
"""Is told how many frames are done and how many there will be; may raise to stop the work."""


def look_at_piece(piece: Piece, poses: FramePoses) -> Sightings:
    """Look at a piece: what a worker does."""
    if piece.squares is None:
        return tuple(tuple(one.keypoints for one in poses.find_all(frame)) for frame in piece.pictures)
    return tuple(
        tuple(one.keypoints for square in squares for one in poses.find_in(frame, square))
        for frame, squares in zip(piece.pictures, piece.squares, strict=True)
    )


def look_through(video: Video, workers: Workers, *, smoothing: bool, tell: Tell) -> Motion:
    """Find and follow everybody in a video; nobody is a result, too.

    Raises
    ------
    VideoUnreadable, VideoTooLarge
        ``video_unreadable``; ``video_too_large``, ``video_too_long``.
    """
    if video.told.width * video.told.height > MOST_PIXELS:
        raise VideoTooLarge("video_too_large", width=video.told.width, height=video.told.height)
    times: list[float] = []
    seen = _looked_at(video, workers, _all_pieces(video, times), _Counter(tell, video.told.frames))
    footage = _footage(video.told, times)
    sightings = [list(seen.get(number, ())) for number in range(footage.frames)]
    again = _places(_people(footage, sightings))
    if again:
        counter = _Counter(tell, footage.frames + len(again), footage.frames)
        for number, found in _looked_at(video, workers, _some_pieces(video, again), counter).items():
            sightings[number] += found
    return _motion(footage, sightings, smoothing=smoothing)


def _motion(footage: Footage, sightings: Sequence[Sequence[Keypoints]], *, smoothing: bool) -> Motion:
    """Follow, number, fill in, and smooth."""
    tracks = _people(footage, sightings)
    tracks = [filled(replace(one, object_id=at), footage.rate_hz) for at, one in enumerate(tracks)]
    smoothing = smoothing and smooths(footage.rate_hz)
    if smoothing:
        tracks = [smooth(one, footage.rate_hz) for one in tracks]
    return Motion(footage, tuple(tracks), smoothing)


def _people(footage: Footage, sightings: Sequence[Sequence[Keypoints]]) -> list[Track]:
    """Follow, keep the sides where they are, and leave out what is a slip of the detector."""
    fewest = min(FEWEST_SIGHTINGS, footage.frames)
    rate = footage.rate_hz
    tracks = [without_slips(unflipped(one, rate), rate) for one in followed(sightings, rate)]
    return [one for one in tracks if len(one.frames) >= fewest]


class _Counter:
    """Tells how far the work is, in frames."""

    def __init__(self, tell: Tell, of: int, done: int = 0) -> None:
        self._tell, self._of, self._done = tell, of, done

    def add(self, frames: int) -> None:
        """Take note of frames that are done."""
        self._done += frames
        self._tell(self._done, max(self._of, self._done))


def _looked_at(
    video: Video, workers: Workers, pieces: Iterator[Piece], counter: _Counter
) -> dict[int, tuple[Keypoints, ...]]:
    """Have pieces looked at; give who was found by the frames' numbers, in the whole frames' pixels."""
    seen: dict[int, tuple[Keypoints, ...]] = {}
    counter.add(0)
    for piece, found in workers.look(pieces):
        for number, picture, people in zip(piece.numbers, piece.pictures, found, strict=True):
            by = (video.told.width / picture.width, video.told.height / picture.height)
            seen[number] = tuple(Keypoints(one.xy_px * by, one.visibility.copy()) for one in people)
        counter.add(len(piece.numbers))
    return seen


def _all_pieces(video: Video, times: list[float]) -> Iterator[Piece]:
    """Cut a video into pieces, and take note of its frames' times."""
    film = video.frames(LOOKED_AT_SIDE)
    while some := list(islice(film, PIECE)):
        times += [one.at_s for one in some]
        if len(times) > MOST_FRAMES:
            raise VideoTooLarge("video_too_long", frames=MOST_FRAMES)
        yield Piece(tuple(one.number for one in some), tuple(one.picture for one in some))


def _some_pieces(video: Video, places: Mapping[int, Sequence[Square]]) -> Iterator[Piece]:
    """Cut those frames out that are to be looked at closely; the squares are in whole frames' pixels."""
    film = video.frames(LOOKED_AT_SIDE, frozenset(places))
    while some := list(islice(film, PIECE)):
        yield Piece(
            tuple(one.number for one in some),
            tuple(one.picture for one in some),
            tuple(
                tuple(_scaled(square, one.picture.width / video.told.width) for square in places[one.number])
                for one in some
            ),
        )


def _scaled(square: Square, by: float) -> Square:
    return Square(by * square.left, by * square.top, by * square.side)


def _places(tracks: Sequence[Track]) -> dict[int, list[Square]]:
    """Tell where in which frames somebody must be who was seen before and after."""
    places: dict[int, list[Square]] = defaultdict(list)
    for track in tracks:
        for frame, points in gaps(track):
            side = _ROOM * float(np.ptp(points, axis=0).max())
            left, top = (points.min(axis=0) + points.max(axis=0) - side) / 2
            places[frame].append(Square(float(left), float(top), side))
    return dict(places)


def _footage(told: Told, times: Sequence[float]) -> Footage:
    """Go by what was read, and by what was told only where that can be; raise VideoUnreadable for nothing."""
    count = len(times)
    if count == 0:
        raise VideoUnreadable("video_unreadable")
    known = _RATES_HZ[0] <= told.rate_hz <= _RATES_HZ[1]
    at_s = np.array(times) - times[0]
    rises = count > 1 and bool((np.diff(at_s) > 0).all())
    measured = (count - 1) / float(at_s[-1]) if rises else _USUAL_HZ
    rate = told.rate_hz if known else float(np.clip(measured, *_RATES_HZ))
    return Footage(told.width, told.height, rate, at_s if rises else np.arange(count) / rate)
