"""``serve``: the service contracts on this machine."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_name, as_path, as_scheduler, as_whole, list_lines
from posture_app.cli.program import Program, ServeRequest
from posture_app.domain.errors import UsageError
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.services.wording import Words

DEFAULT_PORT = 8080
DEFAULT_MAX_BODY_MB = 64
MOST_WORKERS = 64


def add_serve(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``serve``."""
    parser = commands.add_parser(
        "serve",
        help="serve the posture and pose contracts over HTTP",
        description="Serve skeleton-v2 and the pose contracts, until Ctrl-C or a polite kill. "
        "Who may call is decided by 'posture-app keys add'. What can be called stands at /docs.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--data", type=as_path, required=True, metavar="DIR", help="the server's folder: keys and jobs")
    add("--host", type=as_name, default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    add("--port", type=as_whole, default=DEFAULT_PORT, metavar="N", help="0 takes a free one (default 8080)")
    add("--tls-cert", type=as_path, metavar="F", help="certificate (PEM), for https")
    add("--tls-key", type=as_path, metavar="F", help="its key (PEM, without a passphrase)")
    add("--insecure", action="store_true", help="allow plain http beyond this machine")
    add("--allow-private-urls", action="store_true", help="fetch from inside the house, too, on any port")
    add("--open-here", action="store_true", help="front and side need no registered id on this machine")
    add(
        "--workers",
        type=as_whole,
        metavar="N",
        help="pictures worked on at a time (default: one a core, at most 4)",
    )
    add(
        "--max-body",
        type=as_whole,
        default=DEFAULT_MAX_BODY_MB,
        metavar="MB",
        help="of a request (default 64)",
    )
    add(
        "--scheduler",
        type=as_scheduler,
        metavar="tcp://HOST:PORT",
        help="have a Dask cluster look through the videos of jobs",
    )
    add("--lang", choices=LANGUAGES, default="en", help="language of the messages (default en)")
    parser.set_defaults(command=_serve)


def _serve(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    if not 0 <= wanted.port <= 65535:
        raise UsageError("bad_port")
    if wanted.workers is not None and not 1 <= wanted.workers <= MOST_WORKERS:
        raise UsageError("bad_workers", highest=MOST_WORKERS)
    if wanted.max_body < 1:
        raise UsageError("bad_max_body")
    request = ServeRequest(
        data=wanted.data,
        host=wanted.host,
        port=wanted.port,
        certificate=wanted.tls_cert,
        key=wanted.tls_key,
        insecure=wanted.insecure,
        private_urls=wanted.allow_private_urls,
        workers=wanted.workers,
        max_body_mb=wanted.max_body,
        scheduler=wanted.scheduler,
        open_here=wanted.open_here,
    )
    return program.serve(request, lambda line: list_lines([line]))
