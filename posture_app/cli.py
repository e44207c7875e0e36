"""The command line: every sub-command, thin. Arguments in, exit code out."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import NoReturn, TypeVar

from posture_app import __version__
from posture_app.domain.body import CameraLevel
from posture_app.domain.corrections import Corrections
from posture_app.domain.errors import EnvironmentProblem, PostureError, UsageError
from posture_app.domain.people import Subject
from posture_app.domain.phantom import PHANTOMS
from posture_app.domain.views import View
from posture_app.services import repeatability
from posture_app.services.assess import MOST_REPEATS, Precision, Settings
from posture_app.services.calibrate import MarkerSight, Mounting, RoomCalibration, calibrate_room
from posture_app.services.calibration_wording import lens_line, room_lines
from posture_app.services.calibrations import FILE_NAME, CalibrationDesk
from posture_app.services.case import Case, Desk, assess_case
from posture_app.services.phantom import PhantomDesk, chart_of, check_photo
from posture_app.services.progress import Progress
from posture_app.services.repeatability import Study, StudyStore
from posture_app.services.resources import shipped_corrections, shipped_method_errors
from posture_app.services.sheets import SHEETS
from posture_app.services.sway import SwayDesk, as_json, measure_sway
from posture_app.services.wording import LANGUAGES, PROFILES, Words

MOST_ROLL_DEG = 45.0
OFF = "off"
HEIGHTS_CM = (50.0, 260.0)
SHEET_HEIGHTS_CM = (0.0, 300.0)

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the doctor: what it looked at, whether it is well, and what to do if not.

    `well` is None for something that is absent but not needed.
    """

    name: str
    found: str
    well: bool | None
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class DesktopRequest:
    """How the desktop application is started; None and False leave it to the preferences.

    Attributes
    ----------
    camera : "demo", an index, or the path of a folder or video.
    autopilot : walk through front, side, and back by itself, write into `output`, and quit.
    """

    camera: str | None = None
    kiosk: bool = False
    autopilot: bool = False
    output: Path | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """What the sub-commands need of the world; made by the composition root."""

    desk: Desk
    settings: Callable[[], Settings]
    check_folder: Callable[[Path], None]
    write_all: Callable[[Path, Mapping[str, bytes]], None]
    checks: Callable[[Words], Sequence[Check]]
    desktop: Callable[[DesktopRequest], int]
    studies: StudyStore
    phantom: PhantomDesk
    calibration: CalibrationDesk
    sway: SwayDesk


def _list(lines: Sequence[str]) -> None:
    """Print lines to standard output; a full one is explained, a closed one ends the program."""
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentProblem("output_stream") from error


