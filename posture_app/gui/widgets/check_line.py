"""One line of a checklist: a badge with a sign, a name, and a detail in words."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from posture_app.gui.icons import draw_icon
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_width


class CheckState(str, Enum):
    """How a check stands."""

    WAITING = "waiting"
    OK = "ok"
    WARN = "warn"
    STOP = "stop"


_ICONS = {CheckState.OK: "check", CheckState.WARN: "triangle-alert", CheckState.STOP: "x"}


class CheckLine(Themed):
    """Shows how one check stands; `framed` puts it into a card of its own, as in the kiosk."""

    def __init__(
        self,
        name: str = "",
        state: CheckState = CheckState.WAITING,
        detail: str = "",
        *,
        icon: str = "",
        framed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._state, self._detail, self._icon = name, state, detail, icon
        self._framed = framed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_check(name, state, detail, icon=icon)

    def show_check(self, name: str, state: CheckState, detail: str = "", *, icon: str = "") -> None:
        """Show another state; `icon` takes the place of the state's own sign."""
        same_size = (self._name, bool(self._detail)) == (name, bool(detail))
        self._name, self._state, self._detail, self._icon = name, state, detail, icon
        self.setAccessibleName(f"{name}: {detail}" if detail else name)
        if not same_size:
            self.updateGeometry()
        self.update()

    @property
    def state(self) -> CheckState:
        """How the check stands."""
        return self._state

    def sizeHint(self) -> QSize:
        """Ask for badge, name, and detail."""
        height = theme().height(40, 88) if self._framed or theme().is_kiosk else theme().height(40)
        width = self._badge() + theme().gap(10, 12) + text_width(self._name, self._kind())
        return QSize(round(width + (2 * theme().gap(10, 16) if self._framed else 0)), height)

    def minimumSizeHint(self) -> QSize:
        """Ask for less width: words are cut where there is no room."""
        return QSize(self._badge() + theme().gap(70, 100), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 1.0
        if self._framed:
            painter.setPen(QPen(QColor(tokens.line), 2.0))
            painter.setBrush(QColor(tokens.surface))
            radius = theme().gap(12, 20)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
            x = float(theme().gap(10, 16))
        x += self._paint_badge(painter, x) + theme().gap(10, 12)
        ink = tokens.text if self._state is not CheckState.WAITING else tokens.text2
        if not self._detail:
            self._paint_text(painter, self._name, self._kind(), ink, x, self.height() / 2)
            return
        middle, apart = self.height() / 2, theme().text_px(Type.LABEL) * 0.7
        self._paint_text(painter, self._name, self._kind(), ink, x, middle - apart)
        self._paint_text(painter, self._detail, Type.LABEL, tokens.text2, x, middle + apart)

    def _kind(self) -> Type:
        return Type.LABEL if self._framed and theme().is_kiosk else Type.BUTTON

    def _badge(self) -> int:
        return theme().height(32, 44)

    def _paint_badge(self, painter: QPainter, x: float) -> float:
        tokens, side = theme().tokens, self._badge()
        tones = {
            CheckState.OK: tokens.ok,
            CheckState.WARN: tokens.watch,
            CheckState.STOP: tokens.pro,
            CheckState.WAITING: tokens.none,
        }[self._state]
        rect = QRectF(x, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(tones.ink), 2.0) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones.tint))
        painter.drawEllipse(rect)
        sign = self._icon or _ICONS.get(self._state, "")
        if sign:
            inset = side * 0.24
            draw_icon(painter, sign, rect.adjusted(inset, inset, -inset, -inset), tones.ink, 2.2)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tones.ink))
            painter.drawEllipse(rect.center(), side * 0.07, side * 0.07)
        return float(side)

    def _paint_text(
        self, painter: QPainter, text: str, kind: Type, colour: str, x: float, middle: float
    ) -> None:
        font = theme().font(kind)
        if kind is self._kind():
            font.setWeight(font.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = self.width() - x - (theme().gap(6, 10) if self._framed else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, middle + (metrics.ascent() - metrics.descent()) / 2), shown)
