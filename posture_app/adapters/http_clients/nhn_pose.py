"""NHN Cloud Pose Estimation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from posture_app.adapters.http_clients.connection import Repeat
from posture_app.adapters.http_clients.nhn import headed
from posture_app.domain.errors import CloudRefused, CloudUnreadable
from posture_app.wire import nhn_pose

if TYPE_CHECKING:
    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys
    from posture_app.domain.keypoints import Keypoints

NO_PICTURE = b"no picture: only the keys are asked about"


@dataclass(frozen=True, slots=True)
class NhnPose:
    """Finds people; implements `services.ports.CloudPose`. A picture may be asked about again."""

    connection: Connection
    keys: ServiceKeys

    def find_all(self, photo: bytes) -> tuple[Keypoints, ...]:
        """Send a JPEG or PNG; find everybody in it."""
        path = nhn_pose.PATH.format(appKey=quote(self.keys["appKey"], safe=""))
        parts = {
            "files": {nhn_pose.IMAGE_FIELD: ("photo", photo)},
            "headers": {"Authorization": self.keys["secretKey"]},
        }
        return self.connection.ask("POST", path, lambda: parts, _people, Repeat.SAFE)

    def check(self) -> int | None:
        """Send what is no picture: the error tells whether the keys are known."""
        try:
            self.find_all(NO_PICTURE)
        except CloudRefused as refused:
            if refused.code not in ("cloud_photo_bad", "cloud_request"):
                raise
        return None


def _people(reply: Reply) -> tuple[Keypoints, ...]:
    answer = headed(nhn_pose.PoseAnswer, reply)
    if answer.result is None:
        raise CloudUnreadable("cloud_answer_unreadable")
    return tuple(nhn_pose.keypoints_from(one) for one in answer.result.keyPointList)
