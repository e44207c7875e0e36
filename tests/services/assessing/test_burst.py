"""A burst of pictures, with people, light, and motion made up picture by picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.errors import NotAssessable
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Source
from posture_app.domain.people import PhotoAnalysis, Subject
from posture_app.domain.quality import Light
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo
from posture_app.services.assessing.burst import analyse_burst
from posture_app.services.ports import CloseLook, Frame
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.fakes import FakeFaces, FakeHeads, FakeLevels, FakePoses, eyes_for
from tests.figures import HEIGHT, WIDTH, coronal, person, sagittal
from tests.silhouettes import drawn, torso

SETTINGS = Settings(shipped_norms(), shipped_method_errors())
SOMEBODY = Subject()


def shot(number: int) -> Frame:
    """A picture that is known by its grey, at the left and, so that a mirror shows, darker at the right."""
    rgb = np.full((HEIGHT, WIDTH, 3), 100 + number, np.uint8)
    rgb[:, WIDTH // 2 :] = number
    return Frame(rgb)


def number_of(frame: Frame) -> tuple[int, bool]:
    """Give a picture's number and whether it was mirrored."""
    left, right = int(frame.rgb[0, 0, 0]), int(frame.rgb[0, -1, 0])
    return min(left, right), left < right


def moved(one: Person, right: float = 0.0, down: float = 0.0) -> Person:
    points = one.keypoints
    return replace(
        one, keypoints=Keypoints(points.xy_px + (right, down), points.visibility.copy(), points.sources)
    )


@dataclass
class BurstPoses:
    """Knows who stands where in which picture, also in the mirrored one."""

    people: Sequence[Person | None]
    model_name: str = "fake"
    model_sha256: str = "0" * 64
    asked: list[tuple[int, bool, int]] = field(default_factory=list)
    places: list[Person] = field(default_factory=list)

    def _person(self, frame: Frame) -> Person | None:
        if frame.width != WIDTH:  # turned on its side
            return None
        number, mirrored = number_of(frame)
        one = self.people[number]
        if one is None or not mirrored:
            return one
        world = one.world_m * (-1.0, 1.0, 1.0)
        flipped = Keypoints(one.keypoints.xy_px * (-1.0, 1.0) + (WIDTH, 0.0), one.keypoints.visibility.copy())
        return replace(one, keypoints=flipped, world_m=world).with_sides_swapped()

    def find_all(self, frame: Frame) -> tuple[Person, ...]:
        one = self._person(frame)
        return () if one is None else (one,)

    def look_closely(self, frame: Frame, place: Person, count: int) -> CloseLook:
        self.asked.append((*number_of(frame), count))
        self.places.append(place)
        one = self._person(frame)
        silhouette = None if one is None else one.silhouette
        return CloseLook(() if one is None else (one,) * count, silhouette)


@dataclass
class BurstGauge:
    """Knows how sharp each picture is."""

    sharpness: Sequence[float]

    def light(self, frame: Frame, one: Person | None) -> Light:
        return Light(200.0, self.sharpness[number_of(frame)[0]])


def burst(
    people: Sequence[Person | None],
    sharpness: Sequence[float] | None = None,
    view: View = View.FRONT,
    settings: Settings = SETTINGS,
    faces: FakeFaces | None = None,
    level: CameraLevel | None = None,
) -> tuple[PhotoAnalysis, int, BurstPoses]:
    poses = BurstPoses(people)
    gauge = BurstGauge(sharpness or [100.0] * len(people))
    eyes = Eyes(poses, faces or FakeFaces(), gauge, FakeLevels(level))
    frames = [shot(i) for i in range(len(people))]
    analysis, kept = analyse_burst(frames, view, SOMEBODY, eyes, settings)
    return analysis, number_of(kept)[0], poses


def value(analysis: PhotoAnalysis, measure: str) -> float:
    found = next(one.value for one in analysis.findings if one.id == measure)
    assert found is not None
    return found


ONE = person(coronal(shoulder_tilt=3.0))


def test_the_sharpest_picture_is_kept():
    assert burst([ONE] * 5, [50.0, 60.0, 55.0, 90.0, 40.0])[1] == 3


def test_the_stillest_picture_is_kept_when_all_are_as_sharp():
    people = [moved(ONE, right) for right in (-30.0, 12.0, 0.0, 1.0, 20.0, 28.0, -25.0)]
    assert burst(people)[1] == 3  # nearest the median, which is 1


