"""From a photograph to an analysis, with people, faces, and light made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

import numpy as np
import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.findings import NoValue
from posture_app.domain.grading import NoLetter
from posture_app.domain.keypoints import Keypoints, Landmark, Person, Silhouette, Source
from posture_app.domain.measures import MeasureClass
from posture_app.domain.people import Engine, PhotoAnalysis, Subject
from posture_app.domain.quality import Light, refuse
from posture_app.domain.uncertainty import combine
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import (
    UNREAD_SHOULDERS_SEM_DEG,
    Eyes,
    Settings,
    analyse_photo,
    assemble,
    measure_again,
)
from posture_app.services.assessing.assessment_json import as_dict
from posture_app.services.ports import Frame
from posture_app.services.resources import shipped_corrections, shipped_method_errors, shipped_norms
from posture_app.services.room.calibrate import MarkerSight, Mounting, RoomCalibration
from posture_app.services.wording import Words
from tests.fakes import FakeFaces, FakeHeads, FakePoses, blank, eyes_for
from tests.figures import HEIGHT, WIDTH, Coronal, coronal, coronal_places, person, sagittal
from tests.silhouettes import drawn, torso

SETTINGS = Settings(shipped_norms(), shipped_method_errors())
NOBODY_KNOWN = Subject()
SHOULDERS = SETTINGS.errors.of("shoulder_tilt", View.FRONT).sem


def analyse(
    eyes: Eyes, view: View = View.FRONT, settings: Settings = SETTINGS, subject: Subject = NOBODY_KNOWN
) -> PhotoAnalysis:
    return analyse_photo(blank(), view, subject, eyes, settings)[0]


def value(analysis: PhotoAnalysis, measure: str) -> float | None:
    return next(one.value for one in analysis.findings if one.id == measure)


def sem(analysis: PhotoAnalysis, measure: str) -> float:
    return next(one.sem for one in analysis.findings if one.id == measure)


def trust(analysis: PhotoAnalysis, measure: str) -> MeasureClass:
    return next(one.trust for one in analysis.findings if one.id == measure)


def codes(analysis: PhotoAnalysis) -> list[str]:
    return [reason.code for reason in analysis.reasons]


def refused(eyes: Eyes, view: View = View.FRONT) -> list[str]:
    with pytest.raises(NotAssessable) as caught:
        analyse(eyes, view)
    return [reason.code for reason in caught.value.reasons]


def test_a_standing_person_is_measured_from_the_front() -> None:
    analysis = analyse(eyes_for(person(coronal(shoulder_tilt=3.0, head_tilt=-2.0))))
    assert analysis.facing is Facing.FRONT
    assert codes(analysis) == []
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0)
    assert value(analysis, "head_tilt") == pytest.approx(-2.0)
    assert len(analysis.body.passes) == SETTINGS.repeats


def test_a_back_that_the_model_takes_for_a_front_is_measured_as_a_back() -> None:
    back = person(coronal(Facing.BACK, shoulder_tilt=3.0), yaw_deg=180.0)
    mistaken = back.with_sides_swapped()
    analysis = analyse(eyes_for(mistaken, faces=FakeFaces(share=0.5)), View.BACK)
    assert analysis.facing is Facing.BACK
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0)
    assert analysis.turned_deg == pytest.approx(0.0, abs=0.1)


def test_a_front_whose_face_is_not_seen_is_warned_and_its_head_doubted() -> None:
    body = person(coronal(head_tilt=2.0))
    seen, unseen = (analyse(eyes_for(body, faces=FakeFaces(share=share))) for share in (0.95, 0.5))
    assert codes(unseen) == ["face_not_seen"]
    heads = [next(one for one in analysis.findings if one.id == "head_tilt") for analysis in (seen, unseen)]
    assert heads[1].sem > heads[0].sem + 1.0


def test_hair_over_an_eye_is_noticed_where_face_and_pose_disagree_and_the_face_is_believed() -> None:
    body = person(coronal(head_tilt=6.0))
    analysis = analyse(eyes_for(body, faces=FakeFaces(turned_deg=-5.0)))
    assert codes(analysis) == ["hair_over_eye"]
    assert value(analysis, "head_tilt") == pytest.approx(1.0)
    assert analysis.body.person.keypoints.sources[Landmark.LEFT_EYE] is Source.DERIVED
    assert codes(analyse(eyes_for(body, faces=FakeFaces(turned_deg=-2.0)))) == []


def test_a_mesh_that_does_not_hold_still_is_doubted() -> None:
    body = person(coronal(head_tilt=2.0))
    clear, unclear, none = (
        analyse(eyes_for(body, faces=FakeFaces(meshes=tilts))) for tilts in ((0.5, -0.5), (2.0, -2.0), ())
    )
    assert codes(clear) == []
    assert codes(unclear) == codes(none) == ["hair_over_eye"]
    assert sem(unclear, "head_tilt") == pytest.approx(sem(none, "head_tilt"))
    assert sem(none, "head_tilt") > sem(clear, "head_tilt") + 0.3
    assert sem(unclear, "head_axis_tilt") == sem(clear, "head_axis_tilt")


def test_a_turned_head_is_told_and_its_tilt_doubted() -> None:
    body = person(coronal())
    straight, turned = (analyse(eyes_for(body, faces=FakeFaces(yaw_deg=yaw))) for yaw in (-9.0, -25.0))
    assert codes(straight) == []
    assert [(one.code, dict(one.facts)) for one in turned.reasons] == [("head_turned", {"degrees": 25})]
    assert sem(turned, "head_tilt") == pytest.approx(np.hypot(sem(straight, "head_tilt"), 5.0))


def test_from_behind_the_outline_of_the_head_tells_its_tilt_and_middle() -> None:
    body = person(coronal(Facing.BACK, head_tilt=-3.0), yaw_deg=180.0)
    unseen = FakeFaces(share=0.5)
    told = analyse(eyes_for(body, faces=unseen, heads=FakeHeads((2.0,) * 6, right_px=12.0)), View.BACK)
    alone = analyse(eyes_for(body, faces=unseen, heads=FakeHeads(unlike=0.5)), View.BACK)
    unsure = analyse(eyes_for(body, faces=unseen, heads=FakeHeads((2.0,) * 6, lower_deg=5.0)), View.BACK)
    assert [codes(one) for one in (told, alone, unsure)] == [[], ["head_uneven"], ["head_uneven"]]
    assert value(unsure, "head_tilt") == pytest.approx(2.0)
    assert trust(unsure, "head_tilt") is MeasureClass.INDICATIVE
    assert value(told, "head_tilt") == pytest.approx(2.0)
    assert value(alone, "head_tilt") == pytest.approx(-3.0)
    assert [trust(one, "head_tilt") for one in (told, alone)] == [
        MeasureClass.GRADABLE,
        MeasureClass.INDICATIVE,
    ]
    assert sem(alone, "head_tilt") > sem(told, "head_tilt")
    assert told.body.person.keypoints.sources[Landmark.LEFT_EAR] is Source.DERIVED
    assert value(told, "head_axis_tilt") == pytest.approx(np.degrees(np.arctan2(12.0, 120.0)), abs=0.01)


def test_a_profile_is_measured_on_its_near_side() -> None:
    for facing in (Facing.LEFT, Facing.RIGHT):
        body = person(sagittal(facing, trunk_forward=4.0), yaw_deg=facing.heading_deg)
        analysis = analyse(eyes_for(body), View.SIDE)
        assert analysis.facing is facing
        assert value(analysis, "trunk_lean") == pytest.approx(4.0)
        assert value(analysis, "neck_inclination") is None
        reasons = {one.id: one.why_none for one in analysis.findings}
        assert reasons["neck_inclination"] is NoValue.NEEDS_C7
        assert reasons["plumb_ear_cm"] is NoValue.NEEDS_HEIGHT


def test_a_side_photo_handed_in_as_the_front_is_refused() -> None:
    side = person(sagittal(Facing.LEFT), yaw_deg=-90.0)
    with pytest.raises(NotAssessable) as caught:
        analyse(eyes_for(side), View.FRONT)
    assert caught.value.code == "wrong_view"
    assert caught.value.facts["shown"] == "left"
    assert caught.value.facts["view"] == "front"


def test_nobody_several_and_too_few_sightings_are_refused() -> None:
    body = person(coronal())
    beside = replace(
        body, keypoints=Keypoints(body.keypoints.xy_px + (200.0, 0.0), body.keypoints.visibility.copy())
    )
    assert refused(eyes_for()) == ["nobody"]
    assert refused(eyes_for(light=Light(5.0, 5.0))) == ["black_picture"]
    assert refused(eyes_for(light=Light(60.0, 5.0))) == ["too_dark", "nobody"]
    assert refused(eyes_for(body, beside)) == ["several_people"]
    assert refused(eyes_for(body, passes=3)) == ["nobody"]


def test_passes_that_scatter_widely_found_nobody() -> None:
    body = person(coronal())

    class Scattering(FakePoses):
        def look_closely(self, frame, person, count):  # type: ignore[no-untyped-def]
            look = super().look_closely(frame, person, count)
            noise = np.random.default_rng(1).normal(0.0, 30.0, (count, len(Landmark), 2))
            passes = tuple(
                replace(
                    one, keypoints=Keypoints(one.keypoints.xy_px + noise[i], one.keypoints.visibility.copy())
                )
                for i, one in enumerate(look.passes)
            )
            return replace(look, passes=passes)

    eyes = replace(eyes_for(body), poses=Scattering([body]))
    assert refused(eyes) == ["nobody"]


def test_a_photo_on_its_side_is_turned_upright_and_told() -> None:
    body = person(coronal(shoulder_tilt=3.0))
    lying = blank(HEIGHT, WIDTH)
    analysis, frame = analyse_photo(lying, View.FRONT, NOBODY_KNOWN, eyes_for(body), SETTINGS)
    assert codes(analysis) == ["rotated"]
    assert (frame.width, frame.height) == (analysis.width, analysis.height) == (WIDTH, HEIGHT)
    assert value(analysis, "shoulder_tilt") == pytest.approx(3.0)


def test_who_lies_is_refused() -> None:
    lying = person(coronal().rotated(90.0, (WIDTH / 2, HEIGHT / 2)))
    assert refused(eyes_for(lying))[0] == "lying"


def test_what_the_reader_noticed_is_passed_on() -> None:
    frame = replace(blank(), warnings=("photo_damaged",))
    analysis, _ = analyse_photo(frame, View.FRONT, NOBODY_KNOWN, eyes_for(person(coronal())), SETTINGS)
    assert codes(analysis) == ["photo_damaged"]


def test_a_known_level_is_taken_out_and_its_doubt_is_smaller() -> None:
    body = person(coronal(roll_deg=2.0, shoulder_tilt=1.0, left_varus=4.0))
    unknown = analyse(eyes_for(body))
    known = analyse(eyes_for(body), settings=replace(SETTINGS, level=CameraLevel.manual(2.0)))
    assert value(unknown, "shoulder_tilt") == pytest.approx(3.0)
    assert value(known, "shoulder_tilt") == pytest.approx(1.0)
    sems = [{one.id: one.sem for one in analysis.findings} for analysis in (unknown, known)]
    assert sems[0]["shoulder_tilt"] == pytest.approx(combine(SHOULDERS, UNREAD_SHOULDERS_SEM_DEG, 1.0))
    assert sems[1]["shoulder_tilt"] == pytest.approx(combine(SHOULDERS, UNREAD_SHOULDERS_SEM_DEG, 0.2))
    # An angle between limbs does not depend on the camera's roll.
    assert sems[0]["left_knee_alignment"] == pytest.approx(sems[1]["left_knee_alignment"])


def test_measuring_again_with_another_level_is_the_same_as_having_known_it() -> None:
    eyes = eyes_for(person(coronal(roll_deg=2.0, shoulder_tilt=1.0)))
    level = replace(SETTINGS, level=CameraLevel.manual(2.0))
    again = measure_again(analyse(eyes), NOBODY_KNOWN, level)
    assert again.findings == analyse(eyes, settings=level).findings


SCENE = CameraLevel(2.0, 0.1, LevelSource.SCENE)


def test_the_level_that_the_room_shows_is_taken_out() -> None:
    body = person(coronal(roll_deg=2.0, shoulder_tilt=1.0))
    analysis = analyse(eyes_for(body, level=SCENE))
    assert analysis.level == analysis.scene_level == SCENE
    assert value(analysis, "shoulder_tilt") == pytest.approx(1.0)
    unsure = analyse(eyes_for(body, level=None))
    assert unsure.scene_level is None
    assert unsure.level == CameraLevel()


@pytest.mark.parametrize("given", [CameraLevel.manual(3.0), CameraLevel()])
def test_a_given_level_wins_and_without_it_the_room_s_comes_back(given: CameraLevel) -> None:
    eyes = eyes_for(person(coronal(roll_deg=2.0, shoulder_tilt=1.0)), level=SCENE)
    found, by_hand = analyse(eyes), analyse(eyes, settings=replace(SETTINGS, level=given))
    assert by_hand.level == given
    assert by_hand.scene_level == SCENE
    assert value(by_hand, "shoulder_tilt") == pytest.approx(3.0 - given.roll_deg)
    again = measure_again(by_hand, NOBODY_KNOWN, SETTINGS)
    assert again.level == SCENE
    assert again.findings == found.findings


class Sheet:
    """A finder that sees what it was told to see."""

    def __init__(self, seen: MarkerSight | NotAssessable | None) -> None:
        self.seen = seen

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        if isinstance(self.seen, NotAssessable):
            raise self.seen
        return self.seen


LENS = CameraGeometry(WIDTH, HEIGHT, 1000.0, (WIDTH / 2, HEIGHT / 2))
ROOM = RoomCalibration(
    mounting=Mounting("usb", WIDTH, HEIGHT),
    geometry=LENS,
    lens_known=False,
    level=CameraLevel(3.0, 0.2, LevelSource.MARKER),
    scene=CameraLevel(2.0, 0.05, LevelSource.SCENE),
    yaw_deg=0.0,
    distance_cm=300.0,
    px_per_cm=3.3,
    on=date(2026, 1, 31),
)


def test_the_remembered_level_comes_before_the_room_s_and_after_a_sheet_and_a_given_one() -> None:
    body = person(coronal(roll_deg=3.0, shoulder_tilt=1.0))
    settings = replace(SETTINGS, room=ROOM)
    sheet = Sheet(
        MarkerSight(
            replace(LENS, roll_deg=4.0),
            False,
            0.0,
            300.0,
            0.0,
            3.3,
            0.1,
            0.2,
            1.0,
            0.01,
            corners=6,
            sheet="a4",
        )
    )
    remembered = analyse(eyes_for(body, level=SCENE), settings=settings)
    marked = analyse(eyes_for(body, level=SCENE, markers=sheet), settings=settings)
    given = analyse(
        eyes_for(body, level=SCENE, markers=sheet), settings=replace(settings, level=CameraLevel.manual(5.0))
    )
    assert [one.level.source.value for one in (remembered, marked, given)] == [
        "remembered",
        "marker",
        "manual",
    ]
    assert [one.level.roll_deg for one in (remembered, marked, given)] == [3.0, 4.0, 5.0]
    assert value(remembered, "shoulder_tilt") == pytest.approx(1.0)
    assert [measure_again(one, NOBODY_KNOWN, SETTINGS).level for one in (remembered, marked)] == [
        remembered.level,
        marked.level,
    ]


def test_a_camera_that_moved_is_told_and_its_calibration_left_alone() -> None:
    body = person(coronal(roll_deg=2.6, shoulder_tilt=1.0))
    seen = replace(SCENE, roll_deg=2.6)
    settings = replace(SETTINGS, room=replace(ROOM, lens_known=True))
    moved = analyse(eyes_for(body, level=seen), settings=settings)
    assert codes(moved) == ["camera_moved"]
    assert (moved.level, moved.calibrated) == (seen, None)
    still = analyse(eyes_for(body, level=SCENE), settings=settings)
    assert codes(still) == []
    assert still.calibrated == still.geometry == LENS


def test_a_mirrored_photograph_is_refused_for_its_sheet() -> None:
    trouble = NotAssessable((refuse("sheet_mirrored"),))
    with pytest.raises(NotAssessable, match="sheet_mirrored"):
        analyse(eyes_for(person(coronal()), markers=Sheet(trouble)))


def test_a_turned_body_gives_no_knees() -> None:
    analysis = analyse(eyes_for(person(coronal(), yaw_deg=14.0)))
    assert codes(analysis) == ["turned"]
    why = {one.id: one.why_none for one in analysis.findings}
    assert why["left_knee_alignment"] is why["knee_tilt"] is NoValue.TURNED
    assert why["shoulder_tilt"] is None


def test_a_hidden_landmark_gives_no_number_rather_than_a_wrong_one() -> None:
    analysis = analyse(eyes_for(person(coronal(hidden=(Landmark.LEFT_HIP,)))))
    why = {one.id: one.why_none for one in analysis.findings}
    assert why["pelvic_tilt"] is why["trunk_tilt"] is why["left_knee_alignment"] is NoValue.HIDDEN
    assert why["right_knee_alignment"] is why["shoulder_tilt"] is None


def test_a_wide_spread_widens_and_a_narrow_one_does_not() -> None:
    body = person(coronal())

    class Tilting(FakePoses):
        def look_closely(self, frame, person_, count):  # type: ignore[no-untyped-def]
            look = super().look_closely(frame, person_, count)
            passes = tuple(person(coronal(shoulder_tilt=8.0 * (-1) ** (i // 2))) for i in range(count))
            return replace(look, passes=passes)

    steady = next(one for one in analyse(eyes_for(body)).findings if one.id == "shoulder_tilt")
    shaky = next(
        one
        for one in analyse(replace(eyes_for(body), poses=Tilting([body]))).findings
        if one.id == "shoulder_tilt"
    )
    assert steady.spread == pytest.approx(0.0, abs=1e-9)
    assert steady.sem == pytest.approx(combine(SHOULDERS, UNREAD_SHOULDERS_SEM_DEG, 1.0))
    assert shaky.spread == pytest.approx(8.0 * np.sqrt(4 / 3) / np.sqrt(4))
    assert shaky.sem == pytest.approx(combine(shaky.spread, UNREAD_SHOULDERS_SEM_DEG, 1.0))


def test_shoulders_read_off_the_contour_or_set_by_hand_are_doubted_less() -> None:
    body = person(coronal(shoulder_tilt=2.0))
    read = analyse(eyes_for(replace(body, silhouette=drawn(body, torso(-np.tan(np.radians(4.0)))))))
    assert value(read, "shoulder_tilt") == pytest.approx(4.0, abs=0.1)
    assert sem(read, "shoulder_tilt") == pytest.approx(combine(SHOULDERS, 1.0), abs=0.01)
    unread, points = analyse(eyes_for(body)), body.keypoints
    places = {one: points.xy_px[one] for one in (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER)}
    by_hand = points.with_points({one: (float(x), float(y)) for one, (x, y) in places.items()}, Source.MANUAL)
    averaged = replace(unread.body, person=replace(body, keypoints=by_hand))
    again = measure_again(replace(unread, body=averaged), NOBODY_KNOWN, SETTINGS)
    placed = SETTINGS.errors.of("shoulder_tilt", View.FRONT, placed=True).sem
    assert sem(again, "shoulder_tilt") == pytest.approx(combine(placed, 1.0))


def with_silhouette(body: Person) -> Person:
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    share[300:1150, 200:520] = 255
    return replace(body, silhouette=Silhouette(share, 0.0, 0.0, 1.0))


def test_distances_come_with_the_height() -> None:
    places = coronal_places(Coronal())
    body = with_silhouette(person(coronal(head_to_right=-10.0)))
    analysis = analyse(eyes_for(body), subject=Subject(height_cm=170.0))
    assert analysis.px_per_cm is not None
    assert 4.5 < analysis.px_per_cm < 5.5
    aside_px = 24.0 * np.sin(np.radians(10.0)) * 5.0
    assert places["NOSE"][0] == 0.0
    assert value(analysis, "head_shift_cm") == pytest.approx(aside_px / analysis.px_per_cm)
    sems = {one.id: one.sem for one in analysis.findings}
    # A degree of unknown roll moves what stands high further than what stands low.
    assert (
        sems["head_shift_cm"]
        > sems["pelvic_shift_cm"]
        > shipped_method_errors().of("pelvic_shift_cm", View.FRONT).sem
    )


def test_views_are_assembled_with_their_letters() -> None:
    front = analyse(eyes_for(person(coronal(shoulder_tilt=6.0))))
    side = analyse(eyes_for(person(sagittal(Facing.LEFT), yaw_deg=-90.0)), View.SIDE)
    engine = Engine("1", "fake", "0", SETTINGS.norms, SETTINGS.errors.name, 8)
    moment = datetime(2026, 11, 20, tzinfo=timezone.utc)
    assessment = assemble({View.FRONT: front, View.SIDE: side}, NOBODY_KNOWN, engine, moment)
    assert assessment.letters[View.FRONT] == "C"
    assert assessment.letters[View.SIDE] is NoLetter.TOO_FEW
    assert len(assessment.findings) == len(front.findings) + len(side.findings)


def test_the_file_says_what_was_corrected() -> None:
    corrections = shipped_corrections()["rendered-2026-11"]
    side = person(sagittal(Facing.LEFT, trunk_forward=2.0), yaw_deg=-90.0)
    analysis = analyse(eyes_for(side), View.SIDE, settings=replace(SETTINGS, corrections=corrections))
    engine = Engine("1", "fake", "0", SETTINGS.norms, SETTINGS.errors.name, 8, corrections.name)
    moment = datetime(2026, 11, 20, tzinfo=timezone.utc)
    written = as_dict(assemble({View.SIDE: analysis}, NOBODY_KNOWN, engine, moment), Words("en"))
    offset = corrections.table["trunk_lean", "side"].offset
    rows = {one["id"]: one for one in written["measures"]}
    assert written["engine"]["corrections"] == "rendered-2026-11"
    assert rows["trunk_lean"]["value"] == pytest.approx(2.0 + offset, abs=1e-3)
    assert rows["trunk_lean"]["corrected_by"] == offset
    assert "corrected_by" not in rows["ear_shoulder_angle"]


CAMERA = CameraGeometry(WIDTH, HEIGHT, 1200.0, (WIDTH / 2, HEIGHT / 2), pitch_deg=1.0, height_cm=100.0)


def test_a_calibrated_camera_is_used_for_pictures_of_its_shape_only() -> None:
    points = person(coronal(shoulder_tilt=3.0))
    for size, used in (((WIDTH, HEIGHT), True), ((2 * WIDTH, 2 * HEIGHT), True), ((HEIGHT, WIDTH), False)):
        camera = replace(CAMERA, width=size[0], height=size[1], focal_px=1200.0 * size[1] / HEIGHT)
        camera = replace(camera, centre_px=(size[0] / 2, size[1] / 2))
        analysis = analyse(eyes_for(points), settings=replace(SETTINGS, geometry=camera))
        assert analysis.geometry == (CAMERA if used else None)
        assert (analysis.px_per_cm is not None) is used


def test_a_camera_of_known_height_gives_centimetres_without_the_stature() -> None:
    analysis = analyse(eyes_for(person(coronal())), settings=replace(SETTINGS, geometry=CAMERA))
    assert value(analysis, "pelvic_shift_cm") == pytest.approx(0.0, abs=0.01)
    assert analysis.px_per_cm is not None
    points = analysis.body.person.keypoints
    ankle = float(points.point(Landmark.LEFT_ANKLE)[1])
    # The ankle, 10.5 cm high, is seen as far below a lens 100 cm high as its distance makes it.
    seen = np.tan(np.arctan((ankle - HEIGHT / 2) / 1200.0) - np.radians(1.0))
    assert analysis.px_per_cm == pytest.approx(1200.0 / (89.5 / seen))


def test_the_file_says_which_camera_was_used() -> None:
    engine = Engine("1", "fake", "0", SETTINGS.norms, SETTINGS.errors.name, 8)
    moment = datetime(2026, 11, 20, tzinfo=timezone.utc)

    def view_of(settings: Settings) -> dict[str, Any]:
        analysis = analyse(eyes_for(person(coronal())), settings=settings)
        assessment = assemble({View.FRONT: analysis}, NOBODY_KNOWN, engine, moment)
        seen: dict[str, Any] = as_dict(assessment, Words("en"))["views"]["front"]
        return seen

    assert "camera_geometry" not in view_of(SETTINGS)
    assert view_of(replace(SETTINGS, geometry=CAMERA))["camera_geometry"] == {
        "focal_px": 1200.0,
        "centre_px": [WIDTH / 2, HEIGHT / 2],
        "distortion": [],
        "pitch_deg": 1.0,
        "height_cm": 100.0,
    }
