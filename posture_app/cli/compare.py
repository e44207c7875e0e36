"""Comparing two visits on the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from posture_app.cli.parts import Parser, as_path, as_text
from posture_app.services.comparing.compare import compare_records
from posture_app.services.comparing.comparison_json import to_json
from posture_app.services.comparing.comparison_wording import ComparisonWords

if TYPE_CHECKING:
    from posture_app.cli.stores import RecordsDesk
    from posture_app.services.records.access import Records
    from posture_app.services.wording import Words


def add_compare_arguments(parser: Parser) -> None:
    """Add whose visits are compared, which, and where the results go."""
    parser.add_argument("--patient", required=True, metavar="CODE")
    parser.add_argument(
        "--visits",
        nargs=2,
        metavar="ID",
        help="the two visits, as 'records list' names them (default: the first and the last)",
    )
    parser.add_argument("-o", "--output", type=as_path, required=True, metavar="PDF")
    parser.add_argument("--json", type=as_path, metavar="FILE", help="write it for other programs, too")


def compare(records: Records, wanted: argparse.Namespace, desk: RecordsDesk, words: Words) -> list[str]:
    """Compare, note in the trail that it leaves the records, and write; give the lines to print.

    Every measure that changed is a line, below the headline.
    """
    patient = records.patient(as_text(wanted.patient) or "")
    compared = compare_records(records, patient, tuple(wanted.visits) if wanted.visits else None)
    files = {wanted.output: desk.comparison_sheet(compared, words)}
    if wanted.json is not None:
        files[wanted.json] = to_json(compared, words)
    records.exported(patient, "comparison")
    for path, data in files.items():
        desk.write_file(path, data)
    told = ComparisonWords(words, compared.comparison)
    return [told.headline(), *(told.sentence(row) for row in told.changed), *(str(path) for path in files)]
