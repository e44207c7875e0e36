"""Calibrating cameras on the command line."""

from __future__ import annotations

import argparse
from datetime import datetime, timezone
from pathlib import Path

from posture_app.cli.parts import (
    Parser,
    as_name,
    as_number,
    as_path,
    list_lines,
    of_file,
)
from posture_app.cli.program import Program
from posture_app.domain.errors import EnvironmentProblem, UsageError
from posture_app.services.room.calibrate import MarkerSight, Mounting, RoomCalibration, calibrate_room
from posture_app.services.room.calibration_wording import lens_line, room_lines
from posture_app.services.room.calibrations import FILE_NAME
from posture_app.services.room.sheets import SHEETS
from posture_app.services.wording import LANGUAGES, Words

SHEET_HEIGHTS_CM = (0.0, 300.0)


def add_calibrate(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``calibrate``."""
    parser = commands.add_parser(
        "calibrate",
        help="measure lens and mounting of a camera with a printed sheet",
        description="Print a sheet. Once a camera: photograph it from many angles (lens). After every "
        "mounting: hang it on the wall with a spirit level and photograph it once (room). Then let "
        "'assess --camera-name NAME' use what is remembered. All pictures are taken the same way up.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)
    sheet = actions.add_parser("sheet", help="write the sheet as PDF", allow_abbrev=False)
    sheet.add_argument("--paper", choices=sorted(SHEETS), default="a4", help="size (default a4)")
    sheet.add_argument("-o", "--output", type=as_path, required=True, metavar="FILE.pdf", help="the file")
    sheet.set_defaults(command=_calibrate_sheet)
    lens = actions.add_parser("lens", help="measure the lens", allow_abbrev=False)
    lens.add_argument(
        "photos",
        nargs="+",
        type=as_path,
        metavar="PHOTO",
        help="from eight angles or more, at least five",
    )
    lens.set_defaults(command=_calibrate_lens)
    room = actions.add_parser("room", help="measure how the camera is mounted", allow_abbrev=False)
    room.add_argument("photo", type=as_path, metavar="PHOTO", help="of the sheet on the wall")
    room.add_argument(
        "--sheet-height-cm", type=as_number, metavar="N", help="of the sheet's middle above the floor"
    )
    room.set_defaults(command=_calibrate_room)
    show = actions.add_parser("show", help="list what is remembered", allow_abbrev=False)
    show.set_defaults(command=_calibrate_show)
    forget = actions.add_parser("forget", help="forget a camera", allow_abbrev=False)
    forget.set_defaults(command=_calibrate_forget)
    for action in (lens, room, forget):
        action.add_argument("--camera", type=as_name, required=True, metavar="NAME", help="what you call it")
    for action in actions.choices.values():
        action.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")


def _calibrate_sheet(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    file = wanted.output
    program.check_folder(file.parent)
    program.write_all(file.parent, {file.name: program.calibration.make_sheet(SHEETS[wanted.paper], words)})
    list_lines([str(file)])
    return 0


def _calibrate_lens(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    desk = program.calibration
    known, _ = desk.load()
    frames = [of_file(path, program.desk.read_photo) for path in wanted.photos]
    lens = desk.make_finder().lens(frames, wanted.camera)
    desk.save(known.with_lens(lens))
    list_lines([lens_line(lens, words)])
    return 0


def _calibrate_room(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    height = wanted.sheet_height_cm
    if height is not None and not SHEET_HEIGHTS_CM[0] <= height <= SHEET_HEIGHTS_CM[1]:
        raise UsageError("bad_sheet_height", lowest=SHEET_HEIGHTS_CM[0], highest=SHEET_HEIGHTS_CM[1])
    desk = program.calibration
    known, _ = desk.load()
    frame = of_file(wanted.photo, program.desk.read_photo)
    lens = known.lens(wanted.camera, frame.width, frame.height)

    def calibrated(_: Path) -> tuple[RoomCalibration, MarkerSight]:
        return calibrate_room(
            frame,
            Mounting(wanted.camera, frame.width, frame.height),
            desk.make_finder(),
            datetime.now(timezone.utc).astimezone().date(),
            lens=lens,
            scene=desk.make_levels().level_of(frame, None),
            sheet_height_cm=height,
        )

    room, sight = of_file(wanted.photo, calibrated)
    desk.save(known.with_room(room))
    list_lines(room_lines(room, words, sight))
    return 0


def _calibrate_show(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    known, whole = program.calibration.load()
    lines = [lens_line(one, words) for one in known.lenses]
    for room in known.rooms:
        lines += room_lines(room, words)
    list_lines(lines or [words.text("calibrate.none")])
    if not whole:
        raise EnvironmentProblem("calibrations_unreadable", file=FILE_NAME)
    return 0


def _calibrate_forget(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    known, _ = program.calibration.load()
    left = known.without(wanted.camera)
    if left == known:
        raise UsageError("camera_not_calibrated", camera=wanted.camera)
    program.calibration.save(left)
    list_lines([words.text("calibrate.forgotten", camera=wanted.camera)])
    return 0
