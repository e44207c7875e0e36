"""A session: photographs replaced, landmarks placed, undone, redone, and always measured anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone

import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.findings import NoValue
from posture_app.domain.keypoints import Landmark, Source
from posture_app.domain.measures import MeasureClass
from posture_app.domain.people import Engine, Subject
from posture_app.domain.views import Facing, View
from posture_app.services.assessing.assess import Settings, analyse_photo
from posture_app.services.assessing.session import Session
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests import figures
from tests.fakes import blank, eyes_for
from tests.figures import coronal, person, sagittal

SETTINGS = Settings(shipped_norms(), shipped_method_errors())


def session(**front: float) -> Session:
    made = Session(Subject(), SETTINGS)
    for view, body in (
        (View.FRONT, person(coronal(**front))),
        (View.SIDE, person(sagittal(Facing.RIGHT), yaw_deg=90.0)),
    ):
        made.add(*analyse_photo(blank(), view, made.subject, eyes_for(body), SETTINGS))
    return made


def finding(made: Session, view: View, measure: str):  # type: ignore[no-untyped-def]
    return next(one for one in made.analysis(view).findings if one.id == measure)


def test_moving_a_landmark_moves_the_value_and_undo_and_redo_are_true() -> None:
    made = session(shoulder_tilt=2.0)
    before = finding(made, View.FRONT, "shoulder_tilt")
    left = made.analysis(View.FRONT).body.person.keypoints.point(Landmark.LEFT_SHOULDER)
    made.place(View.FRONT, Landmark.LEFT_SHOULDER, left[0], left[1] - 20.0)
    moved = finding(made, View.FRONT, "shoulder_tilt")
    assert moved.value > before.value + 3.0
    assert made.analysis(View.FRONT).body.person.keypoints.sources[Landmark.LEFT_SHOULDER] is Source.MANUAL
    assert made.next_undo is not None
    assert made.next_undo.kind == "moved"
    undone = made.undo()
    assert undone is not None
    assert finding(made, View.FRONT, "shoulder_tilt") == before
    assert made.undo() is None
    made.redo()
    assert finding(made, View.FRONT, "shoulder_tilt") == moved
    assert made.redo() is None


def test_the_level_that_the_room_shows_outlives_edits_and_a_level_set_for_a_while() -> None:
    made, scene = Session(Subject(), SETTINGS), CameraLevel(2.0, 0.1, LevelSource.SCENE)
    eyes = eyes_for(person(coronal(roll_deg=2.0, shoulder_tilt=1.0)), level=scene)
    made.add(*analyse_photo(blank(), View.FRONT, made.subject, eyes, SETTINGS))
    made.place(View.FRONT, Landmark.NOSE, 10.0, 10.0)
    assert made.analysis(View.FRONT).level == scene
    made.set_settings(replace(SETTINGS, level=CameraLevel.manual(3.0)))
    assert finding(made, View.FRONT, "shoulder_tilt").value == pytest.approx(0.0, abs=1e-6)
    made.set_settings(SETTINGS)
    assert made.analysis(View.FRONT).level == scene
    assert finding(made, View.FRONT, "shoulder_tilt").value == pytest.approx(1.0)


def test_a_new_step_forgets_what_was_undone() -> None:
    made = session()
    made.place(View.FRONT, Landmark.NOSE, 10.0, 10.0)
    made.undo()
    made.place(View.FRONT, Landmark.NOSE, 20.0, 20.0)
    assert made.next_redo is None
    made.place(View.FRONT, Landmark.NOSE, 20.0, 20.0)
    made.undo()
    assert made.next_undo is None


def test_a_placed_c7_gives_the_missing_neck_and_reset_takes_it_back() -> None:
    made = session()
    assert finding(made, View.SIDE, "neck_inclination").why_none is NoValue.NEEDS_C7
    c7 = figures.photographed({"C7": figures.c7_of(figures.Sagittal())}, Facing.RIGHT).point(Landmark.C7)
    made.place(View.SIDE, Landmark.C7, float(c7[0]), float(c7[1]))
    neck = finding(made, View.SIDE, "neck_inclination")
    assert neck.value == pytest.approx(35.0, abs=0.01)
    # The model's ear stands in front of the tragus, and its shoulder does not follow protraction: one
    # placed point is not enough for these two.
    assert (neck.trust, neck.proxy) == (MeasureClass.COARSE, False)
    assert finding(made, View.SIDE, "rounded_shoulder").trust is MeasureClass.INDICATIVE
    assert made.next_undo is not None
    assert made.next_undo.kind == "placed"
    ear = made.analysis(View.SIDE).body.person.keypoints.point(Landmark.RIGHT_EAR)
    made.place(View.SIDE, Landmark.RIGHT_EAR, float(ear[0]), float(ear[1]))
    neck = finding(made, View.SIDE, "neck_inclination")
    assert neck.trust is MeasureClass.GRADABLE
    assert neck.grade.grade is not None
    made.reset(View.SIDE, Landmark.C7)
    assert finding(made, View.SIDE, "neck_inclination").why_none is NoValue.NEEDS_C7
    assert made.next_undo.kind == "reset"
    made.reset(View.SIDE, Landmark.C7)
    made.undo()
    assert finding(made, View.SIDE, "neck_inclination").value is not None


def test_placed_hip_bones_turn_the_pelvis_from_a_proxy_into_a_measure() -> None:
    made = session()
    assert finding(made, View.FRONT, "pelvic_tilt").proxy
    made.place(View.FRONT, Landmark.LEFT_ASIS, 400.0, 690.0)
    assert finding(made, View.FRONT, "pelvic_tilt").proxy
    made.place(View.FRONT, Landmark.RIGHT_ASIS, 320.0, 700.0)
    pelvis = finding(made, View.FRONT, "pelvic_tilt")
    assert pelvis.value == pytest.approx(7.125, abs=0.01)
    assert (pelvis.proxy, pelvis.trust, pelvis.grade.grade) == (False, MeasureClass.GRADABLE, 2)


def test_a_point_is_kept_inside_the_picture() -> None:
    made = session()
    made.place(View.FRONT, Landmark.NOSE, -5.0, 1e6)
    assert made.places(View.FRONT)[Landmark.NOSE] == (0.0, float(figures.HEIGHT))


def test_the_shapes_over_a_photo_are_made_once_and_anew_when_it_is_measured_anew() -> None:
    made = session()
    first = made.overlay(View.FRONT)
    assert made.overlay(View.FRONT) is first
    made.place(View.FRONT, Landmark.LEFT_SHOULDER, 10.0, 10.0)
    moved = made.overlay(View.FRONT)
    assert moved.lines != first.lines
    made.undo()
    assert made.overlay(View.FRONT).lines == first.lines
    side = made.overlay(View.SIDE)
    made.set_subject(Subject(height_cm=170.0))
    assert made.overlay(View.SIDE) is not side


def test_a_new_photo_forgets_the_edits_of_its_view_only() -> None:
    made = session()
    made.place(View.FRONT, Landmark.NOSE, 10.0, 10.0)
    made.place(View.SIDE, Landmark.C7, 300.0, 300.0)
    made.add(*analyse_photo(blank(), View.FRONT, made.subject, eyes_for(person(coronal())), SETTINGS))
    assert made.places(View.FRONT) == {}
    assert Landmark.C7 in made.places(View.SIDE)
    made.undo()
    assert made.places(View.SIDE) == {}
    assert made.undo() is None
    made.remove(View.SIDE)
    assert made.views == (View.FRONT,)


def test_the_assessment_holds_the_edits() -> None:
    made = session()
    made.place(View.SIDE, Landmark.C7, 330.0, 330.0)
    engine = Engine("1", "fake", "0", SETTINGS.norms, SETTINGS.errors.name, 8)
    assessment = made.assessment(engine, datetime(2026, 11, 21, tzinfo=timezone.utc))
    assert assessment.views[View.SIDE].body.person.keypoints.sources[Landmark.C7] is Source.MANUAL
    assert set(assessment.views) == {View.FRONT, View.SIDE}


def test_confirmed_stickers_are_one_step_that_keeps_its_source() -> None:
    made = session()
    pair = {Landmark.LEFT_ACROMION: (452.0, 460.0), Landmark.RIGHT_ACROMION: (268.0, 470.0)}
    before = finding(made, View.FRONT, "shoulder_tilt")
    made.confirm(View.FRONT, pair)
    after = finding(made, View.FRONT, "shoulder_tilt")
    assert after.value == pytest.approx(3.11, abs=0.01)
    assert after.value != before.value
    assert made.source(View.FRONT, Landmark.LEFT_ACROMION) is Source.STICKER
    assert made.source(View.FRONT, Landmark.LEFT_SHOULDER) is Source.MODEL
    assert made.next_undo is not None
    assert (made.next_undo.kind, made.next_undo.touched) == ("confirmed", tuple(pair))
    made.undo()
    assert finding(made, View.FRONT, "shoulder_tilt") == before
    assert made.places(View.FRONT) == {}
    made.redo()
    assert finding(made, View.FRONT, "shoulder_tilt") == after


def test_a_confirmed_sticker_can_be_moved_by_hand_and_confirmed_again() -> None:
    made = session()
    made.confirm(View.SIDE, {Landmark.C7: (330.0, 330.0)})
    made.confirm(View.SIDE, {Landmark.C7: (330.0, 330.0)})
    made.place(View.SIDE, Landmark.C7, 331.0, 330.0)
    assert made.source(View.SIDE, Landmark.C7) is Source.MANUAL
    made.confirm(View.SIDE, {Landmark.C7: (331.0, 330.0)})
    assert made.source(View.SIDE, Landmark.C7) is Source.STICKER
    kinds = []
    while made.next_undo is not None:
        kinds.append(made.next_undo.kind)
        made.undo()
    assert kinds == ["confirmed", "moved", "confirmed"]
    made.confirm(View.SIDE, {})
    assert made.next_undo is None
