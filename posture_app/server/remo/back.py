"""``POST /api/analysis-skeleton-v2-back``, and the path of the guide's sample that shows the picture.

That path takes front and side photographs, too; what the guide says of its answer is the back's values, so
these two come back drawn, and the photograph from behind is needed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from posture_app.domain.cloud import Service
from posture_app.domain.errors import NotAssessable, PhotoError, PostureError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.server.answers import answer, asked, large_answer
from posture_app.server.contract import Refusal, Refused
from posture_app.server.remo.till import NoCredit, cost_of, task_of
from posture_app.services.assessing.uploaded import Measured, measure_uploaded
from posture_app.wire.pictures import content_of, data_uri
from posture_app.wire.remo import back_errors as errors
from posture_app.wire.remo.back import BackAnswer, Credentials, ViewsRequest
from posture_app.wire.remo.back_errors import Fault
from posture_app.wire.remo.values import ValueMissing
from posture_app.wire.remo.writing import Bill, back_answer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from posture_app.server.remo.room import Room
    from posture_app.services.assessing.assess import Eyes
    from posture_app.services.serving.service_keys import Caller

COME_AGAIN = {"retry-after": "1"}

_FIELDS = {View.FRONT: "forigimg", View.SIDE: "sorigimg", View.BACK: "borigimg"}


class _Faulty(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


async def back(request: Request, room: Room, views: tuple[View, ...] = (View.BACK,)) -> Response:
    """Answer a request; photographs of other than these views are passed over."""
    caller, credit = None, 0
    try:
        caller = await _caller(request, room)
        return await _answered(request, caller, room, views)
    except _Faulty as faulty:
        fault = faulty.fault
    if caller is not None:
        credit = await room.till.credit(caller)
    return refused(fault, credit)


def refused(fault: Fault, credit: int = 0) -> Response:
    """Answer with an error's body, and when to come again where too much is waiting."""
    return answer(fault.body(credit), fault.http_status, COME_AGAIN if fault is errors.OTHER else None)


async def _caller(request: Request, room: Room) -> Caller:
    wanted = await asked(request, Credentials)
    if isinstance(wanted, ValidationError):
        raise _Faulty(errors.of_refused_request(wanted))
    keys = {"UserKey": wanted.UserKey, "APIKey": wanted.APIKey}
    caller, wrong = await room.gate.checked(request, Service.REMO, wanted.Email, keys)
    if caller is None:
        raise _Faulty(errors.WRONG_API_KEY if wrong == "APIKey" else errors.UNKNOWN_USER)
    return caller


async def _answered(request: Request, caller: Caller, room: Room, views: tuple[View, ...]) -> Response:
    try:
        room.inference.lane.check()
    except Refused as refused:
        raise _Faulty(of_refusal(refused.refusal)) from None
    wanted = await asked(request, ViewsRequest)
    if isinstance(wanted, ValidationError):
        raise _Faulty(errors.of_refused_request(wanted))
    photos = await run_in_threadpool(_photos, wanted, views)
    task = await run_in_threadpool(task_of, wanted.uuid, photos)
    cost, uuid = cost_of(len(photos)), wanted.uuid or str(uuid4())

    def work(eyes: Eyes) -> BackAnswer:
        return _measured(photos, uuid, eyes, room)

    try:
        made, paid = await room.till.paid(caller, cost, task, lambda: room.inference.run(work))
    except NoCredit:
        raise _Faulty(errors.NO_CREDIT) from None
    except Refused as refused:
        raise _Faulty(of_refusal(refused.refusal)) from None
    except PostureError as error:
        raise _Faulty(_fault_of(error)) from error
    return await large_answer(made.model_copy(update={"credit_change": -paid.cost, "credit": paid.credit}))


def of_refusal(refusal: Refusal) -> Fault:
    """Give the fault for what the server's frame refuses."""
    return {
        Refusal.TOO_LARGE: errors.BAD_IMAGE,
        Refusal.TOO_SLOW: errors.PROTOCOL,
        Refusal.MALFORMED: errors.PROTOCOL,
        Refusal.BUSY: errors.OTHER,
        Refusal.FAILED: errors.PROCESSING,
    }[refusal]


def _photos(wanted: ViewsRequest, views: tuple[View, ...]) -> dict[View, bytes]:
    given = {view: getattr(wanted, _FIELDS[view]) for view in views}
    if given[View.BACK] is None:
        raise _Faulty(errors.NO_INPUT)
    photos = {}
    for view, text in given.items():
        if text is not None:
            try:
                photos[view] = content_of(text)
            except ValueError:
                raise _Faulty(_named(errors.BAD_BASE64, view)) from None
    return photos


def _measured(photos: dict[View, bytes], uuid: str, eyes: Eyes, room: Room) -> BackAnswer:
    """Make the answer but for what it costs, which is known when it is paid."""
    measured = measure_uploaded(photos, Subject(), eyes, room.bench)
    pictures = _pictures(measured)
    made = back_answer(measured.assessment.views[View.BACK], uuid, Bill(0, 0), pictures.pop("borigimg"))
    return made.model_copy(update=pictures)


def _pictures(measured: Measured) -> dict[str, str]:
    return {_FIELDS[view]: data_uri(picture) for view, picture in measured.pictures.items()}


def _fault_of(error: PostureError) -> Fault:
    view = View(error.facts.get("view", View.BACK.value))
    if isinstance(error, NotAssessable):
        return _named(errors.of_refused_photo(error), view)
    if isinstance(error, PhotoError):
        return _named(errors.BAD_IMAGE, view)
    return (
        _named(errors.of_missing_value(error), view) if isinstance(error, ValueMissing) else errors.PROCESSING
    )


def _named(fault: Fault, view: View) -> Fault:
    """Let a message name the photograph that it is about."""
    return replace(fault, message=fault.message.replace("back image", f"{view.value} image"))
