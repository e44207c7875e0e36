"""Services elsewhere on the command line: set up, checked, sent to, and their values beside ours."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from posture_app.cli.cloud_keys import Command, add_endpoint_arguments, endpoint_in, for_once, keys_in
from posture_app.cli.cloud_outbox import add_outbox_actions
from posture_app.cli.cloud_send import add_send_arguments, send
from posture_app.cli.cloud_video import add_video_action
from posture_app.cli.parts import Parser, list_lines
from posture_app.domain.cloud import Service, ServiceKeys
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.services.wording import Words

SERVICES = [one.value for one in Service]


def add_cloud(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``cloud``."""
    parser = commands.add_parser(
        "cloud",
        help="send photographs to a service elsewhere, and hold its values against ours",
        description="Use services that speak the contracts of skeleton-v2 (remo), Kakao Pose, or NHN Cloud. "
        "Nothing is sent before a list says exactly what leaves. Keys are kept in the system's keyring.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)
    add = _action(actions, "add", "Set a service up; asks for its keys.", _add)
    add_endpoint_arguments(add, required=True)
    _action(actions, "remove", "Forget a service and its keys.", _remove)
    about = "Ask whether a service is there and knows the keys; costs nothing."
    check = _action(actions, "check", about, for_once(_check))
    add_endpoint_arguments(check, required=False)
    listing = actions.add_parser("list", help="List the services that are set up.", allow_abbrev=False)
    listing.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    listing.set_defaults(command=_list)
    about = "Measure photographs, or a visit of the records, there too; print both."
    sending = _action(actions, "send", about, for_once(send))
    add_send_arguments(sending)
    add_endpoint_arguments(sending, required=False)
    add_video_action(actions)
    add_outbox_actions(actions)


def _action(actions: argparse._SubParsersAction[Parser], name: str, about: str, command: Command) -> Parser:
    parser = actions.add_parser(name, help=about, description=about, allow_abbrev=False)
    parser.add_argument("service", choices=SERVICES, metavar="|".join(SERVICES))
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=command)
    return parser


def _add(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    service = Service(wanted.service)
    name = words.text(f"cloud.service.{service.value}")
    keyring = program.cloud.keys().name()  # refuses before anybody types
    endpoint = endpoint_in(wanted)
    program.cloud.target(service, endpoint, ServiceKeys({}))  # likewise
    program.cloud.set_up(service, endpoint, keys_in(service, wanted.keys_file, words))
    list_lines([words.text("cloud.set_up", service=name, keyring=keyring)])
    return 0


def _remove(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.cloud.remove(Service(wanted.service))
    list_lines([words.text("cloud.removed", service=words.text(f"cloud.service.{wanted.service}"))])
    return 0


def _list(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    lines = [f"{service.value}\t{one.url}" for service, one in program.cloud.endpoints.load().items()]
    list_lines(lines or [words.text("cloud.none")])
    return 0


def _check(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    service = Service(wanted.service)
    credit = program.cloud.target_for(service).check()
    lines = [words.text("cloud.well", host=program.cloud.endpoint(service).url)]
    if credit is not None:
        lines.append(words.text("cloud.credit", credit=credit))
    list_lines(lines)
    return 0
