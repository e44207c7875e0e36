"""A folder of cases, assessed one like the other: what there is, what is done already, what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from posture_app.domain.errors import PhotoUnreadable, PostureError, UsageError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.photo_drop import photos_in
from posture_app.services.file_names import as_written

FACTS = "case.json"
"""What is known of a case's person, beside the photographs; may be missing."""
RESULT = "assessment.json"
HEIGHTS_CM = (50.0, 260.0)
_FACTS: Mapping[str, type | tuple[type, ...]] = {
    "name": str,
    "code": str,
    "height_cm": (int, float),
    "shoes": bool,
    "stance": str,
}

COLUMNS = ("case", "view", "measure", "value", "unit", "sem", "grade", "borderline", "reason")


@dataclass(frozen=True, slots=True)
class BatchCase:
    """One folder of photographs: `name` is the folder's."""

    name: str
    folder: Path
    photos: Mapping[View, Path]

    def subject(self) -> Subject:
        """Read what is known of the person; without a code the folder's name stands for it.

        Raises PhotoUnreadable (``case_facts``) when the file is there and makes no sense.
        """
        try:
            facts = json.loads((self.folder / FACTS).read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            facts = {}
        except (OSError, ValueError) as error:
            raise PhotoUnreadable("case_facts", file=FACTS) from error
        if not _sound(facts):
            raise PhotoUnreadable("case_facts", file=FACTS)
        return Subject(**{"code": as_written(self.name), **facts})

    def is_done(self, output: Path) -> bool:
        """Whether results lie there that are newer than everything they were made of."""
        try:
            made = (output / self.name / RESULT).stat().st_mtime_ns
            facts = self.folder / FACTS
            sources = [*self.photos.values(), *([facts] if facts.exists() else [])]
            return all(one.stat().st_mtime_ns <= made for one in sources)
        except FileNotFoundError:
            return False


def _sound(facts: Any) -> bool:
    if not isinstance(facts, dict) or not set(facts) <= set(_FACTS):
        return False
    if any(isinstance(facts[key], bool) is not (key == "shoes") for key in facts):
        return False
    right = all(isinstance(value, _FACTS[key]) for key, value in facts.items())
    height = facts.get("height_cm")
    return right and (height is None or HEIGHTS_CM[0] <= height <= HEIGHTS_CM[1])


@dataclass(frozen=True, slots=True)
class BatchJob:
    """A case on its way to a worker; the worker may be another process, so it is plain data."""

    case: BatchCase
    output: Path
    repeats: int
    level: str
    language: str
    profile: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: `problem` is a sentence, empty when it was assessed."""

    name: str
    problem: str = ""


class BatchWorkers(Protocol):
    """Several workers that each assess cases of their own."""

    def outcomes(self, work: Callable[[BatchJob], Outcome], jobs: Sequence[BatchJob]) -> Iterator[Outcome]:
        """Give what comes of the jobs, in the order in which they get done.

        A worker that dies is replaced, and its case done once more; raises EnvironmentProblem
        (``worker_died``) when that does not help.
        """


@dataclass(frozen=True, slots=True)
class BatchDesk:
    """What a batch needs of the world.

    Attributes
    ----------
    workers : gives so many workers, None as many as there are cores.
    work : assesses one case and writes its results; must be found by name in another process.
    table : writes rows as CSV, columns in the order given.
    """

    workers: Callable[[int | None], BatchWorkers]
    work: Callable[[BatchJob], Outcome]
    table: Callable[[Sequence[str], Iterable[Mapping[str, Any]]], bytes]


def cases_in(folder: Path, output: Path) -> tuple[BatchCase, ...]:
    """Find the cases: the folders inside that hold at least one photograph named by its view.

    Raises
    ------
    UsageError
        ``batch_folder`` when the folder cannot be read, ``no_cases`` when there is none inside.
    """
    try:
        inside = sorted(path for path in folder.iterdir() if path.is_dir() and path != output)
        found = [BatchCase(path.name, path, photos_in(path)) for path in inside]
    except OSError as error:
        raise UsageError("batch_folder", folder=str(folder)) from error
    cases = tuple(case for case in found if case.photos)
    if not cases:
        raise UsageError("no_cases", folder=str(folder))
    return cases


def run_batch(
    jobs: Sequence[BatchJob],
    workers: BatchWorkers,
    work: Callable[[BatchJob], Outcome],
    tell: Callable[[int, int], None],
) -> tuple[Outcome, ...]:
    """Work through the cases; `tell` hears how many are done."""
    outcomes: list[Outcome] = []
    tell(0, len(jobs))
    for outcome in workers.outcomes(work, jobs):
        outcomes.append(outcome)
        tell(len(outcomes), len(jobs))
    return tuple(sorted(outcomes, key=lambda one: one.name))


def rows_of(cases: Iterable[BatchCase], output: Path) -> Iterator[Mapping[str, Any]]:
    """Give one row a measure of every case that has results, with the keys `COLUMNS`."""
    for case in cases:
        try:
            result = json.loads((output / case.name / RESULT).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        for one in result["measures"]:
            values = {key: one.get(key) for key in COLUMNS}
            yield {**values, "case": case.name, "measure": one["id"]}


def assess_guarded(
    job: BatchJob, assess: Callable[[BatchJob], None], say: Callable[[PostureError], str]
) -> Outcome:
    """Assess one case; what is expected to fail now and then becomes its sentence."""
    try:
        assess(job)
    except PostureError as error:
        return Outcome(job.case.name, say(error))
    return Outcome(job.case.name)


def only(jobs: Sequence[BatchJob], again: bool) -> tuple[BatchJob, ...]:
    """Leave out what is done already, unless everything is to be done again."""
    return tuple(job for job in jobs if again or not job.case.is_done(job.output))
