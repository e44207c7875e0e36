"""Keys on the screen: digits, letters, and the pad for the staff PIN."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from posture_app.gui.kiosk.pages.base import LEAST_TARGET, gap, high, kiosk_button, put, words
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.instruction_label import InstructionLabel
from posture_app.gui.widgets.kiosk_button import KioskButton

ERASE = "\b"
LETTERS = ("ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ-")
DIGITS = "1234567890"
LONGEST_PIN = 12


class _Keys(QWidget):
    """Keys that tell what was pressed; the physical keyboard does the same elsewhere."""

    pressed = Signal(str)
    """A letter, a digit, or `ERASE`."""

    def __init__(self) -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(max(8, gap(16)))

    def key(self, sign: str, height: float) -> KioskButton:
        """Make a key."""
        erases = sign == ERASE
        made = kiosk_button(self.tr("Delete") if erases else sign)
        made.setToolTip("")
        made.setStyleSheet(f"min-height: {high(height) - 4}px; padding: 0; min-width: 52px;")
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.pressed.emit(sign))
        return made


class Keypad(_Keys):
    """Ten digits and a key that deletes."""

    def __init__(self, height: float = 112) -> None:
        super().__init__()
        for index, digit in enumerate("123456789"):
            self.grid.addWidget(self.key(digit, height), index // 3, index % 3)
        self.grid.addWidget(self.key("0", height), 3, 1)
        self.grid.addWidget(self.key(ERASE, height), 3, 2)


class Keyboard(_Keys):
    """Letters in the order of the alphabet, which everybody knows, digits, and a key that deletes."""

    def __init__(self) -> None:
        super().__init__()
        for row, signs in enumerate((DIGITS, *LETTERS)):
            for column, sign in enumerate(signs):
                self.grid.addWidget(self.key(sign, 88), row, column)
        erase = self.key(ERASE, 88)
        self.grid.addWidget(erase, 3, 7, 1, 3)


class PinPad(QWidget):
    """Asks for a PIN; shows dots only, and decides nothing."""

    entered = Signal(str)

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self._pin = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(gap(24))
        rows.addWidget(words(title, Type.TITLE))
        self._sentence = words(sentence, Type.BODY, "quiet")
        self._sentence.setMinimumHeight(gap(100))
        rows.addWidget(self._sentence)
        self._dots = InstructionLabel("", Type.DISPLAY, lines=1)
        self._dots.setFixedHeight(high(96))
        rows.addWidget(self._dots)
        keys = Keypad(104)
        keys.pressed.connect(self.press)
        rows.addWidget(keys)
        self._enter = kiosk_button(self.tr("OK"), "check", "primary")
        self._enter.clicked.connect(self._done)
        rows.addWidget(self._enter)
        self._show()

    def say(self, sentence: str, tone: str = "quiet") -> None:
        """Say what came of the last one, and ask again."""
        self._pin = ""
        put(self._sentence, sentence)
        self._sentence.setProperty("tone", tone)
        self._sentence.style().polish(self._sentence)
        self._show()

    def press(self, sign: str) -> None:
        """Take a key."""
        if sign == ERASE:
            self._pin = self._pin[:-1]
        elif len(self._pin) < LONGEST_PIN and sign.isdigit() and sign.isascii():
            self._pin += sign
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits from the keyboard too."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done()
        elif key == Qt.Key.Key_Backspace:
            self.press(ERASE)
        elif event.text().isdigit():
            self.press(event.text())
        else:
            super().keyPressEvent(event)

    def _done(self) -> None:
        if self._pin:
            pin, self._pin = self._pin, ""
            self._show()
            self.entered.emit(pin)

    def _show(self) -> None:
        self._dots.say("●" * len(self._pin) or "–", "" if self._pin else "quiet")
        self._dots.setAccessibleName(self.tr("{count} digits").format(count=len(self._pin)))
        self._enter.setEnabled(bool(self._pin))


def centred(widget: QWidget, most: float = 720) -> QHBoxLayout:
    """Put a widget into the middle, no wider than it needs."""
    widget.setMaximumWidth(max(gap(most), 5 * LEAST_TARGET))
    line = QHBoxLayout()
    line.addStretch(1)
    line.addWidget(widget, 100)
    line.addStretch(1)
    return line
