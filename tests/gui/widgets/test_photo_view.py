from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import LabelText, Line, Mark, Overlay, Role, mark_of
from posture_app.domain.views import View
from posture_app.gui.images import to_qimage
from posture_app.gui.widgets.painter_overlay import Canvas, Layer, draw_overlay
from posture_app.gui.widgets.photo_marks import Handle
from posture_app.gui.widgets.photo_view import Mode, PhotoView
from tests.assessments import assessment

WIDTH, HEIGHT = 360, 640
LEFT, RIGHT = Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER
LEFT_BUTTON, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def grey(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return np.full((height, width, 3), 128, np.uint8)


@pytest.fixture
def view(qtbot):
    view = PhotoView()
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show_photo(to_qimage(grey()))
    view.show()
    view.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is view)
    view.setFocus()
    return view


def on_screen(view: PhotoView, x: float, y: float) -> QPoint:
    return view.to_screen().map(QPointF(x, y)).toPoint()


def drag(qtbot, view: PhotoView, start: QPoint, *ways: QPoint) -> None:
    qtbot.mousePress(view, LEFT_BUTTON, pos=start)
    for way in ways:
        qtbot.mouseMove(view, start + way)
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=start + ways[-1])


def handles() -> list[Handle]:
    return [Handle(LEFT, 240.0, 150.0, "Left shoulder"), Handle(RIGHT, 120.0, 150.0, "Right shoulder")]


# --- where things are -----------------------------------------------------------------------


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("zoom", [1.0, 2.5])
def test_a_click_lands_on_the_photos_pixel(qtbot, view, mirrored, zoom):
    view.set_mirrored(mirrored)
    view.zoom_to(zoom)
    spot = on_screen(view, 200.0, 300.0)
    with qtbot.waitSignal(view.clicked) as clicked:
        qtbot.mouseClick(view, LEFT_BUTTON, pos=spot)
    assert clicked.args == pytest.approx([200.0, 300.0], abs=1.0)


