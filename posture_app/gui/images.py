"""From the pictures of the program to those of Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

SMALLEST_PX = 64
"""No copy of a picture is made whose shorter side would be smaller."""


def to_qimage(rgb: NDArray[np.uint8]) -> QImage:
    """Give a picture of its own from (height, width, 3) uint8 RGB; views of any stride are welcome."""
    rgb = np.ascontiguousarray(rgb)
    height, width = rgb.shape[:2]
    shared = QImage(rgb.data, width, height, rgb.strides[0], QImage.Format.Format_RGB888)
    return shared.convertToFormat(QImage.Format.Format_RGB32)  # a copy, in the format that paints fastest


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A photograph ready to be painted at any size: itself, and copies each half as large as the last."""

    levels: tuple[QImage, ...]

    @classmethod
    def of(cls, rgb: NDArray[np.uint8]) -> Picture:
        """Make it from (height, width, 3) uint8 RGB. Takes long for a large one; any thread will do."""
        levels = [to_qimage(rgb)]
        while (smaller := half_sized(levels[-1])) is not None:
            levels.append(smaller)
        return cls(tuple(levels))


def half_sized(image: QImage) -> QImage | None:
    """Give a smooth copy of half the size; None where it would be too small to be of use."""
    if min(image.width(), image.height()) // 2 <= SMALLEST_PX:
        return None
    size = (image.width() + 1) // 2, (image.height() + 1) // 2
    plain, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(*size, plain, smooth)
