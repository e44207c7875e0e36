"""The routes of skeleton-v2, and how the contract says no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from posture_app.domain.views import View
from posture_app.server.contract import Contract, Refusal
from posture_app.server.description import json_body
from posture_app.server.remo import back, examples, front_side
from posture_app.server.remo.room import Room
from posture_app.server.remo.till import Till
from posture_app.wire.remo import back_errors
from posture_app.wire.remo.back import ALIAS_PATH, BackAnswer, BackFailure, BackRequest, ViewsRequest
from posture_app.wire.remo.back import PATH as BACK_PATH
from posture_app.wire.remo.front_side import (
    IMAGE_LOAD_ERROR,
    PATH,
    PROCESSING_ERROR,
    FrontSideAnswer,
    FrontSideFailure,
    FrontSideRequest,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from posture_app.server.desk import ServerDesk
    from posture_app.server.gate import Gate
    from posture_app.server.inference import Inference


def contract(desk: ServerDesk, gate: Gate, inference: Inference) -> Contract:
    """Make the contract."""
    room = Room(gate, inference, Till(desk.keys), desk.bench, desk.open_here)
    return Contract("skeleton-v2", _router(room), ("/analyze/", "/api/analysis-skeleton"), _refuse)


def _refuse(refusal: Refusal, path: str) -> Response:
    if not path.startswith("/analyze/"):
        return back.refused(back.of_refusal(refusal))
    if refusal is Refusal.TOO_LARGE:
        return front_side.refused(IMAGE_LOAD_ERROR)
    return front_side.refused(PROCESSING_ERROR, back.COME_AGAIN if refusal is Refusal.BUSY else None)


def _router(room: Room) -> APIRouter:
    router = APIRouter()

    @router.post(
        PATH,
        summary="Front and side photograph",
        response_model=None,
        responses=_front_side_answers(),
        openapi_extra=json_body(FrontSideRequest, examples.FRONT_SIDE_REQUEST),
    )
    async def analyze_front_side(request: Request) -> Response:
        return await front_side.front_side(request, room)

    @router.post(
        BACK_PATH,
        summary="Photograph from behind",
        response_model=None,
        responses=_back_answers(),
        openapi_extra=json_body(BackRequest, examples.BACK_REQUEST),
    )
    async def analyze_back(request: Request) -> Response:
        return await back.back(request, room)

    @router.post(
        ALIAS_PATH,
        summary="Photograph from behind, with front and side drawn if they are sent",
        response_model=None,
        responses=_back_answers(),
        openapi_extra=json_body(ViewsRequest, examples.VIEWS_REQUEST),
    )
    async def analyze_views(request: Request) -> Response:
        return await back.back(request, room, (View.FRONT, View.SIDE, View.BACK))

    return router


def _answer(kind: type[BaseModel], told: str, example: dict[str, Any]) -> dict[str, Any]:
    return {"model": kind, "description": told, "content": {"application/json": {"example": example}}}


def _front_side_answers() -> dict[int | str, dict[str, Any]]:
    errors = [one.body.written() for one in (IMAGE_LOAD_ERROR, PROCESSING_ERROR)]
    return {
        200: _answer(FrontSideAnswer, "Angles in 1/1000 degree", examples.FRONT_SIDE_ANSWER),
        400: _answer(FrontSideFailure, ", ".join(map(str, errors)), errors[0]),
    }


def _back_answers() -> dict[int | str, dict[str, Any]]:
    answers: dict[int | str, dict[str, Any]] = {
        200: _answer(BackAnswer, "Angles in degrees, grades -2 to 2", examples.BACK_ANSWER)
    }
    for status in (400, 500):
        faults = [fault for fault in back_errors.FAULTS if fault.http_status == status]
        told = "; ".join(f"{fault.code} {fault.message}" for fault in faults)
        answers[status] = _answer(BackFailure, told, faults[0].body(100).written())
    return answers
