"""Services elsewhere on the command line: set up, checked, sent to, and their values beside ours."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.cloud_outbox import add_outbox_actions
from posture_app.cli.cloud_send import add_send_arguments, send
from posture_app.cli.cloud_video import add_video_action
from posture_app.cli.parts import Parser, as_name, as_path, list_lines
from posture_app.domain.cloud import KEY_NAMES, Endpoint, Service, ServiceKeys
from posture_app.domain.errors import UsageError
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.services.wording import Words

SERVICES = [one.value for one in Service]
Command = Callable[[argparse.Namespace, "Program", "Words"], int]


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
    add.add_argument("--url", type=as_name, required=True, metavar="URL", help="such as https://host:port")
    add.add_argument(
        "--keys-file",
        type=as_path,
        metavar="JSON",
        help="file with the keys by their names, as 'keys add' prints them (else they are asked for)",
    )
    add.add_argument(
        "--plain-http", action="store_true", help="allow http without TLS beyond this machine: anybody reads"
    )
    add.add_argument("--ca", type=as_path, metavar="PEM", help="certificate that the service's is checked by")
    add.add_argument(
        "--uuid-once",
        action="store_true",
        help="the service charges a uuid once, as 'posture-app serve' does: a lost answer is asked for again",
    )
    _action(actions, "remove", "Forget a service and its keys.", _remove)
    _action(actions, "check", "Ask whether a service is there and knows the keys; costs nothing.", _check)
    listing = actions.add_parser("list", help="List the services that are set up.", allow_abbrev=False)
    listing.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    listing.set_defaults(command=_list)
    add_send_arguments(
        _action(
            actions, "send", "Measure photographs, or a visit of the records, there too; print both.", send
        )
    )
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
    ca = "" if wanted.ca is None else str(wanted.ca.absolute())
    endpoint = Endpoint(wanted.url, wanted.plain_http, ca, wanted.uuid_once)
    program.cloud.target(service, endpoint, ServiceKeys({}))  # likewise
    program.cloud.set_up(service, endpoint, _keys(service, wanted.keys_file, words))
    list_lines([words.text("cloud.set_up", service=name, keyring=keyring)])
    return 0


def _keys(service: Service, file: Path | None, words: Words) -> ServiceKeys:
    """Read the keys from a file, or ask for them one by one."""
    names = KEY_NAMES[service]
    if file is not None:
        return _keys_in(file, names)
    if not sys.stdin.isatty():
        raise UsageError("cloud_keys_asked")
    return ServiceKeys(
        {
            name: getpass.getpass(words.text("cloud.ask_key", name=name, service=service.value)).strip()
            for name in names
        }
    )


def _keys_in(file: Path, names: tuple[str, ...]) -> ServiceKeys:
    """Read a JSON object; what else stands in it, such as a credit, is passed over."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(
        isinstance(data.get(name), str) and data[name] for name in names
    ):
        # without its cause: a file of keys has no business in a traceback
        raise UsageError("cloud_keys_file", file=file.name, names=", ".join(names)) from None
    return ServiceKeys({name: data[name] for name in names})


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
