"""A Linux machine's cameras, asked of the kernel itself (Video4Linux).

OpenCV counts devices, and most webcams make two: one for pictures and one for their description. Qt's list,
which leaves the second out, would number the next camera wrong, and on Linux needs an FFmpeg of its own.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

from posture_app.services.ports import CameraInfo

# linux/videodev2.h: VIDIOC_QUERYCAP fills driver[16], card[32], bus_info[32], version, capabilities,
# device_caps, reserved[3]; `capabilities` tells of the whole camera, `device_caps` of this device.
_QUERY_CAPABILITIES = 0x8068_5600
_ANSWER = struct.Struct("=16x32s32xIII12x")
_HAS_DEVICE_CAPS = 0x8000_0000
_TAKES_PICTURES = 0x0000_0001 | 0x0000_1000  # in one plane, in several


def v4l_cameras(devices: Path = Path("/dev")) -> tuple[CameraInfo, ...]:
    """Give the devices that take pictures, by number; those that may not be opened are left out."""
    endings = (path.name.removeprefix("video") for path in devices.glob("video*"))
    numbers = sorted(int(ending) for ending in endings if ending.isdecimal())
    names = {number: _camera_name(devices / f"video{number}") for number in numbers}
    return tuple(CameraInfo(str(number), name) for number, name in names.items() if name is not None)


def _camera_name(device: Path) -> str | None:
    """Give the name of the camera behind a device; None when it takes no pictures or does not answer."""
    try:
        card, _, whole, own = _ANSWER.unpack(_answer(device))
    except OSError:
        return None
    if not (own if whole & _HAS_DEVICE_CAPS else whole) & _TAKES_PICTURES:
        return None
    name: str = card.split(b"\0")[0].decode("utf-8", "replace")
    return name


def _answer(device: Path) -> bytes:
    answer = bytearray(_ANSWER.size)
    if sys.platform != "win32":
        import fcntl

        handle = os.open(device, os.O_RDONLY | os.O_NONBLOCK)
        try:
            fcntl.ioctl(handle, _QUERY_CAPABILITIES, answer)
        finally:
            os.close(handle)
    return bytes(answer)
