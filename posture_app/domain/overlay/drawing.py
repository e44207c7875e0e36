"""From an analysed photograph to its overlay: plumb line, skeleton, measured lines, joints, and labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from posture_app.domain.overlay.body import discs_of
from posture_app.domain.overlay.measured import PAIRS, Measured, measured_lines
from posture_app.domain.overlay.shapes import Bob, Dot, Label, Line, Overlay, Role
from posture_app.domain.overlay.sketch import Sketch, line, xy

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding
    from posture_app.domain.people import PhotoAnalysis

MOST_LABELS = 5


def overlay_of(analysis: PhotoAnalysis) -> Overlay:
    """Give the shapes of an analysed photograph, in its pixels.

    Nothing is drawn from a landmark that is hidden, and no measured line for a value that is None.
    """
    sketch = Sketch.of(analysis)
    measured = measured_lines(sketch)
    plumb = _plumb(sketch)
    lines = [*plumb, *_skeleton(sketch, measured), *_references(measured), *_strokes(measured)]
    return Overlay(
        lines=tuple(lines),
        dots=tuple(_dots(sketch, measured)),
        bobs=tuple(Bob(one.end, analysis.level.roll_deg * -1.0) for one in plumb),
        labels=_labels(sketch, measured),
        body=discs_of(analysis.body.person.keypoints),
    )


# --- lines and joints -----------------------------------------------------------------------


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


def _bones(sketch: Sketch) -> Iterator[tuple[str, str]]:
    """Give the names of the ends of every seen bone."""
    body = sketch.sheet.body
    facing = body.facing
    if facing.is_side:
        nears = (body.nears(*bone) for bone in _PROFILE_CHAIN)
        bones = tuple((one.name, other.name) for one, other in nears)
    else:
        bones = _CORONAL_BONES + (_FRONT_FEET if facing.left_towards > 0 else _BACK_FEET)
    return (bone for bone in bones if sketch.sees(*bone))


def _skeleton(sketch: Sketch, measured: list[Measured]) -> Iterator[Line]:
    """Give the bones but those that a measured line stands for."""
    taken = {frozenset(pair) for one in measured for pair in zip(one.names, one.names[1:], strict=False)}
    drawn = {one.finding.id for one in measured}
    taken |= {frozenset((f"LEFT_{name}", f"RIGHT_{name}")) for measure, name, *_ in PAIRS if measure in drawn}
    for bone in _bones(sketch):
        if frozenset(bone) not in taken:
            start, end = (sketch.sheet.photo(sketch.at(name)) for name in bone)
            yield line((start, end), Role.SKELETON)


def _plumb(sketch: Sketch) -> list[Line]:
    """Give the vertical through the ankle mid-point, in profile through the near ankle."""
    body = sketch.sheet.body
    # Where the whole body's lean is read from, so that line and value agree.
    name = body.nears("ANKLE", "EAR")[0].name if body.facing.is_side else "MID_ANKLE"
    if not sketch.sees(name):
        return []
    return [line(sketch.sheet.plumb_through(sketch.at(name)), Role.PLUMB)]


def _references(measured: list[Measured]) -> Iterator[Line]:
    return (one.reference for one in measured if one.reference is not None)


def _strokes(measured: list[Measured]) -> Iterator[Line]:
    """Give the measured lines, the graded ones last and so on top."""
    for role in _FROM_BELOW:
        for one in measured:
            if one.role is role:
                yield from one.strokes


def _dots(sketch: Sketch, measured: list[Measured]) -> Iterator[Dot]:
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
            yield Dot(xy(sketch.sheet.photo(sketch.at(name))), role, fine)


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


def _labels(sketch: Sketch, measured: list[Measured]) -> tuple[Label, ...]:
    """Give the labels worth showing, the worst grade first."""
    worth = [one for one in measured if one.finding.id in _LABELLED]
    worth.sort(key=lambda one: (-_gravity(one.finding), _LABELLED.index(one.finding.id)))
    return tuple(
        Label(
            xy(one.anchor),
            one.finding.id,
            one.label_right,
            None if one.other_anchor is None else xy(one.other_anchor),
        )
        for one in worth[:MOST_LABELS]
    )


def _gravity(finding: Finding) -> float:
    """Order grades: -1 for none, then 0..2, a borderline one a little less."""
    grade = finding.grade
    if grade.grade is None:
        return -1.0
    return abs(grade.grade) - 0.5 * grade.borderline
