"""The list of checks beside the live picture."""

from __future__ import annotations

from posture_app.domain.quality import Light
from posture_app.domain.views import Facing, View
from posture_app.services.capture.flow import CaptureFlow, Phase
from posture_app.services.capture.picture_checks import CheckState
from tests.capture_stage import Stage, check, shifted, standing

SEEN_SMALL = shifted(standing(), scale=0.4)


def test_with_nobody_there_the_other_checks_wait():
    stage = Stage()
    state = stage.show()
    assert check(state, "person") is CheckState.STOP
    assert {check(state, name) for name in ("whole_body", "distance", "turn", "stillness")} == {
        CheckState.WAITING
    }
    assert check(state, "light") is CheckState.OK


def test_checks_tell_a_warning_from_a_stop():
    stage = Stage()
    state = stage.show(shifted(standing(yaw=15.0), scale=0.5), light=Light(60.0, 100.0))
    assert check(state, "distance") is CheckState.WARN
    assert check(state, "turn") is CheckState.WARN
    assert check(state, "light") is CheckState.WARN
    assert check(stage.show(SEEN_SMALL, light=None), "light") is CheckState.WAITING
    assert check(stage.show(SEEN_SMALL), "distance") is CheckState.STOP
    assert check(stage.show(standing(Facing.BACK)), "turn") is CheckState.STOP


def test_the_wrong_side_is_a_stop_of_the_turn():
    stage = Stage(CaptureFlow([View.SIDE]))
    state = stage.show(standing(Facing.RIGHT))
    assert (state.phase, check(state, "turn")) == (Phase.SEEKING, CheckState.STOP)
