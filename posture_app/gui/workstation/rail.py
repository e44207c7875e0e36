"""The rail at the left of the workstation: one item a page, and a menu of everything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QMenu, QWidget

from posture_app.gui.icons import logo_pixmap
from posture_app.gui.pages.parts import RailButton, column, row
from posture_app.gui.theme import theme
from posture_app.gui.workstation.actions import RAIL, RAIL_BELOW, Actions, action_text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Rail(QFrame):
    """Shows the pages of the table of actions; says which one somebody wants."""

    wanted = Signal(str)
    """The key of an action."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._items: dict[str, RailButton] = {}
        self.setProperty("ground", "bar")
        rail = QFrame()
        rail.setProperty("ground", "bar")
        self._column = column(rail, 6, (4, 14, 4, 14))
        logo = QLabel()
        logo.setPixmap(logo_pixmap(44))
        logo.setAccessibleName(self.tr("Posture assessment"))
        self._column.addWidget(logo, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(12)
        self._add_items(QButtonGroup(rail))
        sides = row(self, 0)
        sides.addWidget(rail)
        edge = QFrame()
        edge.setProperty("ground", "edge")
        edge.setFixedWidth(1)
        edge.setStyleSheet(f"background: {theme().tokens.line};")
        sides.addWidget(edge)

    def _add_items(self, group: QButtonGroup) -> None:
        for key in (*RAIL, *RAIL_BELOW):
            if key == RAIL_BELOW[0]:
                self._column.addStretch(1)
            info = self._actions.info(key)
            item = RailButton(info.icon, action_text(info))
            item.setToolTip(self._actions.action(key).toolTip())
            item.clicked.connect(partial(self.wanted.emit, key))
            group.addButton(item)
            self._items[key] = item
            self._column.addWidget(item, 0, Qt.AlignmentFlag.AlignHCenter)
        more = RailButton("ellipsis", self.tr("More"))
        more.setCheckable(False)
        more.clicked.connect(partial(self._open_menu, more))
        self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)

    @property
    def items(self) -> Mapping[str, RailButton]:
        """The items by the key of their action."""
        return self._items

    def set_wide(self, wide: bool) -> None:
        """Take more room in a wide window."""
        side = 11 if wide else 4
        self._column.setContentsMargins(side, 14, side, 14)

    def _open_menu(self, at: QWidget) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions.fill(menu)
        menu.popup(at.mapToGlobal(at.rect().topRight()))
