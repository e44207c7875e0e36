"""The data key in the keyring of the operating system; never where it would lie readable."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError

from posture_app.domain.errors import RecordProblem
from posture_app.services.records.places import is_server, without_password

SERVICE = "posture-app"
SERVER_PASSWORDS = "posture-app server"
_NONE = ("keyring.backends.null", "keyring.backends.fail")
_PLAIN = "keyrings.alt"
"""Its keyrings write files: readable, or under a key that lies beside them."""


@dataclass(frozen=True, slots=True)
class KeyringKeys:
    """Keeps data keys in the system's keyring; implements `services.records.store.KeyKeeper`."""

    backend: Callable[[], KeyringBackend] = keyring.get_keyring

    def name(self) -> str:
        """Give the name of the keyring that is used."""
        return str(self._fit().name)

    def remember(self, place: str, data_key: bytes) -> None:
        """Keep the data key of the records at a place."""
        with explained():
            self._fit().set_password(SERVICE, account(place), base64.b64encode(data_key).decode())

    def recall(self, place: str) -> bytes | None:
        """Give the data key, None when none is kept; what is no key counts as none."""
        with explained():
            kept = self._fit().get_password(SERVICE, account(place))
        try:
            return None if kept is None else base64.b64decode(kept, validate=True)
        except binascii.Error:
            return None

    def remember_password(self, place: str, password: str) -> None:
        """Keep the password of the database user at a server."""
        with explained():
            self._fit().set_password(SERVER_PASSWORDS, account(place), password)

    def recall_password(self, place: str) -> str | None:
        """Give the password of the database user, None when none is kept."""
        with explained():
            return self._fit().get_password(SERVER_PASSWORDS, account(place))

    def forget(self, place: str) -> bool:
        """Let go of the key and the server's password; tell whether there was a key."""
        backend = self._fit()
        with explained():
            kept = [one for one in (SERVICE, SERVER_PASSWORDS) if backend.get_password(one, account(place))]
            for service in kept:
                backend.delete_password(service, account(place))
        return SERVICE in kept

    def _fit(self) -> KeyringBackend:
        return fit(self.backend())


def fit(backend: KeyringBackend) -> KeyringBackend:
    """Give the keyring, or the first of a chain that may be used.

    Raises RecordProblem: ``keyring_plain`` where secrets would lie readable, ``keyring_missing``.
    """
    chain = list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]
    there = [one for one in chain if type(one).__module__ not in _NONE]
    for one in there:
        if not _is_plain(one):
            return one
    raise RecordProblem("keyring_plain" if there else "keyring_missing")


def account(place: str) -> str:
    """Name the place of the records: a folder's full path, or a URL without its password."""
    return without_password(place) if is_server(place) else str(Path(place).resolve())


def _is_plain(backend: KeyringBackend) -> bool:
    kind = type(backend)
    module = f"{kind.__module__}."
    return module.startswith(f"{_PLAIN}.") or "plain" in kind.__name__.lower()


@contextmanager
def explained() -> Iterator[None]:
    """Turn a keyring's refusal, such as a locked one that nobody unlocks, into ours."""
    try:
        yield
    except KeyringError as error:
        raise RecordProblem("keyring_locked") from error
