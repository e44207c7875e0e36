"""Buttons with an icon that follows the theme."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from posture_app.gui.icons import icon
from posture_app.gui.theme import RING_RADIUS, theme
from posture_app.gui.tokens import Tokens
from posture_app.gui.widgets.base import restyle


class Button(QPushButton):
    """A button of a kind: primary, secondary, quiet, or destructive.

    `large` is for the one main action of a page, `small` for rows. An icon without text needs `name`,
    which is then also its tooltip.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon: str = "",
        *,
        icon_after: bool = False,
        large: bool = False,
        small: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self.setProperty("kind", kind)
        self.setProperty("large", large)
        self.setProperty("small", small)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon_after:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if name:
            self.setAccessibleName(name)
            self.setToolTip("" if text else name)
        self._fit()
        self.follow_theme()

    def _fit(self) -> None:
        """Take the room that such a button needs; Qt's own choice here."""

    def set_kind(self, kind: str) -> None:
        """Make it a button of another kind."""
        self.setProperty("kind", kind)
        restyle(self)
        self.follow_theme()

    def set_icon(self, name: str) -> None:
        """Show another icon; empty for none."""
        self._icon = name
        self.follow_theme()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.follow_theme()

    def follow_theme(self) -> None:
        """Take over the theme's sizes and colours."""
        self.setProperty(RING_RADIUS, theme().gap(10, 24))
        if not self._icon:
            return
        side = self._icon_px()
        gap = theme().gap(5, 12) if self.text() else 0
        after = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        pad = (gap, 0) if after else (0, gap)
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(icon(self._icon, side, self._ink(theme().tokens), pad=pad))

    def _icon_px(self) -> int:
        return theme().height(20, 40)

    def _ink(self, tokens: Tokens) -> str:
        inks = {"primary": tokens.on_brand, "destructive": tokens.pro.ink}
        return inks.get(str(self.property("kind")), tokens.text)
