"""Shapes by construction: a body with known angles, a camera with a known roll, four ways to face."""

from __future__ import annotations

from math import atan2, cos, degrees, dist, radians, sin

import numpy as np
import pytest

from posture_app.domain.body import Body, CameraLevel
from posture_app.domain.findings import Finding, Observation, measure_all
from posture_app.domain.grading import Grade
from posture_app.domain.keypoints import Keypoints, Landmark, Person
from posture_app.domain.measures import BY_ID
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import Line, Mark, Overlay, Point, Role, mark_of
from posture_app.domain.people import PhotoAnalysis
from posture_app.domain.repeats import Averaged
from posture_app.domain.views import Facing, View
from posture_app.services.resources import shipped_method_errors, shipped_norms
from tests.figures import (
    HEIGHT,
    WIDTH,
    coronal,
    pelvis_places,
    quadriceps_places,
    sagittal,
    with_stickers,
)

CENTRE = (WIDTH / 2, HEIGHT / 2)
FACINGS = list(Facing)
PROFILES = [Facing.LEFT, Facing.RIGHT]
CORONAL = [Facing.FRONT, Facing.BACK]
VIEWS = {Facing.FRONT: View.FRONT, Facing.BACK: View.BACK, Facing.LEFT: View.SIDE, Facing.RIGHT: View.SIDE}


def standing(facing: Facing, roll_deg: float = 0.0, hidden: tuple[Landmark, ...] = ()) -> Keypoints:
    """Photograph a body with an angle everywhere by a camera rolled by so much."""
    if facing.is_side:
        return sagittal(facing, roll_deg=roll_deg, shank_forward=2.0, thigh_forward=3.0, trunk_forward=-2.0)
    return coronal(
        facing,
        roll_deg=roll_deg,
        hidden=hidden,
        head_tilt=1.0,
        shoulder_tilt=-2.5,
        pelvic_tilt=1.5,
        left_varus=3.0,
        trunk_to_right=2.0,
        pelvis_to_left_cm=2.0,
    )


def analysed(points: Keypoints, facing: Facing, roll_deg: float = 0.0, turned: float = 0.0) -> PhotoAnalysis:
    level = CameraLevel.manual(roll_deg)
    body = Body.levelled(points, facing, level, CENTRE)
    view = VIEWS[facing]
    seen = Observation(view, body, [body], level, turned, {})
    person = Person(points, np.zeros((33, 3)), np.ones(33))
    return PhotoAnalysis(
        view=view,
        facing=facing,
        width=WIDTH,
        height=HEIGHT,
        body_yaw_deg=facing.heading_deg + turned,
        turned_deg=turned,
        level=level,
        body=Averaged(person, (person,), np.zeros(len(Landmark))),
        px_per_cm=None,
        reasons=(),
        findings=measure_all(seen, shipped_norms(), shipped_method_errors()),
    )


def drawn(
    facing: Facing, roll_deg: float = 0.0, hidden: tuple[Landmark, ...] = ()
) -> tuple[PhotoAnalysis, Overlay]:
    analysis = analysed(standing(facing, roll_deg, hidden), facing, roll_deg)
    return analysis, overlay_of(analysis)


def finding_of(analysis: PhotoAnalysis, measure: str) -> Finding:
    return next(one for one in analysis.findings if one.id == measure)


def lines_of(overlay: Overlay, measure: str) -> tuple[Line, ...]:
    return tuple(one for one in overlay.lines if one.measure == measure and one.role is not Role.LEVEL)


def line_of(overlay: Overlay, measure: str) -> Line:
    (line,) = lines_of(overlay, measure)
    return line


def level_of(overlay: Overlay, measure: str) -> Line:
    (line,) = (one for one in overlay.lines if one.measure == measure and one.role is Role.LEVEL)
    return line


def plumb_of(overlay: Overlay) -> Line:
    (line,) = (one for one in overlay.lines if one.role is Role.PLUMB)
    return line


def heading(line: Line) -> float:
    """Give the direction start → end, clockwise from image right, in degrees."""
    return degrees(atan2(line.end[1] - line.start[1], line.end[0] - line.start[0]))


def between(one: Line, other: Line) -> float:
    """Give the acute angle between two lines in degrees."""
    apart = abs(heading(one) - heading(other)) % 180.0
    return min(apart, 180.0 - apart)


def off_line(point: Point, line: Line) -> float:
    """Give how far a point is from the line through both ends, in px."""
    (x0, y0), (x1, y1) = line.start, line.end
    return abs((x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)) / dist(line.start, line.end)


