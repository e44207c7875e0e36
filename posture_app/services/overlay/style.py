"""How the overlay looks, the same on every ground: colours, widths, dashes, and what lies on top.

Lengths are in units of 1/400 of the drawn picture's height, so `scale` = height / 400.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, dist, radians, sin

import numpy as np

from posture_app.domain.overlay.shapes import Dot, Line, Mark, Overlay, Point, Role

Colour = tuple[int, int, int]
"""Red, green, blue in 0..255."""

UNIT_HEIGHT = 400.0
"""The picture height at which widths are what the tables say."""

CASING: Colour = (14, 26, 31)
CASING_SHARE, DASHED_CASING_SHARE = 0.66, 0.6
"""How far the casing covers the photo, under solid and under dashed lines."""

GHOST: Colour = (106, 90, 205)
"""The dotted outline of an earlier visit."""
GHOST_RIM: Colour = (255, 255, 255)
"""What lies below the dots, so that they stand off any ground."""
GHOST_WIDTH, GHOST_RIM_WIDTH = 2.2, 3.4
GHOST_DASH = (4.0, 3.8)


@dataclass(frozen=True, slots=True)
class Stroke:
    """The look of a role's lines and dots.

    Attributes
    ----------
    width : of the core; `fine_width` along the body.
    dash : length of dash and gap, None for a solid line; no two dashed roles have the same.
    dot : radius of a landmark's dot; `fine_dot` on a fine line.
    """

    colour: Colour
    width: float
    dash: tuple[float, float] | None
    dot: float
    fine_width: float
    fine_dot: float

    def core(self, fine: bool) -> float:
        """Give the core's width."""
        return self.fine_width if fine else self.width

    def casing(self, fine: bool) -> float:
        """Give the casing's width."""
        return self.core(fine) + (2.5 if self.dash is None and not fine else 1.6)

    @property
    def casing_share(self) -> float:
        """Give how far the casing covers the photo, 0..1."""
        return CASING_SHARE if self.dash is None else DASHED_CASING_SHARE


_WHITE: Colour = (255, 255, 255)
_AMBER: Colour = (255, 209, 102)
_BLUE: Colour = (159, 227, 245)
_GREY: Colour = (215, 222, 224)

STROKES: dict[Role, Stroke] = {
    Role.PLUMB: Stroke(_BLUE, 1.6, (7.0, 5.0), 2.6, 1.6, 2.6),
    Role.LEVEL: Stroke(_BLUE, 1.4, (5.0, 4.0), 2.4, 1.4, 2.4),
    Role.SKELETON: Stroke(_WHITE, 2.0, None, 2.8, 2.0, 2.8),
    Role.NOT_GRADED: Stroke(_GREY, 2.2, (4.0, 4.0), 3.6, 1.8, 2.8),
    Role.PROXY: Stroke(_AMBER, 2.6, (8.0, 3.5), 4.0, 1.8, 3.0),
    Role.MEASURED: Stroke(_AMBER, 2.6, None, 4.0, 1.8, 3.0),
}

DOT_EDGE = 1.25
DOT_EDGE_SHARE = 0.85
"""Width of the dark ring round a dot, and how far it covers."""

BOB_LENGTH, BOB_WIDTH = 10.0, 9.0

_FROM_BELOW = (Role.LEVEL, Role.NOT_GRADED, Role.PROXY, Role.MEASURED, Role.SKELETON, Role.PLUMB)
"""The roles within a layer."""


def layers(overlay: Overlay) -> tuple[tuple[Line, ...], ...]:
    """Give the lines from the bottom to the top in layers; in each, casings are drawn before cores.

    The plumb line shares its layer with the body's axes, so that neither darkens the other and both
    are seen when they nearly coincide.
    """
    lines = sorted(overlay.lines, key=lambda line: _FROM_BELOW.index(line.role))
    return tuple(tuple(line for line in lines if _layer_of(line) == layer) for layer in range(4))


def _layer_of(line: Line) -> int:
    if line.role is Role.PLUMB:
        return 0
    if line.role is Role.SKELETON:
        return 1
    if line.role is Role.LEVEL:
        return 2
    return 0 if line.fine else 3


def scale_for(overlay: Overlay, height: float) -> float:
    """Give the factor for widths in a picture of that height (photo px): 1 at 400 px.

    In a photo that shows the person small, lines and pills shrink with the person, down to .6.
    """
    ys = [point[1] for line in overlay.lines for point in (line.start, line.end)]
    share = (max(ys) - min(ys)) / height if ys else 1.0
    return height / UNIT_HEIGHT * min(1.0, max(0.6, 1.1 * share))


