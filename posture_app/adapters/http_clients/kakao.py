"""What Kakao's calls share: the key's header, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.adapters.http_clients.reading import json_of, shaped
from posture_app.domain.errors import CloudBusy, CloudProblem, CloudRefused
from posture_app.wire import kakao_pose

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Reply
    from posture_app.domain.cloud import ServiceKeys

_CODES = {
    kakao_pose.NOT_AUTHORIZED.code: "cloud_wrong_key",
    kakao_pose.INTERNAL.code: "cloud_processing",
    kakao_pose.BAD_PARAMETER.code: "cloud_request",
}


def headers_of(keys: ServiceKeys) -> dict[str, str]:
    """Give the header that says who asks."""
    return {"Authorization": f"{kakao_pose.KEY_SCHEME} {keys['REST_API_KEY']}"}


def stop_if_refused(reply: Reply) -> None:
    """Raise the error that a body tells of."""
    failure = shaped(kakao_pose.Failure, json_of(reply))
    if failure is not None:
        raise _refusal(failure)


def _refusal(failure: kakao_pose.Failure) -> CloudProblem:
    if failure.code == kakao_pose.LIMIT_EXCEEDED.code:
        return CloudBusy("cloud_busy")
    return CloudRefused(_CODES.get(failure.code, "cloud_refused"), number=failure.code)