def _tell(sentence: str) -> None:
    """Say something on standard error; when that is full or closed, the exit code has to do."""
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of a page."""

    def error(self, message: str) -> NoReturn:
        self.exit(UsageError.exit_code, f"{message[:1].upper()}{message[1:]}; see '{self.prog} --help'.\n")


def run(arguments: Sequence[str], program: Program) -> int:
    """Run one command; give its exit code."""
    wanted = _parser().parse_args(arguments)
    words = Words(getattr(wanted, "lang", "en"), getattr(wanted, "profile", "clinical"))
    try:
        code: int = wanted.command(wanted, program, words)
    except PostureError as error:
        _tell(words.problem(error))
        return error.exit_code
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="posture-app",
        description="Posture assessment from ordinary photographs, with honest uncertainty, offline.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"posture-app {__version__}")
    parser.add_argument(
        "--camera", metavar="demo|INDEX|PATH", help="which camera to open; a folder or video is one"
    )
    parser.add_argument("--kiosk", action="store_true", help="full screen on rails, for people on their own")
    parser.add_argument(
        "--autopilot", action="store_true", help="walk through front, side, and back without hands, then quit"
    )
    parser.add_argument(
        "-o", "--output", dest="desktop_output", type=_path, metavar="DIR", help="folder for --autopilot"
    )
    parser.add_argument("--lang", dest="desktop_lang", choices=LANGUAGES, help="language of the window")
    parser.set_defaults(command=_desktop)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    _add_assess(commands)
    _add_repeatability(commands)
    _add_phantom(commands)
    _add_calibrate(commands)
    _add_sway(commands)
    _add_doctor(commands)
    return parser


def _add_assess(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "assess",
        help="photographs in, graded report out",
        description="Assess one to four photographs of a standing person and write assessment.json, "
        "report.pdf, and one overlay JPEG a view into a folder, all of them or none.",
        epilog="Exit codes: 0 done; 2 wrong usage; 3 a file is missing or is no readable photo; "
        "4 a photo cannot be assessed; 5 anything else that can be explained.",
        allow_abbrev=False,
    )
    parser.add_argument("--front", type=_path, metavar="PHOTO", help="facing the camera")
    parser.add_argument("--side", type=_path, metavar="PHOTO", help="either side towards the camera")
    parser.add_argument("--side2", type=_path, metavar="PHOTO", help="the other side")
    parser.add_argument("--back", type=_path, metavar="PHOTO", help="the back towards the camera")
    parser.add_argument(
        "--height-cm", type=_number, metavar="N", help="the person's height: gives distances in cm"
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
        "--repeats", type=_whole, metavar="N", help=f"the same as a number of looks, 1 to {MOST_REPEATS}"
    )
    parser.add_argument(
        "--camera-name", type=_name, metavar="NAME", help="calibrated camera that took the photos"
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
        "-o", "--output", type=_path, required=True, metavar="DIR", help="folder for the results"
    )
    parser.set_defaults(command=_assess)


def _add_repeatability(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "repeatability",
        help="measure how well values repeat in your own room",
        description="Keep a study of clients who are assessed three times each, walking away in between, "
        "and let the program widen its errors to what it shows. Client codes and numbers are kept, no names.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=_Parser, required=True)
    adding = actions.add_parser("add", help="add assessments of one client", allow_abbrev=False)
    adding.add_argument("--client", required=True, metavar="CODE", help="a code such as 3; never a name")
    adding.add_argument("--room", metavar="TEXT", help="which room it is")
    adding.add_argument("--staff", metavar="TEXT", help="who takes the photographs")
    adding.add_argument(
        "files", nargs="+", type=_path, metavar="ASSESSMENT.json", help="in the order of taking"
    )
    adding.set_defaults(command=_repeatability_add)
    for name, command, about in (
        ("show", _repeatability_show, "what the study tells"),
        ("use", _repeatability_use, "let the study widen the errors"),
        ("off", _repeatability_off, "go back to the errors the program ships with"),
        ("new", _repeatability_new, "forget the study and begin another"),
    ):
        actions.add_parser(name, help=about, allow_abbrev=False).set_defaults(command=command)
    for action in actions.choices.values():
        action.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")


def _add_phantom(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "phantom",
        help="check the camera every day with a printed figure of known angles",
        description="Print a figure of known angles, photograph it every day, and see when the camera moved.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=_Parser, required=True)
    sheet = actions.add_parser("sheet", help="write the sheet as PDF", allow_abbrev=False)
    sheet.add_argument("--paper", choices=sorted(PHANTOMS), default="a3", help="size (default a3)")
    sheet.add_argument(
        "-o", "--output", type=_path, required=True, metavar="DIR", help="folder for phantom.pdf"
    )
    sheet.set_defaults(command=_phantom_sheet)
    check = actions.add_parser("check", help="check a photograph of the sheet", allow_abbrev=False)
    check.add_argument("photo", type=_path, metavar="PHOTO", help="taken as the clients are")
    check.add_argument("--level", default="off", metavar="off|DEG", help="camera roll that is known")
    check.set_defaults(command=_phantom_check)
    chart = actions.add_parser("chart", help="list the checks with their limits", allow_abbrev=False)
    chart.set_defaults(command=_phantom_chart)
    new = actions.add_parser(
        "new", help="forget the checks, after the camera was mounted anew", allow_abbrev=False
    )
    new.set_defaults(command=_phantom_new)
    for action in actions.choices.values():
        action.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")


def _add_calibrate(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "calibrate",
        help="measure lens and mounting of a camera with a printed sheet",
        description="Print a sheet. Once a camera: photograph it from many angles (lens). After every "
        "mounting: hang it on the wall with a spirit level and photograph it once (room). Then let "
        "'assess --camera-name NAME' use what is remembered. All pictures are taken the same way up.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=_Parser, required=True)
    sheet = actions.add_parser("sheet", help="write the sheet as PDF", allow_abbrev=False)
    sheet.add_argument("--paper", choices=sorted(SHEETS), default="a4", help="size (default a4)")
    sheet.add_argument("-o", "--output", type=_path, required=True, metavar="FILE.pdf", help="the file")
    sheet.set_defaults(command=_calibrate_sheet)
    lens = actions.add_parser("lens", help="measure the lens", allow_abbrev=False)
    lens.add_argument("photos", nargs="+", type=_path, metavar="PHOTO", help="five or more, ten are better")
    lens.set_defaults(command=_calibrate_lens)
    room = actions.add_parser("room", help="measure how the camera is mounted", allow_abbrev=False)
    room.add_argument("photo", type=_path, metavar="PHOTO", help="of the sheet on the wall")
    room.add_argument(
        "--sheet-height-cm", type=_number, metavar="N", help="of the sheet's middle above the floor"
    )
    room.set_defaults(command=_calibrate_room)
    show = actions.add_parser("show", help="list what is remembered", allow_abbrev=False)
    show.set_defaults(command=_calibrate_show)
    forget = actions.add_parser("forget", help="forget a camera", allow_abbrev=False)
    forget.set_defaults(command=_calibrate_forget)
    for action in (lens, room, forget):
        action.add_argument("--camera", type=_name, required=True, metavar="NAME", help="what you call it")
    for action in actions.choices.values():
        action.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")


def _add_sway(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "sway",
        help="how far somebody sways while standing still, from a recording",
        description="Measure the way that hips and shoulders take in the first 20 seconds of a recording of "
        "quiet standing, beside what the same measurement makes of a still picture. Shown, never graded.",
        allow_abbrev=False,
    )
    parser.add_argument("video", type=_path, metavar="VIDEO", help="one person, the camera on a tripod")
    parser.add_argument("--height-cm", type=_number, required=True, metavar="N", help="the person's height")
    parser.add_argument("-o", "--output", type=_path, metavar="DIR", help="folder for sway.json")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=_sway)


def _add_doctor(commands: argparse._SubParsersAction[_Parser]) -> None:
    parser = commands.add_parser(
        "doctor",
        help="look at the installation and say what to mend",
        description="Look at the installation.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="language of the messages (default en)"
    )
    parser.set_defaults(command=_doctor)


def _path(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return Path(text)


def _name(text: str) -> str:
    name = os.fsencode(text).decode("utf-8", "replace").strip()
    if not name:
        raise argparse.ArgumentTypeError("the name is empty")
    return name


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None


def _desktop(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    if wanted.autopilot and wanted.desktop_output is None:
        raise UsageError("no_output")
    if wanted.desktop_output is not None:
        program.check_folder(wanted.desktop_output)
    return program.desktop(
        DesktopRequest(
            camera=wanted.camera,
            kiosk=wanted.kiosk,
            autopilot=wanted.autopilot,
            output=wanted.desktop_output,
            language=wanted.desktop_lang,
        )
    )


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
    program.check_folder(wanted.output)
    with Progress(sys.stderr, words.text) as progress:
        assessment, files = assess_case(case, program.desk, words, progress.tell)
        program.write_all(wanted.output, files)
    for view, analysis in assessment.views.items():
        for reason in analysis.reasons:
            _tell(words.about_photo(view, case.photos[view].name, words.reason(reason)))
    _list([str(wanted.output / name) for name in sorted(files)])
    return 0


def _height(height_cm: float) -> float:
    if not HEIGHTS_CM[0] <= height_cm <= HEIGHTS_CM[1]:
        raise UsageError("bad_height", lowest=HEIGHTS_CM[0], highest=HEIGHTS_CM[1])
    return height_cm


def _subject(wanted: argparse.Namespace) -> Subject:
    height = None if wanted.height_cm is None else _height(wanted.height_cm)
    shoes = None if wanted.shoes is None else wanted.shoes == "yes"
    name, code, stance = (_text(one) for one in (wanted.name, wanted.code, wanted.stance))
    return Subject(name, code, height, shoes, stance)


def _text(written: str | None) -> str | None:
    """Read an argument as UTF-8 whatever the terminal's locale; bytes that are none become marks."""
    return None if written is None else os.fsencode(written).decode("utf-8", "replace")


