"""What can be laid over a photograph besides the overlay: handles, target, alarms, and the magnifier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
    QPolygonF,
    QTransform,
)

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Point
from posture_app.gui.theme import theme
from posture_app.gui.widgets.painter_overlay import Canvas, colour_of, pill_font, round_pen
from posture_app.services.overlay import style
from posture_app.services.overlay.style import CASING, CASING_SHARE

RING_RADIUS = 7.5
HIT_RADIUS = 22.0
SQUARE = 18.0
MAGNIFIER_SIDE = 176.0
MAGNIFIER_POWER = 3.4
_MAGNIFIER_MARGIN = 14.0
_KEEP_AWAY = 40.0
_GROWN_PX, _GROWN_OF = 9.0, 1280.0
"""By how much the target is larger than the body, in px of a photo so many px high."""
_AMBER = QColor(255, 209, 102)
_WHITE = QColor(255, 255, 255)

PaintPhoto = Callable[[QPainter, QTransform, QRectF], None]


@dataclass(frozen=True, slots=True)
class Handle:
    """A landmark that can be taken hold of, in photo px.

    `name` is what a person calls it; `by_hand` makes it a square, `unsure` a dashed ring.
    """

    landmark: Landmark
    x: float
    y: float
    name: str = ""
    by_hand: bool = False
    unsure: bool = False

    @property
    def at(self) -> Point:
        """Give where it is."""
        return self.x, self.y


# --- handles --------------------------------------------------------------------------------


def draw_handles(
    canvas: Canvas,
    handles: Sequence[Handle],
    selected: Landmark | None,
    dragged: Landmark | None,
    hovered: Landmark | None = None,
) -> None:
    """Paint every handle, the selected one doubly ringed, the dragged one in a dotted ring."""
    canvas.painter.save()
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    for handle in sorted(handles, key=lambda one: one.landmark == selected):
        centre = canvas.at(handle.at)
        _draw_handle(canvas, handle, centre, 2.0 if handle.landmark == hovered else 0.0)
        if handle.landmark == dragged:
            _dotted_ring(canvas.painter, centre, HIT_RADIUS * canvas.scale)
        elif handle.landmark == selected:
            _double_ring(canvas.painter, centre, (RING_RADIUS + 5.0) * canvas.scale)
    canvas.painter.restore()


def _draw_handle(canvas: Canvas, handle: Handle, centre: QPointF, larger: float = 0.0) -> None:
    painter, scale = canvas.painter, canvas.scale
    core = QPen(_AMBER if handle.by_hand else _WHITE, 2.2 * scale)
    if handle.unsure and not handle.by_hand:
        core.setDashPattern([1.6, 1.2])
    casing = QPen(colour_of(CASING, CASING_SHARE), 4.6 * scale)
    if core.style() is Qt.PenStyle.CustomDashLine:
        casing.setDashPattern([1.6 * 2.2 / 4.6, 1.2 * 2.2 / 4.6])
        casing.setCapStyle(Qt.PenCapStyle.FlatCap)
        core.setCapStyle(Qt.PenCapStyle.FlatCap)
    for pen in (casing, core):
        painter.setPen(pen)
        if handle.by_hand:
            side = (SQUARE + 2 * larger) * scale
            rect = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            painter.drawRoundedRect(rect, 3 * scale, 3 * scale)
        else:
            radius = (RING_RADIUS + larger) * scale
            painter.drawEllipse(centre, radius, radius)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_AMBER if handle.by_hand else _WHITE)
    painter.drawEllipse(centre, 1.8 * scale, 1.8 * scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _double_ring(painter: QPainter, centre: QPointF, radius: float) -> None:
    painter.setPen(QPen(_WHITE, 6.0))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QPen(QColor("#1B5A75"), 3.0))
    painter.drawEllipse(centre, radius, radius)


def _dotted_ring(painter: QPainter, centre: QPointF, radius: float) -> None:
    for pen in (QPen(colour_of(CASING, CASING_SHARE), 3.4), QPen(_WHITE, 2.0)):
        pen.setDashPattern([5.0 / pen.widthF(), 5.0 / pen.widthF()])
        painter.setPen(pen)
        painter.drawEllipse(centre, radius, radius)


# --- target ---------------------------------------------------------------------------------


def target_path(outline: Sequence[Point], size: QSize) -> QPainterPath:
    """Give the outline in photo px, a little larger than the body; `outline` in shares of the photo."""
    body = QPainterPath()
    body.addPolygon(QPolygonF([QPointF(x * size.width(), y * size.height()) for x, y in outline]))
    body.closeSubpath()
    body.setFillRule(Qt.FillRule.WindingFill)
    rim = QPainterPathStroker(QPen(Qt.GlobalColor.black, 2 * _GROWN_PX * size.height() / _GROWN_OF))
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    around = rim.createStroke(body)
    around.setFillRule(Qt.FillRule.WindingFill)
    return body.united(around).simplified()


def draw_target(canvas: Canvas, path: QPainterPath, reached: bool) -> None:
    """Paint the outline dashed; filled while the body is not yet there."""
    painter, scale = canvas.painter, canvas.scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = canvas.to_screen.map(path)
    if not reached:
        painter.fillPath(shape, QColor(255, 255, 255, 51))
    painter.strokePath(shape, round_pen(colour_of(CASING, CASING_SHARE), (2.8 + 2.5) * scale))
    dashed = QPen(_WHITE, 2.8 * scale, c=Qt.PenCapStyle.FlatCap)
    dashed.setDashPattern([9 / 2.8, 7 / 2.8])
    painter.strokePath(shape, dashed)
    painter.restore()


def draw_edges(painter: QPainter, frame: QRectF, edges: frozenset[Qt.Edge], mirrored: bool) -> None:
    """Paint a bar along every edge at which the body leaves the picture."""
    width = 5.0
    left, right = Qt.Edge.LeftEdge, Qt.Edge.RightEdge
    bars = {
        Qt.Edge.TopEdge: QRectF(frame.left(), frame.top(), frame.width(), width),
        Qt.Edge.BottomEdge: QRectF(frame.left(), frame.bottom() - width, frame.width(), width),
        right if mirrored else left: QRectF(frame.left(), frame.top(), width, frame.height()),
        left if mirrored else right: QRectF(frame.right() - width, frame.top(), width, frame.height()),
    }
    for edge in edges:
        painter.fillRect(bars[edge], QColor("#E0584F"))


# --- magnifier ------------------------------------------------------------------------------


class Magnifier:
    """Shows a handle's surroundings larger, in a corner away from it."""

    def __init__(self) -> None:
        self._at_right = True

    def place(self, frame: QRectF, point: QPointF) -> QRectF:
        """Give its square: the upper corner it is in, or the other one when the point comes too close."""
        rect = self._corner(frame)
        if rect.adjusted(-_KEEP_AWAY, -_KEEP_AWAY, _KEEP_AWAY, _KEEP_AWAY).contains(point):
            self._at_right = not self._at_right
            rect = self._corner(frame)
        return rect

    def _corner(self, frame: QRectF) -> QRectF:
        side = min(MAGNIFIER_SIDE, frame.width() / 2 - _MAGNIFIER_MARGIN)
        x = frame.right() - side - _MAGNIFIER_MARGIN if self._at_right else frame.left() + _MAGNIFIER_MARGIN
        return QRectF(x, frame.top() + _MAGNIFIER_MARGIN, side, side)

    def draw(
        self, canvas: Canvas, frame: QRectF, handle: Handle, old: Point, paint_photo: PaintPhoto
    ) -> None:
        """Paint the surroundings, a cross-hair with a gap, the handle, and where it was before."""
        painter, here = canvas.painter, canvas.at(handle.at)
        rect = self.place(frame, here)
        transform = canvas.to_screen * _about(here, rect.center())
        painter.save()
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(rect, 14, 14)
        painter.fillPath(shape, QColor(theme().tokens.sunken))
        painter.setClipPath(shape)
        paint_photo(painter, transform, rect)
        _cross_hair(painter, rect)
        _old_place(painter, transform.map(QPointF(*old)), rect.center())
        _draw_handle(Canvas(painter, transform, canvas.scale), handle, rect.center())
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour_of(CASING, CASING_SHARE), 5.5))
        painter.drawRoundedRect(rect, 14, 14)
        painter.setPen(QPen(_WHITE, 3.0))
        painter.drawRoundedRect(rect, 14, 14)
        _power(painter, rect)
        painter.restore()


