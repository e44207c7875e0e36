"""Kakao's video jobs, served: ``POST /pose/job`` and ``GET /pose/job/{job_id}``, and who works them off.

One job is worked on at a time, on all cores.  A server that is asked to stop lets go of it between two pieces
of its video; it waits until the next start.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from posture_app.domain.errors import PostureError, VideoError
from posture_app.server.answers import answer
from posture_app.server.contract import Contract
from posture_app.server.forms import file_of, form_of
from posture_app.server.kakao import BUSY, caller_of, faulty, refuse
from posture_app.services.serving.fetching import Fetching, FetchProblem
from posture_app.services.serving.video_jobs import GIVEN_UP, Job, JobState, QueueFull, VideoJobs
from posture_app.wire import kakao_job, kakao_pose
from posture_app.wire.kakao_job import JobRequest, JobResult, JobTaken, result_of

if TYPE_CHECKING:
    from pydantic import BaseModel
    from starlette.datastructures import FormData

    from posture_app.server.desk import JobDesk, ServerDesk
    from posture_app.server.gate import Gate

LOG = logging.getLogger("posture_app.server")

NOT_FETCHED = "Failed to get video"
"""The guide's own example."""
NOT_READ = "Failed to read video"

_CALLBACK = Fetching(most_bytes=0, seconds=10.0, redirects=False)
_SWEEP_S = timedelta(hours=1).total_seconds()


class _Stopped(Exception):
    """The server stops in the middle of a job."""


def contract(desk: ServerDesk, jobs: JobDesk, gate: Gate) -> Contract:
    """Make the contract."""
    room = JobRoom(desk, jobs, gate)
    return Contract(
        "kakao jobs",
        _router(room),
        (kakao_job.PATH,),
        refuse,
        larger={kakao_job.PATH: jobs.video_bytes},
        open=room.open,
    )


class JobRoom:
    """The queue, and the one who works it off while the server runs."""

    def __init__(self, desk: ServerDesk, jobs: JobDesk, gate: Gate) -> None:
        self.gate = gate
        self._desk, self._jobs = desk, jobs
        self._queue: VideoJobs | None = None
        self._wake = asyncio.Event()
        self._stopping = threading.Event()
        self._fetching: asyncio.Task[bytes] | None = None

    @property
    def queue(self) -> VideoJobs:
        """Give the queue, which is open while the server runs."""
        assert self._queue is not None
        return self._queue

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Work jobs off as long as the server runs."""
        store = await run_in_threadpool(self._jobs.open_store)
        self._queue = VideoJobs(store, self._jobs.now, self._jobs.most_waiting)
        self._wake, self._stopping = asyncio.Event(), threading.Event()
        working = asyncio.create_task(self._work_off())
        try:
            yield
        finally:
            self._stopping.set()
            self._wake.set()
            if self._fetching is not None:
                self._fetching.cancel()
            await working

    def wake(self) -> None:
        """Say that a job waits."""
        self._wake.set()

    async def _work_off(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            (went_on,) = await asyncio.gather(self._step(), return_exceptions=True)
            if went_on is True:
                continue
            if isinstance(went_on, BaseException):  # a full disk must not end the queue for good
                _log(went_on)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _SWEEP_S)

    async def _step(self) -> bool:
        """Bring the oldest waiting job to its end, or put it back when the server stops; False for none."""
        job = await run_in_threadpool(self.queue.begin)
        if job is None:
            await run_in_threadpool(self.queue.forget_old)
            return False
        (made,) = await asyncio.gather(self._made(job), return_exceptions=True)
        if isinstance(made, _Stopped):
            await run_in_threadpool(self.queue.put_back, job)
            return True
        if isinstance(made, BaseException):
            ended = await run_in_threadpool(self.queue.fail, job, _reason(made))
        else:
            ended = await run_in_threadpool(self.queue.succeed, job, made)
        await self._call_back(ended)
        return True

    async def _made(self, job: Job) -> bytes:
        """Give a job's result; raise whatever stands in the way."""
        video = await self._video(job)
        return await run_in_threadpool(self._looked_through, job, video)

    async def _video(self, job: Job) -> bytes:
        if job.video_url is None:
            return await run_in_threadpool(self.queue.video, job) or b""
        how = Fetching(self._jobs.video_bytes, self._jobs.fetch_s, redirects=False)
        self._fetching = asyncio.create_task(self._desk.fetcher.fetch(job.video_url, how))
        try:
            return await self._fetching
        except asyncio.CancelledError:
            raise _Stopped from None

    def _looked_through(self, job: Job, video: bytes) -> bytes:
        def tell(done: int, of: int) -> None:
            if self._stopping.is_set():
                raise _Stopped

        motion = self._jobs.look(video, job.smoothing, tell)
        return _text(result_of(motion, job.id, self._jobs.now().date()))

    async def _call_back(self, job: Job) -> None:
        """Tell whoever asked for it, once, whether or not they listen."""
        if job.callback_url is None:
            return
        body = await run_in_threadpool(body_of, self.queue, job)
        try:
            await self._desk.fetcher.post(job.callback_url, body, _CALLBACK)
        except FetchProblem as problem:
            LOG.warning("callback: %s", problem.code)


