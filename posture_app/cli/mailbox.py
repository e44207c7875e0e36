"""The mailbox of a practice system: a folder that is watched."""

from __future__ import annotations

import argparse
from datetime import datetime
from threading import Event

from posture_app.cli.parts import Parser, as_path, list_lines, tell
from posture_app.cli.records import RecordsDesk, StoreCall, add_store_arguments
from posture_app.domain.errors import UsageError
from posture_app.services.gdt import GdtAddress
from posture_app.services.mailbox import POLL_S, Mailbox, watch
from posture_app.services.wording import LANGUAGES


def add_mailbox(commands: argparse._SubParsersAction[Parser], desk: RecordsDesk) -> None:
    """Add ``mailbox``."""
    parser = commands.add_parser(
        "mailbox",
        help="exchange GDT files with a practice system",
        description="Watch a folder. Patients and orders of a practice system (GDT 2.1: 6301, 6302) are "
        "taken into the records and moved to DIR/done, what cannot be read to DIR/bad with the reason beside "
        "it. With --results-since, results (6310) of signed visits are written into DIR/out, each once.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", type=as_path, metavar="DIR")
    add_store_arguments(parser, required=True)
    parser.add_argument("--once", action="store_true", help=f"look twice, {POLL_S:g} s apart, and end")
    parser.add_argument(
        "--results-since", metavar="YYYY-MM-DD", help="write the results of visits signed that day or later"
    )
    parser.add_argument(
        "--own-id", default="POST", metavar="ID", help="GDT id of this program (default POST)"
    )
    parser.add_argument(
        "--practice-id", default="PRAX", metavar="ID", help="GDT id of the practice system (default PRAX)"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=lambda wanted, program, words: _mailbox(StoreCall(wanted, desk, words)))


def _mailbox(call: StoreCall) -> int:
    wanted = call.wanted
    since = None if wanted.results_since is None else _day(wanted.results_since)
    address = GdtAddress(_gdt_id(wanted.practice_id), _gdt_id(wanted.own_id))
    if not wanted.folder.is_dir():
        raise UsageError("mailbox_missing", folder=wanted.folder.name)
    with call.records() as records:
        mailbox = Mailbox(wanted.folder, records, call.words, address, call.desk.write_file, since)
        looks = iter((False, True))
        pause = Event().wait  # nobody sets it: a signal ends the program
        wait = (lambda s: next(looks) or pause(s)) if wanted.once else pause
        watch(mailbox, wait, lambda path: list_lines([str(path)]), tell)
    return 0


def _day(text: str) -> datetime:
    """Read a day of this clinic's calendar."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone()
    except ValueError:
        raise UsageError("bad_day", text=text) from None


def _gdt_id(text: str) -> str:
    if not (text.isascii() and text.isalnum() and len(text) <= 8):
        raise UsageError("bad_gdt_id", text=text)
    return text
