"""Rings around dots that may be stickers, each with the name of its point, over a photograph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Point
from posture_app.gui.widgets.painter_overlay import Canvas, colour_of, pill_font
from posture_app.services.overlay import style
from posture_app.services.overlay.style import CASING, CASING_SHARE

_LEAST_RADIUS = 9.0
_CLEAR = 5.0
"""How far the ring keeps off the dot, so that its edge can be judged."""
_GAP = 6.0
_WHITE = QColor(255, 255, 255)
_CURRENT = QColor("#1B5A75")


@dataclass(frozen=True, slots=True)
class Ring:
    """A proposed sticker: middle and radius in photo px, and what a person calls its point."""

    landmark: Landmark
    x: float
    y: float
    radius: float
    name: str

    @property
    def at(self) -> Point:
        """Give where it is."""
        return self.x, self.y


def draw_rings(canvas: Canvas, rings: Sequence[Ring], current: Landmark | None, width: float) -> None:
    """Paint every ring and its name, outwards of the body; `width` of the widget in px."""
    if not rings:
        return
    middle = sum(canvas.at(one.at).x() for one in rings) / len(rings)
    canvas.painter.save()
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    taken: list[QRectF] = []
    for ring in sorted(rings, key=lambda one: (one.landmark == current, one.y)):
        centre = canvas.at(ring.at)
        radius = max(_LEAST_RADIUS, ring.radius * abs(canvas.to_screen.m22()) + _CLEAR)
        _circle(canvas.painter, centre, radius, ring.landmark == current)
        taken.append(_name(canvas, ring, centre, radius, (middle, width), taken, current))
    canvas.painter.restore()


def _circle(painter: QPainter, centre: QPointF, radius: float, is_current: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pens = [QPen(colour_of(CASING, CASING_SHARE), 5.0), QPen(_WHITE, 2.4)]
    if is_current:
        pens = [QPen(_WHITE, 7.0), QPen(_CURRENT, 4.0)]
    for pen in pens:
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


def _name(
    canvas: Canvas,
    ring: Ring,
    centre: QPointF,
    radius: float,
    room: tuple[float, float],
    taken: Sequence[QRectF],
    current: Landmark | None,
) -> QRectF:
    """Paint the name on the side away from the body's middle, below the names that are there already."""
    painter, (middle, width) = canvas.painter, room
    font = pill_font(1.0)
    long, high = QFontMetricsF(font).horizontalAdvance(ring.name) + 16.0, 22.0
    at_right = centre.x() >= middle
    x = centre.x() + radius + _GAP if at_right else centre.x() - radius - _GAP - long
    pill = QRectF(min(max(4.0, x), max(4.0, width - long - 4.0)), centre.y() - high / 2, long, high)
    while any(pill.intersects(other) for other in taken):
        pill.translate(0.0, high + 2.0)
    is_current = ring.landmark == current
    painter.setPen(QPen(_CURRENT if is_current else colour_of(style.PILL_EDGE_COLOUR), 1.0))
    painter.setBrush(_CURRENT if is_current else _WHITE)
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.setFont(font)
    painter.setPen(_WHITE if is_current else colour_of(style.PILL_INK))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, ring.name)
    return pill
