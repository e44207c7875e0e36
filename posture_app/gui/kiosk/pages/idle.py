"""Lies over everything when nobody has touched the kiosk for a while, and counts down."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from posture_app.gui.kiosk.pages.base import ButtonBar, gap, kiosk_button, put, put_away, words
from posture_app.gui.kiosk.pages.keys import centred
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.countdown_ring import CountdownRing

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class IdleOverlay(QWidget):
    """Asks whether somebody is still there."""

    more_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Are you still there?"))
        frame = QFrame()
        frame.setProperty("ground", "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(gap(56), gap(48), gap(56), gap(48))
        rows.setSpacing(gap(28))
        self._ring = CountdownRing()
        rows.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addWidget(words(self.tr("Are you still there?"), Type.DISPLAY))
        self._sentence = words("", Type.BODY, "quiet")
        rows.addWidget(self._sentence)
        clear = kiosk_button(self.tr("Clear now"), "x")
        clear.clicked.connect(self.clear_wanted)
        self._more = kiosk_button(self.tr("More time"), "timer", "primary")
        self._more.clicked.connect(self.more_wanted)
        rows.addWidget(ButtonBar([clear, self._more]))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(gap(56), gap(56), gap(56), gap(56))
        outer.addStretch(1)
        outer.addLayout(centred(frame, 920))
        outer.addStretch(1)

    def show_left(self, left_s: float, total_s: float) -> None:
        """Count down."""
        self._ring.show_remaining(left_s, total_s)
        told = self.tr("Otherwise this screen clears in {seconds} seconds.").format(seconds=ceil(left_s))
        put(self._sentence, told)
        if self.isHidden():
            self.show()
            self.raise_()
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        ground = QColor(theme().tokens.text if not theme().tokens.dark else "#000000")
        ground.setAlpha(150)
        painter.fillRect(self.rect(), ground)


class IdleWarning(QObject):
    """Brings the overlay over a window while time is running out, speaks once, and ticks every second."""

    more_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, window: QWidget, studio: Studio) -> None:
        super().__init__(window)
        self._window, self._studio = window, studio
        self._overlay: IdleOverlay | None = None
        self._second = 0

    def show_left(self, left_s: float, total_s: float) -> None:
        """Warn that the screen clears in `left_s` of `total_s`."""
        if self._overlay is None:
            self._overlay = IdleOverlay(self._window)
            self.fit()
            self._overlay.more_wanted.connect(self.more_wanted)
            self._overlay.clear_wanted.connect(self.clear_wanted)
            self._studio.voice.say(self._overlay.accessibleName())
            self._second = ceil(left_s)
        elif ceil(left_s) != self._second:
            self._second = ceil(left_s)
            self._studio.voice.tone("tick")
        self._overlay.show_left(left_s, total_s)

    def close(self) -> None:
        """Take the warning away."""
        if self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            put_away(overlay)

    def fit(self) -> None:
        """Cover the whole window."""
        if self._overlay is not None:
            self._overlay.setGeometry(self._window.rect())
