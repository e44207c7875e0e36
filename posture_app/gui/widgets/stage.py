"""Several widgets in one place, of which one is in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Stage(QWidget):
    """Shows one of its widgets and asks for the room of that one only.

    A QStackedWidget asks for the height that the tallest of its broken texts needs, in sight or not.
    """

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    @property
    def shown(self) -> QWidget | None:
        """The widget in sight; None while there is none."""
        return self._shown

    def add(self, widget: QWidget) -> None:
        """Take a widget in; the first one is in sight."""
        widget.setVisible(self._shown is None)
        self._layout.addWidget(widget)
        self._shown = self._shown or widget

    def show_one(self, widget: QWidget) -> None:
        """Show this widget in place of the one in sight."""
        if widget is self._shown:
            return
        if self._shown is not None:
            self._shown.hide()
        self._shown = widget
        widget.show()
