"""The handles on a photograph: which there are, which is selected or pointed at, and which is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QTransform

from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Point
from posture_app.gui.widgets.photo_marks import HIT_RADIUS, Handle


class PhotoHandles:
    """Landmarks that can be taken hold of, in photo px, in the order in which the tab key goes."""

    def __init__(self) -> None:
        self._handles: list[Handle] = []
        self.selected: Landmark | None = None
        self.hovered: Landmark | None = None

    @property
    def all(self) -> Sequence[Handle]:
        """Give every handle."""
        return self._handles

    def show(self, handles: Sequence[Handle]) -> None:
        """Take these instead."""
        self._handles = list(handles)

    def of(self, landmark: Landmark | None) -> Handle | None:
        """Give the handle of a landmark, if there is one."""
        return next((one for one in self._handles if one.landmark == landmark), None)

    def near(self, spot: QPointF, to_screen: QTransform) -> Handle | None:
        """Give the handle nearest to a widget pixel, of those within reach."""

        def distance(handle: Handle) -> float:
            apart = to_screen.map(QPointF(*handle.at)) - spot
            return float((apart.x() ** 2 + apart.y() ** 2) ** 0.5)

        near = [handle for handle in self._handles if distance(handle) <= HIT_RADIUS]
        return min(near, key=distance, default=None)

    def put(self, landmark: Landmark, x: float, y: float, size: QSize) -> Point:
        """Move a handle inside a photograph of this size; give where it came to stand."""
        at = min(float(size.width()), max(0.0, x)), min(float(size.height()), max(0.0, y))
        self._handles = [
            replace(one, x=at[0], y=at[1]) if one.landmark == landmark else one for one in self._handles
        ]
        return at

    def following(self, forwards: bool) -> Landmark | None:
        """Give what the tab key selects next; None when it goes on to another widget."""
        marks = [handle.landmark for handle in self._handles]
        if self.selected is None:
            at = 0 if forwards else len(marks)
        else:
            at = marks.index(self.selected) + (1 if forwards else -1)
        return marks[at] if 0 <= at < len(marks) else None
