"""A server on a real socket, in a thread of the test."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posture_app.server.application import make_app
from posture_app.server.desk import ServerDesk
from posture_app.server.serving import Place, Server, config_for, listener_for


@contextmanager
def listening(desk: ServerDesk, certificate: Path | None = None, key: Path | None = None) -> Iterator[int]:
    """Serve on a free port of this machine, and give the port."""
    place = Place("127.0.0.1", 0, certificate, key)
    with listener_for(place) as listener:
        ready = threading.Event()
        app = make_app(desk)
        server = Server(config_for(app, place, desk.limits), app, ready.set)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
        thread.start()
        try:
            assert ready.wait(60)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


class Raw:
    """A client that sends what it likes."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)

    def __enter__(self) -> Raw:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def say(self, *lines: str) -> None:
        """Send lines of a head."""
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def send(self, content: bytes) -> None:
        """Send anything."""
        self._socket.sendall(content)

    def rest(self) -> str:
        """Read until the server hangs up."""
        parts = []
        while part := self._socket.recv(65536):
            parts.append(part)
        return b"".join(parts).decode()
