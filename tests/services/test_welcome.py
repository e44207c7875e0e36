"""The welcome's steps, and when it comes by itself."""

from __future__ import annotations

import pytest

from posture_app.services.settings import Preferences, as_text, read_preferences
from posture_app.services.welcome import Step, Welcome, is_due

NOBODY_YET = {"settings_there": False, "welcomed": False, "kiosk": False, "autopilot": False}


def test_it_comes_by_itself_at_the_first_start() -> None:
    assert is_due(**NOBODY_YET)


@pytest.mark.parametrize("but", sorted(NOBODY_YET))
def test_it_stays_away_where_somebody_has_set_something_or_nobody_sits(but: str) -> None:
    assert not is_due(**{**NOBODY_YET, but: True})


def test_every_step_comes_once_in_order_and_no_further() -> None:
    walk, seen = Welcome().begun(), []
    while not walk.is_last:
        seen.append(walk.step)
        walk = walk.moved(+1)
    assert [*seen, walk.step] == list(Step)
    assert walk.moved(+1) == walk
    assert Welcome().begun().moved(-1).is_first


def test_a_step_that_is_not_offered_is_passed_over() -> None:
    walk = Welcome((Step.CLINIC, Step.CAMERA)).begun().moved(+1)
    assert (walk.step, walk.is_last) == (Step.CAMERA, True)


def test_the_end_is_whole_at_any_step() -> None:
    walk = Welcome().begun().moved(+2)
    assert walk.under_way
    assert walk.ended() == Welcome()


def test_that_it_was_seen_is_kept() -> None:
    assert read_preferences(as_text(Preferences(welcomed=True))) == (Preferences(welcomed=True), ())
