"""The command palette: type a few letters, press Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from posture_app.gui.icons import icon
from posture_app.gui.theme import theme
from posture_app.gui.workstation.actions import ActionInfo, Actions, action_text, shortcut_text

_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def matches(typed: str, text: str) -> bool:
    """Tell whether the typed letters stand in the text in this order."""
    letters = iter(text.casefold())
    return all(letter in letters for letter in typed.casefold() if not letter.isspace())


class Palette(QFrame):
    """Finds an action by its words and asks for it."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)  # inside the window, so that no system places it elsewhere
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Find an action"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What would you like to do?"))
        self.field.setAccessibleName(self.tr("What would you like to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setIconSize(QSize(20, 20))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("ground", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(theme().height(520), theme().height(420))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._filter("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the arrows move in the list while the field keeps the focus; go when it loses it."""
        if event.type() == QEvent.Type.FocusOut:
            self.close()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS:
            rows, row = self.list.count(), self.list.currentRow()
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}.get(Qt.Key(event.key()), 8)
            self.list.setCurrentRow(max(0, min(rows - 1, row + by)))
            return True
        return super().eventFilter(watched, event)

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for info in self._actions.table:
            if info.key != "palette" and self._actions.action(info.key).isEnabled():
                text = action_text(info)
                if matches(typed, text):
                    self.list.addItem(self._item(info, text))
        if self.list.count():
            self.list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(self.tr("Nothing is called like that. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)

    def _item(self, info: ActionInfo, text: str) -> QListWidgetItem:
        keys = shortcut_text(info)
        item = QListWidgetItem(f"{text}   {keys}" if keys else text)
        if info.icon:
            item.setIcon(icon(info.icon))
        item.setData(Qt.ItemDataRole.UserRole, info.key)
        return item

    def _choose(self) -> None:
        item = self.list.currentItem()
        key = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if key:
            self.close()
            self._actions.wanted.emit(key)
