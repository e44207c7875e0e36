"""Where a photograph stands in a widget: fitted, zoomed about a place, moved, mirrored. Knows no widget."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from posture_app.domain.overlay.shapes import Point

CLOSEST = 12.0
"""How far one can zoom in, times the fitted size."""


class Viewport:
    """The way between photo positions and a widget's pixels, and what moves it.

    Attributes
    ----------
    photo, room : sizes of the photograph and of the widget, px each.
    region : the part of the photograph to be fitted, photo px; None for all. `covers` fills the room with it.
    mirrored : as in a mirror.
    """

    def __init__(self) -> None:
        self.photo, self.room = QSizeF(), QSizeF()
        self.region: QRectF | None = None
        self.covers = self.mirrored = False
        self._zoom = 1.0
        self._centre: QPointF | None = None

    @property
    def zoom(self) -> float:
        """How large the photograph is, times the fitted size."""
        return self._zoom

    def reset(self) -> None:
        """Fit the photograph."""
        self._zoom, self._centre = 1.0, None

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Zoom so that the photo position under `about` (widget px, default the middle) stays there."""
        spot = about or self._middle()
        held = self.to_photo(spot)
        self._zoom = min(CLOSEST, max(1.0, zoom))
        if self._zoom == 1.0:
            self._centre = None
            return
        self._move(held, self.to_photo(spot))

    def pan(self, dx: float, dy: float) -> bool:
        """Move the photograph by screen px; tell whether it can be moved."""
        if self.photo.isEmpty() or self._zoom <= 1.0:
            return False
        self._move(self.to_photo(QPointF(0, 0)), self.to_photo(QPointF(dx, dy)))
        return True

    def keep_in_sight(self) -> None:
        """Let no edge of the photograph come further in than it must, after the room has changed."""
        if self._centre is not None:
            self._centre = self._clamped(self._centre)

    def to_screen(self) -> QTransform:
        """Give the one transform from photo positions to widget pixels."""
        scale, centre, middle = self._scale(), self._centre_px(), self._middle()
        transform = QTransform.fromTranslate(middle.x(), middle.y())
        transform.scale(-scale if self.mirrored else scale, scale)
        return transform.translate(-centre.x(), -centre.y())

    def to_photo(self, spot: QPointF) -> Point:
        """Give the photo position under a widget pixel."""
        inverse, _ = self.to_screen().inverted()
        found = inverse.map(spot)
        return found.x(), found.y()

    def _move(self, here: Point, there: Point) -> None:
        """Move so that the photo position `here` stands where `there` does."""
        centre = self._centre_px()
        self._centre = self._clamped(
            QPointF(centre.x() + here[0] - there[0], centre.y() + here[1] - there[1])
        )

    def _middle(self) -> QPointF:
        return QPointF(self.room.width() / 2, self.room.height() / 2)

    def _fitted(self) -> QRectF:
        return self.region or QRectF(0, 0, max(1, self.photo.width()), max(1, self.photo.height()))

    def _scale(self) -> float:
        fitted = self._fitted()
        ways = self.room.width() / fitted.width(), self.room.height() / fitted.height()
        return max(1e-6, (max(ways) if self.covers else min(ways)) * self._zoom)

    def _centre_px(self) -> QPointF:
        return self._centre or self._clamped(self._fitted().center())

    def _clamped(self, centre: QPointF) -> QPointF:
        """Keep the photograph in sight: no further than its own edge, centred where it is smaller."""
        scale = self._scale()
        whole = self._fitted() if self.photo.isEmpty() else QRectF(QPointF(), self.photo)
        half_x, half_y = self.room.width() / 2 / scale, self.room.height() / 2 / scale

        def held(at: float, low: float, high: float, half: float) -> float:
            return (low + high) / 2 if high - low <= 2 * half else min(high - half, max(low + half, at))

        return QPointF(
            held(centre.x(), whole.left(), whole.right(), half_x),
            held(centre.y(), whole.top(), whole.bottom(), half_y),
        )
