"""From the pictures of the program to those of Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray


def to_qimage(rgb: NDArray[np.uint8]) -> QImage:
    """Give a picture of its own from (height, width, 3) uint8 RGB; views of any stride are welcome."""
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    shared = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
    return shared.convertToFormat(QImage.Format.Format_RGB32)  # a copy, in the format that paints fastest
