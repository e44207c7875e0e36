"""The command line: every sub-command, thin. Arguments in, exit code out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from posture_app import __version__
from posture_app.cli.assess import add_assess
from posture_app.cli.batch import add_batch
from posture_app.cli.calibrate import add_calibrate
from posture_app.cli.cloud import add_cloud
from posture_app.cli.keys import add_keys
from posture_app.cli.mailbox import add_mailbox
from posture_app.cli.manual import add_manual
from posture_app.cli.parts import Parser, as_path, tell
from posture_app.cli.phantom import add_phantom
from posture_app.cli.program import Check, DesktopRequest, Program, ServeRequest
from posture_app.cli.records import add_export, add_records
from posture_app.cli.serve import add_serve
from posture_app.cli.study import add_repeatability
from posture_app.cli.sway import add_sway
from posture_app.cli.video import add_video
from posture_app.domain.errors import PostureError, UsageError
from posture_app.services.wording import LANGUAGES, Words

__all__ = ["Check", "DesktopRequest", "Program", "ServeRequest", "run"]


def run(arguments: Sequence[str], program: Program) -> int:
    """Run one command; give its exit code."""
    wanted = _parser(program).parse_args(arguments)
    words = Words(getattr(wanted, "lang", "en"), getattr(wanted, "profile", "clinical"))
    try:
        code: int = wanted.command(wanted, program, words)
    except PostureError as error:
        tell(words.problem(error))
        return error.exit_code
    return code


def _parser(program: Program) -> argparse.ArgumentParser:
    parser = Parser(
        prog="posture-app",
        description="Posture assessment from ordinary photographs, with honest uncertainty, offline.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"posture-app {__version__}")
    parser.add_argument(
        "--camera", metavar="demo|INDEX|PATH", help="which camera to open; a folder or video is one"
    )
    parser.add_argument("--kiosk", action="store_true", help="full screen on rails, for people on their own")
    parser.add_argument(
        "--autopilot", action="store_true", help="walk through front, side, and back without hands, then quit"
    )
    parser.add_argument(
        "-o", "--output", dest="desktop_output", type=as_path, metavar="DIR", help="folder for --autopilot"
    )
    parser.add_argument("--lang", dest="desktop_lang", choices=LANGUAGES, help="language of the window")
    parser.set_defaults(command=_desktop)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    add_assess(commands)
    add_batch(commands)
    add_repeatability(commands)
    add_phantom(commands)
    add_calibrate(commands)
    add_sway(commands)
    add_video(commands)
    add_manual(commands)
    add_records(commands, program.records)
    add_export(commands, program.records)
    add_keys(commands, program.records, program.key_books)
    add_serve(commands)
    add_mailbox(commands, program.records)
    add_cloud(commands)
    _add_doctor(commands)
    return parser


def _add_doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = commands.add_parser(
        "doctor",
        help="look at the installation and say what to mend",
        description="Look at the installation.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="language of the messages (default en)"
    )
    parser.set_defaults(command=_doctor)


def _desktop(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    if wanted.autopilot and wanted.desktop_output is None:
        raise UsageError("no_output")
    if wanted.desktop_output is not None:
        program.check_folder(wanted.desktop_output)
    return program.desktop(
        DesktopRequest(
            camera=wanted.camera,
            kiosk=wanted.kiosk,
            autopilot=wanted.autopilot,
            output=wanted.desktop_output,
            language=wanted.desktop_lang,
        )
    )


_MARKS = {True: "✓", False: "✗", None: "–"}


def _doctor(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    checks = program.checks(words)
    width = max(len(check.name) for check in checks)
    for check in checks:
        print(f"{_MARKS[check.well]} {check.name:<{width}}  {check.found}")
        if check.well is not True and check.remedy:
            print(f"  {'':<{width}}  → {check.remedy}")
    return 5 if any(check.well is False for check in checks) else 0