def _settings(wanted: argparse.Namespace, settings: Settings) -> Settings:
    repeats = Precision(wanted.precision).looks if wanted.repeats is None else wanted.repeats
    if not 1 <= repeats <= MOST_REPEATS:
        raise UsageError("bad_repeats", lowest=1, highest=MOST_REPEATS)
    corrections = _corrections(wanted.corrections)
    return replace(settings, level=_level(wanted.level), repeats=repeats, corrections=corrections)


def _corrections(name: str) -> Corrections | None:
    known = shipped_corrections()
    if name != OFF and name not in known:
        raise UsageError("bad_corrections", known=", ".join(known))
    return known.get(name)


def _level(text: str) -> CameraLevel | None:
    """Read --level: None leaves it to the picture, off leaves it unknown."""
    if text == "auto":
        return None
    if text == "off":
        return CameraLevel()
    try:
        roll = float(text)
    except ValueError:
        raise UsageError("bad_level", highest=MOST_ROLL_DEG) from None
    if not abs(roll) <= MOST_ROLL_DEG:
        raise UsageError("bad_level", highest=MOST_ROLL_DEG)
    return CameraLevel.manual(roll)


def _repeatability_add(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    study = program.studies.load()
    room, staff = _text(wanted.room), _text(wanted.staff)
    study = replace(study, room=study.room if room is None else room)
    study = replace(study, staff=study.staff if staff is None else staff)
    for path in wanted.files:
        try:
            study = repeatability.add(study, wanted.client, json.loads(path.read_bytes()))
        except (OSError, ValueError) as error:
            raise UsageError("study_not_assessment", file=path.name) from error
        except UsageError as error:
            error.facts["file"] = path.name
            raise
    program.studies.save(study)
    return _tell_study(study, program, words)


def _repeatability_show(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    return _tell_study(program.studies.load(), program, words)


def _repeatability_use(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    study = program.studies.load()
    program.studies.save(repeatability.use(study, shipped_method_errors()))
    return _tell_study(program.studies.load(), program, words)


def _repeatability_off(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.studies.save(replace(program.studies.load(), in_use=False))
    return 0


def _repeatability_new(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    with contextlib.suppress(EnvironmentProblem):  # one that cannot be read is put aside by saving
        program.studies.load()
    program.studies.save(Study())
    return 0


def _tell_study(study: Study, program: Program, words: Words) -> int:
    found = repeatability.results(study, shipped_method_errors())
    _list([words.text("study.in_use" if study.in_use else "study.not_in_use", name=study.name or "–")])
    _list([words.repeats(one) for one in found] + [words.todo(one) for one in repeatability.todo(study)])
    return 0


def _phantom_sheet(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    program.check_folder(wanted.output)
    sheet = program.phantom.make_sheet(PHANTOMS[wanted.paper], words)
    program.write_all(wanted.output, {"phantom.pdf": sheet})
    _list([str(wanted.output / "phantom.pdf")])
    return 0


def _phantom_check(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    desk, level = program.phantom, _level(wanted.level) or CameraLevel()
    checks = desk.checks.load()
    try:
        photo = program.desk.read_photo(wanted.photo)
        check = check_photo(photo, desk.make_finder(), level, datetime.now(timezone.utc).astimezone())
    except PostureError as error:
        error.facts.setdefault("file", wanted.photo.name)
        raise
    checks = (*checks, check)
    desk.checks.save(checks)
    _list([words.check(check), words.chart(chart_of(checks))])
    return 0


def _phantom_chart(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    checks = program.phantom.checks.load()
    chart = chart_of(checks)
    broken = {} if chart is None else chart.broken
    lines = [
        f"{one.taken_at}  {words.check(one)}"
        + (f"  {words.text(f'phantom.rule.{broken[at].value}')}" if at in broken else "")
        for at, one in enumerate(checks)
    ]
    _list([*lines, words.chart(chart)])
    return 0


def _phantom_new(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    with contextlib.suppress(EnvironmentProblem):  # one that cannot be read is put aside by saving
        program.phantom.checks.load()
    program.phantom.checks.save(())
    return 0


def _calibrate_sheet(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    file = wanted.output
    program.check_folder(file.parent)
    program.write_all(file.parent, {file.name: program.calibration.make_sheet(SHEETS[wanted.paper], words)})
    _list([str(file)])
    return 0


def _calibrate_lens(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    desk = program.calibration
    known, _ = desk.load()
    frames = [_of_file(path, program.desk.read_photo) for path in wanted.photos]
    lens = desk.make_finder().lens(frames, wanted.camera)
    desk.save(known.with_lens(lens))
    _list([lens_line(lens, words)])
    return 0


def _calibrate_room(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    height = wanted.sheet_height_cm
    if height is not None and not SHEET_HEIGHTS_CM[0] <= height <= SHEET_HEIGHTS_CM[1]:
        raise UsageError("bad_sheet_height", lowest=SHEET_HEIGHTS_CM[0], highest=SHEET_HEIGHTS_CM[1])
    desk = program.calibration
    known, _ = desk.load()
    frame = _of_file(wanted.photo, program.desk.read_photo)
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

    room, sight = _of_file(wanted.photo, calibrated)
    desk.save(known.with_room(room))
    _list(room_lines(room, words, sight))
    return 0


def _of_file(path: Path, work: Callable[[Path], _Made]) -> _Made:
    """Do something with a file whose name belongs to what goes wrong."""
    try:
        return work(path)
    except PostureError as error:
        error.facts.setdefault("file", path.name)
        raise


def _calibrate_show(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    known, whole = program.calibration.load()
    lines = [lens_line(one, words) for one in known.lenses]
    for room in known.rooms:
        lines += room_lines(room, words)
    _list(lines or [words.text("calibrate.none")])
    if not whole:
        raise EnvironmentProblem("calibrations_unreadable", file=FILE_NAME)
    return 0


def _calibrate_forget(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    known, _ = program.calibration.load()
    left = known.without(wanted.camera)
    if left == known:
        raise UsageError("camera_not_calibrated", camera=wanted.camera)
    program.calibration.save(left)
    _list([words.text("calibrate.forgotten", camera=wanted.camera)])
    return 0


def _room(camera: str | None, program: Program) -> RoomCalibration | None:
    """Give the remembered mounting of the camera that was named."""
    if camera is None:
        return None
    room = program.calibration.load()[0].room_of(camera)
    if room is None:
        raise UsageError("camera_not_calibrated", camera=camera)
    return room


def _sway(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    height = _height(wanted.height_cm)
    if wanted.output is not None:
        program.check_folder(wanted.output)
    try:
        with Progress(sys.stderr, words.text) as progress:
            progress.tell("progress.sway")
            report = measure_sway(wanted.video, height, program.sway, program.desk.make_eyes().poses)
    except PostureError as error:
        error.facts.setdefault("file", wanted.video.name)
        raise
    _list([*(words.sway(one) for one in report.points), words.text("sway.plane")])
    if wanted.output is not None:
        program.write_all(wanted.output, {"sway.json": as_json(report)})
        _list([str(wanted.output / "sway.json")])
    return 0


_MARKS = {True: "✓", False: "✗", None: "–"}


def _doctor(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    checks = program.checks(words)
    width = max(len(check.name) for check in checks)
    for check in checks:
        print(f"{_MARKS[check.well]} {check.name:<{width}}  {check.found}")
        if check.well is not True and check.remedy:
            print(f"  {'':<{width}}  → {check.remedy}")
    return 5 if any(check.well is False for check in checks) else 0
