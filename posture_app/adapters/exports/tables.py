"""CSV and the cells of every table: one row a measure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from posture_app.services.records.exporting import COLUMNS, MeasureRow

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: Any) -> Any:
    """Give a cell as a spreadsheet must not run it.

    A text that begins like a formula gets an apostrophe in front (OWASP, CSV injection); numbers stay.
    """
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def csv_of(rows: Iterable[MeasureRow]) -> bytes:
    """Write the measures as `table_of` does."""
    return table_of(COLUMNS, ({column: getattr(row, column) for column in COLUMNS} for row in rows))


def table_of(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Write CSV (RFC 4180) in UTF-8 with the mark by which spreadsheets know it."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    for row in rows:
        table.writerow([_plain(harmless(row[column])) for column in columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell: Any) -> Any:
    if cell is None:
        return ""
    return str(cell).lower() if isinstance(cell, bool) else cell
