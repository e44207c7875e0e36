"""Read a photograph file as upright RGB pixels, or say what is the matter with it (Pillow)."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import Image, ImageCms, JpegImagePlugin

from posture_app.domain.errors import PhotoError, PhotoMissing, PhotoTooLarge, PhotoUnreadable
from posture_app.services.ports import Frame

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAX_PIXELS = 100_000_000
MIN_SIDE_PX = 16

# Pillow's own limit warns first and, when it raises, does not tell the size.  Every picture that
# comes from outside comes through here and meets MAX_PIXELS.
Image.MAX_IMAGE_PIXELS = None

# What cameras and scanners write.  Pillow knows more, but some of it would start other programs
# (EPS), and none of it is a photograph.  The first few need no further plugin to be loaded.
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "PPM", "WEBP", "TIFF", "JPEG2000")
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

# What Pillow and its plugins raise on files that are damaged; found by damaging files.
_DAMAGE: tuple[type[Exception], ...] = (OSError, SyntaxError, ValueError, EOFError, IndexError)
_DAMAGE += (KeyError, TypeError, OverflowError, RuntimeError, struct.error, zlib.error, ImageCms.PyCMSError)

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_photo(path: Path) -> Frame:
    """Read the first picture of a file; what it is, its content decides, not its name.

    The EXIF orientation is applied, colours are brought to sRGB, transparency is dropped (the
    colours beneath it stay), 16 bits become 8.

    Parameters
    ----------
    path : any file name the system allows.

    Returns
    -------
    Frame whose `rgb` is a contiguous, writable (height, width, 3) uint8 array; its `warnings`
    hold ``photo_damaged`` when a JPEG could be unpacked but has certainly been corrupted.

    Raises
    ------
    PhotoMissing
        ``photo_missing``.
    PhotoUnreadable
        ``photo_is_folder``, ``photo_no_permission``, ``photo_empty``, ``photo_truncated``,
        ``photo_too_tiny`` (less than 16 px a side), or ``photo_unreadable``.
    PhotoTooLarge
        ``photo_too_large`` (more than 100 megapixels, noticed before unpacking); the facts hold
        ``megapixels``.

    Every error's facts hold ``file``, the name without its folder.
    """
    try:
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise PhotoUnreadable("photo_is_folder", file=path.name)
        if not stat.S_ISREG(kind.st_mode):  # opening a pipe would wait for ever
            raise PhotoUnreadable("photo_unreadable", file=path.name)
        with path.open("rb") as stream:
            return _decode(stream, path.name)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PhotoMissing("photo_missing", file=path.name) from error
    except PermissionError as error:
        raise PhotoUnreadable("photo_no_permission", file=path.name) from error
    except OSError as error:  # a name too long, a drive that was pulled out
        raise PhotoUnreadable("photo_unreadable", file=path.name) from error


JPEG_QUALITY = 95


def as_jpeg(frame: Frame) -> bytes:
    """Give an upright photograph as JPEG, for the records: no position, no camera's number, no thumbnail."""
    packed = io.BytesIO()
    Image.fromarray(frame.rgb).save(packed, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return packed.getvalue()


def from_bytes(photo: bytes) -> Frame:
    """Read a photograph that the records kept; raise PhotoError as `read_photo` does."""
    return _decode(io.BytesIO(photo), "")


def _decode(stream: BinaryIO, name: str) -> Frame:
    """The picture, or the PhotoError that fits."""
    start = stream.read(512)
    if not start:
        raise PhotoUnreadable("photo_empty", file=name)
    try:
        with warnings.catch_warnings():
            # Pillow warns of odd metadata; that is no matter to the person at the desk.
            warnings.filterwarnings("ignore", module=r"PIL\.")
            with _open(stream, start) as image:
                _check_size(image.size, name)
                frame = Frame(_pixels(image))
                if not isinstance(image, JpegImagePlugin.JpegImageFile):
                    return frame
            stream.seek(0)
            return replace(frame, warnings=("photo_damaged",)) if _is_damaged(stream.read()) else frame
    except PhotoError:
        raise
    except _DAMAGE as error:
        code = "photo_truncated" if "truncated" in str(error).lower() else "photo_unreadable"
        raise PhotoUnreadable(code, file=name) from error


def _open(stream: BinaryIO, start: bytes) -> Image.Image:
    """Open by content; only the header is read."""
    brands = _brands(start)
    formats: tuple[str, ...] = _FORMATS
    if brands & _AVIF_BRANDS:
        formats = ("AVIF",)
    elif brands & _HEIF_BRANDS:
        import pi_heif  # 20 MB of codecs that only an iPhone's photographs need

        pi_heif.register_heif_opener(thumbnails=False)
        formats = ("HEIF",)
    return Image.open(stream, formats=formats)


def _brands(start: bytes) -> set[bytes]:
    """The brands an ISO media file (HEIC, AVIF, but also MP4) says it fits."""
    if start[4:8] != b"ftyp":
        return set()
    box = start[8 : int.from_bytes(start[:4], "big")]
    return {box[i : i + 4] for i in range(0, len(box), 4) if i != 4}  # the second is a version


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise PhotoTooLarge("photo_too_large", file=name, megapixels=round(width * height / 1e6, 1))
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoUnreadable("photo_too_tiny", file=name, width=width, height=height)


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    image.load()
    turn = _UPRIGHT.get(_orientation(image))
    rgb = _rgb(image)
    return np.array(rgb.transpose(turn) if turn is not None else rgb, dtype=np.uint8)


def _orientation(image: Image.Image) -> int:
    """EXIF's orientation, 1 to 8; 1 where there is none or it cannot be read."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _DAMAGE:  # the picture is whole, only its metadata is not
        return 1


def _rgb(image: Image.Image) -> Image.Image:
    """The picture in mode RGB and in sRGB colours."""
    if image.mode.startswith("I"):
        return _from_16_bits(image).convert("RGB")
    if image.mode == "F":
        raise ValueError("floating-point pixels have no known white")
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    return (_to_srgb(image, profile) if profile else None) or image.convert("RGB")


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits as grey of 8; Pillow's own conversion would cut off at 255."""
    grey = np.asarray(image).clip(0, 65535)
    return Image.fromarray(((grey.astype(np.uint32) + 128) // 257).astype(np.uint8))


def _to_srgb(image: Image.Image, icc: bytes) -> Image.Image | None:
    """Convert from an embedded colour profile; None where it is sRGB already or of no use."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        if "srgb" in ImageCms.getProfileDescription(profile).lower():
            return None
        return ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except _DAMAGE:
        return None


# --- corrupted JPEGs -------------------------------------------------------------------------

_TAIL = 24  # bytes; more than the decoder reads ahead
_PADDING = b"\x55" * 16  # for the decoder to read ahead into


def _is_damaged(jpeg: bytes) -> bool:
    """Whether the picture of a JPEG does not end where its data ends.

    The decoder unpacks corrupted data without complaint, but a wrong bit throws it out of step: it
    is through before the data is, or the data before it.  With 30 wrong bytes in a photograph this
    shows in 19 of 20 files, with one in 1 of 3.  Of progressive files and of those with restart
    markers it says nothing.  It costs two decodings at an eighth of the size.
    """
    scan = _only_scan(jpeg)
    if scan is None:
        return False
    first, end = scan
    if not _completes(jpeg[:end] + _PADDING):
        return True
    too_early = max(first, end - _TAIL)
    filler = len(set(jpeg[too_early:end])) <= 1  # some cameras round the length up
    return not filler and _completes(jpeg[:too_early])


def _completes(jpeg: bytes) -> bool:
    """Whether this beginning of a file holds the whole picture."""
    with JpegImagePlugin.JpegImageFile(io.BytesIO(jpeg)) as image:
        image.draft("L", (1, 1))
        try:
            image.load()
        except OSError:
            return False
    return True


def _only_scan(jpeg: bytes) -> tuple[int, int] | None:
    """Where the compressed data begins and ends, if there is one run of it and no restart markers."""
    at, components = 2, 0
    while at + 10 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in (0xC0, 0xC1):  # baseline and extended sequential
            components = jpeg[at + 9]
        elif marker == 0xDD and any(jpeg[at + 4 : at + 6]):  # a restart interval
            return None
        elif marker == 0xDA:
            first = at + 2 + length
            return (first, _next_marker(jpeg, first)) if jpeg[at + 4] == components else None
        at += 2 + length
    return None


def _next_marker(jpeg: bytes, at: int) -> int:
    """Where the next marker stands; within compressed data FF is followed by 00."""
    while (at := jpeg.find(b"\xff", at)) >= 0:
        if jpeg[at + 1 : at + 2] != b"\0":
            return at
        at += 2
    return len(jpeg)
