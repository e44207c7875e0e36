"""The services as targets that a parcel is sent to, whichever contract they speak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.http_clients.connection import Connection, Repeat
from posture_app.adapters.http_clients.kakao_image import KakaoImage
from posture_app.adapters.http_clients.kakao_job import KakaoJobs
from posture_app.adapters.http_clients.nhn_pose import NhnPose
from posture_app.adapters.http_clients.remo_back import RemoBack
from posture_app.adapters.http_clients.remo_front_side import RemoFrontSide
from posture_app.domain.cloud import Ask, CloudAnswer, CloudReading, Endpoint, Parcel, Service, ServiceKeys
from posture_app.domain.views import View

if TYPE_CHECKING:
    from posture_app.services.ports import CloudPose, CloudVideos, SyncTarget

MOST_PEOPLE = 100
"""Who is kept of an answer: in a photograph of one person there are not more."""


def target_of(
    service: Service, endpoint: Endpoint, keys: ServiceKeys, connection: Connection | None = None
) -> SyncTarget:
    """Give a service's target; nothing is opened before something is sent.

    Raises CloudProblem for an address that cannot be used (see `Connection`).
    """
    return _TARGETS[service](connection or Connection(endpoint), endpoint, keys)


def videos_of(endpoint: Endpoint, keys: ServiceKeys) -> CloudVideos:
    """Give who follows people through videos: Kakao's jobs.

    Raises CloudProblem for an address that cannot be used (see `Connection`).
    """
    return KakaoJobs(Connection(endpoint), keys)


@dataclass(frozen=True, slots=True)
class RemoTarget:
    """skeleton-v2: angles; implements `services.ports.SyncTarget`."""

    front_side: RemoFrontSide
    back: RemoBack

    def send(self, parcel: Parcel) -> CloudAnswer:
        """Send one request and wait for its answer."""
        photos = parcel.photos
        if parcel.ask is Ask.BACK:
            return self.back.measure(parcel.id, photos[View.BACK])
        return self.front_side.measure(parcel.id, photos[View.FRONT], photos[View.SIDE])

    def check(self) -> int | None:
        """Ask whether the service knows the keys."""
        return self.back.check()


@dataclass(frozen=True, slots=True)
class PoseTarget:
    """A service that gives the points of everybody in a photo; implements `services.ports.SyncTarget`."""

    poses: CloudPose

    def send(self, parcel: Parcel) -> CloudAnswer:
        """Send the photographs, one request each, and wait for the answers."""
        return CloudAnswer(
            tuple(
                CloudReading(view, people=self.poses.find_all(photo)[:MOST_PEOPLE])
                for view, photo in parcel.photos.items()
            )
        )

    def check(self) -> int | None:
        """Ask whether the service knows the keys."""
        return self.poses.check()


def _remo(connection: Connection, endpoint: Endpoint, keys: ServiceKeys) -> SyncTarget:
    # Answers cost credit: a second POST only where the service knows the uuid again.
    repeat = Repeat.SAFE if endpoint.uuid_once else Repeat.IF_NOT_SENT
    return RemoTarget(RemoFrontSide(connection, keys, repeat), RemoBack(connection, keys, repeat))


_TARGETS: Mapping[Service, Callable[[Connection, Endpoint, ServiceKeys], SyncTarget]] = {
    Service.REMO: _remo,
    Service.KAKAO: lambda connection, endpoint, keys: PoseTarget(KakaoImage(connection, keys)),
    Service.NHN: lambda connection, endpoint, keys: PoseTarget(NhnPose(connection, keys)),
}
