"""The application: every contract's routes inside one frame."""

from __future__ import annotations

import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request

from posture_app.domain.errors import PostureError
from posture_app.server import kakao_images, kakao_jobs, nhn_face, nhn_pose, remo
from posture_app.server.contract import Contract, Refusal, Refused
from posture_app.server.crowd_room import CrowdRoom
from posture_app.server.gate import Gate
from posture_app.server.guard import Guard
from posture_app.server.inference import Inference
from posture_app.server.pages import pages, refused_elsewhere
from posture_app.server.watch import Figures, Watch

if TYPE_CHECKING:
    from starlette.responses import Response

    from posture_app.server.desk import ServerDesk

LOG = logging.getLogger("posture_app.server")

_ELSEWHERE = {
    Refusal.TOO_LARGE: 413,
    Refusal.TOO_SLOW: 408,
    Refusal.BUSY: 503,
    Refusal.MALFORMED: 400,
    Refusal.FAILED: 500,
}


def contracts(desk: ServerDesk, gate: Gate, inference: Inference) -> tuple[Contract, ...]:
    """List the contracts that are served; a new one's module is added here."""
    served = [remo.contract(desk, gate, inference)]
    if desk.faces is not None:
        served.append(nhn_face.contract(desk, desk.faces, gate))
    if desk.jobs is not None:
        served.append(kakao_jobs.contract(desk, desk.jobs, gate))
    if desk.make_people is not None:
        room = CrowdRoom(desk, desk.make_people)
        served += [one.contract(room, gate) for one in (kakao_images, nhn_pose)]
    return tuple(served)


def make_app(desk: ServerDesk) -> FastAPI:
    """Make the application. Its models are loaded as it starts, on the threads that use them."""
    inference = Inference(desk.make_eyes, desk.limits.workers, desk.limits.waiting)
    served = contracts(desk, Gate(desk.keys), inference)

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.callback(inference.lane.close)
            try:
                await inference.load()
                for open_room in dict.fromkeys(one.open for one in served if one.open is not None):
                    await stack.enter_async_context(open_room())
            except PostureError as error:
                app.state.trouble = error  # uvicorn only says that the beginning failed
                raise
            yield

    app = FastAPI(
        title="Posture assessment",
        description="Service contracts, served on the clinic's own machine.",
        version=desk.version,
        docs_url=None,  # the framework's own page would load scripts from elsewhere
        redoc_url=None,
        lifespan=running,
    )
    figures = Figures(lambda: inference.lane.taken)
    app.include_router(pages(figures))
    for contract in served:
        app.include_router(contract.router, tags=[contract.name])
    _refuse_by_contract(app, served)
    app.add_middleware(
        Guard,
        limits=desk.limits,
        most_bytes=lambda path: _most_bytes(served, path, desk.limits.body_bytes),
        refuse=lambda refusal, path: _refused(served, refusal, path),
    )
    app.add_middleware(Watch, figures=figures)
    return app


def _most_bytes(served: tuple[Contract, ...], path: str, usual: int) -> int:
    return max([usual, *(one.larger[path] for one in served if path in one.larger)])


def _refused(served: tuple[Contract, ...], refusal: Refusal, path: str) -> Response:
    for contract in served:
        if contract.owns(path):
            return contract.refuse(refusal, path)
    return refused_elsewhere(_ELSEWHERE[refusal])


def _refuse_by_contract(app: FastAPI, served: tuple[Contract, ...]) -> None:
    """Let every failure below the routes be told in the contract's words."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return _refused(served, error.refusal, request.url.path)

    async def malformed(request: Request, error: Exception) -> Response:
        return _refused(served, Refusal.MALFORMED, request.url.path)

    async def failed(request: Request, error: Exception) -> Response:
        # Where, and of what kind; an exception's own text may quote what was sent.
        where = [f"{at.filename}:{at.lineno}" for at in traceback.extract_tb(error.__traceback__)][-5:]
        LOG.error("%s in %s", type(error).__name__, " < ".join(reversed(where)))
        return _refused(served, Refusal.FAILED, request.url.path)

    app.add_exception_handler(Refused, refused)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(Exception, failed)
