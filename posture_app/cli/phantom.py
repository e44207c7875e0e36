"""The daily check with a printed figure on the command line."""

from __future__ import annotations

import argparse
import contextlib
from datetime import datetime, timezone

from posture_app.cli.parts import (
    Parser,
    as_level,
    as_path,
    list_lines,
)
from posture_app.cli.program import Program
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import EnvironmentProblem, PostureError
from posture_app.domain.phantom import PHANTOMS
from posture_app.services.room.phantom import chart_of, check_photo
from posture_app.services.wording import LANGUAGES, Words


def add_phantom(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``phantom``."""
    parser = commands.add_parser(
        "phantom",
        help="check the camera every day with a printed figure of known angles",
        description="Print a figure of known angles, photograph it every day, and see when the camera moved.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)
    sheet = actions.add_parser("sheet", help="write the sheet as PDF", allow_abbrev=False)
    sheet.add_argument("--paper", choices=sorted(PHANTOMS), default="a3", help="size (default a3)")
    sheet.add_argument(
        "-o", "--output", type=as_path, required=True, metavar="DIR", help="folder for phantom.pdf"
    )
    sheet.set_defaults(command=_phantom_sheet)
    check = actions.add_parser("check", help="check a photograph of the sheet", allow_abbrev=False)
    check.add_argument("photo", type=as_path, metavar="PHOTO", help="taken as the clients are")
    check.add_argument("--level", default="off", metavar="off|DEG", help="camera roll that is known")
    check.set_defaults(command=_phantom_check)
    chart = actions.add_parser("chart", help="list the checks with their limits", allow_abbrev=False)
    chart.set_defaults(command=_phantom_chart)
    new = actions.add_parser(
        "new", help="forget the checks, after the camera was mounted anew", allow_abbrev=False
    )
    new.set_defaults(command=_phantom_new)
    for action in actions.choices.values():
        action.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")


def _phantom_sheet(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.check_folder(wanted.output)
    sheet = program.phantom.make_sheet(PHANTOMS[wanted.paper], words)
    program.write_all(wanted.output, {"phantom.pdf": sheet})
    list_lines([str(wanted.output / "phantom.pdf")])
    return 0


def _phantom_check(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    desk, level = program.phantom, as_level(wanted.level) or CameraLevel()
    checks = desk.checks.load()
    try:
        photo = program.desk.read_photo(wanted.photo)
        check = check_photo(photo, desk.make_finder(), level, datetime.now(timezone.utc).astimezone())
    except PostureError as error:
        error.facts.setdefault("file", wanted.photo.name)
        raise
    checks = (*checks, check)
    desk.checks.save(checks)
    list_lines([words.check(check), words.chart(chart_of(checks))])
    return 0


def _phantom_chart(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    checks = program.phantom.checks.load()
    chart = chart_of(checks)
    broken = {} if chart is None else chart.broken
    lines = [
        f"{one.taken_at}  {words.check(one)}"
        + (f"  {words.text(f'phantom.rule.{broken[at].value}')}" if at in broken else "")
        for at, one in enumerate(checks)
    ]
    list_lines([*lines, words.chart(chart)])
    return 0


def _phantom_new(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    with contextlib.suppress(EnvironmentProblem):  # one that cannot be read is put aside by saving
        program.phantom.checks.load()
    program.phantom.checks.save(())
    list_lines([words.text("phantom.begun_anew")])
    return 0
