"""Videos handed in to be looked through later: what becomes of them, and how long it is kept.

A job waits, is worked on, and succeeds or fails; a server that is stopped or dies in between finds it
waiting again.  Results are kept for `KEPT`, then the job is forgotten; the video itself goes as
soon as it has been looked through.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol
from uuid import UUID, uuid4

KEPT = timedelta(days=7)

MOST_BEGINNINGS = 3
"""How often a job is begun; one that took the server down so often is given up."""

GIVEN_UP = "Failed to process video"


class JobState(str, Enum):
    """How a job stands."""

    WAITING = "waiting"
    PROCESSING = "processing"
    SUCCESS = "success"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will be done."""
        return self in (JobState.SUCCESS, JobState.FAILED)


@dataclass(frozen=True, slots=True)
class Job:
    """One video that was handed in.

    Attributes
    ----------
    id : a UUID.
    owner : number of the credentials it came with; others do not see it.
    video_url : where the video has to be fetched from; None when it was sent along.
    begun : how often it was begun.
    taken_at, ended_at : in UTC.
    description : why it failed.
    """

    id: str
    owner: int
    smoothing: bool
    callback_url: str | None
    video_url: str | None
    taken_at: datetime
    state: JobState = JobState.WAITING
    begun: int = 0
    ended_at: datetime | None = None
    description: str = ""


class JobStore(Protocol):
    """Keeps jobs, their videos, and their results, so that nobody else can read them.

    What cannot be opened any more, or was never kept, is None. May be called from any thread.
    """

    def jobs(self) -> Sequence[Job]:
        """Give all jobs that can be read."""

    def job(self, job_id: str) -> Job | None:
        """Give one job."""

    def put(self, job: Job, video: bytes | None = None) -> None:
        """Keep a job as it stands now, and its video; raise EnvironmentProblem when that fails."""

    def video(self, job_id: str) -> bytes | None:
        """Give a job's video."""

    def result(self, job_id: str) -> bytes | None:
        """Give a job's result."""

    def put_result(self, job_id: str, result: bytes) -> None:
        """Keep a job's result."""

    def drop_video(self, job_id: str) -> None:
        """Delete a job's video."""

    def remove(self, job_id: str) -> None:
        """Delete everything of a job."""


class QueueFull(Exception):
    """Too many jobs wait."""


class VideoJobs:
    """The queue of one server; may be called from any thread."""

    def __init__(self, store: JobStore, now: Callable[[], datetime], most_waiting: int) -> None:
        """Find what an earlier server left; what it was working on waits again."""
        self._store, self._now, self._most_waiting = store, now, most_waiting
        self._turn = threading.Lock()
        for job in store.jobs():
            if job.state is JobState.PROCESSING:
                store.put(replace(job, state=JobState.WAITING))
        self.forget_old()

    def take(
        self,
        owner: int,
        *,
        smoothing: bool = True,
        callback_url: str | None = None,
        video: bytes | None = None,
        video_url: str | None = None,
    ) -> Job:
        """Take a video in, or its address; raise QueueFull."""
        job = Job(str(uuid4()), owner, smoothing, callback_url, video_url, self._now())
        with self._turn:
            if len(self._waiting()) >= self._most_waiting:
                raise QueueFull
            self._store.put(job, video)
        return job

    def find(self, owner: int, job_id: str) -> Job | None:
        """Give a job to whom it belongs; None when there is none, or none any more."""
        job = self._store.job(job_id) if _is_id(job_id) else None
        if job is None or job.owner != owner or self._is_old(job):
            return None
        return job

    def result(self, job: Job) -> bytes | None:
        """Give the result of a job that succeeded."""
        return self._store.result(job.id)

    def video(self, job: Job) -> bytes | None:
        """Give the video that was sent along."""
        return self._store.video(job.id)

    def begin(self) -> Job | None:
        """Give the oldest waiting job, which is being worked on from now on; None when none waits."""
        with self._turn:
            for job in self._waiting():
                if job.begun < MOST_BEGINNINGS:
                    begun = replace(job, state=JobState.PROCESSING, begun=job.begun + 1)
                    self._store.put(begun)
                    return begun
                self._end(replace(job, state=JobState.FAILED, description=GIVEN_UP))
        return None

    def succeed(self, job: Job, result: bytes) -> Job:
        """Keep a result; the video goes."""
        with self._turn:
            self._store.put_result(job.id, result)
            return self._end(replace(job, state=JobState.SUCCESS))

    def fail(self, job: Job, description: str) -> Job:
        """Keep why there is no result; the video goes."""
        with self._turn:
            return self._end(replace(job, state=JobState.FAILED, description=description))

    def put_back(self, job: Job) -> None:
        """Let a job wait again, that was broken off because the server stops: it counts as not begun."""
        with self._turn:
            self._store.put(replace(job, state=JobState.WAITING, begun=job.begun - 1))

    def forget_old(self) -> None:
        """Delete what has been kept for long enough."""
        with self._turn:
            for job in self._store.jobs():
                if self._is_old(job):
                    self._store.remove(job.id)

    def _waiting(self) -> list[Job]:
        waiting = [job for job in self._store.jobs() if job.state is JobState.WAITING]
        return sorted(waiting, key=lambda job: job.taken_at)

    def _end(self, job: Job) -> Job:
        ended = replace(job, ended_at=self._now())
        self._store.put(ended)
        self._store.drop_video(job.id)
        return ended

    def _is_old(self, job: Job) -> bool:
        return job.ended_at is not None and self._now() - job.ended_at > KEPT


def _is_id(text: str) -> bool:
    """Tell whether a text is written as our ids are; nothing else is looked for on the disk."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
