"""Puts a set of files into a folder, all of them or none, and touches nothing else there."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.stopping import finishing, undoing

_STALE_AFTER_S = 3600.0


def check_folder(folder: Path) -> None:
    """Say early that a folder cannot be written to, before minutes are spent on its contents.

    Raises
    ------
    EnvironmentProblem
        ``output_is_file`` or ``output_unwritable``.
    """
    folder = _resolved(folder)
    with _explained(folder):
        if folder.exists() and not folder.is_dir():
            raise EnvironmentProblem("output_is_file", folder=folder.name)
        nearest = next(one for one in (folder, *folder.parents) if one.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        raise EnvironmentProblem("output_unwritable", folder=str(folder))


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, which is made if need be.

    They are staged in a hidden sibling of the folder, flushed to the disk, and then each takes the
    place of an older file of its name. When one cannot, the older ones are put back.

    Raises
    ------
    EnvironmentProblem
        ``output_is_file``, ``output_unwritable``, ``output_blocked`` (a folder stands where a file is
        to go), or ``disk_full``.
    """
    with finishing():
        write_made(folder, {name: _maker(data) for name, data in files.items()})


def write_made(folder: Path, makers: Mapping[str, Callable[[Path], None]]) -> None:
    """Write files as `write_all` does, each by a function that is given the path to write to.

    That may take long; when the process is asked to end meanwhile, nothing of it stays.
    """
    folder = _resolved(folder)
    check_folder(folder)
    blocked = next((name for name in makers if (folder / name).is_dir()), None)
    if blocked is not None:
        raise EnvironmentProblem("output_blocked", folder=str(folder), file=blocked)
    with _explained(folder), _made(folder):
        staging = _staging(folder)
        clear = partial(shutil.rmtree, staging, ignore_errors=True)
        with undoing(clear):
            try:
                for name, make in makers.items():
                    make(staging / name)
                    _synced(staging / name)
                with finishing():
                    _swap(staging, folder, list(makers))
            finally:
                clear()


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except (OSError, RuntimeError) as error:
        raise EnvironmentProblem("output_unwritable", folder=str(folder)) from error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "output_unwritable"
        raise EnvironmentProblem(code, folder=str(folder)) from error


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder and its parents; take away again what was made when the work inside fails."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    done = False

    def unmake() -> None:
        for one in [] if done else missing:
            if one.is_dir() and not any(one.iterdir()):
                one.rmdir()

    try:
        with undoing(unmake):
            folder.mkdir(parents=True, exist_ok=True)
            yield
            done = True
    finally:
        unmake()


def _staging(folder: Path) -> Path:
    """Make the hidden sibling; inside the folder when its parent is closed to us."""
    prefix = f".{sha256(os.fsencode(folder.name)).hexdigest()[:12]}.posture-"
    parent = folder.parent if os.access(folder.parent, os.W_OK | os.X_OK) else folder
    for old in parent.glob(f"{prefix}*"):
        # Left by a run that was killed: it holds somebody's pictures, so it goes.
        if old.is_dir() and time.time() - old.stat().st_mtime > _STALE_AFTER_S:
            shutil.rmtree(old, ignore_errors=True)
    staging = parent / f"{prefix}{os.getpid()}-{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    return staging


def _maker(data: bytes) -> Callable[[Path], None]:
    return lambda path: _flushed(path, data)


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flushed(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _also_at(file: Path, second: Path) -> None:
    """Give a file a second name, so that it can be replaced in one step and still be put back."""
    try:
        os.link(file, second)
    except OSError:
        shutil.copy2(file, second)


def _swap(staging: Path, folder: Path, names: list[str]) -> None:
    """Let the staged files take their places; on failure put the older ones back."""
    kept = staging / "older"
    kept.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            target = folder / name
            if target.exists():
                _also_at(target, kept / name)
            moved.append(name)
            (staging / name).replace(target)
    except OSError:
        for name in moved:
            older, target = kept / name, folder / name
            if older.exists():
                older.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
