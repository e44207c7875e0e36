"""What keeps the kiosk's window shut: no key leads out of it, and every touch is noticed."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QInputEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_TOUCHES = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress, QEvent.Type.Wheel}
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_HELD_KEYS = frozenset(
    {
        Qt.Key.Key_Escape,
        Qt.Key.Key_Menu,
        Qt.Key.Key_Print,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Help,
    }
)


class KioskGuard(QObject):
    """Watches over every event of one window while it is on duty."""

    touched = Signal()
    """Somebody is there."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def begin(self) -> None:
        """Come on duty."""
        _app().installEventFilter(self)

    def end(self) -> None:
        """Go off duty."""
        _app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there; keep the system's shortcuts out."""
        if not isinstance(event, QInputEvent):
            # Nothing else is asked for its type: one that Qt made up at run time has none that Python knows.
            return False
        kind = event.type()
        if kind in _KEYS and self._is_mine(watched) and _is_held(cast(QKeyEvent, event)):
            event.accept()
            return True
        if kind is QEvent.Type.ContextMenu and self._is_mine(watched):
            return True
        if kind in _TOUCHES and self._is_mine(watched):
            self.touched.emit()
        return False

    def _is_mine(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and watched.window() is self._window


def _app() -> QApplication:
    return cast(QApplication, QApplication.instance())


def _is_held(event: QKeyEvent) -> bool:
    """Tell whether a key leads out of the kiosk, or could."""
    modifiers = Qt.KeyboardModifier
    led = modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier
    key = event.key()
    return bool(event.modifiers() & led) or key in _HELD_KEYS or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
