"""Joint angles over time as a PDF: a page a person, left and right in one panel."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from posture_app.adapters.pdf_report.fonts import REGULAR, SEMIBOLD, register_fonts
from posture_app.adapters.pdf_report.palette import EDGE, LINE, TEXT, TEXT2, Style
from posture_app.adapters.pdf_report.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen
from posture_app.domain.video.joint_angles import JOINTS, TRUNK_LEAN, angles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_app.domain.video.motion import Motion, Track
    from posture_app.services.wording import Words

    Series = NDArray[np.float64]

LEFT_COLOUR, RIGHT_COLOUR = "#0072B2", "#D55E00"
MOST_POINTS = 1000
"""Of a line; a longer series is thinned to no more than this."""

_TITLE = Style(SEMIBOLD, 16.0)
_HEAD = Style(SEMIBOLD, 9.0)
_SMALL = Style(REGULAR, 7.5, TEXT2)
_SMOOTHED = {True: "yes", False: "no", None: "elsewhere"}
_MARGIN, _AXIS = 46.0, 30.0
_TOP, _FOOT = 104.0, 30.0
_GAP = 34.0
_STEPS = (1, 2, 5, 10, 15, 30, 45, 60, 90, 180)
_SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200)
_LEAST_RANGE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class _Panel:
    """A panel's place on the page, in pt from its top left, and what its axes span."""

    x: float
    top: float
    width: float
    height: float
    seconds: tuple[float, float]
    degrees: tuple[float, float]

    def at(self, second: float, degree: float) -> tuple[float, float]:
        """Give the place of a value."""
        begin, end = self.seconds
        low, high = self.degrees
        return (
            self.x + self.width * (second - begin) / (end - begin),
            self.top + self.height * (high - degree) / (high - low),
        )


def angle_plots(motion: Motion, words: Words) -> bytes:
    """Give the plots; the same motion and language give the same bytes.

    Raises
    ------
    EnvironmentProblem
        ``font_missing``.
    """
    register_fonts()
    kept = io.BytesIO()
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    canvas = Canvas(kept, pagesize=size, invariant=True, initialFontName=REGULAR, lang=words.language)
    canvas.setTitle(words.text("video.angles"))
    for track in motion.tracks:
        _page(Pen(canvas), motion, track, words)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _page(pen: Pen, motion: Motion, track: Track, words: Words) -> None:
    pen.text(_MARGIN, 40.0, words.text("video.person", number=track.object_id), _TITLE)
    pen.text(_MARGIN, 60.0, words.text("video.plane"), _SMALL)
    pen.text(_MARGIN, 72.0, words.text(f"video.smoothed.{_SMOOTHED[motion.smoothed]}"), _SMALL)
    at_s = motion.footage.at_s[track.frames]
    angles = angles_of(track)
    panels = [(name, [angles[f"left_{name}"], angles[f"right_{name}"]]) for name in JOINTS]
    panels.append((TRUNK_LEAN, [angles[TRUNK_LEAN]]))
    height = (PAGE_HEIGHT - _TOP - _FOOT) / len(panels)
    for row, (name, series) in enumerate(panels):
        place = (_MARGIN + _AXIS, _TOP + row * height, PAGE_WIDTH - 2 * _MARGIN - _AXIS, height - _GAP)
        panel = _Panel(*place, _seconds(at_s), _degrees(series))
        _frame(pen, panel, words.text(f"video.angle.{name}"), words)
        colours = (LEFT_COLOUR, RIGHT_COLOUR) if len(series) == 2 else (TEXT,)
        for values, colour in zip(series, colours, strict=True):
            _curve(pen, panel, at_s, values, colour)
        if len(series) == 2:
            _legend(pen, panel, words)


def _seconds(at_s: Series) -> tuple[float, float]:
    return float(at_s[0]), max(float(at_s[-1]), float(at_s[0]) + 0.1)


def _degrees(series: Sequence[Series]) -> tuple[float, float]:
    """Give the axis' ends: what the values span, in whole steps, never too little."""
    values = np.concatenate(series)
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 180.0)
    middle, half = (low + high) / 2, max(high - low, _LEAST_RANGE) / 2
    step = _step(2 * half, _STEPS)
    return floor((middle - half) / step) * step, ceil((middle + half) / step) * step


def _step(span: float, steps: Sequence[float]) -> float:
    """Give the smallest step that divides a span into no more than six."""
    return next((one for one in steps if span / one <= 6.0), steps[-1])


def _ticks(ends: tuple[float, float], steps: Sequence[float]) -> list[float]:
    step = _step(ends[1] - ends[0], steps)
    return [step * at for at in range(ceil(ends[0] / step - 1e-6), floor(ends[1] / step + 1e-6) + 1)]


def _frame(pen: Pen, panel: _Panel, title: str, words: Words) -> None:
    pen.text(panel.x, panel.top - 9.0, title, _HEAD)
    for degree in _ticks(panel.degrees, _STEPS):
        (x, y), (end, _) = panel.at(panel.seconds[0], degree), panel.at(panel.seconds[1], degree)
        pen.line((x, y), (end, y), LINE, 0.5)
        pen.text(x - 4.0, y, f"{degree:g}°", _SMALL, align=1.0)
    bottom = panel.top + panel.height
    for second in _ticks(panel.seconds, _SECONDS):
        x, _ = panel.at(second, panel.degrees[0])
        pen.line((x, bottom), (x, bottom + 3.0), EDGE, 0.5)
        pen.text(x, bottom + 8.0, f"{second:g}", _SMALL, align=0.5)
    pen.text(panel.x + panel.width, panel.top - 9.0, words.text("video.time"), _SMALL, align=1.0)
    pen.rule(panel.x, bottom, panel.width, EDGE, 0.5)


def _legend(pen: Pen, panel: _Panel, words: Words) -> None:
    x = panel.x + panel.width / 2
    for colour, side in ((LEFT_COLOUR, "left"), (RIGHT_COLOUR, "right")):
        pen.line((x, panel.top - 9.0), (x + 14.0, panel.top - 9.0), colour, 1.4)
        pen.text(x + 18.0, panel.top - 9.0, words.text(f"video.{side}"), _SMALL)
        x += 60.0


def _curve(pen: Pen, panel: _Panel, at_s: Series, values: Series, colour: str) -> None:
    """Draw a line through the values, broken where there are none; a value alone is a dot."""
    every = ceil(len(values) / MOST_POINTS)
    at_s, values = at_s[::every], values[::every]
    usual = float(np.median(np.diff(at_s))) if len(at_s) > 1 else 1.0
    edges = [at for at in range(1, len(at_s)) if at_s[at] - at_s[at - 1] > 1.5 * usual]
    for start, stop in pairwise([0, *edges, len(at_s)]):
        path, points = pen.canvas.beginPath(), 0
        for second, value in zip(at_s[start:stop], values[start:stop], strict=True):
            if np.isnan(value):
                points = 0
                continue
            x, y = panel.at(float(second), float(value))
            (path.lineTo if points else path.moveTo)(x, pen.up(y))
            points += 1
        pen.canvas.setStrokeColor(colour)
        pen.canvas.setLineWidth(1.1)
        pen.canvas.setLineCap(1)
        pen.canvas.drawPath(path, stroke=1, fill=0)
