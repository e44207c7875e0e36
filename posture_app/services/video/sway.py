"""From a recording of quiet standing to sway, with what the same measurement makes of a still picture.

The person is looked at in one and the same cut-out of every frame, directly and mirrored. The live model
will not do: it smooths what it follows, and small movements come out too small.

The *floor* is measured, not assumed: the recording's first picture, again and again, with as much noise
as the camera puts on its pictures, goes through the same model, scale, and filter.  It is shown and never
subtracted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.domain.errors import NotAssessable
from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import Landmark
from posture_app.domain.quality import refuse
from posture_app.domain.repeats import average
from posture_app.domain.scale import px_per_cm
from posture_app.domain.video.sway import LOW_PASS_HZ, Sway, sway_of
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.keypoints import Person
    from posture_app.services.ports import PoseEstimator

    Series = NDArray[np.float64]

SCHEMA = "posture-sway/1"
Film = Callable[[Path], Iterable[tuple[int, Frame]]]
"""Gives a recording's frames with their times in ms; raises CameraTrouble ``camera_unreadable``."""

RATE_HZ = 10.0
"""Five times `LOW_PASS_HZ`: more frames a second say nothing more."""
SHORTEST_S = 10.0
WANTED_S = 20.0
LEAST_SEEN = 0.9
"""Share of the frames in which the person must have been seen."""

_POINTS = {"hips": "HIP", "shoulders": "SHOULDER"}
_SCALE_LOOKS = 4
_LOOKS = 2
_STEADY_SHARE = 0.9
_MEAN_OF_ABS = 1.2533
"""Standard deviation of a normal over its mean absolute value."""


@dataclass(frozen=True, slots=True)
class PointSway:
    """The sway of one point and the floor of its measurement."""

    point: str
    sway: Sway
    floor: Sway


@dataclass(frozen=True, slots=True, eq=False)
class SwayReport:
    """What a recording came to.

    Attributes
    ----------
    px_per_cm : the scale at the person.
    noise : standard deviation of the camera's noise, in grey values of 255.
    at_s, xy_cm : (N,) and, by point, (N, 2): x to image right and y down, from the first frame's place.
    """

    px_per_cm: float
    rate_hz: float
    noise: float
    points: tuple[PointSway, ...]
    at_s: Series
    xy_cm: dict[str, Series]


def measure_sway(path: Path, height_cm: float, film: Film, poses: PoseEstimator) -> SwayReport:
    """Measure the sway of the one person in a recording.

    Raises
    ------
    CameraTrouble, NotAssessable
        ``camera_unreadable``; ``nobody``, ``sway_several``, ``sway_short``, ``sway_seldom_seen``,
        ``sway_no_scale``.
    """
    first: list[Frame] = []
    noises: list[float] = []
    at_s, places = _followed(_watched(_thinned(film(path)), first, noises), poses)
    person, noise = _only_one(first[0], poses), float(np.median(noises))
    scale = _scale(first[0], person, height_cm, poses)
    floor_s, floors = _followed(_stills(first[0], noise, at_s), poses)
    xy_cm = {name: (xy - xy[0]) / scale for name, xy in places.items()}
    points = tuple(
        PointSway(name, sway_of(at_s, xy_cm[name]), sway_of(floor_s, floors[name] / scale))
        for name in _POINTS
    )
    rate = (len(at_s) - 1) / float(at_s[-1] - at_s[0])
    return SwayReport(scale, rate, noise, points, at_s, xy_cm)


def _thinned(film: Iterable[tuple[int, Frame]]) -> Iterator[tuple[int, Frame]]:
    """Leave frames out down to `RATE_HZ`, and stop after `WANTED_S`."""
    due = begin = -1.0
    for at_ms, frame in film:
        begin = at_ms if begin < 0 else begin
        if at_ms - begin > 1000.0 * WANTED_S:
            return
        if at_ms < due:
            continue
        due = at_ms + 1000.0 / RATE_HZ - 1.0
        yield at_ms, frame


