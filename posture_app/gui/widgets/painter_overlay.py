"""The overlay drawn by QPainter: the same shapes as in the JPEG and the PDF, in screen pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from posture_app.domain.overlay.shapes import Dot, LabelText, Line, Overlay, Point, Role
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.grade_mark import draw_mark
from posture_app.services.overlay import style
from posture_app.services.overlay.label_layout import Box, Wish, obstacles, place
from posture_app.services.overlay.style import STROKES, Colour

LabelWords = Callable[[str], LabelText]
"""Words a label by its measure's id."""


class Layer(str, Enum):
    """What can be switched on and off over a photograph."""

    SKELETON = "skeleton"
    PLUMB = "plumb"
    LEVEL = "level"
    MEASURED = "measured"
    LABELS = "labels"
    TARGET = "target"
    HANDLES = "handles"


ALL_LAYERS = frozenset(Layer)

_AIR = 12.0
"""More than any line or dot reaches beyond its ends and centre, in units of `overlay_style`."""

_LAYER_OF = {
    Role.SKELETON: Layer.SKELETON,
    Role.PLUMB: Layer.PLUMB,
    Role.LEVEL: Layer.LEVEL,
    Role.MEASURED: Layer.MEASURED,
    Role.NOT_GRADED: Layer.MEASURED,
    Role.PROXY: Layer.MEASURED,
}


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """Where an overlay is painted.

    Attributes
    ----------
    to_screen : from photo positions to the painter's pixels; may mirror.
    scale : px a unit of `overlay_style`.
    layers : what is shown.
    seen : what lies wholly outside this part of the painter's pixels need not be painted; None for all.
    """

    painter: QPainter
    to_screen: QTransform
    scale: float
    layers: frozenset[Layer] = ALL_LAYERS
    seen: QRectF | None = None

    def shows(self, start: QPointF, end: QPointF) -> bool:
        """Tell whether something between two places on the screen, with its width, may be seen."""
        if self.seen is None:
            return True
        air = _AIR * self.scale
        around = QRectF(start, end).normalized().adjusted(-air, -air, air, air)
        return self.seen.intersects(around)

    def at(self, point: Point) -> QPointF:
        """Give where a photo position is on the screen."""
        return self.to_screen.map(QPointF(*point))

    @property
    def zoom(self) -> float:
        """How many screen px a photo px has."""
        return float(abs(self.to_screen.m22()))


def draw_overlay(canvas: Canvas, overlay: Overlay) -> None:
    """Paint lines, bobs, and dots."""
    canvas.painter.save()
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for lines in style.layers(overlay):
        _draw_lines(canvas, [line for line in lines if _LAYER_OF[line.role] in canvas.layers])
    if Layer.PLUMB in canvas.layers:
        _draw_bobs(canvas, overlay)
    _draw_dots(canvas, [dot for dot in overlay.dots if _LAYER_OF[dot.role] in canvas.layers])
    canvas.painter.restore()


def colour_of(colour: Colour, share: float = 1.0) -> QColor:
    """Give a colour of the overlay's tables as Qt's, `share` covering."""
    return QColor(*colour, round(255 * share))


def round_pen(colour: QColor, width: float) -> QPen:
    """Give a pen with round ends."""
    return QPen(colour, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)


def _draw_lines(canvas: Canvas, lines: Sequence[Line]) -> None:
    """Paint the casings, those of one width as one shadow, then the cores, those of one look together."""
    shadows: dict[tuple[float, float], QPainterPath] = {}
    cores: dict[tuple[Role, float], list[QLineF]] = {}
    for line in lines:
        stroke, whole = STROKES[line.role], QLineF(canvas.at(line.start), canvas.at(line.end))
        if not canvas.shows(whole.p1(), whole.p2()):
            continue
        key = stroke.casing_share, stroke.casing(line.fine) * canvas.scale
        path = shadows.setdefault(key, QPainterPath())
        path.moveTo(whole.p1())
        path.lineTo(whole.p2())
        width = stroke.core(line.fine) * canvas.scale
        cores.setdefault((line.role, width), []).extend(_pieces(whole, stroke.dash, canvas.scale, width))
    for (share, width), path in shadows.items():
        canvas.painter.strokePath(path, round_pen(colour_of(style.CASING, share), width))
    for (role, width), pieces in cores.items():
        canvas.painter.setPen(round_pen(colour_of(STROKES[role].colour), width))
        canvas.painter.drawLines(pieces)


def _pieces(line: QLineF, dash: tuple[float, float] | None, scale: float, width: float) -> list[QLineF]:
    if dash is None:
        return [line]
    ends = (line.x1(), line.y1()), (line.x2(), line.y2())
    cut = style.dashes(*ends, (dash[0] * scale, dash[1] * scale), width)
    return [QLineF(*one, *other) for one, other in cut]


def _draw_bobs(canvas: Canvas, overlay: Overlay) -> None:
    for bob in overlay.bobs:
        corners = style.bob_corners(bob.tip, bob.direction_deg, canvas.scale / canvas.zoom)
        shape = QPolygonF([canvas.at(corner) for corner in corners])
        canvas.painter.setPen(round_pen(colour_of(style.CASING, style.CASING_SHARE), 2.5 * canvas.scale))
        canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
        canvas.painter.drawPolygon(shape)
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(colour_of(STROKES[Role.PLUMB].colour))
        canvas.painter.drawPolygon(shape)


