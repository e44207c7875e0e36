"""The overlay drawn onto the photograph's own pixels, and the JPEG of it; by OpenCV, text by Pillow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from math import ceil, floor, hypot
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from posture_app.adapters.opencv import cv2
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import Dot, LabelText, Line, Mark, Overlay, Point, Role, mark_of
from posture_app.services.overlay import style
from posture_app.services.overlay.label_layout import Box, Placed, Wish, obstacles, place
from posture_app.services.overlay.style import STROKES, Colour
from posture_app.services.ports import Frame
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.services.wording import Words

Picture = NDArray[np.uint8]

JPEG_QUALITY = 92

_SHIFT = 4
_ONE = 1 << _SHIFT
_BLEED = 0.66
"""OpenCV's smooth edges reach this many pixels beyond the polygon; found by summing the covered area."""


class OverlayJpeg:
    """Draws analyses onto their photographs, in one language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def write(self, analysis: PhotoAnalysis, frame: Frame) -> bytes:
        """Give the photo with its overlay as a JPEG."""
        findings = {one.id: one for one in analysis.findings}

        def text(measure: str) -> LabelText:
            finding = findings[measure]
            return LabelText(self._words.short_value(finding), mark_of(finding.grade))

        return draw_overlay_jpeg(frame, overlay_of(analysis), text)


def draw_overlay_jpeg(frame: Frame, overlay: Overlay, labels: Callable[[str], LabelText]) -> bytes:
    """Draw the overlay on a copy of the photo and give it as a JPEG without colour subsampling.

    `labels` words a measure's label by the measure's id.
    """
    out = BytesIO()
    picture = Image.fromarray(draw_overlay_picture(frame, overlay, labels))
    picture.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return out.getvalue()


def draw_overlay_picture(frame: Frame, overlay: Overlay, labels: Callable[[str], LabelText]) -> Picture:
    """Draw the overlay on a copy of the photo: (height, width, 3) uint8 RGB."""
    brush = _Brush(frame.rgb.copy())
    scale = style.scale_for(overlay, frame.height)
    for lines in style.layers(overlay):
        _draw_lines(brush, lines, scale)
    _draw_bobs(brush, overlay, scale)
    _draw_dots(brush, overlay.dots, scale)
    _draw_labels(brush, overlay, labels, scale)
    return brush.picture


@dataclass(frozen=True, slots=True, eq=False)
class _Brush:
    """Paints shapes given in photo positions (the picture spans 0..width) smoothly into a picture."""

    picture: Picture

    def line(
        self, start: Point, end: Point, width: float, colour: Colour, into: Picture | None = None
    ) -> None:
        """Paint a straight line with round ends."""
        self.polygon(_capsule(start, end, max(width / 2 - _BLEED, 0.1)), colour, into)

    def polygon(self, corners: Sequence[Point], colour: Colour, into: Picture | None = None) -> None:
        """Fill a convex polygon."""
        fixed = np.round((np.array(corners) - 0.5) * _ONE).astype(np.int32)
        cv2.fillConvexPoly(self.picture if into is None else into, fixed, colour, cv2.LINE_AA, _SHIFT)

    def disc(self, centre: Point, radius: float, colour: Colour, into: Picture | None = None) -> None:
        """Fill a circle."""
        self.polygon(_capsule(centre, centre, max(radius - _BLEED, 0.3)), colour, into)

    def shade(self, box: tuple[int, int, int, int], share: Picture) -> None:
        """Darken the pixels of (left, top, right, bottom) towards the casing's colour by share / 255."""
        left, top, right, bottom = box
        part = self.picture[top:bottom, left:right]
        rows, columns = np.nonzero(share)
        by = share[rows, columns, None].astype(np.float32) / 255.0
        before = part[rows, columns]
        part[rows, columns] = np.rint(before + by * (np.array(style.CASING, np.float32) - before)).astype(
            np.uint8
        )


