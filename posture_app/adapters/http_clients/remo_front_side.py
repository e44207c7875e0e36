"""skeleton-v2, front and side in one call."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.http_clients.connection import Repeat
from posture_app.adapters.http_clients.reading import MOST_SAID, answer_of, json_of, said, shaped
from posture_app.domain.cloud import CloudAnswer, CloudReading
from posture_app.domain.errors import CloudRefused
from posture_app.domain.views import View
from posture_app.wire.pictures import plain
from posture_app.wire.remo import front_side
from posture_app.wire.remo.reading import front_degrees, keypoints_of, side_degrees

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys


@dataclass(frozen=True, slots=True)
class RemoFrontSide:
    """Asks for a front and a side photograph; `repeat` says whether the service knows a uuid again.

    The guide names no key: the e-mail address is all that tells who asks.
    """

    connection: Connection
    keys: ServiceKeys
    repeat: Repeat = Repeat.IF_NOT_SENT

    def measure(self, parcel_id: str, front: bytes, side: bytes) -> CloudAnswer:
        """Send two JPEGs under a uuid; one credit."""
        request = front_side.FrontSideRequest(
            id=self.keys["Email"],
            uuid=str(uuid.UUID(parcel_id)),
            forigimg=plain(front),
            sorigimg=plain(side),
        ).written()
        return self.connection.ask("POST", front_side.PATH, lambda: {"json": request}, _answer, self.repeat)


def _answer(reply: Reply) -> CloudAnswer:
    failure = shaped(front_side.FrontSideFailure, json_of(reply))
    if failure is not None:
        raise _refusal(failure.data)
    answer = answer_of(front_side.FrontSideAnswer, reply)
    front, side = keypoints_of(answer.far_coords), keypoints_of(answer.sar_coords)
    return CloudAnswer(
        (
            CloudReading(View.FRONT, front_degrees(answer), letter=answer.far_grade, people=(front,)),
            CloudReading(View.SIDE, side_degrees(answer), letter=answer.sar_grade, people=(side,)),
        ),
        tuple(said(one) for one in answer.message[:MOST_SAID]),
    )


def _refusal(trouble: front_side.Trouble) -> CloudRefused:
    """Tell the two errors of the guide apart; what is said beside them stays a refusal."""
    if trouble.errors == front_side.IMAGE_LOAD_ERROR.body.data.errors:
        return CloudRefused("cloud_photo_bad")
    if trouble.message == front_side.PROCESSING_ERROR.body.data.message:
        return CloudRefused("cloud_processing")
    return CloudRefused("cloud_refused", number=-1)
