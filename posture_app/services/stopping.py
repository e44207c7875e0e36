"""Stopping at once when asked to, but never in the middle of writing.

A signal may come at any moment, inside the import of a native library or the start of a thread, where an
exception would be taken for a failure or leave a lock behind. So the process ends on the spot,
unless somebody is finishing something: then it ends when that is done.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

INTERRUPTED, TERMINATED = 130, 143

_finishing = 0
_asked: int | None = None
_undo: list[Callable[[], None]] = []


def listen() -> None:
    """Let Ctrl-C and a polite kill end the process."""
    signal.signal(signal.SIGINT, _on_signal)
    signal.signal(signal.SIGTERM, _on_signal)


@contextlib.contextmanager
def finishing() -> Iterator[None]:
    """Keep the process alive until the work inside is done; it should take no longer than a moment."""
    global _finishing
    _finishing += 1
    try:
        yield
    finally:
        _finishing -= 1
        if _asked is not None and _finishing == 0:
            _leave(_asked)


@contextlib.contextmanager
def undoing(undo: Callable[[], None]) -> Iterator[None]:
    """Have something taken back when the process is asked to end while the work inside goes on."""
    _undo.append(undo)
    try:
        yield
    finally:
        _undo.remove(undo)


def _on_signal(number: int, frame: FrameType | None) -> None:
    global _asked
    _asked = INTERRUPTED if number == signal.SIGINT else TERMINATED
    if _finishing == 0:
        _leave(_asked)


def _leave(code: int) -> None:
    for undo in reversed(_undo):
        with contextlib.suppress(OSError):
            undo()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, RuntimeError, ValueError):  # closed, full, or in mid-write
                stream.flush()
    os._exit(code)
