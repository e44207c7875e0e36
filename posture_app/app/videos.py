"""Videos: read, looked through, drawn, and plotted."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.app.files import write_made
from posture_app.services.video.desk import VideoDesk
from posture_app.services.wording import Words

if TYPE_CHECKING:
    from posture_app.domain.video.motion import Motion
    from posture_app.services.ports import Frame
    from posture_app.services.video.following import Tell, Video, Workers


def film(path: Path) -> Iterable[tuple[int, Frame]]:
    """Give the frames of a recording with their times in ms."""
    from posture_app.adapters.video.film import film_frames

    return film_frames(path)


def video_desk() -> VideoDesk:
    """Lay out what videos need; nothing is loaded yet."""
    return VideoDesk(open_video, video_workers, _write_annotated, _plot_angles, write_made)


def open_video(source: Path | bytes) -> Video:
    """Open a video by its path or its bytes."""
    from posture_app.adapters.video.video_file import Cv2Video

    return Cv2Video(source)


def video_workers(scheduler: str | None) -> AbstractContextManager[Workers]:
    """Give the workers of this computer, or those of a cluster."""
    from posture_app.adapters.models.mediapipe_frames import make_frame_poses

    if scheduler is None:
        from posture_app.adapters.workers.local_workers import LocalWorkers

        return LocalWorkers(make_frame_poses)
    from posture_app.adapters.workers.dask_workers import DaskWorkers

    return DaskWorkers(scheduler, make_frame_poses)


def _write_annotated(path: Path, video: Video, motion: Motion, tell: Tell) -> None:
    from posture_app.adapters.video.annotated_video import write_annotated

    write_annotated(path, video, motion, tell)


def _plot_angles(motion: Motion, words: Words) -> bytes:
    from posture_app.adapters.video.angle_plots import angle_plots

    return angle_plots(motion, words)
