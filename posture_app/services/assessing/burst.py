"""A burst of pictures → one analysis: the sharpest and stillest picture is kept, its landmarks averaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain import quality
from posture_app.domain.face import EARS, EYES, with_pair
from posture_app.domain.keypoints import MODEL_LANDMARKS, Keypoints, Landmark, Person, Source
from posture_app.domain.repeats import average
from posture_app.domain.shoulders import with_contour
from posture_app.domain.subject import choose, stands_upright
from posture_app.domain.views import with_sides_of
from posture_app.services.assessing.assess import analyse_photo, measure_again
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.people import PhotoAnalysis, Subject
    from posture_app.domain.views import View
    from posture_app.services.assessing.assess import Eyes, Settings

    Points = NDArray[np.float64]

MOTION_SHARE = 0.02
"""Landmarks this share of the body height off the burst's median cost a picture as much as no sharpness."""

# (size, shift right, shift down) of the place looked at, as shares of the body's: a look sees a little
# else each time, as the repeated looks at a single photograph do.
_STANCES = ((1.00, 0.00, 0.00), (1.12, 0.04, 0.00), (1.28, -0.04, 0.00), (1.44, 0.00, 0.04))

_TRUNK = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP]


@dataclass(frozen=True, slots=True, eq=False)
class _Shot:
    """One picture of the burst with the person in it."""

    frame: Frame
    person: Person
    sharpness: float


def analyse_burst(
    frames: Sequence[Frame], view: View, subject: Subject, eyes: Eyes, settings: Settings
) -> tuple[PhotoAnalysis, Frame]:
    """Analyse a burst; give the analysis and the picture that is kept.

    The best picture is analysed as a single photograph would be and must pass the same gates. Then as many
    looks as for one photograph are spread over the best pictures, so that noise and sway average out;
    where the pictures do not agree, the best one stands alone.

    Raises
    ------
    NotAssessable
        As `analyse_photo` does, of the best picture.
    """
    if not frames:
        raise ValueError("a burst needs at least one frame")
    shots = _best_first(_shots(frames, eyes))
    best = shots[0].frame if shots else frames[len(frames) // 2]
    analysis, kept = analyse_photo(best, view, subject, eyes, settings)
    if len(shots) < 2 or kept is not best:  # turned upright: the others are not
        return analysis, kept
    passes = _aligned(_looks(shots, eyes, settings.repeats), analysis)
    if 2 * len(passes) < settings.repeats:
        return analysis, kept
    body = average(passes, analysis.body.person.silhouette)
    if body.spread_share > quality.UNSTEADY_SPREAD:
        return analysis, kept
    return measure_again(replace(analysis, body=body), subject, settings), kept


# -- which pictures -------------------------------------------------------------------------------


def _shots(frames: Sequence[Frame], eyes: Eyes) -> list[_Shot]:
    """Find the subject once and look for the same person in every picture."""
    sought = _subject(frames, eyes)
    if sought is None:
        return []
    shots = []
    for frame in frames:
        found = eyes.poses.look_closely(frame, sought, 1).passes
        if found:
            sharpness = eyes.gauge.light(frame, found[0]).sharpness
            shots.append(_Shot(frame, found[0], sharpness))
    return shots


def _subject(frames: Sequence[Frame], eyes: Eyes) -> Person | None:
    """Search the picture in the middle of the burst and, should the person be missed there, both ends."""
    for frame in (frames[len(frames) // 2], frames[0], frames[-1]):
        people = [one for one in eyes.poses.find_all(frame) if stands_upright(one)]
        if people:
            return choose(people, frame.width, frame.height)[0]
    return None


def _best_first(shots: list[_Shot]) -> list[_Shot]:
    """Order by sharpness and by stillness, which is nearness to the median of the burst."""
    if not shots:
        return []
    places = np.stack([shot.person.keypoints.xy_px[:MODEL_LANDMARKS] for shot in shots])
    off = np.linalg.norm(places - np.median(places, axis=0), axis=2).mean(axis=1)
    motion = off / np.median([shot.person.keypoints.height_px() for shot in shots])
    sharpness = np.array([shot.sharpness for shot in shots])
    score = sharpness / max(float(sharpness.max()), 1e-9) - motion / MOTION_SHARE
    return [shots[i] for i in np.argsort(-score, kind="stable")]


# -- looks spread over them -----------------------------------------------------------------------


def _looks(shots: Sequence[_Shot], eyes: Eyes, count: int) -> list[Person]:
    """Look `count` times in all, at the best pictures first, every other time in the mirror."""
    taken = shots[:count]
    each, more = divmod(count, len(taken))
    passes: list[Person] = []
    for i, shot in enumerate(taken):
        stance = _STANCES[i // 2 % len(_STANCES)]
        passes += _look(shot, stance, eyes, each + (i < more), mirrored=i % 2 == 1)
    return passes


def _look(
    shot: _Shot, stance: tuple[float, float, float], eyes: Eyes, count: int, *, mirrored: bool
) -> list[Person]:
    place = _as_seen_from(shot.person, stance)
    if not mirrored:
        return list(eyes.poses.look_closely(shot.frame, place, count).passes)
    width = shot.frame.width
    frame = Frame(np.ascontiguousarray(shot.frame.rgb[:, ::-1]))
    look = eyes.poses.look_closely(frame, _mirrored(place, width), count)
    return [_mirrored(one, width) for one in look.passes]


def _as_seen_from(person: Person, stance: tuple[float, float, float]) -> Person:
    """Give the person larger and shifted, so that who looks there sees the true one smaller and aside."""
    size, right, down = stance
    left, top, to_right, bottom = person.keypoints.box_px()
    centre = np.array([(left + to_right) / 2, (top + bottom) / 2])
    shift = np.array([right, down]) * (bottom - top)
    return _with_places(person, (person.keypoints.xy_px - centre) * size + centre + shift)


def _mirrored(person: Person, width: int) -> Person:
    """Give the person of the mirrored picture: x flipped and the sides exchanged, in space too."""
    swapped = replace(person, world_m=person.world_m * (-1.0, 1.0, 1.0), silhouette=None)
    return _with_places(swapped, swapped.keypoints.xy_px * (-1.0, 1.0) + (width, 0.0)).with_sides_swapped()


def _aligned(passes: Sequence[Person], analysis: PhotoAnalysis) -> list[Person]:
    """Put the looks in order: sides and shoulders as in the kept picture, sway out, eyes or ears."""
    wanted = _trunk(analysis.body.person)
    aligned = []
    for one in passes:
        ordered = with_sides_of(one, analysis.facing)
        points = ordered.keypoints.xy_px
        aligned.append(_with_places(ordered, points + (wanted - _trunk(ordered))))
    if aligned and not analysis.facing.is_side:
        aligned = with_contour(aligned, analysis.body.person.silhouette)
    known = analysis.body.person.keypoints
    for landmarks in (EYES, EARS):
        if aligned and all(known.sources[one] is Source.DERIVED for one in landmarks):
            pairs = np.stack([one.keypoints.xy_px[list(landmarks)] for one in analysis.body.passes])
            aligned = with_pair(aligned, landmarks, pairs)
    return aligned


def _trunk(person: Person) -> Points:
    mean: Points = person.keypoints.xy_px[_TRUNK].mean(axis=0)
    return mean


def _with_places(person: Person, xy_px: Points) -> Person:
    points = person.keypoints
    return replace(person, keypoints=Keypoints(xy_px, points.visibility.copy(), points.sources))
