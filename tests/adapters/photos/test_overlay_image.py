"""The overlay on pixels and on a page, drawn from shapes made by hand."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise
from math import cos, dist, radians, sin

import numpy as np
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.overlay import draw_overlay
from posture_app.adapters.photos.overlay_image import draw_overlay_jpeg, draw_overlay_picture
from posture_app.domain.overlay.body import Disc
from posture_app.domain.overlay.shapes import Bob, Dot, Label, LabelText, Line, Mark, Overlay, Role
from posture_app.services.overlay.label_layout import Box, Wish, obstacles, place
from posture_app.services.overlay.style import STROKES, dashes, layers, mark_fill, mark_outline, scale_for
from posture_app.services.ports import Frame

EMPTY = Overlay((), (), (), ())


def grey(width: int = 360, height: int = 640, tone: int = 120) -> Frame:
    return Frame(np.full((height, width, 3), tone, np.uint8))


def text(measure: str) -> LabelText:
    return LabelText("2.1°", Mark.HALF_DIAMOND)


def figure(width: float = 360.0, height: float = 640.0) -> Overlay:
    """A few shapes of every kind, laid out for a picture of this size."""

    def at(x: float, y: float) -> tuple[float, float]:
        return x * width, y * height

    plumb = Line(at(0.5, 0.1), at(0.5, 0.9), Role.PLUMB)
    return Overlay(
        lines=(
            plumb,
            Line(at(0.5, 0.2), at(0.5, 0.5), Role.SKELETON),
            Line(at(0.3, 0.31), at(0.7, 0.31), Role.LEVEL, "shoulder_tilt"),
            Line(at(0.3, 0.32), at(0.7, 0.3), Role.MEASURED, "shoulder_tilt"),
            Line(at(0.4, 0.5), at(0.6, 0.5), Role.NOT_GRADED, "pelvic_tilt"),
            Line(at(0.42, 0.2), at(0.58, 0.2), Role.PROXY, "head_tilt"),
        ),
        dots=(Dot(at(0.35, 0.3175), Role.MEASURED), Dot(at(0.65, 0.3025), Role.MEASURED)),
        bobs=(Bob(plumb.end, 0.0),),
        labels=(
            Label(at(0.3, 0.32), "shoulder_tilt", prefer_right=False, other_anchor=at(0.7, 0.3)),
            Label(at(0.58, 0.2), "head_tilt", prefer_right=True),
            Label(at(0.6, 0.5), "pelvic_tilt", prefer_right=True),
        ),
        body=tuple(Disc(at(0.5, y), 0.1 * width) for y in np.linspace(0.2, 0.8, 12)),
    )


def test_the_jpeg_keeps_the_size_and_the_colours_resolution():
    jpeg = Image.open(BytesIO(draw_overlay_jpeg(grey(), figure(), text)))
    assert jpeg.format == "JPEG"
    assert jpeg.size == (360, 640)
    assert [layer[1:3] for layer in jpeg.layer] == [(1, 1)] * 3


def test_the_photo_itself_is_left_alone():
    frame = grey()
    before = frame.rgb.copy()
    draw_overlay_picture(frame, figure(), text)
    assert (frame.rgb == before).all()


def test_an_empty_overlay_changes_nothing():
    frame = grey()
    assert (draw_overlay_picture(frame, EMPTY, text) == frame.rgb).all()


@pytest.mark.parametrize("role", list(Role))
def test_a_stroke_changes_its_neighbourhood_and_nothing_further_away(role):
    frame = grey()
    line = Line((60.5, 80.25), (300.0, 500.0), role)
    changed = (draw_overlay_picture(frame, Overlay((line,), (), (), ()), text) != frame.rgb).any(axis=2)
    ys, xs = np.nonzero(changed)
    (x0, y0), (x1, y1) = line.start, line.end
    off = np.abs((x1 - x0) * (ys + 0.5 - y0) - (y1 - y0) * (xs + 0.5 - x0)) / dist(line.start, line.end)
    assert changed.any()
    assert off.max() < STROKES[role].casing(False) * 1.6 / 2 + 1.5


@pytest.mark.parametrize("tone", [5, 250])
@pytest.mark.parametrize("role", list(Role))
def test_a_stroke_stands_off_dark_and_light_clothes(role, tone):
    frame = grey(tone=tone)
    line = Line((180.0, 60.0), (180.0, 600.0), role)
    picture = draw_overlay_picture(frame, Overlay((line,), (), (), ()), text)
    row_by_row = picture[60:600, 165:195].astype(int).sum(axis=2)
    assert np.ptp(row_by_row, axis=1).max() > 300


def test_a_stroke_is_as_wide_as_asked_and_lies_where_it_should():
    frame = grey(height=800, tone=0)
    line = Line((100.3, 50.0), (100.3, 750.0), Role.SKELETON)
    picture = draw_overlay_picture(frame, Overlay((line,), (), (), ()), text)
    share = picture[400, :, 0] / 255.0
    scale = scale_for(Overlay((line,), (), (), ()), 800)
    assert share.sum() == pytest.approx(STROKES[Role.SKELETON].width * scale, abs=0.5)
    assert (share * (np.arange(360) + 0.5)).sum() / share.sum() == pytest.approx(100.3, abs=0.15)


def test_no_two_roles_differ_by_colour_alone():
    looks = [(STROKES[role].dash, STROKES[role].width) for role in Role]
    assert len(set(looks)) == len(looks)
    dashed = [STROKES[role].dash for role in Role if STROKES[role].dash is not None]
    assert len(set(dashed)) == len(dashed)
    assert STROKES[Role.MEASURED].dash is None
    assert STROKES[Role.PROXY].dash
    assert STROKES[Role.NOT_GRADED].dash


def test_every_line_is_in_exactly_one_layer():
    overlay = figure()
    shown = [line for layer in layers(overlay) for line in layer]
    assert sorted(map(repr, shown)) == sorted(map(repr, overlay.lines))


def test_dashes_lie_on_the_line_and_reach_both_ends():
    pieces = dashes((0.0, 0.0), (60.0, 80.0), (7.0, 5.0), 2.0)
    assert len(pieces) > 5
    assert dist(pieces[0][0], (0.0, 0.0)) == pytest.approx(1.0)  # the round end fills the rest
    assert dist(pieces[-1][1], (60.0, 80.0)) == pytest.approx(1.0)
    for (start, end), (following, _) in pairwise(pieces):
        assert 0 < dist(start, end) < dist(start, following)
    assert dashes((0.0, 0.0), (3.0, 0.0), (7.0, 5.0), 2.0) == (((0.0, 0.0), (3.0, 0.0)),)


def test_half_marks_have_the_outline_of_the_whole_and_half_of_its_fill():
    for half, whole in ((Mark.HALF_DIAMOND, Mark.DIAMOND), (Mark.HALF_SQUARE, Mark.SQUARE)):
        assert mark_outline(half, (5.0, 5.0), 8.0) == mark_outline(whole, (5.0, 5.0), 8.0)
        assert min(x for x, _ in mark_fill(half, (5.0, 5.0), 8.0)) == 5.0


@pytest.mark.parametrize("size", [(93, 314), (720, 1280), (1280, 720), (3000, 4000)])
@pytest.mark.parametrize("mark", list(Mark))
def test_every_size_and_every_mark_can_be_drawn(size, mark):
    if size == (3000, 4000) and mark is not Mark.RING:
        pytest.skip("one mark is enough for a large picture")
    frame = grey(*size)
    picture = draw_overlay_picture(frame, figure(*size), lambda measure: LabelText("왼쪽 2.1°", mark))
    assert picture.shape == frame.rgb.shape


def test_shapes_beyond_the_edge_are_cut_off_there():
    frame = grey()
    overlay = Overlay(
        (Line((-50.0, 300.0), (500.0, 320.0), Role.MEASURED),),
        (Dot((-2.0, 300.0), Role.MEASURED), Dot((900.0, 300.0), Role.SKELETON)),
        (Bob((180.0, 645.0), 10.0),),
        (Label((-40.0, 300.0), "shoulder_tilt", prefer_right=False),),
    )
    assert draw_overlay_picture(frame, overlay, text).shape == frame.rgb.shape


# --- labels ---------------------------------------------------------------------------------


def apart(one: Box, other: Box) -> bool:
    return one.x1 < other.x0 or other.x1 < one.x0 or one.y1 < other.y0 or other.y1 < one.y0


def test_pills_stay_inside_apart_and_off_the_body():
    overlay = figure(720, 1280)
    wishes = [Wish(one.anchor, 110.0, one.prefer_right, one.other_anchor) for one in overlay.labels]
    bounds = Box(0.0, 0.0, 720.0, 1280.0)
    off = obstacles(overlay, 10.0)
    pills = place(wishes, 40.0, off, bounds, 4.0)
    assert [one.wish for one in pills] == [0, 1, 2]
    for pill in pills:
        assert 0 <= pill.box.x0 < pill.box.x1 <= 720
        assert 0 <= pill.box.y0 < pill.box.y1 <= 1280
        for x, y, radius in off:
            nearest = np.clip((x, y), (pill.box.x0, pill.box.y0), (pill.box.x1, pill.box.y1))
            assert dist(nearest, (x, y)) > radius
    assert all(apart(one.box, other.box) for one, other in combinations(pills, 2))


def test_many_pills_about_one_point_are_kept_apart_and_the_last_ones_are_dropped():
    wishes = [Wish((50.0, 50.0), 40.0, prefer_right=True)] * 40
    pills = place(wishes, 16.0, [], Box(0.0, 0.0, 200.0, 100.0), 2.0)
    assert 3 <= len(pills) < 40
    assert [one.wish for one in pills][:3] == [0, 1, 2]
    assert all(apart(one.box, other.box) for one, other in combinations(pills, 2))


def test_a_pill_stands_on_the_side_it_would_rather_be_and_points_to_its_anchor():
    for right in (True, False):
        (pill,) = place(
            [Wish((100.0, 50.0), 40.0, right)], 16.0, [(100.0, 50.0, 5.0)], Box(0, 0, 200, 100), 2.0
        )
        assert (pill.box.centre[0] > 100.0) is right
        assert pill.leader_end == (100.0, 50.0)


def test_a_pill_without_room_on_its_side_goes_to_the_lines_other_end():
    wish = Wish((12.0, 50.0), 40.0, prefer_right=False, other_anchor=(100.0, 50.0))
    line = [(float(x), 50.0, 0.0) for x in range(12, 101, 4)]
    (pill,) = place([wish], 16.0, line, Box(0.0, 0.0, 200.0, 100.0), 2.0)
    assert pill.leader_end == (100.0, 50.0)


def test_a_pill_wider_than_the_picture_is_dropped():
    assert place([Wish((10.0, 10.0), 90.0, prefer_right=True)], 16.0, [], Box(0, 0, 80, 300), 2.0) == ()


def test_a_photo_that_shows_the_person_small_gets_finer_lines():
    tall = Overlay((Line((0.0, 10.0), (0.0, 790.0), Role.PLUMB),), (), (), ())
    small = Overlay((Line((0.0, 300.0), (0.0, 500.0), Role.PLUMB),), (), (), ())
    assert scale_for(tall, 800.0) == pytest.approx(2.0)
    assert scale_for(small, 800.0) == pytest.approx(1.2)
    assert scale_for(EMPTY, 800.0) == pytest.approx(2.0)


# --- the page -------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [0.0, 12.0])
def test_the_same_shapes_go_onto_a_page(turned):
    from pypdf import PdfReader

    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 700))
    way = cos(radians(turned)), sin(radians(turned))

    def to_page(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point[0] * 0.5, point[1] * 0.5
        return 20 + x * way[0] - y * way[1] / 10, 350 - y * way[0] + x * way[1] / 10

    draw_overlay(canvas, figure(), to_page, 0.8, text, Box(20, 30, 200, 350))
    canvas.save()
    (page,) = PdfReader(out).pages
    assert page.extract_text().count("2.1°") == 3
