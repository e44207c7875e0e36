"""A short message at the bottom of a window, always with a way back or a remedy."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

_BELOW = 24


class Toast(QFrame):
    """Floats over its parent; stays while the pointer or the focus is on it."""

    acted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("ground", "card")
        self._text = text_label()
        self._text.setWordWrap(False)
        self._action = Button(kind="quiet", small=True)
        self._action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._leave)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str, stay_ms: int = 6000) -> None:
        """Show a message with its action for a while."""
        self._text.setText(text)
        self._action.setText(action)
        self.setAccessibleName(text)
        self.ensurePolished()
        row = self.layout()
        if row is not None:
            row.activate()
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start(stay_ms)

    def forget(self) -> None:
        """Take the message away, also from memory: it may hold a name."""
        self.hide()
        self._text.clear()
        self.setAccessibleName("")

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def action(self) -> Button:
        """The button."""
        return self._action

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        self._clock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the parent."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _leave(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            self._clock.start(1000)
        else:
            self.hide()

    def _place(self) -> None:
        around = self.parentWidget()
        if around is not None:
            x = (around.width() - self.width()) // 2
            self.move(x, around.height() - self.height() - theme().gap(_BELOW))
