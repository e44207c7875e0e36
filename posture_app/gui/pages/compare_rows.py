"""The rows of the table of changes."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from posture_app.domain.uncertainty import Verdict
from posture_app.gui.pages.parts import column, row, wrapped
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.change_bar import ChangeBar, VerdictChip

if TYPE_CHECKING:
    from posture_app.domain.comparison import Point, Row
    from posture_app.services.comparing.comparison_wording import ComparisonWords

_STRETCHES = (5, 5, 5, 6, 5)
"""Shares of the width: measure, then, now, change, verdict."""


class ChangeRow(QAbstractButton):
    """One measure; pressing it shows its trend."""

    def __init__(self, shown: Row, told: ComparisonWords) -> None:
        super().__init__()
        self.shown = shown
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, 6)
        self.setAccessibleName(told.sentence(shown))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._cells = row(self, 14, (18, 9, 18, 9))
        self._add_values(told)
        self._add_change(told)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _add_values(self, told: ComparisonWords) -> None:
        shown = self.shown
        name = column(gap=0)
        name.addStretch(1)
        name.addWidget(wrapped(told.words.measure(shown.series.measure), Type.BUTTON))
        name.addWidget(wrapped(told.words.facing(shown.series.facing), Type.SMALL, "quiet"))
        name.addStretch(1)
        self._cells.addLayout(name, _STRETCHES[0])
        self._cells.addWidget(wrapped(_said(shown.then, told), Type.SMALL, "quiet"), _STRETCHES[1])
        quiet = "quiet" if shown.is_indicative else ""
        self._cells.addWidget(wrapped(_said(shown.now, told), Type.SMALL, quiet), _STRETCHES[2])

    def _add_change(self, told: ComparisonWords) -> None:
        change = self.shown.change
        middle, end = column(gap=2), column(gap=2)
        middle.addStretch(1)
        if change.verdict is Verdict.NOT_COMPARABLE:
            middle.addWidget(wrapped(told.why_not(change), Type.SMALL, "quiet"))
        else:
            middle.addWidget(ChangeBar(change))
            middle.addWidget(wrapped(told.difference(self.shown), Type.SMALL))
        middle.addStretch(1)
        end.addStretch(1)
        word = told.verdict(change.verdict)
        end.addWidget(VerdictChip(change.verdict, word), 0, Qt.AlignmentFlag.AlignRight)
        below = [told.needed(self.shown)]
        if self.shown.is_indicative:
            below.append(told.words.text("grade.not_graded"))
        for text in filter(None, below):
            label = text_label(text, Type.LABEL, "quiet")
            end.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        end.addStretch(1)
        self._cells.addLayout(middle, _STRETCHES[3])
        self._cells.addLayout(end, _STRETCHES[4])

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        return self._cells.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """Tell that narrow columns need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that the words need at a width."""
        return self._cells.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground; a bar at the edge for the chosen one."""
        tokens, painter = theme().tokens, QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(tokens.brand_tint))
            painter.fillRect(QRectF(0, 0, 4, self.height()), QColor(tokens.brand))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(tokens.sunken))


def _said(point: Point | None, told: ComparisonWords) -> str:
    return "–" if point is None else told.words.value(point.finding)


def heads(told: ComparisonWords) -> QWidget:
    """Make the heads of the columns."""
    text = told.words.text
    holder = QWidget()
    cells = row(holder, 14)
    names = (
        text("compare.table.measure"),
        told.then,
        told.now,
        text("compare.table.change"),
        text("compare.table.verdict"),
    )
    labels = [wrapped(name, Type.SMALL, "quiet") for name in names]
    labels[-1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    for label, stretch in zip(labels, _STRETCHES, strict=True):
        cells.addWidget(label, stretch)
    return holder
