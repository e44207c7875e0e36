"""One instruction in the largest type that fits, to be read across the room."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed

_LINE = {Type.INSTRUCTION: 1.08, Type.DISPLAY: 1.12}
_LEAST = 0.4
_KOREAN_SHARE = 92 / 104
"""Hangul fills its square, so it is set a little smaller."""


class InstructionLabel(Themed):
    """Shows a sentence that shrinks until it fits; lines break at spaces only, never inside a word."""

    def __init__(
        self, text: str = "", kind: Type = Type.INSTRUCTION, *, lines: int = 2, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._kind, self._lines = text, kind, lines
        self._tone = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(text)

    def say(self, text: str, tone: str = "") -> None:
        """Say something else; `tone` is empty or quiet."""
        if (text, tone) != (self._text, self._tone):
            self._text, self._tone = text, tone
            self.setAccessibleName(text)
            self.update()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def sizeHint(self) -> QSize:
        """Ask for room for its lines at full size."""
        line = theme().text_px(self._kind) * self._line_share()
        return QSize(round(9 * theme().text_px(self._kind)), round(line * (self._lines + 0.25)))

    def minimumSizeHint(self) -> QSize:
        """Ask for the least room."""
        return QSize(200, round(theme().text_px(self._kind) * _LEAST * 2.4))

    def fitted(self) -> tuple[QFont, list[str]]:
        """Give the font and the lines with which the text fits into the widget."""
        font = self._font()
        full = font.pixelSize()
        for px in range(full, max(11, round(full * _LEAST)) - 1, -1):
            font.setPixelSize(px)
            lines = broken(self._text, QFontMetricsF(font), self.width())
            height = len(lines) * px * self._line_share() + 0.25 * px
            widest = max((QFontMetricsF(font).horizontalAdvance(line) for line in lines), default=0.0)
            if height <= self.height() and widest <= self.width():
                break
        return font, lines

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines from the top."""
        font, lines = self.fitted()
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text2 if self._tone == "quiet" else tokens.text))
        step = font.pixelSize() * self._line_share()
        base = QFontMetricsF(font).capHeight() + 0.2 * font.pixelSize()
        for number, line in enumerate(lines):
            painter.drawText(QPointF(0.0, base + number * step), line)

    def _line_share(self) -> float:
        share = _LINE.get(self._kind, 1.4)
        return max(share, 1.25) if _is_korean(self._text) and share < 1.4 else share

    def _font(self) -> QFont:
        font = theme().font(self._kind)
        if _is_korean(self._text):
            font.setPixelSize(round(font.pixelSize() * _KOREAN_SHARE))
            spacing = max(99.0, font.letterSpacing())
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
        return font


def broken(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Break a text into lines at its spaces; a word too long for a line stays whole."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and metrics.horizontalAdvance(longer) > width:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def _is_korean(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)
