"""Our own clients against our own server, over real HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from posture_app.adapters.http_clients.connection import Connection, Patience
from posture_app.adapters.http_clients.targets import target_of
from posture_app.domain.cloud import FIELDS, KEY_NAMES, Ask, Endpoint, Parcel, Service, ServiceKeys
from posture_app.domain.errors import CloudRefused, CloudUnreachable
from posture_app.domain.keypoints import Landmark
from posture_app.domain.views import Facing, View
from posture_app.services.cloud.side_by_side import side_by_side
from posture_app.services.ports import SyncTarget
from tests.assessments import assessment
from tests.figures import coronal
from tests.server.crowds import STEP_PX, crowd_desk, shade_of
from tests.server.desks import BACK, FRONT, NOBODY, SIDE, TURNED, desk_in, photo
from tests.server.listening import listening

HOST = "http://127.0.0.1"
"""Whatever the port: what a parcel was made for is looked at by who takes it from the outbox."""


@dataclass
class Neighbour:
    """A server that listens, and how it is called."""

    url: str
    keys: dict[str, str]

    def target(self, service: Service = Service.REMO, **changed: str) -> SyncTarget:
        endpoint = Endpoint(self.url, uuid_once=True)
        return target_of(service, endpoint, ServiceKeys({**self.keys, **changed}))


@pytest.fixture
def neighbour(tmp_path: Path) -> Iterator[Neighbour]:
    desk = desk_in(tmp_path)
    made = desk.keys.add(Service.REMO, "clinic@example.com", 10)
    with listening(desk) as port:
        yield Neighbour(f"http://127.0.0.1:{port}", {name: str(value) for name, value in made.items()})


def parcel(ask: Ask, **shades: int) -> Parcel:
    photos = {View(view): photo(shade) for view, shade in shades.items()}
    return Parcel(uuid.uuid4().hex, Service.REMO, ask, photos, HOST)


def test_front_side_and_back_are_measured_and_paid_for_once(neighbour: Neighbour) -> None:
    remo = neighbour.target()
    assert remo.check() == 10
    both = parcel(Ask.FRONT_SIDE, front=FRONT, side=SIDE)
    front, side = remo.send(both).readings
    assert front.degrees["shoulder_tilt"] == pytest.approx(-1.75, abs=0.01)
    assert front.degrees["head_tilt"] == pytest.approx(2.25, abs=0.01)
    assert side.degrees["ear_shoulder_angle"] == pytest.approx(14.0, abs=0.5)
    built = coronal(Facing.FRONT, shoulder_tilt=-1.75, head_tilt=2.25)
    assert front.people[0].point(Landmark.NOSE) == pytest.approx(built.point(Landmark.NOSE), abs=1.0)
    assert remo.check() == 9
    again = remo.send(both)  # the same uuid, as after a lost answer
    assert again.readings[0].degrees == front.degrees
    assert remo.check() == 9

    answer = remo.send(parcel(Ask.BACK, back=BACK))
    assert answer.readings[0].degrees["shoulder_tilt"] == pytest.approx(3.0, abs=0.01)
    assert answer.readings[0].grades["shoulder_tilt"] == 1
    assert (answer.cost, answer.credit) == (1, 8)


@pytest.mark.parametrize(
    ("shade", "code"),
    [(NOBODY, "cloud_nobody"), (FRONT, "cloud_wrong_view"), (TURNED, "cloud_turned")],
)
def test_photographs_that_cannot_be_measured_are_refused_at_no_cost(
    neighbour: Neighbour, shade: int, code: str
) -> None:
    remo = neighbour.target()
    with pytest.raises(CloudRefused, match=code):
        remo.send(parcel(Ask.BACK, back=shade))
    assert remo.check() == 10


def test_wrong_keys_are_told_apart(neighbour: Neighbour) -> None:
    for name, code in (("APIKey", "cloud_wrong_key"), ("UserKey", "cloud_unknown_user")):
        wrong = neighbour.target(**{name: "0" * 32})
        with pytest.raises(CloudRefused, match=code):
            wrong.check()
        with pytest.raises(CloudRefused, match=code):
            wrong.send(parcel(Ask.BACK, back=BACK))


def test_a_server_that_is_gone_was_sent_nothing(neighbour: Neighbour) -> None:
    nowhere = Endpoint("http://127.0.0.1:9")
    once = Connection(nowhere, patience=Patience(tries=1))
    with pytest.raises(CloudUnreachable):
        target_of(Service.REMO, nowhere, ServiceKeys(neighbour.keys), once).check()


# --- points -----------------------------------------------------------------------------------------

POSES = [service for service in Service if (service, Ask.POSE) in FIELDS]
WITH_FEET = (Service.NHN,)


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[Neighbour]:
    desk = crowd_desk(tmp_path)
    keys = {name: str(value) for service in POSES for name, value in desk.keys.add(service).items()}
    with listening(desk) as port:
        yield Neighbour(f"http://127.0.0.1:{port}", keys)


@pytest.mark.parametrize("service", POSES)
def test_everybody_in_a_picture_is_found_point_by_point(crowd: Neighbour, service: Service) -> None:
    target = crowd.target(service)
    assert target.check() is None
    sent = Parcel(uuid.uuid4().hex, service, Ask.POSE, {View.FRONT: photo(shade_of(3))}, HOST)
    (reading,) = target.send(sent).readings
    built = coronal().point(Landmark.LEFT_SHOULDER)
    found = [one.point(Landmark.LEFT_SHOULDER) for one in reading.people]
    assert found == [pytest.approx(built + (STEP_PX * at, 0.0)) for at in range(3)]
    assert reading.people[0].has(Landmark.LEFT_HEEL) is (service in WITH_FEET)
    nobody = Parcel(uuid.uuid4().hex, service, Ask.POSE, {View.FRONT: photo(NOBODY)}, HOST)
    assert target.send(nobody).readings[0].people == ()


@pytest.mark.parametrize(
    ("service", "key"), [(service, key) for service in POSES for key in KEY_NAMES[service]]
)
def test_a_wrong_key_of_a_pose_service_is_told(crowd: Neighbour, service: Service, key: str) -> None:
    wrong = crowd.target(service, **{key: "0" * 32})
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        wrong.check()
    with pytest.raises(CloudRefused, match="cloud_wrong_key"):
        wrong.send(Parcel(uuid.uuid4().hex, service, Ask.POSE, {View.FRONT: photo(shade_of(1))}, HOST))


@pytest.mark.parametrize("service", POSES)
def test_points_from_elsewhere_are_measured_beside_ours(crowd: Neighbour, service: Service) -> None:
    seen = assessment(View.FRONT, shoulder_tilt=3.0)
    sent = Parcel(uuid.uuid4().hex, service, Ask.POSE, {View.FRONT: photo(shade_of(2))}, HOST)
    pairs = {one.measure: one for one in side_by_side(seen, crowd.target(service).send(sent))}
    assert pairs["shoulder_tilt"].here == pytest.approx(3.0, abs=0.01)
    assert pairs["shoulder_tilt"].there == pytest.approx(0.0, abs=0.01)  # level, as it was built there
    assert pairs["shoulder_tilt"].difference == pytest.approx(-3.0, abs=0.02)
