"""Windows moves and deletes no file that is open. Here it is done without a word, so a test must look."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

OPEN = Path("/proc/self/fd")
"""What this process has open, where the system tells (Linux)."""
MOVING = ("replace", "rename")
DELETING = ("unlink", "remove")


def open_files() -> Iterator[str]:
    """The places of all files that are open in this process."""
    for one in OPEN.iterdir():
        with suppress(OSError):  # closed meanwhile, by another thread
            yield str(one.readlink())


def refuse_if_open(*paths: Any) -> None:
    """Say no as Windows does, also to a folder in which something is open."""
    there = list(open_files())
    for path in paths:
        place = os.path.realpath(path)
        if any(one == place or one.startswith(place + os.sep) for one in there):
            raise PermissionError(13, "a file that is open is not moved or deleted", str(path))


def wary(deed: Callable[..., None], count: int) -> Callable[..., None]:
    """The same deed, with a look at the files before; the first arguments, so many, are paths."""

    def done(*arguments: Any, **named: Any) -> None:
        if not {"dir_fd", "src_dir_fd", "dst_dir_fd"} & named.keys():
            refuse_if_open(*arguments[:count])
        deed(*arguments, **named)

    return done


def move_like_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on, let nothing be moved or deleted that this process has open."""
    if OPEN.is_dir():
        for name in (*MOVING, *DELETING):
            monkeypatch.setattr(os, name, wary(getattr(os, name), 2 if name in MOVING else 1))
