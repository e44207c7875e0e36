"""The shapes that stand for grades, in any size and colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from posture_app.domain.grading import ShownGrade
from posture_app.domain.overlay.shapes import Mark
from posture_app.gui.theme import theme
from posture_app.gui.widgets.base import Themed
from posture_app.services.overlay import style

MARKS = {
    ShownGrade.NO_VALUE: Mark.RING,
    ShownGrade.NOT_GRADED: Mark.RING,
    ShownGrade.NORMAL: Mark.CIRCLE,
    ShownGrade.BORDERLINE: Mark.HALF_DIAMOND,
    ShownGrade.CAUTION: Mark.DIAMOND,
    ShownGrade.NEAR_RISK: Mark.HALF_SQUARE,
    ShownGrade.RISK: Mark.SQUARE,
}


def draw_mark(
    painter: QPainter,
    mark: Mark,
    centre: QPointF,
    size: float,
    ink: QColor,
    ground: QColor | None = None,
    casing: float = 0.0,
) -> None:
    """Paint a mark of an optical size about a point.

    `ground` fills the empty half or the ring, and `casing` px around it, so that it stands off what
    lies below.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground is not None:
        _outline(painter, mark, centre, size, ground, ground, style.MARK_STROKE * size + 2 * casing)
    if mark is Mark.RING:
        pen = QPen(ink, style.MARK_STROKE * size, c=Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        middle = (centre.x(), centre.y())
        for start, end in style.ring_dashes(middle, size):
            painter.drawLine(QPointF(*start), QPointF(*end))
    elif mark is Mark.CIRCLE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(centre, style.CIRCLE_RADIUS * size, style.CIRCLE_RADIUS * size)
    else:
        _outline(painter, mark, centre, size, None, ink, style.MARK_STROKE * size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        fill = style.mark_fill(mark, (centre.x(), centre.y()), size)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in fill]))
    painter.restore()


def _outline(
    painter: QPainter,
    mark: Mark,
    centre: QPointF,
    size: float,
    fill: QColor | None,
    edge: QColor,
    width: float,
) -> None:
    painter.setPen(QPen(edge, width, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else fill)
    if mark in (Mark.CIRCLE, Mark.RING):
        radius = (style.CIRCLE_RADIUS if mark is Mark.CIRCLE else 0.44) * size
        painter.drawEllipse(centre, radius, radius)
    else:
        corners = style.mark_outline(mark, (centre.x(), centre.y()), size)
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


class GradeMark(Themed):
    """A grade's shape by itself, as in a legend or a list; its word is its accessible name."""

    def __init__(
        self, shown: ShownGrade = ShownGrade.NO_VALUE, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self.show_grade(shown, word)

    def show_grade(self, shown: ShownGrade, word: str) -> None:
        """Show another grade."""
        self._shown = shown
        self.setAccessibleName(word)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the mark and a little air."""
        side = theme().height(14, 28) + 4
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Ask for the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the mark."""
        painter = QPainter(self)
        ink = QColor(theme().tokens.tones(self._shown).ink)
        middle = QPointF(self.width() / 2, self.height() / 2)
        draw_mark(painter, MARKS[self._shown], middle, theme().height(12, 24), ink)
