"""The skeleton and the measured lines as shapes in photograph pixels, to be drawn anywhere.

Screen, JPEG, and PDF draw the same shapes. Nothing here knows a colour or a pen: a shape says what it
*is* (its role), the drawing side knows how that looks. Widths are relative to the drawn picture's height.
Angles are drawn as they are: plumb and level lines are true to the world, measured lines go through
the photographed landmarks, and what lies between the two is the measured value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_app.domain.geometry import middle
from posture_app.domain.grading import ShownGrade, shown
from posture_app.domain.keypoints import Landmark
from posture_app.domain.measures import MeasureClass
from posture_app.domain.overlay_body import Disc, discs_of
from posture_app.domain.overlay_lines import Sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.findings import Finding
    from posture_app.domain.grading import Grade
    from posture_app.domain.people import PhotoAnalysis

    Points = NDArray[np.float64]

__all__ = [
    "Bob",
    "Disc",
    "Dot",
    "Label",
    "LabelText",
    "Line",
    "Mark",
    "Overlay",
    "Point",
    "Role",
    "mark_of",
    "overlay_of",
]

Point = tuple[float, float]
"""(x, y) in pixels of the upright, unmirrored original photo."""

MOST_LABELS = 5


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


def overlay_of(analysis: PhotoAnalysis) -> Overlay:
    """Give the shapes of an analysed photograph, in its pixels.

    Nothing is drawn from a landmark that is hidden, and no measured line for a value that is None.
    """
    sketch = _Sketch(Sheet.of(analysis), {one.id: one for one in analysis.findings})
    measured = _profile(sketch) if analysis.facing.is_side else _coronal(sketch)
    plumb = _plumb(sketch)
    lines = [*plumb, *_skeleton(sketch, measured), *_references(measured), *_strokes(measured)]
    return Overlay(
        lines=tuple(lines),
        dots=tuple(_dots(sketch, measured)),
        bobs=tuple(Bob(line.end, analysis.level.roll_deg * -1.0) for line in plumb),
        labels=_labels(sketch, measured),
        body=discs_of(analysis.body.person.keypoints),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sketch:
    """What the shapes are made from."""

    sheet: Sheet
    findings: dict[str, Finding]

    def at(self, name: str) -> Points:
        """Give a levelled point: a landmark, or ``MID_HIP`` for the middle of a pair."""
        if name.startswith("MID_"):
            return self.sheet.body.mid(name[4:])
        return self.sheet.body.point(Landmark[name])

    def sees(self, *names: str) -> bool:
        """Tell whether every landmark behind the names is seen."""
        wanted = [one for name in names for one in _landmarks(name)]
        return self.sheet.body.keypoints.sees(*wanted)

    def value_of(self, measure: str) -> Finding | None:
        """Give the finding of a measure that has a value."""
        finding = self.findings.get(measure)
        return finding if finding is not None and finding.value is not None else None


def _landmarks(name: str) -> tuple[Landmark, ...]:
    if name.startswith("MID_"):
        return Landmark["LEFT_" + name[4:]], Landmark["RIGHT_" + name[4:]]
    return (Landmark[name],)


@dataclass(frozen=True, slots=True, eq=False)
class _Measured:
    """One measure's drawing: a path through named points, what it is held against, and its label's place."""

    finding: Finding
    names: tuple[str, ...]
    strokes: tuple[Line, ...]
    reference: Line | None
    anchor: Points
    label_right: bool
    other_anchor: Points | None = None

    @property
    def role(self) -> Role:
        return _role(self.finding)


def _names(sketch: _Sketch, finding: Finding) -> tuple[str, ...]:
    """Name the points that a finding was read from, the model's or what somebody placed."""
    return tuple(one.name for one in finding.spec.needs(sketch.sheet.body))


def _role(finding: Finding) -> Role:
    if finding.trust is MeasureClass.INDICATIVE:
        return Role.NOT_GRADED
    if finding.proxy:
        return Role.PROXY
    return Role.NOT_GRADED if finding.grade.grade is None else Role.MEASURED


def _line(ends: tuple[Points, Points], role: Role, measure: str = "", fine: bool = False) -> Line:
    return Line(_xy(ends[0]), _xy(ends[1]), role, measure, fine)


