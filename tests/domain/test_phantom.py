"""The printed figure's angles, and what a camera that leans makes of them."""

from __future__ import annotations

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel
from posture_app.domain.geometry import rotate
from posture_app.domain.phantom import PHANTOMS, RIGID, TURNING, Phantom, compare_phantom

CENTRE = (400.0, 600.0)


def seen(phantom: Phantom, roll_deg: float, px_per_mm: float = 2.0) -> dict[object, tuple[float, float]]:
    """The dots as a camera shows them that is turned clockwise: the world turns the other way."""
    dots = {landmark: (px_per_mm * x, px_per_mm * y) for landmark, (x, y) in phantom.dots.items()}
    return {one: tuple(rotate(np.array(place), -roll_deg, CENTRE)) for one, place in dots.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", PHANTOMS)
def test_the_angles_are_those_that_were_drawn(name: str) -> None:
    true = PHANTOMS[name].true_deg

    assert true["head_tilt"] == pytest.approx(2.0)
    assert true["shoulder_tilt"] == pytest.approx(-3.0)
    assert true["pelvic_tilt"] == pytest.approx(1.5)
    assert true["knee_tilt"] == pytest.approx(-1.0)
    assert true.keys() == {*TURNING, *RIGID}


@pytest.mark.parametrize("name", PHANTOMS)
def test_everything_stands_on_the_paper_and_nothing_on_anything_else(name: str) -> None:
    phantom = PHANTOMS[name]
    (width, height), reach = phantom.page_mm, 1.6 * phantom.dot_mm
    for x, y in phantom.dots.values():
        assert reach < x < width - reach
        assert reach < y < height - reach
        for left, top in phantom.markers.values():
            side = phantom.marker_mm
            assert max(left - x, x - left - side, top - y, y - top - side) > reach
    places = list(phantom.dots.values())
    for at, (x, y) in enumerate(places):
        assert all(((x - u) ** 2 + (y - v) ** 2) ** 0.5 > 2 * reach for u, v in places[:at])


def test_no_two_sheets_share_a_marker() -> None:
    numbers = [number for one in PHANTOMS.values() for number in one.markers]

    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("roll", [-2.5, 0.0, 0.4])
def test_a_leaning_camera_shows_as_its_own_roll_and_bends_nothing(roll: float) -> None:
    phantom = PHANTOMS["a4"]
    check = compare_phantom(phantom, seen(phantom, roll), CameraLevel(), CENTRE)  # type: ignore[arg-type]

    assert check.lean_deg == pytest.approx(roll, abs=1e-9)
    for measure in TURNING:
        assert check.errors_deg[measure] == pytest.approx(roll, abs=1e-9)
    for measure in RIGID:
        assert check.errors_deg[measure] == pytest.approx(0.0, abs=1e-9)


def test_a_roll_that_is_known_is_taken_out() -> None:
    phantom = PHANTOMS["a4"]
    check = compare_phantom(phantom, seen(phantom, 1.5), CameraLevel.manual(1.5), CENTRE)  # type: ignore[arg-type]

    assert check.lean_deg == pytest.approx(0.0, abs=1e-9)


def test_the_dot_that_is_off_is_named() -> None:
    phantom = PHANTOMS["a4"]
    dots = seen(phantom, 0.0)
    knee = next(one for one in dots if one.name == "RIGHT_KNEE")  # type: ignore[attr-defined]
    dots[knee] = (dots[knee][0] + 9.0, dots[knee][1])
    check = compare_phantom(phantom, dots, CameraLevel(), CENTRE)  # type: ignore[arg-type]

    assert check.worst == "right_knee_alignment"
