"""The head of a report as it will be printed, with the clinic's name and logo."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen

from posture_app.gui.icons import draw_logo
from posture_app.gui.theme import theme
from posture_app.gui.tokens import TOKENS, Scheme, Type
from posture_app.gui.widgets.base import Themed

_PAD, _LOGO, _OWN_LOGO = 22.0, 34.0, (150.0, 42.0)


class ReportHead(Themed):
    """A strip of white paper, whatever the window's colours; the words below the rule are only hinted at."""

    def __init__(self, title: str, date: str) -> None:
        super().__init__()
        self._title, self._date = title, date
        self._clinic, self._logo = "", QImage()

    def show_clinic(self, clinic: str, logo: bytes | None) -> None:
        """Show another name, and another logo (PNG)."""
        self._clinic = clinic
        self._logo = QImage() if logo is None else QImage.fromData(logo)
        self.setAccessibleName(", ".join(one for one in (self._title, clinic) if one))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width that there is, and the height of a head with a little below it."""
        return QSize(theme().height(300), theme().height(150))

    def minimumSizeHint(self) -> QSize:
        """Ask for little width: long names are cut."""
        return QSize(theme().height(200), theme().height(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper."""
        ink, scale = TOKENS[Scheme.LIGHT], theme().text_scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(theme().tokens.edge), 1.0))
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(paper, 10, 10)
        inside = paper.adjusted(_PAD, 0, -_PAD, 0)
        middle = _PAD + scale * _OWN_LOGO[1] / 2
        left = self._draw_mark(painter, inside.left(), middle, scale) + 12.0
        title = theme().font(Type.CARD)
        wide = QFontMetricsF(title).horizontalAdvance(self._title)
        self._say(painter, self._title, title, ink.text, inside.right() - wide, middle, wide + 1.0)
        room = inside.right() - wide - 16.0 - left
        apart = scale * 10.0 if self._clinic else 0.0
        if self._clinic:
            self._say(painter, self._clinic, theme().font(Type.CHIP), ink.text, left, middle - apart, room)
        self._say(painter, self._date, theme().font(Type.LABEL), ink.text2, left, middle + apart, room)
        rule = middle + scale * _OWN_LOGO[1] / 2 + 12.0
        painter.setPen(QPen(QColor(ink.brand), 1.6))
        painter.drawLine(QPointF(inside.left(), rule), QPointF(inside.right(), rule))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink.sunken))
        for at, share in enumerate((0.62, 0.84)):
            top = rule + 14.0 + at * scale * 18.0
            painter.drawRoundedRect(QRectF(inside.left(), top, inside.width() * share, scale * 9.0), 4, 4)

    def _draw_mark(self, painter: QPainter, x: float, middle: float, scale: float) -> float:
        """Draw the clinic's logo, or the program's; give where it ends."""
        if self._logo.isNull():
            side = scale * _LOGO
            draw_logo(painter, QRectF(x, middle - side / 2, side, side))
            return x + side
        size = self._logo.size()
        fit = scale * min(_OWN_LOGO[0] / size.width(), _OWN_LOGO[1] / size.height())
        wide, high = fit * size.width(), fit * size.height()
        painter.drawImage(QRectF(x, middle - high / 2, wide, high), self._logo)
        return x + wide

    def _say(
        self, painter: QPainter, text: str, font: QFont, colour: str, x: float, middle: float, room: float
    ) -> None:
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        painter.drawText(QPointF(x, middle + (metrics.ascent() - metrics.descent()) / 2), shown)
