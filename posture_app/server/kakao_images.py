"""Kakao's pictures, served: ``POST /pose``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from posture_app.domain.errors import PhotoError
from posture_app.server.answers import large_answer
from posture_app.server.contract import Contract
from posture_app.server.forms import file_of, form_of
from posture_app.server.kakao import caller_of, faulty, refuse
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.wire import kakao_pose
from posture_app.wire.kakao_pose import ImageRequest, People, people_of
from posture_app.wire.points import COCO_NAMES

if TYPE_CHECKING:
    from posture_app.server.crowd_room import CrowdRoom
    from posture_app.server.gate import Gate
    from posture_app.services.ports import Frame, PeopleFinder

# The guide's own answer.
_EXAMPLE = [
    {
        "area": 97263.1423,
        "bbox": [87.5562, 56.48, 332.1375, 292.84],
        "category_id": 1,
        "keypoints": [
            *(372.2656, 194.35, 0.0062, 356.6406, 192.05, 0.0025, 356.6406, 189.75, 0.0007),
            *(356.6406, 189.75, 0.1364, 354.2969, 195.1167, 0.0052, 358.2031, 148.35, 0.3711),
            *(354.2969, 145.2833, 0.2546, 391.0156, 241.8833, 0.7333, 366.7969, 221.95, 0.6397),
            *(385.5469, 323.9167, 0.7512, 368.3594, 289.4167, 0.7571, 226.1719, 80.8833, 0.4364),
            *(224.6094, 80.8833, 0.4292, 115.2344, 169.8167, 0.5838, 133.2031, 169.8167, 0.5349),
            *(150.3906, 315.4833, 0.5465, 166.7969, 284.8167, 0.5167),
        ],
        "score": 0.3936,
    }
]


def contract(room: CrowdRoom, gate: Gate) -> Contract:
    """Make the contract."""
    return Contract("kakao pose", _router(room, gate), (kakao_pose.PATH,), refuse, open=room.open)


def _router(room: CrowdRoom, gate: Gate) -> APIRouter:
    router = APIRouter()

    @router.post(
        kakao_pose.PATH,
        summary="People in a picture",
        description="Everybody in a picture, surest first: x, y, and score of " + ", ".join(COCO_NAMES) + ".",
        response_model=None,
        responses=_answers(),
        openapi_extra=_form(),
    )
    async def look(request: Request) -> Response:
        if await caller_of(request, gate) is None:
            return faulty(kakao_pose.NOT_AUTHORIZED)
        asked = await _asked(request)
        if asked is None:
            return faulty(kakao_pose.BAD_PARAMETER)
        try:
            return await large_answer(await room.look(await _content(room, asked), _found))
        except (FetchProblem, PhotoError):
            return faulty(kakao_pose.BAD_PARAMETER)

    return router


def _found(finder: PeopleFinder, frame: Frame) -> People:
    return people_of(one.keypoints for one in finder.find_people(frame))


async def _asked(request: Request) -> ImageRequest | None:
    """Read the form; None when it is not as the guide has it."""
    form = await form_of(request)
    given: dict[str, Any] = {name: value for name, value in form.items() if isinstance(value, str) and value}
    given.pop("file", None)
    picture = await file_of(form, "file")
    await form.close()
    if picture:
        given["file"] = picture
    try:
        return await run_in_threadpool(ImageRequest.model_validate, given)
    except ValidationError:
        return None


async def _content(room: CrowdRoom, asked: ImageRequest) -> bytes:
    if asked.file is not None:
        return asked.file
    assert asked.image_url is not None
    limits = room.desk.limits
    return await room.desk.fetcher.fetch(asked.image_url, Fetching(limits.fetch_bytes, limits.fetch_s))


def _answers() -> dict[int | str, dict[str, Any]]:
    faults = "; ".join(f"{one.code} {one.msg}" for one in kakao_pose.FAULTS if one.http_status == 400)
    wrong_key = {"application/json": {"example": kakao_pose.NOT_AUTHORIZED.body().written()}}
    return {
        200: {
            "model": People,
            "description": "Everybody",
            "content": {"application/json": {"example": _EXAMPLE}},
        },
        400: {"model": kakao_pose.Failure, "description": faults},
        401: {"model": kakao_pose.Failure, "description": "Wrong key", "content": wrong_key},
    }


def _form() -> dict[str, Any]:
    schema = {
        "type": "object",
        "description": "One of file and image_url.",
        "properties": {"file": {"type": "string", "format": "binary"}, "image_url": {"type": "string"}},
    }
    example = {"image_url": "https://t1.daumcdn.net/cfile/tistory/991E6C3B5B03B68519"}
    kinds = {
        "multipart/form-data": {"schema": schema},
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": {"image_url": {"type": "string"}}},
            "example": example,
        },
    }
    return {"requestBody": {"required": True, "content": kinds}}
