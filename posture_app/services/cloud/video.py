"""A video that a service elsewhere follows: waited for, and turned into what our own tables are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from posture_app.domain.cloud import CloudVideo, JobStatus
from posture_app.domain.errors import CloudRefused
from posture_app.domain.keypoints import MODEL_LANDMARKS
from posture_app.domain.video.motion import Footage, Motion, Track

if TYPE_CHECKING:
    from posture_app.domain.keypoints import Keypoints
    from posture_app.services.ports import CloudVideos

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 15.0
"""Between two looks at a job: it doubles from the one to the other."""


def wait_for(videos: CloudVideos, job_id: str, pause: Callable[[float], None]) -> CloudVideo:
    """Ask until a job is done, however long that takes; give its video.

    Raises
    ------
    CloudRefused
        ``cloud_job_failed``; ``cloud_job_gone`` when the service does not know it, or no longer.
    CloudProblem
        What asking raises; the job goes on, and may be asked about again.
    """
    between = FIRST_PAUSE_S
    while True:
        job = videos.result(job_id)
        if job.video is not None:
            return job.video
        if job.status is JobStatus.FAILED:
            raise CloudRefused("cloud_job_failed")
        if job.status is JobStatus.NOT_FOUND:
            raise CloudRefused("cloud_job_gone")
        pause(between)
        between = min(2.0 * between, LONGEST_PAUSE_S)


def motion_of(video: CloudVideo) -> Motion:
    """Give everybody's tracks by the service's own object ids; frames without a person are gaps.

    Somebody without an object id is told from frame to frame by nobody, and is left out.
    """
    seen: dict[int, list[tuple[int, Keypoints]]] = defaultdict(list)
    for frame in video.frames:
        for object_id, keypoints in frame.people:
            if object_id is not None and (not seen[object_id] or seen[object_id][-1][0] < frame.number):
                seen[object_id].append((frame.number, keypoints))
    last = max((one.number for one in video.frames), default=-1)
    times = np.arange(last + 1) / video.fps
    tracks = tuple(_track(object_id, seen[object_id]) for object_id in sorted(seen))
    return Motion(Footage(video.width, video.height, video.fps, times), tracks, None)


def _track(object_id: int, seen: list[tuple[int, Keypoints]]) -> Track:
    return Track(
        object_id,
        np.array([number for number, _ in seen], dtype=np.int64),
        np.stack([keypoints.xy_px[:MODEL_LANDMARKS] for _, keypoints in seen]),
        np.stack([keypoints.visibility[:MODEL_LANDMARKS] for _, keypoints in seen]),
    )
