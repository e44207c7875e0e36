"""Which camera level counts, when several are to be had."""

from __future__ import annotations

from posture_app.domain.body import CameraLevel


def choose_level(given: CameraLevel | None, scene: CameraLevel | None) -> CameraLevel:
    """Give the level to measure with: the one that was given, else the scene's, else an unknown one.

    Parameters
    ----------
    given : what somebody set; None leaves it to the picture.
    scene : what the room's verticals say; None when they do not say it surely.
    """
    return given or scene or CameraLevel()
