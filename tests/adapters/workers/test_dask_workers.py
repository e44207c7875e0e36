"""A real cluster of two workers on the loopback: the same numbers, and nothing is lost with a worker."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import pytest

from posture_app.adapters.models.mediapipe_frames import make_frame_poses
from posture_app.adapters.video.video_file import Cv2Video
from posture_app.adapters.workers import dask_workers as dask_jobs
from posture_app.adapters.workers.dask_workers import DaskWorkers
from posture_app.adapters.workers.local_workers import LocalWorkers
from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.video.motion import Motion
from posture_app.services.video.following import FilmFrame, Told, Video, Workers, look_through
from posture_app.services.video.tables import points_csv
from tests.looking import DyingPoses, NumberPoses
from tests.walkers import MadeUpVideo

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with everything else takes longer to answer."""
    monkeypatch.setattr(dask_jobs, "ANSWER_S", 60.0)
    monkeypatch.setattr(dask_jobs, "WORKERS_S", 120.0)


@contextmanager
def cluster(folder: Path, workers: int, *, has_program: bool = True, **variables: str) -> Iterator[str]:
    """A scheduler and workers as processes of their own, without the dashboard."""
    environment = {**os.environ, **variables, "PYTHONPATH": str(ROOT) if has_program else ""}

    def started(what: str, *arguments: str, said: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
        return subprocess.Popen(
            command, cwd=folder, env=environment, text=True, stdout=subprocess.DEVNULL, stderr=said
        )

    scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0", said=subprocess.PIPE)
    running = [scheduler]
    try:
        assert scheduler.stderr is not None
        address = next(line.split()[-1] for line in scheduler.stderr if "Scheduler at:" in line)
        how = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        running += [started("worker", address, *how, said=subprocess.DEVNULL) for _ in range(workers)]
        yield address
    finally:
        for process in running:
            process.kill()
        for process in running:
            process.communicate()


def looked(video: Video, workers: Workers) -> Motion:
    return look_through(video, workers, smoothing=True, tell=lambda done, of: None)


@dataclass
class Beginning:
    """The first frames of a video."""

    whole: Cv2Video
    count: int

    @property
    def told(self) -> Told:
        return replace(self.whole.told, frames=self.count)

    def frames(
        self, longest_side: int | None = None, only: frozenset[int] | None = None
    ) -> Iterator[FilmFrame]:
        return islice(self.whole.frames(longest_side, only), self.count)


@pytest.mark.model
@pytest.mark.data
def test_two_workers_who_never_heard_of_the_program_give_the_numbers_of_one_process(
    test_data: Path, tmp_path: Path
) -> None:
    clip = Beginning(Cv2Video(test_data / "real" / "video" / "s2d_walk_left.mp4"), 24)
    with LocalWorkers(make_frame_poses, 1) as workers:
        here = looked(clip, workers)
    with (
        cluster(tmp_path, 2, has_program=False) as address,
        DaskWorkers(address, make_frame_poses) as workers,
    ):
        there = looked(clip, workers)
    assert points_csv(there) == points_csv(here)
    assert len(there.tracks[0].frames) == 24  # some of them by a second, close look


def test_a_worker_that_dies_in_the_middle_takes_nothing_with_it(tmp_path: Path) -> None:
    death = tmp_path / "died"
    with (
        cluster(tmp_path, 2, POSTURE_TEST_DEATH=str(death)) as address,
        DaskWorkers(address, DyingPoses) as workers,
    ):
        motion = looked(MadeUpVideo(100), workers)
        assert death.exists()
    with LocalWorkers(NumberPoses, 1) as local:
        assert points_csv(motion) == points_csv(looked(MadeUpVideo(100), local))


def test_a_cluster_that_dies_altogether_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_jobs, "WORKERS_S", 1.0)
    with cluster(tmp_path, 0) as address:
        with pytest.raises(EnvironmentProblem) as raised:
            DaskWorkers(address, NumberPoses)
        assert raised.value.code == "cluster_empty"
        assert raised.value.facts == {"scheduler": address}
    monkeypatch.setattr(dask_jobs, "ANSWER_S", 1.0)
    with pytest.raises(EnvironmentProblem) as raised:
        DaskWorkers(address, NumberPoses)
    assert raised.value.code == "cluster_unreachable"
