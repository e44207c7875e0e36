"""The report's fonts: embedded, with Latin and Hangul; parsed once a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from posture_app.domain.errors import EnvironmentProblem
from posture_app.services.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

REGULAR, SEMIBOLD, BOLD = "Pretendard-Regular", "Pretendard-SemiBold", "Pretendard-Bold"
CAP_HEIGHT = 0.71
"""Height of a capital letter as a share of the font size."""


def register_fonts() -> None:
    """Make the report's fonts known to ReportLab.

    Raises
    ------
    EnvironmentProblem
        ``font_missing`` when a file is missing or damaged.
    """
    for name in (REGULAR, SEMIBOLD, BOLD):
        _register(name, resource("fonts", f"{name}.ttf"))


def has_glyph(character: str) -> bool:
    """Tell whether the fonts can draw a character; the three weights hold the same ones."""
    register_fonts()
    return ord(character) in getFont(REGULAR).face.charToGlyph


@cache
def _register(name: str, path: Path) -> None:
    try:
        registerFont(TTFont(name, str(path)))
    except (TTFError, OSError) as error:
        raise EnvironmentProblem("font_missing", file=path.name) from error
