"""From the contract's answers to our own names: degrees by measure id, and keypoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.domain.views import View
from posture_app.wire.remo import coords, skeleton
from posture_app.wire.remo.messages import STOOD_IN, said_of
from posture_app.wire.remo.values import CORONAL, SAGITTAL, STAND_INS

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Keypoints
    from posture_app.wire.remo.back import BackAnswer
    from posture_app.wire.remo.front_side import FrontSideAnswer


def front_degrees(answer: FrontSideAnswer) -> dict[str, float]:
    """Give the front view's values in degrees by measure id."""
    return {measure: getattr(answer, f"far_{name}_m_") / 1000.0 for name, measure in CORONAL.items()}


def side_degrees(answer: FrontSideAnswer) -> dict[str, float]:
    """Give the side view's values in degrees by measure id.

    Where our own server says that another measure stood in, the value stands under that one. Other servers
    do not say what they measured.
    """
    values = {}
    for field, measure in SAGITTAL.items():
        stood_in = measure in STOOD_IN and said_of(View.SIDE, STOOD_IN[measure]) in answer.message
        values[STAND_INS[measure] if stood_in else measure] = getattr(answer, field) / 1000.0
    return values


def back_degrees(answer: BackAnswer) -> dict[str, float]:
    """Give the back view's values in degrees by measure id."""
    return {measure: getattr(answer, f"bar_{name}_m_") for name, measure in CORONAL.items()}


def back_grades(answer: BackAnswer) -> dict[str, int]:
    """Give the back view's grades by measure id."""
    return {measure: getattr(answer, f"bar_{name}_grade") for name, measure in CORONAL.items()}


def keypoints_of(text: str) -> Keypoints:
    """Read a ``…_coords`` field as keypoints in whole pixels; an answer's own field is never refused."""
    return skeleton.keypoints_from(coords.read(text))
