"""A video on the command line: everybody followed, drawn, tabled, and plotted."""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections.abc import Callable
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from posture_app.cli.parts import Parser, as_path, as_scheduler, list_lines, of_file, tell
from posture_app.cli.program import Program
from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import refuse
from posture_app.domain.video.motion import Motion
from posture_app.domain.video.smoothing import LEAST_RATE_HZ
from posture_app.services.progress import ProgressBar
from posture_app.services.video.desk import VideoDesk
from posture_app.services.video.following import Video, look_through
from posture_app.services.video.tables import angles_csv, points_csv
from posture_app.services.wording import LANGUAGES, Words

VIDEO, POINTS, ANGLES, PLOTS, RESULT = (
    "annotated.mp4",
    "keypoints.csv",
    "angles.csv",
    "angles.pdf",
    "pose.json",
)

_MOST_OF_THEM = 0.9


def add_video(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``video``."""
    parser = commands.add_parser(
        "video",
        help="follow everybody through a video",
        description="Find everybody in every frame of a video, follow them, and write into a folder, all "
        f"of them or none: {VIDEO} with the skeletons drawn, {POINTS} and {ANGLES}, {PLOTS} (joint angles "
        f"over time), and {RESULT} as the job service answers it.",
        epilog="Exit codes: 0 done; 2 wrong usage; 3 the file is missing or is no readable video; 4 nobody "
        "is in it; 5 anything else that can be explained.",
        allow_abbrev=False,
    )
    parser.add_argument("video", type=as_path, metavar="FILE", help="MP4, MOV, MKV, WebM, AVI …")
    parser.add_argument(
        "-o", "--output", type=as_path, required=True, metavar="DIR", help="folder for the results"
    )
    parser.add_argument(
        "--smoothing",
        choices=("on", "off"),
        default="on",
        help="low-pass the points at 6 Hz without delay (default on)",
    )
    parser.add_argument(
        "--scheduler",
        type=as_scheduler,
        metavar="tcp://HOST:PORT",
        help="have the workers of a running Dask cluster look at the frames; by default this computer does",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=_video)


def _video(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.check_folder(wanted.output)
    files = of_file(wanted.video, partial(_look_and_write, wanted=wanted, desk=program.video, words=words))
    list_lines(files)
    return 0


def _look_and_write(path: Path, *, wanted: argparse.Namespace, desk: VideoDesk, words: Words) -> list[str]:
    video = desk.open(path)
    smoothing = wanted.smoothing == "on"
    with (
        ProgressBar(sys.stderr, words.text("progress.video.looking")) as bar,
        desk.workers(wanted.scheduler) as workers,
    ):
        motion = look_through(video, workers, smoothing=smoothing, tell=bar.tell)
    if not motion.tracks:
        raise NotAssessable((refuse("nobody_in_video"),))
    makers = _makers(video, motion, desk, words)
    with ProgressBar(sys.stderr, words.text("progress.video.drawing")) as bar:
        makers[VIDEO] = lambda target: desk.write_annotated(target, video, motion, bar.tell)
        desk.write_made(wanted.output, makers)
    _tell_of_missing(video, motion, words)
    if smoothing and not motion.smoothed:
        tell(words.text("video.too_slow", rate=f"{LEAST_RATE_HZ:g}"))
    return [_summary(motion, words), *(str(wanted.output / name) for name in sorted(makers))]


def _tell_of_missing(video: Video, motion: Motion, words: Words) -> None:
    """Say when the file told of clearly more frames than could be read; small differences mean nothing."""
    told, read = video.told.frames, motion.footage.frames
    if read < _MOST_OF_THEM * told:
        tell(words.text("video.fewer_frames", told=told, frames=read))


def _makers(video: Video, motion: Motion, desk: VideoDesk, words: Words) -> dict[str, Callable[[Path], None]]:
    """Give, by the files' names, what writes each of them."""
    # Here, because every other command and the window would wait for pydantic: a fifth of their start.
    from posture_app.wire.kakao_job import result_of

    made = datetime.now(timezone.utc).date()
    return {
        POINTS: lambda target: _write(target, points_csv(motion)),
        ANGLES: lambda target: _write(target, angles_csv(motion)),
        PLOTS: lambda target: _write(target, desk.plot_angles(motion, words)),
        RESULT: lambda target: _write(
            target, json.dumps(result_of(motion, str(uuid.uuid4()), made).written()).encode("ascii")
        ),
    }


def _write(target: Path, data: bytes) -> None:
    target.write_bytes(data)


def _summary(motion: Motion, words: Words) -> str:
    people, footage = len(motion.tracks), motion.footage
    key = "video.summary.one" if people == 1 else "video.summary"
    return words.text(key, people=people, frames=footage.frames, rate=f"{footage.rate_hz:.4g}")
