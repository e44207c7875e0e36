"""Services elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.app.places import config_folder
from posture_app.services.cloud.kit import CloudKit, EndpointsFile
from posture_app.services.cloud.leaving import PhotoTools

if TYPE_CHECKING:
    from posture_app.domain.cloud import Endpoint, Service, ServiceKeys
    from posture_app.services.cloud.kit import ServiceKeyKeeper
    from posture_app.services.ports import (
        CloudVideos,
        SyncTarget,
    )


def cloud_kit() -> CloudKit:
    """Lay out what calling services elsewhere needs; which are set up stands in the user's own settings."""
    path = config_folder() / "cloud.json"
    return CloudKit(EndpointsFile(path), _service_keys, _cloud_target, _photo_tools, _cloud_videos)


def _service_keys() -> ServiceKeyKeeper:
    from posture_app.adapters.keys.keyring_service_keys import KeyringServiceKeys

    return KeyringServiceKeys()


def _cloud_target(service: Service, endpoint: Endpoint, keys: ServiceKeys) -> SyncTarget:
    from posture_app.adapters.http_clients.targets import target_of

    return target_of(service, endpoint, keys)


def _cloud_videos(endpoint: Endpoint, keys: ServiceKeys) -> CloudVideos:
    from posture_app.adapters.http_clients.targets import videos_of

    return videos_of(endpoint, keys)


def _photo_tools() -> PhotoTools:
    from posture_app.adapters.photos.photo_files import as_jpeg, from_bytes
    from posture_app.adapters.vision.blur import blurred

    return PhotoTools(from_bytes, as_jpeg, blurred)
