"""The camera's run for one client of the kiosk: begun, watched, and ended with nothing left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from posture_app.gui.camera.capture_driver import CaptureDriver
from posture_app.services.capture.flow import CaptureFlow, CaptureSettings, Phase

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.domain.views import View
    from posture_app.gui.studio import Studio


class CaptureRun(QObject):
    """Has a driver while a client is being photographed; keeps every photograph that can be used."""

    taken = Signal()
    """A photograph was taken, and is kept."""
    ended = Signal()
    """No view is left to take."""
    refused = Signal(object)
    """A PostureError: why a photograph could not be used."""
    camera_lost = Signal(object)
    """A PostureError: what is the matter with the camera."""
    camera_back = Signal()

    def __init__(self, studio: Studio, burst: int) -> None:
        super().__init__()
        self._studio, self._burst = studio, burst
        self.driver: CaptureDriver | None = None

    def begin(self) -> None:
        """Make a driver; the camera starts as soon as the page is there."""
        flow = CaptureFlow(settings=CaptureSettings(burst=self._burst))
        driver = CaptureDriver(self._studio, flow)
        driver.taken.connect(self._on_taken)
        driver.state_changed.connect(self._on_state)
        driver.refused.connect(self._on_refused)
        driver.trouble.connect(self.camera_lost)
        driver.connected.connect(self.camera_back)
        self.driver = driver
        QTimer.singleShot(0, self, self._start_camera)

    def _start_camera(self) -> None:
        if self.driver is not None:
            self.driver.start()

    def end(self) -> None:
        """Stop the camera and let the driver go."""
        if self.driver is None:
            return
        driver, self.driver = self.driver, None
        driver.stop()
        driver.blockSignals(True)
        try:  # what the pose worker still holds comes home first; then nothing of the client is left
            self._studio.poses.start(_nothing, lambda _: driver.deleteLater(), lambda _: driver.deleteLater())
        except RuntimeError:  # the workers have ended already
            driver.deleteLater()

    def _on_taken(self, view: View) -> None:
        self.taken.emit()
        if self.driver is not None:
            self.driver.accept()

    def _on_state(self, state: object) -> None:
        if self.driver is not None and self.driver.flow.state.phase is Phase.DONE:
            self.ended.emit()

    def _on_refused(self, view: View, error: PostureError) -> None:
        self.refused.emit(error)


def _nothing() -> None:
    """Take a turn on the worker, behind everything that waits there."""