def test_a_mirrored_view_shows_the_photos_left_at_the_right(view):
    rgb = grey()
    rgb[:, : WIDTH // 2] = (200, 0, 0)
    view.show_photo(to_qimage(rgb))
    spot = on_screen(view, 90.0, 320.0)
    assert spot.x() < 150
    assert view.grab().toImage().pixelColor(spot).red() == 200
    view.set_mirrored(True)
    spot = on_screen(view, 90.0, 320.0)
    assert spot.x() > 150
    assert view.grab().toImage().pixelColor(spot).red() == 200


@pytest.mark.parametrize("mirrored", [False, True])
def test_zooming_and_panning_can_be_undone(view, mirrored):
    view.set_mirrored(mirrored)
    view.zoom_to(3.0, QPointF(100, 200))
    view.pan(17, -9)
    for spot in (QPointF(0, 0), QPointF(150.5, 250.25), QPointF(300, 500)):
        back = view.to_screen().map(QPointF(*view.to_photo(spot)))
        assert (back.x(), back.y()) == pytest.approx((spot.x(), spot.y()))


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_under_the_pointer_stays_there_when_zooming(view, mirrored):
    view.set_mirrored(mirrored)
    spot = QPointF(140, 240)
    before = view.to_photo(spot)
    view.zoom_by(2.0, spot)
    assert view.to_photo(spot) == pytest.approx(before)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_photo_goes_with_the_hand(qtbot, view, mirrored):
    view.set_mirrored(mirrored)
    view.zoom_to(4.0)
    spot = QPointF(150, 250)
    held = view.to_photo(spot)
    drag(qtbot, view, spot.toPoint(), QPoint(10, 5), QPoint(30, -20))
    assert view.to_photo(spot + QPointF(30, -20)) == pytest.approx(held)


def test_the_photo_cannot_be_lost(view):
    view.zoom_to(4.0)
    view.pan(99999, 99999)
    x, y = view.to_photo(QPointF(0, 0))
    assert (x, y) == pytest.approx((0.0, 0.0))
    view.zoom_to(1.0)
    assert view.to_photo(QPointF(150, 250)) == pytest.approx((WIDTH / 2, HEIGHT / 2))


def test_the_wheel_zooms_in_and_no_further_out_than_fitted(qtbot, view):
    for delta, expected in ((120, 1.25), (-120, 1.0), (-120, 1.0)):
        at = QPointF(150, 250)
        event = QWheelEvent(
            at,
            QPointF(view.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            NO_KEYS,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        assert view.zoom == pytest.approx(expected)


def test_a_live_view_does_not_zoom(qtbot, view):
    view.set_zoomable(False)
    qtbot.keyClick(view, "+")
    assert view.zoom == 1.0


def test_a_region_fills_the_view(view):
    view.set_region(QRectF(100, 200, 60, 100))
    assert view.to_photo(QPointF(0, 0)) == pytest.approx((100, 200))
    assert view.to_photo(QPointF(300, 500)) == pytest.approx((160, 300))


def test_a_photo_of_the_same_size_keeps_the_zoom_and_another_does_not(view):
    view.zoom_to(2.0)
    view.show_photo(to_qimage(grey()))
    assert view.zoom == 2.0
    view.show_photo(to_qimage(grey(100, 90)))
    assert view.zoom == 1.0


def test_a_photo_much_larger_than_the_screen_is_shown_whole(view):
    rgb = grey(3001, 4003)
    rgb[2001:, :] = (0, 0, 250)
    view.show_photo(to_qimage(rgb))
    shown = view.grab().toImage()
    assert shown.pixelColor(on_screen(view, 1500, 1900)).blue() == 128
    assert shown.pixelColor(on_screen(view, 1500, 2100)).blue() == 250


# --- handles --------------------------------------------------------------------------------


@pytest.mark.parametrize("mirrored", [False, True])
def test_dragging_a_handle_tells_photo_pixels(qtbot, view, mirrored):
    view.set_mirrored(mirrored)
    view.set_mode(Mode.MOVE)
    view.show_handles(handles())
    moved, released, selected, clicked = [], [], [], []
    view.handle_moved.connect(lambda *args: moved.append(args))
    view.handle_released.connect(lambda *args: released.append(args))
    view.handle_selected.connect(selected.append)
    view.clicked.connect(lambda *args: clicked.append(args))
    scale = abs(view.to_screen().m11())
    drag(qtbot, view, on_screen(view, 240.0, 150.0) + QPoint(3, 2), QPoint(10, 0), QPoint(20, -30))
    way = -1 if mirrored else 1
    assert selected == [LEFT]
    assert [one[0] for one in moved] == [LEFT, LEFT]
    assert released[0][1:] == pytest.approx((240.0 + way * 20 / scale, 150.0 - 30 / scale), abs=1e-6)
    assert moved[-1] == released[0]
    assert clicked == []


def test_a_press_beyond_the_reach_of_any_handle_is_a_click(qtbot, view):
    view.set_mode(Mode.MOVE)
    view.show_handles(handles())
    view.select(LEFT)
    with qtbot.waitSignal(view.clicked):
        qtbot.mouseClick(view, LEFT_BUTTON, pos=on_screen(view, 240.0, 150.0) + QPoint(0, 24))
    assert view.selected is None


def test_the_nearer_of_two_handles_is_taken(qtbot, view):
    view.set_mode(Mode.MOVE)
    view.show_handles([Handle(LEFT, 200.0, 150.0), Handle(RIGHT, 190.0, 150.0)])
    qtbot.mouseClick(view, LEFT_BUTTON, pos=on_screen(view, 186.0, 150.0))
    assert view.selected is RIGHT


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(("modifier", "step"), [(NO_KEYS, 1.0), (Qt.KeyboardModifier.ShiftModifier, 0.25)])
def test_arrow_keys_nudge_the_selected_point_as_seen(qtbot, view, mirrored, modifier, step):
    view.set_mirrored(mirrored)
    view.set_mode(Mode.MOVE)
    view.show_handles(handles())
    view.select(LEFT)
    done = []
    view.handle_released.connect(lambda *args: done.append(args))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(view, key, modifier)
    way = -1 if mirrored else 1
    assert done[-1] == (LEFT, 240.0 + way * 2 * step, 150.0 + step)
    assert len(done) == 3


def test_a_point_cannot_leave_the_photo(qtbot, view):
    view.set_mode(Mode.MOVE)
    view.show_handles([Handle(LEFT, 0.5, 150.0)])
    view.select(LEFT)
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.handle(LEFT).at == (0.0, 150.0)


def test_tab_goes_from_point_to_point_and_on(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    view, after = PhotoView(), QPushButton("after")
    row.addWidget(view)
    row.addWidget(after)
    view.show_photo(to_qimage(grey()))
    view.set_mode(Mode.MOVE)
    view.show_handles(handles())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    view.setFocus()
    for expected in (LEFT, RIGHT):
        qtbot.keyClick(view, Qt.Key.Key_Tab)
        assert view.selected is expected
    assert view.accessibleDescription() == "Right shoulder"
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    assert view.selected is None
    assert after.hasFocus()


def test_a_handle_that_is_gone_is_no_longer_selected(view):
    view.show_handles(handles())
    view.select(LEFT)
    view.show_handles(handles()[1:])
    assert view.selected is None


# --- what is painted ------------------------------------------------------------------------


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_line_is_painted_where_the_photos_pixels_are(view, mirrored):
    line = Line((60.0, 100.0), (60.0, 500.0), Role.MEASURED)
    view.set_mirrored(mirrored)
    view.show_overlay(Overlay((line,), (), (), ()))
    colour = view.grab().toImage().pixelColor(on_screen(view, 60.0, 300.0))
    assert (colour.red(), colour.green(), colour.blue()) == (255, 209, 102)
    view.show_layers(frozenset(Layer) - {Layer.MEASURED})
    assert view.grab().toImage().pixelColor(on_screen(view, 60.0, 300.0)).red() == 128


def whole_overlay() -> tuple[Overlay, dict[str, LabelText]]:
    analysis = assessment(View.FRONT, shoulder_tilt=3.0).views[View.FRONT]
    words = {one.id: LabelText("3.0°", mark_of(one.grade)) for one in analysis.findings}
    return overlay_of(analysis), words


def test_what_cannot_be_seen_is_left_out_and_nothing_that_can_be_is_missing():
    overlay, _ = whole_overlay()
    tops = [min(line.start[1], line.end[1]) for line in overlay.lines]

    def painted(part: QRectF, seen: QRectF | None) -> QImage:
        image = QImage(720, 1280, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        painter.setClipRect(part)
        draw_overlay(Canvas(painter, QTransform(), 2.0, seen=seen), overlay)
        painter.end()
        return image

    for top in np.linspace(min(tops) - 150.0, max(tops), 6):
        part = QRectF(250.0, float(top), 160.0, 160.0)
        assert painted(part, part) == painted(part, None)
    above = QRectF(0.0, min(tops) - 200.0, 720.0, 100.0)
    assert not Canvas(None, QTransform(), 2.0, seen=above).shows(QPointF(0.0, 640.0), QPointF(720.0, 640.0))
    assert painted(QRectF(0, 0, 720, 1280), above) != painted(QRectF(0, 0, 720, 1280), None)


def test_labels_read_the_same_in_a_mirror(view):
    """The words' own pixels are looked for: a mirrored text would not be found."""
    rgb = np.full((1280, 720, 3), 128, np.uint8)
    view.show_photo(to_qimage(rgb))
    overlay, words = whole_overlay()
    one = Overlay(overlay.lines, overlay.dots, overlay.bobs, overlay.labels[:1])
    view.resize(500, 800)
    view.show_overlay(one, words.__getitem__)

    def pill() -> np.ndarray:
        image = view.grab().toImage()
        box = view._labels.pills[0].box
        left, top = round(box.x0), round(box.y0)
        size = int(box.x1 - box.x0), int(box.y1 - box.y0)
        pixels = [
            [image.pixelColor(left + x, top + y).lightness() for x in range(4, size[0] - 4)]
            for y in range(4, size[1] - 4)
        ]
        return np.array(pixels)

    plain = pill()
    view.set_mirrored(True)
    assert (pill() == plain).all()


def test_labels_stay_put_while_a_point_is_dragged(qtbot, view):
    view.show_photo(to_qimage(np.full((1280, 720, 3), 128, np.uint8)))
    overlay, words = whole_overlay()
    view.set_mode(Mode.MOVE)
    view.show_handles([Handle(LEFT, 400.0, 400.0)])
    view.show_overlay(overlay, words.__getitem__)
    view.grab()
    before = {pill.measure: pill.box for pill in view._labels.pills}
    qtbot.mousePress(view, LEFT_BUTTON, pos=on_screen(view, 400.0, 400.0))
    view.show_overlay(overlay, lambda measure: LabelText("9.9°", Mark.SQUARE))
    view.grab()
    assert {pill.measure: pill.box for pill in view._labels.pills} == before
    assert {pill.text.text for pill in view._labels.pills} == {"9.9°"}
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=on_screen(view, 400.0, 400.0))


def test_the_target_is_filled_until_it_is_reached(view):
    square = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7)]
    view.show_target(square)
    middle = on_screen(view, WIDTH / 2, HEIGHT / 2)
    assert view.grab().toImage().pixelColor(middle).red() > 140
    view.show_target(square, reached=True)
    assert view.grab().toImage().pixelColor(middle).red() == 128


def test_the_magnifier_shows_the_point_in_its_middle_and_gets_out_of_the_way(qtbot, view):
    rgb = grey()
    rgb[138:162, 228:252] = (255, 0, 255)
    view.show_photo(to_qimage(rgb))
    view.set_mode(Mode.MOVE)
    view.show_handles([Handle(LEFT, 240.0, 150.0)])
    start = on_screen(view, 240.0, 150.0)
    qtbot.mousePress(view, LEFT_BUTTON, pos=start)
    magnifier = view._magnifier.place(QRectF(view.rect()), QPointF(start))
    assert not magnifier.contains(QPointF(start))
    near = magnifier.center() + QPointF(12, 12)
    colour = view.grab().toImage().pixelColor(near.toPoint())
    assert (colour.red(), colour.green()) == pytest.approx((255, 0), abs=40)
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=start)
    assert view._magnified is None


def test_the_edge_where_the_feet_leave_is_marked(view):
    view.show_alarm(frozenset({Qt.Edge.BottomEdge}))
    colour: QColor = view.grab().toImage().pixelColor(150, 496)
    assert colour.red() > 200
    assert colour.green() < 120


def test_without_a_photo_nothing_goes_wrong(qtbot, view):
    view.show_photo(None)
    view.show_target([(0.1, 0.1), (0.5, 0.9), (0.2, 0.7)])
    qtbot.mouseClick(view, LEFT_BUTTON, pos=QPoint(50, 50))
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert not view.grab().isNull()


def test_labels_go_along_while_the_photo_is_pulled_and_settle_after(qtbot, view):
    view.show_photo(to_qimage(np.full((1280, 720, 3), 128, np.uint8)))
    overlay, words = whole_overlay()
    view.show_overlay(overlay, words.__getitem__)
    view.zoom_to(3.0)
    view.pan(50, 300)
    view.grab()
    before = {pill.measure: pill.box.centre for pill in view._labels.pills}
    assert before
    qtbot.mousePress(view, LEFT_BUTTON, pos=QPoint(150, 250))
    qtbot.mouseMove(view, QPoint(150, 240))
    qtbot.mouseMove(view, QPoint(150, 230))
    after = {pill.measure: pill.box.centre for pill in view._labels.pills}
    assert after == {measure: (x, pytest.approx(y - 20)) for measure, (x, y) in before.items()}
    qtbot.mouseRelease(view, LEFT_BUTTON, pos=QPoint(150, 230))
    assert view._labels.pills is None


def test_a_handle_shows_that_it_is_pointed_at(qtbot, view):
    view.set_mode(Mode.MOVE)
    view.show_handles(handles())
    plain = view.grab().toImage()
    qtbot.mouseMove(view, on_screen(view, 240.0, 150.0))
    assert view.cursor().shape() is Qt.CursorShape.SizeAllCursor
    assert view.grab().toImage() != plain
    qtbot.mouseMove(view, on_screen(view, 180.0, 400.0))
    assert view.grab().toImage() == plain
