"""`message`: what is doubtful about a photograph, in the contract's English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.domain.views import View

if TYPE_CHECKING:
    from posture_app.domain.people import PhotoAnalysis

_PHOTO = {View.FRONT: "Front", View.SIDE: "Side", View.SIDE2: "Side", View.BACK: "Back"}

_SAID = {
    "too_far": "The target is too far.",
    "too_close": "The target is too close.",
    "turned": "The target is turned.",
    "too_dark": "The image is too dark.",
    "blurred": "The image is blurred.",
    "rotated": "The image was rotated.",
    "photo_damaged": "The image is damaged.",
    "arms_covering": "The arms cover the body.",
    "face_not_seen": "The face is not seen.",
    "hair_over_eye": "The hair covers an eye.",
    "head_turned": "The head is turned.",
    "head_uneven": "The outline of the head is uneven.",
    "camera_moved": "The camera has moved.",
    "room_other_camera": "The camera is another one.",
}
"""By the code of the warning; the first is the guide's own sentence."""

STOOD_IN = {
    "neck_inclination": "turtle_neck was measured from ear to shoulder.",
    "rounded_shoulder": "round_shoulder was measured from shoulder to hip.",
}
"""By the measure that another one stands in for, because C7 is not known."""


def said_of(view: View, sentence: str) -> str:
    """Put a sentence as the guide's sample does."""
    return f"In the {_PHOTO[view]} image, {sentence}"


def messages_of(analysis: PhotoAnalysis, stood_in: tuple[str, ...] = ()) -> list[str]:
    """Say what is doubtful about a photograph, and which measures others stand in for."""
    warnings = [_SAID[one.code] for one in analysis.reasons if one.code in _SAID]
    return [said_of(analysis.view, one) for one in (*warnings, *(STOOD_IN[each] for each in stood_in))]
