"""Photographs from elsewhere: which view each may be, and pasted pictures as frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from posture_app.domain.views import ORDER, View
from posture_app.services.ports import Frame

PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".tif", ".tiff", ".bmp")

_HINTS = (
    (View.FRONT, ("front", "anterior", "앞", "정면")),
    (View.BACK, ("back", "rear", "posterior", "뒤", "후면")),
    (View.SIDE, ("side", "left", "right", "lateral", "profile", "옆", "측면", "왼", "오른")),
)
_USUAL = (View.FRONT, View.SIDE, View.BACK)


def guess_views(
    files: Sequence[Path], taken: Iterable[View], shown: View | None = None
) -> list[tuple[Path, View]]:
    """Give every file a view: by its name, or the view in sight for a single one, or the next missing one.

    A second side photograph of one lot is the other side.
    """
    there, given = set(taken), set[View]()
    found = []
    for path in files:
        view = _named(path)
        if view is None and len(files) == 1 and shown is not None:
            view = shown
        if view is View.SIDE and View.SIDE in given:
            view = View.SIDE2
        if view is None:
            missing = [one for one in (*_USUAL, View.SIDE2) if one not in there | given]
            view = missing[0] if missing else _USUAL[0]
        given.add(view)
        found.append((path, view))
    return sorted(found, key=lambda pair: ORDER.index(pair[1]))


def _named(path: Path) -> View | None:
    name = path.stem.casefold()
    return next((view for view, hints in _HINTS if any(hint in name for hint in hints)), None)


def frame_of(image: QImage) -> Frame:
    """Take a picture of Qt's over, row by row as it is padded."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    rgb = rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3)
    return Frame(np.ascontiguousarray(rgb).copy())
