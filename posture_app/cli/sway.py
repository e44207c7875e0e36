"""Sway from a recording on the command line."""

from __future__ import annotations

import argparse
import sys

from posture_app.cli.parts import (
    Parser,
    as_number,
    as_path,
    checked_height,
    list_lines,
)
from posture_app.cli.program import Program
from posture_app.domain.errors import PostureError
from posture_app.services.progress import Progress
from posture_app.services.video.sway import as_json, measure_sway
from posture_app.services.wording import LANGUAGES, Words


def add_sway(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``sway``."""
    parser = commands.add_parser(
        "sway",
        help="how far somebody sways while standing still, from a recording",
        description="Measure the way that hips and shoulders take in the first 20 seconds of a recording of "
        "quiet standing, beside what the same measurement makes of a still picture. Shown, never graded.",
        allow_abbrev=False,
    )
    parser.add_argument("video", type=as_path, metavar="VIDEO", help="one person, the camera on a tripod")
    parser.add_argument("--height-cm", type=as_number, required=True, metavar="N", help="the person's height")
    parser.add_argument("-o", "--output", type=as_path, metavar="DIR", help="folder for sway.json")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=_sway)


def _sway(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    height = checked_height(wanted.height_cm)
    if wanted.output is not None:
        program.check_folder(wanted.output)
    try:
        with Progress(sys.stderr, words.text) as progress:
            progress.tell("progress.sway")
            report = measure_sway(wanted.video, height, program.film, program.desk.make_eyes().poses)
    except PostureError as error:
        error.facts.setdefault("file", wanted.video.name)
        raise
    list_lines([*(words.sway(one) for one in report.points), words.text("sway.plane")])
    if wanted.output is not None:
        program.write_all(wanted.output, {"sway.json": as_json(report)})
        list_lines([str(wanted.output / "sway.json")])
    return 0
