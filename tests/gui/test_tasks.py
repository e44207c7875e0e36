from __future__ import annotations

import threading
from functools import partial

import pytest

from posture_app.domain.errors import EnvironmentProblem
from posture_app.gui.tasks import Tasks


@pytest.fixture
def tasks(qapp):
    tasks = Tasks()
    yield tasks
    tasks.shutdown()


class Desk:
    """Notes what comes home, and on which thread."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[str] = []
        self.threads: set[int] = set()

    def then(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: Exception) -> None:
        self.errors.append(error.code)
        self.threads.add(threading.get_ident())


def trouble() -> None:
    raise EnvironmentProblem("disk_full", folder="x")


def bug() -> None:
    raise KeyError("ours")


def test_two_hundred_results_come_home_in_order_on_the_gui_thread(qtbot, tasks):
    desk, worked_on = Desk(), set()

    def job(number: int) -> int:
        worked_on.add(threading.get_ident())
        return number

    for number in range(200):
        tasks.start(partial(job, number), desk.then, desk.failed)
    qtbot.waitUntil(lambda: len(desk.results) == 200)
    assert desk.results == list(range(200))
    assert desk.threads == {threading.get_ident()}
    assert len(worked_on) == 1
    assert worked_on != desk.threads
    assert tasks.pending == 0


def test_an_expected_failure_goes_to_failed_on_the_gui_thread(qtbot, tasks):
    desk = Desk()
    tasks.start(trouble, desk.then, desk.failed)
    qtbot.waitUntil(lambda: bool(desk.errors))
    assert desk.errors == ["disk_full"]
    assert desk.threads == {threading.get_ident()}
    assert desk.results == []


def test_a_bug_reaches_the_exception_hook_and_the_next_job_still_runs(qtbot, tasks):
    desk = Desk()
    with qtbot.captureExceptions() as caught:
        tasks.start(bug, desk.then, desk.failed)
        tasks.start(lambda: 1, desk.then, desk.failed)
        qtbot.waitUntil(lambda: desk.results == [1])
    assert [kind for kind, _, _ in caught] == [KeyError]
    assert desk.errors == []


def test_after_the_end_nobody_is_called(qtbot, qapp):
    tasks, desk, go = Tasks(), Desk(), threading.Event()
    tasks.start(go.wait, desk.then, desk.failed)
    tasks.start(lambda: 2, desk.then, desk.failed)
    go.set()
    tasks.shutdown()
    qapp.processEvents()
    assert desk.results == []
