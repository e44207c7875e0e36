from __future__ import annotations

import numpy as np
import pytest

from posture_app.gui.images import to_qimage


def picture(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3)).astype(np.uint8)


def pixels(image) -> np.ndarray:
    colours = [
        [image.pixelColor(x, y).getRgb()[:3] for x in range(image.width())] for y in range(image.height())
    ]
    return np.array(colours, np.uint8)


@pytest.mark.parametrize("width", [1, 4, 5, 7, 33])
def test_no_width_shears_the_picture(width):
    rgb = picture(width, 6)
    assert (pixels(to_qimage(rgb)) == rgb).all()


def test_the_picture_is_a_copy():
    rgb = picture(5, 3)
    image, before = to_qimage(rgb), rgb.copy()
    rgb[:] = 0
    assert (pixels(image) == before).all()


@pytest.mark.parametrize("view", [np.s_[:, ::-1], np.s_[::-1], np.s_[:, :, ::-1], np.s_[1:4, 2:6]])
def test_views_of_any_stride_are_welcome(view):
    rgb = picture(9, 6)[view]
    assert (pixels(to_qimage(rgb)) == rgb).all()
