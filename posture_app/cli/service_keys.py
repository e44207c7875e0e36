"""The keys of those who call the server: made, listed, removed.

They share the word with the records' own key in the keyring (`cli.keys`) and nothing else: they open the
server's addresses, never the records.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_name, as_path, as_whole, list_lines
from posture_app.domain.cloud import Service
from posture_app.domain.errors import UsageError
from posture_app.services.serving.service_keys import KeyBook
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.services.wording import Words

Books = Callable[[Path], KeyBook]


def add_service_keys(actions: argparse._SubParsersAction[Parser], books: Books) -> None:
    """Add ``keys add``, ``keys list``, and ``keys remove``."""
    add = _action(
        actions, "add", "Let somebody call the server; prints the credentials, this once.", _add, books
    )
    add.add_argument(
        "service", choices=[one.value for one in Service], help="whose credentials, by the contracts' makers"
    )
    add.add_argument("--email", type=as_name, metavar="E", help="remo: the Email (default: one is made up)")
    add.add_argument(
        "--credit", type=as_whole, metavar="N", help="remo: credits to begin with (default 1000)"
    )
    _action(
        actions, "list", "List who may call the server: number, service, since, Email, credit.", _list, books
    )
    remove = _action(actions, "remove", "Let somebody call the server no more.", _remove, books)
    remove.add_argument("number", type=as_whole, metavar="N", help="as 'keys list' shows it")


def _action(
    actions: argparse._SubParsersAction[Parser],
    name: str,
    about: str,
    command: Callable[[argparse.Namespace, KeyBook, Words], int],
    books: Books,
) -> Parser:
    parser = actions.add_parser(name, help=about, description=about, allow_abbrev=False)
    parser.add_argument(
        "--data", type=as_path, required=True, metavar="DIR", help="the server's folder, as for 'serve'"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=partial(_run, command, books))
    return parser


def _run(
    command: Callable[[argparse.Namespace, KeyBook, Words], int],
    books: Books,
    wanted: argparse.Namespace,
    program: Program,
    words: Words,
) -> int:
    return command(wanted, books(wanted.data), words)


def _add(wanted: argparse.Namespace, book: KeyBook, words: Words) -> int:
    service = Service(wanted.service)
    if service is not Service.REMO and (wanted.email is not None or wanted.credit is not None):
        raise UsageError("email_of_remo")
    if wanted.credit is not None and wanted.credit < 0:
        raise UsageError("bad_credit")
    list_lines([json.dumps(book.add(service, wanted.email, wanted.credit), ensure_ascii=False)])
    return 0


def _list(wanted: argparse.Namespace, book: KeyBook, words: Words) -> int:
    lines = [
        f"{one.id}\t{one.service.value}\t{one.since}\t{one.email or '–'}\t"
        f"{'–' if one.credit is None else one.credit}"
        for one in book.listed()
    ]
    list_lines(lines or [words.text("service_keys.none")])
    return 0


def _remove(wanted: argparse.Namespace, book: KeyBook, words: Words) -> int:
    if not book.remove(wanted.number):
        raise UsageError("service_key_unknown", number=wanted.number)
    list_lines([words.text("service_keys.removed", number=wanted.number)])
    return 0
