"""Kakao Pose, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.http_clients.connection import Repeat, unexpected
from posture_app.adapters.http_clients.kakao import headers_of, stop_if_refused
from posture_app.adapters.http_clients.reading import json_of
from posture_app.domain.errors import CloudRefused
from posture_app.wire import kakao_pose

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys
    from posture_app.domain.keypoints import Keypoints

NO_PICTURE = b"no picture: only the key is asked about"


@dataclass(frozen=True, slots=True)
class KakaoImage:
    """Finds people; implements `services.ports.CloudPose`. A picture may be asked about again."""

    connection: Connection
    keys: ServiceKeys

    def find_all(self, photo: bytes) -> tuple[Keypoints, ...]:
        """Send a JPEG or PNG; find everybody in it."""
        parts = {"files": {"file": ("photo", photo)}, "headers": headers_of(self.keys)}
        return self.connection.ask("POST", kakao_pose.PATH, lambda: parts, _people, Repeat.SAFE)

    def check(self) -> int | None:
        """Send what is no picture: the error tells whether the key is known."""
        try:
            self.find_all(NO_PICTURE)
        except CloudRefused as refused:
            if refused.code != "cloud_request":
                raise
        return None


def _people(reply: Reply) -> tuple[Keypoints, ...]:
    stop_if_refused(reply)
    if reply.status >= 400:
        raise unexpected(reply)
    try:
        people = kakao_pose.People.model_validate(json_of(reply))
    except ValueError:
        raise unexpected(reply) from None
    return tuple(kakao_pose.keypoints_from(one) for one in people.root)