def _xy(point: Points) -> Point:
    return float(point[0]), float(point[1])


# --- front and back -------------------------------------------------------------------------


_EYES_LONGER, _EARS_LONGER = 1.4, 0.9
_LEVEL_LONGER = 0.07
"""By how much the level shows at each end of the measured line, in that line's lengths."""
_PAIRS = (
    # measure, the joints it stands for, how much longer at each end, label on the subject's left
    ("shoulder_tilt", "SHOULDER", 0.22, False),
    ("pelvic_tilt", "HIP", 0.5, True),
    ("knee_tilt", "KNEE", 0.3, False),
)
_AXES = (
    # measure, lower, upper, share of the way up where the label points, on the subject's left
    ("body_tilt", "MID_ANKLE", "MID_SHOULDER", 0.12, True),
    ("trunk_tilt", "MID_HIP", "MID_SHOULDER", 0.4, False),
)


def _coronal(sketch: _Sketch) -> list[_Measured]:
    drawn = [_axis(sketch, *row) for row in _AXES]
    drawn += [_knee(sketch, side) for side in ("LEFT", "RIGHT")]
    drawn += [_q_angle(sketch, side) for side in ("LEFT", "RIGHT")]
    drawn += [_pair(sketch, measure, longer, on_left) for measure, _, longer, on_left in _PAIRS[::-1]]
    drawn.append(_head(sketch))
    return [one for one in drawn if one is not None]


def _on_right(sketch: _Sketch, on_left: bool) -> bool:
    """Tell whether the subject's left (or right) stands at image right."""
    return on_left == (sketch.sheet.body.facing.left_towards > 0)


def _head(sketch: _Sketch) -> _Measured | None:
    finding = sketch.value_of("head_tilt")
    if finding is None:
        return None
    left, _ = finding.spec.needs(sketch.sheet.body)
    longer = _EARS_LONGER if left is Landmark.LEFT_EAR else _EYES_LONGER
    return _pair(sketch, "head_tilt", longer, on_left=True)


def _pair(sketch: _Sketch, measure: str, longer: float, on_left: bool) -> _Measured | None:
    """Draw a left/right line, lengthened at both ends, and the level through its middle."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    names = _names(sketch, finding)
    left, right = (sketch.at(one) for one in names)
    ends = sketch.sheet.lengthened(left, right, longer, longer)
    level = sketch.sheet.level_through(left, right, longer + _LEVEL_LONGER * (1 + 2 * longer))
    return _Measured(
        finding,
        names,
        (_line(ends, _role(finding), measure),),
        _line(level, Role.LEVEL, measure),
        ends[0] if on_left else ends[1],
        _on_right(sketch, on_left),
        ends[1] if on_left else ends[0],
    )


def _axis(
    sketch: _Sketch, measure: str, lower: str, upper: str, label_at: float, on_left: bool
) -> _Measured | None:
    """Draw an axis between two mid-points; what it is held against is the plumb line."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    ends = sketch.sheet.photo(sketch.at(lower)), sketch.sheet.photo(sketch.at(upper))
    stroke = _line(ends, _role(finding), measure, fine=True)
    anchor = ends[0] + label_at * (ends[1] - ends[0])
    return _Measured(finding, (lower, upper), (stroke,), None, anchor, _on_right(sketch, on_left), anchor)


def _knee(sketch: _Sketch, side: str) -> _Measured | None:
    finding = sketch.value_of(f"{side.lower()}_knee_alignment")
    if finding is None:
        return None
    return _chain(sketch, finding, _on_right(sketch, side == "LEFT"))


def _q_angle(sketch: _Sketch, side: str) -> _Measured | None:
    finding = sketch.value_of(f"{side.lower()}_q_angle")
    if finding is None:
        return None
    return _chain(sketch, finding, _on_right(sketch, side == "LEFT"))


def _chain(sketch: _Sketch, finding: Finding, label_right: bool) -> _Measured:
    """Draw two limbs and the joint between them, where the label points."""
    names = _names(sketch, finding)
    upper, joint, lower = (sketch.sheet.photo(sketch.at(name)) for name in names)
    role = _role(finding)
    strokes = tuple(_line(ends, role, finding.id, fine=True) for ends in ((upper, joint), (joint, lower)))
    return _Measured(finding, names, strokes, None, joint, label_right)


