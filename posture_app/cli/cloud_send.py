"""``cloud send``: what leaves is listed, then it is sent, then both values stand beside each other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_name, as_path, as_text, list_lines, tell
from posture_app.cli.stores import add_store_arguments, opened
from posture_app.domain.cloud import CloudAnswer, Parcel, Service
from posture_app.domain.errors import CloudProblem, RecordProblem, UsageError
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.case import Case, measure_case
from posture_app.services.cloud.leaving import listed, parcels_of
from posture_app.services.cloud.side_by_side import Pair, side_by_side
from posture_app.services.cloud.sync import Sync, deliver
from posture_app.services.cloud.wording import heads, leaving_lines, pair_words, pairs_json
from posture_app.services.progress import Progress

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.domain.people import Assessment
    from posture_app.domain.records import Patient, Visit
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words

_YES = ("y", "yes", "예", "네")


def add_send_arguments(parser: Parser) -> None:
    """Add what is sent, and how."""
    for view, about in (
        (View.FRONT, "facing the camera"),
        (View.SIDE, "either side towards the camera"),
        (View.BACK, "the back towards the camera"),
    ):
        parser.add_argument(f"--{view.value}", type=as_path, metavar="PHOTO", help=about)
    add_store_arguments(parser, required=False)
    parser.add_argument("--patient", type=as_name, metavar="CODE", help="whose visit is sent (with --store)")
    parser.add_argument("--visit", metavar="ID", help="which one, as 'records list' shows it (the newest)")
    parser.add_argument(
        "--blur-heads", action="store_true", help="make heads unrecognisable first; head values are lost"
    )
    parser.add_argument("--yes", action="store_true", help="send what is listed without asking")
    parser.add_argument(
        "-o", "--output", type=as_path, metavar="JSON", help="also write the values to a file"
    )


def send(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    """Send photographs, or put a visit of the records into the outbox and send it."""
    paths = {view: path for view in View if (path := getattr(wanted, view.value, None)) is not None}
    if bool(paths) == (wanted.patient is not None) or (wanted.patient is None) is not (wanted.store is None):
        raise UsageError("cloud_photos_or_patient")
    if paths:
        return _send_photos(paths, wanted, program, words)
    with opened(wanted, program.records, words) as records:
        patient = records.patient(as_text(wanted.patient) or "")
        return _send_visit(records, patient, wanted, program, words)


def _send_photos(paths: dict[View, Path], wanted: argparse.Namespace, program: Program, words: Words) -> int:
    service, kit = Service(wanted.service), program.cloud
    target, endpoint, tools = kit.target_for(service), kit.endpoint(service), kit.tools()
    case = Case(paths, Subject(), program.settings(), datetime.now(timezone.utc).astimezone())
    with Progress(sys.stderr, words.text) as progress:
        assessment, frames = measure_case(case, program.desk, progress.tell)
    photos = {view: tools.write(frame) for view, frame in frames.items()}
    parcels = parcels_of(service, assessment, photos, tools, to=endpoint.url, blur=wanted.blur_heads)
    _confirm(parcels, assessment, wanted, program, words)
    answers = []
    for parcel in parcels:
        outcome = deliver(target, parcel, endpoint)
        if isinstance(outcome, CloudProblem):
            raise outcome
        answers.append(outcome)
    _show(service, assessment, answers, wanted, program, words)
    return 0


def _send_visit(
    records: Records, patient: Patient, wanted: argparse.Namespace, program: Program, words: Words
) -> int:
    service, kit, sync = Service(wanted.service), program.cloud, Sync(records)
    target, endpoint, visit = kit.target_for(service), kit.endpoint(service), _visit(records, patient, wanted)
    assessment = records.read(visit)
    photos = {view: records.photo(visit, view) for view in visit.views}
    tools = kit.tools()
    parcels = parcels_of(service, assessment, photos, tools, to=endpoint.url, blur=wanted.blur_heads)
    _confirm(parcels, assessment, wanted, program, words)
    answers: list[CloudAnswer] = []
    problem: CloudProblem | None = None
    for entry in sync.queue(patient, visit, parcels):
        parcel = sync.begin(entry)
        if parcel is None:  # another station was quicker
            continue
        outcome = deliver(target, parcel, endpoint)
        sync.settle(entry, outcome, endpoint)
        if isinstance(outcome, CloudProblem):
            problem = outcome
        else:
            answers.append(outcome)
    if answers:
        _show(service, assessment, answers, wanted, program, words)
    if problem is not None:
        raise problem
    return 0


def _visit(records: Records, patient: Patient, wanted: argparse.Namespace) -> Visit:
    visits = records.visits(patient)
    found = [one for one in visits if wanted.visit in (None, one.id)]
    if not found:
        raise RecordProblem("no_visit")
    return found[-1]


def _confirm(
    parcels: Sequence[Parcel],
    assessment: Assessment,
    wanted: argparse.Namespace,
    program: Program,
    words: Words,
) -> None:
    """List what leaves, and go on only with a yes."""
    leaving = listed(parcels, assessment)
    goes = {photo.view for one in leaving for photo in one.photos}
    stays = [view for view in assessment.views if view not in goes]
    for line in leaving_lines(leaving, stays, program.cloud.endpoint(Service(wanted.service)).url, words):
        tell(line)
    agreed(wanted, words)


def agreed(wanted: argparse.Namespace, words: Words) -> None:
    """Go on only with a yes, given before or now; raise UsageError (``cloud_not_confirmed``)."""
    if wanted.yes:
        return
    if not sys.stdin.isatty() or input(words.text("cloud.ask_whether")).strip().casefold() not in _YES:
        raise UsageError("cloud_not_confirmed")


def _show(
    service: Service,
    assessment: Assessment,
    answers: Sequence[CloudAnswer],
    wanted: argparse.Namespace,
    program: Program,
    words: Words,
) -> None:
    pairs = [
        pair for one in answers for pair in side_by_side(assessment, one, blurred=bool(wanted.blur_heads))
    ]
    list_lines(pair_lines(pairs, words))
    for line in answer_lines(answers, words):
        tell(line)
    if wanted.output is not None:
        program.records.write_file(wanted.output, pairs_json(service, pairs))


def pair_lines(pairs: Iterable[Pair], words: Words) -> list[str]:
    """Give the table of both values, its cells apart by tabs."""
    lines = ["\t".join(pair_words(one, words).cells).rstrip() for one in pairs]
    return ["\t".join(heads(words)).rstrip(), *lines] if lines else [words.text("cloud.nothing_read")]


def answer_lines(answers: Iterable[CloudAnswer], words: Words) -> list[str]:
    """Give what else the answers say: messages, and what they cost."""
    lines = []
    for one in answers:
        lines += list(one.messages)
        if one.cost is not None:
            lines.append(words.text("cloud.cost", cost=one.cost))
        if one.credit is not None:
            lines.append(words.text("cloud.credit", credit=one.credit))
    return [*lines, words.text("cloud.note.method")]
