"""The shapes of the grades, and the chip that says one: shape + word + colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.palette import CHIP, SURFACE, TONES
from posture_app.adapters.pdf_report.pen import fitted, width_of
from posture_app.domain.grading import ShownGrade

if TYPE_CHECKING:
    from posture_app.adapters.pdf_report.pen import Pen

CHIP_HEIGHT = 16.5
_CASING = 1.3


def draw_shape(pen: Pen, grade: ShownGrade, x: float, y: float, radius: float, cased: bool = False) -> None:
    """Draw a grade's shape about (x, y), `radius` pt from middle to tip.

    `cased` draws it on a light rim, so that it stands off what lies below.
    """
    ink = TONES[grade].ink
    if grade is ShownGrade.NORMAL:
        pen.circle(x, y, 0.86 * radius, fill=ink, stroke=SURFACE if cased else None, line=_CASING)
    elif grade in (ShownGrade.BORDERLINE, ShownGrade.CAUTION):
        _diamond(pen, x, y, radius, ink, half=grade is ShownGrade.BORDERLINE, cased=cased)
    elif grade in (ShownGrade.NEAR_RISK, ShownGrade.RISK):
        _square(pen, x, y, 0.78 * radius, ink, half=grade is ShownGrade.NEAR_RISK, cased=cased)
    else:
        pen.circle(
            x,
            y,
            0.82 * radius,
            fill=SURFACE,
            stroke=ink,
            line=0.24 * radius,
            dash=(0.4 * radius, 0.3 * radius),
        )


def _diamond(pen: Pen, x: float, y: float, radius: float, ink: str, half: bool, cased: bool) -> None:
    tips = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
    if cased:
        pen.polygon(tips, fill=SURFACE, stroke=SURFACE, line=0.24 * radius + 2 * _CASING)
    pen.polygon(tips, fill=SURFACE if half else ink, stroke=ink, line=0.24 * radius)
    if half:
        pen.polygon(tips[:3], fill=ink)


def _square(pen: Pen, x: float, y: float, radius: float, ink: str, half: bool, cased: bool) -> None:
    left, top, side, corner = x - radius, y - radius, 2 * radius, 0.2 * radius
    if cased:
        pen.box(
            left - _CASING, top - _CASING, side + 2 * _CASING, side + 2 * _CASING, 2 * corner, fill=SURFACE
        )
    pen.box(left, top, side, side, corner, fill=SURFACE if half else ink, stroke=ink, line=0.24 * radius)
    if half:
        pen.box(x, top, radius, side, fill=ink)


def draw_chip(pen: Pen, grade: ShownGrade, word: str, x: float, middle: float, width: float) -> None:
    """Draw a grade's chip, at most `width` wide."""
    tones = TONES[grade]
    before, after = 18.0, 8.0
    word, style = fitted(word, CHIP.in_colour(tones.ink), width - before - after)
    pen.box(
        x,
        middle - CHIP_HEIGHT / 2,
        before + width_of(word, style) + after,
        CHIP_HEIGHT,
        CHIP_HEIGHT / 2,
        tones.tint,
    )
    draw_shape(pen, grade, x + 10.2, middle, 4.4)
    pen.text(x + before, middle, word, style)
