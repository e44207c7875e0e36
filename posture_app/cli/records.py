"""The records on the command line: made, listed, checked, saved, copied, erased, exported."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.cli.compare import add_compare_arguments, compare
from posture_app.cli.parts import Parser, as_name, as_number, as_path, as_text, list_lines, tell
from posture_app.cli.regrade import add_regrade_arguments, regraded
from posture_app.cli.stores import NEW_PASSPHRASE, RecordsDesk, StoreCall, actor, add_store_arguments
from posture_app.domain.errors import RecordProblem, UsageError
from posture_app.domain.records import Purpose, Visit, VisitState
from posture_app.services.records.access import copy_records
from posture_app.services.records.archive import archive_of, bring_in, read_archive
from posture_app.services.records.exporting import FORMATS
from posture_app.services.records.places import is_server, without_password
from posture_app.services.settings import MOST_YEARS
from posture_app.services.wording import LANGUAGES

if TYPE_CHECKING:
    from posture_app.domain.records import Consent

# --- arguments ------------------------------------------------------------------------------------


def add_records(commands: argparse._SubParsersAction[Parser], desk: RecordsDesk) -> None:
    """Add ``records``."""
    parser = commands.add_parser(
        "records",
        help="make, check, save, copy, and erase patients' records",
        description="Work with the clinic's records: an encrypted folder, or a PostgreSQL database.",
        allow_abbrev=False,
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", parser_class=Parser, required=True)

    def action(name: str, about: str, command: Callable[[StoreCall], int]) -> Parser:
        added = actions.add_parser(name, help=about, description=about, allow_abbrev=False)
        add_store_arguments(added, required=True)
        added.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
        added.set_defaults(command=lambda wanted, program, words: command(StoreCall(wanted, desk, words)))
        return added

    init = action("init", "Make new records; prints the recovery code, which is kept nowhere.", _init)
    init.add_argument(
        "--recovery-sheet", type=as_path, metavar="PDF", help="write the recovery code to print"
    )
    action("list", "List patients and their visits.", _list)
    action("verify", "Decrypt every photograph, read every row, follow the audit trail.", _verify)
    action("backup", "Write a backup and print its name.", _backup)
    action("backups", "List the backups, the newest first.", _backups)
    restore = action(
        "restore", "Put a backup in place of the records; erased patients stay erased.", _restore
    )
    restore.add_argument("--backup", metavar="NAME", help="which one (default: the newest)")
    copy = action("copy", "Copy everything into new records somewhere else.", _copy)
    copy.add_argument(
        "--to", type=as_name, required=True, metavar="DIR|URL", help="where the new records are made"
    )
    copy.add_argument(
        "--new-passphrase-file",
        type=as_path,
        metavar="FILE",
        help=f"passphrase of the new records (else {NEW_PASSPHRASE}, else it is asked for)",
    )
    change = action("passphrase", "Change the passphrase; no photograph is rewritten.", _passphrase)
    change.add_argument("--new-passphrase-file", type=as_path, metavar="FILE")
    for name, about, command in (
        ("sign", "Make a patient's newest draft unchangeable.", _sign),
        ("erase", "Erase a patient for good, in every backup too; prints the certificate.", _erase),
        ("keep", "Keep a patient who is due for review for another year.", _keep),
    ):
        of_patient = action(name, about, command)
        of_patient.add_argument("--patient", required=True, metavar="CODE")
    due = action("due", "List who was last here so many years ago or longer, for review.", _due)
    due.add_argument(
        "--years", type=as_number, required=True, metavar="N", help="the clinic's retention period"
    )
    consents = action("consents", "List a patient's consents; give or withdraw one.", _consents)
    consents.add_argument("--patient", required=True, metavar="CODE")
    change_of = consents.add_mutually_exclusive_group()
    purposes = [one.value for one in Purpose]
    for option, about in (
        ("--give", "keep a consent given now to"),
        ("--withdraw", "withdraw what was given to"),
    ):
        change_of.add_argument(
            option, choices=purposes, metavar="PURPOSE", help=f"{about} {', '.join(purposes)}"
        )
    consents.add_argument(
        "--text", metavar="VERSION", help="of the text that was signed, such as care/1 (with --give)"
    )
    bring = action("import", "Bring in an archive of one patient.", _import)
    bring.add_argument("archive", type=as_path, metavar="ZIP")
    add_compare_arguments(
        action("compare", "Compare two of a patient's visits and write it as a PDF.", _compare)
    )
    add_regrade_arguments(
        action("regrade", "Grade a patient's visits by another norm set, beside the old grades.", _regrade)
    )
    action("audit", "Print the audit trail.", _audit)


def add_export(commands: argparse._SubParsersAction[Parser], desk: RecordsDesk) -> None:
    """Add ``export``."""
    parser = commands.add_parser(
        "export",
        help="write a patient's visits for other systems",
        description="Write a patient's visits for other systems. "
        "dicom writes a zip of files, archive a zip that 'records import' reads back.",
        allow_abbrev=False,
    )
    parser.add_argument("format", choices=FORMATS, metavar="|".join(FORMATS))
    add_store_arguments(parser, required=True)
    parser.add_argument("--patient", required=True, metavar="CODE")
    parser.add_argument("-o", "--output", type=as_path, required=True, metavar="FILE")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=lambda wanted, program, words: _export(StoreCall(wanted, desk, words)))


# --- commands -------------------------------------------------------------------------------------


def _init(call: StoreCall) -> int:
    store, code = call.desk.stores().make(call.place, call.passphrase(), actor())
    store.close()
    if call.wanted.recovery_sheet is not None:
        server = is_server(call.place)
        place = without_password(call.place) if server else str(Path(call.place).resolve())
        sheet = call.desk.recovery_sheet(code, place, call.words)
        call.desk.write_file(call.wanted.recovery_sheet, sheet)
    tell(call.words.text("records.recovery_hint"))
    list_lines([code])
    return 0


def _list(call: StoreCall) -> int:
    with call.records() as records:
        lines = []
        for patient in records.patients():
            lines.append(f"{patient.code}\t{patient.name or '–'}")
            lines += [_visit_line(visit) for visit in records.visits(patient)]
    list_lines(lines or [call.words.text("records.nobody")])
    return 0


def _visit_line(visit: Visit) -> str:
    views = " ".join(view.value for view in visit.views)
    when = visit.taken_at.isoformat(timespec="minutes")
    return f"\t{visit.id}\t{when}\t{views}\t{visit.state.value} {visit.version}"


def _verify(call: StoreCall) -> int:
    with call.records() as records:
        found = records.verify()
    words = call.words
    counts = {"patients": found.patients, "visits": found.visits, "photos": found.photos}
    list_lines([words.text("records.verified", **counts, events=found.events)])
    for patient_id in found.erased:
        tell(words.text("records.erased", where=patient_id))
    for fault in found.faults:
        code, _, where = fault.partition(" ")
        tell(words.text(f"records.fault.{code}", where=where))
    return 0 if not found.faults else RecordProblem.exit_code


def _backup(call: StoreCall) -> int:
    with call.records() as records:
        list_lines([records.back_up()])
    return 0


def _backups(call: StoreCall) -> int:
    names = call.desk.stores().backups(call.place)
    list_lines(list(names) or [call.words.text("records.no_backups")])
    return 0


def _restore(call: StoreCall) -> int:
    stores = call.desk.stores()
    name = call.wanted.backup or next(iter(stores.backups(call.place)), None)
    if name is None:
        raise RecordProblem("no_backup")
    stores.restore(call.place, call.passphrase(), name, actor())
    list_lines([name])
    return 0


def _copy(call: StoreCall) -> int:
    with call.records() as records:
        target, code = call.desk.stores().make(call.wanted.to, call.new_passphrase(), actor())
        try:
            count = copy_records(records.store, target, actor())
            faults = target.verify().faults
        finally:
            target.close()
    if faults:
        raise RecordProblem("copy_differs")
    tell(call.words.text("records.copied", count=count))
    tell(call.words.text("records.recovery_hint"))
    list_lines([code])
    return 0


def _passphrase(call: StoreCall) -> int:
    call.desk.stores().change_passphrase(call.place, call.passphrase(), call.new_passphrase(), actor())
    tell(call.words.text("records.passphrase_changed"))
    return 0


def _sign(call: StoreCall) -> int:
    with call.records() as records:
        visits = records.visits(records.patient(as_text(call.wanted.patient) or ""))
        drafts = [visit for visit in visits if visit.state is VisitState.DRAFT]
        if not drafts:
            raise RecordProblem("no_draft")
        records.sign(drafts[-1])
    list_lines([drafts[-1].id])
    return 0


def _erase(call: StoreCall) -> int:
    with call.records() as records:
        certificate = records.erase(records.patient(as_text(call.wanted.patient) or ""))
    when = certificate.at.isoformat(timespec="seconds")
    list_lines([f"{certificate.number}\t{when}\t{certificate.patient_id}\t{certificate.chain}"])
    return 0


def _keep(call: StoreCall) -> int:
    with call.records() as records:
        patient = records.patient(as_text(call.wanted.patient) or "")
        records.keep(patient)
    list_lines([patient.code])
    return 0


def _due(call: StoreCall) -> int:
    years = call.wanted.years
    if not 0.0 <= years <= MOST_YEARS:
        raise UsageError("bad_years", most=MOST_YEARS)
    with call.records() as records:
        lines = [f"{one.code}\t{at.date().isoformat()}" for one, at in records.due_for_review(years)]
    list_lines(lines or [call.words.text("records.nobody_due")])
    return 0


def _consents(call: StoreCall) -> int:
    wanted = call.wanted
    if (wanted.give is None) is not (wanted.text is None):
        raise UsageError("give_and_text")
    with call.records() as records:
        patient = records.patient(as_text(wanted.patient) or "")
        if wanted.give is not None:
            records.give_consent(patient, Purpose(wanted.give), as_text(wanted.text) or "", wanted.lang)
        if wanted.withdraw is not None:
            records.withdraw_purpose(patient, Purpose(wanted.withdraw))
        lines = [_consent_line(one) for one in records.consents(patient)]
    list_lines(lines or [call.words.text("records.no_consents")])
    return 0


def _consent_line(consent: Consent) -> str:
    given, withdrawn = (
        "–" if at is None else at.isoformat(timespec="minutes")
        for at in (consent.given_at, consent.withdrawn_at)
    )
    return "\t".join((consent.purpose.value, consent.text_version, consent.language, given, withdrawn))


def _import(call: StoreCall) -> int:
    archive = read_archive(call.wanted.archive)
    with call.records() as records:
        patient = bring_in(archive, records)
    list_lines([f"{patient.code}\t{len(archive.visits)}"])
    return 0


def _compare(call: StoreCall) -> int:
    with call.records() as records:
        list_lines(compare(records, call.wanted, call.desk, call.words))
    return 0


def _regrade(call: StoreCall) -> int:
    with call.records() as records:
        list_lines(regraded(records, call.wanted, call.words) or [call.words.text("records.no_visits")])
    return 0


def _audit(call: StoreCall) -> int:
    with call.records() as records:
        lines = [
            "\t".join(
                (
                    str(line.number),
                    line.at.isoformat(timespec="seconds"),
                    line.actor.user,
                    line.actor.station,
                    line.deed.value,
                    line.patient_id or "–",
                    line.detail,
                )
            )
            for line in records.audit()
        ]
    list_lines(lines)
    return 0


def _export(call: StoreCall) -> int:
    wanted = call.wanted
    with call.records() as records:
        patient = records.patient(as_text(wanted.patient) or "")
        archive = archive_of(records.store, patient)
        data = call.desk.exporters[wanted.format](archive, call.words)
        records.exported(patient, wanted.format)
        call.desk.write_file(wanted.output, data)
    list_lines([str(wanted.output)])
    return 0
