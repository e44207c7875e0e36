"""The way through the welcome; it outlives its page, which is made anew when language or looks change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from posture_app.domain.views import View
from posture_app.gui.camera.capture_driver import CaptureDriver
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings
from posture_app.services.welcome import Step, Welcome

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class WelcomeWalk(QObject):
    """Where somebody is in the welcome.

    Attributes
    ----------
    check : the camera of the camera step; it looks and never takes a photograph by itself.
    focus : the control that had the focus when looks changed, to have it again; empty for none.
    """

    moved = Signal()
    """Another step, or the beginning, or the end."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        has_records = studio.equipment.records is not None
        self.state = Welcome(tuple(one for one in Step if has_records or one is not Step.RECORDS))
        self.check = CaptureDriver(studio, CaptureFlow((View.FRONT,), CaptureSettings(hands_free=False)))
        self.focus = ""

    def begin(self) -> None:
        """Begin with the first step."""
        self._go(self.state.begun())

    def forward(self) -> None:
        """Go on to the next step."""
        self._go(self.state.moved(+1))

    def back(self) -> None:
        """Go back to the step before."""
        self._go(self.state.moved(-1))

    def end(self) -> None:
        """End it; it does not come by itself again."""
        self._go(self.state.ended())
        self._studio.prefer(welcomed=True)

    def _go(self, state: Welcome) -> None:
        self.state = state
        self.focus = ""
        self.moved.emit()
