"""Photographs of two visits beside each other, the later ones with the earlier outline."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from posture_app.adapters.pdf_report.figures import CAPTION_HEIGHT, GAP, OVERLAY_HEIGHT, RADIUS, draw_caption
from posture_app.adapters.pdf_report.overlay import draw_overlay
from posture_app.adapters.pdf_report.photo import common_share, jpeg_of, widest_aspect, window_of
from posture_app.domain.comparison import SHOWN_ORDER
from posture_app.domain.ghost import ghost_px
from posture_app.domain.overlay.drawing import overlay_of
from posture_app.domain.overlay.shapes import LabelText, mark_of
from posture_app.services.overlay import style
from posture_app.services.overlay.label_layout import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_app.adapters.pdf_report.pen import Pen
    from posture_app.adapters.pdf_report.photo import Window
    from posture_app.domain.overlay.shapes import Point
    from posture_app.domain.people import PhotoAnalysis
    from posture_app.domain.views import View
    from posture_app.services.comparing.comparison_wording import ComparisonWords
    from posture_app.services.ports import Frame

    Outline = NDArray[np.float64]
    ToPage = Callable[[Point], Point]

_WIDEST_ASPECT = 0.62


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One side of the body at both visits, with the photographs."""

    then: PhotoAnalysis
    now: PhotoAnalysis
    frames: tuple[Frame, Frame]


@dataclass(frozen=True, slots=True, eq=False)
class _Picture:
    analysis: PhotoAnalysis
    frame: Frame
    caption: str
    measured: bool
    ghost: PhotoAnalysis | None


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """One or two pairs; a single one also gives a third picture, with nothing on it but the outline."""

    pairs: Sequence[Pair]
    told: ComparisonWords
    high: float

    def height(self, width: float) -> float:
        """Give the height in pt."""
        return self.high

    def _pictures(self) -> list[_Picture]:
        alone = len(self.pairs) == 1
        pictures = []
        for pair in self.pairs:
            view = self.told.words.facing(pair.now.facing)
            before, after = (f"{view} · {day}" for day in (self.told.then, self.told.now))
            outline = self.told.words.text("compare.ghost", day=self.told.then)
            ghost = pair.then if pair.then.body.person.silhouette is not None else None
            pictures.append(_Picture(pair.then, pair.frames[0], before, True, None))
            pictures.append(_Picture(pair.now, pair.frames[1], after, True, None if alone else ghost))
            if alone and ghost is not None:
                pictures.append(_Picture(pair.now, pair.frames[1], outline, False, ghost))
        return pictures

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        """Draw the photographs in one row, every figure equally high."""
        pictures = self._pictures()
        share = common_share([one.analysis for one in pictures])
        widest = min(_WIDEST_ASPECT, (width - GAP * (len(pictures) - 1)) / len(pictures) / self.high)
        widths = [self.high * min(widest, widest_aspect(one.analysis, share)) for one in pictures]
        spare = width - sum(widths) - GAP * (len(widths) - 1)
        left = x + spare / 2
        for picture, each in zip(pictures, widths, strict=True):
            self._draw(pen, picture, window_of(picture.analysis, share, each / self.high), (left, top, each))
            left += each + GAP

    def _draw(self, pen: Pen, picture: _Picture, window: Window, place: tuple[float, float, float]) -> None:
        x, top, width = place
        canvas, bottom, zoom = pen.canvas, pen.up(top + self.high), width / window.width
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(x, bottom, width, self.high, RADIUS)
        canvas.clipPath(clip, stroke=0, fill=0)
        jpeg = jpeg_of(picture.frame, window, width)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg)), x, bottom, width, self.high)

        def to_page(point: Point) -> Point:
            return x + (point[0] - window.left) * zoom, pen.up(top + (point[1] - window.top) * zoom)

        if picture.ghost is not None:
            _draw_ghost(pen, ghost_px(picture.ghost, picture.analysis), to_page, self.high / OVERLAY_HEIGHT)
        if picture.measured:
            below = Box(x, bottom, x + width, pen.up(top + CAPTION_HEIGHT + 8.0))
            self._draw_measured(pen, picture.analysis, to_page, below)
        canvas.restoreState()
        draw_caption(pen, picture.caption, x + 6.0, top + 6.0, width - 12.0)

    def _draw_measured(self, pen: Pen, analysis: PhotoAnalysis, to_page: ToPage, bounds: Box) -> None:
        findings = {one.id: one for one in analysis.findings}

        def label(measure: str) -> LabelText:
            finding = findings[measure]
            return LabelText(self.told.words.short_value(finding), mark_of(finding.grade))

        draw_overlay(pen.canvas, overlay_of(analysis), to_page, self.high / OVERLAY_HEIGHT, label, bounds)


def _draw_ghost(pen: Pen, loops: Sequence[Outline], to_page: ToPage, scale: float) -> None:
    """Draw the earlier outline, dotted on a light rim; `scale` as in `draw_overlay`."""
    canvas = pen.canvas
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for loop in loops:
        path = canvas.beginPath()
        points = [to_page((float(x), float(y))) for x, y in loop]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        for (red, green, blue), line, dash in (
            (style.GHOST_RIM, style.GHOST_RIM_WIDTH, ()),
            (style.GHOST, style.GHOST_WIDTH, style.GHOST_DASH),
        ):
            canvas.setStrokeColor(Color(red / 255, green / 255, blue / 255))
            canvas.setLineWidth(line * scale)
            canvas.setDash([one * scale for one in dash])
            canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash([])


def pairs_of(told: ComparisonWords, before: Mapping[View, Frame], after: Mapping[View, Frame]) -> list[Pair]:
    """Put the photographs together that show the same side of the body at both visits."""
    earlier = {one.facing: (view, one) for view, one in told.comparison.then.views.items()}
    pairs = {}
    for view, now in told.comparison.now.views.items():
        if now.facing in earlier:
            old_view, then = earlier[now.facing]
            pairs[now.facing] = Pair(then, now, (before[old_view], after[view]))
    return [pairs[facing] for facing in SHOWN_ORDER if facing in pairs]
