"""What cameras without hardware have in common: they keep pace, and can be unplugged on purpose."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from posture_app.domain.errors import CameraTrouble

if TYPE_CHECKING:
    from posture_app.domain.views import View
    from posture_app.services.ports import Frame

FPS = 30.0
AWAY_S = 3.0
"""How long a camera that was unplugged on purpose stays away."""


class Pace(Protocol):
    """A clock to play by; a test's own passes instantly."""

    def now(self) -> float:
        """Give the seconds of a clock that only rises."""

    def wait(self, seconds: float) -> None:
        """Let that much time pass."""


class RealPace:
    """The system's monotonic clock."""

    def __init__(self) -> None:
        self._never = threading.Event()

    def now(self) -> float:
        """Give the seconds of the monotonic clock."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._never.wait(seconds)


class Reel(Protocol):
    """What a camera without hardware plays."""

    def load(self) -> float:
        """Begin anew; give the pictures a second, or raise CameraTrouble when there is nothing to play."""

    def frame(self, at_s: float, wanted: View | None) -> Frame:
        """Give the picture of a moment since the beginning; `wanted` is the view to play towards."""

    def close(self) -> None:
        """Let go of files."""


class PlayedCamera:
    """A camera without hardware: it keeps pace, and can be unplugged on purpose.

    With `fail_after` it is lost after so many pictures, is not to be opened for `AWAY_S`, and then comes
    back for good.
    """

    def __init__(self, reel: Reel, pace: Pace | None, fail_after: int | None) -> None:
        self._reel = reel
        self._pace: Pace = pace or RealPace()
        self._fail_after = fail_after
        self._away_until = 0.0
        self._fps = FPS
        self._started: float | None = None
        self._count = 0
        self._wanted: View | None = None

    def open(self) -> None:
        """Begin to play; raise CameraTrouble ``camera_unreadable`` when there is nothing to be played."""
        if self._pace.now() < self._away_until:
            raise CameraTrouble("camera_none")
        self._fps = self._reel.load()
        self._started = self._pace.now()
        self._count = 0

    def read(self) -> Frame:
        """Wait until the next picture is due; one that is late is left out."""
        if self._started is None:
            raise CameraTrouble("camera_lost")
        self._break_on_purpose()
        passed = self._pace.now() - self._started
        due = (self._count + 1) / self._fps
        if passed < due:
            self._pace.wait(due - passed)
            passed = due
        self._count = max(self._count + 1, int(passed * self._fps))
        return self._reel.frame(self._count / self._fps, self._wanted)

    def close(self) -> None:
        """Stop playing and let go of files."""
        self._started = None
        self._reel.close()

    def follow(self, view: View) -> None:
        """Say which view is wanted next; may be called from another thread."""
        self._wanted = view

    def _break_on_purpose(self) -> None:
        if self._fail_after is None:
            return
        if self._fail_after <= 0:
            self._fail_after = None
            self._away_until = self._pace.now() + AWAY_S
            self.close()
            raise CameraTrouble("camera_lost")
        self._fail_after -= 1
