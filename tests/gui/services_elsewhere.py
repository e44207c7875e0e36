"""A service elsewhere for windows: it answers from a list, and its keys are kept in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from posture_app.adapters.http_clients.targets import videos_of
from posture_app.adapters.keys.keyring_service_keys import KeyringServiceKeys
from posture_app.adapters.photos.photo_files import as_jpeg, from_bytes
from posture_app.adapters.vision.blur import blurred
from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Endpoint, Parcel, Service, ServiceKeys
from posture_app.domain.errors import CloudProblem
from posture_app.domain.views import View
from posture_app.services.cloud.kit import CloudKit, EndpointsFile
from posture_app.services.cloud.leaving import PhotoTools
from tests.adapters.sql_store.test_keyring_keys import InMemory

HOME = Endpoint("https://measure.example")
KEYS = ServiceKeys({"Email": "clinic@example.com", "UserKey": "user-secret", "APIKey": "api-secret"})


@dataclass
class FakeService:
    """Measures everything as level, or is in the trouble it was given."""

    trouble: CloudProblem | None = None
    sent: list[Parcel] = field(default_factory=list)
    made: int = 0
    before: Callable[[], object] = lambda: None

    def send(self, parcel: Parcel) -> CloudAnswer:
        self.before()
        self.sent.append(parcel)
        if self.trouble is not None:
            raise self.trouble
        if parcel.ask is Ask.BACK:
            reading = CloudReading(
                View.BACK, {"head_tilt": 0.4, "shoulder_tilt": -2.5}, {"shoulder_tilt": -1}
            )
            return CloudAnswer((reading,), credit=8, cost=1)
        front = CloudReading(View.FRONT, {"head_tilt": 0.1, "shoulder_tilt": 3.5}, letter="B")
        side = CloudReading(View.SIDE, {"neck_inclination": 30.0, "head_pitch": 12.0}, letter="A")
        return CloudAnswer((front, side), ("In the Front image, The target is too far.",))

    def check(self) -> int | None:
        if self.trouble is not None:
            raise self.trouble
        return 10


def cloud_kit(folder: Path, service: FakeService, backend: InMemory | None = None) -> CloudKit:
    keyring = backend or InMemory()

    def target(which: Service, endpoint: Endpoint, keys: ServiceKeys) -> FakeService:
        if not endpoint.url.startswith("https://"):
            raise CloudProblem("cloud_plain_http", host=endpoint.url)
        service.made += 1
        return service

    return CloudKit(
        EndpointsFile(folder / "cloud.json"),
        lambda: KeyringServiceKeys(lambda: keyring),
        target,
        lambda: PhotoTools(from_bytes, as_jpeg, blurred),
        videos_of,
    )
