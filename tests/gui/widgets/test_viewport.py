"""A photograph of 400 × 800 px in a room of 200 × 200, so that it is fitted at a quarter of its size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from posture_app.gui.widgets.viewport import CLOSEST, Viewport


@pytest.fixture
def port() -> Viewport:
    made = Viewport()
    made.photo, made.room = QSizeF(400, 800), QSizeF(200, 200)
    return made


def test_the_whole_photograph_is_fitted_into_the_middle(port: Viewport) -> None:
    assert port.to_screen().mapRect(QRectF(0, 0, 400, 800)) == QRectF(50, 0, 100, 200)
    assert port.to_photo(QPointF(50, 200)) == (0.0, 800.0)


def test_a_region_is_fitted_or_fills_the_room(port: Viewport) -> None:
    port.region = QRectF(100, 100, 100, 200)
    assert port.to_screen().mapRect(port.region) == QRectF(50, 0, 100, 200)
    port.covers = True
    assert port.to_screen().mapRect(port.region) == QRectF(0, -100, 200, 400)


def test_a_mirror_turns_left_and_right_about_the_middle(port: Viewport) -> None:
    port.mirrored = True
    assert port.to_photo(QPointF(50, 0)) == (400.0, 0.0)


def test_zooming_holds_a_place_and_has_its_limits(port: Viewport) -> None:
    spot = QPointF(90, 60)
    held = port.to_photo(spot)
    port.zoom_to(4.0, spot)
    assert port.to_photo(spot) == pytest.approx(held)
    port.zoom_to(1000.0)
    assert port.zoom == CLOSEST
    port.zoom_to(0.1)
    assert port.zoom == 1.0
    assert port.to_photo(QPointF(100, 100)) == (200.0, 400.0)


def test_it_is_moved_when_it_is_larger_than_fitted_and_only_to_its_edge(port: Viewport) -> None:
    assert not port.pan(10, 10)
    port.zoom_to(4.0)
    before = port.to_photo(QPointF(0, 0))
    assert port.pan(10, 20)
    assert port.to_photo(QPointF(10, 20)) == pytest.approx(before)
    assert port.pan(10_000, 10_000)
    assert port.to_photo(QPointF(0, 0)) == pytest.approx((0.0, 0.0))


def test_in_another_room_it_stays_in_sight(port: Viewport) -> None:
    port.zoom_to(4.0)
    port.pan(-10_000, 0)
    port.room = QSizeF(300, 200)
    port.keep_in_sight()
    assert port.to_photo(QPointF(300, 0))[0] == pytest.approx(400.0)


def test_about_a_region_at_the_edge_the_room_is_filled_with_photograph(port: Viewport) -> None:
    port.region = QRectF(300, 0, 100, 200)
    assert port.to_photo(QPointF(200, 0)) == (400.0, 0.0)
    assert port.to_photo(QPointF(0, 200)) == (200.0, 200.0)


def test_all_of_the_photograph_can_be_reached_and_not_only_the_region(port: Viewport) -> None:
    port.region = QRectF(100, 100, 100, 200)
    port.zoom_to(2.0)
    port.pan(10_000, -10_000)
    assert port.to_photo(QPointF(0, 200)) == pytest.approx((0.0, 800.0))
