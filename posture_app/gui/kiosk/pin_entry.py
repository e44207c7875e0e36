"""How staff get past the kiosk's lock: the PIN, asked for over a client's page or on the locked one."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from posture_app.gui.kiosk.pages.base import put_away
from posture_app.gui.kiosk.pages.pin import PinOverlay
from posture_app.services.kiosk.pin import SHORTEST, PinAnswer

if TYPE_CHECKING:
    from posture_app.gui.kiosk.pages.staff import LockedPage
    from posture_app.services.kiosk.rails import Kiosk


class PinEntry(QObject):
    """Hands PINs to the kiosk's rails and says why one will not do."""

    let_in = Signal()
    """The PIN was right, and the rails have gone on."""
    chosen = Signal(str)
    """The first PIN was chosen; as it is to be kept."""
    covers = Signal(bool)
    """The pad came over the page, or went."""

    def __init__(self, window: QWidget, kiosk: Kiosk, clock: Callable[[], float]) -> None:
        super().__init__(window)
        self._window, self._kiosk, self._clock = window, kiosk, clock
        self._overlay: PinOverlay | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the pad lies over the page."""
        return self._overlay is not None

    # -- over a page --

    def ask(self) -> None:
        """Let staff enter the PIN over whatever is shown."""
        self.close()
        overlay = PinOverlay(self._window)
        overlay.entered.connect(self._entered)
        overlay.cancelled.connect(self.close)
        self._overlay = overlay
        self.fit()
        self.covers.emit(True)
        overlay.show()
        overlay.raise_()
        overlay.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Put the pad away."""
        if self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            put_away(overlay)
            self.covers.emit(False)

    def fit(self) -> None:
        """Cover the whole window."""
        if self._overlay is not None:
            self._overlay.setGeometry(self._window.rect())

    def tick(self) -> None:
        """Say how long to wait after too many wrong PINs."""
        if self._overlay is not None and self._kiosk.gate.wait_left_s(self._clock()) > 0:
            self._overlay.pad.say(self._wait_sentence(), "pro")

    def _entered(self, pin: str) -> None:
        answer = self._kiosk.let_staff_in(pin, self._clock())
        if answer is PinAnswer.RIGHT:
            self.close()
            self.let_in.emit()
        elif self._overlay is not None:
            self._overlay.pad.say(self._sentence(answer), "pro")

    # -- on the locked page --

    def serve(self, page: LockedPage) -> None:
        """Take PINs from the locked page."""
        page.unlock_wanted.connect(lambda pin: self._answer(page, self._kiosk.unlock(pin, self._clock())))
        page.leave_wanted.connect(lambda pin: self._answer(page, self._kiosk.leave(pin, self._clock())))
        page.pin_chosen.connect(lambda pin, again: self._choose(page, pin, again))

    def _answer(self, page: LockedPage, answer: PinAnswer) -> None:
        if answer is PinAnswer.RIGHT:
            self.let_in.emit()
        else:
            page.refuse(self._sentence(answer))

    def _choose(self, page: LockedPage, pin: str, again: str) -> None:
        kept = self._kiosk.choose_pin(pin, again, self._clock())
        if kept is not None:
            self.chosen.emit(kept)
            self.let_in.emit()
            return
        told = self.tr("The two PINs must be equal and have at least {count} digits. Once more, please.")
        page.refuse(told.format(count=SHORTEST))

    def _sentence(self, answer: PinAnswer) -> str:
        if answer is PinAnswer.WAIT or self._kiosk.gate.wait_left_s(self._clock()) > 0:
            return self._wait_sentence()
        return self.tr("This is not the PIN.")

    def _wait_sentence(self) -> str:
        left = ceil(self._kiosk.gate.wait_left_s(self._clock()))
        return self.tr("Too many wrong PINs. Please wait {seconds} seconds.").format(seconds=left)
