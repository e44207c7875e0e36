"""The errors of skeleton-v2-back: code, HTTP status, message, and what leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.domain.findings import NoValue
from posture_app.wire.remo.back import BackFailure

if TYPE_CHECKING:
    from pydantic import ValidationError

    from posture_app.domain.errors import NotAssessable
    from posture_app.wire.remo.values import ValueMissing


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the guide's table.

    The messages of 413 and 515 are the guide's, the others follow their style.
    """

    code: int
    message: str

    @property
    def http_status(self) -> int:
        """Give 400 for the codes below 500, 500 for the others."""
        return 400 if self.code < 500 else 500

    def body(self, credit: int) -> BackFailure:
        """Give the body; `credit` is what the caller has left, 0 for one who is not known.

        An error costs nothing.
        """
        return BackFailure(state=False, credit=credit, message=self.message, status=self.code)


PROTOCOL = Fault(400, "error from request protocol")
NO_INPUT = Fault(411, "error from missing input data")
BAD_IMAGE = Fault(412, "error from back image")
BAD_BASE64 = Fault(413, "error from back image decoding b64")
UNKNOWN_USER = Fault(420, "error from user check")
WRONG_API_KEY = Fault(421, "error from APIKey check")
NO_CREDIT = Fault(422, "error from lack of credit")
NOT_FACING = Fault(515, "In the back image, the model is not facing side ")
"""The guide's own words, with the blank at the end: the photograph shows another side of the body."""
NOBODY = Fault(518, "In the back image, the person is not recognized")
WRONG_ANGLE = Fault(522, "In the back image, the angle of the person is wrong")
PROCESSING = Fault(550, "processing error")
OTHER = Fault(559, "other processing error")

FAULTS = (
    PROTOCOL,
    NO_INPUT,
    BAD_IMAGE,
    BAD_BASE64,
    UNKNOWN_USER,
    WRONG_API_KEY,
    NO_CREDIT,
    NOT_FACING,
    NOBODY,
    WRONG_ANGLE,
    PROCESSING,
    OTHER,
)

_BY_REASON = {
    "wrong_view": NOT_FACING,
    "turned_too_far": WRONG_ANGLE,
    "lying": WRONG_ANGLE,
    "black_picture": BAD_IMAGE,
}


def of_refused_photo(error: NotAssessable) -> Fault:
    """Give the fault for a photograph that was refused.

    What is not about the angle or the picture is a person not recognised.
    """
    return _BY_REASON.get(error.code, NOBODY)


def of_refused_request(error: ValidationError) -> Fault:
    """Give the fault for a body that is not a request: something is missing, or is not what it should be."""
    missing = any(one["type"] == "missing" for one in error.errors(include_input=False))
    return NO_INPUT if missing else PROTOCOL


def of_missing_value(error: ValueMissing) -> Fault:
    """Give the fault for a photograph that does not tell a value the answer must hold."""
    return WRONG_ANGLE if error.why is NoValue.TURNED else NOBODY
