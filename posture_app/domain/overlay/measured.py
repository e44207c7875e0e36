"""The measured lines: each measure's drawing, what it is held against, and where its label points.

Angles are drawn as they are: plumb and level lines are true to the world, measured lines go through
the photographed landmarks, and what lies between the two is the measured value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.geometry import middle
from posture_app.domain.keypoints import Landmark
from posture_app.domain.measures import MeasureClass
from posture_app.domain.overlay.shapes import Line, Role
from posture_app.domain.overlay.sketch import Sketch, line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.domain.findings import Finding

    Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
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
        """What its lines show: how far the finding can be believed."""
        return _role(self.finding)


def _names(sketch: Sketch, finding: Finding) -> tuple[str, ...]:
    """Name the points that a finding was read from, the model's or what somebody placed."""
    return tuple(one.name for one in finding.spec.needs(sketch.sheet.body))


def _role(finding: Finding) -> Role:
    if finding.trust is MeasureClass.INDICATIVE:
        return Role.NOT_GRADED
    if finding.proxy:
        return Role.PROXY
    return Role.NOT_GRADED if finding.grade.grade is None else Role.MEASURED


def measured_lines(sketch: Sketch) -> list[Measured]:
    """Give what is drawn for the measures that have a value, the least important first."""
    return _profile(sketch) if sketch.sheet.body.facing.is_side else _coronal(sketch)


# --- front and back -------------------------------------------------------------------------


_EYES_LONGER, _EARS_LONGER = 1.4, 0.9
_LEVEL_LONGER = 0.07
"""By how much the level shows at each end of the measured line, in that line's lengths."""
PAIRS = (
    # measure, the joints it stands for, how much longer at each end, label on the subject's left
    ("shoulder_tilt", "SHOULDER", 0.22, False),
    ("pelvic_tilt", "HIP", 0.5, True),
    ("knee_tilt", "KNEE", 0.3, False),
)
"""The lines across the body."""
_AXES = (
    # measure, lower, upper, share of the way up where the label points, on the subject's left
    ("body_tilt", "MID_ANKLE", "MID_SHOULDER", 0.12, True),
    ("trunk_tilt", "MID_HIP", "MID_SHOULDER", 0.4, False),
)


def _coronal(sketch: Sketch) -> list[Measured]:
    drawn = [_axis(sketch, *row) for row in _AXES]
    drawn += [_knee(sketch, side) for side in ("LEFT", "RIGHT")]
    drawn += [_q_angle(sketch, side) for side in ("LEFT", "RIGHT")]
    drawn += [_pair(sketch, measure, longer, on_left) for measure, _, longer, on_left in PAIRS[::-1]]
    drawn.append(_head(sketch))
    return [one for one in drawn if one is not None]


def _on_right(sketch: Sketch, on_left: bool) -> bool:
    """Tell whether the subject's left (or right) stands at image right."""
    return on_left == (sketch.sheet.body.facing.left_towards > 0)


def _head(sketch: Sketch) -> Measured | None:
    finding = sketch.value_of("head_tilt")
    if finding is None:
        return None
    left, _ = finding.spec.needs(sketch.sheet.body)
    longer = _EARS_LONGER if left is Landmark.LEFT_EAR else _EYES_LONGER
    return _pair(sketch, "head_tilt", longer, on_left=True)


def _pair(sketch: Sketch, measure: str, longer: float, on_left: bool) -> Measured | None:
    """Draw a left/right line, lengthened at both ends, and the level through its middle."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    names = _names(sketch, finding)
    left, right = (sketch.at(one) for one in names)
    ends = sketch.sheet.lengthened(left, right, longer, longer)
    level = sketch.sheet.level_through(left, right, longer + _LEVEL_LONGER * (1 + 2 * longer))
    return Measured(
        finding,
        names,
        (line(ends, _role(finding), measure),),
        line(level, Role.LEVEL, measure),
        ends[0] if on_left else ends[1],
        _on_right(sketch, on_left),
        ends[1] if on_left else ends[0],
    )


def _axis(
    sketch: Sketch, measure: str, lower: str, upper: str, label_at: float, on_left: bool
) -> Measured | None:
    """Draw an axis between two mid-points; what it is held against is the plumb line."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    ends = sketch.sheet.photo(sketch.at(lower)), sketch.sheet.photo(sketch.at(upper))
    stroke = line(ends, _role(finding), measure, fine=True)
    anchor = ends[0] + label_at * (ends[1] - ends[0])
    return Measured(finding, (lower, upper), (stroke,), None, anchor, _on_right(sketch, on_left), anchor)


