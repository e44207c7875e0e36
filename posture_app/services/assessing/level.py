"""Which camera level counts, when several are to be had."""

from __future__ import annotations

from posture_app.domain.body import CameraLevel


def choose_level(
    given: CameraLevel | None,
    scene: CameraLevel | None,
    marker: CameraLevel | None = None,
    remembered: CameraLevel | None = None,
) -> CameraLevel:
    """Give the level to measure with, in falling order of trust; an unknown one when there is none.

    Parameters
    ----------
    given : what somebody set for these photographs; it wins. None leaves it to what follows.
    marker : of a calibration sheet in the very picture.
    remembered : of the camera's calibration, where it still holds.
    scene : what the room's verticals say; None when they do not say it surely.
    """
    return given or marker or remembered or scene or CameraLevel()
