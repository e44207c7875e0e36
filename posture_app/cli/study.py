"""The repeatability study on the command line."""

from __future__ import annotations

import argparse
import contextlib
import json
from dataclasses import replace

from posture_app.cli.parts import (
    Parser,
    as_path,
    as_text,
    list_lines,
)
from posture_app.cli.program import Program
from posture_app.domain.errors import EnvironmentProblem, PhotoMissing, UsageError
from posture_app.services.resources import shipped_method_errors
from posture_app.services.room import repeatability
from posture_app.services.room.repeatability import Study
from posture_app.services.wording import LANGUAGES, Words


def add_repeatability(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``repeatability``."""
    parser = commands.add_parser(
        "repeatability",
        help="measure how well values repeat in your own room",
        description="Keep a study of clients who are assessed three times each, walking away in between, "
        "and let the program widen its errors to what it shows. Client codes and numbers are kept, no names.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)
    adding = actions.add_parser("add", help="add assessments of one client", allow_abbrev=False)
    adding.add_argument("--client", required=True, metavar="CODE", help="a code such as 3; never a name")
    adding.add_argument("--room", metavar="TEXT", help="which room it is")
    adding.add_argument("--staff", metavar="TEXT", help="who takes the photographs")
    adding.add_argument(
        "files", nargs="+", type=as_path, metavar="ASSESSMENT.json", help="in the order of taking"
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


def _repeatability_add(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    study = program.studies.load()
    room, staff = as_text(wanted.room), as_text(wanted.staff)
    study = replace(study, room=study.room if room is None else room)
    study = replace(study, staff=study.staff if staff is None else staff)
    for path in wanted.files:
        try:
            study = repeatability.add(study, wanted.client, json.loads(path.read_bytes()))
        except FileNotFoundError as error:
            raise PhotoMissing("photo_missing", file=path.name) from error
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
    study = replace(program.studies.load(), in_use=False)
    program.studies.save(study)
    list_lines([words.text("study.not_in_use", name=study.name or "–")])
    return 0


def _repeatability_new(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    with contextlib.suppress(EnvironmentProblem):  # one that cannot be read is put aside by saving
        program.studies.load()
    program.studies.save(Study())
    list_lines([words.text("study.begun_anew")])
    return 0


def _tell_study(study: Study, program: Program, words: Words) -> int:
    found = repeatability.results(study, shipped_method_errors())
    list_lines([words.text("study.in_use" if study.in_use else "study.not_in_use", name=study.name or "–")])
    list_lines([words.repeats(one) for one in found] + [words.todo(one) for one in repeatability.todo(study)])
    return 0
