"""The cameras that can be chosen, as each system tells of them."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from posture_app.adapters.cameras import video4linux
from posture_app.adapters.cameras.listing import cameras
from posture_app.services.ports import CameraInfo

FOUND = (CameraInfo("0", "Brio 500"), CameraInfo("2", "카메라"))


def test_linux_asks_the_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(video4linux, "v4l_cameras", lambda: FOUND)
    assert cameras() == FOUND


@pytest.mark.parametrize("system", ["win32", "darwin"])
@pytest.mark.usefixtures("qapp")
def test_elsewhere_qt_names_them_in_opencvs_order(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [SimpleNamespace(description=lambda name=name: name) for name in ("FaceTime", "카메라")]
    multimedia = SimpleNamespace(QMediaDevices=SimpleNamespace(videoInputs=lambda: seen))
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", multimedia)
    monkeypatch.setattr(sys, "platform", system)
    assert cameras() == (CameraInfo("0", "FaceTime"), CameraInfo("1", "카메라"))
