"""The labels over a photograph: placed when it rests, carried along while it moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF

from posture_app.domain.overlay.shapes import Overlay
from posture_app.gui.widgets.painter_overlay import Canvas, LabelWords, PlacedPill, draw_pills, place_pills


class PhotoLabels:
    """Keeps where the labels stand, so that they stay readable while a hand moves what they speak of."""

    def __init__(self) -> None:
        self.words: LabelWords | None = None
        """A label's text by its measure's id; without it no label shows."""
        self.margins = (0.0, 0.0, 0.0, 0.0)
        """Left, top, right, bottom: where something else floats over the widget's edges."""
        self.pills: tuple[PlacedPill, ...] | None = None
        """Where they stand; None until they are placed."""

    def place_anew(self) -> None:
        """Find new places at the next painting."""
        self.pills = None

    def carry(self, dx: float, dy: float) -> None:
        """Take those that are placed along by screen px; new places wait until the photograph rests."""
        if self.pills is not None:
            self.pills = tuple(pill.moved(dx, dy) for pill in self.pills)

    def paint(self, canvas: Canvas, overlay: Overlay, photo: QRectF, widget: QRectF) -> None:
        """Paint the labels of an overlay; `photo` and `widget` are both in widget px."""
        if self.words is None:
            return
        if self.pills is None:
            left, top, right, bottom = self.margins
            room = photo.intersected(widget).adjusted(left, top, -right, -bottom)
            self.pills = place_pills(canvas, overlay, self.words, room)
        else:  # while a point is dragged labels stay where they are, so that they can be read
            self.pills = tuple(_said_anew(self.pills, overlay, self.words, canvas))
        draw_pills(canvas.painter, self.pills, canvas.scale)


def _said_anew(
    pills: Sequence[PlacedPill], overlay: Overlay, words: LabelWords, canvas: Canvas
) -> list[PlacedPill]:
    """Give the pills of what is still labelled, where they were, with new words and leaders."""
    anchors = {label.measure: label for label in overlay.labels}
    said = []
    for pill in pills:
        label = anchors.get(pill.measure)
        if label is None:
            continue
        ends = [canvas.at(one) for one in (label.anchor, label.other_anchor) if one is not None]
        start = QPointF(*pill.leader_start)
        end = min(ends, key=lambda one: (one - start).manhattanLength())
        said.append(replace(pill, text=words(pill.measure), leader_end=(end.x(), end.y())))
    return said
