"""Says what is going on, but only when it takes long."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TextIO

PATIENCE_S = 1.0


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
