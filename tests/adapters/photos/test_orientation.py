"""The way up: EXIF's orientation, right, missing, and broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from posture_app.adapters.photos.photo_files import read_photo
from tests.adapters.photos.pictures import (
    STORED,
    exif,
    quadrants,
    save,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("orientation", STORED)
def test_every_exif_orientation_comes_out_upright(tmp_path: Path, orientation: int) -> None:
    path = save(STORED[orientation](quadrants()), tmp_path / "turned.png", exif=exif(orientation))

    assert_array_equal(read_photo(path).rgb, quadrants())


def test_a_turned_jpeg_comes_out_upright(tmp_path: Path) -> None:
    path = save(STORED[6](quadrants()), tmp_path / "phone.jpg", exif=exif(6), quality=95, subsampling=0)

    assert_allclose(read_photo(path).rgb, quadrants(), atol=8)


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_an_orientation_that_does_not_exist_changes_nothing(tmp_path: Path, orientation: int) -> None:
    path = save(quadrants(), tmp_path / "odd.png", exif=exif(orientation))

    assert_array_equal(read_photo(path).rgb, quadrants())


def test_broken_exif_does_not_cost_the_photo(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "odd.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f", quality=95)

    assert read_photo(path).width == 48


def test_a_photo_without_exif_stays_as_it_lies(tmp_path: Path) -> None:
    lying = np.rot90(quadrants())

    assert_array_equal(read_photo(save(lying, tmp_path / "lying.png")).rgb, lying)
