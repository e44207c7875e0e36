"""Progress is told only when it takes long."""

from __future__ import annotations

import io
import threading

from posture_app.services.progress import Progress, ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Told(io.StringIO):
    """A stream that lets a test wait for its first line."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken = threading.Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        self.spoken.set()
        return written


def test_a_quick_job_says_nothing() -> None:
    stream = io.StringIO()
    with Progress(stream, str.upper, patience_s=60.0) as progress:
        progress.tell("one")
        progress.tell("two")
    assert stream.getvalue() == ""


def test_a_slow_job_tells_the_step_it_is_in_and_those_that_follow() -> None:
    stream = Told()
    with Progress(stream, str.upper, patience_s=0.001) as progress:
        progress.tell("one")
        assert stream.spoken.wait(60.0)
        progress.tell("two")
    progress.tell("after")
    assert stream.getvalue() == "ONE\nTWO\n"


def test_a_terminals_line_is_written_over_and_gone_at_the_end() -> None:
    stream = Terminal()
    with Progress(stream, str.upper, patience_s=60.0) as progress:
        progress._start_speaking()
        progress.tell("one")
        progress.tell("two")
    assert stream.getvalue() == "\r\x1b[KONE\r\x1b[KTWO\r\x1b[K"


def test_a_bar_fills_on_a_terminal_and_is_gone_at_the_end() -> None:
    terminal = Terminal()
    with ProgressBar(terminal, "Looking") as bar:
        for done in range(0, 101, 5):
            bar.tell(done, 100)
    drawn = terminal.getvalue().split("\r\x1b[K")
    assert drawn[1] == f"Looking {'░' * 30} 0/100"
    assert drawn[-2] == f"Looking {'█' * 30} 100/100"
    assert drawn[-1] == ""


def test_elsewhere_a_bar_is_a_line_a_tenth() -> None:
    lines = io.StringIO()
    with ProgressBar(lines, "Looking") as bar:
        for done in range(1001):
            bar.tell(done, 1000)
    told = lines.getvalue().splitlines()
    assert len(told) == 11
    assert (told[0], told[-1]) == ("Looking 0 % (0/1000)", "Looking 100 % (1000/1000)")


def test_a_bar_that_nobody_can_read_stops_no_work() -> None:
    class Full(Terminal):
        def write(self, text: str) -> int:
            raise OSError

    with ProgressBar(Full(), "Looking") as bar:
        bar.tell(1, 2)
    with ProgressBar(io.StringIO(), "Looking") as bar:
        bar.tell(0, 0)  # a container that tells nothing
