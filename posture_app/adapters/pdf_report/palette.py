"""Colours and type of the report (the light theme's tokens)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from posture_app.adapters.pdf_report.fonts import BOLD, REGULAR, SEMIBOLD
from posture_app.domain.grading import ShownGrade

BG, SURFACE, SUNKEN = "#F6F4EF", "#FFFFFF", "#EFECE5"
LINE, EDGE = "#DFDBD1", "#83898A"
TEXT, TEXT2 = "#1D282D", "#526067"
BRAND, ON_BRAND = "#1B5A75", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Tones:
    """The four colours of a grade."""

    ink: str
    tint: str
    band: str
    stroke: str


OK = Tones("#26664E", "#E3F0E9", "#CFE5DA", "#5C967D")
WATCH = Tones("#7A4E00", "#FAEFD6", "#F5E3BA", "#B08530")
PRO = Tones("#97352F", "#F9E5E2", "#F1CCC7", "#BF7168")
NONE = Tones("#526067", "#ECEBE6", SUNKEN, LINE)

TONES = {
    ShownGrade.NO_VALUE: NONE,
    ShownGrade.NOT_GRADED: NONE,
    ShownGrade.NORMAL: OK,
    ShownGrade.BORDERLINE: WATCH,
    ShownGrade.CAUTION: WATCH,
    ShownGrade.NEAR_RISK: WATCH,
    ShownGrade.RISK: PRO,
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; sizes in pt, `leading` from line to line."""

    font: str
    size: float
    colour: str = TEXT
    leading: float = 0.0

    @property
    def line(self) -> float:
        """Give the distance from line to line in pt."""
        return self.leading or 1.4 * self.size

    def scaled(self, factor: float) -> Style:
        """Give the same style smaller or larger."""
        return replace(self, size=self.size * factor, leading=self.leading * factor)

    def in_colour(self, colour: str) -> Style:
        """Give the same style in another colour."""
        return replace(self, colour=colour)


TITLE = Style(BOLD, 16.5)
HEADLINE = Style(BOLD, 13.0, leading=17.0)
SECTION = Style(BOLD, 10.5)
STRONG = Style(SEMIBOLD, 9.0, leading=12.0)
BODY = Style(REGULAR, 9.0, leading=13.2)
VALUE = Style(REGULAR, 9.0, leading=11.5)
COMPACT = Style(REGULAR, 8.0, leading=10.4)
COMPACT_STRONG = Style(SEMIBOLD, 8.0, leading=10.4)
SMALL = Style(REGULAR, 7.5, TEXT2, leading=10.0)
SMALL_STRONG = Style(SEMIBOLD, 7.5, TEXT2, leading=10.0)
CHIP = Style(SEMIBOLD, 8.2)
