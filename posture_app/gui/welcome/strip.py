"""The strip above other pages while the welcome goes on: what to look at there, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from posture_app.gui.pages.parts import column, icon_label, line, row, wrapped
from posture_app.gui.theme import theme
from posture_app.gui.widgets.button import Button
from posture_app.services.welcome import Step

if TYPE_CHECKING:
    from posture_app.services.welcome import Welcome


class WelcomeStrip(QFrame):
    """Says one sentence about the page in sight, with at most one button that leads on."""

    back_wanted = Signal()
    end_wanted = Signal()
    report_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        outer = column(self, 0)
        across = row(gap=10, margins=(24, 8, 20, 8))
        sign = icon_label("info", 20, theme().tokens.brand)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self.sentence = wrapped("")
        across.addWidget(self.sentence, 1)
        self.end = Button(self.tr("End the welcome"), "quiet", small=True)
        self.end.clicked.connect(self.end_wanted)
        self.back = Button(self.tr("Back to the welcome"), small=True)
        self.back.clicked.connect(self.back_wanted)
        self.report = Button(self.tr("See the report"), "primary", small=True)
        self.report.clicked.connect(self.report_wanted)
        for one in (self.end, self.back, self.report):
            across.addWidget(one)
        outer.addLayout(across)
        outer.addWidget(line())

    def show_state(self, state: Welcome, page: str, *, sampling: bool, has_photos: bool) -> None:
        """Say what fits the page; hide on the welcome itself and when none goes on."""
        self.setVisible(state.under_way and page != "welcome")
        told = self._of_the_sample(page) if sampling else ""
        told = told or self._of_the_step(state.step, page)
        self.sentence.setText(told)
        self.setAccessibleName(told)
        at_the_end = sampling and page == "report"
        self.report.setVisible(sampling and has_photos and page in ("review", "results"))
        self.end.setText(self.tr("Finish the welcome") if at_the_end else self.tr("End the welcome"))
        self.end.set_kind("primary" if at_the_end else "quiet")
        self.back.setVisible(not at_the_end)

    def _of_the_sample(self, page: str) -> str:
        told = {
            "capture": self.tr("The sample: one instruction at a time, then the pictures take themselves."),
            "review": self.tr("These are the points that were found. Drag one: its values follow at once."),
            "results": self.tr("Each value with its grade, and with how sure it is."),
            "report": self.tr("This is what your patients take home. The sample is forgotten at the end."),
        }
        return told.get(page, "")

    def _of_the_step(self, step: Step, page: str) -> str:
        if step is Step.ROOM and page == "camera":
            return self.tr("When the level stands still, remember it; then go back to the welcome.")
        return self.tr("The welcome waits for you.")
