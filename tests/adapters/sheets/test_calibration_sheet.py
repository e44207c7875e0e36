"""The printed sheet is, to the hundredth of a millimetre, the one that is looked for."""

from __future__ import annotations

import io

import numpy as np
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from posture_app.adapters.sheets.calibration_sheet import RULER_MM, sheet_pdf
from posture_app.adapters.vision.charuco import cells
from posture_app.services.room.sheets import SHEETS, Sheet
from posture_app.services.wording import LANGUAGES, Words

POINT_MM = 25.4 / 72.0


def drawn(sheet: Sheet, language: str = "en", at: int = 0) -> tuple[PdfReader, list[tuple[str, list[float]]]]:
    reader = PdfReader(io.BytesIO(sheet_pdf(sheet, Words(language), cells(sheet))))
    page = reader.pages[at]
    operations = ContentStream(page["/Contents"], reader).operations
    return reader, [
        (name.decode(), [float(one) for one in given])
        for given, name in operations
        if name in (b"re", b"cm", b"m", b"l")
    ]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_black_cells_stand_where_the_finder_has_them(sheet: Sheet) -> None:
    reader, operations = drawn(sheet)
    page = reader.pages[0].mediabox
    assert (float(page.width) * POINT_MM, float(page.height) * POINT_MM) == pytest.approx(
        sheet.page_mm, abs=0.01
    )
    scales = [given for name, given in operations if name == "cm"]
    down = sheet.page_mm[1] / POINT_MM
    assert scales[1] == pytest.approx([1 / POINT_MM, 0, 0, -1 / POINT_MM, 0, down], abs=0.001)
    found = np.zeros((sheet.rows * 8, sheet.columns * 8), dtype=bool)
    for left, top, width, height in (given for name, given in operations if name == "re"):
        column, row = (np.array([left, top]) - sheet.corner_mm) / sheet.cell_mm
        count = width / sheet.cell_mm
        for value in (column, row, count):
            assert value * sheet.cell_mm == pytest.approx(round(value) * sheet.cell_mm, abs=0.01)
        assert height == pytest.approx(sheet.cell_mm, abs=0.01)
        found[round(row), round(column) : round(column) + round(count)] = True
    assert np.array_equal(found, cells(sheet))


def test_a_line_of_the_stated_length_tells_a_true_print() -> None:
    _, operations = drawn(SHEETS["a4"])
    ends = [given for name, given in operations if name in "ml"]
    lengths = [abs(b[0] - a[0]) for a, b in zip(ends[::2], ends[1::2], strict=True)]
    assert any(one == pytest.approx(RULER_MM, abs=0.01) for one in lengths)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_board_with_its_words_and_the_fonts_in_it(sheet: Sheet, language: str) -> None:
    reader, _ = drawn(sheet, language)
    page, marks = reader.pages
    words, text = Words(language), page.extract_text()
    assert sheet.version in text
    for key in ("title", "level", "ruler", "hang", "flat"):
        assert words.text(f"sheet.{key}") in text
    for key in ("title", "stand", "turn", "note"):
        assert words.text(f"marks.{key}") in marks.extract_text()
    for font in page["/Resources"]["/Font"].values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_marks_for_the_feet_are_a_centimetre_apart_to_both_sides_of_the_cross(sheet: Sheet) -> None:
    _, operations = drawn(sheet, at=1)
    ends = [given for name, given in operations if name in "ml"]
    lines = list(zip(ends[::2], ends[1::2], strict=True))
    middle, down = (side / 2 for side in sheet.page_mm)
    ticks = sorted(
        a[0] for a, b in lines if a[0] == b[0] and (a[1] + b[1]) / 2 == pytest.approx(down, abs=0.01)
    )
    far = int((middle - 8) // 10)
    wanted = [middle + 10 * cm for cm in range(-far, far + 1) if cm]
    assert ticks == pytest.approx(wanted, abs=0.01)
    assert far >= 9


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = SHEETS["letter"]
    made = [sheet_pdf(sheet, Words("ko"), cells(sheet)) for _ in range(2)]
    assert made[0] == made[1]


def test_nothing_is_drawn_over_the_board_or_off_the_paper() -> None:
    for sheet in SHEETS.values():
        _, operations = drawn(sheet)
        bottom = sheet.page_mm[1] - sheet.corner_mm[1]
        heights = [given[1] for name, given in operations if name in "ml"]
        shifts = [given[5] for name, given in operations if name == "cm" and 0 < given[5] < sheet.page_mm[1]]
        for y in (*heights, *shifts):
            assert 4.0 <= y <= sheet.corner_mm[1] - 2.0 or bottom + 2.0 <= y <= sheet.page_mm[1] - 4.0
