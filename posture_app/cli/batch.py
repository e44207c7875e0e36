"""A folder of cases on the command line."""

from __future__ import annotations

import argparse
import sys

from posture_app.cli.parts import Parser, as_level, as_path, list_lines, tell
from posture_app.cli.program import Program
from posture_app.domain.errors import NotAssessable, UsageError
from posture_app.services.assessing.assess import Precision
from posture_app.services.assessing.batch import COLUMNS, BatchJob, cases_in, only, rows_of, run_batch
from posture_app.services.progress import ProgressBar
from posture_app.services.wording import LANGUAGES, PROFILES, Words

TABLE, FAILED = "measures.csv", "failed.csv"
MOST_WORKERS = 256


def add_batch(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add ``batch``."""
    parser = commands.add_parser(
        "batch",
        help="assess a folder of cases",
        description="Assess every folder inside DIR that holds photographs named front, side, side2, or "
        "back (.jpg, .png, .heic). A file case.json beside them may hold name, code, height_cm, shoes, and "
        f"stance. Each case gets a folder of results as 'assess' writes it; {TABLE} joins all values, one "
        f"row a measure, and {FAILED} names the cases that could not be assessed. Cases with results newer "
        "than their photographs are left out, so a run that was stopped goes on where it was.",
        epilog="Exit codes: 0 all cases have results; 2 wrong usage; 4 some could not be assessed; 5 "
        "anything else that can be explained.",
        allow_abbrev=False,
    )
    parser.add_argument("folder", type=as_path, metavar="DIR", help="folder of the cases' folders")
    parser.add_argument(
        "-o", "--output", type=as_path, metavar="DIR", help="folder for the results (default DIR/results)"
    )
    parser.add_argument("--again", action="store_true", help="also those that have results already")
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument(
        "--precision",
        choices=[one.value for one in Precision],
        default=Precision.STANDARD.value,
        help="as for 'assess' (default standard)",
    )
    parser.add_argument("--level", default="auto", metavar="auto|off|DEG", help="as for 'assess'")
    parser.add_argument("--profile", choices=PROFILES, default="clinical", help="wording of the reports")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language (default en)")
    parser.set_defaults(command=_batch)


def _batch(wanted: argparse.Namespace, program: Program, words: Words) -> int:
    as_level(wanted.level)
    if wanted.workers is not None and not 1 <= wanted.workers <= MOST_WORKERS:
        raise UsageError("bad_workers", highest=MOST_WORKERS)
    output = wanted.output or wanted.folder / "results"
    cases = cases_in(wanted.folder, output)
    program.check_folder(output)
    repeats = Precision(wanted.precision).looks
    asked = [BatchJob(case, output, repeats, wanted.level, wanted.lang, wanted.profile) for case in cases]
    jobs = only(asked, wanted.again)
    with ProgressBar(sys.stderr, words.text("progress.batch")) as bar:
        outcomes = run_batch(jobs, program.batch.workers(wanted.workers), program.batch.work, bar.tell)
    failed = [one for one in outcomes if one.problem]
    table = program.batch.table
    failures = [{"case": one.name, "problem": one.problem} for one in failed]
    without = {one.name for one in failed}
    rows = rows_of([case for case in cases if case.name not in without], output)
    program.write_all(output, {TABLE: table(COLUMNS, rows), FAILED: table(("case", "problem"), failures)})
    for one in failed:
        tell(words.text("batch.failed", case=one.name, sentence=one.problem))
    list_lines([words.text("batch.done", done=len(cases) - len(failed), of=len(cases), folder=str(output))])
    return NotAssessable.exit_code if failed else 0
