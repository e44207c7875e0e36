"""What commands that work with records share: where these are, how they are opened, and by whom."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.parts import as_name, as_path
from posture_app.domain.errors import UsageError
from posture_app.domain.records import Actor, Role, User, Visit
from posture_app.services.records.access import Records
from posture_app.services.records.archive import Archive

if TYPE_CHECKING:
    from posture_app.services.assessing.case import Assessed
    from posture_app.services.comparing.compare import Compared
    from posture_app.services.ports import Frame
    from posture_app.services.records.store import KeyKeeper, StoreOpener
    from posture_app.services.wording import Words

PASSPHRASE = "POSTURE_PASSPHRASE"
NEW_PASSPHRASE = "POSTURE_NEW_PASSPHRASE"

Exporter = Callable[[Archive, "Words"], bytes]


@dataclass(frozen=True, slots=True)
class RecordsDesk:
    """What the records' commands need at hand.

    Attributes
    ----------
    encode_photo : an upright photograph as JPEG.
    write_file : a whole file or none.
    exporters : by format.
    recovery_sheet : the recovery code of the records in a place as a PDF to print.
    keys : the system's keyring.
    comparison_sheet : two visits held against each other, as a PDF.
    """

    stores: Callable[[], StoreOpener]
    encode_photo: Callable[[Frame], bytes]
    write_file: Callable[[Path, bytes], None]
    exporters: Mapping[str, Exporter]
    recovery_sheet: Callable[[str, str, Words], bytes]
    keys: Callable[[], KeyKeeper]
    comparison_sheet: Callable[[Compared, Words], bytes]


def add_store_arguments(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Add where the records are and how they are opened."""
    parser.add_argument(
        "--store", type=as_name, required=required, metavar="DIR|URL", help="folder or PostgreSQL URL"
    )
    parser.add_argument(
        "--passphrase-file",
        type=as_path,
        metavar="FILE",
        help=f"file whose first line opens the records (else {PASSPHRASE}, else it is asked for)",
    )


@dataclass(frozen=True, slots=True)
class StoreCall:
    """One command at a store: its arguments, and how a passphrase is asked for."""

    wanted: argparse.Namespace
    desk: RecordsDesk
    words: Words

    @property
    def place(self) -> str:
        """Where the records are."""
        return str(self.wanted.store)

    def passphrase(self) -> str:
        """Ask for the passphrase."""
        return _secret(self.wanted.passphrase_file, PASSPHRASE, self.words.text("records.ask_passphrase"))

    def new_passphrase(self) -> str:
        """Ask for the passphrase to come."""
        question = self.words.text("records.ask_new_passphrase")
        return _secret(self.wanted.new_passphrase_file, NEW_PASSPHRASE, question)

    @contextlib.contextmanager
    def records(self) -> Iterator[Records]:
        """Open the records for as long as they are worked with."""
        store = self.desk.stores().open(self.place, self.passphrase(), actor())
        try:
            yield Records(store, operator(), station())
        finally:
            store.close()


def operator() -> User:
    """Who works on the command line: whoever has the passphrase may do everything."""
    return User(getpass.getuser(), Role.ADMIN)


def station() -> str:
    """Give the machine's name, as the audit trail tells it."""
    return f"{platform.node() or 'unknown'} (command line)"


def actor() -> Actor:
    """Who stands in the audit trail."""
    return Actor(operator().name, station())


def _secret(file: Path | None, variable: str, question: str) -> str:
    """Read a passphrase from a file's first line, the environment, or the person at the desk.

    Before that line Windows' Notepad puts a mark, which is none of its letters.
    """
    if file is not None:
        try:
            return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("passphrase_file", file=file.name) from error
    if variable in os.environ:
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise UsageError("no_passphrase", variable=variable)
    return getpass.getpass(question)


def opened(
    wanted: argparse.Namespace, desk: RecordsDesk, words: Words
) -> contextlib.AbstractContextManager[Records]:
    """Open the records that a command line names."""
    return StoreCall(wanted, desk, words).records()


def file_visit(records: Records, code: str, assessed: Assessed, desk: RecordsDesk) -> Visit:
    """File what was assessed under a patient's code; who is not known yet is added."""
    subject = assessed.assessment.subject
    photos = {view: desk.encode_photo(frame) for view, frame in assessed.frames.items()}
    patient = records.patient_or_new(code, subject.name, None, subject.height_cm)
    return records.file(patient, assessed.assessment, photos, assessed.files["report.pdf"])
