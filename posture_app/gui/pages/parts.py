"""What the workstation's pages have in common: the page itself, the rail, the steps, and small parts."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from posture_app.gui.icons import draw_icon, icon_pixmap
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_label

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class Page(QWidget):
    """One page of the workstation. `header` are its own buttons in the bar at the top."""

    wanted = Signal(str)
    """The key of an action that the page wants done, such as to go to another page."""
    trouble = Signal(object)
    """A PostureError that somebody should read."""
    said = Signal(str)
    """A sentence that passes by, such as where a file was saved."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.header = QWidget()
        self._header = row(self.header, gap=8)
        self.setProperty("ground", "page")

    def enter(self) -> None:
        """Called when the page comes to sight."""

    def leave(self) -> None:
        """Called when another page comes."""

    def heightForWidth(self, width: int) -> int:
        """Give the least height, in px: a scroll area takes what is told here for what has to be there."""
        layout = self.layout()
        return -1 if layout is None else layout.minimumHeightForWidth(width)

    def add_to_header(self, *widgets: QWidget) -> None:
        """Put the page's own buttons into the bar at the top."""
        for widget in widgets:
            self._header.addWidget(widget)


# --- layouts and little things ----------------------------------------------------------------


def row(parent: QWidget | None = None, gap: int = 16, margins: Sequence[int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Make a row without margins of its own."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def column(
    parent: QWidget | None = None, gap: int = 16, margins: Sequence[int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Make a column without margins of its own."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    return layout


def card(gap: int = 12, margin: int = 20) -> tuple[QFrame, QVBoxLayout]:
    """Make a card and the column in it."""
    frame = QFrame()
    frame.setProperty("ground", "card")
    return frame, column(frame, gap, (margin, margin, margin, margin))


def line() -> QFrame:
    """Make a hairline."""
    frame = QFrame()
    frame.setProperty("ground", "line")
    frame.setFixedHeight(1)
    return frame


def wrapped(text: str, kind: Type = Type.BODY, tone: str = "") -> QLabel:
    """Make a label that breaks its lines."""
    label = text_label(text, kind, tone)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
    return label


def give_way(widget: QWidget, least: int) -> None:
    """Let a widget be as low as `least` (px at 100 % text) before its page is scrolled.

    A page with wrapped text is otherwise as high as all its parts would like to be, and never lower.
    """
    widget.setSizePolicy(widget.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
    widget.setMinimumHeight(theme().height(least))


def icon_label(name: str, size: int = 20, colour: str | None = None) -> QLabel:
    """Make a label that shows an icon."""
    label = QLabel()
    px = theme().height(size)
    label.setPixmap(icon_pixmap(name, px, colour or theme().tokens.text, 2.0))
    label.setFixedSize(px, px)
    return label


# --- the rail ---------------------------------------------------------------------------------


class RailButton(QAbstractButton):
    """An icon with its word below; the page that is shown is tinted and has a bar at the edge."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self._icon_name = name
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, 10)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the place of a rail's item, wider for a long word."""
        width = QFontMetricsF(theme().font(Type.LABEL)).horizontalAdvance(self.text()) + 16
        return QSize(max(theme().height(64), round(width)), theme().height(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, and word."""
        tokens, now = theme().tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.brand_tint if now else tokens.sunken if self.underMouse() and self.isEnabled() else ""
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if ground:
            painter.setPen(QPen(QColor(tokens.brand), 2) if tokens.bold_edges and now else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(rect, 10, 10)
        ink = tokens.brand if now else tokens.text2 if self.isEnabled() else tokens.disabled
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.brand))
            painter.drawRoundedRect(QRectF(0, rect.height() * 0.28, 4, rect.height() * 0.44), 2, 2)
        side = theme().height(22)
        place = QRectF((self.width() - side) / 2, rect.height() * 0.17, side, side)
        draw_icon(painter, self._icon_name, place, ink)
        font = theme().font(Type.LABEL)
        font.setWeight(font.Weight.DemiBold if now else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        below = QRectF(0, rect.height() * 0.58, self.width(), rect.height() * 0.36)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())

    def enterEvent(self, event: object) -> None:
        """Show that it can be pressed."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Show it as it was."""
        self.update()


# --- the top bar ------------------------------------------------------------------------------


def initials(name: str) -> str:
    """Give what stands in an avatar: two letters, or the first syllable of a Korean name."""
    words = name.split()
    if not words:
        return ""
    if "\uac00" <= words[0][0] <= "\ud7a3":
        return words[0][0]
    return "".join(word[0].upper() for word in (words[0], *words[1:][-1:]))


class Avatar(Themed):
    """A circle with somebody's initials, or the outline of a person."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        side = theme().height(40)
        self.setFixedSize(side, side)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._text = initials(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the circle."""
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.brand_tint))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawEllipse(rect)
        if not self._text:
            draw_icon(painter, "users", rect.adjusted(10, 10, -10, -10), tokens.brand)
            return
        painter.setFont(theme().font(Type.CHIP))
        painter.setPen(QColor(tokens.brand))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._text)


class StepBar(Themed):
    """The four steps of an assessment: done, now, and still to come."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = list(names)
        self._now: int | None = None
        self._done: frozenset[int] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, now: int | None, done: frozenset[int]) -> None:
        """Say where one is."""
        self._now, self._done = now, done
        self.setAccessibleName(self._names[now] if now is not None else "")
        self.update()

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(theme().font(Type.CHIP))
        return [theme().height(22) + 8 + metrics.horizontalAdvance(name) + 4 for name in self._names]

    def sizeHint(self) -> QSize:
        """Ask for room for all names, with lines between."""
        return QSize(round(sum(self._widths()) + 50 * (len(self._names) - 1)), theme().height(32))

    def minimumSizeHint(self) -> QSize:
        """Ask for the badges at least."""
        return QSize(theme().height(30) * len(self._names), theme().height(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint badges, names, and lines; only the badges where the names have no room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, widths = float(theme().height(22)), self._widths()
        named = sum(widths) + 20 * (len(widths) - 1) <= self.width()
        if not named:
            widths = [side + 6] * len(widths)
        gap = min(50.0, (self.width() - sum(widths)) / max(1, len(widths) - 1))
        x = (self.width() - sum(widths) - gap * (len(widths) - 1)) / 2
        for index, width in enumerate(widths):
            self._badge(painter, index, QRectF(x, (self.height() - side) / 2, side, side))
            if named:
                self._name(painter, index, QRectF(x + side + 8, 0, width - side, self.height()))
            x += width
            if index + 1 < len(widths) and gap > 16:
                painter.setPen(QPen(QColor(theme().tokens.line), 1))
                painter.drawLine(QPointF(x + 8, self.height() / 2), QPointF(x + gap - 8, self.height() / 2))
            x += gap

    def _badge(self, painter: QPainter, index: int, rect: QRectF) -> None:
        tokens = theme().tokens
        now, done = index == self._now, index in self._done
        edge, fill, ink = tokens.edge, tokens.surface, tokens.text2
        if now:
            edge = fill = tokens.brand
            ink = tokens.on_brand
        elif done:
            edge, fill, ink = tokens.ok.stroke, tokens.ok.tint, tokens.ok.ink
        painter.setPen(QPen(QColor(edge), 1.2))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(rect.adjusted(0.6, 0.6, -0.6, -0.6))
        if done and not now:
            draw_icon(painter, "check", rect.adjusted(4, 4, -4, -4), ink, 2.4)
            return
        painter.setPen(QColor(ink))
        font = theme().font(Type.LABEL)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index + 1))

    def _name(self, painter: QPainter, index: int, rect: QRectF) -> None:
        tokens = theme().tokens
        ink = tokens.brand if index == self._now else tokens.text if index in self._done else tokens.text2
        painter.setFont(theme().font(Type.CHIP))
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._names[index])


# --- a large choice -----------------------------------------------------------------------------


class ChoiceCard(QPushButton):
    """A card to be pressed: icon, title, and what will happen."""

    def __init__(self, name: str, title: str, about: str, kind: str = "") -> None:
        super().__init__()
        if kind:
            self.setProperty("kind", kind)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        tokens = theme().tokens
        ink = tokens.on_brand if kind == "primary" else tokens.brand
        layout = row(self, 18, (24, 20, 24, 20))
        layout.addWidget(icon_label(name, 34, ink), 0, Qt.AlignmentFlag.AlignVCenter)
        texts = column(gap=4)
        self._title, self._about = text_label(title, Type.SECTION), wrapped(about)
        for label, colour in ((self._title, tokens.text), (self._about, tokens.text2)):
            label.setStyleSheet(f"color: {tokens.on_brand if kind == 'primary' else colour};")
            texts.addWidget(label)
        layout.addLayout(texts, 1)
        layout.addWidget(icon_label("arrow-right", 20, ink), 0, Qt.AlignmentFlag.AlignVCenter)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(theme().height(104))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()


def padded(field: QAbstractSpinBox) -> None:
    """Give the text of a spin box the room that a style sheet cannot."""
    field.lineEdit().setTextMargins(10, 0, 0, 0)


def scheme_of(preference: str) -> str:
    """Give the theme's name of a scheme as the preferences call it."""
    return "high_contrast" if preference == "contrast" else preference
