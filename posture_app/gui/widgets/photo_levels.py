"""A photograph as it is painted: itself, and copies of half the size for where it is shown small."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from posture_app.gui.images import Picture, half_sized

_PIXELS_FROM = 3.0
"""From this scale on a photo's pixels are shown as squares, for whoever looks at them one by one."""


class PhotoLevels:
    """Holds the copies; makes one when it is first needed."""

    def __init__(self) -> None:
        self._levels: list[QImage] = []

    def take(self, photo: QImage | Picture | None) -> None:
        """Hold another photograph, or none."""
        if isinstance(photo, Picture):
            self._levels = list(photo.levels)
        else:
            self._levels = [] if photo is None or photo.isNull() else [photo]

    @property
    def size(self) -> QSize:
        """Give the photograph's size in its pixels; empty without one."""
        return self._levels[0].size() if self._levels else QSize()

    def paint(self, painter: QPainter, transform: QTransform, visible: QRectF, ratio: float) -> None:
        """Paint it through `transform` (photo to widget px) where it is `visible`.

        `ratio` is how many of the screen's pixels are one of the widget's.
        """
        scale = abs(transform.m22()) * ratio
        picture, size = self._level(scale), self.size
        painter.save()
        painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale < _PIXELS_FROM)
        painter.setTransform(transform, True)
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture, QRectF(picture.rect()))
        painter.restore()

    def _level(self, scale: float) -> QImage:
        """Give the smallest copy that still has a pixel for every one of the screen's, if there is one."""
        level = 0
        while scale * 2 ** (level + 1) < 1.0:
            level += 1
            if level == len(self._levels):
                smaller = half_sized(self._levels[-1])
                if smaller is None:
                    return self._levels[-1]
                self._levels.append(smaller)
        return self._levels[level]
