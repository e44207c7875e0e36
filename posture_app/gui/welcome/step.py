"""What the welcome's steps have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from posture_app.gui.pages.parts import column, icon_label, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.base import text_label

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

LARGEST_SIDE_BY_SIDE = 1.25
"""With larger text there is no room for two columns in a window of 1280 px."""


def is_roomy() -> bool:
    """Tell whether two columns of text have room side by side."""
    return theme().text_scale <= LARGEST_SIDE_BY_SIDE


class WelcomeStep(QWidget):
    """One step: a head with title and lead, and what can be done. Nothing of it has to be done."""

    wanted = Signal(str)
    """The key of an action."""
    trouble = Signal(object)
    said = Signal(str)
    changed = Signal()
    """The step is done now, or open again."""
    done = Signal()
    """It is to go on: Return in a field, or what the step is about was begun."""

    chapter = ""
    """The manual's chapter about it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.count = text_label("", Type.CHIP, "brand")
        self.title = text_label("", Type.TITLE)
        self.title.setWordWrap(True)
        self.lead = wrapped("", Type.BODY, "quiet")
        self.head = column(gap=6)
        for one in (self.count, self.title, self.lead):
            self.head.addWidget(one)

    def entitle(self, title: str, lead: str) -> None:
        """Say what the step is about."""
        self.title.setText(title)
        self.lead.setText(lead)

    def lay_out(self, left: QLayout | None, right: QWidget, *, fixed: bool = False) -> None:
        """Lay the head and what explains it beside the step's card, or above it where text is large."""
        beside = column(gap=26)
        beside.addLayout(self.head)
        if left is not None:
            beside.addLayout(left)
        if not is_roomy():
            below = column(self, 26)
            below.addLayout(beside)
            below.addWidget(right)
            below.addStretch(1)
            return
        beside.addStretch(1)
        around = column(gap=0)
        around.addWidget(right)
        around.addStretch(1)
        across = row(self, 36)
        across.addLayout(beside, 4)
        across.addLayout(around, 0 if fixed else 5)

    @property
    def forward(self) -> tuple[str, bool]:
        """Give the text of the button that goes on, and whether it is the step's main button."""
        return self.tr("Continue"), True

    def enter(self) -> None:
        """Come to sight."""

    def first(self, named: str = "") -> QWidget | None:
        """Give the control to begin with, or the one of that name; None leaves the focus to the step."""
        return None

    def leave(self) -> None:
        """Go out of sight."""


def points(told: Sequence[tuple[str, str]], gap: int = 14) -> QVBoxLayout:
    """Make a list of (icon, sentence)."""
    body = column(gap=gap)
    for icon, sentence in told:
        across = row(gap=12)
        across.addWidget(icon_label(icon, 20, theme().tokens.brand), 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(wrapped(sentence), 1)
        body.addLayout(across)
    return body
