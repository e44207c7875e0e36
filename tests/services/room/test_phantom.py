"""The daily check: what is kept of a photograph, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.geometry import rotate
from posture_app.domain.keypoints import Landmark
from posture_app.domain.phantom import PHANTOMS, Phantom
from posture_app.services.ports import Frame
from posture_app.services.room.phantom import ChecksFile, DayCheck, chart_of, check_photo
from posture_app.services.wording import LANGUAGES, Words
from tests.fakes import blank

WHEN = datetime(2026, 11, 21, 8, 0)


class LeaningFinder:
    """Finds the A4 sheet as a camera of this roll shows it."""

    def __init__(self, roll_deg: float) -> None:
        self.roll_deg = roll_deg

    def find(self, frame: Frame) -> tuple[Phantom, Mapping[Landmark, tuple[float, float]]]:
        centre, phantom = (frame.width / 2, frame.height / 2), PHANTOMS["a4"]
        turned = {one: rotate(np.array(place), -self.roll_deg, centre) for one, place in phantom.dots.items()}
        return phantom, {one: (float(x), float(y)) for one, (x, y) in turned.items()}


def lean(*degrees: float) -> tuple[DayCheck, ...]:
    return tuple(check_photo(blank(), LeaningFinder(one), CameraLevel(), WHEN) for one in degrees)


def test_a_check_keeps_the_day_the_sheet_and_the_lean() -> None:
    (check,) = lean(0.8)

    assert (check.taken_at, check.sheet) == ("2026-11-21T08:00:00", "a4")
    assert check.lean_deg == pytest.approx(0.8)
    assert check.worst_deg == pytest.approx(0.8)


def test_the_level_that_people_are_measured_with_is_taken_out() -> None:
    check = check_photo(blank(), LeaningFinder(0.8), CameraLevel.manual(0.5), WHEN)

    assert check.lean_deg == pytest.approx(0.3)


def test_a_camera_that_moved_is_told_and_a_tenth_of_a_degree_is_not() -> None:
    usual = lean(*[0.2] * 6)
    calm, moved = chart_of((*usual, *lean(0.3))), chart_of((*usual, *lean(0.5)))

    assert calm is not None
    assert moved is not None
    assert calm.last is None
    assert moved.last is not None
    assert "moved" in Words("en").chart(moved)
    assert Words("en").chart(chart_of(usual[:2])) == "From 5 checks on there are limits."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_side_to_which_the_camera_leans_is_said_in_words(language: str) -> None:
    words = Words(language)
    told = [words.check(check) for check in lean(-1.25, 0.0, 1.25)]

    assert len(set(told)) == 3
    assert all("1.25°" in told[at] for at in (0, 2))
    assert not any("-1" in one or "−1" in one for one in told)


def test_limits_are_written_with_their_signs() -> None:
    chart = chart_of(lean(*[0.0] * 6))

    assert "−0.15° to 0.15°" in Words("en").chart(chart).replace("\u00a0", " ")


def test_checks_come_back_as_they_were_kept(tmp_path: Path) -> None:
    store, checks = ChecksFile(tmp_path / "phantom.json"), lean(0.1, -0.2)
    assert store.load() == ()
    store.save(checks)

    assert store.load() == checks


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"schema": "posture-phantom/0", "checks": []},
        {"schema": "posture-phantom/1", "checks": [{}]},
        {"schema": "posture-phantom/1", "checks": 3},
    ],
)
def test_a_file_that_makes_no_sense_is_explained_and_put_aside(data: object, tmp_path: Path) -> None:
    path = tmp_path / "phantom.json"
    path.write_text(json.dumps(data))
    store = ChecksFile(path)
    with pytest.raises(EnvironmentProblem, match="phantom_unreadable"):
        store.load()
    store.save(())

    assert store.load() == ()
    assert json.loads(path.with_suffix(".broken").read_text()) == data


def test_an_angle_beyond_all_sense_is_none(tmp_path: Path) -> None:
    path = tmp_path / "phantom.json"
    ChecksFile(path).save((DayCheck("2026-11-21T08:00:00", "a4", 999.0, "head_tilt", 0.0),))
    with pytest.raises(EnvironmentProblem):
        ChecksFile(path).load()
