"""From a recording to sway: the followed person, the scale, the floor, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from math import pi, sin
from pathlib import Path

import numpy as np
import pytest

from posture_app.domain.errors import NotAssessable
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Silhouette
from posture_app.services.ports import CloseLook, Frame
from posture_app.services.video.sway import RATE_HZ, SwayReport, as_json, measure_sway
from posture_app.services.wording import LANGUAGES, Words
from tests.fakes import blank
from tests.figures import HEIGHT, PX_PER_CM, WIDTH, coronal, person

FILM = Path("film.mp4")
AMPLITUDE_CM, HZ = 1.0, 0.1
HEIGHT_CM = 175.0


def outlined(body: Person) -> Person:
    """Give somebody an outline as high as they are: a plain block down to the heels."""
    ground = round(float(body.keypoints.point(Landmark.LEFT_HEEL)[1]))
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    share[ground - round(HEIGHT_CM * PX_PER_CM) : ground] = 255
    return replace(body, silhouette=Silhouette(share, 0.0, 0.0, 1.0))


BODY = outlined(person(coronal()))


def moved(right_px: float) -> Person:
    points = BODY.keypoints
    shifted = Keypoints(points.xy_px + (right_px, 0.0), points.visibility.copy(), points.sources)
    return Person(shifted, BODY.world_m, BODY.presence, BODY.silhouette)


class Swinging:
    """Sees somebody who swings for as long as the recording runs, and then, in the stills, stands at rest."""

    def __init__(self, frames: int, *, people: int = 1, seen: float = 1.0, body: Person = BODY) -> None:
        self.frames, self.people, self.seen, self.body = frames, people, seen, body
        self.asked = 0

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        return (self.body,) * self.people

    def look_closely(self, frame: Frame, person: Person, count: int) -> CloseLook:
        if count != 2:  # the closer look for the scale
            return CloseLook((self.body,), self.body.silhouette)
        at_s, self.asked = self.asked / RATE_HZ, self.asked + 1
        if self.asked % 10 >= 10 * self.seen:
            return CloseLook((), None)
        swings = self.asked <= self.frames
        right = AMPLITUDE_CM * PX_PER_CM * sin(2 * pi * HZ * at_s) if swings else 0.0
        return CloseLook((moved(right + 1.0), moved(right - 1.0)), None)


def film(seconds: float = 20.0, fps: float = 30.0, grey: int = 0) -> Iterable[tuple[int, Frame]]:
    draw = np.random.default_rng(2)
    plain = blank().rgb
    for number in range(round(seconds * fps) + 1):
        noise = draw.integers(-grey, grey + 1, (64, 64, 3)) if grey else 0
        rgb = plain[:64, :64] + np.asarray(noise, dtype=int)
        yield round(1000.0 * number / fps), Frame(np.asarray(rgb, dtype=np.uint8))


def measured(seconds: float = 20.0, fps: float = 30.0, grey: int = 0, **how: float) -> SwayReport:
    frames = round(min(seconds, 20.0) * RATE_HZ) + 1
    return measure_sway(FILM, HEIGHT_CM, lambda _: film(seconds, fps, grey), Swinging(frames, **how))  # type: ignore[arg-type]


def test_a_swing_of_known_size_is_found_again() -> None:
    report = measured()
    hips = next(one for one in report.points if one.point == "hips")

    assert report.px_per_cm == pytest.approx(PX_PER_CM, rel=0.01)
    cm = AMPLITUDE_CM * PX_PER_CM / report.px_per_cm
    assert hips.sway.path_cm == pytest.approx(8.0 * cm, rel=0.03)
    assert hips.sway.range_cm == pytest.approx(2.0 * cm, rel=0.02)
    assert {one.point for one in report.points} == {"hips", "shoulders"}


def test_the_floor_is_what_a_still_picture_gives_and_nothing_is_taken_off() -> None:
    hips = measured().points[0]

    assert hips.floor.path_cm == pytest.approx(0.0, abs=1e-9)
    assert hips.floor.duration_s == pytest.approx(hips.sway.duration_s, abs=0.01)


def test_frames_are_thinned_and_the_first_twenty_seconds_are_taken() -> None:
    report = measured(seconds=30.0, fps=60.0)

    assert report.rate_hz == pytest.approx(RATE_HZ, rel=0.02)
    assert report.points[0].sway.duration_s == pytest.approx(20.0, abs=0.1)


def test_the_cameras_noise_is_found() -> None:
    uniform = np.std(np.arange(-6, 7))

    assert measured().noise == 0.0
    assert measured(grey=6).noise == pytest.approx(float(uniform), rel=0.25)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"seconds": 8.0}, "sway_short"),
        ({"seen": 0.0}, "nobody"),
        ({"people": 0}, "nobody"),
        ({"people": 2}, "sway_several"),
        ({"seen": 0.8}, "sway_seldom_seen"),
    ],
)
def test_what_cannot_be_measured_is_refused(how: dict[str, float], code: str) -> None:
    with pytest.raises(NotAssessable, match=code):
        measured(**how)


def test_without_an_outline_there_is_no_scale() -> None:
    bare = Person(BODY.keypoints, BODY.world_m, BODY.presence, None)
    with pytest.raises(NotAssessable, match="sway_no_scale"):
        measured(body=bare)  # type: ignore[arg-type]


def test_the_json_holds_results_and_series() -> None:
    report = measured()
    data = json.loads(as_json(report))

    assert data["schema"] == "posture-sway/1"
    assert data["points"][0]["sway"]["path_cm"] == pytest.approx(report.points[0].sway.path_cm, abs=0.001)
    assert len(data["series"]["at_s"]) == len(data["series"]["hips_cm"]) == len(report.at_s)
    assert data["series"]["hips_cm"][0] == [0.0, 0.0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_floor_stands_beside_the_value(language: str) -> None:
    one = measured().points[0]
    told = Words(language).sway(one)

    assert f"{one.sway.path_cm:.1f} cm" in told
    assert "0.0 cm" in told
