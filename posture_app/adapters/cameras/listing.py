"""The cameras of this machine that can be chosen."""

from __future__ import annotations

import sys

from posture_app.services.ports import CameraInfo


def cameras() -> tuple[CameraInfo, ...]:
    """Give the machine's cameras with the numbers OpenCV opens them by; empty when there is none.

    Raises
    ------
    ImportError
        When a system library that QtMultimedia needs is missing; the message names it. Linux does without.
    """
    return _kernels_cameras() if sys.platform == "linux" else _qt_cameras()


def _kernels_cameras() -> tuple[CameraInfo, ...]:
    from posture_app.adapters.cameras.video4linux import v4l_cameras

    return v4l_cameras()


def _qt_cameras() -> tuple[CameraInfo, ...]:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QMediaDevices

    # The list needs an application, but no window and no event loop.
    application = QCoreApplication.instance() or QCoreApplication([])
    names = [camera.description() for camera in QMediaDevices.videoInputs()]
    del application
    return tuple(CameraInfo(str(index), name) for index, name in enumerate(names))
