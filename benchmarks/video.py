"""A video looked through by all cores, against a plain loop over its frames with the same model.

    python run.py bench video [--save] [--rounds N] [CLIP ...]

The plain loop reads a frame, has the model look at it (`PoseLandmarker.detect`, four people at most), and
reads the next one; nobody is followed, nothing smoothed.  All ways load their model anew in every round, the
rounds take turns, and medians are compared.  Clips are those of the shared test data.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import cv2

from posture_app.adapters.models.mediapipe_frames import MediaPipeFramePoses, make_frame_poses
from posture_app.adapters.video.video_file import Cv2Video
from posture_app.adapters.workers.local_workers import LocalWorkers
from posture_app.domain.keypoints import Person
from posture_app.domain.video.motion import Motion
from posture_app.services.ports import Frame
from posture_app.services.video.following import (
    LOOKED_AT_SIDE,
    Piece,
    Sightings,
    Square,
    look_at_piece,
    look_through,
)

RESULTS = Path(__file__).parent / "results" / "video.md"
DATA = Path(os.environ.get("POSTURE_TEST_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
CLIPS = ("p2s_cam02", "p2s_cam04", "p2s_multi_cam01", "s2d_walk_left", "squats", "avatar")

CORES = os.cpu_count() or 1
PLAIN, ONE, THREADS, PROCESSES = "plain loop", "1 thread", f"{CORES} threads", f"{CORES} processes"

BUSY = " Others kept the cores busy, so that the times on the wall say little; go by `work`."

_poses: list[MediaPipeFramePoses] = []


class Counting(MediaPipeFramePoses):
    """Counts close looks."""

    close_looks = 0

    def find_in(self, frame: Frame, square: Square) -> tuple[Person, ...]:
        Counting.close_looks += 1
        return super().find_in(frame, square)


def plain(path: Path) -> int:
    """The plain loop; gives how many frames it had."""
    poses, capture, count = make_frame_poses(), cv2.VideoCapture(str(path)), 0
    while True:
        alive, bgr = capture.read()
        if not alive:
            poses.close()
            return count
        poses.find_all(Frame(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)))
        count += 1


def by_threads(path: Path, count: int | None) -> Motion:
    with LocalWorkers(Counting, count) as workers:
        return look_through(Cv2Video(path), workers, smoothing=True, tell=lambda done, of: None)


def by_processes(path: Path, count: int) -> Motion:
    with ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_load) as pool:
        return look_through(
            Cv2Video(path), Processes(pool, count), smoothing=True, tell=lambda done, of: None
        )


class Processes:
    """The same work in processes, to which the frames have to be sent."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        self._pool, self._count = pool, count

    def look(self, pieces: Iterator[Piece]) -> Iterator[tuple[Piece, Sightings]]:
        under_way: dict[Future[Sightings], Piece] = {}
        for piece in pieces:
            under_way[self._pool.submit(_look, piece)] = piece
            while len(under_way) >= 2 * self._count:
                yield from self._done(under_way)
        while under_way:
            yield from self._done(under_way)

    def _done(self, under_way: dict[Future[Sightings], Piece]) -> Iterator[tuple[Piece, Sightings]]:
        done, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for one in done:
            yield under_way.pop(one), one.result()


def _load() -> None:
    _poses.append(make_frame_poses())


def _look(piece: Piece) -> Sightings:
    return look_at_piece(piece, _poses[0])


def parts(name: str) -> tuple[float, float, float]:
    """What a frame costs on one core, in ms: reading it, scaling it down, looking at it."""
    video, poses = Cv2Video(DATA / "real" / "video" / f"{name}.mp4"), make_frame_poses()
    seconds = [
        _seconds(lambda side=side: [None for _ in video.frames(side)])[0] for side in (None, LOOKED_AT_SIDE)
    ]
    pictures = [one.picture for one in video.frames(LOOKED_AT_SIDE)]
    poses.find_all(pictures[0])
    looking, _ = _seconds(lambda: [poses.find_all(picture) for picture in pictures])
    poses.close()
    per = 1000.0 / len(pictures)
    return per * seconds[0], per * max(0.0, seconds[1] - seconds[0]), per * looking


