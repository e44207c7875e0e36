"""The overlay as vectors on a page: the same shapes as on the photograph's own pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import dist
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from posture_app.adapters.pdf_report.fonts import CAP_HEIGHT, SEMIBOLD, register_fonts
from posture_app.domain.overlay.shapes import Dot, LabelText, Line, Mark, Overlay, Point, Role
from posture_app.services.overlay import style
from posture_app.services.overlay.label_layout import Box, Placed, Wish, obstacles, place
from posture_app.services.overlay.style import STROKES, Colour, Stroke

if TYPE_CHECKING:
    Ends = tuple[Point, Point]

SMALLEST_TEXT_PT = 7.5


def draw_overlay(
    canvas: Any,
    overlay: Overlay,
    to_page: Callable[[Point], Point],
    scale: float,
    labels: Callable[[str], LabelText],
    bounds: Box,
) -> None:
    """Draw an overlay; who wants it cut at the photo's edge sets a clip before.

    Parameters
    ----------
    canvas : a ReportLab canvas; its state is left as it was found.
    to_page : takes photo pixels (y down) to the canvas's own points (y up).
    scale : points a unit of `overlay_style`: the photo's height on the page / 400.
    labels : words a measure's label by the measure's id.
    bounds : the rectangle in the canvas's points where pills may stand.
    """
    register_fonts()
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for lines in style.layers(overlay):
        _draw_lines(canvas, [_on_page(line, to_page) for line in lines], scale)
    _draw_bobs(canvas, overlay, to_page, scale)
    _draw_dots(canvas, [Dot(to_page(dot.centre), dot.role, dot.fine) for dot in overlay.dots], scale)
    _draw_labels(canvas, overlay, to_page, scale, labels, bounds)
    canvas.restoreState()


def _on_page(line: Line, to_page: Callable[[Point], Point]) -> Line:
    return Line(to_page(line.start), to_page(line.end), line.role, line.measure, line.fine)


def _colour(rgb: Colour, alpha: float = 1.0) -> Color:
    red, green, blue = rgb
    return Color(red / 255, green / 255, blue / 255, alpha)


def _stroke(canvas: Any, strokes: Iterable[Ends], width: float, colour: Color) -> None:
    """Stroke all lines as one path, so that see-through ones do not darken each other."""
    path = canvas.beginPath()
    for start, end in strokes:
        path.moveTo(*start)
        path.lineTo(*end)
    canvas.setLineWidth(width)
    canvas.setStrokeColor(colour)
    canvas.drawPath(path, stroke=1, fill=0)


def _fill(canvas: Any, corners: Sequence[Point], colour: Color, edge: float = 0.0) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.setLineWidth(edge)
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.drawPath(path, stroke=int(edge > 0), fill=1)


def _draw_lines(canvas: Any, lines: Sequence[Line], scale: float) -> None:
    looks = list(dict.fromkeys((line.role, line.fine) for line in lines))
    groups = [
        (STROKES[look[0]], look[1], [one for one in lines if (one.role, one.fine) == look]) for look in looks
    ]
    for stroke, fine, members in groups:
        ends = [(line.start, line.end) for line in members]
        _stroke(canvas, ends, stroke.casing(fine) * scale, _colour(style.CASING, stroke.casing_share))
    for stroke, fine, members in groups:
        _stroke(
            canvas, _cores(stroke, fine, members, scale), stroke.core(fine) * scale, _colour(stroke.colour)
        )


def _cores(stroke: Stroke, fine: bool, lines: Sequence[Line], scale: float) -> list[Ends]:
    dash = None if stroke.dash is None else (stroke.dash[0] * scale, stroke.dash[1] * scale)
    width = stroke.core(fine) * scale
    return [piece for line in lines for piece in style.dashes(line.start, line.end, dash, width)]


def _draw_bobs(canvas: Any, overlay: Overlay, to_page: Callable[[Point], Point], scale: float) -> None:
    px_scale = scale / _points_per_px(to_page)
    for bob in overlay.bobs:
        corners = [to_page(one) for one in style.bob_corners(bob.tip, bob.direction_deg, px_scale)]
        _fill(canvas, corners, _colour(style.CASING), 2 * style.DOT_EDGE * scale)
        _fill(canvas, corners, _colour(STROKES[Role.PLUMB].colour))


def _points_per_px(to_page: Callable[[Point], Point]) -> float:
    return dist(to_page((0.0, 0.0)), to_page((1.0, 0.0)))


def _draw_dots(canvas: Any, dots: Sequence[Dot], scale: float) -> None:
    canvas.setStrokeColor(_colour(style.CASING, style.DOT_EDGE_SHARE))
    edge = style.DOT_EDGE * scale
    canvas.setLineWidth(edge)
    for dot, radius in zip(dots, style.dot_radii(dots, scale), strict=True):
        canvas.setFillColor(_colour(STROKES[dot.role].colour))
        canvas.circle(*dot.centre, radius, stroke=0, fill=1)
        canvas.circle(*dot.centre, radius + edge / 2, stroke=1, fill=0)


# --- labels ---------------------------------------------------------------------------------


def _draw_labels(
    canvas: Any,
    overlay: Overlay,
    to_page: Callable[[Point], Point],
    scale: float,
    labels: Callable[[str], LabelText],
    bounds: Box,
) -> None:
    scale = max(scale, SMALLEST_TEXT_PT / style.PILL_TEXT)
    texts = [labels(label.measure) for label in overlay.labels]
    wishes = [
        Wish(
            to_page(label.anchor),
            style.pill_width(stringWidth(text.text, SEMIBOLD, style.PILL_TEXT * scale), scale),
            label.prefer_right,
            None if label.other_anchor is None else to_page(label.other_anchor),
        )
        for label, text in zip(overlay.labels, texts, strict=True)
    ]
    factor = _points_per_px(to_page)
    height = style.PILL_HEIGHT * scale
    off = [(*to_page((x, y)), radius * factor) for x, y, radius in obstacles(overlay, height / factor / 2)]
    pills = place(wishes, height, off, bounds, 4.0 * scale)
    for pill in pills:
        _draw_leader(canvas, pill, scale)
    for pill in pills:
        _draw_pill(canvas, pill.box, texts[pill.wish], scale)


def _draw_leader(canvas: Any, pill: Placed, scale: float) -> None:
    ends, width = (pill.leader_start, pill.leader_end), style.LEADER_WIDTH * scale
    _stroke(canvas, [ends], width + 1.6 * scale, _colour(style.CASING, style.CASING_SHARE))
    _stroke(canvas, [ends], width, _colour(style.PILL_FILL))


def _draw_pill(canvas: Any, box: Box, text: LabelText, scale: float) -> None:
    height, size = box.y1 - box.y0, style.PILL_TEXT * scale
    canvas.setLineWidth(style.PILL_EDGE * scale)
    canvas.setStrokeColor(_colour(style.PILL_EDGE_COLOUR))
    canvas.setFillColor(_colour(style.PILL_FILL))
    canvas.roundRect(box.x0, box.y0, box.x1 - box.x0, height, height / 2, stroke=1, fill=1)
    _, middle = box.centre
    _draw_mark(
        canvas, text.mark, (box.x0 + (style.PILL_PADDING + style.PILL_MARK / 2) * scale, middle), scale
    )
    canvas.setFillColor(_colour(style.PILL_INK))
    canvas.setFont(SEMIBOLD, size)
    left = box.x0 + (style.PILL_PADDING + style.PILL_MARK + style.PILL_GAP) * scale
    canvas.drawString(left, middle - CAP_HEIGHT / 2 * size, text.text)


def _draw_mark(canvas: Any, mark: Mark, centre: Point, scale: float) -> None:
    size, colour = style.PILL_MARK * scale, _colour(style.MARK_COLOURS[mark])
    if mark is Mark.CIRCLE:
        canvas.setFillColor(colour)
        canvas.circle(*centre, style.CIRCLE_RADIUS * size, stroke=0, fill=1)
    elif mark is Mark.RING:
        _stroke(canvas, style.ring_dashes(centre, size), style.MARK_STROKE * size, colour)
    else:
        outline = style.mark_outline(mark, centre, size)
        _stroke(
            canvas, zip(outline, (*outline[1:], outline[0]), strict=True), style.MARK_STROKE * size, colour
        )
        _fill(canvas, style.mark_fill(mark, centre, size), colour)
