"""The records' key in the keyring of the operating system: kept, let go of, asked about.

The same command also keeps the callers' keys of the server; see `cli.service_keys`.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_name, list_lines
from posture_app.cli.service_keys import Books, add_service_keys
from posture_app.cli.stores import RecordsDesk, StoreCall, actor, add_store_arguments
from posture_app.domain.records import Deed
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable


def add_keys(commands: argparse._SubParsersAction[Parser], desk: RecordsDesk, books: Books) -> None:
    """Add ``keys``."""
    parser = commands.add_parser(
        "keys",
        help="let others call the server; keep the records' key in the system's keyring",
        description="Two kinds of keys. add, list, remove: who may call the server, see 'serve'. remember, "
        "forget, status: the key of the records in the operating system's keyring, which the command line "
        "never needs.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)

    def action(name: str, about: str, command: Callable[[StoreCall], int]) -> Parser:
        added = actions.add_parser(name, help=about, description=about, allow_abbrev=False)
        added.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
        added.set_defaults(command=lambda wanted, program, words: command(StoreCall(wanted, desk, words)))
        return added

    add_service_keys(actions, books)
    remember = action("remember", "Keep the records' key in the keyring; asks for the passphrase.", _remember)
    add_store_arguments(remember, required=True)
    for name, about, command in (
        ("forget", "Let go of the records' key.", _forget),
        ("status", "Tell which keyring there is, and whether it holds the records' key.", _status),
    ):
        action(name, about, command).add_argument("--store", type=as_name, required=True, metavar="DIR|URL")


def _remember(call: StoreCall) -> int:
    keeper, stores = call.desk.keys(), call.desk.stores()
    name = keeper.name()  # refuses before anybody types
    data_key = stores.data_key(call.place, call.passphrase())
    keeper.remember(call.place, data_key)
    store = stores.open_with_key(call.place, data_key, actor())
    store.note(Deed.UNLOCKED, actor(), detail="key kept in the system's keyring")
    store.close()
    list_lines([call.words.text("keys.remembered", keyring=name)])
    return 0


def _forget(call: StoreCall) -> int:
    there = call.desk.keys().forget(call.place)
    list_lines([call.words.text("keys.forgotten" if there else "keys.none")])
    return 0


def _status(call: StoreCall) -> int:
    keeper = call.desk.keys()
    name = keeper.name()
    kept = keeper.recall(call.place) is not None
    list_lines(
        [call.words.text("keys.keyring", keyring=name), call.words.text("keys.kept" if kept else "keys.none")]
    )
    return 0
