from __future__ import annotations

import base64
import io
import os
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image, ImageCms

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import PhotoError, PhotoMissing, PhotoTooLarge

if TYPE_CHECKING:
    from pathlib import Path

RED, GREEN, BLUE, GREY = (200, 40, 40), (40, 160, 40), (40, 40, 200), (128, 128, 128)

# 48 x 64 pixels, red above blue; kept as bytes because a reader of HEIC need not be able to write it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAX1tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABoQABAAAAAAAAAEYAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFz"
    "wIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAADAAAAABAAAAQAAAAAH////wAAAA"
    "AgAAAAAAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAAE5tZGF0AAAAQigBrwngOSMkv//4"
    "0n//9/QeQ/YKWrVdc//345n3+BBf//qvG5QvARo61K/eP8LQLYkBITutahUfrMC6Ao+pVBLbgA=="
)


def quadrants(width: int = 48, height: int = 64) -> np.ndarray:
    """Four colours, so that no turn or mirror image looks like another."""
    picture = np.empty((height, width, 3), np.uint8)
    half_y, half_x = height // 2, width // 2
    picture[:half_y, :half_x], picture[:half_y, half_x:] = RED, GREEN
    picture[half_y:, :half_x], picture[half_y:, half_x:] = BLUE, GREY
    return picture


# How a camera lays the upright picture down, by the definition of EXIF's orientation.
STORED = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


def exif(orientation: int) -> Image.Exif:
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags


def save(picture: Image.Image | np.ndarray, path: Path, **options: object) -> Path:
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(np.ascontiguousarray(picture))
    image.save(path, **options)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(PhotoError) as caught:
        read_photo(path)
    assert caught.value.facts["file"] == path.name
    assert caught.value.exit_code == 3
    return caught.value.code


# --- the way up ------------------------------------------------------------------------------


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


# --- kinds of pictures -----------------------------------------------------------------------


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


# --- colour profiles -------------------------------------------------------------------------


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


# --- what cannot be read ---------------------------------------------------------------------


def png(width: int, height: int, depth: int = 8, colour: int = 0, row: bytes = b"") -> bytes:
    """A PNG by hand, whose header may claim any size; `row` is repeated `height` times."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    rows = zlib.compress((b"\0" + row) * (height if row else 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(PhotoMissing, match="photo_missing"):
        read_photo(tmp_path / "nowhere" / "front.jpg")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "a.png")

    assert code_of(path / "front.jpg") == "photo_missing"


def test_a_folder(tmp_path: Path) -> None:
    assert code_of(tmp_path) == "photo_is_folder"


def test_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.touch()

    assert code_of(path) == "photo_empty"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"Dear colleague,\n", id="text"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", id="PDF"),
        pytest.param(
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\n", id="EPS, which would start a program"
        ),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(500), id="video"),
        pytest.param(HEIC[:300], id="half a HEIC"),
        pytest.param(b"\xff\xd8\xff", id="three bytes of a JPEG"),
        pytest.param(b"\0", id="one byte"),
    ],
)
def test_no_photo(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)

    assert code_of(path) == "photo_unreadable"


def test_pictures_no_camera_makes_are_not_even_tried(tmp_path: Path) -> None:
    assert code_of(save(quadrants(), tmp_path / "a.ico", sizes=[(48, 48)])) == "photo_unreadable"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.gif", "a.bmp"])
@pytest.mark.parametrize("share", [0.5, 0.9])
def test_cut_off(tmp_path: Path, name: str, share: float) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (64, 64, 3), np.uint8)
    path = save(noise, tmp_path / name)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])

    assert code_of(path) == "photo_truncated"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = save(quadrants(), tmp_path / "a.png")
    path.chmod(0)

    assert code_of(path) == "photo_no_permission"


def test_no_permission_as_the_system_reports_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(quadrants(), tmp_path / "a.png")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)

    assert code_of(path) == "photo_no_permission"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)

    assert code_of(path) == "photo_unreadable"


def test_a_name_the_system_refuses(tmp_path: Path) -> None:
    assert code_of(tmp_path / ("x" * 300 + ".jpg")) in {"photo_unreadable", "photo_missing"}


@pytest.mark.parametrize(
    ("width", "height", "megapixels"),
    [(10_001, 10_000, 100.0), (20_000, 20_000, 400.0), (60_000, 60_000, 3600.0)],
)
def test_more_pixels_than_we_unpack(tmp_path: Path, width: int, height: int, megapixels: float) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png(width, height))

    with pytest.raises(PhotoTooLarge) as caught:
        read_photo(path)

    assert caught.value.code == "photo_too_large"
    assert caught.value.facts == {"file": "bomb.png", "megapixels": megapixels}


def test_a_hundred_megapixels_are_not_too_many(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(png(10_000, 10_000))  # allowed by its size, but there are no pixels in it

    assert code_of(path) == "photo_truncated"


@pytest.mark.parametrize(("width", "height"), [(15, 400), (400, 15), (1, 1)])
def test_too_tiny(tmp_path: Path, width: int, height: int) -> None:
    assert code_of(save(Image.new("RGB", (width, height)), tmp_path / "a.png")) == "photo_too_tiny"


def test_sixteen_pixels_are_enough_to_be_read(tmp_path: Path) -> None:
    assert read_photo(save(Image.new("RGB", (16, 16)), tmp_path / "a.png")).height == 16


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_damaged_file_is_read_or_explained(tmp_path: Path, kind: str) -> None:
    rng = np.random.default_rng(11)
    buffer = io.BytesIO()
    Image.fromarray(quadrants()).save(buffer, kind, exif=exif(6))
    path = tmp_path / "damaged"
    answers = set()
    for _ in range(60):
        damaged = bytearray(buffer.getvalue())
        for place in rng.integers(0, len(damaged), 8):
            damaged[place] = rng.integers(256)
        path.write_bytes(damaged)
        try:
            answers.add(read_photo(path).rgb.dtype.name)
        except PhotoError as error:
            answers.add(error.code)

    assert answers & {"photo_unreadable", "photo_truncated"}


# --- corrupted, yet unpacked -----------------------------------------------------------------


def noisy_jpeg(path: Path, **options: object) -> Path:
    coarse = np.random.default_rng(5).integers(0, 256, (16, 12, 3), np.uint8)
    return save(Image.fromarray(coarse).resize((240, 320), Image.Resampling.BICUBIC), path, **options)


def flip(path: Path, share: float, bits: int = 0xFF) -> None:
    """Change one byte of the compressed data, at this share of the file, sparing the markers."""
    content = bytearray(path.read_bytes())
    place = int(len(content) * share)
    while {content[place], content[place] ^ bits, content[place - 1]} & {0xFF}:
        place += 1
    content[place] ^= bits
    path.write_bytes(content)


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


# --- real files ------------------------------------------------------------------------------

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
