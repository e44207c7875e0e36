"""How tall: large steps, digits, or left out."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from posture_app.gui.kiosk.pages.base import (
    LEAST_TARGET,
    KioskPage,
    ScrollBody,
    gap,
    is_large,
    kiosk_button,
    put,
    title,
    words,
)
from posture_app.gui.kiosk.pages.keys import ERASE, Keypad, centred
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.services.kiosk.rails import HIGHEST_CM, LOWEST_CM

USUAL_CM = 170


class HeightPage(KioskPage):
    """Asks for the height in cm, which turns pixels into centimetres."""

    chosen = Signal(object)
    """cm, or None when the client does not know."""
    back_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Your height"))
        self._typed = ""
        self._cm = USUAL_CM
        back = kiosk_button(self.tr("Back"), "undo-2", size="small")
        back.clicked.connect(self.back_wanted)
        stop = kiosk_button(self.tr("Stop"), "x", size="small")
        stop.clicked.connect(self.stop_wanted)
        self.head(back, stop)
        self.rows.addWidget(title(self.tr("How tall are you?")))
        why = self.tr("Your height without shoes turns the picture into centimetres.")
        self.rows.addWidget(words(why, Type.BODY, "quiet"))
        body = ScrollBody(self.tr("Your height"))
        body.column.setSpacing(gap(32))
        body.column.addStretch(1)
        body.column.addLayout(self._stepper())
        self._doubt = words("", Type.SMALL, "pro")
        self._doubt.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.column.addWidget(self._doubt)
        keys = Keypad()
        keys.pressed.connect(self._key)
        body.column.addLayout(centred(keys))
        body.column.addStretch(1)
        self.rows.addWidget(body, 1)
        skip = kiosk_button(self.tr("I don’t know"))
        skip.clicked.connect(lambda: self.chosen.emit(None))
        self._on = kiosk_button(self.tr("Continue"), "arrow-right", "primary", after=True)
        self._on.clicked.connect(self.go_on)
        self.foot(skip, self._on)
        self._show()
        self.begin_with(self._on)

    def _stepper(self) -> QHBoxLayout:
        less = kiosk_button("", "minus", name=self.tr("1 cm less"))
        more = kiosk_button("", "plus", name=self.tr("1 cm more"))
        for button, step in ((less, -1), (more, 1)):
            button.setToolTip("")
            button.setAutoRepeat(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            side = max(LEAST_TARGET, gap(140))
            button.setStyleSheet(f"min-height: {side}px; min-width: {side}px; padding: 0;")
            button.clicked.connect(lambda _=False, step=step: self.step(step))
        kind = Type.TITLE if is_large() else Type.INSTRUCTION
        self._value = text_label("", kind)
        self._value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._value.setMinimumWidth(round(theme().text_px(kind) * 3.4))
        line = QHBoxLayout()
        line.setSpacing(gap(24))
        line.addStretch(1)
        for widget in (less, self._value, more):
            line.addWidget(widget)
        line.addStretch(1)
        return line

    def step(self, by: int) -> None:
        """Make it a little more or less."""
        self._typed = ""
        self._cm = min(HIGHEST_CM, max(LOWEST_CM, self._cm + by))
        self._show()

    def go_on(self) -> None:
        """Take what is shown, when that can be a height."""
        if self._fits():
            self.chosen.emit(float(self._cm))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits and arrows from the keyboard too."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key is Qt.Key.Key_Backspace:
            self._key(ERASE)
        elif event.text().isdigit():
            self._key(event.text())
        else:
            super().keyPressEvent(event)

    def _key(self, sign: str) -> None:
        self._typed = self._typed[:-1] if sign == ERASE else (self._typed + sign)[-3:]
        self._cm = int(self._typed) if self._typed else USUAL_CM
        self._show()

    def _fits(self) -> bool:
        return LOWEST_CM <= self._cm <= HIGHEST_CM

    def _show(self) -> None:
        told = self.tr("{height} cm").format(height=self._cm)
        self._value.setText(told)
        self._value.setAccessibleName(told)
        # While digits are still being typed a small number is not yet a mistake.
        wrong = not self._fits() and len(self._typed) >= 3
        limits = self.tr("Please give {low} to {high} cm.").format(low=LOWEST_CM, high=HIGHEST_CM)
        put(self._doubt, limits if wrong else "")
        self._on.setEnabled(self._fits())