def dot_radii(dots: Sequence[Dot], scale: float) -> list[float]:
    """Give every dot's radius in px, smaller where dots would touch; `scale` in px a unit."""
    centres = np.array([dot.centre for dot in dots]).reshape(-1, 2)
    apart = np.hypot(*(centres[:, None] - centres).transpose(2, 0, 1))
    np.fill_diagonal(apart, np.inf)
    looks = [(STROKES[dot.role], dot.fine) for dot in dots]
    wanted = np.array([look.fine_dot if fine else look.dot for look, fine in looks]) * scale
    nearest = apart.min(axis=1, initial=np.inf)
    radii: list[float] = np.minimum(wanted, np.maximum(0.36 * nearest, 0.45 * wanted)).tolist()
    return radii


@lru_cache(maxsize=256)
def dashes(
    start: Point, end: Point, dash: tuple[float, float] | None, width: float
) -> tuple[tuple[Point, Point], ...]:
    """Cut a line into its dashes, to be drawn with round ends; lengths in the points' unit.

    The line begins and ends with a dash, and a dash is shortened by what its round ends add.
    """
    length = dist(start, end)
    if dash is None or length <= dash[0]:
        return ((start, end),)
    on, off = dash
    gaps = max(1, round((length - on) / (on + off)))
    stretch = length / (gaps * (on + off) + on)
    on, off = on * stretch, off * stretch
    shy = min(0.35 * on, width / 2)

    def at(distance: float) -> Point:
        share = distance / length
        return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])

    firsts = [i * (on + off) for i in range(gaps + 1)]
    return tuple((at(first + shy), at(first + on - shy)) for first in firsts)


def bob_corners(tip: Point, direction_deg: float, scale: float) -> tuple[Point, Point, Point]:
    """Give the bob's triangle in photo positions: its tip and two upper corners.

    `direction_deg` is the bob's, 0 = image down, + = clockwise on the screen; `scale` in px a unit.
    """
    x, y = tip
    dx, dy = -sin(radians(direction_deg)), cos(radians(direction_deg))
    top_x, top_y = x - BOB_LENGTH * scale * dx, y - BOB_LENGTH * scale * dy
    half = BOB_WIDTH * scale / 2
    return tip, (top_x - half * dy, top_y + half * dx), (top_x + half * dy, top_y - half * dx)


# --- pills ----------------------------------------------------------------------------------

PILL_HEIGHT = 20.0
PILL_TEXT = 12.0
PILL_PADDING = 7.0
PILL_MARK = 9.0
PILL_GAP = 4.5
"""Between mark and text."""
PILL_EDGE = 1.0
LEADER_WIDTH = 1.3

PILL_FILL: Colour = _WHITE
PILL_EDGE_COLOUR: Colour = (131, 137, 138)
PILL_INK: Colour = (29, 40, 45)

SMALLEST_TEXT_PX = 10.0
"""Below this a pill's text cannot be read; pills then stay as large as this asks."""

MARK_COLOURS: dict[Mark, Colour] = {
    Mark.CIRCLE: (38, 102, 78),
    Mark.HALF_DIAMOND: (122, 78, 0),
    Mark.DIAMOND: (122, 78, 0),
    Mark.HALF_SQUARE: (122, 78, 0),
    Mark.SQUARE: (151, 53, 47),
    Mark.RING: (82, 96, 103),
}


def pill_width(text_width: float, scale: float) -> float:
    """Give a pill's width from its text's, both in the drawing's unit."""
    return text_width + (2 * PILL_PADDING + PILL_MARK + PILL_GAP) * scale


def mark_outline(mark: Mark, centre: Point, size: float) -> tuple[Point, ...]:
    """Give the corners of a diamond or a square of a mark's optical size; none for round ones."""
    x, y = centre
    if mark in (Mark.DIAMOND, Mark.HALF_DIAMOND):
        reach = 0.58 * size
        return (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)
    if mark in (Mark.SQUARE, Mark.HALF_SQUARE):
        reach = 0.44 * size
        return (x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)
    return ()


def mark_fill(mark: Mark, centre: Point, size: float) -> tuple[Point, ...]:
    """Give the corners of what of a diamond or a square is filled: all, or the right half."""
    corners = mark_outline(mark, centre, size)
    if mark is Mark.HALF_DIAMOND:
        return corners[0], corners[1], corners[2]
    if mark is Mark.HALF_SQUARE:
        (x, _), top = centre, corners[0][1]
        return (x, top), corners[1], corners[2], (x, corners[2][1])
    return corners


def ring_dashes(centre: Point, size: float) -> list[tuple[Point, Point]]:
    """Give the dashes of the ring that stands for "not graded", as short chords."""
    x, y = centre
    radius, dash_count = 0.44 * size, 8
    dash_deg = 360.0 / dash_count * 0.55

    def on_ring(degrees: float) -> Point:
        return x + radius * cos(radians(degrees)), y + radius * sin(radians(degrees))

    starts = [360.0 / dash_count * i for i in range(dash_count)]
    return [(on_ring(start), on_ring(start + dash_deg)) for start in starts]


MARK_STROKE = 0.15
"""Width of a half-filled mark's edge and of the ring, as a share of the mark's size."""

CIRCLE_RADIUS = 0.48
"""Radius of the circle mark as a share of the mark's size."""
