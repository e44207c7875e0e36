"""Windows, suspects, and who of the sighted is somebody, by bodies laid out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import pi

import numpy as np
import pytest

from posture_app.domain.crowd import (
    MOST_CLOSER,
    MOST_SUSPECTS,
    Sighting,
    Suspect,
    Window,
    believed,
    closer,
    covered,
    everybody,
    likeness,
    steady,
    suspects,
    windows,
)
from posture_app.domain.keypoints import Keypoints, Landmark
from tests.figures import HEIGHT, WIDTH, coronal, person


def sighted(
    points: Keypoints | None = None,
    *,
    right_px: float = 0.0,
    down_px: float = 0.0,
    size: float = 1.0,
    score: float = 0.9,
) -> Sighting:
    """Somebody who stands as drawn, or moved, or grown about the middle of the hips."""
    points = points or coronal()
    hips = points.xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0)
    x, y = hips + (right_px, down_px)
    placed = replace(points, xy_px=(points.xy_px - hips) * size + (x, y))
    radius = size * points.height_px() / 2
    return Sighting(person(placed), Suspect((x, y), (x, y - radius), score), score)


@pytest.mark.parametrize(("width", "height"), [(640, 427), (427, 640), (500, 500), (90, 1200)])
def test_every_body_of_two_fifths_of_the_shorter_side_stands_whole_in_a_window_that_suits_it(
    width: int, height: int
) -> None:
    tall = 0.4 * min(width, height)
    fitting = [one for one in windows(width, height) if tall <= one.side <= tall / 0.4]
    for x in np.linspace(tall / 4, width - tall / 4, 23):
        for y in np.linspace(tall / 2, height - tall / 2, 23):
            assert any(
                abs(x - one.x) + tall / 4 <= one.side / 2 + 1
                and abs(y - one.y) + tall / 2 <= one.side / 2 + 1
                for one in fitting
            ) or max(width, height) > 2 * min(width, height)


def test_a_long_strip_has_no_more_windows_than_a_picture_twice_as_wide_as_tall() -> None:
    assert len(windows(10_000, 20)) <= len(windows(200, 100))
    assert windows(10_000, 20)[0] == Window(5000, 10, 10_000)


def test_the_look_has_the_body_upright_in_its_middle() -> None:
    standing = Suspect((100.0, 200.0), (100.0, 120.0), 0.9).window()
    lying_to_the_right = Suspect((100.0, 200.0), (180.0, 200.0), 0.9).window()
    upside_down = Suspect((100.0, 200.0), (100.0, 280.0), 0.9).window()
    assert (standing.x, standing.y, standing.side) == (100.0, 200.0, pytest.approx(200.0))
    assert standing.turned_rad == pytest.approx(0.0)
    assert lying_to_the_right.turned_rad == pytest.approx(pi / 2)
    assert abs(upside_down.turned_rad) == pytest.approx(pi)


def at(x: float, radius: float, score: float) -> Suspect:
    return Suspect((x, 100.0), (x, 100.0 - radius), score)


def thrice(*found: Suspect) -> list[list[Suspect]]:
    """What three windows suspect that see the same."""
    return [list(found)] * 3


def test_one_place_has_one_suspect_the_surest_and_each_size_its_own() -> None:
    sure, near, doubtful, smaller, beside = (
        at(100, 50, 0.9),
        at(105, 48, 0.7),
        at(300, 50, 0.4),
        at(100, 25, 0.6),
        at(130, 50, 0.8),
    )
    assert suspects(thrice(near, doubtful, sure, smaller, beside)) == [sure, beside, smaller]
    assert closer(thrice(near, doubtful, sure)) == [Window(300.0, 100.0, pytest.approx(130.0))]
    assert closer(thrice(at(305, 50, 0.8), doubtful)) == []


def test_somebody_is_suspected_whom_three_windows_see() -> None:
    sure, about, elsewhere, larger = at(100, 50, 0.9), at(115, 45, 0.4), at(125, 50, 0.9), at(100, 80, 0.9)
    assert suspects([[sure], [about, about], [about]]) == [sure]
    assert suspects([[sure], [about, about], []]) == []
    assert suspects([[sure], [about], [elsewhere], [larger]]) == []


def test_there_are_only_so_many_suspects_and_second_searches() -> None:
    assert len(suspects(thrice(*(at(100.0 * i, 20, 0.6) for i in range(100))))) == MOST_SUSPECTS
    assert len(closer(thrice(*(at(100.0 * i, 20, 0.4) for i in range(100))))) == MOST_CLOSER


def test_somebody_is_believed_whose_trunk_is_in_the_picture() -> None:
    assert believed(sighted(), WIDTH, HEIGHT)
    assert not believed(sighted(score=0.4), WIDTH, HEIGHT)
    assert not believed(sighted(right_px=-WIDTH), WIDTH, HEIGHT)
    assert not believed(sighted(down_px=HEIGHT), WIDTH, HEIGHT)


def test_a_body_that_jumps_between_two_looks_is_nobody() -> None:
    radius = sighted().body.radius
    assert steady(sighted(), sighted(right_px=0.07 * radius))
    assert not steady(sighted(), sighted(right_px=0.09 * radius))


def test_likeness_is_one_for_the_same_and_falls_with_the_distance() -> None:
    alike = [likeness(sighted(), sighted(right_px=moved)) for moved in (0.0, 30.0, 60.0, 300.0)]
    assert alike[0] == pytest.approx(1.0)
    assert alike == sorted(alike, reverse=True)
    assert alike[-1] < 0.01
    assert likeness(sighted(), sighted(size=0.5)) == pytest.approx(likeness(sighted(size=0.5), sighted()))


def test_a_small_body_on_a_larger_ones_trunk_is_covered_and_beside_it_is_not() -> None:
    assert covered(sighted(size=0.25), sighted()) == 1.0
    assert covered(sighted(size=0.25, right_px=400.0), sighted()) == 0.0
    assert covered(sighted(), sighted(size=0.25)) < 0.5


def test_everybody_is_there_once_the_surest_first() -> None:
    sure, again, part, beside = (
        sighted(score=0.95),
        sighted(right_px=10.0, score=0.9),
        sighted(size=0.25, score=0.8),
        sighted(right_px=200.0, score=0.7),
    )
    assert everybody([beside, part, again, sure]) == [sure, beside]
    assert everybody([]) == []
