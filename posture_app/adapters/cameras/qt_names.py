"""The cameras' real names, by QtMultimedia."""

from __future__ import annotations


def camera_names() -> tuple[str, ...]:
    """Give the names of the cameras of this machine; empty when there is none.

    Raises
    ------
    ImportError
        When a system library that QtMultimedia needs is missing; the message names it.
    """
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QMediaDevices

    # The list needs an application, but no window and no event loop.
    application = QCoreApplication.instance() or QCoreApplication([])
    names = tuple(camera.description() for camera in QMediaDevices.videoInputs())
    del application
    return names
