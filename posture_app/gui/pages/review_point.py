"""The card below the measures: the point that is chosen, the last step, and what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from posture_app.domain.keypoints import Landmark, Source
from posture_app.gui.pages.parts import column, line, row, wrapped
from posture_app.gui.texts import edit_name, landmark_name
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.pill import Pill

if TYPE_CHECKING:
    from posture_app.services.assessing.session import Edit


class PointCard(QFrame):
    """Says what it is told; `beside` stands next to its own buttons."""

    reset_wanted = Signal()
    """The chosen point is to be given back to the program."""
    place_wanted = Signal(object)
    """The Landmark that is to be placed by hand."""

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        body = column(self, 8, (18, 18, 18, 18))
        self._menu_for: Sequence[Landmark] = ()
        top = row(gap=8)
        self.name = text_label("", Type.CARD)
        self.source = Pill()
        top.addWidget(self.name, 1)
        top.addWidget(self.source)
        body.addLayout(top)
        self.hint = wrapped("", Type.SMALL, "quiet")
        body.addWidget(self.hint)
        buttons = row(gap=8)
        self.reset = Button(self.tr("Reset point"), icon="rotate-ccw", small=True)
        self.reset.clicked.connect(self.reset_wanted)
        self.add = Button(self.tr("Place a point"), icon="circle-plus", small=True)
        buttons.addWidget(self.reset)
        buttons.addWidget(self.add)
        buttons.addWidget(beside)
        buttons.addStretch(1)
        body.addLayout(buttons)
        body.addWidget(line())
        self.history = text_label("", Type.SMALL)
        body.addWidget(self.history)
        self.effect = wrapped("", Type.SMALL, "quiet")
        body.addWidget(self.effect)

    def show_adding(self, landmark: Landmark) -> None:
        """Ask where a point is that is being placed."""
        self.name.setText(landmark_name(landmark))
        self.source.hide()
        self.hint.setText(self.tr("Click where the point is. Enter sets it where it usually is."))

    def show_nothing(self) -> None:
        """Say that no point is chosen."""
        self.name.setText(self.tr("No point chosen"))
        self.source.hide()
        self.hint.setText(self.tr("Press a point to move it, or go from point to point with Tab."))

    def show_point(self, landmark: Landmark, source: Source) -> None:
        """Say which point is chosen, and how it came to stand where it is."""
        self.name.setText(landmark_name(landmark))
        if source is Source.STICKER:
            self.source.say("circle-check", self.tr("a sticker, confirmed"))
        elif source is Source.MANUAL:
            self.source.say("hand", self.tr("placed by hand"))
        else:
            self.source.say("scan-line", self.tr("found by the program"))
        self.source.show()
        self.hint.setText(self.tr("Drag it, or nudge it with the arrow keys; Shift makes the steps finer."))

    def offer(self, placeable: Sequence[Landmark]) -> None:
        """Offer points that a hand can add."""
        if placeable == self._menu_for:
            return
        self._menu_for = placeable
        menu = self.add.menu()
        if menu is not None:
            menu.deleteLater()
        menu = QMenu(self.add)
        for landmark in placeable:
            action = menu.addAction(landmark_name(landmark))
            action.triggered.connect(partial(self.place_wanted.emit, landmark))
        self.add.setMenu(menu)

    def show_history(self, last: Edit | None) -> None:
        """Say what was done last."""
        told = self.tr("Last step: {step}").format(step=edit_name(last)) if last is not None else ""
        self.history.setText(told or self.tr("As the program found it"))
