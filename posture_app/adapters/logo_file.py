"""Keeps the clinic's logo in the user's data folder (Pillow)."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from posture_app.domain.errors import EnvironmentProblem

FORMATS = ("PNG", "JPEG")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_PX = 48
"""Shorter sides are a smudge at the 10 mm that the report gives a logo."""
KEPT_PX = (1600, 800)
"""The largest copy: 600 dots an inch in the report's head."""

# What Pillow raises on files that are damaged or no pictures.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError)


@dataclass(frozen=True, slots=True)
class LogoFile:
    """Keeps one logo in a folder, under a name made from its content."""

    folder: Path

    def keep(self, source: Path) -> Path:
        """Check a PNG or JPEG file and keep a copy on white, without what else the file tells; give where.

        Raises EnvironmentProblem ``logo_unreadable``, ``logo_too_small`` (a side under 48 px),
        ``logo_too_large`` (more than 10 MiB or 40 megapixels), or ``logo_unwritable``.
        """
        png = _as_png(_read(source), source.name)
        kept = self.folder / f"logo-{hashlib.sha256(png).hexdigest()[:12]}.png"
        part = kept.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(png)
            part.replace(kept)
            for old in self.folder.glob("logo-*.png"):
                if old != kept:
                    old.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentProblem("logo_unwritable", file=str(self.folder)) from error
        return kept

    def read(self, path: Path) -> bytes | None:
        """Give the logo as PNG; None when there is none any more, or none that can be read."""
        try:
            return _as_png(_read(path), path.name)
        except EnvironmentProblem:
            return None


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():  # opening a pipe would wait for ever
            raise EnvironmentProblem("logo_unreadable", file=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise EnvironmentProblem("logo_too_large", file=path.name)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem("logo_unreadable", file=path.name) from error


def _as_png(data: bytes, name: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module=r"PIL\.")  # odd metadata
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image.size, name)
                return _packed(_on_white(ImageOps.exif_transpose(image)))
    except _DAMAGE as error:
        raise EnvironmentProblem("logo_unreadable", file=name) from error


def _check_size(size: tuple[int, int], name: str) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise EnvironmentProblem("logo_too_large", file=name)
    if min(size) < LEAST_PX:
        raise EnvironmentProblem("logo_too_small", file=name, pixels=LEAST_PX)


def _on_white(image: Image.Image) -> Image.Image:
    """The picture as it looks on paper."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    picture = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _packed(image: Image.Image) -> bytes:
    image.thumbnail(KEPT_PX)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
