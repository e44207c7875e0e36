"""Files that are no photographs, or none that can be read: each refused for what it is."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.domain.errors import PhotoError, PhotoMissing, PhotoTooLarge
from tests.adapters.photos.pictures import (
    HEIC,
    code_of,
    exif,
    png,
    quadrants,
    save,
)

if TYPE_CHECKING:
    from pathlib import Path


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