def _about(here: QPointF, there: QPointF) -> QTransform:
    """Give the transform on the screen that enlarges about a point and brings it elsewhere."""
    transform = QTransform.fromTranslate(there.x(), there.y())
    transform.scale(MAGNIFIER_POWER, MAGNIFIER_POWER)
    return transform.translate(-here.x(), -here.y())


def _cross_hair(painter: QPainter, rect: QRectF) -> None:
    middle, gap = rect.center(), 16.0
    for pen in (QPen(colour_of(CASING, CASING_SHARE), 2.6), QPen(QColor(215, 222, 224), 1.2)):
        painter.setPen(pen)
        painter.drawLine(QPointF(middle.x(), rect.top()), QPointF(middle.x(), middle.y() - gap))
        painter.drawLine(QPointF(middle.x(), middle.y() + gap), QPointF(middle.x(), rect.bottom()))
        painter.drawLine(QPointF(rect.left(), middle.y()), QPointF(middle.x() - gap, middle.y()))
        painter.drawLine(QPointF(middle.x() + gap, middle.y()), QPointF(rect.right(), middle.y()))


def _old_place(painter: QPainter, old: QPointF, now: QPointF) -> None:
    if (old - now).manhattanLength() < 6.0:
        return
    pen = QPen(_WHITE, 1.6)
    pen.setDashPattern([1.8, 1.8])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for one in (QPen(colour_of(CASING, 0.5), 3.0), pen):
        painter.setPen(one)
        painter.drawLine(now, old)
        painter.drawEllipse(old, 6.0, 6.0)


def _power(painter: QPainter, rect: QRectF) -> None:
    font = pill_font(1.0)
    text = f"{MAGNIFIER_POWER:g}×"
    width = QFontMetricsF(font).horizontalAdvance(text) + 16
    pill = QRectF(rect.left() + 12, rect.bottom() - 28, width, 20)
    painter.setPen(QPen(colour_of(style.PILL_EDGE_COLOUR), 1.0))
    painter.setBrush(_WHITE)
    painter.drawRoundedRect(pill, 10, 10)
    painter.setFont(font)
    painter.setPen(colour_of(style.PILL_INK))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
