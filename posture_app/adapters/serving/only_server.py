"""Keeps two servers out of one folder: each would work on the other's jobs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from posture_app.domain.errors import EnvironmentProblem

FILE_NAME = "serve.lock"


@contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Hold a folder, which is made if need be; the system lets go of it should the process die.

    Raises
    ------
    EnvironmentProblem
        ``server_folder_in_use``, or ``server_folder_unusable``.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (folder / FILE_NAME).open("ab")
    except OSError as error:
        raise EnvironmentProblem("server_folder_unusable", folder=str(folder)) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise EnvironmentProblem("server_folder_in_use", folder=str(folder)) from error
        yield


def _lock(file: BinaryIO) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        # Unlike flock's, this lock is not handed on to processes that are forked and may live longer.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
