"""People who move through videos by known ways, and workers that look at nothing but what they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints
from posture_app.services.ports import Frame
from posture_app.services.video.following import FilmFrame, Piece, Sightings, Told
from tests.figures import coronal


def at(
    x_px: float, y_px: float = 0.0, *, noise_px: float = 0.0, seed: int = 0, score: float = 0.99
) -> Keypoints:
    """Somebody who stands so far to image right and down of where figures stand."""
    body = coronal()
    moved = body.xy_px + (x_px, y_px)
    draw = np.random.default_rng(seed)
    moved[:MODEL_LANDMARKS] += draw.normal(0.0, noise_px, (MODEL_LANDMARKS, 2)) if noise_px else 0.0
    return Keypoints(moved, np.where(body.visibility > 0, score, 0.0))


@dataclass
class MadeUpVideo:
    """A video of grey frames; frame n carries n in its first pixels."""

    count: int
    told_frames: int | None = None
    rate_hz: float = 30.0
    width: int = 720
    height: int = 1280
    times: Callable[[int], float] | None = None
    read: int = 0

    @property
    def told(self) -> Told:
        frames = self.count if self.told_frames is None else self.told_frames
        return Told(self.width, self.height, self.rate_hz, frames)

    def frames(
        self, longest_side: int | None = None, only: frozenset[int] | None = None
    ) -> Iterator[FilmFrame]:
        for number in range(self.count):
            self.read += 1
            if only is None or number in only:
                at_s = number / (self.rate_hz or 30.0) if self.times is None else self.times(number)
                yield FilmFrame(number, at_s, numbered(number))


def numbered(number: int) -> Frame:
    """A picture of 36 × 64 whose first pixel holds a number."""
    rgb = np.full((64, 36, 3), 128, np.uint8)
    rgb[0, 0] = (number // 256, number % 256, 0)
    return Frame(rgb)


def number_of(picture: Frame) -> int:
    high, low, _ = picture.rgb[0, 0]
    return 256 * int(high) + int(low)


@dataclass
class ToldWorkers:
    """Finds in each frame whom the test put there, in pictures a twentieth the size; answers backwards."""

    people: Sequence[Sequence[Keypoints]]
    closely: dict[int, Sequence[Keypoints]] = field(default_factory=dict)
    squares: dict[int, tuple[object, ...]] = field(default_factory=dict)

    def look(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Sightings]]:
        for piece in reversed(list(pieces)):
            numbers = [number_of(picture) for picture in piece.pictures]
            assert tuple(numbers) == piece.numbers
            if piece.squares is not None:
                self.squares |= dict(zip(numbers, piece.squares, strict=True))
            found = self.people if piece.squares is None else self.closely
            yield piece, tuple(tuple(_small(one) for one in _of(found, number)) for number in numbers)


def _of(
    found: Sequence[Sequence[Keypoints]] | dict[int, Sequence[Keypoints]], number: int
) -> Sequence[Keypoints]:
    return found.get(number, ()) if isinstance(found, dict) else found[number]


def _small(keypoints: Keypoints) -> Keypoints:
    return replace(keypoints, xy_px=keypoints.xy_px / 20.0, visibility=keypoints.visibility.copy())
