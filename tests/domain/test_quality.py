"""Reasons: each appears when it should, and is silent when it should be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from posture_app.domain import quality
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Silhouette, Source
from posture_app.domain.quality import Light, Severity
from posture_app.domain.repeats import average
from posture_app.domain.scale import ground_px, head_top_px, px_per_cm
from posture_app.domain.subject import choose, stands_upright
from posture_app.domain.views import Facing, View
from tests.figures import HEIGHT, WIDTH, coronal, person, sagittal

STANDING = person(coronal())


def codes(reasons: list[quality.Reason]) -> list[tuple[str, str]]:
    return [(reason.code, reason.severity.value) for reason in reasons]


def moved(body: Person, *, right: float = 0.0, down: float = 0.0, scale: float = 1.0) -> Person:
    points = body.keypoints
    about = np.array([WIDTH / 2, HEIGHT / 2])
    xy = (points.xy_px - about) * scale + about + (right, down)
    return replace(body, keypoints=Keypoints(xy, points.visibility.copy(), points.sources))


def test_a_whole_standing_person_gives_no_reason() -> None:
    assert quality.frame_reasons(STANDING, WIDTH, HEIGHT, 300.0) == []
    assert quality.posture_reasons(STANDING) == []
    assert quality.arm_reasons(STANDING, Facing.FRONT) == []
    assert quality.view_reasons(View.FRONT, Facing.FRONT, 3.0) == []
    assert quality.light_reasons(Light(180.0, 90.0)) == []


@pytest.mark.parametrize(
    ("right", "down", "scale", "code"),
    [
        (0, -400, 1, "head_cut_off"),
        (0, 250, 1, "feet_cut_off"),
        (300, 0, 1, "body_cut_off"),
        (0, 0, 0.3, "too_small"),
    ],
)
def test_who_is_not_wholly_there_is_refused(right: float, down: float, scale: float, code: str) -> None:
    reasons = quality.frame_reasons(moved(STANDING, right=right, down=down, scale=scale), WIDTH, HEIGHT, None)
    assert codes(reasons) == [(code, "refuse")]


def test_a_head_whose_silhouette_touches_the_upper_edge_is_cut_off() -> None:
    assert codes(quality.frame_reasons(STANDING, WIDTH, HEIGHT, 0.0)) == [("head_cut_off", "refuse")]


def test_points_the_model_does_not_hold_for_inside_are_cut_off() -> None:
    presence = STANDING.presence.copy()
    presence[Landmark.LEFT_KNEE] = 0.2
    assert codes(quality.frame_reasons(replace(STANDING, presence=presence), WIDTH, HEIGHT, None)) == [
        ("body_cut_off", "refuse")
    ]


def test_far_and_near_are_warned() -> None:
    assert codes(quality.frame_reasons(moved(STANDING, scale=0.65), WIDTH, HEIGHT, None)) == [
        ("too_far", "warn")
    ]
    near = moved(STANDING, scale=1.25, down=-10)
    _, top, _, bottom = near.keypoints.box_px()
    assert 0 < top < bottom < HEIGHT
    assert codes(quality.frame_reasons(near, WIDTH, HEIGHT, bottom - 0.98 * HEIGHT)) == [
        ("too_close", "warn")
    ]


def test_a_seated_person_is_refused() -> None:
    world = STANDING.world_m.copy()
    for side in ("LEFT", "RIGHT"):
        hip = world[Landmark[f"{side}_HIP"]]
        knee = hip + (0.0, 0.05, -0.42)
        world[Landmark[f"{side}_KNEE"]] = knee
        world[Landmark[f"{side}_ANKLE"]] = knee + (0.0, 0.4, 0.05)
    assert codes(quality.posture_reasons(replace(STANDING, world_m=world))) == [("seated", "refuse")]


def test_one_lifted_knee_is_still_standing() -> None:
    world = STANDING.world_m.copy()
    world[Landmark.LEFT_ANKLE] = world[Landmark.LEFT_KNEE] + (0.0, 0.1, 0.38)
    assert quality.posture_reasons(replace(STANDING, world_m=world)) == []


def test_an_arm_across_the_hips_is_warned_in_front_and_ignored_in_profile() -> None:
    hip = STANDING.keypoints.point(Landmark.LEFT_HIP)
    crossed = person(
        STANDING.keypoints.with_points({Landmark.LEFT_WRIST: (hip[0] - 20, hip[1] - 30)}, Source.MODEL)
    )
    assert codes(quality.arm_reasons(crossed, Facing.FRONT)) == [("arms_covering", "warn")]
    assert quality.arm_reasons(person(sagittal()), Facing.LEFT) == []


@pytest.mark.parametrize(
    ("view", "facing", "yaw", "expected"),
    [
        (View.FRONT, Facing.LEFT, -88.0, [("wrong_view", "refuse")]),
        (View.FRONT, Facing.BACK, 178.0, [("wrong_view", "refuse")]),
        (View.BACK, Facing.FRONT, 2.0, [("wrong_view", "refuse")]),
        (View.SIDE, Facing.FRONT, 2.0, [("wrong_view", "refuse")]),
        (View.SIDE, Facing.LEFT, -88.0, []),
        (View.SIDE2, Facing.RIGHT, 92.0, []),
        (View.FRONT, Facing.FRONT, 10.5, [("turned", "warn")]),
        (View.FRONT, Facing.FRONT, -10.5, [("turned", "warn")]),
        (View.FRONT, Facing.FRONT, 20.5, [("turned_too_far", "refuse")]),
        (View.SIDE, Facing.RIGHT, 75.0, [("turned", "warn")]),
        (View.BACK, Facing.BACK, -150.0, [("turned_too_far", "refuse")]),
    ],
)
def test_the_view_and_the_turn(
    view: View, facing: Facing, yaw: float, expected: list[tuple[str, str]]
) -> None:
    assert codes(quality.view_reasons(view, facing, yaw)) == expected


@pytest.mark.parametrize(
    ("light", "expected"),
    [
        (Light(10.0, 50.0), [("black_picture", "refuse")]),
        (Light(60.0, 50.0), [("too_dark", "warn")]),
        (Light(150.0, 3.0), [("blurred", "warn")]),
    ],
)
def test_light(light: Light, expected: list[tuple[str, str]]) -> None:
    assert codes(quality.light_reasons(light)) == expected


def test_refusals_come_first() -> None:
    reasons = [quality.warn("too_dark"), quality.refuse("seated"), quality.warn("blurred")]
    assert [one.code for one in quality.worst_first(reasons)] == ["seated", "too_dark", "blurred"]
    assert quality.worst_first(reasons)[0].severity is Severity.REFUSE


def test_the_subject_stands_nearest_the_middle_and_wholly_in_the_picture() -> None:
    aside = moved(STANDING, right=170)
    chosen, reasons = choose([aside, STANDING], WIDTH, HEIGHT)
    assert chosen is STANDING
    assert codes(reasons) == [("several_people", "refuse")]
    on_the_left = moved(STANDING, right=-170)
    assert choose([on_the_left, STANDING], WIDTH, HEIGHT)[0] is STANDING
    cut = moved(STANDING, down=300)
    assert choose([cut, aside], WIDTH, HEIGHT)[0] is aside


def test_a_small_bystander_is_no_second_person_even_in_the_middle() -> None:
    bystander = moved(STANDING, scale=0.4)
    aside = moved(STANDING, right=120)
    assert choose([bystander, aside], WIDTH, HEIGHT) == (aside, [])


def test_upright_and_lying() -> None:
    assert stands_upright(STANDING)
    lying = person(coronal().rotated(90.0, (WIDTH / 2, HEIGHT / 2)))
    assert not stands_upright(lying)
    assert not stands_upright(person(coronal().rotated(-90.0, (WIDTH / 2, HEIGHT / 2))))
    assert not stands_upright(person(coronal().rotated(180.0, (WIDTH / 2, HEIGHT / 2))))


def test_the_mean_of_passes_leaves_out_what_saw_something_else() -> None:
    passes = [moved(STANDING, right=one) for one in (-2.0, 0.0, 2.0)]
    stray = moved(STANDING, right=200.0)
    averaged = average([*passes, stray], None)
    assert len(averaged.passes) == 3
    np.testing.assert_allclose(averaged.person.keypoints.xy_px, STANDING.keypoints.xy_px)
    assert averaged.spread_px[0] == pytest.approx(np.sqrt(8 / 3))
    assert 0 < averaged.spread_share < quality.UNSTEADY_SPREAD


def test_one_pass_has_no_spread() -> None:
    assert average([STANDING], None).spread_share == 0.0


def test_scale_from_the_silhouette_and_the_stature() -> None:
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    share[200:1180, 200:520] = 255
    body = replace(STANDING, silhouette=Silhouette(share, 0.0, 0.0, 1.0))
    heel = (body.keypoints.point(Landmark.LEFT_HEEL)[1] + body.keypoints.point(Landmark.RIGHT_HEEL)[1]) / 2
    assert head_top_px(body) == pytest.approx(200.0)
    assert ground_px(body) == pytest.approx((1180.0 + heel) / 2)
    assert px_per_cm(body, 170.0) == pytest.approx(((1180.0 + heel) / 2 - 200.0) / 170.0)
    assert px_per_cm(body, None) is None
    assert px_per_cm(STANDING, 170.0) is None
