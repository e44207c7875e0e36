"""Starts the program: `python -m posture_app`."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

STREAM_CLOSED, STREAM_FAILED = 141, 5


def main() -> int:
    """Prepare the process and run the program with its arguments; give the exit code."""
    from posture_app.services import stopping

    stopping.listen()
    # On Windows the streams speak the console's code page, which has no Hangul; a windowed program has
    # no streams at all.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with _QuietNatives():
        from posture_app.app import main as run

        try:
            code = run(sys.argv[1:])
            return _flushed(code)
        except SystemExit as stop:  # --help, --version, and wrong usage
            return _flushed(stop.code if isinstance(stop.code, int) else 0)
        except BrokenPipeError:  # whoever read our output has gone
            _let_go_of_output()
            return STREAM_CLOSED


def _flushed(code: int) -> int:
    """Flush standard output; a full or closed one is told by the exit code instead of a traceback."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        _let_go_of_output()
        return STREAM_CLOSED if isinstance(error, BrokenPipeError) else STREAM_FAILED
    return code


def _let_go_of_output() -> None:
    """Give the interpreter's last flush somewhere to go."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


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
        self._ours = os.fdopen(terminal, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
        sys.stderr = self._ours

    def __exit__(self, *_: object) -> None:
        if self._ours is not None:
            with contextlib.suppress(OSError):  # nobody can be told that nobody can be told
                self._ours.flush()
            os.dup2(self._ours.fileno(), 2)
            sys.stderr = sys.__stderr__


if __name__ == "__main__":
    sys.exit(main())