# --- profiles -------------------------------------------------------------------------------


_LEANS = (
    # measure, how much longer above, upright reference, label in front
    ("trunk_lean", 0.0, False, False),
    ("body_lean", 0.1, False, False),
    ("neck_inclination", 0.5, True, True),
    ("ear_shoulder_angle", 0.6, True, True),
)


_PELVIS_LONGER = 0.3


def _profile(sketch: _Sketch) -> list[_Measured]:
    ahead = sketch.sheet.body.facing.forward > 0
    drawn = [_lean(sketch, *row) for row in _LEANS]
    knee = sketch.value_of("knee_flexion")
    if knee is not None:
        drawn.insert(0, _chain(sketch, knee, ahead))
    drawn.append(_pelvis(sketch, ahead))
    if sketch.value_of("neck_inclination") is not None:  # with a real C7 its stand-in is not drawn
        drawn = [one for one in drawn if one is None or one.finding.id != "ear_shoulder_angle"]
    return [one for one in drawn if one is not None]


def _pelvis(sketch: _Sketch, ahead: bool) -> _Measured | None:
    """Draw PSIS → ASIS, a little longer in front, and the level through its middle."""
    finding = sketch.value_of("sagittal_pelvic_tilt")
    if finding is None:
        return None
    names = _names(sketch, finding)
    behind, in_front = (sketch.at(name) for name in names)
    ends = sketch.sheet.lengthened(behind, in_front, 0.0, _PELVIS_LONGER)
    level = sketch.sheet.level_through(behind, in_front, _PELVIS_LONGER)
    return _Measured(
        finding,
        names,
        (_line(ends, _role(finding), finding.id),),
        _line(level, Role.LEVEL, finding.id),
        ends[1],
        ahead,
        ends[0],
    )


def _lean(sketch: _Sketch, measure: str, longer: float, upright: bool, in_front: bool) -> _Measured | None:
    """Draw a lean, held against a vertical of its own or the plumb line."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    names = _names(sketch, finding)
    low, high = (sketch.at(name) for name in names)
    ends = sketch.sheet.lengthened(low, high, 0.0, longer)
    length = float(((high - low) @ (high - low)) ** 0.5) * (1.0 + longer)
    reference = _line(sketch.sheet.upright_from(low, length), Role.LEVEL, measure) if upright else None
    anchor = ends[1] if longer else middle(ends[0], ends[1])
    return _Measured(
        finding,
        names,
        (_line(ends, _role(finding), measure, fine=not longer),),
        reference,
        anchor,
        in_front == (sketch.sheet.body.facing.forward > 0),
        anchor,
    )


# --- all views ------------------------------------------------------------------------------


_FROM_BELOW = (Role.NOT_GRADED, Role.PROXY, Role.MEASURED)
"""The measured lines' roles, from the least to the most important."""

_CORONAL_BONES = (
    ("MID_EAR", "MID_SHOULDER"),
    ("LEFT_SHOULDER", "RIGHT_SHOULDER"),
    ("MID_SHOULDER", "MID_HIP"),
    ("LEFT_HIP", "RIGHT_HIP"),
    *((f"{side}_{one}", f"{side}_{other}")
      for side in ("LEFT", "RIGHT")
      for one, other in (("SHOULDER", "ELBOW"), ("ELBOW", "WRIST"), ("HIP", "KNEE"), ("KNEE", "ANKLE"))),
)  # fmt: skip
_FRONT_FEET = (("LEFT_ANKLE", "LEFT_FOOT_INDEX"), ("RIGHT_ANKLE", "RIGHT_FOOT_INDEX"))
_BACK_FEET = (("LEFT_ANKLE", "LEFT_HEEL"), ("RIGHT_ANKLE", "RIGHT_HEEL"))
_PROFILE_CHAIN = (
    ("EAR", "SHOULDER"),
    ("SHOULDER", "ELBOW"),
    ("ELBOW", "WRIST"),
    ("SHOULDER", "HIP"),
    ("HIP", "KNEE"),
    ("KNEE", "ANKLE"),
    ("ANKLE", "HEEL"),
    ("HEEL", "FOOT_INDEX"),
)