def at(points: Keypoints, *names: str) -> Point:
    """Give the middle of landmarks in the photo."""
    x, y = points.xy_px[[Landmark[name] for name in names]].mean(axis=0)
    return float(x), float(y)


@pytest.mark.parametrize("facing", FACINGS)
@pytest.mark.parametrize("roll", [-5.0, 0.0, 5.0])
def test_the_plumb_line_is_the_true_vertical_through_the_ankles(facing, roll):
    analysis, overlay = drawn(facing, roll)
    plumb = plumb_of(overlay)
    # A camera turned clockwise shows the world turned counter-clockwise.
    down = (plumb.end[0] - plumb.start[0], plumb.end[1] - plumb.start[1])
    assert degrees(atan2(-down[0], down[1])) == pytest.approx(-roll)
    points = analysis.body.person.keypoints
    names = (f"{facing.value.upper()}_ANKLE",) if facing.is_side else ("LEFT_ANKLE", "RIGHT_ANKLE")
    assert off_line(at(points, *names), plumb) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("facing", FACINGS)
def test_the_plumb_line_reaches_from_above_the_head_to_under_the_feet_inside_the_picture(facing):
    analysis, overlay = drawn(facing)
    plumb = plumb_of(overlay)
    _, top, _, bottom = analysis.body.person.keypoints.box_px()
    assert 0 < plumb.start[1] < top - 0.08 * (bottom - top)
    assert bottom < plumb.end[1] < HEIGHT


@pytest.mark.parametrize("roll", [-5.0, 0.0, 5.0])
def test_the_bob_hangs_at_the_plumb_lines_lower_end_and_points_along_it(roll):
    _, overlay = drawn(Facing.FRONT, roll)
    (bob,) = overlay.bobs
    plumb = plumb_of(overlay)
    assert bob.tip == plumb.end
    length = dist(plumb.start, plumb.end)
    way = -sin(radians(bob.direction_deg)), cos(radians(bob.direction_deg))
    assert plumb.start[0] + length * way[0] == pytest.approx(plumb.end[0])
    assert plumb.start[1] + length * way[1] == pytest.approx(plumb.end[1])


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("roll", [-5.0, 0.0, 5.0])
@pytest.mark.parametrize("measure", ["head_tilt", "shoulder_tilt", "pelvic_tilt", "knee_tilt"])
def test_what_lies_between_a_measured_line_and_its_level_is_the_value(facing, roll, measure):
    analysis, overlay = drawn(facing, roll)
    finding = finding_of(analysis, measure)
    assert finding.value is not None
    assert between(line_of(overlay, measure), level_of(overlay, measure)) == pytest.approx(abs(finding.value))
    assert between(level_of(overlay, measure), plumb_of(overlay)) == pytest.approx(90.0)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize("measure", ["body_tilt", "trunk_tilt"])
def test_what_lies_between_an_axis_and_the_plumb_line_is_the_value(facing, measure):
    analysis, overlay = drawn(facing, 5.0)
    value = finding_of(analysis, measure).value
    assert value is not None
    assert abs(value) > 0.05
    assert between(line_of(overlay, measure), plumb_of(overlay)) == pytest.approx(abs(value))


@pytest.mark.parametrize("facing", PROFILES)
@pytest.mark.parametrize("roll", [-5.0, 0.0, 5.0])
@pytest.mark.parametrize("measure", ["body_lean", "trunk_lean", "ear_shoulder_angle"])
def test_what_lies_between_a_lean_and_the_plumb_line_is_the_value(facing, roll, measure):
    analysis, overlay = drawn(facing, roll)
    value = finding_of(analysis, measure).value
    assert value is not None
    assert between(line_of(overlay, measure), plumb_of(overlay)) == pytest.approx(abs(value))


@pytest.mark.parametrize("facing", PROFILES)
def test_the_ear_shoulder_line_is_a_proxy_with_an_upright_of_its_own(facing):
    _, overlay = drawn(facing, 5.0)
    assert line_of(overlay, "ear_shoulder_angle").role is Role.PROXY
    upright = level_of(overlay, "ear_shoulder_angle")
    assert between(upright, plumb_of(overlay)) == pytest.approx(0.0, abs=1e-9)
    assert upright.start == pytest.approx(line_of(overlay, "ear_shoulder_angle").start)


