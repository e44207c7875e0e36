"""The server as a process: its socket, its certificate, its beginning, and its end (uvicorn)."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from posture_app.domain.errors import EnvironmentProblem, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from fastapi import FastAPI

    from posture_app.server.desk import Limits

GRACE_S = 20
"""How long answers that are being made may take when the server is asked to stop."""
MOST_HEADER_BYTES = 32 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens; port 0 takes a free one. `insecure` allows plain http beyond this machine."""

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    insecure: bool = False

    @property
    def secure(self) -> bool:
        """Whether it speaks TLS."""
        return self.certificate is not None


def serve(make_app: Callable[[], FastAPI], place: Place, limits: Limits, tell: Callable[[str], None]) -> int:
    """Serve until a signal asks to stop; `tell` the address once it listens.

    Raises
    ------
    UsageError
        ``tls_needed`` or ``tls_incomplete``.
    EnvironmentProblem
        ``port_taken``, ``host_unknown``, or ``tls_unreadable``; and what loading the models raises.
    """
    _check_secrecy(place)
    listener = listener_for(place)
    try:
        app = make_app()
        config = config_for(app, place, limits)
        scheme = "https" if place.secure else "http"
        host = f"[{place.host}]" if ":" in place.host else place.host
        address = f"{scheme}://{host}:{listener.getsockname()[1]}"
        asyncio.run(Server(config, app, lambda: tell(f"listening on {address}")).serve([listener]))
    finally:
        listener.close()
    return 0


def _check_secrecy(place: Place) -> None:
    if (place.certificate is None) is not (place.key is None):
        raise UsageError("tls_incomplete")
    if not (place.secure or place.insecure or _is_loopback(place.host)):
        raise UsageError("tls_needed", host=place.host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listener_for(place: Place) -> socket.socket:
    """Open the socket to listen on; raises as `serve` does."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:  # also no such host
        raise EnvironmentProblem("host_unknown", host=place.host) from error
    try:
        if sys.platform != "win32":  # there it would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise EnvironmentProblem("host_unknown", host=place.host) from error
        raise EnvironmentProblem("port_taken", port=place.port) from error
    return listener


def config_for(app: FastAPI, place: Place, limits: Limits) -> uvicorn.Config:
    """Set uvicorn up; raises ``tls_unreadable``."""

    class Protocol(PatientProtocol):
        header_s = limits.header_s

    config = uvicorn.Config(
        app,
        http=Protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",  # it would log whole tracebacks; the application logs what it may
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
        limit_concurrency=limits.connections,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
        ssl_keyfile_password="-",  # a key with a passphrase is refused; without this, it would be asked for
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise EnvironmentProblem("tls_unreadable", file=str(place.certificate)) from error
    return config


class PatientProtocol(H11Protocol):
    """Hangs up on a client that does not get its request's head out in time, which uvicorn waits for."""

    header_s: float
    _hang_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on, unless this was the head's end."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._unwatch()
        elif self._hang_up is None:
            self._hang_up = self.loop.call_later(self.header_s, self.transport.close)

    def _unwatch(self) -> None:
        if self._hang_up is not None:
            self._hang_up.cancel()
            self._hang_up = None


class Server(uvicorn.Server):
    """Tells when it listens; a signal lets it end in its own time, and is answered with that."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._app, self._listening = app, listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and tell it; raise what stood in the application's way."""
        try:
            await super().startup(sockets)
        except SystemExit:
            trouble = getattr(self._app.state, "trouble", None)
            if trouble is None:
                raise
            raise trouble from None
        self._listening()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals; uvicorn would raise them once more at its end, which would look like a kill."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.should_exit = True
