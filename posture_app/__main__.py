"""Starts the program: `python -m posture_app`."""

from __future__ import annotations

import os
import signal
import sys
from typing import TextIO


def main() -> int:
    """Prepare the process and run the program with its arguments; give the exit code."""
    # On Windows the streams speak the console's code page, which has no Hangul; a windowed program has
    # no streams at all.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    signal.signal(signal.SIGTERM, _stop)
    with _QuietNatives():
        from posture_app.app import main as run

        try:
            return run(sys.argv[1:])
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the last flush has somewhere to go
            return 141


def _stop(*_: object) -> None:
    """Turn a polite kill into an exception, so that what is half-written is cleared away."""
    raise SystemExit(143)


class _QuietNatives:
    """Keeps the native libraries' chatter off the terminal.

    MediaPipe's C++ side writes to file descriptor 2 whatever its log level says. Python's own
    stderr moves to a copy of the terminal, and descriptor 2 leads nowhere;
    POSTURE_NATIVE_LOG=1 leaves it alone.
    """

    def __enter__(self) -> None:
        self._ours: TextIO | None = None
        if os.environ.get("POSTURE_NATIVE_LOG") or sys.stderr is None:
            return
        terminal = os.dup(2)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        self._ours = os.fdopen(terminal, "w", encoding="utf-8", errors="replace", buffering=1)
        sys.stderr = self._ours

    def __exit__(self, *_: object) -> None:
        if self._ours is not None:
            self._ours.flush()
            os.dup2(self._ours.fileno(), 2)
            sys.stderr = sys.__stderr__


if __name__ == "__main__":
    sys.exit(main())
