"""The calibration sheets: a ChArUco board for each paper, every one with markers of its own.

Few large squares: a marker is read down to cells of two pixels, and what the program lays over the
picture is the whole pattern, so that more corners would gain little.
"""

from __future__ import annotations

from dataclasses import dataclass

CELLS = 8
"""Cells a square is wide: a marker of 6 with one white cell around it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper with the board in its middle.

    Attributes
    ----------
    name : of the paper, and its key.
    page_mm : width and height of the paper.
    columns, rows : squares of the board; the top left one is black.
    square_mm : side of a square.
    first_id : of its markers in the dictionary, which follow row by row.
    """

    name: str
    page_mm: tuple[float, float]
    columns: int
    rows: int
    square_mm: float
    first_id: int

    @property
    def cell_mm(self) -> float:
        """Give the side of the smallest part of the pattern."""
        return self.square_mm / CELLS

    @property
    def board_mm(self) -> tuple[float, float]:
        """Give width and height of the board."""
        return self.columns * self.square_mm, self.rows * self.square_mm

    @property
    def corner_mm(self) -> tuple[float, float]:
        """Give the board's top left corner from the paper's: the board stands in its middle."""
        return (self.page_mm[0] - self.board_mm[0]) / 2, (self.page_mm[1] - self.board_mm[1]) / 2

    @property
    def marker_ids(self) -> tuple[int, ...]:
        """Give the ids of its markers: one on every white square."""
        return tuple(range(self.first_id, self.first_id + self.columns * self.rows // 2))

    @property
    def version(self) -> str:
        """Give what is printed on the sheet, so that an old one is told from a new one."""
        return f"PS1-{self.name.upper()}"


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet("a4", (210.0, 297.0), 3, 4, 60.0, 0),
        Sheet("letter", (215.9, 279.4), 3, 4, 58.0, 6),
        Sheet("a3", (297.0, 420.0), 3, 4, 88.0, 12),
    )
}
