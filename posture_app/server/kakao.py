"""How Kakao's two services say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.server.answers import answer
from posture_app.server.contract import Refusal
from posture_app.wire import kakao_pose

if TYPE_CHECKING:
    from starlette.responses import Response

BUSY = {"retry-after": "30"}


def refuse(refusal: Refusal, path: str) -> Response:
    """Make the answer to what the server's frame refuses."""
    fault = {
        Refusal.TOO_LARGE: kakao_pose.BAD_PARAMETER,
        Refusal.TOO_SLOW: kakao_pose.BAD_PARAMETER,
        Refusal.MALFORMED: kakao_pose.BAD_PARAMETER,
        Refusal.BUSY: kakao_pose.LIMIT_EXCEEDED,
        Refusal.FAILED: kakao_pose.INTERNAL,
    }[refusal]
    return faulty(fault, BUSY if refusal is Refusal.BUSY else None)


def faulty(fault: kakao_pose.Fault, headers: dict[str, str] | None = None) -> Response:
    """Make an error's answer."""
    return answer(fault.body(), fault.http_status, headers)
