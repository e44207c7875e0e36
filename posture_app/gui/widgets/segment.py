"""A choice of a few, side by side: one is always chosen."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from posture_app.gui.icons import icon
from posture_app.gui.theme import RING_RADIUS, theme


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices: `key` for the program, `text` for people."""

    key: str
    text: str
    icon: str = ""


class Segment(QFrame):
    """Shows the options and tells which one was chosen."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[Option] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("segment", True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 4, 4)
        self._row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._options: dict[str, Option] = {}
        self._group.buttonClicked.connect(self._tell)
        self.show_options(options)

    def show_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the chosen one stays chosen when it is still there."""
        before = self.current
        for old in self._buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self._options = {option.key: option for option in options}
        self._buttons = {option.key: self._button(option) for option in options}
        if options:
            self.choose(before if before in self._buttons else options[0].key)

    def choose(self, key: str) -> None:
        """Choose an option without telling anybody."""
        self._buttons[key].setChecked(True)
        self._dress()

    @property
    def current(self) -> str:
        """The chosen option's key; empty when there are none."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> QToolButton:
        """Give an option's button."""
        return self._buttons[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbouring option."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        keys = list(self._buttons)
        if step is None or not keys:
            event.ignore()
            return
        there = keys.index(self.current) + step
        if 0 <= there < len(keys):
            self.choose(keys[there])
            self._buttons[keys[there]].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(keys[there])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _button(self, option: Option) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("segment", True)
        button.setProperty(RING_RADIUS, 8)
        button.setText(option.text)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.toggled.connect(self._dress)
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def _dress(self) -> None:
        tokens, side = theme().tokens, theme().height(18, 36)
        for key, button in self._buttons.items():
            name = self._options[key].icon
            if name:
                gap = theme().gap(5, 12) if button.text() else 0
                ink = tokens.text if button.isChecked() else tokens.text2
                button.setIconSize(QSize(side + gap, side))
                button.setIcon(icon(name, side, ink, pad=(0, gap)))

    def _tell(self, pressed: QToolButton) -> None:
        self.chosen.emit(next(key for key, button in self._buttons.items() if button is pressed))
