"""What becomes of videos that are handed in, without a disk and without waiting for days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import pytest

from posture_app.services.serving.video_jobs import (
    GIVEN_UP,
    KEPT,
    MOST_BEGINNINGS,
    Job,
    JobState,
    QueueFull,
    VideoJobs,
)

OWNER, STRANGER = 1, 2


@dataclass
class Clock:
    """Stands still until it is told to go on."""

    now: datetime = datetime(2026, 11, 21, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Shelf:
    """Keeps jobs in memory."""

    known: dict[str, Job] = field(default_factory=dict)
    videos: dict[str, bytes] = field(default_factory=dict)
    results: dict[str, bytes] = field(default_factory=dict)

    def jobs(self) -> Sequence[Job]:
        return tuple(self.known.values())

    def job(self, job_id: str) -> Job | None:
        return self.known.get(job_id)

    def put(self, job: Job, video: bytes | None = None) -> None:
        self.known[job.id] = job
        if video is not None:
            self.videos[job.id] = video

    def video(self, job_id: str) -> bytes | None:
        return self.videos.get(job_id)

    def result(self, job_id: str) -> bytes | None:
        return self.results.get(job_id)

    def put_result(self, job_id: str, result: bytes) -> None:
        self.results[job_id] = result

    def drop_video(self, job_id: str) -> None:
        self.videos.pop(job_id, None)

    def remove(self, job_id: str) -> None:
        for kept in (self.known, self.videos, self.results):
            kept.pop(job_id, None)  # type: ignore[attr-defined]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(shelf: Shelf, clock: Clock) -> VideoJobs:
    return VideoJobs(shelf, clock, 3)


def state_of(queue: VideoJobs, job: Job) -> JobState | None:
    found = queue.find(OWNER, job.id)
    return None if found is None else found.state


def test_a_job_waits_is_worked_on_and_succeeds(queue: VideoJobs, shelf: Shelf) -> None:
    job = queue.take(OWNER, video=b"film")
    assert state_of(queue, job) is JobState.WAITING
    begun = queue.begin()
    assert begun is not None
    assert queue.video(begun) == b"film"
    assert state_of(queue, job) is JobState.PROCESSING
    assert queue.begin() is None
    ended = queue.succeed(begun, b"result")
    assert state_of(queue, job) is JobState.SUCCESS
    assert queue.result(ended) == b"result"
    assert shelf.videos == {}


def test_a_job_that_fails_says_why_and_its_video_goes(queue: VideoJobs, shelf: Shelf) -> None:
    job = queue.take(OWNER, video=b"film")
    begun = queue.begin()
    assert begun is not None
    queue.fail(begun, "Failed to get video")
    found = queue.find(OWNER, job.id)
    assert found is not None
    assert (found.state, found.description) == (JobState.FAILED, "Failed to get video")
    assert shelf.videos == {}


def test_who_comes_first_is_served_first(queue: VideoJobs) -> None:
    jobs = [queue.take(OWNER, video_url=f"http://a.b/{number}") for number in range(3)]
    begun = [queue.begin() for _ in jobs]
    assert [one.id for one in begun if one is not None] == [one.id for one in jobs]


def test_a_full_queue_takes_no_more_until_one_is_begun(queue: VideoJobs) -> None:
    for _ in range(3):
        queue.take(OWNER, video=b"film")
    with pytest.raises(QueueFull):
        queue.take(OWNER, video=b"film")
    queue.begin()
    queue.take(OWNER, video=b"film")


@pytest.mark.parametrize(
    "text", ["", "..", "../keys", "0" * 32, "no-uuid", "6E9A1B0A-60E0-4601-A88A-08E05BA4D326"]
)
def test_what_is_no_id_of_ours_is_not_looked_for(queue: VideoJobs, shelf: Shelf, text: str) -> None:
    shelf.known[text] = queue.take(OWNER, video=b"film")
    assert queue.find(OWNER, text) is None


def test_strangers_do_not_see_a_job(queue: VideoJobs) -> None:
    job = queue.take(OWNER, video=b"film")
    assert queue.find(STRANGER, job.id) is None


def test_a_new_server_begins_again_what_the_old_one_left(
    queue: VideoJobs, shelf: Shelf, clock: Clock
) -> None:
    first, second = (queue.take(OWNER, video=name) for name in (b"1", b"2"))
    queue.begin()
    again = VideoJobs(shelf, clock, 3)
    assert state_of(again, first) is JobState.WAITING
    begun = again.begin()
    assert begun is not None
    assert (begun.id, begun.begun) == (first.id, 2)
    assert again.video(begun) == b"1"
    assert state_of(again, second) is JobState.WAITING


def test_a_job_that_takes_the_server_down_again_and_again_is_given_up(
    queue: VideoJobs, shelf: Shelf, clock: Clock
) -> None:
    job = queue.take(OWNER, video=b"film")
    for _ in range(MOST_BEGINNINGS):
        assert queue.begin() is not None
        queue = VideoJobs(shelf, clock, 3)
    assert queue.begin() is None
    found = queue.find(OWNER, job.id)
    assert found is not None
    assert (found.state, found.description) == (JobState.FAILED, GIVEN_UP)


def test_a_job_that_was_put_back_has_not_been_begun(queue: VideoJobs) -> None:
    job = queue.take(OWNER, video=b"film")
    for _ in range(2 * MOST_BEGINNINGS):
        begun = queue.begin()
        assert begun is not None
        queue.put_back(begun)
    assert state_of(queue, job) is JobState.WAITING


def test_results_are_kept_for_seven_days(queue: VideoJobs, shelf: Shelf, clock: Clock) -> None:
    job, waiting = queue.take(OWNER, video=b"film"), queue.take(OWNER, video=b"film")
    begun = queue.begin()
    assert begun is not None
    queue.succeed(begun, b"result")
    clock.now += KEPT - timedelta(seconds=1)
    assert timedelta(days=7) == KEPT
    queue.forget_old()
    assert state_of(queue, job) is JobState.SUCCESS
    clock.now += timedelta(seconds=1)
    assert state_of(queue, job) is None  # at once, and not with the next sweep
    assert shelf.results
    queue.forget_old()
    assert shelf.results == {}
    assert list(shelf.known) == [waiting.id]
