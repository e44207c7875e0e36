"""Recordings as a telephone makes them."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np

WIDTH, HEIGHT = 96, 48

_ONE, _W = 0x10000, 0x40000000
_UPRIGHT = struct.pack(">9i", _ONE, 0, 0, 0, _ONE, 0, 0, 0, _W)
_TURNED = {
    90: struct.pack(">9i", 0, _ONE, 0, -_ONE, 0, 0, HEIGHT << 16, 0, _W),
    270: struct.pack(">9i", 0, -_ONE, 0, _ONE, 0, 0, 0, WIDTH << 16, _W),
}


def held_upright(path: Path, degrees: int, frames: int = 6) -> Path:
    """An MP4 of 96 × 48 with red at its left that asks to be shown turned clockwise by 90 or 270 degrees."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), 30.0, (WIDTH, HEIGHT))
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    picture[:, :20] = (0, 0, 255)
    for _ in range(frames):
        writer.write(picture)
    writer.release()
    data = bytearray(path.read_bytes())
    at = data.index(_UPRIGHT, data.index(b"tkhd"))
    data[at : at + len(_UPRIGHT)] = _TURNED[degrees]
    path.write_bytes(data)
    return path


def stands(rgb: np.ndarray, degrees: int) -> bool:
    """Tell whether a frame of it stands as it was asked for: red at the top, or at the bottom."""
    red = rgb[:, :, 0] > 150
    top, bottom = red[:12].mean() > 0.9, red[-12:].mean() > 0.9
    return rgb.shape[:2] == (WIDTH, HEIGHT) and (top, bottom) == (degrees == 90, degrees == 270)
