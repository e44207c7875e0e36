"""Photographs in, graded report out: the main command."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import datetime, timezone

from posture_app.cli.parts import (
    Once,
    Parser,
    as_level,
    as_name,
    as_number,
    as_path,
    as_text,
    as_whole,
    checked_height,
    list_lines,
    tell,
)
from posture_app.cli.program import Program
from posture_app.cli.stores import add_store_arguments, file_visit, opened
from posture_app.domain.corrections import Corrections
from posture_app.domain.errors import UsageError
from posture_app.domain.people import Subject
from posture_app.domain.records import Patient
from posture_app.domain.views import View
from posture_app.services.assessing.assess import MOST_REPEATS, Precision, Settings
from posture_app.services.assessing.case import Assessed, Case, assess_case
from posture_app.services.progress import Progress
from posture_app.services.records.patient_search import same_name
from posture_app.services.resources import shipped_corrections
from posture_app.services.room.calibrate import RoomCalibration
from posture_app.services.wording import LANGUAGES, PROFILES, Words

OFF = "off"
_SHOWN = {
    View.FRONT: "facing the camera",
    View.SIDE: "either side towards the camera",
    View.SIDE2: "the other side",
    View.BACK: "the back towards the camera",
}


def add_assess(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``assess``."""
    parser = commands.add_parser(
        "assess",
        help="photographs in, graded report out",
        description="Assess one to four photographs of a standing person and write assessment.json, "
        "report.pdf, and one overlay JPEG a view into a folder, all of them or none.",
        epilog="Exit codes: 0 done; 2 wrong usage; 3 a file is missing or is no readable photo; "
        "4 a photo cannot be assessed; 5 anything else that can be explained.",
        allow_abbrev=False,
    )
    for view, shows in _SHOWN.items():
        parser.add_argument(f"--{view.value}", type=as_path, action=Once, metavar="PHOTO", help=shows)
    parser.add_argument(
        "--height-cm", type=as_number, metavar="N", help="the person's height: gives distances in cm"
    )
    parser.add_argument(
        "--level",
        default="auto",
        metavar="auto|off|DEG",
        help="camera roll: found in the photo (default), not corrected, or in degrees, "
        "+ = turned clockwise as seen from behind it",
    )
    looks = parser.add_mutually_exclusive_group()
    looks.add_argument(
        "--precision",
        choices=[one.value for one in Precision],
        default=Precision.STANDARD.value,
        help="how often each photo is looked at: "
        + ", ".join(f"{one.value} {one.looks}" for one in Precision)
        + " times (default standard)",
    )
    looks.add_argument(
        "--repeats", type=as_whole, metavar="N", help=f"the same as a number of looks, 1 to {MOST_REPEATS}"
    )
    parser.add_argument(
        "--camera-name", type=as_name, metavar="NAME", help="calibrated camera that took the photos"
    )
    parser.add_argument(
        "--corrections",
        default=OFF,
        metavar="NAME|off",
        help="offsets against the method's known bias, by name: "
        + f"{', '.join(shipped_corrections())} (default off)",
    )
    parser.add_argument(
        "--stickers",
        choices=("off", "accept"),
        default="off",
        help="accept: take coloured stickers on bony points as they are found, on your word; look at the "
        "overlay afterwards (default off)",
    )
    parser.add_argument("--name", help="the person's name, as printed on the report")
    parser.add_argument("--code", help="the person's record number")
    parser.add_argument("--shoes", choices=("yes", "no"), help="whether shoes were worn")
    parser.add_argument("--stance", metavar="TEXT", help="how the person was asked to stand")
    parser.add_argument(
        "--profile", choices=PROFILES, default="clinical", help="wording of the report (default clinical)"
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="language of report and messages (default en)"
    )
    parser.add_argument(
        "-o", "--output", type=as_path, metavar="DIR", help="folder for the results; not needed with --store"
    )
    parser.add_argument(
        "--patient",
        type=as_name,
        metavar="CODE",
        help="file the assessment, unsigned, under this code (with --store)",
    )
    add_store_arguments(parser, required=False)
    parser.set_defaults(command=_assess)


def _assess(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    photos = {view: path for view in View if (path := getattr(wanted, view.value)) is not None}
    if not photos:
        raise UsageError("no_view")
    case = Case(
        photos,
        _subject(wanted),
        replace(_settings(wanted, program.settings()), room=_room(wanted.camera_name, program)),
        datetime.now(timezone.utc).astimezone(),
        wanted.stickers == "accept",
    )
    if (wanted.patient is None) is not (wanted.store is None):
        raise UsageError("patient_and_store")
    if wanted.output is None and wanted.store is None:
        raise UsageError("no_output_folder")
    if wanted.output is not None:
        program.check_folder(wanted.output)
    if wanted.store is None:
        _assess_and_write(case, wanted, program, words)
        return 0
    with opened(wanted, program.records, words) as records:
        known = records.find(wanted.patient) or Patient("", wanted.patient)
        case = replace(case, subject=_as_recorded(case.subject, known))
        assessed = _assess_and_write(case, wanted, program, words)
        visit = file_visit(records, wanted.patient, assessed, program.records)
    list_lines([visit.id])
    return 0


def _assess_and_write(case: Case, wanted: argparse.Namespace, program: Program, words: Words) -> Assessed:
    with Progress(sys.stderr, words.text) as progress:
        assessed = assess_case(case, program.desk, words, progress.tell)
        if wanted.output is not None:
            program.write_all(wanted.output, assessed.files)
    for view, analysis in assessed.assessment.views.items():
        for reason in analysis.reasons:
            tell(words.about_photo(view, case.photos[view].name, words.reason(reason)))
    if wanted.output is not None:
        list_lines([str(wanted.output / name) for name in sorted(assessed.files)])
    return assessed


def _subject(wanted: argparse.Namespace) -> Subject:
    height = None if wanted.height_cm is None else checked_height(wanted.height_cm)
    shoes = None if wanted.shoes is None else wanted.shoes == "yes"
    name, code, stance = (as_text(one) for one in (wanted.name, wanted.code, wanted.stance))
    return Subject(name, code, height, shoes, stance)


def _as_recorded(told: Subject, known: Patient) -> Subject:
    """Fill in from somebody's record what was not told; what is told must not be somebody else's."""
    if told.code and not same_name(told.code, known.code):
        raise UsageError("patient_other_code")
    if told.name and known.name and not same_name(told.name, known.name):
        raise UsageError("patient_other_name", patient=known.code)
    return replace(
        told,
        name=told.name or known.name,
        code=told.code or known.code,
        height_cm=told.height_cm or known.height_cm,
    )


def _settings(wanted: argparse.Namespace, settings: Settings) -> Settings:
    repeats = Precision(wanted.precision).looks if wanted.repeats is None else wanted.repeats
    if not 1 <= repeats <= MOST_REPEATS:
        raise UsageError("bad_repeats", lowest=1, highest=MOST_REPEATS)
    corrections = _corrections(wanted.corrections)
    return replace(settings, level=as_level(wanted.level), repeats=repeats, corrections=corrections)


def _corrections(name: str) -> Corrections | None:
    known = shipped_corrections()
    if name != OFF and name not in known:
        raise UsageError("bad_corrections", known=", ".join(known))
    return known.get(name)


def _room(camera: str | None, program: Program) -> RoomCalibration | None:
    """Give the remembered mounting of the camera that was named."""
    if camera is None:
        return None
    room = program.calibration.load()[0].room_of(camera)
    if room is None:
        raise UsageError("camera_not_calibrated", camera=camera)
    return room