def _watched(
    film: Iterable[tuple[int, Frame]], first: list[Frame], noises: list[float]
) -> Iterator[tuple[int, Frame]]:
    """Pass frames on, keep the first, and note the camera's noise between neighbours."""
    before: Frame | None = None
    for at_ms, frame in film:
        if before is None:
            first.append(frame)
        else:
            noises.append(_noise(before, frame))
        before = frame
        yield at_ms, frame


def _noise(one: Frame, other: Frame) -> float:
    """Give the standard deviation of a pixel's noise from the steadier part of two pictures."""
    apart = np.abs(one.rgb[::4, ::4].astype(float) - other.rgb[::4, ::4]).ravel()
    steady = apart[apart <= np.quantile(apart, _STEADY_SHARE)]
    return float(steady.mean()) * _MEAN_OF_ABS / float(np.sqrt(2.0))


def _stills(frame: Frame, noise: float, at_s: Series) -> Iterator[tuple[int, Frame]]:
    draw = np.random.default_rng(0)
    for at in at_s:
        noisy = frame.rgb + draw.normal(0.0, noise, frame.rgb.shape)
        yield round(1000.0 * float(at)), Frame(np.clip(np.rint(noisy), 0, 255).astype(np.uint8))


def _followed(film: Iterable[tuple[int, Frame]], poses: PoseEstimator) -> tuple[Series, dict[str, Series]]:
    """Look at the first frame's person in every frame; give times and places of those that show somebody."""
    times: list[float] = []
    places: dict[str, list[Series]] = {name: [] for name in _POINTS}
    seen_at: list[int] = []
    person: Person | None = None
    for at_ms, frame in film:
        person = person or _only_one(frame, poses)
        seen_at.append(at_ms)
        passes = poses.look_closely(frame, person, _LOOKS).passes
        if passes:
            times.append(at_ms / 1000.0)
            for name, joint in _POINTS.items():
                places[name].append(np.mean([_place(one, joint) for one in passes], axis=0))
    if not times:
        raise NotAssessable((refuse("nobody"),))
    if seen_at[-1] - seen_at[0] < 1000.0 * SHORTEST_S:
        raise NotAssessable((refuse("sway_short", seconds=SHORTEST_S),))
    if len(times) < LEAST_SEEN * len(seen_at):
        raise NotAssessable((refuse("sway_seldom_seen"),))
    return np.array(times), {name: np.array(xy) for name, xy in places.items()}


def _only_one(frame: Frame, poses: PoseEstimator) -> Person:
    people = poses.find_all(frame)
    if len(people) != 1:
        raise NotAssessable((refuse("sway_several" if people else "nobody"),))
    return people[0]


def _place(person: Person, name: str) -> Series:
    point = person.keypoints.point
    return middle(point(Landmark[f"LEFT_{name}"]), point(Landmark[f"RIGHT_{name}"]))


def _scale(frame: Frame, person: Person, height_cm: float, poses: PoseEstimator) -> float:
    look = poses.look_closely(frame, person, _SCALE_LOOKS)
    if not look.passes:
        raise NotAssessable((refuse("nobody"),))
    scale = px_per_cm(average(look.passes, look.silhouette).person, height_cm)
    if scale is None:
        raise NotAssessable((refuse("sway_no_scale"),))
    return scale


def as_json(report: SwayReport) -> bytes:
    """Write a report as JSON, schema `posture-sway/1`, with the series behind it."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "px_per_cm": round(report.px_per_cm, 3),
        "rate_hz": round(report.rate_hz, 2),
        "low_pass_hz": LOW_PASS_HZ,
        "detrended": False,
        "noise_grey": round(report.noise, 3),
        "points": [_rounded(asdict(one)) for one in report.points],
        "series": {
            "at_s": np.round(report.at_s - report.at_s[0], 3).tolist(),
            **{f"{name}_cm": np.round(xy, 4).tolist() for name, xy in report.xy_cm.items()},
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False).encode("utf-8")


def _rounded(data: dict[str, Any]) -> dict[str, Any]:
    written = {}
    for key, value in data.items():
        if isinstance(value, dict):
            value = _rounded(value)
        written[key] = round(value, 4) if isinstance(value, float) else value
    return written
