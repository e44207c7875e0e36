"""Linux's cameras, with devices that answer as the kernel does."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from posture_app.services.ports import CameraInfo

fcntl = pytest.importorskip("fcntl", reason="Video4Linux is Linux's")

BOTH, PICTURES, DESCRIPTION, SEVERAL_PLANES = 0x84A0_0001, 0x0420_0001, 0x04A0_0000, 0x0420_1000
"""What a webcam of two devices says of itself, and what its devices say each; a telephone's camera."""
WITHOUT_OWN = 0x0000_0001
"""What drivers said before there were capabilities of single devices."""


def capability(card: bytes, whole: int, own: int) -> bytes:
    """Write a `struct v4l2_capability`."""
    return struct.pack(
        "=16s32s32s6I", b"uvcvideo", card, b"usb-0000:00:14.0-1", 0x060100, whole, own, 0, 0, 0
    )


ANSWERS = {
    "video0": capability(b"Brio 500", BOTH, PICTURES),
    "video1": capability(b"Brio 500", BOTH, DESCRIPTION),
    "video2": capability("카메라".encode(), 0x8000_0000 | SEVERAL_PLANES, SEVERAL_PLANES),
    "video10": capability(b"x" * 32, WITHOUT_OWN, 0),
}


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of devices; what is not among the answers is no camera."""

    def answer(handle: int, request: int, buffer: bytearray) -> int:
        assert request == 0x8068_5600
        told = ANSWERS.get(Path(f"/proc/self/fd/{handle}").readlink().name)
        if told is None:
            raise OSError(25, "Inappropriate ioctl for device")
        assert len(buffer) == len(told) == 104
        buffer[:] = told
        return 0

    monkeypatch.setattr(fcntl, "ioctl", answer)
    for name in (*ANSWERS, "video3", "videoten", "v4l-subdev0"):
        (tmp_path / name).touch()
    return tmp_path


def test_cameras_have_the_numbers_of_their_devices(devices: Path) -> None:
    from posture_app.adapters.cameras.video4linux import v4l_cameras

    assert v4l_cameras(devices) == (
        CameraInfo("0", "Brio 500"),
        CameraInfo("2", "카메라"),
        CameraInfo("10", "x" * 32),
    )


def test_a_device_that_does_not_open_is_left_out(devices: Path) -> None:
    from posture_app.adapters.cameras.video4linux import v4l_cameras

    (devices / "video0").unlink()
    (devices / "video0").symlink_to(devices / "gone")
    assert [camera.id for camera in v4l_cameras(devices)] == ["2", "10"]


def test_a_machine_without_cameras_has_none(tmp_path: Path) -> None:
    from posture_app.adapters.cameras.video4linux import v4l_cameras

    assert v4l_cameras(tmp_path) == ()
