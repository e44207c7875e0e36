"""The one visual language of the application: colours, type, sizes, and the ring round what has the focus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSplitter, QWidget
from shiboken6 import isValid

from posture_app.gui.stylesheet import stylesheet
from posture_app.gui.tokens import SETTINGS, TOKENS, Scheme, Tokens, Type
from posture_app.services.resources import resource

FAMILY = "Pretendard"
_FILES = ("Pretendard-Regular.ttf", "Pretendard-SemiBold.ttf", "Pretendard-Bold.ttf")
_FALLBACKS = [FAMILY, "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"]

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Theme:
    """How everything looks just now.

    Attributes
    ----------
    text_scale : 1..2, of type and of the heights of controls.
    kiosk_scale : the kiosk's size against 1080 × 1920 px; None at the workstation.
    motion : whether anything moves or fades.
    """

    tokens: Tokens = TOKENS[Scheme.LIGHT]
    text_scale: float = 1.0
    kiosk_scale: float | None = None
    motion: bool = True

    @property
    def is_kiosk(self) -> bool:
        """Tell whether this is the kiosk."""
        return self.kiosk_scale is not None

    def text_px(self, kind: Type) -> float:
        """Give the size of a kind of text in device-independent px."""
        setting = SETTINGS[kind]
        if self.kiosk_scale is None:
            return setting.px * self.text_scale
        return setting.kiosk_px * self.text_scale * self.kiosk_scale

    def font(self, kind: Type) -> QFont:
        """Give the font of a kind of text, with figures of one width."""
        setting = SETTINGS[kind]
        font = QFont(_FALLBACKS)
        font.setPixelSize(max(1, round(self.text_px(kind))))
        font.setWeight(QFont.Weight(setting.weight))
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100.0 + setting.tracking)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def height(self, px: float, kiosk_px: float | None = None) -> int:
        """Give the height of a control, which grows with the text."""
        if self.kiosk_scale is None:
            return round(px * self.text_scale)
        return round((kiosk_px if kiosk_px is not None else 2 * px) * self.text_scale * self.kiosk_scale)

    def gap(self, px: float, kiosk_px: float | None = None) -> int:
        """Give a distance, which does not grow with the text."""
        if self.kiosk_scale is None:
            return round(px)
        return round((kiosk_px if kiosk_px is not None else 2 * px) * self.kiosk_scale)

    def milliseconds(self, duration: int) -> int:
        """Give how long a movement takes: no time when motion is not wanted."""
        return duration if self.motion else 0


_state: dict[str, Theme | FocusRing] = {"theme": Theme()}


def theme() -> Theme:
    """Give the theme in force."""
    return cast(Theme, _state["theme"])


def apply_theme(
    app: QApplication,
    scheme: Scheme | str = Scheme.LIGHT,
    text_scale: float = 1.0,
    *,
    kiosk_scale: float | None = None,
    motion: bool = True,
) -> Theme:
    """Give the whole application its looks; may be called again at any time."""
    _register_fonts()
    scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, text_scale))
    new = Theme(TOKENS[Scheme(scheme)], scale, kiosk_scale, motion)
    _state["theme"] = new
    if app.style().name() != "fusion":
        app.setStyle("fusion")  # the same bones on every system
    app.setFont(new.font(Type.BODY))
    app.setPalette(_palette(new.tokens))
    app.setStyleSheet(stylesheet(new.tokens, new.text_px, new.height, new.gap))
    ring = _state.get("ring")
    if ring is None:
        _state["ring"] = FocusRing(app)
    return new


@contextmanager
def dressed_once(app: QApplication) -> Iterator[None]:
    """Keep the style sheet off while a window is built.

    Qt goes through it again for a widget and everything in it whenever that is given a parent, which took
    half the time of building.
    """
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _register_fonts() -> None:
    if FAMILY not in QFontDatabase.families():
        for name in _FILES:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Button: tokens.surface,
        role.Text: tokens.text,
        role.WindowText: tokens.text,
        role.ButtonText: tokens.text,
        role.PlaceholderText: tokens.text2,
        role.Highlight: tokens.brand,
        role.HighlightedText: tokens.on_brand,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.brand,
        role.Mid: tokens.line,
    }
    for which, colour in colours.items():
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.disabled))
    return palette


# --- the ring -------------------------------------------------------------------------------

NO_RING = "noFocusRing"
"""A widget with this property draws its focus itself."""

RING_RADIUS = "focusRadius"
"""The corner radius of a widget, for the ring round it; 10 without."""


class FocusRing(QObject):
    """Puts a ring with a gap round whatever is reached by keyboard.

    A style sheet cannot draw outside a control, and a style written in Python would be asked at every
    stroke of every control; this follows the focus only.
    """

    _moved = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._moved)
        # Qt notes that a key moved the focus only after it has told of the move.
        self._moved.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def _follow(self) -> None:
        if self._ring is not None and isValid(self._ring):
            self._ring.leave()
        now = self._app.focusWidget()
        self._ring = _Ring(now) if now is not None and _wants_ring(now) else None


def _wants_ring(widget: QWidget) -> bool:
    by_keyboard = widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    own = widget.property(NO_RING)
    plain = isinstance(widget, QAbstractButton) or widget.property(RING_RADIUS) is not None
    # A splitter would take the ring for one of its parts.
    alone = widget.isWindow() or isinstance(widget.parentWidget(), QSplitter)
    return by_keyboard and plain and not own and not alone


class _Ring(QWidget):
    """The ring itself: a sibling on top of the widget it goes round."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target.parentWidget())
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        target.installEventFilter(self)
        self._place()

    def leave(self) -> None:
        """Take the ring away."""
        if isValid(self._target):
            self._target.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Follow the widget about."""
        kinds = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)
        if event.type() in kinds:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ring."""
        width = _ring_width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.brand), width))
        rect = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        radius = self._target.property(RING_RADIUS)
        radius = (theme().gap(10, 24) if radius is None else float(radius)) + width / 2 + 2
        radius = min(radius, rect.height() / 2)
        painter.drawRoundedRect(rect, radius, radius)

    def _place(self) -> None:
        reach = _ring_width() + 2
        corner = self._target.pos() - QPoint(reach, reach)
        size = self._target.size()
        self.setGeometry(QRect(corner.x(), corner.y(), size.width() + 2 * reach, size.height() + 2 * reach))
        self.setVisible(self._target.isVisible())
        self.raise_()


def _ring_width() -> int:
    return 6 if theme().is_kiosk else 3
