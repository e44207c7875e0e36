"""What NHN's two services share: the header in the body that says how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from posture_app.adapters.http_clients.connection import unexpected
from posture_app.adapters.http_clients.reading import json_of, shaped
from posture_app.domain.errors import CloudBusy, CloudProblem, CloudRefused, CloudUnreadable
from posture_app.wire import nhn
from posture_app.wire.shape import Shape

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Reply

_CODES = {
    nhn.INVALID_PARAM.code: "cloud_request",
    nhn.INVALID_GROUP_ID.code: "cloud_request",
    nhn.DUPLICATED_GROUP_ID.code: "cloud_group_there",
    nhn.NOT_FOUND_GROUP.code: "cloud_no_group",
    nhn.INVALID_TOKEN.code: "cloud_request",
    nhn.NOT_FOUND_FACE_ID.code: "cloud_no_face_id",
    nhn.QUOTA_EXCEEDED.code: "cloud_group_full",
    nhn.UNAUTHORIZED_APP_KEY.code: "cloud_wrong_key",
    nhn.IMAGE_TOO_LARGE.code: "cloud_too_large",
    nhn.INVALID_IMAGE_FORMAT.code: "cloud_photo_bad",
    nhn.INVALID_IMAGE_URL.code: "cloud_photo_bad",
    nhn.IMAGE_TIMEOUT.code: "cloud_photo_bad",
}


H = TypeVar("H", bound=Shape)


def headed(kind: type[H], reply: Reply) -> H:
    """Make the shape of a success; raise the error that the header tells of."""
    values = json_of(reply)
    plain = shaped(nhn.Answer, values)
    if plain is None:
        raise unexpected(reply)
    if not plain.header.isSuccessful:
        raise refusal(plain.header.resultCode)
    made = shaped(kind, values)
    if made is None:
        raise CloudUnreadable("cloud_answer_unreadable")
    return made


def refusal(number: int) -> CloudProblem:
    """Give the error of ours for a code of the guide's tables; another code is said by its number."""
    if number == nhn.INTERNAL_SERVER_ERROR.code:
        return CloudBusy("cloud_busy")
    return CloudRefused(_CODES.get(number, "cloud_refused"), number=number)
