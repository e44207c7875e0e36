"""The one place that imports cv2, and undoes what its import does to Qt.

The wheel carries plugins of a Qt 5 of its own and points Qt at them by two environment variables.
"""

from __future__ import annotations

import os

import numpy as np
from numpy.typing import NDArray

# Read by OpenCV when it is imported. The first makes Windows cameras open in seconds instead of up to
# twenty; the others keep what a camera or a broken video mutters off the terminal: we say it ourselves.
for _name, _value in (
    ("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0"),
    ("OPENCV_LOG_LEVEL", "SILENT"),
    ("OPENCV_FFMPEG_LOGLEVEL", "-8"),
):
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402

for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_name, None)

__all__ = ["cut_out", "cv2"]


def cut_out(rgb: NDArray[np.uint8], matrix: NDArray[np.float64], side: int) -> NDArray[np.uint8]:
    """Cut a square out of a picture, continued at its edges by its outermost pixels.

    `matrix` (2, 3) takes *positions* (the picture spans 0..width) to positions in the square;
    OpenCV speaks pixel indices, whose centres lie half a pixel further.
    """
    indices = matrix.copy()
    indices[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    how = cv2.INTER_AREA if abs(matrix[0, 0]) < 1.0 else cv2.INTER_LINEAR
    cut = cv2.warpAffine(rgb, indices, (side, side), flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)
