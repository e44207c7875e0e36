"""The skeleton and the measured lines as shapes in photograph pixels, to be drawn anywhere.

Screen, JPEG, and PDF draw the same shapes. Nothing here knows a colour or a pen: a shape says what it
*is* (its role), the drawing side knows how that looks. Widths are relative to the drawn picture's height.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Point = tuple[float, float]
"""(x, y) in pixels of the upright, unmirrored original photo."""


class Role(str, Enum):
    """What a shape shows."""

    SKELETON = "skeleton"
    MEASURED = "measured"
    NOT_GRADED = "not_graded"
    PROXY = "proxy"
    PLUMB = "plumb"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight stroke."""

    start: Point
    end: Point
    role: Role


@dataclass(frozen=True, slots=True)
class Dot:
    """A landmark."""

    centre: Point
    role: Role


@dataclass(frozen=True, slots=True)
class Bob:
    """The small weight at the plumb line's lower end, pointing down along it."""

    tip: Point
    direction_deg: float
    """Direction of the plumb line's lower end: 0 = image down, + = turned clockwise on the screen."""


@dataclass(frozen=True, slots=True)
class Label:
    """A pill with the grade's shape and the value, led to the point it speaks of.

    `anchor` is the end of the measured line; `prefer_right` tells on which side of it there is
    room. The drawing side places the pill, keeps pills apart, and words the value.
    """

    anchor: Point
    measure: str
    prefer_right: bool


@dataclass(frozen=True, slots=True)
class Overlay:
    """All shapes of one photograph; labels from the most to the least important."""

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    bobs: tuple[Bob, ...]
    labels: tuple[Label, ...]