def _knee(sketch: Sketch, side: str) -> Measured | None:
    finding = sketch.value_of(f"{side.lower()}_knee_alignment")
    if finding is None:
        return None
    return _chain(sketch, finding, _on_right(sketch, side == "LEFT"))


def _q_angle(sketch: Sketch, side: str) -> Measured | None:
    finding = sketch.value_of(f"{side.lower()}_q_angle")
    if finding is None:
        return None
    return _chain(sketch, finding, _on_right(sketch, side == "LEFT"))


def _chain(sketch: Sketch, finding: Finding, label_right: bool) -> Measured:
    """Draw two limbs and the joint between them, where the label points."""
    names = _names(sketch, finding)
    upper, joint, lower = (sketch.sheet.photo(sketch.at(name)) for name in names)
    role = _role(finding)
    strokes = tuple(line(ends, role, finding.id, fine=True) for ends in ((upper, joint), (joint, lower)))
    return Measured(finding, names, strokes, None, joint, label_right)


# --- profiles -------------------------------------------------------------------------------


_LEANS = (
    # measure, how much longer above, upright reference, label in front
    ("trunk_lean", 0.0, False, False),
    ("body_lean", 0.1, False, False),
    ("neck_inclination", 0.5, True, True),
    ("ear_shoulder_angle", 0.6, True, True),
)


_PELVIS_LONGER = 0.3


def _profile(sketch: Sketch) -> list[Measured]:
    ahead = sketch.sheet.body.facing.forward > 0
    drawn = [_lean(sketch, *row) for row in _LEANS]
    knee = sketch.value_of("knee_flexion")
    if knee is not None:
        drawn.insert(0, _chain(sketch, knee, ahead))
    drawn.append(_pelvis(sketch, ahead))
    if sketch.value_of("neck_inclination") is not None:  # with a real C7 its stand-in is not drawn
        drawn = [one for one in drawn if one is None or one.finding.id != "ear_shoulder_angle"]
    return [one for one in drawn if one is not None]


def _pelvis(sketch: Sketch, ahead: bool) -> Measured | None:
    """Draw PSIS → ASIS, a little longer in front, and the level through its middle."""
    finding = sketch.value_of("sagittal_pelvic_tilt")
    if finding is None:
        return None
    names = _names(sketch, finding)
    behind, in_front = (sketch.at(name) for name in names)
    ends = sketch.sheet.lengthened(behind, in_front, 0.0, _PELVIS_LONGER)
    level = sketch.sheet.level_through(behind, in_front, _PELVIS_LONGER)
    return Measured(
        finding,
        names,
        (line(ends, _role(finding), finding.id),),
        line(level, Role.LEVEL, finding.id),
        ends[1],
        ahead,
        ends[0],
    )


def _lean(sketch: Sketch, measure: str, longer: float, upright: bool, in_front: bool) -> Measured | None:
    """Draw a lean, held against a vertical of its own or the plumb line."""
    finding = sketch.value_of(measure)
    if finding is None:
        return None
    names = _names(sketch, finding)
    low, high = (sketch.at(name) for name in names)
    ends = sketch.sheet.lengthened(low, high, 0.0, longer)
    length = float(((high - low) @ (high - low)) ** 0.5) * (1.0 + longer)
    reference = line(sketch.sheet.upright_from(low, length), Role.LEVEL, measure) if upright else None
    anchor = ends[1] if longer else middle(ends[0], ends[1])
    return Measured(
        finding,
        names,
        (line(ends, _role(finding), measure, fine=not longer),),
        reference,
        anchor,
        in_front == (sketch.sheet.body.facing.forward > 0),
        anchor,
    )
