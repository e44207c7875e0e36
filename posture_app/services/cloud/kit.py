"""Which services elsewhere are set up, and what calling them needs; their keys are kept by the system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from posture_app.domain.cloud import Endpoint, Service, ServiceKeys
from posture_app.domain.errors import CloudProblem
from posture_app.services.json_file import JsonFile

if TYPE_CHECKING:
    from posture_app.services.cloud.leaving import PhotoTools
    from posture_app.services.ports import CloudVideos, SyncTarget

SCHEMA = "posture-cloud/1"

Endpoints = Mapping[Service, Endpoint]


class ServiceKeyKeeper(Protocol):
    """Keeps the keys of services where the operating system keeps secrets, each for one address.

    A key of one address is never handed to another. Every method raises RecordProblem:
    ``service_keyring_missing``, ``service_keyring_plain``, ``service_keyring_locked``.
    """

    def name(self) -> str:
        """Give the name of the keyring that is used."""

    def remember(self, service: Service, url: str, keys: ServiceKeys) -> None:
        """Keep the keys of a service at an address."""

    def recall(self, service: Service, url: str) -> ServiceKeys | None:
        """Give the keys, None when none are kept."""

    def forget(self, service: Service, url: str) -> bool:
        """Let go of the keys; tell whether there were any."""


class EndpointStore(Protocol):
    """Where it is kept which services are set up; no key is among it."""

    def load(self) -> Endpoints:
        """Give them; raise EnvironmentProblem ``cloud_settings_unreadable``."""

    def save(self, endpoints: Endpoints) -> None:
        """Keep them; raise EnvironmentProblem ``cloud_settings_unwritable``."""


class EndpointsFile:
    """The services that are set up, in a file of the user's settings."""

    def __init__(self, path: Path) -> None:
        self._file = JsonFile(path, "cloud_settings")

    def load(self) -> Endpoints:
        """Give the services; none without a file."""
        data = self._file.read()
        if data is None:
            return {}
        try:
            return _endpoints(data)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise self._file.unreadable() from error

    def save(self, endpoints: Endpoints) -> None:
        """Keep them."""
        services = {service.value: asdict(endpoint) for service, endpoint in endpoints.items()}
        self._file.write({"schema": SCHEMA, "services": services})


def _endpoints(data: Any) -> Endpoints:
    if data["schema"] != SCHEMA:
        raise ValueError(data["schema"])
    return {Service(name): _endpoint(fields) for name, fields in data["services"].items()}


def _endpoint(fields: Mapping[str, Any]) -> Endpoint:
    texts = {name: fields.get(name, "") for name in ("url", "ca")}
    switches = {name: fields.get(name, False) for name in ("plain_http", "uuid_once")}
    if not all(isinstance(one, str) for one in texts.values()) or not texts["url"]:
        raise TypeError("a text")
    if not all(isinstance(one, bool) for one in switches.values()):
        raise TypeError("yes or no")
    return Endpoint(**texts, **switches)


@dataclass(frozen=True, slots=True)
class _Once:
    """One service for as long as a command runs; implements `EndpointStore` and `ServiceKeyKeeper`."""

    service: Service
    endpoint: Endpoint
    held: ServiceKeys

    def load(self) -> Endpoints:
        return {self.service: self.endpoint}

    def save(self, endpoints: Endpoints) -> None:
        raise AssertionError("a service for once is not set up")

    def name(self) -> str:
        return ""

    def remember(self, service: Service, url: str, keys: ServiceKeys) -> None:
        raise AssertionError("a service for once is not set up")

    def recall(self, service: Service, url: str) -> ServiceKeys | None:
        return self.held if (service, url) == (self.service, self.endpoint.url) else None

    def forget(self, service: Service, url: str) -> bool:
        return False


def kit_with(kit: CloudKit, service: Service, endpoint: Endpoint, keys: ServiceKeys) -> CloudKit:
    """Give a kit that knows one service and its keys, and keeps nothing."""
    once = _Once(service, endpoint, keys)
    return replace(kit, endpoints=once, keys=lambda: once)


@dataclass(frozen=True, slots=True)
class CloudKit:
    """What calling services needs; nothing is opened before something is sent.

    `target` gives a service's target, `videos` who follows people through videos; both raise CloudProblem for
    an address that cannot be used.
    """

    endpoints: EndpointStore
    keys: Callable[[], ServiceKeyKeeper]
    target: Callable[[Service, Endpoint, ServiceKeys], SyncTarget]
    tools: Callable[[], PhotoTools]
    videos: Callable[[Endpoint, ServiceKeys], CloudVideos]

    def endpoint(self, service: Service) -> Endpoint:
        """Give a service's address; raise CloudProblem (``cloud_not_set_up``)."""
        endpoint = self.endpoints.load().get(service)
        if endpoint is None:
            raise CloudProblem("cloud_not_set_up", service=service.value)
        return endpoint

    def target_for(self, service: Service) -> SyncTarget:
        """Give the target of a service that is set up.

        Raises CloudProblem (``cloud_not_set_up``, ``cloud_no_keys``), or what the keyring raises.
        """
        endpoint = self.endpoint(service)
        return self.target(service, endpoint, self._keys(service, endpoint))

    def videos_for(self, service: Service) -> CloudVideos:
        """Give who follows people through videos; raises what `target_for` does."""
        endpoint = self.endpoint(service)
        return self.videos(endpoint, self._keys(service, endpoint))

    def _keys(self, service: Service, endpoint: Endpoint) -> ServiceKeys:
        keys = self.keys().recall(service, endpoint.url)
        if keys is None:
            raise CloudProblem("cloud_no_keys", service=service.value)
        return keys

    def set_up(self, service: Service, endpoint: Endpoint, keys: ServiceKeys | None) -> None:
        """Keep a service's address, and its keys where they are given; a wrong address is refused first."""
        self.target(service, endpoint, keys or ServiceKeys({}))
        known = self.endpoints.load()
        before = known.get(service)
        if keys is not None:
            self.keys().remember(service, endpoint.url, keys)
        self.endpoints.save({**known, service: endpoint})
        if before is not None and before.url != endpoint.url:
            self.keys().forget(service, before.url)

    def remove(self, service: Service) -> None:
        """Forget a service with its keys; raise CloudProblem (``cloud_not_set_up``)."""
        endpoint = self.endpoint(service)
        self.keys().forget(service, endpoint.url)
        known = self.endpoints.load()
        self.endpoints.save({one: kept for one, kept in known.items() if one is not service})