@pytest.mark.parametrize("facing", CORONAL)
@pytest.mark.parametrize(("measure", "name"), [("shoulder_tilt", "SHOULDER"), ("pelvic_tilt", "HIP")])
def test_a_measured_line_goes_through_both_landmarks_and_beyond_them(facing, measure, name):
    analysis, overlay = drawn(facing, 5.0)
    points, line = analysis.body.person.keypoints, line_of(overlay, measure)
    left, right = at(points, "LEFT_" + name), at(points, "RIGHT_" + name)
    assert off_line(left, line) == pytest.approx(0.0, abs=1e-9)
    assert off_line(right, line) == pytest.approx(0.0, abs=1e-9)
    assert dist(line.start, line.end) > 1.4 * dist(left, right)


@pytest.mark.parametrize("facing", CORONAL)
def test_the_level_goes_through_the_measured_lines_middle(facing):
    analysis, overlay = drawn(facing, 5.0)
    middle = at(analysis.body.person.keypoints, "LEFT_SHOULDER", "RIGHT_SHOULDER")
    assert off_line(middle, level_of(overlay, "shoulder_tilt")) == pytest.approx(0.0, abs=1e-9)


def test_the_head_is_shown_where_it_was_measured_eyes_in_front_ears_behind_or_without_eyes():
    for facing, hidden, name in (
        (Facing.FRONT, (), "EYE"),
        (Facing.FRONT, (Landmark.LEFT_EYE,), "EAR"),
        (Facing.BACK, (), "EAR"),
    ):
        analysis, overlay = drawn(facing, 5.0, hidden)
        point = at(analysis.body.person.keypoints, "LEFT_" + name)
        assert off_line(point, line_of(overlay, "head_tilt")) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("facing", CORONAL)
def test_a_hidden_landmark_takes_every_line_through_it_away(facing):
    analysis, overlay = drawn(facing, 5.0, hidden=(Landmark.LEFT_HIP,))
    gone = at(analysis.body.person.keypoints, "LEFT_HIP")
    for measure in ("pelvic_tilt", "trunk_tilt", "left_knee_alignment"):
        assert finding_of(analysis, measure).value is None
        assert not [one for one in overlay.lines if one.measure == measure]
        assert measure not in {one.measure for one in overlay.labels}
    assert all(min(dist(gone, one.start), dist(gone, one.end)) > 1.0 for one in overlay.lines)
    assert all(dist(dot.centre, gone) > 1.0 for dot in overlay.dots)


def test_without_ankles_there_is_no_plumb_line_and_no_bob():
    _, overlay = drawn(Facing.FRONT, hidden=(Landmark.RIGHT_ANKLE,))
    assert not [one for one in overlay.lines if one.role is Role.PLUMB]
    assert not overlay.bobs


def test_knees_of_a_turned_body_are_bones_not_measures():
    overlay = overlay_of(analysed(standing(Facing.FRONT), Facing.FRONT, turned=12.0))
    assert not lines_of(overlay, "left_knee_alignment")
    points = standing(Facing.FRONT)
    knee = at(points, "LEFT_KNEE")
    legs = [one for one in overlay.lines if min(dist(knee, one.start), dist(knee, one.end)) < 1e-6]
    assert [one.role for one in legs] == [Role.SKELETON] * 2


def test_an_indicative_line_is_not_graded_and_a_graded_one_is_measured():
    _, overlay = drawn(Facing.FRONT)
    assert line_of(overlay, "pelvic_tilt").role is Role.NOT_GRADED
    assert line_of(overlay, "shoulder_tilt").role is Role.MEASURED


def test_a_profile_shows_the_near_side_only():
    for facing, far in ((Facing.LEFT, "RIGHT"), (Facing.RIGHT, "LEFT")):
        analysis, overlay = drawn(facing, 5.0)
        points = analysis.body.person.keypoints
        shown = {dot.centre for dot in overlay.dots}
        assert shown
        assert not shown & {
            at(points, f"{far}_{name}") for name in ("EAR", "SHOULDER", "HIP", "KNEE", "ANKLE")
        }


