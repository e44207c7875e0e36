"""The photographs beside each other, every figure equally high, and what stands below them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader

from posture_app.adapters.pdf_report.overlay import draw_overlay
from posture_app.adapters.pdf_report.palette import (
    BRAND,
    EDGE,
    SMALL,
    STRONG,
    SURFACE,
)
from posture_app.adapters.pdf_report.panel import Panel
from posture_app.adapters.pdf_report.pen import fitted, width_of, wrapped
from posture_app.adapters.pdf_report.photo import common_share, crown_px, jpeg_of, widest_aspect, window_of
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import LabelText, mark_of
from posture_app.services.overlay.label_layout import Box

if TYPE_CHECKING:
    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.adapters.pdf_report.photo import Window
    from posture_app.domain.overlay.shapes import Point
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.domain.report import Figure, Report
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame
    from posture_app.services.wording import Words

RADIUS = 9.0
CAPTION_HEIGHT = 15.5
GAP = 12.0
_MOST_BESIDE_PANEL = 2
_WIDEST_ASPECT = 0.74
_NARROWEST_PANEL = 150.0
_CAPTION_ROOM = 24.0
_ABOVE_CROWN = 4.0
OVERLAY_HEIGHT = 400.0
"""Photo height for which the overlay's widths are given."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One to four photographs; with one or two, a panel of facts fills the rest of the width."""

    report: Report
    words: Words
    analyses: Mapping[View, PhotoAnalysis]
    frames: Mapping[View, Frame]
    high: float

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return self.high

    def _shown(self) -> list[PhotoAnalysis]:
        return [self.analyses[figure.view] for figure in self.report.figures]

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw photographs, captions, and the panel."""
        shown = self._shown()
        share = common_share(shown)
        beside = len(shown) <= _MOST_BESIDE_PANEL
        room = width - (_NARROWEST_PANEL + GAP if beside else 0.0) - GAP * (len(shown) - 1)
        widest = min(_WIDEST_ASPECT, room / len(shown) / self.high)
        widths = [self.high * min(widest, widest_aspect(analysis, share)) for analysis in shown]
        # Without a panel the photographs reach from margin to margin, however narrow they are.
        gap = GAP if beside else (width - sum(widths)) / (len(shown) - 1)
        left = x
        for figure, analysis, each in zip(self.report.figures, shown, widths, strict=True):
            self._photo(pen, figure, window_of(analysis, share, each / self.high), left, top, each)
            left += each + gap
        if beside:
            Panel(self.report, self.words).draw(pen, left, top, x + width - left, self.high)

    def _photo(self, pen: Pen, figure: Figure, window: Window, x: float, top: float, width: float) -> None:
        canvas, high = pen.canvas, self.high
        jpeg = jpeg_of(self.frames[figure.view], window, width)
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(x, pen.up(top + high), width, high, RADIUS)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), x, pen.up(top + high), width, high)
        canvas.restoreState()
        self._overlay(pen, figure.view, window, x, top, width)
        # A head that reaches into the caption's row leaves the corner beside the feet for it.
        low = self._free_above(figure.view, window, width) < _CAPTION_ROOM
        y = top + high - 6.0 - CAPTION_HEIGHT if low else top + 6.0
        draw_caption(pen, self.words.facing(figure.facing), x + 6.0, y, width - 12.0)

    def _free_above(self, view: View, window: Window, width: float) -> float:
        """Give the height in pt above the head."""
        return (crown_px(self.analyses[view]) - window.top) * width / window.width - _ABOVE_CROWN

    def _overlay(self, pen: Pen, view: View, window: Window, x: float, top: float, width: float) -> None:
        """Draw skeleton, measured lines, and labels."""
        analysis = self.analyses[view]
        findings = {one.id: one for one in analysis.findings}
        zoom = width / window.width
        bottom = pen.up(top + self.high)

        def to_page(point: Point) -> Point:
            return x + (point[0] - window.left) * zoom, pen.up(top + (point[1] - window.top) * zoom)

        def label(measure: str) -> LabelText:
            finding = findings[measure]
            return LabelText(self.words.short_value(finding), mark_of(finding.grade))

        # Labels keep off the caption's row, unless the person stands in it: then it is not there.
        above = _CAPTION_ROOM if self._free_above(view, window, width) >= _CAPTION_ROOM else 0.0
        bounds = Box(x, bottom, x + width, pen.up(top + above))
        canvas = pen.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(x, bottom, width, self.high, RADIUS)
        canvas.clipPath(clip, stroke=0, fill=0)
        draw_overlay(canvas, overlay_of(analysis), to_page, self.high / OVERLAY_HEIGHT, label, bounds)
        canvas.restoreState()


def draw_caption(pen: Pen, text: str, x: float, top: float, room: float) -> None:
    """Draw a pill that names a photograph, at most `room` wide."""
    text, style = fitted(text, STRONG.scaled(8.3 / 9.0), room - 14.0)
    long, middle = width_of(text, style) + 14.0, CAPTION_HEIGHT / 2
    pen.box(x, top, long, CAPTION_HEIGHT, middle, fill=SURFACE, stroke=EDGE, line=0.6)
    pen.text(x + 7.0, top + middle, text, style)


@dataclass(frozen=True, slots=True)
class LevelLine:
    """How the camera stood, with a small ruler; one line when it stood so for all photographs."""

    report: Report
    words: Words

    indent = 15.0

    def _lines(self, width: float) -> list[str]:
        words, figures = self.words, self.report.figures
        notes = [words.text("level.notes")] if any(figure.warnings for figure in figures) else []
        told = words.levels([(figure.facing, figure.level) for figure in figures])
        return wrapped(" ".join([*told, words.text("level.sides"), *notes]), SMALL, width - self.indent)

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return len(self._lines(width)) * SMALL.line

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the ruler and the sentences."""
        middle = top + SMALL.line / 2
        pen.box(x, middle - 2.6, 10.5, 5.2, 1.2, stroke=BRAND, line=0.7)
        for tick in (2.6, 5.2, 7.8):
            pen.line((x + tick, middle - 2.6), (x + tick, middle - 0.2), BRAND, 0.7)
        pen.lines(x + self.indent, top, self._lines(width), SMALL)
