from __future__ import annotations

import gc
import threading
import time

import pytest
from PySide6.QtCore import QEvent, QObject

from posture_app.domain.errors import CameraTrouble
from posture_app.gui.camera.camera_thread import CameraThread
from tests.fakes import blank


class FakeCamera:
    """Gives a frame for every ticket, and fails when it is told to."""

    def __init__(self) -> None:
        self.tickets = threading.Semaphore(0)
        self.gone: str | None = None
        self.given = 0
        self.open_count = 0
        self.closed_count = 0
        self.threads: set[int] = set()

    def open(self) -> None:
        self.threads.add(threading.get_ident())
        if self.gone:
            raise CameraTrouble(self.gone)
        self.open_count += 1

    def read(self):
        while not self.tickets.acquire(timeout=0.01):
            if self.gone:
                raise CameraTrouble(self.gone)
            if self.free_running:
                break
        self.given += 1
        return blank(self.given, 1)

    free_running = False

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed_count += 1


@pytest.fixture
def camera():
    return FakeCamera()


@pytest.fixture
def thread(qapp, camera):
    thread = CameraThread(lambda: camera, retry_s=0.01)
    yield thread
    camera.free_running = True
    assert thread.stop()


def test_the_newest_frame_wins_and_is_given_once(qtbot, thread, camera):
    notices = []
    thread.frame_ready.connect(lambda: notices.append(1))
    with qtbot.waitSignals([thread.connecting, thread.frame_ready]):
        thread.start()
        camera.tickets.release(1)
    camera.tickets.release(5)
    qtbot.waitUntil(lambda: camera.given == 6)
    qtbot.waitUntil(lambda: thread._newest is not None and thread._newest[0].width == 6)
    frame, at = thread.take()
    assert frame.width == 6
    assert 0.0 <= time.monotonic() - at < 60.0
    assert thread.take() is None
    assert len(notices) == 1  # the screen did not take the first one, so it was not told of the others

    with qtbot.waitSignal(thread.frame_ready):
        camera.tickets.release(1)
    assert thread.take()[0].width == 7


def test_a_lost_camera_is_told_once_and_comes_back_by_itself(qtbot, thread, camera):
    troubles = []
    thread.trouble.connect(troubles.append)
    with qtbot.waitSignal(thread.frame_ready):
        thread.start()
        camera.tickets.release(1)
    with qtbot.waitSignal(thread.trouble):
        camera.gone = "camera_lost"
    qtbot.waitUntil(lambda: camera.closed_count > 4)  # it went on trying
    assert [error.code for error in troubles] == ["camera_lost"]
    with qtbot.waitSignal(thread.trouble):
        camera.gone = "camera_busy"
    with qtbot.waitSignal(thread.back):
        camera.gone = None
        camera.tickets.release(1)
    assert camera.open_count == 2
    assert [error.code for error in troubles] == ["camera_lost", "camera_busy"]


def test_stopping_closes_the_camera_on_its_own_thread(qtbot, thread, camera):
    camera.free_running = True
    with qtbot.waitSignal(thread.frame_ready):
        thread.start()
    assert thread.stop()
    assert camera.closed_count == camera.open_count == 1
    assert len(camera.threads) == 1
    assert threading.get_ident() not in camera.threads


def test_stopping_does_not_wait_for_the_next_try(qtbot, qapp, camera):
    camera.gone = "camera_none"
    thread = CameraThread(lambda: camera, retry_s=3600.0)
    with qtbot.waitSignal(thread.trouble):
        thread.start()
    assert thread.stop()


class StuckCamera(FakeCamera):
    """Holds whoever reads until it is let go, as a device does that was pulled out."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.let_go = threading.Event(), threading.Event()

    def read(self):
        self.reading.set()
        self.let_go.wait()
        return blank(1, 1)


def test_a_device_that_does_not_let_go_does_not_take_the_program_with_it(qtbot, qapp):
    camera, owner = StuckCamera(), QObject()
    thread = CameraThread(lambda: camera, owner)
    ended = []
    thread.destroyed.connect(lambda: ended.append(1))
    thread.start()
    assert camera.reading.wait(60)
    thread.end(timeout_ms=20)
    del owner, thread
    gc.collect()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert ended == []
    camera.let_go.set()
    qtbot.waitUntil(lambda: ended == [1])
    assert camera.closed_count == 1
