"""What the kiosk's pages have in common: head, a body that scrolls, and buttons that stay."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from posture_app.gui.icons import draw_icon, icon_pixmap
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import Themed, text_label, text_width
from posture_app.gui.widgets.kiosk_button import KioskButton

LEAST_TARGET = 64
"""No control of the kiosk is smaller, however small the screen."""


def gap(kiosk_px: float) -> int:
    """Give a distance of the kiosk."""
    return theme().gap(kiosk_px / 2, kiosk_px)


def high(kiosk_px: float) -> int:
    """Give the height of a control of the kiosk, which grows with the text."""
    return max(LEAST_TARGET, theme().height(kiosk_px / 2, kiosk_px))


def kiosk_button(
    text: str, icon: str = "", kind: str = "secondary", *, size: str = "", name: str = "", after: bool = False
) -> KioskButton:
    """Make a button no smaller than a finger; `size` is empty, small, or large."""
    made = KioskButton(
        text, kind, icon, icon_after=after, large=size == "large", small=size == "small", name=name or text
    )
    least = {"": 112, "large": 136, "small": 80}[size]
    made.setStyleSheet(f"min-height: {high(least) - 4}px; min-width: {LEAST_TARGET - 2 * gap(26)}px;")
    made.setAutoDefault(True)
    return made


def words(text: str, kind: Type = Type.BODY, tone: str = "") -> QLabel:
    """Make a label that breaks its lines at spaces."""
    label = text_label(keep_words(text), kind, tone)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(text)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def put_away(widget: QWidget) -> None:
    """Take a widget off the screen for good."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def is_large() -> bool:
    """Tell whether the text is so large that only what is needed has room."""
    return theme().text_scale > 1.4


def title(text: str) -> QLabel:
    """Make a page's title; very large text needs no still larger titles."""
    return words(text, Type.TITLE if is_large() else Type.DISPLAY)


def keep_words(text: str) -> str:
    """Join the syllables of Korean words, which Qt would break anywhere."""
    after = f"{text[1:]} "
    joined = [
        mark + "\u2060" if "\uac00" <= mark <= "\ud7a3" and not next_one.isspace() else mark
        for mark, next_one in zip(text, after[: len(text)], strict=True)
    ]
    return "".join(joined)


def put(label: QLabel, text: str) -> None:
    """Let a label of `words` say something else."""
    label.setText(keep_words(text))
    label.setAccessibleName(text)


def icon_label(name: str, kiosk_px: float, colour: str | None = None) -> QLabel:
    """Make a label that shows an icon, for the eyes only."""
    label = QLabel()
    px = theme().height(kiosk_px / 2, kiosk_px)
    label.setPixmap(icon_pixmap(name, px, colour or theme().tokens.text2, 2.0))
    label.setFixedSize(px, px)
    return label


class ButtonBar(QWidget):
    """Buttons in a row of equal widths; one below the other where their words have no room."""

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._buttons = list(buttons)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(max(16, gap(24)))
        for button in buttons:
            self._layout.addWidget(button, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """Lay out for a width."""
        shown = [button for button in self._buttons if not button.isHidden()]
        widest = max((button.sizeHint().width() for button in shown), default=0)
        room = (width - self._layout.spacing() * (len(shown) - 1)) / max(1, len(shown))
        down = QBoxLayout.Direction.TopToBottom
        across = QBoxLayout.Direction.LeftToRight
        wanted = down if widest > room else across
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of one button."""
        return QSize(LEAST_TARGET, super().minimumSizeHint().height())


class ScrollBody(QScrollArea):
    """What may be longer than the screen: scrolls by finger, wheel, and keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty(RING_RADIUS, gap(26))
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(4, 4, 4, 4)
        self.column.setSpacing(gap(16))
        self.setWidget(self.content)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the keyboard's focus only where there is something to scroll."""
        super().resizeEvent(event)
        longer = self.content.sizeHint().height() > self.viewport().height()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if longer else Qt.FocusPolicy.NoFocus)


class KioskPage(QWidget):
    """A page of the kiosk: made anew each time it comes, so that nothing of the last client is left in it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wide = False
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(gap(56), gap(20), gap(56), gap(32))
        self.rows.setSpacing(gap(24))
        self._first: QWidget | None = None

    def head(self, *widgets: QWidget, title: QWidget | None = None) -> None:
        """Put a title at the left of the top line and small buttons at its right."""
        line = QHBoxLayout()
        line.setSpacing(16)
        if title is not None:
            line.addWidget(title, 1)
        else:
            line.addStretch(1)
        for widget in widgets:
            line.addWidget(widget)
        self.rows.addLayout(line)

    def foot(self, *buttons: QWidget) -> ButtonBar:
        """Put the buttons at the lower end, which stay when the body scrolls."""
        bar = ButtonBar(buttons)
        self.rows.addWidget(bar)
        return bar

    def begin_with(self, widget: QWidget) -> None:
        """Give the keyboard's focus to this one when the page comes."""
        self._first = widget

    def leave(self) -> None:
        """Stop whatever runs; called when another page comes."""

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus where it belongs."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_first)

    def _focus_first(self) -> None:
        if self._first is not None and self.isVisible():
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class Badge(Themed):
    """A large round sign with an icon."""

    def __init__(self, icon: str, tone: str = "ok", kiosk_px: float = 180) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        side = gap(kiosk_px)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        tokens = theme().tokens
        inks = {
            "ok": (tokens.ok.tint, tokens.ok.ink),
            "watch": (tokens.watch.tint, tokens.watch.ink),
            "brand": (tokens.brand_tint, tokens.brand),
        }
        ground, ink = inks[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(ink), 2) if tokens.bold_edges else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawEllipse(rect)
        inset = 0.26 * rect.width()
        draw_icon(painter, self._icon, rect.adjusted(inset, inset, -inset, -inset), ink, 2.0)


class ChoiceCard(QAbstractButton):
    """A card to be chosen: title, what it means, and a tick when it is chosen."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__()
        self.setText(title)
        self._about = about
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_RADIUS, gap(24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap(36), gap(22), gap(36) + high(56) + gap(16), gap(22))
        layout.setSpacing(gap(4))
        for label in (words(title, Type.TITLE), words(about, Type.SMALL, "quiet")):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(label)
        self.toggled.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for what the words need."""
        layout = self.layout()
        tall = 0 if layout is None else layout.heightForWidth(max(self.width(), gap(320)))
        wide = text_width(self.text(), Type.TITLE) + 2 * gap(36) + high(56) + gap(24)
        return QSize(max(gap(320), round(wide)), max(high(148), tall))

    def minimumSizeHint(self) -> QSize:
        """Ask for the same height."""
        return QSize(gap(240), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words break otherwise in another width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, edge, and tick."""
        tokens, chosen = theme().tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 4.0 if chosen else 2.0
        rect = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(QColor(tokens.brand if chosen else tokens.edge), width))
        painter.setBrush(QColor(tokens.brand_tint if chosen or self.isDown() else tokens.surface))
        painter.drawRoundedRect(rect, gap(24), gap(24))
        side = float(theme().height(28, 56))
        ring = QRectF(self.width() - gap(36) - side, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(QColor(tokens.brand if chosen else tokens.edge), 3))
        painter.setBrush(QColor(tokens.brand if chosen else tokens.surface))
        painter.drawEllipse(ring.adjusted(2, 2, -2, -2))
        if chosen:
            inset = side * 0.26
            tick = ring.adjusted(inset, inset, -inset, -inset)
            draw_icon(painter, "check", tick, tokens.on_brand, 2.6)