def _capsule(start: Point, end: Point, radius: float) -> list[Point]:
    """Give the corners of a line with round ends."""
    (x0, y0), (x1, y1) = start, end
    length = hypot(x1 - x0, y1 - y0)
    dx, dy = ((x1 - x0) / length, (y1 - y0) / length) if length else (1.0, 0.0)
    steps = 4 + min(8, int(radius))
    turns = np.linspace(-np.pi / 2, np.pi / 2, steps)
    corners = []
    for (x, y), way in (((x1, y1), 1.0), ((x0, y0), -1.0)):
        ahead, aside = way * radius * np.cos(turns), way * radius * np.sin(turns)
        corners += list(zip(x + ahead * dx - aside * dy, y + ahead * dy + aside * dx, strict=True))
    return corners


def _draw_lines(brush: _Brush, lines: Sequence[Line], scale: float) -> None:
    """Paint all casings as one shadow, so that they do not darken each other, then the cores."""
    _casing(
        brush,
        [(line.start, line.end) for line in lines],
        [STROKES[line.role].casing(line.fine) * scale for line in lines],
        [STROKES[line.role].casing_share for line in lines],
    )
    for line in lines:
        stroke = STROKES[line.role]
        width = stroke.core(line.fine) * scale
        dash = None if stroke.dash is None else (stroke.dash[0] * scale, stroke.dash[1] * scale)
        for start, end in style.dashes(line.start, line.end, dash, width):
            brush.line(start, end, width, stroke.colour)


def _casing(
    brush: _Brush, strokes: Sequence[tuple[Point, Point]], widths: Sequence[float], shares: Sequence[float]
) -> None:
    points = [point for stroke in strokes for point in stroke]
    box = _pixels_around(brush.picture, points, max(widths, default=0.0))
    if box is None:
        return
    left, top, right, bottom = box
    mask = np.zeros((bottom - top, right - left), np.uint8)
    for index in sorted(range(len(strokes)), key=lambda one: shares[one]):
        (x0, y0), (x1, y1) = strokes[index]
        darkness = round(255 * shares[index])
        brush.line((x0 - left, y0 - top), (x1 - left, y1 - top), widths[index], (darkness, 0, 0), mask)
    brush.shade(box, mask)


def _pixels_around(
    picture: Picture, points: Sequence[Point], margin: float
) -> tuple[int, int, int, int] | None:
    """Give the pixels (left, top, right, bottom) of the picture that hold all points; None for none."""
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    height, width = picture.shape[:2]
    left, right = max(0, floor(min(xs) - margin) - 2), min(width, ceil(max(xs) + margin) + 2)
    top, bottom = max(0, floor(min(ys) - margin) - 2), min(height, ceil(max(ys) + margin) + 2)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _draw_bobs(brush: _Brush, overlay: Overlay, scale: float) -> None:
    for bob in overlay.bobs:
        corners = style.bob_corners(bob.tip, bob.direction_deg, scale)
        edges = list(zip(corners, (*corners[1:], corners[0]), strict=True))
        _casing(brush, edges, [2.5 * scale] * len(edges), [style.CASING_SHARE] * len(edges))
        brush.polygon(corners, STROKES[Role.PLUMB].colour)


def _draw_dots(brush: _Brush, dots: Sequence[Dot], scale: float) -> None:
    radii = style.dot_radii(dots, scale)
    ring = 2 * style.DOT_EDGE * scale
    spots = [(dot.centre, dot.centre) for dot in dots]
    _casing(brush, spots, [2 * radius + ring for radius in radii], [style.DOT_EDGE_SHARE] * len(dots))
    for dot, radius in zip(dots, radii, strict=True):
        brush.disc(dot.centre, radius, STROKES[dot.role].colour)


# --- labels ---------------------------------------------------------------------------------


