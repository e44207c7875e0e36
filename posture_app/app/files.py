"""Files read and written, through the adapters that do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_app.services.ports import Frame


def check_folder(folder: Path) -> None:
    """Say early that a folder cannot be written to; see `adapters.output_folder`."""
    from posture_app.adapters.output_folder import check_folder

    check_folder(folder)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, all of them or none."""
    from posture_app.adapters.output_folder import write_all

    write_all(folder, files)


def write_file(path: Path, data: bytes) -> None:
    """Write one file, whole or not at all."""
    write_all(path.parent, {path.name: data})


def write_made(folder: Path, makers: Mapping[str, Callable[[Path], None]]) -> None:
    """Write files by functions that are given their paths, all of them or none."""
    from posture_app.adapters.output_folder import write_made

    write_made(folder, makers)


def as_jpeg(frame: Frame) -> bytes:
    """Give a picture as JPEG."""
    from posture_app.adapters.photos.photo_files import as_jpeg

    return as_jpeg(frame)


def read_photo(path: Path) -> Frame:
    """Read a photograph."""
    from posture_app.adapters.photos.photo_files import read_photo

    return read_photo(path)
