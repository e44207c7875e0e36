"""The routes of the face contract, and how it says no: HTTP 200 with a result code, always."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from posture_app.domain.cloud import Service
from posture_app.domain.errors import PostureError
from posture_app.server.answers import Writable, answer
from posture_app.server.contract import Contract, Refusal
from posture_app.server.description import json_body
from posture_app.server.nhn_face import calls
from posture_app.server.nhn_face.room import FaceRoom, Faulty
from posture_app.services.serving.face_groups import FaceProblem
from posture_app.wire import nhn
from posture_app.wire.nhn_face import answers, errors, requests
from posture_app.wire.nhn_face.requests import COMPARE, DETECT, FACE, FACES, GROUP, GROUPS, SEARCH

if TYPE_CHECKING:
    from pydantic import BaseModel

    from posture_app.server.desk import FaceDesk, ServerDesk
    from posture_app.server.gate import Gate
    from posture_app.wire.nhn import Code

LOG = logging.getLogger("posture_app.server")

_PREFIX = "/nhn-face-reco/"
_PICTURE = {"image": {"bytes": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIB…"}}


def contract(desk: ServerDesk, faces: FaceDesk, gate: Gate) -> Contract:
    """Make the contract."""
    room = FaceRoom(desk, faces, gate)
    return Contract("face", _router(room), (_PREFIX,), _refuse, open=room.open)


def _refuse(refusal: Refusal, path: str) -> Response:
    if refusal in (Refusal.BUSY, Refusal.FAILED):
        return answer(nhn.INTERNAL_SERVER_ERROR.answer())
    with_one_picture = not path.endswith(("/groups", "/compare"))
    if refusal is Refusal.TOO_LARGE and with_one_picture:
        return answer(nhn.IMAGE_TOO_LARGE.answer())
    return answer(nhn.INVALID_PARAM.answer())


async def _answered(
    request: Request, room: FaceRoom, app_key: str, call: Callable[[str], Awaitable[Writable]]
) -> Response:
    """Let the caller in, and answer with what the call gives or why it does not."""
    caller = await room.gate.caller(request, Service.NHN, app_key)
    if caller is None:
        return answer(nhn.UNAUTHORIZED_APP_KEY.answer())
    try:
        return answer(await call(str(caller.id)))
    except Faulty as faulty:
        code = faulty.code
    except FaceProblem as problem:
        code = calls.code_of(problem)
        _note(room, problem, code)
    except PostureError as error:  # the extra is missing, the groups' key is not at hand
        code = nhn.INTERNAL_SERVER_ERROR
        _note(room, error, code)
    return answer(code.answer())


def _note(room: FaceRoom, error: PostureError, code: Code) -> None:
    """Tell what only the clinic can mend; it holds nothing of a request."""
    if code is nhn.INTERNAL_SERVER_ERROR:
        LOG.error("%s", room.explain(error))


def _router(room: FaceRoom) -> APIRouter:
    router = APIRouter()
    _add_group_routes(router, room)
    _add_face_routes(router, room)
    _add_picture_routes(router, room)
    return router


def _add_group_routes(router: APIRouter, room: FaceRoom) -> None:
    make = _told("Make a group", errors.CREATE_GROUP, nhn.Answer, requests.NewGroup, {"groupId": "my-group"})

    @router.post(_path(GROUPS), **make)
    async def make_group(request: Request, appKey: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.make_group(request, room, owner))

    @router.get(_path(GROUPS), **_told("List groups", errors.LIST_GROUPS, answers.GroupsAnswer))
    async def list_groups(request: Request, appKey: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.list_groups(request, room, owner))

    @router.get(_path(GROUP), **_told("Tell of a group", errors.GROUP, answers.GroupAnswer))
    async def tell_group(request: Request, appKey: str, group_id: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.tell_group(room, owner, group_id))

    @router.delete(_path(GROUP), **_told("Delete a group and its faces", errors.GROUP, nhn.Answer))
    async def remove_group(request: Request, appKey: str, group_id: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.remove_group(room, owner, group_id))


def _add_face_routes(router: APIRouter, room: FaceRoom) -> None:
    @router.get(_path(FACES), **_told("List a group's faces", errors.LIST_FACES, answers.FacesAnswer))
    async def list_faces(request: Request, appKey: str, group_id: str) -> Response:  # noqa: N803
        return await _answered(
            request, room, appKey, lambda owner: calls.list_faces(request, room, owner, group_id)
        )

    @router.get(_path(FACE), **_told("Search by a face", errors.FACE, answers.MatchesAnswer))
    async def like_face(request: Request, appKey: str, group_id: str, face_id: str) -> Response:  # noqa: N803
        return await _answered(
            request, room, appKey, lambda owner: calls.like_face(request, room, owner, group_id, face_id)
        )

    @router.delete(_path(FACE), **_told("Delete a face", errors.FACE, nhn.Answer))
    async def remove_face(request: Request, appKey: str, group_id: str, face_id: str) -> Response:  # noqa: N803
        return await _answered(
            request, room, appKey, lambda owner: calls.remove_face(room, owner, group_id, face_id)
        )


def _add_picture_routes(router: APIRouter, room: FaceRoom) -> None:
    detecting = _told("Find faces", errors.DETECT, answers.DetectAnswer, requests.Detect, _PICTURE)
    new = {**_PICTURE, "externalImageId": "image01.jpg", "limit": 3}
    registering = _told("Register faces", errors.REGISTER, answers.RegisterAnswer, requests.Register, new)
    searching = _told(
        "Search by a picture", errors.SEARCH, answers.ImageMatchesAnswer, requests.Search, _PICTURE
    )
    two = {"sourceImage": _PICTURE["image"], "targetImage": _PICTURE["image"]}
    comparing = _told("Compare faces", errors.COMPARE, answers.CompareAnswer, requests.Compare, two)

    @router.post(_path(DETECT), **detecting)
    async def detect(request: Request, appKey: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.detect(request, room))

    @router.post(_path(GROUP), **registering)
    async def register(request: Request, appKey: str, group_id: str) -> Response:  # noqa: N803
        return await _answered(
            request, room, appKey, lambda owner: calls.register(request, room, owner, group_id)
        )

    @router.post(_path(SEARCH), **searching)
    async def like_picture(request: Request, appKey: str, group_id: str) -> Response:  # noqa: N803
        return await _answered(
            request, room, appKey, lambda owner: calls.like_picture(request, room, owner, group_id)
        )

    @router.post(_path(COMPARE), **comparing)
    async def compare(request: Request, appKey: str) -> Response:  # noqa: N803
        return await _answered(request, room, appKey, lambda owner: calls.compare(request, room))


def _path(path: str) -> str:
    """Write a path's variables as the framework reads them."""
    return path.replace("{group-id}", "{group_id}").replace("{face-id}", "{face_id}")


def _told(
    summary: str,
    codes: tuple[Code, ...],
    kind: type[BaseModel],
    body: type[BaseModel] | None = None,
    example: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Describe a route for the OpenAPI page."""
    said = "; ".join(f"{code.code} {code.message}" for code in codes)
    told: dict[str, Any] = {
        "summary": summary,
        "response_model": None,
        "responses": {200: {"model": kind, "description": f"0 SUCCESS; {said}"}},
    }
    if body is not None:
        told["openapi_extra"] = json_body(body, example)
    return told
