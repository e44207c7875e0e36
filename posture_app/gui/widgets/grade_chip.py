"""The chip that says a grade: shape + word + colour."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.domain.grading import ShownGrade
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width
from posture_app.gui.widgets.grade_mark import MARKS, draw_mark


class GradeChip(Themed):
    """Says a grade."""

    def __init__(
        self, shown: ShownGrade = ShownGrade.NO_VALUE, word: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown, self._word = shown, word
        self.setAccessibleName(word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_grade(self, shown: ShownGrade, word: str) -> None:
        """Say another grade."""
        if (shown, word) == (self._shown, self._word):
            return
        self._shown, self._word = shown, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for shape, word, and round ends."""
        height = theme().height(26, 56)
        return QSize(round(height * 1.5 + text_width(self._word, Type.CHIP)), height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        tokens = theme().tokens
        tones = tokens.tones(self._shown)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if tokens.bold_edges:
            painter.setPen(QPen(QColor(tones.ink), 2.0))
            rect = rect.adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(tones.tint))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        height = float(self.height())
        middle = QPointF(0.62 * height, height / 2)
        draw_mark(painter, MARKS[self._shown], middle, 0.42 * height, QColor(tones.ink))
        painter.setFont(theme().font(Type.CHIP))
        painter.setPen(QColor(tones.ink))
        words = QRectF(1.06 * height, 0, self.width() - 1.06 * height, height)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word)