def test_a_sharp_picture_of_a_jump_loses_against_a_still_one():
    people = [ONE, ONE, moved(ONE, 60.0), ONE, ONE]
    assert burst(people, [80.0, 80.0, 100.0, 85.0, 80.0])[1] == 3


def test_as_many_looks_as_for_a_photograph_are_spread_over_the_best_pictures_every_other_mirrored():
    sharpness = [100.0 - i for i in range(15)]
    _, kept, poses = burst([ONE] * 15, sharpness)
    assert kept == 0
    spread = poses.asked[16:]  # after one look at each of fifteen and the analysis of the best
    assert poses.asked[15] == (0, False, 8)
    assert spread == [(i, i % 2 == 1, 1) for i in range(8)]


@pytest.mark.parametrize(("repeats", "pictures", "looks"), [(1, 15, [1]), (8, 3, [3, 3, 2]), (24, 15, None)])
def test_the_looks_always_add_up(repeats: int, pictures: int, looks: list[int] | None):
    settings = replace(SETTINGS, repeats=repeats)
    analysis, _, poses = burst([ONE] * pictures, settings=settings)
    spread = [count for _, _, count in poses.asked[pictures + 1 :]]
    assert looks is None or spread == looks
    assert sum(spread) == len(analysis.body.passes) == repeats


def test_each_pair_of_looks_sees_the_person_at_another_size_and_place():
    _, _, poses = burst([ONE] * 15)
    heights = [round(one.keypoints.height_px() / ONE.keypoints.height_px(), 2) for one in poses.places[16:]]
    assert heights == [1.0, 1.0, 1.12, 1.12, 1.28, 1.28, 1.44, 1.44]


def test_sway_between_the_pictures_changes_no_value_and_makes_no_spread():
    still, _, _ = burst([ONE] * 9)
    swaying, _, _ = burst([moved(ONE, 3.0 * (-1) ** i, 0.5 * i) for i in range(9)])
    assert value(swaying, "shoulder_tilt") == pytest.approx(value(still, "shoulder_tilt"), abs=1e-6)
    assert swaying.body.spread_px[:33].max() == pytest.approx(0.0, abs=1e-9)


def test_the_landmarks_stay_on_the_kept_picture():
    people = [moved(ONE, 3.0 * (-1) ** i) for i in range(9)]
    analysis, kept, _ = burst(people, [100.0] * 5 + [300.0] + [100.0] * 3)
    kept_person = people[kept]
    assert kept == 5
    assert kept_person is not None
    found = analysis.body.person.keypoints.point(Landmark.LEFT_ANKLE)
    np.testing.assert_allclose(found, kept_person.keypoints.point(Landmark.LEFT_ANKLE), atol=1e-6)


def test_noise_of_the_pictures_averages_out_and_is_reported():
    people = [person(coronal(shoulder_tilt=3.0 + 0.5 * (-1) ** i)) for i in range(8)]
    analysis, _, _ = burst(people)
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0, abs=0.05)
    assert analysis.body.spread_px[Landmark.LEFT_SHOULDER] > 0.3


def test_a_mirrored_look_keeps_left_and_right():
    analysis, _, _ = burst([ONE] * 8)
    single, _ = analyse_photo(shot(0), View.FRONT, SOMEBODY, eyes_for(ONE), SETTINGS)
    assert analysis.facing is Facing.FRONT
    assert value(analysis, "shoulder_tilt") == pytest.approx(value(single, "shoulder_tilt"), abs=1e-6)
    world = analysis.body.person.world_m
    assert world[Landmark.LEFT_SHOULDER, 0] > world[Landmark.RIGHT_SHOULDER, 0]


@pytest.mark.parametrize("facing", [Facing.LEFT, Facing.RIGHT])
def test_a_profile_keeps_its_side(facing: Facing):
    one = person(sagittal(facing, trunk_forward=5.0), yaw_deg=facing.heading_deg)
    analysis, _, _ = burst([one] * 8, view=View.SIDE)
    assert analysis.facing is facing
    assert value(analysis, "trunk_lean") == pytest.approx(5.0, abs=1e-6)


def test_a_picture_in_which_nobody_was_found_is_left_out():
    analysis, kept, poses = burst([None, ONE, ONE, ONE, None], [200.0, 90.0, 80.0, 70.0, 200.0])
    assert kept == 1
    assert {number for number, _, _ in poses.asked[5:]} == {1, 2, 3}
    assert len(analysis.body.passes) == 8


