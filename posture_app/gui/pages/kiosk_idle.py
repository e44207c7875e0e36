"""Lies over everything when nobody has touched the kiosk for a while, and counts down."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from posture_app.gui.pages.kiosk_base import ButtonBar, gap, kiosk_button, put, words
from posture_app.gui.pages.kiosk_keys import centred
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.countdown_ring import CountdownRing


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
