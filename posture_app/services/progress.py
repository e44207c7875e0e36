"""Says what is going on, but only when it takes long; how far a long work is."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TextIO

PATIENCE_S = 1.0
BAR_WIDTH = 30


class Progress:
    """Prints each step to a stream once the whole has lasted longer than a second.

    On a terminal the line is written over and gone at the end; elsewhere every step is a line.
    """

    def __init__(self, stream: TextIO, text: Callable[[str], str], patience_s: float = PATIENCE_S) -> None:
        self._stream = stream
        self._text = text
        self._lock = threading.Lock()
        self._step: str | None = None
        self._speaking = False
        self._timer = threading.Timer(patience_s, self._start_speaking)
        self._timer.daemon = True

    def __enter__(self) -> Progress:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            if self._speaking and self._stream.isatty():
                self._write("\r\x1b[K")
            self._speaking = False
            self._step = None

    def tell(self, step: str) -> None:
        """Take note of the step that begins now, by the key of its words."""
        with self._lock:
            self._step = step
            if self._speaking:
                self._say()

    def _start_speaking(self) -> None:
        with self._lock:
            self._speaking = True
            if self._step is not None:
                self._say()

    def _say(self) -> None:
        words = self._text(self._step or "")
        self._write(f"\r\x1b[K{words}" if self._stream.isatty() else f"{words}\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):  # a full or closed terminal must not stop the work
            self._stream.write(text)
            self._stream.flush()


class ProgressBar:
    """Draws how much of a long work is done: a line that fills on a terminal, elsewhere a line a tenth."""

    def __init__(self, stream: TextIO, label: str) -> None:
        self._stream = stream
        self._label = label
        self._last = -1
        self._shown = False

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write("\r\x1b[K")

    def tell(self, done: int, of: int) -> None:
        """Take note of how much is done."""
        steps = BAR_WIDTH if self._stream.isatty() else 10
        step = steps * done // max(of, 1)
        if step == self._last:
            return
        self._last = step
        if self._stream.isatty():
            bar = "█" * step + "░" * (BAR_WIDTH - step)
            self._shown = True
            self._write(f"\r\x1b[K{self._label} {bar} {done}/{of}")
        else:
            self._write(f"{self._label} {10 * step} % ({done}/{of})\n")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._stream.write(text)
            self._stream.flush()
