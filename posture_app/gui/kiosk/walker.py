"""Walks the kiosk's rails without a hand: for demonstrations, and for the tests of the whole program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from posture_app.domain.errors import CameraTrouble
from posture_app.gui.kiosk.pages.consent import ConsentPage
from posture_app.services.kiosk.rails import Stage

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.kiosk.window import KioskWindow

LONGEST_TROUBLE_S = 20.0
LONGEST_S = 150.0
"""From one photograph to the next, and from the last one to the end: a busy machine takes its time."""
MOST_REFUSALS = 5


class KioskWalker:
    """Does at every stage what a willing client would do; tells the window how it ended."""

    def __init__(self, window: KioskWindow, folder: Path, at_s: float) -> None:
        self.folder = folder
        self.is_over = False
        self._window = window
        self._since_s = at_s
        self._refusals = 0
        self._trouble: PostureError = CameraTrouble("camera_slow")
        self._lost_s: float | None = None
        self._camera_works = False

    def step(self, now: float) -> None:
        """Take the next step, or give up."""
        if self.is_over:
            return
        window = self._window
        if now - self._since_s > LONGEST_S:
            told = QCoreApplication.translate("KioskWalker", "It did not come to an end within {seconds} s.")
            self._end(5, told.format(seconds=round(LONGEST_S)))
        elif self._lost_s is not None and now - self._lost_s > LONGEST_TROUBLE_S:
            self._end(5, window.studio.words.problem(self._trouble))
        else:
            self._act(now)

    def _act(self, now: float) -> None:
        window, kiosk = self._window, self._window.kiosk
        page = window.page
        if kiosk.stage is Stage.LOCKED:
            kiosk.unlock_unattended(now)
        elif kiosk.stage is Stage.WELCOME:
            kiosk.start(now)
        elif kiosk.stage is Stage.CONSENT and isinstance(page, ConsentPage):
            page.tick()
            page.go_on()
        elif kiosk.stage is Stage.WHO:
            kiosk.is_new(now)
        elif kiosk.stage is Stage.HEIGHT:
            kiosk.set_height(None, now)
        elif kiosk.stage is Stage.CAPTURE and not self._camera_works and self._lost_s is None:
            self._lost_s = now
        window.show_stage()

    def camera_lost(self, error: PostureError, now: float) -> None:
        """The camera is in trouble."""
        self._trouble = error
        if self._lost_s is None:
            self._lost_s = now

    def camera_back(self) -> None:
        """The camera delivers."""
        self._camera_works, self._lost_s = True, None

    def moved_on(self, now: float) -> None:
        """A photograph was taken."""
        self._since_s = now

    def refused(self, error: PostureError) -> None:
        """A photograph could not be used."""
        self._refusals += 1
        if self._refusals >= MOST_REFUSALS:
            self._end(4, self._window.studio.words.problem(error))

    def failed(self, error: PostureError) -> None:
        """The results could not be made or written."""
        self._end(error.exit_code, self._window.studio.words.problem(error))

    def written(self, _: None) -> None:
        """All results are in the folder."""
        self._end(0, "")

    def _end(self, code: int, sentence: str) -> None:
        if not self.is_over:
            self.is_over = True
            self._window.walked.emit(code, sentence)
