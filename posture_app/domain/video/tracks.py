"""Following people from frame to frame: who of this frame is who of the frames before.

It runs once over all sightings of a video, so it does not matter in which pieces and by whom the frames
were looked at.  In every frame the known people are expected where their way so far would take them,
and everybody found is given to whom the whole is most alike (`likeness`, summed over the
frame by `assignment`).  Somebody who was not seen for `LONGEST_GAP_S` is somebody new when seen again.

What a model that sees each frame by itself gets wrong shows only here: left and right exchanged
(`unflipped`), a body misread for a moment (`without_slips`), nobody seen (`gaps`, `filled`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.keypoints import MODEL_LANDMARKS, OPPOSITE
from posture_app.domain.video.assignment import assigned
from posture_app.domain.video.motion import Track
from posture_app.domain.video.pose_likeness import COMPARED, likeness, size_px
from posture_app.domain.video.smoothing import smoothed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Keypoints

    Points = NDArray[np.float64]

LONGEST_GAP_S = 1.0
FILLED_GAP_S = 0.2
"""A gap no longer than this is filled in on straight lines, with score 0; a longer one stays open."""

SAME_PERSON = 0.1
"""Least likeness to be held for the same person from frame to frame."""

TWICE_THERE = 0.5
"""Two people of one frame who are more alike than this are one, found twice."""

BELIEVED_S = 1.0
"""How long left and right must stand the other way round until it is believed against a jump in between."""

SLIP_S = 0.1
"""A body that is unlike itself for no longer than this, and then back, was seen wrongly: none moves so."""

LIKE_ITSELF = 0.7
"""From this likeness on a body stands as it did."""

_WAY_S = 0.3
"""How far the way is looked back upon to tell where it leads."""

_DRIFT = 0.4
"""By how many sizes a second somebody may leave that way: half of a walker's speed."""

_SWAPPED = np.array(OPPOSITE[:MODEL_LANDMARKS], int)


class _Followed:
    """One person so far: the frames, their (33, 2) px points, and where their middle was."""

    def __init__(self, frame: int, keypoints: Keypoints) -> None:
        self.frames: list[int] = []
        self.points: list[Points] = []
        self.scores: list[Points] = []
        self._middles: list[Points] = []
        self.take(frame, keypoints)

    def take(self, frame: int, keypoints: Keypoints) -> None:
        """Add a sighting."""
        points = points_of(keypoints)
        self.frames.append(frame)
        self.points.append(points)
        self.scores.append(keypoints.visibility[:MODEL_LANDMARKS])
        self._middles.append(points[COMPARED].mean(axis=0))

    def likeness(self, frame: int, points: Points, rate_hz: float) -> float:
        """Tell how alike somebody is to where this person must be by now."""
        last = self.frames[-1]
        begun = next(at for at, one in enumerate(self.frames) if last - one <= _WAY_S * rate_hz)
        speed = (self._middles[-1] - self._middles[begun]) / max(last - self.frames[begun], 1)
        size = size_px(self.points[-1])
        drift = _DRIFT * size * (frame - last) / rate_hz
        there = self.points[-1] + (frame - last) * speed
        # The model may take a back for a front from one frame to the next: it is the same person.
        return max(likeness(there, one, size, drift) for one in (points, points[_SWAPPED]))

    def track(self, object_id: int) -> Track:
        """Give what was followed."""
        return Track(object_id, np.array(self.frames), np.array(self.points), np.array(self.scores))


def points_of(keypoints: Keypoints) -> Points:
    """Give the model's points, (33, 2) px."""
    points: Points = keypoints.xy_px[:MODEL_LANDMARKS]
    return points


def without_doubles(people: Sequence[Keypoints]) -> list[Keypoints]:
    """Leave out who was found twice; of two, the one the model sees better stays."""
    kept: list[Keypoints] = []
    for one in sorted(people, key=lambda one: -float(one.visibility.sum())):
        points = points_of(one)
        if all(likeness(points_of(other), points, size_px(points)) < TWICE_THERE for other in kept):
            kept.append(one)
    return kept


def followed(sightings: Sequence[Sequence[Keypoints]], rate_hz: float) -> tuple[Track, ...]:
    """Make tracks of what was found in each frame; gaps stay open."""
    people: list[_Followed] = []
    for frame, found in enumerate(sightings):
        near = [one for one in people if frame - one.frames[-1] <= LONGEST_GAP_S * rate_hz]
        new = without_doubles(found)
        taken = _taken(near, new, frame, rate_hz)
        people += [_Followed(frame, one) for at, one in enumerate(new) if at not in taken]
    return tuple(one.track(number) for number, one in enumerate(people))


def _taken(near: Sequence[_Followed], new: Sequence[Keypoints], frame: int, rate_hz: float) -> set[int]:
    """Give each known person who of the new ones they are; tell which have been given."""
    if not near or not new:
        return set()
    alike = np.array([[one.likeness(frame, points_of(other), rate_hz) for other in new] for one in near])
    # Who is not alike enough costs as much as nobody, so that it never pays to tear a good pair apart.
    pairs = assigned(-np.where(alike >= SAME_PERSON, alike, 0.0))
    pairs = [(one, other) for one, other in pairs if alike[one, other] >= SAME_PERSON]
    for one, other in pairs:
        near[one].take(frame, new[other])
    return {other for _, other in pairs}


