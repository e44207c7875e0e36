"""What the sub-commands share: the parser, its kinds of arguments, and how something is said."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn, TypeVar

from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem, PostureError, UsageError

Made = TypeVar("Made")
MOST_ROLL_DEG = 45.0
HEIGHTS_CM = (50.0, 260.0)
_SCHEDULER = re.compile(r"tcp://[^\s/]+:\d{1,5}")


def list_lines(lines: Sequence[str]) -> None:
    """Print lines to standard output; a full one is explained, a closed one ends the program."""
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentProblem("output_stream") from error


def tell(sentence: str) -> None:
    """Say something on standard error; when that is full or closed, the exit code has to do."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of a page."""

    def error(self, message: str) -> NoReturn:
        """Leave with one sentence."""
        self.exit(UsageError.exit_code, f"{message[:1].upper()}{message[1:]}; see '{self.prog} --help'.\n")


class Once(argparse.Action):
    """Takes an option's value, and refuses a second one instead of forgetting the first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep the value."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} was given twice; give it once")
        setattr(namespace, self.dest, values)


def as_path(text: str) -> Path:
    """Read the name of a file or folder."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def as_name(text: str) -> str:
    """Read a name."""
    name = os.fsencode(text).decode("utf-8", "replace").strip()
    if not name:
        raise argparse.ArgumentTypeError("the name is empty")
    return name


def as_number(text: str) -> float:
    """Read a number."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def as_whole(text: str) -> int:
    """Read a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def as_text(written: str | None) -> str | None:
    """Read an argument as UTF-8 whatever the terminal's locale; bytes that are none become marks."""
    return None if written is None else os.fsencode(written).decode("utf-8", "replace")


def as_scheduler(text: str) -> str:
    """Read the address of a Dask scheduler; plain TCP is the one way it is spoken to."""
    if not _SCHEDULER.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no scheduler's address such as tcp://192.168.0.10:8786"
        )
    return text


def as_level(text: str) -> CameraLevel | None:
    """Read --level: None leaves it to the picture, off leaves it unknown."""
    if text == "auto":
        return None
    if text == "off":
        return CameraLevel()
    try:
        roll = float(text)
    except ValueError:
        raise UsageError("bad_level", highest=MOST_ROLL_DEG) from None
    if not abs(roll) <= MOST_ROLL_DEG:
        raise UsageError("bad_level", highest=MOST_ROLL_DEG)
    return CameraLevel.manual(roll)


def checked_height(height_cm: float) -> float:
    """Give a person's height back when it can be one."""
    if not HEIGHTS_CM[0] <= height_cm <= HEIGHTS_CM[1]:
        raise UsageError("bad_height", lowest=HEIGHTS_CM[0], highest=HEIGHTS_CM[1])
    return height_cm


def of_file(path: Path, work: Callable[[Path], Made]) -> Made:
    """Do something with a file whose name belongs to what goes wrong."""
    try:
        return work(path)
    except PostureError as error:
        error.facts.setdefault("file", path.name)
        raise
