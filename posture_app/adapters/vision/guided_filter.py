"""The guided filter of He, Sun, and Tang (2013): a coarse picture takes the edges of a finer one.

Around every pixel the coarse picture is taken for a linear function of the guide's three channels, fitted by
least squares in a window; what comes out is the mean of what all windows over a pixel say of it. OpenCV has
it among its contributed modules only, which take 13 MB for this one function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_app.adapters.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]


def guided_filter(
    guide: NDArray[np.uint8], coarse: NDArray[np.float32], radius: int, eps: float
) -> NDArray[np.float32]:
    """Draw the edges of a coarse picture to those of its guide.

    Parameters
    ----------
    guide : (height, width, 3) array of 0..255
        The picture with the edges.
    coarse : (height, width) array
        What is filtered, in any unit; what comes out has the same.
    radius : int
        The window reaches so many pixels to each side; beyond the border the picture is taken as mirrored.
    eps : float
        The variance of the guide, in squares of its unit, below which there is no edge to follow.

    Returns
    -------
    array (height, width)
        May reach a little beyond the values of `coarse`.
    """
    colours = guide.astype(np.float64)
    mean = _window_mean(colours, radius)
    products = np.einsum("yxi,yxj->yxij", colours, colours)
    spread = _window_mean(products, radius) - np.einsum("yxi,yxj->yxij", mean, mean)
    values = coarse.astype(np.float64)
    level = _window_mean(values, radius)
    together = _window_mean(colours * values[..., None], radius) - mean * level[..., None]
    slope = np.linalg.solve(spread + eps * np.eye(3), together[..., None])[..., 0]
    offset = level - (slope * mean).sum(axis=-1)
    fine: Values = (_window_mean(slope, radius) * colours).sum(axis=-1) + _window_mean(offset, radius)
    return fine.astype(np.float32)


def _window_mean(values: Values, radius: int) -> Values:
    """Give the mean over the window around every pixel, (height, width, …) as it came."""
    layers = values.reshape(*values.shape[:2], -1)
    side = 2 * radius + 1
    means = cv2.blur(layers, (side, side), borderType=cv2.BORDER_REFLECT)
    return np.asarray(means, np.float64).reshape(values.shape)
