"""The Protocols through which the services meet the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `rgb` is (height, width, 3) uint8, RGB, upright, never mirrored."""

    rgb: NDArray[np.uint8]
    warnings: tuple[str, ...] = ()
    """Codes of what the reader noticed, such as ``photo_damaged``."""

    def __post_init__(self) -> None:
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype.name != "uint8":
            raise ValueError(f"rgb must be (height, width, 3) uint8: {self.rgb.shape} {self.rgb.dtype}")

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.rgb.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.rgb.shape[0])
