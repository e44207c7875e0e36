"""Which camera it is: one of the computer's, the demonstration, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posture_app.adapters.cameras.demo_camera import DemoCamera
from posture_app.adapters.cameras.file_camera import FileCamera
from posture_app.adapters.cameras.opencv_camera import RESOLUTIONS, OpenCvCamera

if TYPE_CHECKING:
    from posture_app.adapters.cameras.played_camera import Pace
    from posture_app.services.ports import Camera


def open_camera(
    what: str | int,
    *,
    resolution: tuple[int, int] = RESOLUTIONS[0],
    rotation: int = 0,
    mirrored: bool = False,
    fail_after: int | None = None,
    pace: Pace | None = None,
) -> Camera:
    """Make the camera that was asked for, not yet opened: ``demo``, a number, or a folder, picture, or video.

    `resolution`, `rotation`, and `mirrored` are for real cameras, the others for played ones.
    """
    if what == "demo":
        return DemoCamera(fail_after=fail_after, pace=pace)
    if isinstance(what, int) or what.isdecimal():
        return OpenCvCamera(int(what), resolution=resolution, rotation=rotation, mirrored=mirrored)
    return FileCamera(Path(what), fail_after=fail_after, pace=pace)
