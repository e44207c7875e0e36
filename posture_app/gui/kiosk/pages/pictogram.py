"""The kiosk's figure beside an instruction: how to stand, and which way to turn."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from posture_app.domain.views import Facing
from posture_app.gui.camera.live_overlay import outline
from posture_app.gui.kiosk.pages.base import gap
from posture_app.gui.theme import theme
from posture_app.gui.widgets.base import Themed


class Pictogram(Themed):
    """How to stand, and which way to turn."""

    def __init__(self, mirrored: bool) -> None:
        super().__init__()
        self._facing = Facing.FRONT
        self._turn = 0
        self._mirrored = mirrored
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_turn(self, facing: Facing, instruction: str) -> None:
        """Show the wanted view, or the turn that an instruction asks for: towards one's right or left."""
        right, left = instruction.endswith("right"), instruction.endswith("left")
        self._turn = (right - left) if instruction.startswith("turn") else 0
        self._facing = facing
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a circle."""
        return QSize(gap(210), gap(210))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, figure, and arrow."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.setPen(QPen(QColor(tokens.edge), 2) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.brand_tint))
        painter.drawEllipse(QRectF(0, 0, side, side).adjusted(1, 1, -1, -1))
        tall = side * (0.58 if self._turn else 0.74)
        top = side * (0.12 if self._turn else 0.13)
        sign = -1.0 if self._mirrored else 1.0
        facing = Facing.FRONT if self._turn else self._facing
        points = outline(facing)
        middle = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
        body = [QPointF(side / 2 + sign * (x - middle) * tall, top + y * tall) for x, y in points]
        painter.setPen(QPen(QColor(tokens.brand), max(1.5, side / 90)))
        painter.setBrush(QColor(tokens.surface))
        painter.drawPolygon(QPolygonF(body))
        if self._turn:
            self._arrow(painter, side)

    def _arrow(self, painter: QPainter, side: float) -> None:
        """Paint an arc before the feet; in a mirror one's right is at the right."""
        brand = QColor(theme().tokens.brand)
        if (self._turn > 0) is not self._mirrored:
            painter.translate(side, 0)
            painter.scale(-1, 1)
        ring = QRectF(0.16 * side, 0.47 * side, 0.68 * side, 0.3 * side)
        arc = QPainterPath()
        arc.arcMoveTo(ring, 200)
        arc.arcTo(ring, 200, 125)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(brand, side / 26, c=Qt.PenCapStyle.FlatCap))
        painter.drawPath(arc)
        end = arc.currentPosition()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brand)
        reach = side / 12
        tip = end + QPointF(0.9 * reach, -0.75 * reach)
        head = [tip, end + QPointF(-0.75 * reach, -0.65 * reach), end + QPointF(0.55 * reach, 0.9 * reach)]
        painter.drawPolygon(QPolygonF(head))
