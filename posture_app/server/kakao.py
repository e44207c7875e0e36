"""What Kakao's two services share: who is calling, and how they say no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.domain.cloud import Service
from posture_app.server.answers import answer
from posture_app.server.contract import Refusal
from posture_app.wire import kakao_pose

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from posture_app.server.gate import Gate
    from posture_app.services.serving.service_keys import Caller

BUSY = {"retry-after": "30"}


async def caller_of(request: Request, gate: Gate) -> Caller | None:
    """Give who stands in ``Authorization: KakaoAK KEY``; None for a wrong key or none."""
    scheme, _, key = request.headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() != "kakaoak" or not key.strip():
        return None
    return await gate.caller(request, Service.KAKAO, key.strip())


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
