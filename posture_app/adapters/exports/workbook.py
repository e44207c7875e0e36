"""XLSX: the rows on one sheet, what the columns mean on another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timezone

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from posture_app.services.records.exporting import COLUMNS, MeasureRow

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def xlsx_of(rows: Iterable[MeasureRow]) -> bytes:
    """Write the workbook; every text is a text, whatever it begins with."""
    book = Workbook(write_only=True)
    book.properties.creator = "posture-app"
    # Not the moment of writing: the same records give the same file.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1, tzinfo=timezone.utc).replace(
        tzinfo=None
    )
    sheet = book.create_sheet("measures")
    sheet.freeze_panes = "A2"
    _append(sheet, COLUMNS, bold=True)
    for row in rows:
        _append(sheet, [getattr(row, column) for column in COLUMNS])
    about = book.create_sheet("columns")
    _append(about, ("column", "meaning"), bold=True)
    for one in fields(MeasureRow):
        _append(about, (one.name, one.metadata["about"]))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _append(sheet: object, values: Iterable[object], *, bold: bool = False) -> None:
    cells = []
    for value in values:
        cell = WriteOnlyCell(sheet)
        if isinstance(value, str):
            cell.value = _NOT_IN_XML.sub("", value)
            cell.data_type = "s"  # a leading "=" is no formula
        else:
            cell.value = value
        if bold:
            cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)  # type: ignore[attr-defined]
