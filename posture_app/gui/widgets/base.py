"""What all our widgets share: they follow the theme, and their texts are set by kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type


class Themed(QWidget):
    """A painted widget that is laid out and painted anew when the theme changes."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.follow_theme()

    def follow_theme(self) -> None:
        """Take over the theme's sizes and colours."""
        self.updateGeometry()
        self.update()


def text_label(
    text: str = "", kind: Type = Type.BODY, tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """Make a label of a kind of text; `tone` is empty, quiet, brand, ok, watch, or pro."""
    label = QLabel(text, parent)
    label.setProperty("type", kind.value)
    if tone:
        label.setProperty("tone", tone)
    label.setWordWrap(kind in (Type.BODY, Type.SMALL))
    return label


def text_width(text: str, kind: Type) -> float:
    """Give the width of a line in the theme's type, px."""
    return QFontMetricsF(theme().font(kind)).horizontalAdvance(text)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget's properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