def _draw_labels(brush: _Brush, overlay: Overlay, labels: Callable[[str], LabelText], scale: float) -> None:
    if not overlay.labels:
        return
    scale = max(scale, style.SMALLEST_TEXT_PX / style.PILL_TEXT)
    font = _font(style.PILL_TEXT * scale)
    texts = [labels(label.measure) for label in overlay.labels]
    wishes = [
        Wish(
            label.anchor,
            ceil(style.pill_width(font.getlength(text.text), scale)),
            label.prefer_right,
            label.other_anchor,
        )
        for label, text in zip(overlay.labels, texts, strict=True)
    ]
    height, width = brush.picture.shape[:2]
    pill_height = round(style.PILL_HEIGHT * scale)
    off = obstacles(overlay, pill_height / 2)
    pills = place(wishes, pill_height, off, Box(0.0, 0.0, width, height), 4.0 * scale)
    for pill in pills:
        _draw_leader(brush, pill, scale)
    for pill in pills:
        _draw_pill(brush, pill.box, texts[pill.wish], font, scale)


@lru_cache(maxsize=8)
def _font(size_px: float) -> ImageFont.FreeTypeFont:
    path = resource("fonts", "Pretendard-SemiBold.ttf")
    return ImageFont.truetype(str(path), size_px, layout_engine=ImageFont.Layout.BASIC)


def _draw_leader(brush: _Brush, pill: Placed, scale: float) -> None:
    ends, width = (pill.leader_start, pill.leader_end), style.LEADER_WIDTH * scale
    _casing(brush, [ends], [width + 1.6 * scale], [style.CASING_SHARE])
    brush.line(*ends, width, style.PILL_FILL)


def _draw_pill(brush: _Brush, box: Box, text: LabelText, font: ImageFont.FreeTypeFont, scale: float) -> None:
    """Paint a white pill with a thin edge, the mark, and the text."""
    x0, y0 = round(box.x0), round(box.y0)
    x1, y1 = x0 + round(box.x1 - box.x0), y0 + round(box.y1 - box.y0)
    radius, edge = (y1 - y0) / 2, max(1.0, style.PILL_EDGE * scale)
    middle = (y0 + y1) / 2
    ends = (x0 + radius, middle), (x1 - radius, middle)
    brush.line(*ends, 2 * radius, style.PILL_EDGE_COLOUR)
    brush.line(*ends, 2 * (radius - edge), style.PILL_FILL)
    mark_x = x0 + (style.PILL_PADDING + style.PILL_MARK / 2) * scale
    _draw_mark(brush, text.mark, (mark_x, middle), style.PILL_MARK * scale)
    text_x = x0 + (style.PILL_PADDING + style.PILL_MARK + style.PILL_GAP) * scale
    _write(
        brush.picture[max(y0, 0) : y1, max(x0, 0) : x1],
        (text_x - max(x0, 0), middle - max(y0, 0)),
        text.text,
        font,
    )


def _write(part: Picture, left_middle: Point, text: str, font: ImageFont.FreeTypeFont) -> None:
    """Write dark text into a part of the picture, its digits centred on a height."""
    x, y = left_middle
    baseline = y - (font.getbbox("0", anchor="ls")[1]) / 2
    ink = Image.new("L", (part.shape[1], part.shape[0]))
    ImageDraw.Draw(ink).text((x, round(baseline)), text, fill=255, font=font, anchor="ls")
    share = np.asarray(ink, dtype=np.float32)[:, :, None] / 255.0
    part[:] = np.rint(part + share * (np.array(style.PILL_INK, np.float32) - part)).astype(np.uint8)


def _draw_mark(brush: _Brush, mark: Mark, centre: Point, size: float) -> None:
    colour, width = style.MARK_COLOURS[mark], style.MARK_STROKE * size
    if mark is Mark.CIRCLE:
        brush.disc(centre, style.CIRCLE_RADIUS * size, colour)
    elif mark is Mark.RING:
        for start, end in style.ring_dashes(centre, size):
            brush.line(start, end, width, colour)
    else:
        outline = style.mark_outline(mark, centre, size)
        for start, end in zip(outline, (*outline[1:], outline[0]), strict=True):
            brush.line(start, end, width, colour)
        brush.polygon(style.mark_fill(mark, centre, size), colour)
