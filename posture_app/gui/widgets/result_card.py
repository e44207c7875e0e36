"""A calm card for one measure: its name, its grade, its value in words, and the gauge."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QVariantAnimation, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from posture_app.domain.grading import ShownGrade
from posture_app.domain.report import Row
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.grade_chip import GradeChip
from posture_app.gui.widgets.measure_gauge import MeasureGauge, Reading
from posture_app.services.wording import Words

_TINTED_MS, _FADE_MS = 1000, 150


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card says.

    `value` is told large and `error` quietly behind it; `note` below the gauge, `was` where the value
    has just changed. `remedy` names a button, empty for none. A card without a reading has no gauge.
    """

    name: str
    grade: ShownGrade
    grade_word: str
    value: str
    error: str = ""
    note: str = ""
    was: str = ""
    remedy: str = ""
    reading: Reading | None = None

    @classmethod
    def of(cls, row: Row, words: Words, *, note: str = "", remedy: str = "") -> CardText:
        """Take a row of the report in the reader's language."""
        value, error = split_value(words.value(row.finding))
        return cls(
            name=words.measure(row.finding.id),
            grade=row.shown,
            grade_word=words.grade(row.shown),
            value=value[:1].upper() + value[1:],
            error=error,
            note=note,
            remedy=remedy,
            reading=Reading.of(row, words),
        )


def split_value(text: str) -> tuple[str, str]:
    """Part a worded value before its doubt: "left 2.1° higher" and "± 1.4°", "level" and "(0.4° ± 1.6°)"."""
    places = [place for place in (text.find("("), text.find("±")) if place > 0]
    cut = min(places, default=len(text))
    return text[:cut].rstrip(), text[cut:]


class ResultCard(QFrame):
    """Shows one measure calmly."""

    remedied = Signal()

    def __init__(self, text: CardText | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._name = text_label(kind=Type.CARD)
        self._chip = GradeChip()
        self._value = text_label(kind=Type.VALUE)
        self._error = text_label(kind=Type.ERROR, tone="quiet")
        self._was = text_label(kind=Type.LABEL, tone="quiet")
        self._gauge = MeasureGauge()
        self._note = text_label(kind=Type.SMALL, tone="quiet")
        self._remedy = Button(small=True)
        self._remedy.clicked.connect(self.remedied)
        self._fade = QVariantAnimation(self)
        self._fade.setKeyValues([(0.0, 1.0), (_TINTED_MS / (_TINTED_MS + _FADE_MS), 1.0), (1.0, 0.0)])
        self._fade.setDuration(_TINTED_MS + _FADE_MS)
        self._fade.valueChanged.connect(self._tint)
        self._lay_out()
        if text is not None:
            self.show_text(text)

    def show_text(self, text: CardText) -> None:
        """Show a measure; numbers jump."""
        for label, words in (
            (self._name, text.name),
            (self._value, text.value),
            (self._error, text.error),
            (self._was, text.was),
            (self._note, text.note),
        ):
            _say(label, words)
        self._chip.show_grade(text.grade, text.grade_word)
        self._gauge.setVisible(text.reading is not None)
        self._gauge.show_reading(text.reading)
        self._remedy.setText(text.remedy)
        self._remedy.setVisible(bool(text.remedy))
        parts = (text.value, text.error, text.grade_word)
        plain = f"{text.name}: {', '.join(part for part in parts if part)}"
        self.setAccessibleName(plain if text.reading is None else text.reading.sentence)

    @property
    def gauge(self) -> MeasureGauge:
        """The card's gauge."""
        return self._gauge

    def flash(self) -> None:
        """Tint the card for a moment: its value has changed."""
        self._fade.stop()
        self._fade.start()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._space()

    def _tint(self, share: float) -> None:
        tokens = theme().tokens
        if share <= 0.0:
            self.setStyleSheet("")
            return
        ground, tint = QColor(tokens.surface), QColor(tokens.changed)
        share = share if theme().motion else 1.0
        pairs = zip(
            (ground.red(), ground.green(), ground.blue()),
            (tint.red(), tint.green(), tint.blue()),
            strict=True,
        )
        name = QColor(*(round(a + share * (b - a)) for a, b in pairs)).name()
        self.setStyleSheet(f'QFrame[ground="card"] {{ background: {name}; }}')

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._chip)
        value = QHBoxLayout()
        value.setSpacing(6)
        value.addWidget(self._value)
        value.addWidget(self._error, 1)
        value.addWidget(self._was)
        rows = QVBoxLayout(self)
        rows.addLayout(head)
        rows.addLayout(value)
        rows.addWidget(self._gauge)
        rows.addWidget(self._note)
        rows.addWidget(self._remedy)
        rows.addStretch(1)
        self._space()

    def _space(self) -> None:
        layout = self.layout()
        if layout is not None:
            side = theme().gap(18, 38)
            layout.setContentsMargins(side, theme().gap(14, 24), side, theme().gap(14, 24))
            layout.setSpacing(theme().gap(8, 14))


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