def _seconds(job: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    made = job()
    return time.perf_counter() - begun, made


@dataclass
class Clip:
    """One clip: wall time and processor time in seconds by way, frames, close looks, and what was found."""

    name: str
    wall: dict[str, float]
    processor: dict[str, float]
    frames: int
    close_looks: int
    motion: Motion

    @property
    def ratio(self) -> float:
        """How many times faster than the plain loop the program is."""
        return self.wall[PLAIN] / self.wall[THREADS]

    @property
    def work(self) -> float:
        """By how many times the program's work is more than the plain loop's."""
        return self.processor[THREADS] / self.processor[PLAIN]


def compared(name: str, rounds: int) -> Clip:
    """Time all ways in turns."""
    path = DATA / "real" / "video" / f"{name}.mp4"
    ways: dict[str, Callable[[], Any]] = {
        PLAIN: partial(plain, path),
        ONE: partial(by_threads, path, 1),
        THREADS: partial(by_threads, path, CORES),
        PROCESSES: partial(by_processes, path, CORES),
    }
    wall: dict[str, list[float]] = {way: [] for way in ways}
    processor: dict[str, list[float]] = {way: [] for way in ways}
    made: dict[str, Any] = {}
    Counting.close_looks = 0
    for _ in range(rounds):
        for way, job in ways.items():
            begun = time.process_time()
            seconds, made[way] = _seconds(job)
            wall[way].append(seconds)
            processor[way].append(time.process_time() - begun)
    return Clip(
        name,
        {way: statistics.median(seconds) for way, seconds in wall.items()},
        {way: statistics.median(seconds) for way, seconds in processor.items()},
        made[PLAIN],
        Counting.close_looks // (2 * rounds),  # by one thread and by several
        made[THREADS],
    )


def row(clip: Clip) -> str:
    people = ", ".join(str(int((track.scores.max(axis=1) > 0).sum())) for track in clip.motion.tracks)
    times = " | ".join(f"{one:.2f} s" for one in clip.wall.values())
    return (
        f"| {clip.name} | {clip.frames} | {clip.motion.footage.frames} | {people} | {clip.close_looks} "
        f"| {times} | {clip.work:.2f} | **{clip.ratio:.2f}** |"
    )


def page(clips: list[Clip], rounds: int) -> str:
    """Write the results."""
    profile = [f"| {one.name} | {' | '.join(f'{ms:.1f} ms' for ms in parts(one.name))} |" for one in clips]
    load = os.getloadavg()[0]
    lines = [
        "# Videos",
        "",
        f"`python run.py bench video --save`: medians of {rounds} round{'s' * (rounds > 1)} that take turns; "
        f"{platform.system()}, Python {platform.python_version()}, {CORES} cores, load "
        f"{load:.1f} at the end." + (BUSY if load > 2 * CORES else ""),
        "",
        "The plain loop reads a frame and has the same model look at it, one after the other. The others",
        "also look closely where somebody was lost, follow, and smooth: reading and scaling on the asking",
        "thread, looking on the workers. `work` is the processor time of the threads by that of the plain",
        f"loop, whatever else runs: on {CORES} free cores the gain is at most {CORES} / work. `× plain` is",
        "the plain loop's wall time by that of the threads, which the program uses.",
        "",
        "| clip | frames in | out | people: frames seen | close looks | "
        + " | ".join(clips[0].wall)
        + " | work | × plain |",
        "|---|--:|--:|---|--:|" + "--:|" * len(clips[0].wall) + "--:|--:|",
        *map(row, clips),
        "",
        f"Medians: work **{statistics.median(one.work for one in clips):.2f}**, "
        f"× plain **{statistics.median(one.ratio for one in clips):.2f}**.",
        "",
        "## What a frame costs on one core",
        "",
        "| clip | reading | scaling down | looking |",
        "|---|--:|--:|--:|",
        *profile,
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", default=CLIPS, metavar="CLIP")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--save", action="store_true", help=f"write the tables to {RESULTS.name}")
    wanted = parser.parse_args()
    clips = []
    for name in wanted.clips:
        clips.append(compared(name, wanted.rounds))
        print(row(clips[-1]), flush=True)
    written = page(clips, wanted.rounds)
    print(written)
    if wanted.save:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
