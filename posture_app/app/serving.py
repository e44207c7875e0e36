"""The server: contracts, keys, models, and jobs."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app import __version__
from posture_app.app.assessing import engine, make_eyes, overlay_writer, shipped_settings
from posture_app.app.faces import make_faces
from posture_app.app.places import data_folder
from posture_app.app.records import keyring
from posture_app.app.videos import open_video, video_workers
from posture_app.cli import ServeRequest
from posture_app.services.assessing.uploaded import Bench
from posture_app.services.video.following import look_through
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.domain.video.motion import Motion
    from posture_app.server.desk import FaceDesk, JobDesk, ServerDesk
    from posture_app.services.ports import (
        PeopleFinder,
    )
    from posture_app.services.serving.face_groups import FaceGroups
    from posture_app.services.serving.service_keys import KeyBook
    from posture_app.services.serving.video_jobs import JobStore
    from posture_app.services.video.following import Tell


MOST_OWN_WORKERS = 4
"""Threads of the server that nobody asked for by number; each holds models of 150 MB."""


def key_book(folder: Path) -> KeyBook:
    """Give the book of the callers' keys in a folder."""
    from posture_app.adapters.serving.key_book import SqliteKeyBook

    return SqliteKeyBook(folder)


def run_server(request: ServeRequest, tell: Callable[[str], None]) -> int:
    """Serve until asked to stop; give the exit code."""
    from posture_app.adapters.serving.only_server import only_server
    from posture_app.server.application import make_app
    from posture_app.server.serving import Place, serve

    place = Place(request.host, request.port, request.certificate, request.key, request.insecure)
    with only_server(request.data):
        desk = server_desk(request)
        return serve(lambda: make_app(desk), place, desk.limits, tell)


def server_desk(request: ServeRequest) -> ServerDesk:
    """Lay out what the server needs; models are loaded on the threads that use them."""
    from posture_app.adapters.photos.photo_files import from_bytes
    from posture_app.adapters.serving.url_fetch import SafeFetcher
    from posture_app.server.desk import MIB, Limits, ServerDesk

    settings = shipped_settings()
    workers = request.workers or min(MOST_OWN_WORKERS, os.cpu_count() or 1)
    bench = Bench(
        from_bytes,
        settings,
        engine(settings),
        overlay_writer(Words("en")),
        lambda: datetime.now(timezone.utc),
    )
    # Several workers share the cores among them; a single one looks at two cut-outs side by side.
    return ServerDesk(
        keys=key_book(request.data),
        make_eyes=partial(make_eyes, landmarkers=1 if workers > 1 else 2),
        bench=bench,
        fetcher=SafeFetcher(inside=request.private_urls),
        version=__version__,
        limits=Limits(body_bytes=request.max_body_mb * MIB, workers=workers),
        faces=_face_desk(request.data),
        jobs=_job_desk(request.data, request.scheduler),
        make_people=_people_finder,
        open_here=request.open_here,
    )


def _people_finder() -> PeopleFinder:
    from posture_app.adapters.models.mediapipe_people import MediaPipePeople

    return MediaPipePeople()


def _face_desk(folder: Path) -> FaceDesk:
    from posture_app.adapters.models.dlib_face import MODEL_VERSION
    from posture_app.server.desk import FaceDesk

    return FaceDesk(make_faces, partial(_face_groups, folder), MODEL_VERSION, Words("en").problem)


def _job_desk(folder: Path, scheduler: str | None) -> JobDesk:
    from posture_app.server.desk import JobDesk

    look = partial(_look_through, scheduler)
    return JobDesk(partial(_job_store, folder), look, lambda: datetime.now(timezone.utc))


def _job_store(folder: Path) -> JobStore:
    from posture_app.adapters.serving.job_folder import SealedJobFolder, job_key

    return SealedJobFolder(folder, job_key(folder, os.environ))


def _look_through(scheduler: str | None, data: bytes, smoothing: bool, tell: Tell) -> Motion:
    with video_workers(scheduler) as workers:
        return look_through(open_video(data), workers, smoothing=smoothing, tell=tell)


def _face_groups(folder: Path) -> FaceGroups:
    from posture_app.adapters.serving.face_groups_file import SealedFaceGroups
    from posture_app.adapters.serving.face_keys import face_key

    return SealedFaceGroups(folder, face_key(folder, os.environ, keyring(), data_folder() / "server-keys"))
