"""``cloud video``: a service elsewhere follows everybody through a video; the tables are our own."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.cloud_keys import add_endpoint_arguments, for_once
from posture_app.cli.cloud_send import agreed
from posture_app.cli.parts import Parser, as_path, list_lines, tell
from posture_app.domain.cloud import Service
from posture_app.domain.errors import NotAssessable, PhotoMissing
from posture_app.domain.quality import refuse
from posture_app.services.cloud.video import motion_of, wait_for
from posture_app.services.cloud.wording import BYTES_A_KB
from posture_app.services.video.tables import angles_csv, points_csv
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.domain.video.motion import Motion
    from posture_app.services.wording import Words

POINTS, ANGLES, PLOTS = "keypoints.csv", "angles.csv", "angles.pdf"


def add_video_action(actions: argparse._SubParsersAction[Parser]) -> None:
    """Add it."""
    about = (
        "Have Kakao's service, or one that speaks its contract, follow everybody through a video; write "
        f"{POINTS}, {ANGLES}, and {PLOTS} into a folder. Faces in the video are not blurred."
    )
    parser = actions.add_parser("video", help=about, description=about, allow_abbrev=False)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("video", nargs="?", type=as_path, metavar="FILE", help="the video that is sent")
    what.add_argument("--job", metavar="ID", help="a video that was sent before, for seven days")
    parser.add_argument("-o", "--output", type=as_path, required=True, metavar="DIR")
    parser.add_argument(
        "--smoothing", choices=("on", "off"), default="on", help="by the service (default on)"
    )
    parser.add_argument("--yes", action="store_true", help="send what is listed without asking")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    add_endpoint_arguments(parser, required=False)
    parser.set_defaults(command=for_once(_video, Service.KAKAO))


def _video(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    videos = program.cloud.videos_for(Service.KAKAO)
    program.check_folder(wanted.output)
    job_id = wanted.job
    if job_id is None:
        _list_what_leaves(wanted.video, program, words)
        agreed(wanted, words)
        job_id = videos.hand_in(wanted.video, smoothing=wanted.smoothing == "on")
        tell(words.text("cloud.job", id=job_id))
    motion = motion_of(wait_for(videos, job_id, time.sleep))
    if not motion.tracks:
        raise NotAssessable((refuse("nobody_in_video"),))
    files = _files(motion, program, words)
    program.write_all(wanted.output, files)
    list_lines([str(wanted.output / name) for name in sorted(files)])
    return 0


def _list_what_leaves(video: Path, program: Program, words: Words) -> None:
    try:
        size = video.stat().st_size
    except OSError as error:
        raise PhotoMissing("photo_missing", file=video.name) from error
    tell(words.text("cloud.leaves", host=program.cloud.endpoint(Service.KAKAO).url))
    tell("  " + words.text("cloud.leaves.video", size=max(1, round(size / BYTES_A_KB))))


def _files(motion: Motion, program: Program, words: Words) -> dict[str, bytes]:
    return {
        POINTS: points_csv(motion),
        ANGLES: angles_csv(motion),
        PLOTS: program.video.plot_angles(motion, words),
    }
