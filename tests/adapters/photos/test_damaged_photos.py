"""Photographs that are corrupted and can be unpacked all the same: read, and the damage noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.photos.photo_files import read_photo
from tests.adapters.photos.pictures import (
    GREEN,
    GREY,
    flip,
    noisy_jpeg,
    save,
)

if TYPE_CHECKING:
    from pathlib import Path

KINDS_OF_JPEG = [
    {},
    {"quality": 30},
    {"quality": 100, "subsampling": 0},
    {"optimize": True},
    {"progressive": True},
    {"restart_marker_rows": 1},
]


@pytest.mark.parametrize("options", KINDS_OF_JPEG, ids=str)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_whole_jpeg_is_not_called_damaged(tmp_path: Path, options: dict[str, object], mode: str) -> None:
    path = tmp_path / "a.jpg"
    for seed in range(5):
        noise = np.random.default_rng(seed).integers(0, 256, (32 + seed, 47 - seed, 3), np.uint8)
        save(Image.fromarray(noise).convert(mode), path, **options)

        assert read_photo(path).warnings == ()


def test_a_plain_picture_is_not_called_damaged(tmp_path: Path) -> None:
    assert read_photo(save(Image.new("RGB", (400, 400), GREY), tmp_path / "a.jpg")).warnings == ()


def test_filler_and_junk_are_no_damage(tmp_path: Path) -> None:
    path = noisy_jpeg(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:-2] + b"\0" * 100 + b"\xff\xff\xd9" + b"junk \xff\xda")

    assert read_photo(path).warnings == ()


def test_data_left_over_is_damage(tmp_path: Path) -> None:
    path = noisy_jpeg(tmp_path / "a.jpg")
    path.write_bytes(path.read_bytes()[:-2] + b"\x12\x34\x56" * 20 + b"\xff\xd9")

    assert read_photo(path).warnings == ("photo_damaged",)


def test_data_missing_from_the_middle_is_damage(tmp_path: Path) -> None:
    path = noisy_jpeg(tmp_path / "a.jpg")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] + whole[len(whole) * 3 // 4 :])

    assert read_photo(path).warnings == ("photo_damaged",)


def test_a_multi_picture_jpeg_is_checked_too(tmp_path: Path) -> None:
    path = tmp_path / "a.mpo"
    first = Image.open(noisy_jpeg(tmp_path / "a.jpg"))
    with first:
        save(first, path, save_all=True, append_images=[Image.new("RGB", (48, 64), GREEN)])
    assert read_photo(path).warnings == ()

    for share in (0.2, 0.3, 0.4, 0.5):
        flip(path, share)

    assert read_photo(path).warnings == ("photo_damaged",)


def test_many_wrong_bytes_are_noticed_as_a_rule(tmp_path: Path) -> None:
    noticed = 0
    for n in range(20):
        path = noisy_jpeg(tmp_path / f"{n}.jpg")
        for share in np.random.default_rng(n).uniform(0.15, 0.95, 30):
            flip(path, share, bits=0x55)
        noticed += read_photo(path).warnings == ("photo_damaged",)

    assert noticed >= 14
