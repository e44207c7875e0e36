"""What the workers of a batch do in tests; found by name in other processes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.services.assessing.batch import Outcome

if TYPE_CHECKING:
    from posture_app.services.assessing.batch import BatchJob


def tell_process(job: BatchJob) -> Outcome:
    return Outcome(job.case.name, str(os.getpid()))


def die_once(job: BatchJob) -> Outcome:
    mark = Path(job.output) / "died"
    if job.case.name == "b" and not mark.exists():
        mark.touch()
        os._exit(9)
    return Outcome(job.case.name)


def die(job: BatchJob) -> Outcome:
    if job.case.name == "b":
        os._exit(9)
    return Outcome(job.case.name)
