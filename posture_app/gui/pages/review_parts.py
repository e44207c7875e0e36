"""The parts of the review page: a measure with its gauge, and a small photograph to choose a view by."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from posture_app.domain.report import Row
from posture_app.gui.pages.parts import column, line, row, wrapped
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.grade_chip import GradeChip
from posture_app.gui.widgets.measure_gauge import MeasureGauge, Reading
from posture_app.gui.widgets.photo_view import PhotoView

if TYPE_CHECKING:
    from posture_app.services.wording import Words

_TINTED_MS = 1000


class MeasureRow(QWidget):
    """One measure: name, value, gauge, grade, and what it was before the last edit."""

    def __init__(self) -> None:
        super().__init__()
        self._tint = 0.0
        self._told: tuple[object, ...] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.name = text_label("", Type.CARD)
        self.value = wrapped("", Type.BODY)
        self.was = text_label("", Type.LABEL, "quiet")
        self.gauge = MeasureGauge()
        self.gauge.setFixedWidth(theme().height(132))
        self.chip = GradeChip()
        self._fade = QVariantAnimation(self)
        self._fade.setKeyValues([(0.0, 1.0), (0.85, 1.0), (1.0, 0.0)])
        self._fade.setDuration(_TINTED_MS)
        self._fade.valueChanged.connect(self._set_tint)
        words = column(gap=1)
        words.addWidget(self.name)
        words.addWidget(self.value)
        ends = column(gap=1)
        ends.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignRight)
        ends.addWidget(self.was, 0, Qt.AlignmentFlag.AlignRight)
        around = column(self, 0)
        across = row(gap=10, margins=(18, 9, 16, 9))
        around.addLayout(across)
        around.addWidget(line())
        across.addLayout(words, 1)
        across.addWidget(self.gauge)
        side = QWidget()
        side.setLayout(ends)
        side.setFixedWidth(theme().height(116))
        across.addWidget(side)

    def show_row(self, shown: Row, words: Words, was: str) -> None:
        """Show a value; it jumps."""
        finding = shown.finding
        told = finding, shown.shown, shown.scale, was
        if told == self._told:
            return
        self._told = told
        self.name.setText(words.measure(finding.id))
        self.value.setText(words.value(finding))
        self.value.setToolTip(words.value(finding))
        self.gauge.show_reading(Reading.of(shown, words, ticks=False, ends=False))
        self.chip.show_grade(shown.shown, words.grade(shown.shown))
        self.was.setText(was)
        self.was.setVisible(bool(was))
        self.setAccessibleName(words.sentence(finding) + (f", {was}" if was else ""))

    def calm(self) -> None:
        """Forget the last change: from now on this is another measure's row."""
        self._fade.stop()
        self._set_tint(0.0)
        self.was.setText("")
        self._told = None

    def flash(self) -> None:
        """Tint the row for a moment."""
        self._fade.stop()
        if theme().motion:
            self._fade.start()

    def _set_tint(self, share: float) -> None:
        self._tint = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint."""
        if self._tint > 0.0:
            colour = QColor(theme().tokens.brand_tint)
            colour.setAlphaF(min(1.0, self._tint))
            QPainter(self).fillRect(self.rect(), colour)


class ViewThumb(QAbstractButton):
    """A small photograph with the view's name and how many points were set by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.photo = PhotoView()
        self.photo.set_zoomable(False)
        self.photo.set_overlay_scale(0.4)
        self.photo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.photo.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.photo.set_radius(8)
        self.name, self.note = text_label("", Type.CARD), text_label("", Type.LABEL, "quiet")
        for label in (self.name, self.note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, 14)
        body = column(self, 2, (8, 8, 8, 10))
        body.addWidget(self.photo, 1)
        body.addSpacing(4)
        body.addWidget(self.name)
        body.addWidget(self.note)
        self.setFixedSize(theme().height(116), theme().height(178))

    def show_view(self, name: str, note: str) -> None:
        """Say what it is."""
        self.name.setText(name)
        self.note.setText(note)
        self.setAccessibleName(f"{name}, {note}")

    def sizeHint(self) -> QSize:
        """Ask for its fixed size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        tokens, now = theme().tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setWidthF(2.0 if now else 1.0)
        pen.setColor(QColor(tokens.brand if now else tokens.line))
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.brand_tint if now else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