def _draw_dots(canvas: Canvas, dots: Sequence[Dot]) -> None:
    # The radii are worked out in photo px, where the dots' distances are.
    radii = style.dot_radii(dots, canvas.scale / canvas.zoom)
    edge = colour_of(style.CASING, style.DOT_EDGE_SHARE)
    for dot, photo_radius in zip(dots, radii, strict=True):
        radius, centre = photo_radius * canvas.zoom, canvas.at(dot.centre)
        if not canvas.shows(centre, centre):
            continue
        canvas.painter.setPen(Qt.PenStyle.NoPen)
        canvas.painter.setBrush(edge)
        rim = radius + style.DOT_EDGE * canvas.scale
        canvas.painter.drawEllipse(centre, rim, rim)
        canvas.painter.setBrush(colour_of(STROKES[dot.role].colour))
        canvas.painter.drawEllipse(centre, radius, radius)


# --- labels ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlacedPill:
    """A label with its words and its place on the screen."""

    measure: str
    text: LabelText
    box: Box
    leader_start: Point
    leader_end: Point

    def moved(self, dx: float, dy: float) -> PlacedPill:
        """Give the same pill elsewhere, with its leader."""
        box = Box(self.box.x0 + dx, self.box.y0 + dy, self.box.x1 + dx, self.box.y1 + dy)
        (x0, y0), (x1, y1) = self.leader_start, self.leader_end
        return replace(self, box=box, leader_start=(x0 + dx, y0 + dy), leader_end=(x1 + dx, y1 + dy))


def pill_font(scale: float) -> QFont:
    """Give the font of the pills."""
    font = theme().font(Type.CHIP)
    font.setPixelSize(max(1, round(style.PILL_TEXT * scale)))
    return font


def place_pills(
    canvas: Canvas, overlay: Overlay, words: LabelWords, bounds: QRectF
) -> tuple[PlacedPill, ...]:
    """Find places for the labels inside the bounds, all in screen px."""
    mirrored = canvas.to_screen.m11() < 0
    metrics = QFontMetricsF(pill_font(canvas.scale))
    texts = [words(label.measure) for label in overlay.labels]
    wishes = [
        Wish(
            _xy(canvas.at(label.anchor)),
            style.pill_width(metrics.horizontalAdvance(text.text), canvas.scale),
            label.prefer_right != mirrored,
            None if label.other_anchor is None else _xy(canvas.at(label.other_anchor)),
        )
        for label, text in zip(overlay.labels, texts, strict=True)
    ]
    height = style.PILL_HEIGHT * canvas.scale
    off = obstacles(overlay, 0.8 * height / canvas.zoom)
    to = canvas.to_screen  # turns nothing: it only enlarges, mirrors, and moves
    on_screen = off * (to.m11(), to.m22(), canvas.zoom) + (to.dx(), to.dy(), 0.0)
    room = Box(bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
    found = place(wishes, height, on_screen, room, 4.0 * canvas.scale)
    return tuple(
        PlacedPill(
            overlay.labels[one.wish].measure, texts[one.wish], one.box, one.leader_start, one.leader_end
        )
        for one in found
    )


def _xy(point: QPointF) -> Point:
    return point.x(), point.y()


def draw_pills(painter: QPainter, pills: Iterable[PlacedPill], scale: float) -> None:
    """Paint placed labels: leaders below, then pills with mark and words, never mirrored."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pills = tuple(pills)
    for pill in pills:
        leader = QLineF(QPointF(*pill.leader_start), QPointF(*pill.leader_end))
        width = style.LEADER_WIDTH * scale
        casing = colour_of(style.CASING, style.CASING_SHARE)
        for pen in (round_pen(casing, width + 1.6 * scale), round_pen(colour_of(style.PILL_FILL), width)):
            painter.setPen(pen)
            painter.drawLine(leader)
    for pill in pills:
        _draw_pill(painter, pill, scale)
    painter.restore()


def _draw_pill(painter: QPainter, pill: PlacedPill, scale: float) -> None:
    box = pill.box
    rect = QRectF(round(box.x0) + 0.5, round(box.y0) + 0.5, box.x1 - box.x0 - 1, box.y1 - box.y0 - 1)
    painter.setPen(QPen(colour_of(style.PILL_EDGE_COLOUR), style.PILL_EDGE))
    painter.setBrush(colour_of(style.PILL_FILL))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    middle = rect.center().y()
    mark_x = rect.left() + (style.PILL_PADDING + style.PILL_MARK / 2) * scale
    ink = colour_of(style.MARK_COLOURS[pill.text.mark])
    draw_mark(painter, pill.text.mark, QPointF(mark_x, middle), style.PILL_MARK * scale, ink)
    left = rect.left() + (style.PILL_PADDING + style.PILL_MARK + style.PILL_GAP) * scale
    painter.setPen(colour_of(style.PILL_INK))
    painter.setFont(pill_font(scale))
    words = QRectF(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, pill.text.text)