def unflipped(track: Track, rate_hz: float) -> Track:
    """Put left and right back where the model exchanged them: nobody turns round from frame to frame.

    Of all ways of exchanging the sides in some of the frames the one is taken in which the body is most alike
    from frame to frame, against a price for each exchanged frame by which sides that stand the
    other way round for `BELIEVED_S` are believed. Somebody who really turns passes through the profile, where
    both sides are in one place and nothing jumps.
    """
    price = 1.0 / (BELIEVED_S * rate_hz)
    total, came_from = np.array([0.0, price]), []
    for at in range(1, len(track.frames)):
        step = np.array([_jump(track, at, rate_hz, exchanged=one) for one in (False, True)])
        ways = total[:, None] + np.array([[step[0], step[1]], [step[1], step[0]]])
        came_from.append(np.argmin(ways, axis=0))
        total = ways.min(axis=0) + (0.0, price)
    states = [int(np.argmin(total))]
    for one in reversed(came_from):
        states.append(int(one[states[-1]]))
    swapped = np.array(states[::-1], bool)
    xy, scores = track.xy_px.copy(), track.scores.copy()
    xy[swapped], scores[swapped] = xy[swapped][:, _SWAPPED], scores[swapped][:, _SWAPPED]
    return replace(track, xy_px=xy, scores=scores)


def _jump(track: Track, at: int, rate_hz: float, *, exchanged: bool) -> float:
    """Tell how unlike the body is to the sighting before, 0..1, with left and right exchanged or not."""
    size = size_px(track.xy_px[at - 1])
    drift = _DRIFT * size * (track.frames[at] - track.frames[at - 1]) / rate_hz
    now = track.xy_px[at][_SWAPPED] if exchanged else track.xy_px[at]
    return 1.0 - likeness(track.xy_px[at - 1], now, size, drift)


def without_slips(track: Track, rate_hz: float) -> Track:
    """Leave out sightings that are unlike those before and after them, when these are like each other."""
    kept = np.ones(len(track.frames), bool)
    at = 0
    while at < len(track.frames) - 2:
        back = _back_from_slip(track, at, rate_hz)
        kept[at + 1 : back] = False
        at = back
    return replace(track, frames=track.frames[kept], xy_px=track.xy_px[kept], scores=track.scores[kept])


def _back_from_slip(track: Track, at: int, rate_hz: float) -> int:
    """Give the next sighting after one that is no slip: the one that follows, or the first that is back."""
    here, size = track.xy_px[at], size_px(track.xy_px[at])

    def alike(after: int) -> bool:
        drift = _DRIFT * size * (track.frames[after] - track.frames[at]) / rate_hz
        return likeness(here, track.xy_px[after], size, drift) >= LIKE_ITSELF

    if alike(at + 1):
        return at + 1
    until = track.frames[at] + SLIP_S * rate_hz + 1
    soon = (after for after in range(at + 2, len(track.frames)) if track.frames[after] <= until)
    return next((after for after in soon if alike(after)), at + 1)


def gaps(track: Track) -> Iterator[tuple[int, Points]]:
    """Give (frame, (33, 2) px where the points should be) for every frame a track has not seen within."""
    for before, after in pairwise(range(len(track.frames))):
        first, last = int(track.frames[before]), int(track.frames[after])
        for frame in range(first + 1, last):
            share = (frame - first) / (last - first)
            yield frame, (1.0 - share) * track.xy_px[before] + share * track.xy_px[after]


def filled(track: Track, rate_hz: float) -> Track:
    """Fill gaps of up to `FILLED_GAP_S` in on straight lines; what was filled in has score 0."""
    steps = np.diff(track.frames)
    short = (steps > 1) & (steps - 1 <= FILLED_GAP_S * rate_hz)
    missing = [np.arange(track.frames[at] + 1, track.frames[at + 1]) for at in np.flatnonzero(short)]
    frames = np.sort(np.concatenate([track.frames, *missing]))
    flat = track.xy_px.reshape(len(track.frames), -1)
    xy = np.stack([np.interp(frames, track.frames, one) for one in flat.T], axis=1)
    scores = np.zeros((len(frames), MODEL_LANDMARKS))
    scores[np.isin(frames, track.frames)] = track.scores
    return replace(track, frames=frames, xy_px=xy.reshape(-1, MODEL_LANDMARKS, 2), scores=scores)


def smooth(track: Track, rate_hz: float) -> Track:
    """Low-pass a track's points, each stretch without a gap by itself."""
    xy = track.xy_px.reshape(len(track.frames), -1)
    parts = [smoothed(xy[stretch], rate_hz) for stretch in track.stretches()]
    return replace(track, xy_px=np.concatenate(parts).reshape(-1, MODEL_LANDMARKS, 2))
