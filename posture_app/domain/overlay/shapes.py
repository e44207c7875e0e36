"""The skeleton and the measured lines as shapes in photograph pixels, to be drawn anywhere.

Screen, JPEG, and PDF draw the same shapes. Nothing here knows a colour or a pen: a shape says what it
*is* (its role), the drawing side knows how that looks. Widths are relative to the drawn picture's height.
`overlay_drawing` makes them from an analysed photograph.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.grading import ShownGrade, shown

if TYPE_CHECKING:
    from posture_app.domain.grading import Grade
    from posture_app.domain.overlay.body import Disc

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
    """A straight stroke; `measure` is the id of the measure it belongs to, empty for none.

    `fine` strokes run along the body and are drawn thinner than those across it.
    """

    start: Point
    end: Point
    role: Role
    measure: str = ""
    fine: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A landmark; `fine` as in the lines through it."""

    centre: Point
    role: Role
    fine: bool = False


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
    room. `other_anchor` serves when the pill has to go to the other side. The drawing side places
    the pill, keeps pills apart, and words the value.
    """

    anchor: Point
    measure: str
    prefer_right: bool
    other_anchor: Point | None = None


class Mark(str, Enum):
    """The shape that stands for a grade, so that it reads without colour."""

    CIRCLE = "circle"
    HALF_DIAMOND = "half_diamond"
    DIAMOND = "diamond"
    SQUARE = "square"
    HALF_SQUARE = "half_square"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class LabelText:
    """What a label's pill says: the value in the reader's words, such as "2.1°", and its grade's shape."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Overlay:
    """All shapes of one photograph; labels from the most to the least important.

    `body` covers roughly what is person, for labels to keep off.
    """

    lines: tuple[Line, ...]
    dots: tuple[Dot, ...]
    bobs: tuple[Bob, ...]
    labels: tuple[Label, ...]
    body: tuple[Disc, ...] = ()


_MARKS = {
    ShownGrade.NO_VALUE: Mark.RING,
    ShownGrade.NOT_GRADED: Mark.RING,
    ShownGrade.NORMAL: Mark.CIRCLE,
    ShownGrade.BORDERLINE: Mark.HALF_DIAMOND,
    ShownGrade.CAUTION: Mark.DIAMOND,
    ShownGrade.NEAR_RISK: Mark.HALF_SQUARE,
    ShownGrade.RISK: Mark.SQUARE,
}


def mark_of(grade: Grade) -> Mark:
    """Give the shape of a grade; a value inside the normal range is a circle whatever its interval."""
    return _MARKS[shown(grade)]
