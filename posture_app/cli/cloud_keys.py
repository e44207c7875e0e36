"""A service's address and keys on the command line: to be kept by ``cloud add``, or for one command only."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_name, as_path
from posture_app.domain.cloud import KEY_NAMES, Endpoint, Service, ServiceKeys
from posture_app.domain.errors import UsageError
from posture_app.services.cloud.kit import kit_with

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.services.wording import Words

Command = Callable[[argparse.Namespace, "Program", "Words"], int]


def add_endpoint_arguments(parser: Parser, *, required: bool) -> None:
    """Add where a service is and who asks; not required, they stand in for a set-up, once."""
    once = "" if required else ", for this command only; without it the service that is set up is used"
    parser.add_argument(
        "--url", type=as_name, required=required, metavar="URL", help=f"such as https://host:port{once}"
    )
    parser.add_argument(
        "--keys-file",
        type=as_path,
        metavar="JSON",
        help="file with the keys by their names, as 'keys add' prints them (else they are asked for)",
    )
    parser.add_argument(
        "--plain-http", action="store_true", help="allow http without TLS beyond this machine: anybody reads"
    )
    parser.add_argument(
        "--ca", type=as_path, metavar="PEM", help="certificate that the service's is checked by"
    )
    parser.add_argument(
        "--uuid-once",
        action="store_true",
        help="the service charges a uuid once, as 'posture-app serve' does: a lost answer is asked for again",
    )


def endpoint_in(wanted: argparse.Namespace) -> Endpoint:
    """Give the address that the arguments name."""
    ca = "" if wanted.ca is None else str(wanted.ca.absolute())
    return Endpoint(wanted.url, wanted.plain_http, ca, wanted.uuid_once)


def for_once(command: Command, service: Service | None = None) -> Command:
    """Let a command take an address and keys for once: they are kept nowhere."""

    def run(wanted: argparse.Namespace, program: Program, words: Words) -> int:
        if wanted.url is None:
            if wanted.keys_file is not None:
                raise UsageError("cloud_url_missing")
            return command(wanted, program, words)
        which = service or Service(wanted.service)
        keys = keys_in(which, wanted.keys_file, words)
        kit = kit_with(program.cloud, which, endpoint_in(wanted), keys)
        return command(wanted, replace(program, cloud=kit), words)

    return run


def keys_in(service: Service, file: Path | None, words: Words) -> ServiceKeys:
    """Read the keys from a file, or ask for them one by one."""
    names = KEY_NAMES[service]
    if file is not None:
        return _keys_of(file, names)
    if not sys.stdin.isatty():
        raise UsageError("cloud_keys_asked")
    return ServiceKeys(
        {
            name: getpass.getpass(words.text("cloud.ask_key", name=name, service=service.value)).strip()
            for name in names
        }
    )


def _keys_of(file: Path, names: tuple[str, ...]) -> ServiceKeys:
    """Read a JSON object; what else stands in it, such as a credit, is passed over."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not all(
        isinstance(data.get(name), str) and data[name] for name in names
    ):
        # without its cause: a file of keys has no business in a traceback
        raise UsageError("cloud_keys_file", file=file.name, names=", ".join(names)) from None
    return ServiceKeys({name: data[name] for name in names})
