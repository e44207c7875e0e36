"""The outline stands about whoever stands well, and in its own place otherwise."""

from __future__ import annotations

import pytest

from posture_app.domain.quality import refuse
from posture_app.domain.views import Facing, View
from posture_app.gui.camera.live_overlay import target
from posture_app.gui.camera.standing_place import StandingPlace
from posture_app.services.capture.live import Sighting
from tests.capture_stage import shifted, standing
from tests.figures import HEIGHT, WIDTH

FRONT = (View.FRONT, None, WIDTH, HEIGHT)


def seen(right: float = 0.0, *codes: str) -> Sighting:
    one = shifted(standing(), right=right)
    return Sighting(0.0, one, Facing.FRONT, 0.0, tuple(map(refuse, codes)), WIDTH, HEIGHT)


def middle(place: StandingPlace) -> float:
    xs = [x for x, _ in place.outline(*FRONT)]
    return WIDTH * (min(xs) + max(xs)) / 2


def test_without_anybody_the_outline_stands_in_its_own_place():
    place = StandingPlace()
    assert place.roughly is None
    assert place.outline(*FRONT) == target(*FRONT)


def test_the_outline_goes_to_the_person_at_once_and_then_follows_softly():
    place = StandingPlace()
    place.follow(seen())
    began = middle(place)
    place.follow(seen(right=100.0))
    assert middle(place) == pytest.approx(began + 25.0, abs=0.5)
    for _ in range(30):
        place.follow(seen(right=100.0))
    assert middle(place) == pytest.approx(began + 100.0, abs=0.5)


def test_the_outline_is_as_tall_as_the_person():
    place = StandingPlace()
    place.follow(seen())
    _, top, _, bottom = standing().keypoints.box_px()
    ys = [HEIGHT * y for _, y in place.outline(*FRONT)]
    assert max(ys) == pytest.approx(bottom, abs=0.5)
    assert min(ys) < top  # the crown stands above the eyes


@pytest.mark.parametrize("code", ["too_far", "feet_cut_off"])
def test_somebody_misplaced_is_shown_where_to_go(code: str):
    place = StandingPlace()
    place.follow(seen())
    place.follow(seen(0.0, code))
    assert place.outline(*FRONT) == target(*FRONT)


def test_a_turned_person_keeps_the_place():
    place = StandingPlace()
    place.follow(seen())
    place.follow(seen(0.0, "turned"))
    assert place.roughly is not None
    place.forget()
    assert place.roughly is None
