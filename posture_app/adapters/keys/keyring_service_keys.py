"""The keys of services elsewhere in the keyring of the operating system, each for one address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import keyring
from keyring.backend import KeyringBackend

from posture_app.adapters.keys.keyring_keys import SERVICE, explained, fit
from posture_app.domain.cloud import Service, ServiceKeys
from posture_app.domain.errors import RecordProblem


@dataclass(frozen=True, slots=True)
class KeyringServiceKeys:
    """Keeps keys by service and address; implements `services.cloud.kit.ServiceKeyKeeper`."""

    backend: Callable[[], KeyringBackend] = keyring.get_keyring

    def name(self) -> str:
        """Give the name of the keyring that is used."""
        with _of_services():
            return str(fit(self.backend()).name)

    def remember(self, service: Service, url: str, keys: ServiceKeys) -> None:
        """Keep the keys of a service at an address."""
        with _of_services(), explained():
            kept = json.dumps(dict(keys.by_name))
            fit(self.backend()).set_password(SERVICE, _account(service, url), kept)

    def recall(self, service: Service, url: str) -> ServiceKeys | None:
        """Give the keys, None when none are kept; what are no keys counts as none."""
        with _of_services(), explained():
            kept = fit(self.backend()).get_password(SERVICE, _account(service, url))
        try:
            by_name = None if kept is None else json.loads(kept)
        except ValueError:
            return None
        if not isinstance(by_name, dict) or not all(isinstance(one, str) for one in by_name.values()):
            return None
        return ServiceKeys(by_name)

    def forget(self, service: Service, url: str) -> bool:
        """Let go of the keys; tell whether there were any."""
        account = _account(service, url)
        with _of_services(), explained():
            backend = fit(self.backend())
            if backend.get_password(SERVICE, account) is None:
                return False
            backend.delete_password(SERVICE, account)
        return True


@contextmanager
def _of_services() -> Iterator[None]:
    """Say of a keyring what it means for a service's keys; for those of records it is another matter."""
    try:
        yield
    except RecordProblem as problem:
        raise RecordProblem(f"service_{problem.code}") from problem


def _account(service: Service, url: str) -> str:
    return f"cloud/{service.value}/{url}"
