"""A folder of cases, and what a worker does with one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from posture_app.app.assessing import make_desk, make_eyes
from posture_app.app.files import write_all
from posture_app.app.rooms import own_study, room_settings
from posture_app.cli.parts import as_level
from posture_app.services.assessing.batch import BatchDesk, BatchJob, Outcome, assess_guarded
from posture_app.services.assessing.case import Case, Desk, assess_case
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.services.assessing.batch import BatchWorkers


def batch_desk() -> BatchDesk:
    """Lay out what a batch needs."""
    return BatchDesk(_process_workers, assess_job, _table)


def _process_workers(count: int | None) -> BatchWorkers:
    from posture_app.adapters.workers.process_workers import ProcessWorkers

    return ProcessWorkers(count)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    from posture_app.adapters.exports.tables import table_of

    return table_of(columns, rows)


@cache
def _worker_desk() -> Desk:
    """Give the desk of a worker: its models are loaded once, and it leaves the other cores alone."""
    from posture_app.adapters.opencv import cv2

    cv2.setNumThreads(1)
    return replace(make_desk(), make_eyes=cache(partial(make_eyes, landmarkers=1)))


def assess_job(job: BatchJob) -> Outcome:
    """Assess one case of a batch in a worker, and write its results."""
    words = Words(job.language, job.profile)
    return assess_guarded(job, partial(_assess_and_write, words=words), words.problem)


def _assess_and_write(job: BatchJob, words: Words) -> None:
    settings = replace(room_settings(own_study()), repeats=job.repeats, level=as_level(job.level))
    now = datetime.now(timezone.utc).astimezone()
    case = Case(job.case.photos, job.case.subject(), settings, now)
    write_all(job.output / job.case.name, assess_case(case, _worker_desk(), words, lambda step: None).files)