def _reason(error: BaseException) -> str:
    """Say why a job failed, in the guide's manner; what only the clinic can mend is logged."""
    if isinstance(error, FetchProblem):
        return NOT_FETCHED
    if isinstance(error, VideoError):
        return NOT_READ
    _log(error)
    return GIVEN_UP


def _log(error: BaseException) -> None:
    LOG.error("video jobs: %s", error.code if isinstance(error, PostureError) else type(error).__name__)


def body_of(queue: VideoJobs, job: Job) -> bytes:
    """Give what a GET answers."""
    result = queue.result(job) if job.state is JobState.SUCCESS else None
    if result is not None:
        return result
    if job.state is JobState.SUCCESS:  # damaged on the disk, or its key has changed
        return _text(JobResult(job_id=job.id, status="not found"))
    description = job.description if job.state is JobState.FAILED else None
    return _text(JobResult(job_id=job.id, status=job.state.value, description=description))


def _text(result: JobResult) -> bytes:
    return json.dumps(result.written(), separators=(",", ":")).encode("ascii")


def _router(room: JobRoom) -> APIRouter:
    router = APIRouter()

    @router.post(
        kakao_job.PATH,
        summary="Hand in a video",
        response_model=None,
        responses=_answers(JobTaken, "The job is waiting"),
        openapi_extra=_form(),
    )
    async def hand_in(request: Request) -> Response:
        caller = await caller_of(request, room.gate)
        if caller is None:
            return faulty(kakao_pose.NOT_AUTHORIZED)
        asked = await _asked(await form_of(request))
        if asked is None:
            return faulty(kakao_pose.BAD_PARAMETER)
        try:
            job = await run_in_threadpool(_taken, room.queue, caller.id, asked)
        except QueueFull:
            return faulty(kakao_pose.LIMIT_EXCEEDED, BUSY)
        room.wake()
        return answer(JobTaken(job_id=job.id))

    @router.get(
        kakao_job.RESULT_PATH,
        summary="Ask for a job's result",
        response_model=None,
        responses=_answers(JobResult, "waiting, processing, success, failed, or not found"),
    )
    async def ask_for(request: Request, job_id: str) -> Response:
        caller = await caller_of(request, room.gate)
        if caller is None:
            return faulty(kakao_pose.NOT_AUTHORIZED)
        job = await run_in_threadpool(room.queue.find, caller.id, job_id)
        if job is None:
            return answer(JobResult(job_id=job_id, status="not found"))
        body = await run_in_threadpool(body_of, room.queue, job)
        return Response(body, media_type="application/json")

    return router


async def _asked(form: FormData) -> JobRequest | None:
    """Read the form; None when it is not as the guide has it."""
    given: dict[str, Any] = {name: value for name, value in form.items() if isinstance(value, str) and value}
    given.pop("file", None)
    video = await file_of(form, "file")
    await form.close()
    if video:
        given["file"] = video
    try:
        return await run_in_threadpool(JobRequest.model_validate, given)
    except ValidationError:
        return None


def _taken(queue: VideoJobs, owner: int, asked: JobRequest) -> Job:
    return queue.take(
        owner,
        smoothing=asked.smoothing,
        callback_url=asked.callback_url,
        video=asked.file,
        video_url=asked.video_url,
    )


def _answers(kind: type[BaseModel], said: str) -> dict[int | str, dict[str, Any]]:
    """Describe answers for the OpenAPI page."""
    faults = "; ".join(f"{one.code} {one.msg}" for one in kakao_pose.FAULTS if one.http_status == 400)
    wrong_key = {"application/json": {"example": kakao_pose.NOT_AUTHORIZED.body().written()}}
    return {
        200: {"model": kind, "description": said},
        400: {"model": kakao_pose.Failure, "description": faults},
        401: {"model": kakao_pose.Failure, "description": "Wrong key", "content": wrong_key},
    }


def _form() -> dict[str, Any]:
    schema = {
        "type": "object",
        "description": "One of file and video_url.",
        "properties": {
            "file": {"type": "string", "format": "binary"},
            "video_url": {"type": "string"},
            "smoothing": {"type": "boolean", "default": True},
            "callback_url": {"type": "string"},
        },
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
