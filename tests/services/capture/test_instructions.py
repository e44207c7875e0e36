"""What a subject is asked to do, from bodies built by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from posture_app.domain.keypoints import Keypoints, Landmark, Person
from posture_app.domain.quality import Light
from posture_app.domain.views import Facing, View
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase
from posture_app.services.capture.instructions import turn
from tests.capture_stage import GOOD, Stage, shifted, standing
from tests.figures import Coronal, coronal, coronal_places, person


def told(one: Sequence[Person], light: Light = GOOD, flow: CaptureFlow | None = None) -> str:
    return Stage(flow).show(*one, light=light).instruction


SEEN_SMALL = shifted(standing(), scale=0.4)


@pytest.mark.parametrize(
    ("people", "light", "instruction"),
    [
        ([], GOOD, "nobody"),
        ([], Light(10.0, 1.0), "more_light"),
        ([standing(), shifted(standing(), right=250.0)], GOOD, "one_person_only"),
        ([shifted(standing(), down=-400.0)], GOOD, "head_in_view"),
        ([shifted(standing(), down=-290.0)], GOOD, "head_in_view"),  # the eyes are in view, the crown is not
        ([shifted(standing(), down=300.0)], GOOD, "feet_in_view"),
        ([shifted(standing(), scale=0.5)], GOOD, "come_closer"),
        ([SEEN_SMALL], GOOD, "come_closer"),
        ([shifted(standing(), down=-95.0, scale=1.42)], GOOD, "step_back"),
        ([standing(yaw=40.0)], GOOD, "turn_a_little_right"),
        ([standing(yaw=-15.0)], GOOD, "turn_a_little_left"),
        ([standing()], Light(60.0, 100.0), "more_light"),
        ([standing()], Light(200.0, 3.0), "hold_still"),
        ([standing()], GOOD, "hold_still"),
    ],
)
def test_what_is_the_matter_becomes_what_to_do(people: list[Person], light: Light, instruction: str):
    assert told(people, light) == instruction


def test_the_most_basic_matter_comes_first():
    turned_and_small = shifted(standing(yaw=40.0), scale=0.4)
    assert told([turned_and_small], Light(60.0, 100.0)) == "come_closer"
    assert told([standing(yaw=40.0)], Light(60.0, 100.0)) == "turn_a_little_right"


def test_an_arm_across_the_body_is_asked_away():
    one = standing()
    xy = one.keypoints.xy_px.copy()
    xy[Landmark.LEFT_WRIST] = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(axis=0) - (0.0, 60.0)
    assert told([replace(one, keypoints=Keypoints(xy, one.keypoints.visibility.copy()))]) == "arms_away"


def test_a_turned_head_is_asked_to_look_ahead():
    one = standing()
    world = one.world_m.copy()
    ears = [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]
    world[ears, 2] = (0.08, -0.08)
    assert told([replace(one, world_m=world)]) == "look_ahead"


@pytest.mark.parametrize(
    ("facing", "view", "right", "instruction"),
    [
        (Facing.FRONT, View.FRONT, 230.0, "move_right"),  # who faces us has the left at image right
        (Facing.FRONT, View.FRONT, -230.0, "move_left"),
        (Facing.BACK, View.BACK, 230.0, "move_left"),
        (Facing.BACK, View.BACK, -230.0, "move_right"),
        (Facing.LEFT, View.SIDE, 230.0, "move_forward"),  # the left side shows: looks to image left
        (Facing.LEFT, View.SIDE, -230.0, "move_backward"),
        (Facing.FRONT, View.FRONT, 330.0, "move_right"),  # half outside: aside, not back
    ],
)
def test_the_way_to_the_middle_is_the_subjects_own(
    facing: Facing, view: View, right: float, instruction: str
):
    assert told([shifted(standing(facing), right=right)], flow=CaptureFlow([view])) == instruction


WAYS = {
    (Facing.FRONT, Facing.LEFT): "turn_to_your_right",
    (Facing.FRONT, Facing.RIGHT): "turn_to_your_left",
    (Facing.BACK, Facing.LEFT): "turn_to_your_left",
    (Facing.BACK, Facing.RIGHT): "turn_to_your_right",
    (Facing.RIGHT, Facing.LEFT): "turn_to_your_right",
    (Facing.LEFT, Facing.RIGHT): "turn_to_your_right",
    (Facing.FRONT, Facing.BACK): "turn_your_back",
    (Facing.LEFT, Facing.BACK): "turn_your_back",
    (Facing.RIGHT, Facing.BACK): "turn_your_back",
    (Facing.BACK, Facing.FRONT): "face_the_camera",
    (Facing.LEFT, Facing.FRONT): "face_the_camera",
    (Facing.RIGHT, Facing.FRONT): "face_the_camera",
}


@pytest.mark.parametrize(("present", "wanted"), list(WAYS))
def test_which_way_to_turn(present: Facing, wanted: Facing):
    view = View.SIDE if wanted.is_side else View(wanted.value)
    side = wanted if wanted.is_side else None
    flow = CaptureFlow([view], CaptureSettings(side=side))
    assert told([standing(present)], flow=flow) == WAYS[present, wanted]


@pytest.mark.parametrize("wanted", list(Facing))
@pytest.mark.parametrize("off", [-40.0, -12.0, 12.0, 40.0])
def test_a_little_turn_leads_back_to_the_wanted_heading(wanted: Facing, off: float):
    view = View.SIDE if wanted.is_side else View(wanted.value)
    yaw = (wanted.heading_deg + off + 180.0) % 360.0 - 180.0
    # Turning to one's own right lowers the yaw.
    expected = "turn_a_little_right" if off > 0 else "turn_a_little_left"
    assert turn(yaw, view, wanted if wanted.is_side else None) == expected


def test_turning_right_from_the_front_shows_the_left_side():
    # A body built by hand: its left shoulder comes towards the camera when it turns to its right.
    turned = person(coronal(), yaw_deg=-60.0, places=coronal_places(Coronal()))
    assert turned.world_m[Landmark.LEFT_SHOULDER, 2] < turned.world_m[Landmark.RIGHT_SHOULDER, 2]
    assert turn(0.0, View.SIDE, Facing.LEFT) == "turn_to_your_right"
    assert turn(-60.0, View.SIDE, Facing.LEFT) == "turn_a_little_right"


def test_either_side_will_do_when_none_is_asked_for():
    stage = Stage(CaptureFlow([View.SIDE], CaptureSettings(side=None)))
    assert stage.show(standing(Facing.RIGHT)).phase is Phase.HOLD
    assert turn(70.0, View.SIDE, None) == "turn_a_little_left"