def _bones(sketch: _Sketch) -> Iterator[tuple[str, str]]:
    """Give the names of the ends of every seen bone."""
    body = sketch.sheet.body
    facing = body.facing
    if facing.is_side:
        nears = (body.nears(*bone) for bone in _PROFILE_CHAIN)
        bones = tuple((one.name, other.name) for one, other in nears)
    else:
        bones = _CORONAL_BONES + (_FRONT_FEET if facing.left_towards > 0 else _BACK_FEET)
    return (bone for bone in bones if sketch.sees(*bone))


def _skeleton(sketch: _Sketch, measured: list[_Measured]) -> Iterator[Line]:
    """Give the bones but those that a measured line stands for."""
    taken = {frozenset(pair) for one in measured for pair in zip(one.names, one.names[1:], strict=False)}
    drawn = {one.finding.id for one in measured}
    taken |= {frozenset((f"LEFT_{name}", f"RIGHT_{name}")) for line, name, *_ in _PAIRS if line in drawn}
    for bone in _bones(sketch):
        if frozenset(bone) not in taken:
            start, end = (sketch.sheet.photo(sketch.at(name)) for name in bone)
            yield _line((start, end), Role.SKELETON)


def _plumb(sketch: _Sketch) -> list[Line]:
    """Give the vertical through the ankle mid-point, in profile through the near ankle."""
    body = sketch.sheet.body
    # Where the whole body's lean is read from, so that line and value agree.
    name = body.nears("ANKLE", "EAR")[0].name if body.facing.is_side else "MID_ANKLE"
    if not sketch.sees(name):
        return []
    return [_line(sketch.sheet.plumb_through(sketch.at(name)), Role.PLUMB)]


def _references(measured: list[_Measured]) -> Iterator[Line]:
    return (one.reference for one in measured if one.reference is not None)


def _strokes(measured: list[_Measured]) -> Iterator[Line]:
    """Give the measured lines, the graded ones last and so on top."""
    for role in _FROM_BELOW:
        for one in measured:
            if one.role is role:
                yield from one.strokes


def _dots(sketch: _Sketch, measured: list[_Measured]) -> Iterator[Dot]:
    """Give every joint once: as an end of the most important line through it."""
    looks: dict[str, tuple[Role, bool]] = {}
    for bone in _bones(sketch):
        looks |= dict.fromkeys(bone, (Role.SKELETON, True))
    for role in _FROM_BELOW:
        for one in measured:
            if one.role is role:
                looks |= dict.fromkeys(one.names, (role, one.strokes[0].fine))
    for name, (role, fine) in looks.items():
        if not name.startswith("MID_"):
            yield Dot(_xy(sketch.sheet.photo(sketch.at(name))), role, fine)


# --- labels ---------------------------------------------------------------------------------


_LABELLED = (
    "shoulder_tilt",
    "head_tilt",
    "trunk_tilt",
    "body_tilt",
    "left_knee_alignment",
    "right_knee_alignment",
    "pelvic_tilt",
    "left_q_angle",
    "right_q_angle",
    "body_lean",
    "neck_inclination",
    "ear_shoulder_angle",
    "trunk_lean",
    "sagittal_pelvic_tilt",
    "knee_flexion",
)


def _labels(sketch: _Sketch, measured: list[_Measured]) -> tuple[Label, ...]:
    """Give the labels worth showing, the worst grade first."""
    worth = [one for one in measured if one.finding.id in _LABELLED]
    worth.sort(key=lambda one: (-_gravity(one.finding), _LABELLED.index(one.finding.id)))
    return tuple(
        Label(
            _xy(one.anchor),
            one.finding.id,
            one.label_right,
            None if one.other_anchor is None else _xy(one.other_anchor),
        )
        for one in worth[:MOST_LABELS]
    )


def _gravity(finding: Finding) -> float:
    """Order grades: -1 for none, then 0..2, a borderline one a little less."""
    grade = finding.grade
    if grade.grade is None:
        return -1.0
    return abs(grade.grade) - 0.5 * grade.borderline
