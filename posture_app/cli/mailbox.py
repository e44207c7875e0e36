"""The mailbox of a practice system: a folder that is watched."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from threading import Event

from posture_app.cli.parts import Parser, as_path, list_lines, tell
from posture_app.cli.program import Program
from posture_app.cli.stores import RecordsDesk, StoreCall, add_store_arguments, file_visit
from posture_app.domain.errors import UsageError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.case import Case, assess_case
from posture_app.services.assessing.photo_drop import STILL_LOOKS
from posture_app.services.records.access import Records
from posture_app.services.records.gdt import GdtAddress
from posture_app.services.records.mailbox import Mailbox, watch
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
    parser.add_argument("--once", action="store_true", help="look until everything has come to rest, and end")
    parser.add_argument(
        "--photos",
        action="store_true",
        help="also assess DIR/photos/CODE/front.jpg, side.jpg, side2.jpg, back.jpg, and file them as a draft",
    )
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
    parser.set_defaults(
        command=lambda wanted, program, words: _mailbox(StoreCall(wanted, desk, words), program)
    )


def _mailbox(call: StoreCall, program: Program) -> int:
    wanted = call.wanted
    since = None if wanted.results_since is None else _day(wanted.results_since)
    address = GdtAddress(_gdt_id(wanted.practice_id), _gdt_id(wanted.own_id))
    if not wanted.folder.is_dir():
        raise UsageError("mailbox_missing", folder=wanted.folder.name)
    with call.records() as records:
        file_photos = partial(_file_photos, records, call, program) if wanted.photos else None
        mailbox = Mailbox(
            wanted.folder, records, call.words, address, call.desk.write_file, since, file_photos
        )
        looks = iter([False] * ((STILL_LOOKS if wanted.photos else 2) - 1) + [True])
        pause = Event().wait  # nobody sets it: a signal ends the program
        wait = (lambda s: next(looks) or pause(s)) if wanted.once else pause
        watch(mailbox, wait, lambda path: list_lines([str(path)]), tell)
    return 0


def _file_photos(
    records: Records, call: StoreCall, program: Program, code: str, photos: Mapping[View, Path]
) -> None:
    """Assess photographs as `assess` does by itself, and file them."""
    known = records.find(code)
    subject = Subject(None, code) if known is None else Subject(known.name, known.code, known.height_cm)
    case = Case(photos, subject, program.settings(), datetime.now(timezone.utc).astimezone())
    assessed = assess_case(case, program.desk, call.words, lambda stage: None)
    file_visit(records, code, assessed, call.desk)


def _day(text: str) -> datetime:
    """Read a day of this clinic's calendar."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").astimezone()
    except (ValueError, OSError, OverflowError):  # Windows knows no local time before 1970
        raise UsageError("bad_day", text=text) from None


def _gdt_id(text: str) -> str:
    if not (text.isascii() and text.isalnum() and len(text) <= 8):
        raise UsageError("bad_gdt_id", text=text)
    return text