@pytest.mark.parametrize("facing", FACINGS)
@pytest.mark.parametrize("roll", [0.0, 5.0])
def test_a_mirrored_body_gives_mirrored_shapes(facing, roll):
    turned = {Facing.LEFT: Facing.RIGHT, Facing.RIGHT: Facing.LEFT}.get(facing, facing)
    points = standing(facing, roll)
    plain = overlay_of(analysed(points, facing, roll))
    other = overlay_of(analysed(points.mirrored(WIDTH), turned, -roll))

    def flipped(point: Point) -> tuple[float, float]:
        return round(WIDTH - point[0], 6), round(point[1], 6)

    def ends(line: Line, turn) -> tuple[object, ...]:
        return frozenset({turn(line.start), turn(line.end)}), line.role

    def same(point: Point) -> tuple[float, float]:
        return round(point[0], 6), round(point[1], 6)

    assert {ends(one, flipped) for one in plain.lines} == {ends(one, same) for one in other.lines}
    assert {flipped(one.centre) for one in plain.dots} == {same(one.centre) for one in other.dots}
    assert [-one.direction_deg for one in plain.bobs] == [one.direction_deg for one in other.bobs]
    if facing.is_side:  # in front and back views labels keep to the subject's own side
        mirrored = {(flipped(one.anchor), not one.prefer_right) for one in plain.labels}
        assert mirrored == {(same(one.anchor), one.prefer_right) for one in other.labels}


def test_the_worst_label_comes_first_and_there_are_at_most_five():
    overlay = overlay_of(analysed(coronal(Facing.FRONT, head_tilt=14.0, shoulder_tilt=3.0), Facing.FRONT))
    assert overlay.labels[0].measure == "head_tilt"
    assert overlay.labels[1].measure == "shoulder_tilt"
    assert len(overlay.labels) == 5


@pytest.mark.parametrize("facing", FACINGS)
def test_nothing_leaves_the_picture(facing):
    _, overlay = drawn(facing, 5.0)
    shown = [point for one in overlay.lines for point in (one.start, one.end)] + [
        one.anchor for one in overlay.labels
    ]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in shown)


@pytest.mark.parametrize("facing", FACINGS)
def test_labels_point_to_their_lines(facing):
    _, overlay = drawn(facing, 5.0)
    for label in overlay.labels:
        lines = lines_of(overlay, label.measure)
        assert min(off_line(label.anchor, line) for line in lines) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("grade", "mark"),
    [
        (Grade(None), Mark.RING),
        (Grade(0, not_excluded=True), Mark.CIRCLE),
        (Grade(-1, borderline=True, near_normal=True), Mark.HALF_DIAMOND),
        (Grade(1), Mark.DIAMOND),
        (Grade(-2, borderline=True), Mark.HALF_SQUARE),
        (Grade(2, borderline=True, near_normal=True), Mark.HALF_DIAMOND),
        (Grade(2), Mark.SQUARE),
    ],
)
def test_every_grade_has_its_shape(grade, mark):
    assert mark_of(grade) is mark


def test_every_labelled_measure_exists():
    for facing in FACINGS:
        _, overlay = drawn(facing)
        assert {one.measure for one in overlay.labels} <= set(BY_ID)


def test_lines_go_through_what_somebody_placed() -> None:
    places = {**quadriceps_places("LEFT", 12.0), **quadriceps_places("RIGHT", 9.0)}
    places |= {"LEFT_ACROMION": (19.0, 141.0), "RIGHT_ACROMION": (-19.0, 142.0)}
    points = with_stickers(standing(Facing.FRONT), Facing.FRONT, places)
    overlay = overlay_of(analysed(points, Facing.FRONT))
    upper, lower = lines_of(overlay, "left_q_angle")
    assert upper.start == pytest.approx(at(points, "LEFT_ASIS"))
    assert upper.end == lower.start == pytest.approx(at(points, "LEFT_PATELLA"))
    assert lower.end == pytest.approx(at(points, "LEFT_TIBIAL_TUBERCLE"))
    shoulders = line_of(overlay, "shoulder_tilt")
    assert off_line(at(points, "LEFT_ACROMION"), shoulders) < 0.01
    assert off_line(at(points, "LEFT_SHOULDER"), shoulders) > 3.0
    skeleton = [one for one in overlay.lines if one.role is Role.SKELETON]
    ends = {at(points, "LEFT_SHOULDER"), at(points, "RIGHT_SHOULDER")}
    assert not any({one.start, one.end} == ends for one in skeleton)


@pytest.mark.parametrize("facing", PROFILES)
def test_the_pelvis_from_the_side_is_held_against_the_level(facing: Facing) -> None:
    near = facing.value.upper()
    places = {**pelvis_places(near, 11.0), near + "_MALLEOLUS": (2.0, 8.0), near + "_EAR": (3.0, 160.0)}
    points = with_stickers(standing(facing), facing, places)
    overlay = overlay_of(analysed(points, facing))
    assert between(line_of(overlay, "sagittal_pelvic_tilt"), level_of(overlay, "sagittal_pelvic_tilt")) == (
        pytest.approx(11.0)
    )
    assert off_line(at(points, near + "_MALLEOLUS"), plumb_of(overlay)) < 0.01
