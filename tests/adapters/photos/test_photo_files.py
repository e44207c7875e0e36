"""Photographs of every kind, read as upright RGB pixels."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image, ImageCms

from posture_app.adapters.photos.photo_files import read_photo
from tests.adapters.photos.pictures import (
    BLUE,
    GREEN,
    HEIC,
    RED,
    STORED,
    exif,
    png,
    quadrants,
    save,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_pixels_are_contiguous_writable_rgb_bytes(tmp_path: Path) -> None:
    rgb = read_photo(save(quadrants(), tmp_path / "a.png", exif=exif(1))).rgb

    assert rgb.dtype == np.uint8
    assert rgb.flags.c_contiguous
    assert rgb.flags.writeable
    assert tuple(rgb[0, 0]) == RED  # red first, not blue


def test_a_turned_picture_is_contiguous_too(tmp_path: Path) -> None:
    rgb = read_photo(save(STORED[8](quadrants()), tmp_path / "a.png", exif=exif(8))).rgb

    assert rgb.flags.c_contiguous


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.png", {}),
        ("a.bmp", {}),
        ("a.ppm", {}),
        ("a.tiff", {}),
        ("a.webp", {"lossless": True}),
        ("a.jp2", {}),
        ("a.jpg", {"quality": 95, "subsampling": 0}),
        ("progressive.jpg", {"quality": 95, "subsampling": 0, "progressive": True}),
        ("a.avif", {"quality": 100, "subsampling": "4:4:4"}),
    ],
)
def test_usual_formats(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    assert_allclose(read_photo(save(quadrants(), tmp_path / name, **options)).rgb, quadrants(), atol=8)


def test_an_iphones_heic(tmp_path: Path) -> None:
    path = tmp_path / "IMG_0001.HEIC"
    path.write_bytes(HEIC)

    rgb = read_photo(path).rgb

    assert rgb.shape == (64, 48, 3)
    assert_allclose(rgb[16, 24], RED, atol=12)
    assert_allclose(rgb[48, 24], BLUE, atol=12)


def test_cmyk_as_adobe_writes_it(tmp_path: Path) -> None:
    image = Image.fromarray(quadrants()).convert("CMYK")

    assert_allclose(read_photo(save(image, tmp_path / "print.jpg", quality=95)).rgb, quadrants(), atol=24)


def test_eight_bit_grey_has_three_equal_channels(tmp_path: Path) -> None:
    image = Image.fromarray(quadrants()).convert("L")

    rgb = read_photo(save(image, tmp_path / "grey.png")).rgb

    assert_array_equal(rgb, np.repeat(np.asarray(image)[..., None], 3, axis=2))


@pytest.mark.parametrize("name", ["grey16.png", "grey16.tiff"])
def test_sixteen_bit_grey_is_scaled_not_cut_off(tmp_path: Path, name: str) -> None:
    ramp = np.linspace(0, 65535, 64).round().astype(np.uint16)

    rgb = read_photo(save(np.tile(ramp, (32, 1)), tmp_path / name)).rgb

    assert_array_equal(rgb[5, :, 1], np.round(ramp / 257).astype(np.uint8))
    assert rgb[0, 0, 0] == 0
    assert rgb[0, -1, 0] == 255


def test_sixteen_bit_colour(tmp_path: Path) -> None:
    path = tmp_path / "rgb16.png"
    path.write_bytes(png(48, 64, depth=16, colour=2, row=struct.pack(">3H", 65535, 32896, 0) * 48))

    assert_allclose(read_photo(path).rgb[10, 10], (255, 128, 0), atol=1)


def test_colours_under_transparency_are_kept(tmp_path: Path) -> None:
    image = Image.fromarray(quadrants()).convert("RGBA")
    image.putalpha(0)

    assert_array_equal(read_photo(save(image, tmp_path / "cut-out.png")).rgb, quadrants())


def test_a_palette_with_a_transparent_colour(tmp_path: Path) -> None:
    image = Image.fromarray(quadrants()).quantize(8)

    rgb = read_photo(save(image, tmp_path / "few.png", transparency=bytes([0, 128, 255]))).rgb

    assert_allclose(rgb, quadrants(), atol=4)


def test_black_and_white(tmp_path: Path) -> None:
    image = Image.fromarray(quadrants()).convert("1")

    assert set(np.unique(read_photo(save(image, tmp_path / "fax.tiff")).rgb)) == {0, 255}


@pytest.mark.parametrize("name", ["a.gif", "a.png"])
def test_of_an_animation_the_first_picture(tmp_path: Path, name: str) -> None:
    first, second = (Image.new("RGB", (48, 64), colour) for colour in (RED, BLUE))

    rgb = read_photo(save(first, tmp_path / name, save_all=True, append_images=[second])).rgb

    assert_allclose(rgb.reshape(-1, 3), np.full((48 * 64, 3), RED), atol=8)


def test_of_a_multi_picture_jpeg_the_first(tmp_path: Path) -> None:
    first, second = Image.fromarray(quadrants()), Image.new("RGB", (48, 64), GREEN)

    path = save(first, tmp_path / "a.mpo", save_all=True, append_images=[second], quality=95, subsampling=0)
    path = path.rename(tmp_path / "a.jpg")

    assert_allclose(read_photo(path).rgb, quadrants(), atol=8)


def test_content_counts_not_the_name(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "a.png").rename(tmp_path / "a.jpg")

    assert_array_equal(read_photo(path).rgb, quadrants())


def test_any_file_name(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "фото спереди ñ 照片 체형 (1) %s.png")

    assert_array_equal(read_photo(path).rgb, quadrants())


def test_junk_behind_the_picture_is_ignored(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "a.jpg", quality=95, subsampling=0)
    path.write_bytes(path.read_bytes() + bytes(range(256)) * 20)

    assert_allclose(read_photo(path).rgb, quadrants(), atol=8)


def profile_with_red_and_green_swapped() -> bytes:
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = plain.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    return renamed.replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)


def test_a_foreign_colour_profile_is_brought_to_srgb(tmp_path: Path) -> None:
    path = save(
        Image.new("RGB", (32, 32), (220, 0, 0)),
        tmp_path / "a.png",
        icc_profile=profile_with_red_and_green_swapped(),
    )

    red, green, blue = read_photo(path).rgb[5, 5]

    assert green > 200
    assert max(red, blue) < 30


@pytest.mark.parametrize(
    "icc",
    [
        pytest.param(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), id="sRGB itself"),
        pytest.param(b"no profile at all", id="junk"),
        pytest.param(ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(), id="of another kind"),
    ],
)
def test_a_profile_of_no_use_changes_nothing(tmp_path: Path, icc: bytes) -> None:
    path = save(quadrants(), tmp_path / "a.png", icc_profile=icc)

    assert_array_equal(read_photo(path).rgb, quadrants())
