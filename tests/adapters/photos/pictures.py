"""Pictures that the tests of the photographs' reader make."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import PhotoError

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


def png(width: int, height: int, depth: int = 8, colour: int = 0, row: bytes = b"") -> bytes:
    """A PNG by hand, whose header may claim any size; `row` is repeated `height` times."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    rows = zlib.compress((b"\0" + row) * (height if row else 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


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