def test_somebody_who_is_missed_in_the_middle_picture_is_found_in_another():
    analysis, kept, _ = burst([ONE, ONE, None, ONE, ONE], [90.0, 100.0, 200.0, 80.0, 80.0])
    assert kept == 1
    assert len(analysis.body.passes) == 8


def test_the_shoulders_stay_those_of_the_contour():
    leaning = replace(ONE, silhouette=drawn(ONE, torso(-np.tan(np.radians(5.0)))))
    analysis, _, _ = burst([leaning] * 8)
    assert value(analysis, "shoulder_tilt") == pytest.approx(5.0, abs=0.1)
    assert analysis.body.person.keypoints.sources[Landmark.LEFT_SHOULDER] is Source.DERIVED
    assert analysis.body.person.silhouette is leaning.silhouette


def test_the_eyes_stay_those_of_the_face():
    analysis, _, _ = burst([ONE] * 8, faces=FakeFaces(turned_deg=2.0))
    assert analysis.body.person.keypoints.sources[Landmark.LEFT_EYE] is Source.DERIVED
    assert value(analysis, "head_tilt") == pytest.approx(2.0, abs=1e-6)


def test_the_ears_from_behind_stay_those_of_the_head():
    back = person(coronal(Facing.BACK), yaw_deg=180.0)
    frames = [shot(i) for i in range(8)]
    eyes = Eyes(
        BurstPoses([back] * 8),
        FakeFaces(share=0.5),
        BurstGauge([100.0] * 8),
        FakeLevels(),
        heads=FakeHeads((3.0,) * 6),
    )
    analysis, _ = analyse_burst(frames, View.BACK, SOMEBODY, eyes, SETTINGS)
    assert analysis.body.person.keypoints.sources[Landmark.LEFT_EAR] is Source.DERIVED
    assert value(analysis, "head_tilt") == pytest.approx(3.0, abs=1e-6)


def test_pictures_that_do_not_agree_leave_the_best_one_alone():
    @dataclass
    class Wild(BurstPoses):
        def look_closely(self, frame: Frame, place: Person, count: int) -> CloseLook:
            look = super().look_closely(frame, place, count)
            if len(self.asked) <= 10:  # nine pictures and the analysis of the best one
                return look
            scatter = np.random.default_rng(len(self.asked)).normal(0.0, 40.0, (len(Landmark), 2))
            return CloseLook(
                tuple(
                    replace(
                        one,
                        keypoints=Keypoints(one.keypoints.xy_px + scatter, one.keypoints.visibility.copy()),
                    )
                    for one in look.passes
                ),
                None,
            )

    eyes = Eyes(Wild([ONE] * 9), FakeFaces(), BurstGauge([100.0] * 9), FakeLevels())
    analysis, _ = analyse_burst([shot(i) for i in range(9)], View.FRONT, SOMEBODY, eyes, SETTINGS)
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0, abs=1e-6)


def test_the_level_is_that_of_the_kept_picture():
    level = CameraLevel(1.0, 0.1, LevelSource.SCENE)
    analysis, _, _ = burst([ONE] * 5, level=level)
    assert analysis.level == analysis.scene_level == level
    assert value(analysis, "shoulder_tilt") == pytest.approx(2.0, abs=1e-6)


def test_a_burst_of_one_is_a_photograph():
    analysis, _, poses = burst([ONE])
    assert [count for _, _, count in poses.asked] == [1, 8]
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0, abs=1e-6)


@pytest.mark.parametrize(
    ("people", "view", "code"),
    [
        ([None] * 5, View.FRONT, "nobody"),
        ([ONE] * 5, View.BACK, "wrong_view"),
        ([moved(ONE, down=300.0)] * 5, View.FRONT, "feet_cut_off"),
    ],
)
def test_the_gates_of_a_photograph_hold(people: list[Person | None], view: View, code: str):
    with pytest.raises(NotAssessable) as caught:
        burst(people, view=view)
    assert code in [reason.code for reason in caught.value.reasons]


def test_a_camera_on_its_side_is_turned_and_its_burst_is_one_picture():
    frames = [Frame(np.full((WIDTH, HEIGHT, 3), 128, np.uint8))] * 3
    poses = FakePoses([ONE])
    analysis, kept = analyse_burst(frames, View.FRONT, SOMEBODY, eyes_for(ONE), SETTINGS)
    assert (kept.width, kept.height) == (poses.width, HEIGHT)
    assert [reason.code for reason in analysis.reasons] == ["rotated"]


def test_a_burst_of_nothing_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="at least one"):
        analyse_burst([], View.FRONT, SOMEBODY, eyes_for(ONE), SETTINGS)
