"""A video that a service followed: waited for, and as our own tracks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from posture_app.domain.cloud import CloudFrame, CloudJob, CloudVideo, JobStatus
from posture_app.domain.errors import CloudRefused
from posture_app.domain.keypoints import Keypoints, Landmark
from posture_app.services.cloud.video import motion_of, wait_for
from posture_app.services.video.tables import points_csv
from tests.walkers import at


@dataclass
class Slowly:
    """A service that goes through these states, and stays in the last."""

    states: list[CloudJob]
    asked: list[str] = field(default_factory=list)

    def hand_in(self, video: Path, *, smoothing: bool = True) -> str:
        raise AssertionError("it was handed in before")

    def result(self, job_id: str) -> CloudJob:
        self.asked.append(job_id)
        return self.states[min(len(self.asked), len(self.states)) - 1]


def frame(number: int, *people: tuple[int | None, float]) -> CloudFrame:
    return CloudFrame(number, tuple((object_id, at(x)) for object_id, x in people))


VIDEO = CloudVideo(
    25.0, 720, 1280, (frame(0, (4, 1.0)), frame(1, (4, 2.0), (7, 9.0)), frame(2), frame(3, (4, 4.0)))
)


def job(status: JobStatus, video: CloudVideo | None = None) -> CloudJob:
    return CloudJob("j", status, video, "why" if status is JobStatus.FAILED else None)


def test_a_job_is_asked_about_with_growing_pauses_until_it_is_done() -> None:
    waiting = [job(JobStatus.WAITING)] + [job(JobStatus.PROCESSING)] * 6
    slowly, pauses = Slowly([*waiting, job(JobStatus.SUCCESS, VIDEO)]), []
    assert wait_for(slowly, "j", pauses.append) is VIDEO
    assert pauses == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0, 15.0]
    assert slowly.asked == ["j"] * 8


@pytest.mark.parametrize(
    ("status", "code"), [(JobStatus.FAILED, "cloud_job_failed"), (JobStatus.NOT_FOUND, "cloud_job_gone")]
)
def test_a_job_that_failed_or_is_gone_says_so(status: JobStatus, code: str) -> None:
    with pytest.raises(CloudRefused, match=code):
        wait_for(Slowly([job(status)]), "j", lambda _: None)


def test_people_become_tracks_with_gaps_where_they_are_not() -> None:
    motion = motion_of(VIDEO)
    assert (motion.footage.frames, motion.footage.rate_hz, motion.smoothed) == (4, 25.0, None)
    np.testing.assert_allclose(motion.footage.at_s, [0.0, 0.04, 0.08, 0.12])
    assert [(one.object_id, one.frames.tolist()) for one in motion.tracks] == [(4, [0, 1, 3]), (7, [1])]
    np.testing.assert_array_equal(motion.tracks[0].xy_px[2], at(4.0).xy_px[:33])


def test_who_has_no_id_or_comes_twice_in_a_frame_is_left_out() -> None:
    twice = CloudVideo(25.0, 720, 1280, (frame(0, (1, 1.0), (1, 2.0), (None, 3.0)), frame(0, (1, 5.0))))
    (track,) = motion_of(twice).tracks
    assert track.frames.tolist() == [0]
    assert motion_of(CloudVideo(25.0, 720, 1280, ())).tracks == ()


def test_points_that_the_service_does_not_know_are_not_in_the_table() -> None:
    whole = at(1.0)
    xy_px = whole.xy_px[:33].copy()
    xy_px[Landmark.LEFT_HEEL] = np.nan
    fewer = Keypoints.from_model(xy_px, whole.visibility[:33].copy())
    video = CloudVideo(25.0, 720, 1280, (CloudFrame(0, ((0, fewer),)),))
    table = points_csv(motion_of(video)).decode()
    assert "nan" not in table
    assert "left_heel" not in table
    assert len(table.splitlines()) == 1 + 32
