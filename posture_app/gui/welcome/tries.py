"""The welcome's last two steps lead to other pages: the room's calibration, and a sample assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from posture_app.gui.pages.parts import card, row
from posture_app.gui.room.texts import level_text
from posture_app.gui.tokens import Type
from posture_app.gui.welcome.step import WelcomeStep, points
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio


class RoomStep(WelcomeStep):
    """Says why the camera's place is worth measuring, and leads there."""

    chapter = "02-room.md"

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.entitle(
            self.tr("Measure the room once"),
            self.tr(
                "What is known of the camera's place need not be guessed in each photograph."
                " Any other day is as good."
            ),
        )
        frame, inside = card(18, 26)
        inside.addLayout(
            points(
                (
                    ("ruler", self.tr("Every degree the camera leans is a degree of error in every tilt.")),
                    (
                        "video",
                        self.tr(
                            "Lens about 100 cm high, the person about 3 m away, in front of a plain wall."
                        ),
                    ),
                    (
                        "file-text",
                        self.tr(
                            "With the printed calibration sheet on the wall, lean, height, and scale are"
                            " measured."
                        ),
                    ),
                    (
                        "badge-check",
                        self.tr("It is remembered for this camera; when the camera has moved, you are told."),
                    ),
                )
            )
        )
        self.known = Banner()
        inside.addWidget(self.known)
        self.measure = Button(self.tr("Measure camera and room"), "primary", "ruler")
        self.measure.clicked.connect(lambda: self.wanted.emit("page.camera"))
        line = row(gap=0)
        line.addWidget(self.measure)
        line.addStretch(1)
        inside.addLayout(line)
        self.lay_out(None, frame)

    @property
    def forward(self) -> tuple[str, bool]:
        """Later is as good."""
        return (self.tr("Later"), False) if self.studio.room is None else super().forward

    def enter(self) -> None:
        """Show what is remembered by now."""
        room = self.studio.room
        self.known.clear()
        if room is not None:
            told = self.tr("The camera's place is remembered. {level}")
            self.known.say(told.format(level=level_text(room.level)), tone="ok")
        self.measure.set_kind("primary" if room is None else "secondary")
        self.changed.emit()

    def first(self, named: str = "") -> QWidget:
        """Begin with the way to the page that measures."""
        return self.measure


class SampleStep(WelcomeStep):
    """Offers an assessment with the demonstration camera, from the first photograph to the report."""

    started = Signal()
    chapter = "01-start.md"

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.entitle(
            self.tr("A first assessment"),
            self.tr(
                "Watch one from beginning to end, with rendered people in front of a camera that is not"
                " there. It takes a minute, and nothing of it is kept."
            ),
        )
        frame, inside = card(18, 26)
        inside.addWidget(text_label(self.tr("What you will see"), Type.CARD))
        inside.addLayout(
            points(
                (
                    ("camera", self.tr("Front, side, and back are photographed by themselves.")),
                    ("scan-line", self.tr("Every point can be checked and moved; the values follow.")),
                    ("file-text", self.tr("The report says what was measured, and how sure it is.")),
                )
            )
        )
        self.start = Button(self.tr("Begin the sample assessment"), "primary", "person-standing", large=True)
        self.start.clicked.connect(self.started)
        line = row(gap=0)
        line.addWidget(self.start)
        line.addStretch(1)
        inside.addLayout(line)
        self.lay_out(None, frame)

    @property
    def forward(self) -> tuple[str, bool]:
        """End without the sample."""
        return self.tr("Finish"), False

    def first(self, named: str = "") -> QWidget:
        """Begin with the sample."""
        return self.start
