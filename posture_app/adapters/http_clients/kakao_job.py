"""Kakao Pose, videos: handed in once, asked about until the result is there."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from posture_app.adapters.http_clients.connection import MOST_OF_VIDEO, Repeat
from posture_app.adapters.http_clients.kakao import headers_of, stop_if_refused
from posture_app.adapters.http_clients.reading import answer_of, said
from posture_app.domain.cloud import CloudFrame, CloudJob, CloudVideo, JobStatus
from posture_app.domain.errors import PhotoMissing
from posture_app.wire import kakao_job
from posture_app.wire.kakao_pose import keypoints_from

if TYPE_CHECKING:
    from pathlib import Path

    from posture_app.adapters.http_clients.connection import Connection, Reply
    from posture_app.domain.cloud import ServiceKeys


@dataclass(frozen=True, slots=True)
class KakaoJobs:
    """Follows people through videos; implements `services.ports.CloudVideos`."""

    connection: Connection
    keys: ServiceKeys

    def hand_in(self, video: Path, *, smoothing: bool = True) -> str:
        """Hand a video in; give the job's id. It makes a job, so it is never repeated once it was sent.

        Raises PhotoMissing (``photo_missing``) besides what a connection raises.
        """
        with contextlib.ExitStack() as opened:

            def parts() -> dict[str, object]:
                file = opened.enter_context(video.open("rb"))
                return {
                    "files": {"file": ("video", file)},
                    "data": {"smoothing": "true" if smoothing else "false"},
                    "headers": headers_of(self.keys),
                }

            try:
                return self.connection.ask("POST", kakao_job.PATH, parts, _taken, Repeat.IF_NOT_SENT)
            except FileNotFoundError as error:
                raise PhotoMissing("photo_missing", file=video.name) from error

    def result(self, job_id: str) -> CloudJob:
        """Ask how a job stands."""
        path = kakao_job.RESULT_PATH.format(job_id=quote(job_id, safe=""))
        headers = headers_of(self.keys)
        return self.connection.ask(
            "GET", path, lambda: {"headers": headers}, _result, Repeat.SAFE, MOST_OF_VIDEO
        )


def _taken(reply: Reply) -> str:
    stop_if_refused(reply)
    return said(answer_of(kakao_job.JobTaken, reply).job_id)


def _result(reply: Reply) -> CloudJob:
    stop_if_refused(reply)
    answer = answer_of(kakao_job.JobResult, reply)
    return CloudJob(
        answer.job_id,
        JobStatus(answer.status),
        _video(answer),
        answer.description and said(answer.description),
    )


def _video(answer: kakao_job.JobResult) -> CloudVideo | None:
    if answer.video is None or answer.annotations is None:
        return None
    frames = tuple(
        CloudFrame(one.frame_num, tuple((each.object_id, keypoints_from(each)) for each in one.objects))
        for one in answer.annotations
    )
    return CloudVideo(answer.video.fps, answer.video.width, answer.video.height, frames)
