"""Processes that assess the cases of a batch."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from posture_app.adapters.workers.process_workers import ProcessWorkers
from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.assessing.batch import BatchCase, BatchJob, Outcome
from tests import batch_work


def jobs(folder: Path, names: str) -> list[BatchJob]:
    return [
        BatchJob(BatchCase(name, folder / name, {}), folder, 1, "auto", "en", "clinical") for name in names
    ]


def done(folder: Path, work: Callable[[BatchJob], Outcome], names: str = "abc") -> list[Outcome]:
    return sorted(ProcessWorkers(2).outcomes(work, jobs(folder, names)), key=lambda one: one.name)


def test_every_case_is_done_in_another_process(tmp_path: Path) -> None:
    outcomes = done(tmp_path, batch_work.tell_process)
    assert [one.name for one in outcomes] == ["a", "b", "c"]
    assert str(os.getpid()) not in {one.problem for one in outcomes}


def test_nothing_is_started_for_nothing(tmp_path: Path) -> None:
    assert done(tmp_path, batch_work.tell_process, "") == []


def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    assert done(tmp_path, batch_work.die_once) == [Outcome("a"), Outcome("b"), Outcome("c")]
    assert (tmp_path / "died").exists()


def test_a_case_that_kills_its_worker_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem) as failed:
        done(tmp_path, batch_work.die, "b")
    assert (failed.value.code, failed.value.facts["case"]) == ("worker_died", "b")
