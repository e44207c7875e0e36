"""Runs an assessment with no hand on the mouse: capture, accept, report, quit. The machines' own user."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from posture_app.domain.errors import CameraTrouble, NotAssessable, PostureError
from posture_app.services.capture.flow import Phase

if TYPE_CHECKING:
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow
    from posture_app.services.capture.flow import CaptureState

PATIENCE_MS = 20_000
"""How long the camera may be in trouble."""
LONGEST_MS = 150_000
"""From one photograph to the next, and from the last one to the end: a busy machine takes its time."""
MOST_REFUSALS = 5
LOOK_MS = 700
"""How long each photograph is looked at before it is accepted."""


class Autopilot(QObject):
    """Goes through front, side, and back, writes the files, and quits with 0, or says why not."""

    def __init__(self, studio: Studio, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._studio, self._window, self._folder = studio, window, folder
        self._refusals: dict[View, int] = {}
        self._trouble: PostureError = CameraTrouble("camera_slow")
        self._over = self._saving = False
        self._patience = self._timer(PATIENCE_MS, self._give_up)
        self._clock = self._timer(LONGEST_MS, self._too_long)
        self._look = self._timer(LOOK_MS, self._accept)
        driver = window.driver
        driver.state_changed.connect(self._follow)
        driver.refused.connect(self._refused)
        driver.trouble.connect(self._troubled)
        driver.connected.connect(self._patience.stop)

    def _timer(self, milliseconds: int, when: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(when)
        return timer

    def start(self) -> None:
        """Begin; needs a running event loop to go on."""
        self._clock.start()
        self._patience.start()
        self._window.driver.set_hands_free(True)
        self._window.run("page.capture")

    # -- capture -------------------------------------------------------------------------------------

    def _follow(self, state: CaptureState) -> None:
        if self._over or self._saving:
            return
        if state.phase is Phase.REVIEW and not self._look.isActive():
            self._window.review(state.view)
            self._look.start()
            self._clock.start()
        elif state.phase is Phase.DONE:
            self._save()

    def _accept(self) -> None:
        if self._window.page_name == "review" and not self._over:
            self._window.pages["review"].accept()  # type: ignore[attr-defined]

    def _refused(self, view: View, error: PostureError) -> None:
        self._refusals[view] = self._refusals.get(view, 0) + 1
        if self._refusals[view] >= MOST_REFUSALS:
            self._stop(error)

    def _troubled(self, error: PostureError) -> None:
        self._trouble = error
        if not isinstance(error, CameraTrouble):
            self._stop(error)
        elif not self._patience.isActive():
            self._patience.start()

    def _give_up(self) -> None:
        self._stop(self._trouble)

    def _too_long(self) -> None:
        state = self._window.driver.flow.state
        seen = [one for one in state.told if one is not None]
        self._stop(NotAssessable(tuple(seen)) if seen else CameraTrouble("camera_slow"), slow=True)

    # -- the files -----------------------------------------------------------------------------------

    def _save(self) -> None:
        self._saving = True
        self._patience.stop()
        self._window.go("results")
        self._studio.make_files(self._write, self._stop)

    def _write(self, files: dict[str, bytes]) -> None:
        self._studio.save_files(self._folder, files, self._saved, self._stop)

    def _saved(self, _: None) -> None:
        self._quit(0)

    # -- the end -------------------------------------------------------------------------------------

    def _stop(self, error: PostureError, *, slow: bool = False) -> None:
        if self._over:
            return
        words = self._studio.words
        if slow:
            view = self._window.driver.flow.state
            sentence = self.tr("The capture took too long; the last instruction was: {instruction}").format(
                instruction=words.text(f"capture.{view.instruction}")
            )
            code = NotAssessable.exit_code
        else:
            sentence, code = words.problem(error), error.exit_code
        if sys.stderr is not None:
            print(sentence, file=sys.stderr)
        self._quit(code)

    def _quit(self, code: int) -> None:
        self._over = True
        for timer in (self._patience, self._clock, self._look):
            timer.stop()
        self._window.close()
        QCoreApplication.exit(code)
