"""skeleton-v2, the photograph from behind."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.http_clients.connection import Repeat
from posture_app.adapters.http_clients.reading import answer_of, json_of, shaped
from posture_app.domain.cloud import CloudAnswer, CloudReading
from posture_app.domain.errors import CloudRefused
from posture_app.domain.views import View
from posture_app.wire.pictures import plain
from posture_app.wire.remo import back, back_errors
from posture_app.wire.remo.reading import back_degrees, back_grades, keypoints_of

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys

NO_PICTURE = b"no picture: only the keys are asked about"

_CODES = {
    back_errors.PROTOCOL: "cloud_request",
    back_errors.NO_INPUT: "cloud_request",
    back_errors.BAD_IMAGE: "cloud_photo_bad",
    back_errors.BAD_BASE64: "cloud_photo_bad",
    back_errors.UNKNOWN_USER: "cloud_unknown_user",
    back_errors.WRONG_API_KEY: "cloud_wrong_key",
    back_errors.NO_CREDIT: "cloud_no_credit",
    back_errors.NOT_FACING: "cloud_wrong_view",
    back_errors.NOBODY: "cloud_nobody",
    back_errors.WRONG_ANGLE: "cloud_turned",
    back_errors.PROCESSING: "cloud_processing",
    back_errors.OTHER: "cloud_processing",
}
_BY_NUMBER = {fault.code: code for fault, code in _CODES.items()}
_ABOUT_PICTURE = ("cloud_photo_bad", "cloud_request", "cloud_nobody", "cloud_processing")


@dataclass(frozen=True, slots=True)
class RemoBack:
    """Asks for a photograph from behind; `repeat` says whether the service knows a uuid again."""

    connection: Connection
    keys: ServiceKeys
    repeat: Repeat = Repeat.IF_NOT_SENT

    def measure(self, parcel_id: str, photo: bytes) -> CloudAnswer:
        """Send a JPEG under a uuid; one credit once front and side were paid for."""
        request = self._request(photo, str(uuid.UUID(parcel_id)))
        return self.connection.ask("POST", back.PATH, lambda: {"json": request}, _answer, self.repeat)

    def check(self) -> int | None:
        """Send what is no picture: errors cost nothing, and the error tells whether the keys are known."""
        request = self._request(NO_PICTURE, None)
        return self.connection.ask("POST", back.PATH, lambda: {"json": request}, _credit, Repeat.SAFE)

    def _request(self, photo: bytes, task: str | None) -> dict[str, object]:
        keys = self.keys
        return back.BackRequest(
            Email=keys["Email"],
            UserKey=keys["UserKey"],
            APIKey=keys["APIKey"],
            borigimg=plain(photo),
            uuid=task,
        ).written()


def _answer(reply: Reply) -> CloudAnswer:
    failure = shaped(back.BackFailure, json_of(reply))
    if failure is not None:
        raise refusal(failure)
    answer = answer_of(back.BackAnswer, reply)
    reading = CloudReading(
        View.BACK,
        back_degrees(answer),
        back_grades(answer),
        people=(keypoints_of(answer.bar_coords),),
    )
    return CloudAnswer((reading,), credit=answer.credit, cost=-answer.credit_change)


def _credit(reply: Reply) -> int | None:
    failure = shaped(back.BackFailure, json_of(reply))
    if failure is None:
        return answer_of(back.BackAnswer, reply).credit
    refused = refusal(failure)
    if refused.code not in _ABOUT_PICTURE:
        raise refused
    return failure.credit


def refusal(failure: back.BackFailure) -> CloudRefused:
    """Give the error of ours for a code of the guide's table; another code is said by its number."""
    code = _BY_NUMBER.get(failure.status, "cloud_refused")
    return CloudRefused(code, number=failure.status)
