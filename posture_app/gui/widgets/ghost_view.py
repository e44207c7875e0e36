"""A photograph with the outline of an earlier one on it."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF

from posture_app.gui.widgets.painter_overlay import colour_of
from posture_app.gui.widgets.photo_view import PhotoView
from posture_app.services.overlay import style

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Outline = NDArray[np.float64]


class GhostView(PhotoView):
    """Shows a photograph and, above it, dotted outlines in its pixels."""

    def __init__(self) -> None:
        super().__init__()
        self._ghost = QPainterPath()

    def show_ghost(self, outlines: Sequence[Outline]) -> None:
        """Show other outlines, each (N, 2) photo pixels; none for no ghost."""
        self._ghost = QPainterPath()
        for outline in outlines:
            self._ghost.addPolygon(QPolygonF([QPointF(x, y) for x, y in outline.tolist()]))
            self._ghost.closeSubpath()
        self.update()

    @property
    def has_ghost(self) -> bool:
        """Tell whether an outline is shown."""
        return not self._ghost.isEmpty()

    def sizeHint(self) -> QSize:
        """Ask for less than a lone photograph: a chart stands beside it."""
        return QSize(320, 440)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photograph, then the outline."""
        super().paintEvent(event)
        if not self.has_ghost:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = self.to_screen().map(self._ghost)
        painter.strokePath(path, _pen(style.GHOST_RIM, style.GHOST_RIM_WIDTH))
        dotted = _pen(style.GHOST, style.GHOST_WIDTH)
        dotted.setDashPattern([one / style.GHOST_WIDTH for one in style.GHOST_DASH])
        painter.strokePath(path, dotted)


def _pen(colour: style.Colour, width: float) -> QPen:
    pen = QPen(colour_of(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
