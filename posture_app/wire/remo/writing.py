"""From our own assessment to the contract's answers.

Positions are pixels of the upright photograph before levelling, and the pictures that go with them must have
its size. Angles are after levelling.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture_app.domain.keypoints import MODEL_LANDMARKS, Landmark
from posture_app.domain.views import View
from posture_app.wire.remo import coords
from posture_app.wire.remo.back import API_NAME, BackAnswer
from posture_app.wire.remo.front_side import COMMAND, FrontSideAnswer
from posture_app.wire.remo.messages import messages_of
from posture_app.wire.remo.room import placed_mm
from posture_app.wire.remo.skeleton import HEAD_TOP, drawn_of, pixels_of
from posture_app.wire.remo.smpl import smpl_of
from posture_app.wire.remo.values import (
    CORONAL,
    NECK,
    SAGITTAL,
    carried,
    degrees_of,
    forward_head_grade,
    grade_of,
    letter_of,
)

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Person
    from posture_app.domain.people import Assessment, PhotoAnalysis

_DECIMALS = 3
"""Of a degree, in both dialects."""


def milli(degrees: float) -> int:
    """Give an angle in 1/1000 degree."""
    return round(1000.0 * degrees)


def front_side_answer(assessment: Assessment, uuid: str, forigimg: str, sorigimg: str) -> FrontSideAnswer:
    """Give the answer for an assessment with a front and a side view; the pictures as base64.

    Raises
    ------
    ValueMissing
        When a value that the answer must hold has none; the contract calls it a processing error.
    """
    front, side = assessment.views[View.FRONT], assessment.views[View.SIDE]
    norms, height_cm = assessment.engine.norms, assessment.subject.height_cm
    carry = {field: carried(side, measure) for field, measure in SAGITTAL.items()}
    stood_in = tuple(measure for field, measure in SAGITTAL.items() if carry[field] != measure)
    person = front.body.person
    return FrontSideAnswer(
        uuid=uuid,
        forigimg=forigimg,
        sorigimg=sorigimg,
        state=0,
        command=COMMAND,
        far_coords=coords.written(pixels_of(person).tolist()),
        far_grade=letter_of(front, assessment.letters[View.FRONT], norms),
        side_part=_side_part(side),
        sar_coords=coords.written(pixels_of(side.body.person).tolist()),
        sar_grade=letter_of(side, assessment.letters[View.SIDE], norms),
        sar_fwd_head=forward_head_grade(degrees_of(side, carried(side, NECK)), norms),
        far_coords3D=placed_mm(front, height_cm),
        sar_coords3D=placed_mm(side, height_cm),
        **{f"far_{name}_m_": milli(degrees_of(front, measure)) for name, measure in CORONAL.items()},
        **{field: milli(degrees_of(side, measure)) for field, measure in carry.items()},
        pose2df1=[[(x, y) for x, y in smpl_of(person.keypoints.xy_px[:MODEL_LANDMARKS]).tolist()]],
        pose2df2=[drawn_of(person, front.facing)],
        pose2ds3=[drawn_of(side.body.person, side.facing)],
        box1=[_box(person)],
        box2=[_box(side.body.person)],
        message=[*messages_of(front), *messages_of(side, stood_in)],
    )


def _side_part(side: PhotoAnalysis) -> float:
    """Give which way the person faces, - left and + right, times the distance from ear to nose in pixels."""
    points = side.body.person.keypoints
    ear, nose = (points.point(one) for one in (Landmark[f"{side.facing.value.upper()}_EAR"], Landmark.NOSE))
    return side.facing.forward * float(((nose - ear) ** 2).sum() ** 0.5)


def _box(person: Person) -> tuple[float, float, float, float]:
    """Give x, y, width, and height around the landmarks and the head's top."""
    left, top, right, bottom = person.keypoints.box_px()
    top = min(top, float(pixels_of(person)[HEAD_TOP, 1]))
    return left, top, right - left, bottom - top


@dataclass(frozen=True, slots=True)
class Bill:
    """What a call has cost, 0 or more, and the credit that is left."""

    cost: int
    credit: int


def back_answer(analysis: PhotoAnalysis, uuid: str, bill: Bill, borigimg: str) -> BackAnswer:
    """Give the answer for a photograph from behind; the picture as a data URI.

    A grade is that of the value as written, so that nobody can find a grade beside a value it does not fit.

    Raises
    ------
    ValueMissing
        When a value that the answer must hold has none; see `back_errors.of_missing_value`.
    """
    degrees = {name: round(degrees_of(analysis, measure), _DECIMALS) for name, measure in CORONAL.items()}
    measured: dict[str, Any] = {f"bar_{name}_m_": value for name, value in degrees.items()}
    measured |= {f"bar_{name}_grade": grade_of(name, value) for name, value in degrees.items()}
    return BackAnswer(
        state=True,
        status_code=200,
        APIName=API_NAME,
        credit_change=-bill.cost,
        credit=bill.credit,
        uuid=uuid,
        borigimg=borigimg,
        bar_coords=coords.written(pixels_of(analysis.body.person).tolist()),
        **measured,
    )
