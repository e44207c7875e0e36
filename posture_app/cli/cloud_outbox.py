"""``cloud outbox``, ``cloud sync``, and ``cloud show``: what waits, sending it, and what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from posture_app.cli.cloud_send import answer_lines, pair_lines
from posture_app.cli.parts import Parser, as_name, as_text, list_lines, tell
from posture_app.cli.stores import add_store_arguments, opened
from posture_app.domain.errors import RecordProblem
from posture_app.domain.outbox import EntryState, OutboxEntry
from posture_app.services.cloud.side_by_side import side_by_side
from posture_app.services.cloud.sync import Sync, send_due
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.cli.program import Program
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words

Command = Callable[["Records", argparse.Namespace, "Program", "Words"], int]


def add_outbox_actions(actions: argparse._SubParsersAction[Parser]) -> None:
    """Add them."""

    def action(name: str, about: str, command: Command) -> Parser:
        def run(wanted: argparse.Namespace, program: Program, words: Words) -> int:
            with opened(wanted, program.records, words) as records:
                return command(records, wanted, program, words)

        added = actions.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_store_arguments(added, required=True)
        added.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
        added.set_defaults(command=run)
        return added

    outbox = action("outbox", "List what waits, was sent, or was refused; try again or take out.", _outbox)
    change = outbox.add_mutually_exclusive_group()
    change.add_argument("--retry", metavar="ID", help="let an entry be due at once, also a refused one")
    change.add_argument("--drop", metavar="ID", help="take an unsent entry out")
    action("sync", "Send everything that is due; print what came of each.", _sync)
    show = action("show", "Print a patient's values of services elsewhere beside our own.", _show)
    show.add_argument("--patient", type=as_name, required=True, metavar="CODE")


def _outbox(records: Records, wanted: argparse.Namespace, program: Program, words: Words) -> int:
    sync = Sync(records)
    if wanted.retry is not None:
        sync.again(_of_id(sync, wanted.retry))
    if wanted.drop is not None:
        sync.drop(_of_id(sync, wanted.drop))
    list_lines([_line(one, one.state, words) for one in sync.entries()] or [words.text("cloud.outbox.empty")])
    return 0


def _of_id(sync: Sync, entry_id: str) -> OutboxEntry:
    for one in sync.entries():
        if one.id == entry_id:
            return one
    raise RecordProblem("no_entry")


def _line(entry: OutboxEntry, state: EntryState | None, words: Words) -> str:
    views = " ".join(view.value for view in entry.views)
    told = words.text(f"cloud.state.{'dropped' if state is None else state.value}")
    when = entry.queued_at.astimezone().isoformat(timespec="minutes")
    parts = [entry.id, when, entry.service.value, views, told]
    return "\t".join([*parts, entry.reason] if entry.reason else parts)


def _sync(records: Records, wanted: argparse.Namespace, program: Program, words: Words) -> int:
    sync, kit = Sync(records), program.cloud
    for entry, _ in send_due(sync, kit.endpoints.load(), kit.target_for):
        now = next((one for one in sync.entries() if one.id == entry.id), None)
        list_lines([_line(now or entry, None if now is None else now.state, words)])
    return 0


def _show(records: Records, wanted: argparse.Namespace, program: Program, words: Words) -> int:
    sync, patient = Sync(records), records.patient(as_text(wanted.patient) or "")
    visits = {visit.id: visit for visit in records.visits(patient)}
    sent = [one for one in sync.entries(patient) if one.state is EntryState.SENT]
    shown = [one for one in sent if one.visit_id in visits]
    if not shown:
        raise RecordProblem("no_answer")
    for entry in shown:
        visit, answer = visits[entry.visit_id], sync.answer(entry)
        pairs = side_by_side(records.read(visit), answer, blurred=entry.blurred)
        name = words.text(f"cloud.service.{entry.service.value}")
        list_lines([f"{words.when(visit.taken_at)}\t{name}", *pair_lines(pairs, words)])
        for line in answer_lines([answer], words):
            tell(line)
        if entry.reason:
            tell(words.text(f"problem.{entry.reason}"))
    return 0
