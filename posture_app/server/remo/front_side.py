"""``POST /analyze/skeleton-v2``: who is asked for is known by the address alone, as the guide has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from posture_app.domain.cloud import Service
from posture_app.domain.errors import PhotoError, PostureError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.server.answers import answer, asked, large_answer
from posture_app.server.gate import is_here
from posture_app.server.remo.till import NoCredit, cost_of, task_of
from posture_app.services.assessing.uploaded import measure_uploaded
from posture_app.wire.pictures import content_of, plain
from posture_app.wire.remo.front_side import (
    IMAGE_LOAD_ERROR,
    PROCESSING_ERROR,
    Fault,
    FrontSideAnswer,
    FrontSideRequest,
)
from posture_app.wire.remo.writing import front_side_answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from posture_app.server.remo.room import Room
    from posture_app.services.assessing.assess import Eyes

HEIGHTS_CM = (50.0, 260.0)
"""A height outside of these is none, so that a client that sends 0 for "not known" is served."""


async def front_side(request: Request, room: Room) -> Response:
    """Answer a request."""
    wanted = await asked(request, FrontSideRequest)
    if isinstance(wanted, ValidationError):
        return refused(PROCESSING_ERROR)
    caller = await room.gate.caller(request, Service.REMO, wanted.id)
    if caller is None and not (room.open_here and is_here(request)):
        return refused(PROCESSING_ERROR)
    room.inference.lane.check()
    try:
        photos = await run_in_threadpool(_photos, wanted)
    except ValueError:
        return refused(IMAGE_LOAD_ERROR)
    task = await run_in_threadpool(task_of, wanted.uuid, photos)

    def work(eyes: Eyes) -> FrontSideAnswer:
        return _answered(wanted, photos, eyes, room)

    try:
        made = await room.till.made(caller, cost_of(len(photos)), task, lambda: room.inference.run(work))
    except PhotoError:
        return refused(IMAGE_LOAD_ERROR)
    except (PostureError, NoCredit):
        return refused(PROCESSING_ERROR)
    return await large_answer(made)


def refused(fault: Fault, headers: dict[str, str] | None = None) -> Response:
    """Answer with an error's body."""
    return answer(fault.body, fault.http_status, headers)


def _photos(wanted: FrontSideRequest) -> dict[View, bytes]:
    return {View.FRONT: content_of(wanted.forigimg), View.SIDE: content_of(wanted.sorigimg)}


def _answered(wanted: FrontSideRequest, photos: dict[View, bytes], eyes: Eyes, room: Room) -> FrontSideAnswer:
    height = wanted.height
    known = height is not None and HEIGHTS_CM[0] <= height <= HEIGHTS_CM[1]
    measured = measure_uploaded(photos, Subject(height_cm=height if known else None), eyes, room.bench)
    front, side = (plain(measured.pictures[view]) for view in (View.FRONT, View.SIDE))
    return front_side_answer(measured.assessment, wanted.uuid, front, side)
