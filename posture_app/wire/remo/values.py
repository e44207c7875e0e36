"""Which of our measures stands under which of the contract's names, with which limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_app.domain.errors import PostureError
from posture_app.domain.grading import letter, plain_grade
from posture_app.domain.norms import Limits

if TYPE_CHECKING:
    from posture_app.domain.findings import Finding, NoValue
    from posture_app.domain.norms import NormSet
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.wire.remo.front_side import Letter

CORONAL: dict[str, str] = {
    "head_bal": "head_tilt",
    "pelvic_bal": "pelvic_tilt",
    "shoulder_bal": "shoulder_tilt",
    "left_qang": "left_knee_alignment",
    "right_qang": "right_knee_alignment",
    "knee_bal": "knee_tilt",
    "tilt": "body_tilt",
}
"""Measure by the contract's name, which is ``far_…_m_`` in front and ``bar_…_m_`` from behind."""

SAGITTAL: dict[str, str] = {
    "turtle_neck_m_": "neck_inclination",
    "round_shoulder_m_": "rounded_shoulder",
    "sar_tilt_m_": "ankle_neck_lean",
    "sar_head_tilt_m_": "head_pitch",
}
"""Measure by the contract's field, from the side."""

STAND_INS: dict[str, str] = {"neck_inclination": "ear_shoulder_angle", "rounded_shoulder": "trunk_lean"}
"""What the answer carries instead where nobody placed C7, and says so: ear over shoulder, shoulder over hip,
both of the model's points. They are other quantities on other scales."""

_TILT = Limits(-5.0, -1.5, 1.5, 5.0, "contract")
_KNEE = Limits(-10.0, -5.0, 5.0, 10.0, "contract")
LIMITS: dict[str, Limits] = {name: _KNEE if name.endswith("qang") else _TILT for name in CORONAL}
"""The guide's own, by the contract's name: a clinic's other norms do not change what the contract says."""

NECK = "neck_inclination"


class ValueMissing(PostureError):
    """The answer must hold a value that the photograph does not tell."""

    def __init__(self, finding: Finding) -> None:
        super().__init__("value_missing", measure=finding.id, view=finding.view.value)
        self.why: NoValue | None = finding.why_none


def degrees_of(analysis: PhotoAnalysis, measure: str) -> float:
    """Give a measure's value in degrees.

    Raises
    ------
    ValueMissing
        When it has none.
    """
    finding = _finding(analysis, measure)
    if finding.value is None:
        raise ValueMissing(finding)
    return finding.value


def _finding(analysis: PhotoAnalysis, measure: str) -> Finding:
    return next(one for one in analysis.findings if one.id == measure)


def carried(analysis: PhotoAnalysis, measure: str) -> str:
    """Give the measure that the answer carries under a measure's name: itself, or its stand-in."""
    stand_in = STAND_INS.get(measure)
    return stand_in if stand_in and _finding(analysis, measure).value is None else measure


def grade_of(name: str, degrees: float) -> int:
    """Grade a value under the contract's name: -2…2, a value on a limit is beyond it."""
    return plain_grade(degrees, LIMITS[name])


def forward_head_grade(degrees: float, norms: NormSet) -> int:
    """Give `sar_fwd_head`, 0 to 2, for the value under `turtle_neck_m_`."""
    limits = norms.limits.get(NECK)
    return 0 if limits is None else abs(plain_grade(degrees, limits))


def letter_of(analysis: PhotoAnalysis, given: str, norms: NormSet) -> Letter:
    """Give a view's letter: the one the assessment has `given`, else that of the bare numbers.

    The contract has no place for doubt: there a value counts whose interval was too wide to be graded.
    """
    if given in ("A", "B", "C", "D"):
        return given  # type: ignore[return-value]
    grades = {
        one.id: plain_grade(one.value, norms.limits[one.id])
        for one in analysis.findings
        if one.value is not None and one.id in norms.limits
    }
    return letter(grades, replace(norms.letters, needs_graded=0))  # type: ignore[return-value]
