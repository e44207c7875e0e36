"""The capture flow, led by sightings made up of bodies built by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.domain.quality import Light
from posture_app.domain.views import Facing, View
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase
from posture_app.services.capture.instructions import INSTRUCTIONS
from posture_app.services.capture.picture_checks import CHECKS, CheckState
from posture_app.services.capture.stillness import Stillness
from tests.capture_stage import Stage, check, shifted, standing

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    assert {state.instruction for state in stage.states} <= set(INSTRUCTIONS)
    assert all([check.name for check in state.checks] == list(CHECKS) for state in stage.states)


# -- the way through --------------------------------------------------------------------------


def test_it_begins_by_asking_for_the_front_and_knows_nothing_yet():
    state = CaptureFlow().state

    assert (state.view, state.phase, state.taken) == (View.FRONT, Phase.SEEKING, ())
    assert state.instruction == "face_the_camera"
    assert {one.state for one in state.checks} == {CheckState.WAITING}
    assert state.countdown_left_s is None


def test_somebody_who_stands_right_and_still_is_counted_down_and_taken(stage: Stage):
    assert stage.show(standing()).phase is Phase.HOLD
    assert stage.show(standing(), seconds=2.0, until=Phase.COUNTDOWN).countdown_left_s == 3.0
    state = stage.show(standing(), seconds=1.0)
    assert state.phase is Phase.COUNTDOWN
    assert state.instruction == "counting"
    assert state.countdown_left_s == pytest.approx(2.0, abs=0.06)
    state = stage.show(standing(), seconds=5.0, until=Phase.BURST)
    assert state.phase is Phase.BURST
    assert state.countdown_left_s is None


def test_front_side_and_back_follow_each_other_to_the_end(stage: Stage):
    for facing, view in ((Facing.FRONT, View.FRONT), (Facing.LEFT, View.SIDE), (Facing.BACK, View.BACK)):
        assert stage.flow.state.view is view
        state = stage.to_review(facing)
        assert (state.phase, state.instruction) == (Phase.REVIEW, "taken")
        state = stage.flow.accept()
    assert (state.phase, state.instruction) == (Phase.DONE, "all_taken")
    assert state.taken == (View.FRONT, View.SIDE, View.BACK)
    assert stage.show(standing()).phase is Phase.DONE


@pytest.mark.parametrize("fps", [3.0, 7.3, 15.0, 29.97, 60.0])
def test_hold_and_countdown_last_as_long_at_every_frame_rate(fps: float):
    stage = Stage(fps=fps)
    started = stage.now
    stage.show(standing(), seconds=10.0, until=Phase.COUNTDOWN)
    counted_from = stage.now
    stage.show(standing(), seconds=10.0, until=Phase.BURST)

    least = 1.0 + Stillness.LEAST_SPAN_S
    assert least - 1e-6 <= counted_from - started <= least + 4 / fps
    assert 3.0 - 1e-6 <= stage.now - counted_from <= 3.0 + 1 / fps + 1e-6


def test_the_times_are_settings():
    flow = CaptureFlow(settings=CaptureSettings(hold_s=0.5, countdown_s=1.0))
    stage = Stage(flow)
    assert stage.show(standing(), seconds=2.1, until=Phase.BURST).phase is Phase.BURST


def test_frames_at_uneven_times_are_no_motion():
    stage = Stage()
    for step in (0.03, 0.2, 0.05, 0.4, 0.1, 0.01, 0.3) * 6:
        stage.step = step
        state = stage.show(standing())
    assert state.phase in (Phase.COUNTDOWN, Phase.BURST)


def test_the_second_side_is_the_other_one():
    flow = CaptureFlow([View.SIDE, View.SIDE2], CaptureSettings(side=None))
    stage = Stage(flow)
    stage.to_review(Facing.RIGHT)
    state = flow.accept()
    assert (state.view, state.side) == (View.SIDE2, Facing.LEFT)
    assert stage.show(standing(Facing.RIGHT)).instruction == "turn_to_your_right"
    assert stage.to_review(Facing.LEFT).phase is Phase.REVIEW


# -- breaking off -----------------------------------------------------------------------------


def counting(stage: Stage, facing: Facing = Facing.FRONT) -> None:
    assert stage.show(standing(facing), seconds=3.0, until=Phase.COUNTDOWN).phase is Phase.COUNTDOWN


def test_the_countdown_breaks_off_when_the_person_moves_and_says_so(stage: Stage):
    counting(stage)
    stage.move(standing(), 0.5, speed=0.2)
    broken = next(one for one in stage.states[::-1] if one.broken_off)
    assert (broken.phase, broken.instruction, broken.broken_off) == (Phase.HOLD, "hold_still", "hold_still")
    assert broken.countdown_left_s is None


def test_one_arm_is_motion_too(stage: Stage):
    counting(stage)
    one = standing()
    for i in range(10):
        xy = one.keypoints.xy_px.copy()
        xy[Landmark.LEFT_WRIST] += (12.0 * i, -12.0 * i)
        state = stage.show(replace(one, keypoints=Keypoints(xy, one.keypoints.visibility.copy())))
    assert state.phase is not Phase.COUNTDOWN


def test_after_it_broke_off_it_counts_anew_from_the_top(stage: Stage):
    counting(stage)
    stage.move(standing(), 0.5, speed=0.2)
    state = stage.show(standing(), seconds=3.0, until=Phase.COUNTDOWN)
    assert state.phase is Phase.COUNTDOWN
    assert state.countdown_left_s == 3.0
    assert state.broken_off is None


def test_ordinary_sway_is_no_motion():
    stage = Stage()
    stage.move(standing(), 2.0, speed=0.02)
    assert stage.flow.state.phase is Phase.COUNTDOWN


def test_a_person_who_keeps_moving_is_never_counted(stage: Stage):
    one = standing()
    for i in range(8):
        stage.move(shifted(one, right=60.0 * (-1) ** i), 0.4, speed=0.15 * (-1) ** (i + 1))
    assert {state.phase for state in stage.states} <= {Phase.SEEKING, Phase.HOLD}


def test_a_reason_that_lasts_breaks_the_countdown_off_and_is_named(stage: Stage):
    counting(stage)
    state = stage.show(standing(yaw=15.0), seconds=0.4)
    assert (state.phase, state.broken_off) == (Phase.SEEKING, "turn_a_little_right")
    assert state.instruction == "turn_a_little_right"


def test_one_odd_frame_does_not_break_the_countdown(stage: Stage):
    counting(stage)
    assert stage.show(standing(yaw=15.0)).phase is Phase.COUNTDOWN
    assert stage.show(standing(), seconds=1.0).phase is Phase.COUNTDOWN


def test_odd_frames_far_apart_do_not_add_up(stage: Stage):
    counting(stage)
    for _ in range(3):
        assert stage.show(standing(yaw=15.0)).phase is Phase.COUNTDOWN
        assert stage.show(standing(), seconds=0.4).phase is Phase.COUNTDOWN


def test_no_picture_is_taken_on_an_odd_frame(stage: Stage):
    counting(stage)
    stage.show(standing(), seconds=2.9)
    stage.step = 0.15
    assert stage.show(standing(yaw=15.0)).phase is Phase.COUNTDOWN
    stage.step = 0.02
    assert stage.show(standing()).phase is Phase.BURST


def test_somebody_who_walks_off_breaks_the_countdown(stage: Stage):
    counting(stage)
    state = stage.show(seconds=0.4)
    assert (state.phase, state.instruction, state.broken_off) == (Phase.SEEKING, "nobody", "nobody")


def test_a_second_person_breaks_the_countdown(stage: Stage):
    counting(stage)
    state = stage.show(standing(), shifted(standing(), right=250.0), seconds=0.4)
    assert (state.phase, state.broken_off) == (Phase.SEEKING, "one_person_only")


def test_a_camera_that_was_away_starts_the_hold_anew(stage: Stage):
    counting(stage)
    stage.now += 5.0
    assert stage.show(standing()).phase is Phase.HOLD
    assert stage.show(standing(), seconds=0.8).phase is Phase.HOLD


# -- no flicker -------------------------------------------------------------------------------


def test_an_instruction_must_be_wanted_for_a_while_before_it_replaces_another(stage: Stage):
    near, far = standing(yaw=40.0), shifted(standing(), scale=0.4)
    assert stage.show(far).instruction == "come_closer"
    assert stage.show(near, seconds=0.3).instruction == "come_closer"
    assert stage.show(near, seconds=0.3).instruction == "turn_a_little_right"


def test_a_body_at_the_limit_does_not_make_the_words_flicker(stage: Stage):
    for i in range(60):
        stage.show(shifted(standing(), scale=0.7 if i % 3 else 0.76))
    assert {state.instruction for state in stage.states} == {"hold_still"}
    assert {state.phase for state in stage.states} == {Phase.SEEKING, Phase.HOLD}


def test_the_words_change_at_once_when_the_countdown_begins_or_breaks(stage: Stage):
    counting(stage)
    assert stage.flow.state.instruction == "counting"
    stage.show(seconds=0.3)
    assert stage.flow.state.instruction == "nobody"


# -- what stands in the way ------------------------------------------------------------------


def test_stillness_waits_until_it_has_watched_for_a_moment(stage: Stage):
    assert check(stage.show(standing()), "stillness") is CheckState.WAITING
    assert check(stage.show(standing(), seconds=0.5), "stillness") is CheckState.OK
    assert check(stage.move(standing(), 0.5, speed=0.3), "stillness") is CheckState.WARN


def test_a_dim_room_holds_up_for_a_while_only(stage: Stage):
    dim = Light(60.0, 100.0)
    assert stage.show(standing(), seconds=4.0, light=dim).phase is Phase.SEEKING
    assert stage.show(standing(), seconds=6.0, light=dim, until=Phase.COUNTDOWN).phase is Phase.COUNTDOWN
    assert stage.show(standing(), seconds=4.0, light=dim, until=Phase.BURST).phase is Phase.BURST


def test_patience_with_the_light_begins_when_all_else_is_right(stage: Stage):
    dim = Light(60.0, 100.0)
    stage.show(standing(yaw=15.0), seconds=10.0, light=dim)
    assert stage.show(standing(), seconds=4.0, light=dim).phase is Phase.SEEKING


# -- by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.0, 0.5, 2.0])
def test_the_shutter_works_from_seeking_hold_and_countdown(seconds: float, stage: Stage):
    stage.show(standing(), seconds=seconds)
    assert stage.flow.shutter().phase is Phase.BURST


def test_the_shutter_works_before_anything_was_seen():
    assert CaptureFlow().shutter().phase is Phase.BURST


def test_the_shutter_works_against_a_refusal_and_tells_it(stage: Stage):
    stage.show(standing(Facing.BACK), seconds=1.0)
    state = stage.flow.shutter()
    assert state.phase is Phase.BURST
    assert [reason.code for reason in state.told] == ["wrong_view"]
    assert stage.flow.retake().told == ()


def test_the_shutter_takes_no_picture_of_nobody(stage: Stage):
    stage.show()
    state = stage.flow.shutter()
    assert (state.phase, state.instruction) == (Phase.SEEKING, "nobody")


def test_without_hands_free_only_the_shutter_shoots():
    stage = Stage(CaptureFlow(settings=CaptureSettings(hands_free=False)))
    assert stage.show(standing(), seconds=8.0).phase is Phase.HOLD
    stage.flow.hands_free = True
    assert stage.show(standing(), seconds=1.0, until=Phase.COUNTDOWN).phase is Phase.COUNTDOWN
    stage.flow.hands_free = False
    assert stage.flow.state.phase is Phase.HOLD
    assert stage.flow.shutter().phase is Phase.BURST


def test_what_does_not_fit_the_phase_changes_nothing(stage: Stage):
    flow = stage.flow
    before = flow.state
    assert flow.burst_taken() == before
    assert flow.accept() == before
    stage.to_review(Facing.FRONT)
    reviewed = flow.state
    assert flow.shutter() == reviewed
    assert flow.see(stage.sighting([standing()])) == reviewed
    assert flow.retake(View.SIDE2) == reviewed
    with pytest.raises(ValueError, match="at least one"):
        CaptureFlow([])


def test_a_retake_starts_the_view_again(stage: Stage):
    stage.to_review(Facing.FRONT)
    state = stage.flow.retake()
    assert (state.view, state.phase, state.taken) == (View.FRONT, Phase.SEEKING, ())


def test_an_earlier_view_can_be_taken_again_and_then_the_missing_ones_follow(stage: Stage):
    for facing in (Facing.FRONT, Facing.LEFT):
        stage.to_review(facing)
        stage.flow.accept()
    state = stage.flow.retake(View.FRONT)
    assert (state.view, state.taken) == (View.FRONT, (View.SIDE,))
    stage.to_review(Facing.FRONT)
    state = stage.flow.accept()
    assert (state.view, state.taken) == (View.BACK, (View.FRONT, View.SIDE))


def test_a_view_can_be_left_out_and_taken_after_all(stage: Stage):
    assert stage.flow.skip().view is View.SIDE
    assert stage.flow.skip().view is View.BACK
    state = stage.flow.skip()
    assert (state.phase, state.taken) == (Phase.DONE, ())
    assert stage.flow.skip().phase is Phase.DONE
    assert stage.flow.retake(View.SIDE).view is View.SIDE
    stage.to_review(Facing.LEFT)
    assert stage.flow.accept().taken == (View.SIDE,)


def test_whatever_happens_in_whatever_order_the_state_makes_sense():
    dice = random.Random(7)
    stage = Stage(CaptureFlow(tuple(View)), fps=11.0)
    flow = stage.flow
    people = [standing(facing) for facing in Facing] + [standing(yaw=15.0), shifted(standing(), scale=0.4)]
    calls = (flow.shutter, flow.burst_taken, flow.accept, flow.retake, flow.skip)
    reached = set()
    for _ in range(400):
        if dice.random() < 0.6:
            shown = dice.choices(people, k=dice.choice((0, 1, 1, 1, 1, 2)))
            stage.show(*shown, seconds=dice.choice((0.0, 0.3, 2.0, 5.0)), until=Phase.BURST)
        elif dice.random() < 0.1:
            flow.retake(dice.choice(list(View)))
        else:
            dice.choice(calls)()
        stage.states.append(flow.state)
    for state in stage.states:
        reached.add(state.phase)
        assert state.instruction in INSTRUCTIONS
        assert (state.countdown_left_s is not None) == (state.phase is Phase.COUNTDOWN)
        assert list(state.taken) == [view for view in View if view in state.taken]
        assert state.view not in state.taken or state.phase is Phase.DONE
    assert reached == set(Phase)


def test_a_view_that_was_wanted_after_all_is_no_longer_left_out(stage: Stage):
    stage.flow.skip()
    stage.flow.retake(View.SIDE)
    stage.flow.retake(View.FRONT)
    stage.flow.skip()
    stage.flow.retake(View.SIDE)
    stage.flow.retake(View.FRONT)
    stage.to_review(Facing.FRONT)
    assert stage.flow.accept().view is View.SIDE
