"""A photograph with its overlay: fitted, zoomed, mirrored, and touched. It decides nothing."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import cast

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Overlay, Point
from posture_app.gui.images import Picture
from posture_app.gui.theme import NO_RING, theme
from posture_app.gui.widgets.base import Themed
from posture_app.gui.widgets.painter_overlay import (
    ALL_LAYERS,
    Canvas,
    LabelWords,
    Layer,
    draw_overlay,
)
from posture_app.gui.widgets.photo_handles import PhotoHandles
from posture_app.gui.widgets.photo_labels import PhotoLabels
from posture_app.gui.widgets.photo_levels import PhotoLevels
from posture_app.gui.widgets.photo_marks import (
    Handle,
    Magnifier,
    draw_edges,
    draw_handles,
    draw_target,
    target_path,
)
from posture_app.gui.widgets.sticker_rings import Ring, draw_rings
from posture_app.gui.widgets.viewport import Viewport

_ZOOM_STEP = 1.25
_PAN_STEP = 40.0
_CLICK_SLACK = 4.0
_NUDGE, _FINE_NUDGE = 1.0, 0.25
_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class Mode(str, Enum):
    """What pressing on the photograph does.

    LOOK: nothing but `clicked`, and dragging pans. MOVE: handles can be dragged. ADD: like LOOK under a
    cross-hair. PAN: dragging pans, and nothing is clicked.
    """

    LOOK = "look"
    MOVE = "move"
    ADD = "add"
    PAN = "pan"


_CURSORS = {
    Mode.LOOK: Qt.CursorShape.ArrowCursor,
    Mode.MOVE: Qt.CursorShape.ArrowCursor,
    Mode.ADD: Qt.CursorShape.CrossCursor,
    Mode.PAN: Qt.CursorShape.OpenHandCursor,
}


@dataclass(slots=True)
class _Press:
    """A button or finger that is down: where it began, what it holds, whether it has moved."""

    at: QPointF
    last: QPointF
    holds: Handle | None
    moved: bool = False


class PhotoView(Themed):
    """Shows a photograph, fitted, zoomed, and optionally mirrored. Decides nothing.

    All positions that go in or come out are photo pixels as positions: the picture spans 0..width.
    Mirroring happens in paint only; words stay readable.
    """

    clicked = Signal(float, float)
    handle_selected = Signal(object)
    """A Landmark, or None."""
    handle_moved = Signal(object, float, float)
    """While dragging, and at every nudge."""
    handle_released = Signal(object, float, float)
    """At the end of a drag, and after every nudge: a finished edit."""
    zoom_changed = Signal(float)
    """Times the fitted size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo = PhotoLevels()
        self._overlay: Overlay | None = None
        self._labels = PhotoLabels()
        self._layers = ALL_LAYERS
        self._handles = PhotoHandles()
        self._rings: tuple[Ring, ...] = ()
        self._ring_at: Landmark | None = None
        self._port = Viewport()
        self._mode = Mode.LOOK
        self._zoomable = True
        self._radius = 12.0
        self._overlay_scale = 1.0
        self._target: QPainterPath | None = None
        self._target_reached = False
        self._alarm: frozenset[Qt.Edge] = frozenset()
        self._press: _Press | None = None
        self._magnified: tuple[Landmark, Point] | None = None
        self._magnifier = Magnifier()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty(NO_RING, True)
        self.grabGesture(Qt.GestureType.PinchGesture)

    # -- what is shown ------------------------------------------------------------------------

    def show_photo(self, photo: QImage | Picture | None) -> None:
        """Show another photograph; the zoom stays when it has the same size."""
        before = self.photo_size
        self._photo.take(photo)
        if self.photo_size != before:
            self._port.photo = QSizeF(self.photo_size)
            self._labels.place_anew()
            self._port.reset()
        self.update()

    @property
    def photo_size(self) -> QSize:
        """Give the photograph's size in its pixels; empty without one."""
        return self._photo.size

    def show_overlay(self, overlay: Overlay | None, words: LabelWords | None = None) -> None:
        """Show other lines; `words` gives a label's text by its measure's id, without it no label shows."""
        if overlay is self._overlay and words is self._labels.words:
            return
        self._overlay, self._labels.words = overlay, words
        if self._press is None or self._press.holds is None:
            self._labels.place_anew()
        self.update()

    def show_layers(self, layers: frozenset[Layer]) -> None:
        """Choose what is shown over the photograph."""
        self._layers = layers
        self.update()

    @property
    def layers(self) -> frozenset[Layer]:
        """What is shown over the photograph."""
        return self._layers

    def show_handles(self, handles: Sequence[Handle]) -> None:
        """Show these landmarks as handles; the selected one stays selected while it is among them."""
        self._handles.show(handles)
        if self.handle(self.selected) is None:
            self.select(None)
        self.update()

    def show_rings(self, rings: Sequence[Ring]) -> None:
        """Show proposed stickers; lines, labels, and handles step back, so that the dots can be judged."""
        self._rings, self._ring_at = tuple(rings), None
        self.update()

    def point_at_ring(self, landmark: Landmark | None) -> None:
        """Make one of the rings stand out, or none."""
        self._ring_at = landmark
        self.update()

    @property
    def rings(self) -> tuple[Ring, ...]:
        """The proposed stickers on show."""
        return self._rings

    def show_target(self, outline: Sequence[Point] | None, reached: bool = False) -> None:
        """Show where the body should be: a polygon in shares of the photo's width and height, 0..1."""
        size = self.photo_size
        known = outline is not None and not size.isEmpty()
        self._target = target_path(outline, size) if known and outline is not None else None
        self._target_reached = reached
        self.update()

    def show_alarm(self, edges: frozenset[Qt.Edge] = frozenset()) -> None:
        """Mark the edges at which the body leaves the picture, as they are in the unmirrored photo."""
        self._alarm = edges
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Show the photograph as a mirror would, in paint only."""
        self._port.mirrored = mirrored
        self._changed_place()

    def set_region(self, region: QRectF | None, *, cover: bool = False) -> None:
        """Fit this part of the photograph, in photo px; None for all. `cover` fills the widget with it."""
        self._port.region, self._port.covers = region, cover
        self._changed_place()

    def set_mode(self, mode: Mode) -> None:
        """Choose what pressing does."""
        self._mode = mode
        self.setCursor(_CURSORS[mode])

    def set_zoomable(self, zoomable: bool) -> None:
        """Allow zooming and panning, or not."""
        self._zoomable = zoomable

    def set_radius(self, radius: float) -> None:
        """Round the widget's corners."""
        self._radius = radius
        self.update()

    def set_overlay_scale(self, scale: float) -> None:
        """Draw all lines and labels larger or smaller; 1 is for a photo about 400 to 900 px high."""
        self._overlay_scale = scale
        self._changed_place()

    def set_label_margins(self, left: float, top: float, right: float, bottom: float) -> None:
        """Keep labels off the widget's edges, where something else floats."""
        self._labels.margins = (left, top, right, bottom)
        self._changed_place()

    # -- where things are ---------------------------------------------------------------------

    @property
    def _viewport(self) -> Viewport:
        """Where the photograph stands in the widget as large as it is now."""
        self._port.room = QSizeF(self.size())
        return self._port

    @property
    def zoom(self) -> float:
        """How large the photograph is, times the fitted size."""
        return self._port.zoom

    def fit(self) -> None:
        """Show the whole photograph, or the whole region."""
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom so that the photo position under `about` (widget px, default the middle) stays there."""
        self._viewport.zoom_to(zoom, about)
        self._changed_place()
        self.zoom_changed.emit(self.zoom)

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom in (above 1) or out."""
        self.zoom_to(self.zoom * factor, about)

    def pan(self, dx: float, dy: float) -> None:
        """Move the photograph by screen px."""
        if self._viewport.pan(dx, dy):
            self._carry_pills(dx, dy)

    def to_screen(self) -> QTransform:
        """Give the one transform from photo positions to widget pixels."""
        return self._viewport.to_screen()

    def to_photo(self, spot: QPointF) -> Point:
        """Give the photo position under a widget pixel."""
        return self._viewport.to_photo(spot)

    def _carry_pills(self, dx: float, dy: float) -> None:
        """Take labels along while the hand moves the photograph; finding new places waits until it rests."""
        if self._press is None:
            self._labels.place_anew()
        else:
            self._labels.carry(dx, dy)
        self.update()

    def _changed_place(self) -> None:
        self._labels.place_anew()
        self.update()

    # -- handles ------------------------------------------------------------------------------

    def handle(self, landmark: Landmark | None) -> Handle | None:
        """Give the handle of a landmark, if there is one."""
        return self._handles.of(landmark)

    @property
    def selected(self) -> Landmark | None:
        """The landmark that the arrow keys move."""
        return self._handles.selected

    def select(self, landmark: Landmark | None) -> None:
        """Select a landmark's handle, or none."""
        if landmark == self.selected:
            return
        self._handles.selected, self._magnified = landmark, None
        handle = self.handle(landmark)
        self.setAccessibleDescription("" if handle is None else handle.name)
        self.update()
        self.handle_selected.emit(landmark)

    def _handle_at(self, spot: QPointF) -> Handle | None:
        if self._mode is not Mode.MOVE or Layer.HANDLES not in self._layers or self._rings:
            return None
        return self._handles.near(spot, self.to_screen())

    def _put(self, landmark: Landmark, x: float, y: float) -> Point:
        """Move a handle inside the photograph and tell; give where it came to stand."""
        at = self._handles.put(landmark, x, y, self.photo_size)
        self.update()
        self.handle_moved.emit(landmark, *at)
        return at

    def _nudge(self, key: Qt.Key, fine: bool) -> None:
        handle = self.handle(self.selected)
        if handle is None:
            return
        step = _FINE_NUDGE if fine else _NUDGE
        dx, dy = _ARROWS[key]
        if self._magnified is None:
            self._magnified = handle.landmark, handle.at
        at = self._put(
            handle.landmark, handle.x + (-dx if self._port.mirrored else dx) * step, handle.y + dy * step
        )
        self.handle_released.emit(handle.landmark, *at)

    # -- mouse, wheel, fingers ----------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle or of the photograph."""
        if event.button() is not Qt.MouseButton.LeftButton or self.photo_size.isEmpty():
            return
        spot = event.position()
        held = self._handle_at(spot)
        self._press = _Press(spot, spot, held)
        if held is not None:
            self.select(held.landmark)
            self._magnified = held.landmark, held.at
            self.update()
        elif self._mode is Mode.PAN:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        press, spot = self._press, event.position()
        if press is None:
            if self._mode is Mode.MOVE:
                self._hover(self._handle_at(spot))
            return
        if not press.moved and (spot - press.at).manhattanLength() < _CLICK_SLACK:
            return
        press.moved = True
        if press.holds is not None:
            # The point moves as the hand does, from where it was: it does not jump under the finger.
            began, now = self.to_photo(press.at), self.to_photo(spot)
            x, y = press.holds.at
            self._put(press.holds.landmark, x + now[0] - began[0], y + now[1] - began[1])
        elif self._zoomable:
            self.pan(spot.x() - press.last.x(), spot.y() - press.last.y())
        press.last = spot

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._hover(None)
        super().leaveEvent(event)

    def _hover(self, over: Handle | None) -> None:
        landmark = None if over is None else over.landmark
        if landmark != self._handles.hovered:
            self._handles.hovered = landmark
            self.setCursor(_CURSORS[self._mode] if over is None else Qt.CursorShape.SizeAllCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: an edit is finished, or it was a click."""
        press, self._press = self._press, None
        if press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self.setCursor(_CURSORS[self._mode])
        self._magnified = None
        self._changed_place()
        if press.holds is not None:
            self._finish(press)
        elif not press.moved and self._mode is not Mode.PAN:
            self._click(press.at)

    def _finish(self, press: _Press) -> None:
        held = press.holds
        handle = None if held is None else self.handle(held.landmark)
        if press.moved and handle is not None:
            self.handle_released.emit(handle.landmark, handle.x, handle.y)

    def _click(self, spot: QPointF) -> None:
        x, y = self.to_photo(spot)
        size = self.photo_size
        if 0 <= x <= size.width() and 0 <= y <= size.height():
            if self._mode is Mode.MOVE:
                self.select(None)
            self.clicked.emit(x, y)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        if not self._zoomable or self.photo_size.isEmpty():
            event.ignore()
            return
        self.zoom_by(_ZOOM_STEP ** (event.angleDelta().y() / 120), event.position())

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers."""
        if event.type() == QEvent.Type.Gesture and self._zoomable:
            pinch = cast(QGestureEvent, event).gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._press = None
                self.zoom_by(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        return super().event(event)

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nudge, pan, zoom, or let go."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self.selected is not None:
            self._nudge(key, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in _ARROWS and self._zoomable and self.zoom > 1.0:
            dx, dy = _ARROWS[key]
            self.pan(-_PAN_STEP * dx, -_PAN_STEP * dy)
        elif key == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        elif self._zoomable and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_ZOOM_STEP)
        elif self._zoomable and key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM_STEP)
        elif self._zoomable and key == Qt.Key.Key_0:
            self.fit()
        else:
            event.ignore()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Go from handle to handle, and after the last one on to the next widget."""
        if self._mode is not Mode.MOVE or not self._handles.all:
            return super().focusNextPrevChild(forwards)
        following = self._handles.following(forwards)
        if following is not None:
            self.select(following)
            return True
        self.select(None)
        return super().focusNextPrevChild(forwards)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the magnifier away."""
        super().focusOutEvent(event)
        self._magnified = None
        self.update()

    # -- painting -----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Ask for room for a standing person."""
        return QSize(394, 700)

    def minimumSizeHint(self) -> QSize:
        """Ask for the least room."""
        return QSize(120, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._viewport.keep_in_sight()
        self._changed_place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint photograph, overlay, handles, labels, magnifier, and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(frame, self._radius, self._radius)
        painter.fillPath(shape, QColor(theme().tokens.sunken))
        if not self.photo_size.isEmpty():
            painter.setClipPath(shape)
            self._photo.paint(painter, self.to_screen(), frame, self.devicePixelRatioF())
            canvas = Canvas(painter, self.to_screen(), self._overlay_scale, self._layers)
            self._paint_above(canvas)
            painter.setClipping(False)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().tokens.brand), 2.0))
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), self._radius, self._radius)

    def _paint_above(self, canvas: Canvas) -> None:
        if self._target is not None and Layer.TARGET in self._layers:
            draw_target(canvas, self._target, self._target_reached)
        if self._overlay is not None and not self._rings:
            draw_overlay(canvas, self._overlay)
        draw_edges(canvas.painter, QRectF(self.rect()), self._alarm, self._port.mirrored)
        if self._rings:
            draw_rings(canvas, self._rings, self._ring_at, float(self.width()))
        else:
            self._paint_answers(canvas)
        if self._magnified is not None:
            self._paint_magnifier(canvas)

    def _paint_answers(self, canvas: Canvas) -> None:
        if Layer.HANDLES in self._layers:
            self._paint_handles(canvas)
        if Layer.LABELS in self._layers and self._overlay is not None:
            photo = canvas.to_screen.mapRect(QRectF(QPointF(), QSizeF(self.photo_size)))
            self._labels.paint(canvas, self._overlay, photo, QRectF(self.rect()))

    def _paint_handles(self, canvas: Canvas) -> None:
        held = self._press.holds if self._press is not None else None
        active = self.selected if self.hasFocus() or held is not None else None
        dragged = None if held is None else held.landmark
        canvas.painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        draw_handles(canvas, self._handles.all, active, dragged, self._handles.hovered)
        canvas.painter.setOpacity(1.0)

    def _paint_magnifier(self, canvas: Canvas) -> None:
        landmark, old = self._magnified or (None, (0.0, 0.0))
        handle = self.handle(landmark)
        if handle is None:
            return

        def paint(painter: QPainter, transform: QTransform, visible: QRectF) -> None:
            self._photo.paint(painter, transform, visible, self.devicePixelRatioF())
            if self._overlay is not None:
                seen = Canvas(painter, transform, self._overlay_scale, self._layers, visible)
                draw_overlay(seen, self._overlay)

        room = QRectF(self.rect()).adjusted(0, self._labels.margins[1], 0, 0)
        self._magnifier.draw(canvas, room, handle, old, paint)
