"""The stepped gauge: limits as steps, the value with its interval on top. Reads without colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_app.adapters.pdf_report.palette import NONE, OK, PRO, SMALL, SURFACE, TEXT, TEXT2, WATCH, Tones
from posture_app.adapters.pdf_report.pen import width_of
from posture_app.adapters.pdf_report.shapes import draw_shape
from posture_app.domain.grading import ShownGrade

if TYPE_CHECKING:
    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.domain.norms import Limits
    from posture_app.domain.report import Row, Scale

NORMAL_HEIGHT, CAUTION_HEIGHT, RISK_HEIGHT = 11.2, 7.5, 3.8
_RADIUS = 1.9
_MARKER = 4.8
_CAP = 3.8


@dataclass(frozen=True, slots=True)
class _Band:
    """A block of the track from one value to another."""

    low: float
    high: float
    height: float
    tones: Tones


def draw_gauge(pen: Pen, row: Row, x: float, middle: float, width: float) -> None:
    """Draw a row's track, interval, and marker from x over `width`, about the y `middle`."""
    graded = row.shown is not ShownGrade.NOT_GRADED
    draw_track(pen, row.scale, x, middle, width, graded)
    interval = row.finding.interval()
    if interval is None or row.finding.value is None:
        return
    ends = sorted(x + width * row.scale.share(end) for end in interval)
    whole = not any(row.scale.is_beyond(end) for end in interval)
    _interval(pen, ends[0], ends[1], middle, solid=graded, capped=whole)
    at = x + width * row.scale.share(row.finding.value)
    draw_shape(pen, row.shown, at, middle, _MARKER, cased=True)
    if row.scale.is_beyond(row.finding.value):
        _chevron(pen, at, middle, +1 if at > x + width / 2 else -1)


def draw_track(pen: Pen, scale: Scale, x: float, middle: float, width: float, graded: bool) -> None:
    """Draw the steps of a scale; in grey when nothing is graded on it."""
    for band in _bands(scale):
        tones = band.tones if graded else NONE
        left, right = sorted(x + width * scale.share(end) for end in (band.low, band.high))
        pen.box(
            left,
            middle - band.height / 2,
            right - left,
            band.height,
            _RADIUS,
            tones.band,
            tones.stroke,
            line=0.6,
        )
    if scale.low < 0.0 < scale.high:
        zero = x + width * scale.share(0.0)
        pen.line((zero, middle - NORMAL_HEIGHT / 2), (zero, middle + NORMAL_HEIGHT / 2), TEXT2, 0.6, (1, 1.4))


def draw_ends(pen: Pen, scale: Scale, ends: tuple[str, str], x: float, middle: float, width: float) -> None:
    """Write what the scale's two ends stand for; `ends` is (negative, positive)."""
    left, right = reversed(ends) if scale.flipped else ends
    pen.fitted(x, middle, left, SMALL, width / 2 - 3)
    pen.fitted(x + width, middle, right, SMALL, width / 2 - 3, align=1.0)


def draw_ticks(pen: Pen, scale: Scale, x: float, middle: float, width: float, unit: str) -> None:
    """Write the limits below a track without signs; a number that has no room is left out."""
    if scale.limits is None:
        return
    taken: list[tuple[float, float]] = []
    for limit in (*_all_limits(scale.limits), 0.0):
        if not scale.low <= limit <= scale.high:
            continue
        text = f"{abs(limit):g}{unit}" if limit else "0"
        half = width_of(text, SMALL) / 2
        at = x + width * scale.share(limit)
        if all(at + half < left or at - half > right for left, right in taken):
            pen.text(at, middle, text, SMALL, align=0.5)
            taken.append((at - half - 2, at + half + 2))


def _all_limits(limits: Limits) -> list[float]:
    every = (limits.caution_low, limits.caution_high, limits.risk_low, limits.risk_high)
    return [limit for limit in every if limit is not None]


def _bands(scale: Scale) -> list[_Band]:
    """Give the blocks from the thinnest to the tallest, as they are drawn over each other."""
    if scale.limits is None:
        bands = [_Band(scale.low, scale.high, RISK_HEIGHT, NONE)]
        usual = scale.usual
        return [*bands, _Band(usual.low, usual.high, CAUTION_HEIGHT, NONE)] if usual else bands
    limits = scale.limits
    low = scale.low if limits.caution_low is None else limits.caution_low
    high = scale.high if limits.caution_high is None else limits.caution_high
    risk_low = scale.low if limits.risk_low is None else limits.risk_low
    risk_high = scale.high if limits.risk_high is None else limits.risk_high
    bands = [
        _Band(scale.low, risk_low, RISK_HEIGHT, PRO),
        _Band(risk_high, scale.high, RISK_HEIGHT, PRO),
        _Band(risk_low, low, CAUTION_HEIGHT, WATCH),
        _Band(high, risk_high, CAUTION_HEIGHT, WATCH),
        _Band(low, high, NORMAL_HEIGHT, OK),
    ]
    return [band for band in bands if band.high > band.low]


def _interval(pen: Pen, left: float, right: float, y: float, solid: bool, capped: bool) -> None:
    """Draw the 95 % interval; without caps when it runs off the scale."""
    ink = TEXT if solid else TEXT2
    pen.line((left, y), (right, y), SURFACE, 4.4)
    pen.line((left, y), (right, y), ink, 1.9 if solid else 1.3, () if solid else (2.6, 1.9))
    for end in (left, right) if capped else ():
        pen.line((end, y - _CAP), (end, y + _CAP), ink, 1.3)


def _chevron(pen: Pen, x: float, y: float, towards: int) -> None:
    """Point on, beyond the scale's end."""
    tip, back = x + towards * (_MARKER + 4.4), x + towards * (_MARKER + 2.0)
    for side in (-1, +1):
        pen.line((back, y + side * 2.6), (tip, y), TEXT, 1.2, round_caps=True)
