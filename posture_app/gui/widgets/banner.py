"""A problem as a sentence, with a button for its remedy."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from posture_app.gui.icons import icon_pixmap
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

_ICONS = {"pro": "circle-alert", "watch": "triangle-alert", "ok": "circle-check", "none": "info"}


class Banner(QFrame):
    """Shows a sentence and a remedy; hidden while there is nothing to say."""

    remedied = Signal()
    spoke = Signal()
    """Another sentence is shown, which may need another height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "pro"
        self._sign = QLabel()
        self._text = text_label(kind=Type.BODY)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = Button(small=True)
        self._button.clicked.connect(self.remedied)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._dress()
        self.hide()

    def say(self, sentence: str, remedy: str = "", tone: str = "pro") -> None:
        """Show a sentence; `remedy` names the button, `tone` is pro, watch, ok, or none."""
        self._tone = tone
        self._text.setText(sentence)
        self._button.setText(remedy)
        self._button.setVisible(bool(remedy))
        self.setAccessibleName(sentence)
        self._dress()
        self.show()
        self.spoke.emit()

    def clear(self) -> None:
        """Say nothing any more."""
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._text.text()

    @property
    def button(self) -> Button:
        """The remedy's button."""
        return self._button

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        # Dressing sets a style sheet, which is itself a change of style.
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        tokens = theme().tokens
        tones = {"pro": tokens.pro, "watch": tokens.watch, "ok": tokens.ok}.get(self._tone, tokens.none)
        side = theme().height(20, 40)
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icon_pixmap(_ICONS.get(self._tone, "info"), side, tones.ink, ratio))
        self._sign.setFixedSize(QSize(side, side + 4))
        edge = f"2px solid {tones.ink}" if tokens.bold_edges else f"1px solid {tones.stroke}"
        sheet = f"Banner {{ background: {tones.tint}; border: {edge}; border-radius: 12px; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
