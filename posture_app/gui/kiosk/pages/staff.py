"""The pages of the staff: unlocking for the day, the first PIN, and what may be done after a PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal

from posture_app.gui.kiosk.pages.base import Badge, KioskPage, gap, kiosk_button, title, words
from posture_app.gui.kiosk.pages.keys import PinPad, centred
from posture_app.gui.tokens import Type
from posture_app.services.kiosk.pin import SHORTEST


class LockedPage(KioskPage):
    """Asks staff for the PIN, or for the first one twice."""

    unlock_wanted = Signal(str)
    pin_chosen = Signal(str, str)
    leave_wanted = Signal(str)
    """With the PIN; empty while there is none."""

    def __init__(self, *, has_pin: bool, note: str = "") -> None:
        super().__init__()
        self.setAccessibleName(self.tr("This kiosk is locked"))
        self._has_pin = has_pin
        self._leaving = False
        self._once = ""
        self._leave = kiosk_button(self.tr("Leave the kiosk"), "x", size="small")
        self._leave.clicked.connect(self._leave_pressed)
        self.head(self._leave)
        self.rows.addStretch(1)
        title = self.tr("Staff: unlock the kiosk") if has_pin else self.tr("Staff: choose a PIN")
        self.pad = PinPad(title, self._question())
        self.pad.entered.connect(self._entered)
        self.rows.addLayout(centred(self.pad))
        if note:
            self.rows.addWidget(words(note, Type.SMALL, "watch"))
        self.rows.addStretch(1)
        self.begin_with(self.pad)

    def refuse(self, sentence: str) -> None:
        """Say why the PIN will not do."""
        self._once = ""
        self.pad.say(sentence, "pro")

    def _question(self) -> str:
        if not self._has_pin:
            return self.tr("At least {count} digits. It opens the staff page and leaves the kiosk.").format(
                count=SHORTEST
            )
        if self._leaving:
            return self.tr("Enter the PIN to leave the kiosk.")
        return self.tr("Enter the PIN to open the kiosk for the day.")

    def _leave_pressed(self) -> None:
        if not self._has_pin:
            self.leave_wanted.emit("")
            return
        self._leaving = not self._leaving
        self._leave.setText(self.tr("Cancel") if self._leaving else self.tr("Leave the kiosk"))
        self._leave.setAccessibleName(self._leave.text())
        self.pad.say(self._question())

    def _entered(self, pin: str) -> None:
        if self._has_pin:
            (self.leave_wanted if self._leaving else self.unlock_wanted).emit(pin)
        elif not self._once:
            self._once = pin
            self.pad.say(self.tr("Once more, please."))
        else:
            self.pin_chosen.emit(self._once, pin)


class StaffPage(KioskPage):
    """After the PIN: go on, open the records where that is of use, lock, or leave."""

    resume_wanted = Signal()
    records_wanted = Signal()
    lock_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, note: str, *, records: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Staff"))
        self.rows.addStretch(1)
        self.rows.addWidget(Badge("lock", "brand"))
        self.rows.addWidget(title(self.tr("Staff")))
        self.rows.addWidget(words(note, Type.BODY, "quiet"))
        self.rows.addSpacing(gap(24))
        on = kiosk_button(self.tr("Back to the welcome page"), "arrow-right", "primary", after=True)
        on.clicked.connect(self.resume_wanted)
        opening = kiosk_button(self.tr("Open the records"), "hard-drive")
        opening.clicked.connect(self.records_wanted)
        opening.setVisible(records)
        lock = kiosk_button(self.tr("Lock the kiosk"), "lock")
        lock.clicked.connect(self.lock_wanted)
        leave = kiosk_button(self.tr("Leave the kiosk"), "x")
        leave.clicked.connect(self.leave_wanted)
        for button in (on, opening, lock, leave):
            self.rows.addWidget(button)
        self.rows.addStretch(2)
        self.begin_with(on)
