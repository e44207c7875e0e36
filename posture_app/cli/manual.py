"""The manual as files."""

from __future__ import annotations

import argparse

from posture_app.cli.parts import Parser, as_path, list_lines
from posture_app.cli.program import Program
from posture_app.services.wording import LANGUAGES, Words


def add_manual(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``manual``."""
    parser = commands.add_parser(
        "manual",
        help="write the manual as HTML and PDF",
        description="Write the manual, which is also in the window (F1), as manual.html and manual.pdf.",
        allow_abbrev=False,
    )
    parser.add_argument("-o", "--output", type=as_path, required=True, metavar="DIR", help="folder for both")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=_write)


def _write(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.check_folder(wanted.output)
    files = program.manual(words)
    program.write_all(wanted.output, files)
    list_lines([str(wanted.output / name) for name in files])
    return 0
