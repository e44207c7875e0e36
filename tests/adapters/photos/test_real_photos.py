"""The photographs' reader on real files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.photos.photo_files import read_photo
from tests.adapters.photos.pictures import (
    code_of,
)

if TYPE_CHECKING:
    from pathlib import Path

READABLE = {
    "fmt_grey.jpg": (720, 1280),
    "fmt_grey16.png": (360, 640),
    "fmt_rgb16.png": (360, 640),
    "fmt_cmyk.jpg": (720, 1280),
    "fmt_alpha.png": (360, 640),
    "fmt_palette.png": (360, 640),
    "fmt_exif3.jpg": (720, 1280),
    "fmt_exif6.jpg": (720, 1280),
    "fmt_progressive.jpg": (720, 1280),
    "fmt_q5.jpg": (720, 1280),
    "fmt.bmp": (360, 640),
    "mismatch_png_as.jpg": (360, 640),
    "broken_junk_tail.jpg": (720, 1280),
    "broken_gif_as.jpg": (240, 426),
    "фото спереди ñ 照片 (1).jpg": (720, 1280),
}
REFUSED = {
    "broken_truncated.jpg": "photo_truncated",
    "broken_zero.jpg": "photo_empty",
    "broken_text.png": "photo_unreadable",
    "huge_bomb.png": "photo_too_large",
    "tiny_1x1.png": "photo_too_tiny",
}


@pytest.mark.data
@pytest.mark.parametrize("name", READABLE)
def test_one_photo_in_many_formats_is_the_same_photo(test_data: Path, name: str) -> None:
    frame = read_photo(test_data / "real" / "bad" / name)
    plain = read_photo(test_data / "real" / "bad" / "fmt_progressive.jpg")

    assert (frame.width, frame.height) == READABLE[name]
    assert np.corrcoef(thumbnail(frame.rgb), thumbnail(plain.rgb))[0, 1] > 0.97
    assert abs(thumbnail(frame.rgb).mean() - thumbnail(plain.rgb).mean()) < 5


def thumbnail(rgb: np.ndarray) -> np.ndarray:
    """Brightness on a coarse grid, as one row of numbers."""
    return np.asarray(Image.fromarray(rgb).convert("L").resize((18, 32)), float).ravel()


@pytest.mark.data
@pytest.mark.parametrize("name", REFUSED)
def test_malformed_files_are_refused_for_what_they_are(test_data: Path, name: str) -> None:
    assert code_of(test_data / "real" / "bad" / name) == REFUSED[name]


@pytest.mark.data
def test_flipped_bits_are_noticed(test_data: Path) -> None:
    assert read_photo(test_data / "real" / "bad" / "broken_bitflips.jpg").warnings == ("photo_damaged",)


@pytest.mark.data
def test_no_whole_photo_is_called_damaged(test_data: Path) -> None:
    photos = sorted(test_data.glob("real/standing/*.jpg")) + sorted(test_data.glob("synthetic/*.jpg"))

    assert photos
    assert [photo.name for photo in photos if read_photo(photo).warnings] == []


@pytest.mark.data
def test_fifty_megapixels_are_read(test_data: Path) -> None:
    assert read_photo(test_data / "real" / "bad" / "huge_52MP.jpg").rgb.shape == (9600, 5400, 3)
