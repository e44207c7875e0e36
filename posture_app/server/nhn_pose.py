"""NHN's pose estimation, served: HTTP 200 with a result code, always."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from posture_app.domain.cloud import Service
from posture_app.domain.errors import PhotoError, PhotoTooLarge
from posture_app.domain.keypoints import Landmark, Person
from posture_app.server.answers import answer, large_answer
from posture_app.server.contract import Contract, Refusal
from posture_app.server.forms import file_of, form_of
from posture_app.wire import nhn, nhn_pose
from posture_app.wire.nhn_pose import PoseAnswer
from posture_app.wire.points import scored

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from posture_app.server.crowd_room import CrowdRoom
    from posture_app.server.gate import Gate
    from posture_app.services.ports import BodyParts, Frame, PeopleFinder
    from posture_app.wire.nhn import Code

    Points = NDArray[np.float64]

FileType = Literal["png", "jpg"]

_STARTS: dict[bytes, FileType] = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_CODES = (nhn.SUCCESS, nhn.INVALID_PARAM, nhn.UNAUTHORIZED_APP_KEY, nhn.IMAGE_TOO_LARGE)
_MORE_CODES = (nhn.INVALID_IMAGE_FORMAT, nhn.INTERNAL_SERVER_ERROR)


def contract(room: CrowdRoom, gate: Gate) -> Contract:
    """Make the contract."""
    return Contract("pose", _router(room, gate), ("/v1.0/appkeys/",), _refuse, open=room.open)


def _refuse(refusal: Refusal, path: str) -> Response:
    code = {
        Refusal.TOO_LARGE: nhn.IMAGE_TOO_LARGE,
        Refusal.TOO_SLOW: nhn.INVALID_PARAM,
        Refusal.MALFORMED: nhn.INVALID_PARAM,
        Refusal.BUSY: nhn.INTERNAL_SERVER_ERROR,
        Refusal.FAILED: nhn.INTERNAL_SERVER_ERROR,
    }[refusal]
    return _faulty(code)


def _faulty(code: Code) -> Response:
    return answer(code.answer())


def _router(room: CrowdRoom, gate: Gate) -> APIRouter:
    router = APIRouter()

    @router.post(
        nhn_pose.PATH,
        summary="People in a picture, with feet, face, and hands",
        description=_description(),
        response_model=None,
        responses=_answers(),
        openapi_extra=_form(),
    )
    async def look(request: Request, appKey: str) -> Response:  # noqa: N803
        secrets = {"secretKey": request.headers.get("authorization", "").strip()}
        if await gate.caller(request, Service.NHN, appKey, secrets) is None:
            return _faulty(nhn.UNAUTHORIZED_APP_KEY)
        form = await form_of(request)
        content = await file_of(form, nhn_pose.IMAGE_FIELD)
        await form.close()
        if not content:
            return _faulty(nhn.INVALID_PARAM)
        if len(content) > room.desk.limits.fetch_bytes:
            return _faulty(nhn.IMAGE_TOO_LARGE)
        kind = _kind(content)
        if kind is None:
            return _faulty(nhn.INVALID_IMAGE_FORMAT)
        try:
            return await large_answer(
                await room.look(content, lambda finder, frame: _found(finder, frame, kind))
            )
        except PhotoTooLarge:
            return _faulty(nhn.IMAGE_TOO_LARGE)
        except PhotoError:
            return _faulty(nhn.INVALID_IMAGE_FORMAT)

    return router


def _kind(content: bytes) -> FileType | None:
    """Tell PNG and JPEG, which are all that ``fileType`` knows, by the content."""
    return next((kind for start, kind in _STARTS.items() if content.startswith(start)), None)


def _found(finder: PeopleFinder, frame: Frame, kind: FileType) -> PoseAnswer:
    people = finder.find_people(frame)
    parts = finder.parts_of(frame, people)
    return nhn_pose.answer_of(kind, [_points(*one) for one in zip(people, parts, strict=True)])


def _points(person: Person, parts: BodyParts) -> list[nhn_pose.KeyPoint]:
    """Give all points of a person.

    The models of face and hands give no score for a point: theirs is that of the nose or of the wrist.
    """

    def as_sure_as(landmark: Landmark, points: Points | None) -> Iterator[tuple[float, float, float]]:
        _, _, score = scored(person.keypoints, landmark)
        for x, y in () if points is None else points:
            yield float(x), float(y), score

    return [
        *nhn_pose.points_of(person.keypoints),
        *nhn_pose.face_points(as_sure_as(Landmark.NOSE, parts.face_px)),
        *nhn_pose.hand_points("left", as_sure_as(Landmark.LEFT_WRIST, parts.left_hand_px)),
        *nhn_pose.hand_points("right", as_sure_as(Landmark.RIGHT_WRIST, parts.right_hand_px)),
    ]


def _description() -> str:
    return (
        "Everybody in a PNG or JPEG picture, surest first. Points of the part body: "
        f"{', '.join(nhn_pose.BODY)}; foot: {', '.join(nhn_pose.FOOT)}; hand: left_hand_0 to left_hand_20 "
        "and right_hand_0 to right_hand_20, from the wrist along thumb, index, middle, ring, and little "
        "finger, each from its root to its tip; face: face_0 to face_467, the vertices of MediaPipe's face "
        "mesh. Face and hands are there where the picture shows them; their score is that of the nose or "
        "the wrist."
    )


def _answers() -> dict[int | str, dict[str, Any]]:
    said = "; ".join(f"{one.code} {one.message}: {one.description}" for one in (*_CODES, *_MORE_CODES))
    points = [
        {"name": "nose", "part": "body", "x": 367.151489, "y": 79.552887, "score": 0.976},
        {"name": "left_eye", "part": "body", "x": 373.819214, "y": 73.5605469, "score": 0.985},
        {"name": "left_big_toe", "part": "foot", "x": 371.3, "y": 402.7, "score": 0.951},
        {"name": "face_0", "part": "face", "x": 367.9, "y": 84.2, "score": 0.976},
        {"name": "left_hand_0", "part": "hand", "x": 391.6, "y": 233.8, "score": 0.962},
    ]
    people = [{"personId": "0", "inferKeypointList": points}]
    result = {"fileType": "png", "numberOfPerson": 1, "keyPointList": people}
    example = {"header": nhn.SUCCESS.header().written(), "result": result}
    content = {"application/json": {"example": example}}
    return {200: {"model": PoseAnswer, "description": said, "content": content}}


def _form() -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": [nhn_pose.IMAGE_FIELD],
        "properties": {nhn_pose.IMAGE_FIELD: {"type": "string", "format": "binary"}},
    }
    secret = {
        "name": "Authorization",
        "in": "header",
        "required": True,
        "schema": {"type": "string"},
        "description": "The secretKey, bare",
    }
    return {
        "parameters": [secret],
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}},
    }
