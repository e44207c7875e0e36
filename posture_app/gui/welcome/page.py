"""The welcome: one step at a time over the whole window, with a way on, a way back, and a way out."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from posture_app.gui.icons import logo_pixmap
from posture_app.gui.pages.parts import Page, StepBar, column, line, row
from posture_app.gui.theme import theme
from posture_app.gui.welcome.camera import CameraStep
from posture_app.gui.welcome.looks import ClinicStep, LooksStep
from posture_app.gui.welcome.records import RecordsStep
from posture_app.gui.welcome.tries import RoomStep, SampleStep
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.stage import Stage
from posture_app.services.welcome import Step

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.gui.welcome.step import WelcomeStep
    from posture_app.gui.welcome.walk import WelcomeWalk

WIDEST = 1120


class WelcomePage(Page):
    """Shows the step at which the walk is; made when it is first seen, for most starts never see it."""

    chapter_wanted = Signal(str)
    """The name of a chapter of the manual."""
    sample_wanted = Signal()
    over = Signal()
    """Somebody has seen enough of it."""

    def __init__(self, studio: Studio, walk: WelcomeWalk) -> None:
        super().__init__(studio)
        self.walk = walk
        self.steps: dict[Step, WelcomeStep] = {}
        self._in_sight = False
        walk.moved.connect(self._moved)

    # -- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.steps = {step: self._made(step) for step in self.walk.state.steps}
        body = column(self, 0)
        body.addWidget(self._make_bar())
        self._stage = Stage()
        for one in self.steps.values():
            self._stage.add(one)
            one.wanted.connect(self.wanted)
            one.trouble.connect(self.trouble)
            one.said.connect(self.said)
            one.changed.connect(self._dress)
            one.done.connect(self.go_on)
            if isinstance(one, SampleStep):
                one.started.connect(self.sample_wanted)
        body.addWidget(self._make_middle(), 1)
        body.addWidget(self._make_foot())

    def _made(self, step: Step) -> WelcomeStep:
        if step is Step.LANGUAGE:
            return LooksStep(self.studio, self.walk)
        if step is Step.CAMERA:
            return CameraStep(self.studio, self.walk)
        plain = {
            Step.CLINIC: ClinicStep,
            Step.RECORDS: RecordsStep,
            Step.ROOM: RoomStep,
            Step.SAMPLE: SampleStep,
        }
        return plain[step](self.studio)

    def _names(self) -> list[str]:
        names = {
            Step.LANGUAGE: self.tr("Language"),
            Step.CLINIC: self.tr("Clinic"),
            Step.RECORDS: self.tr("Records"),
            Step.CAMERA: self.tr("Camera"),
            Step.ROOM: self.tr("Room"),
            Step.SAMPLE: self.tr("Sample"),
        }
        return [names[step] for step in self.walk.state.steps]

    def _make_bar(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "bar")
        outer = column(frame, 0)
        across = row(gap=16, margins=(24, 10, 20, 10))
        logo = QLabel()
        logo.setPixmap(logo_pixmap(40))
        logo.setAccessibleName(self.tr("Posture assessment"))
        across.addWidget(logo)
        self.bar = StepBar(self._names())
        across.addWidget(self.bar, 1)
        self.skip = Button(self.tr("Skip the welcome"), "quiet")
        self.skip.clicked.connect(self.over)
        across.addWidget(self.skip)
        outer.addLayout(across)
        outer.addWidget(line())
        return frame

    def _make_middle(self) -> QScrollArea:
        inside = QWidget()
        inside.setMaximumWidth(WIDEST)
        column(inside, 0, (28, 28, 28, 28)).addWidget(self._stage, 1)
        around = QWidget()
        across = row(around, 0)
        across.addStretch(1)
        across.addWidget(inside, 100)
        across.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(around)
        self._scroll = scroll
        return scroll

    def _make_foot(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("ground", "bar")
        outer = column(frame, 0)
        outer.addWidget(line())
        across = row(gap=10, margins=(24, 12, 24, 12))
        self.back = Button(self.tr("Back"))
        self.back.clicked.connect(self.walk.back)
        self.more = Button(self.tr("More in the manual"), "quiet", "info")
        self.more.clicked.connect(self._to_manual)
        self.on = Button(self.tr("Continue"), "primary")
        self.on.clicked.connect(self.go_on)
        self.on.setMinimumWidth(theme().height(140))
        across.addWidget(self.back)
        across.addStretch(1)
        across.addWidget(self.more)
        across.addWidget(self.on)
        outer.addLayout(across)
        return frame

    # -- coming, going, and moving -------------------------------------------------------------------

    @property
    def step(self) -> WelcomeStep:
        """The step in sight."""
        return self.steps[self.walk.state.step]

    def enter(self) -> None:
        """Show the step at which one is; begin when nobody has."""
        self._in_sight = True
        if not self.steps:
            self._build()
        if not self.walk.state.under_way:
            self.walk.begin()
            return
        self._show()

    def leave(self) -> None:
        """Let go of the camera, and take over what is being typed."""
        self._in_sight = False
        if self._stage.shown is not None:
            self._shown.leave()

    def go_on(self) -> None:
        """Go to the next step, or end with the last."""
        if self.walk.state.is_last:
            self.over.emit()
        else:
            self.walk.forward()

    @property
    def _shown(self) -> WelcomeStep:
        return next(one for one in self.steps.values() if one is self._stage.shown)

    def _moved(self) -> None:
        if self._in_sight and self.walk.state.under_way:
            self._show()

    def _show(self) -> None:
        step, state = self.step, self.walk.state
        if self._shown is not step:
            self._shown.leave()
            self._stage.show_one(step)
            self._scroll.verticalScrollBar().setValue(0)
        count = self.tr("Step {at} of {all}").format(at=state.at + 1, all=len(state.steps))
        step.count.setText(count)
        self.setAccessibleName(f"{count}: {step.title.text()}")
        self.bar.show_steps(state.at, frozenset(range(state.at)))
        self.back.setVisible(not state.is_first)
        self.more.setVisible(bool(step.chapter))
        step.enter()
        self._dress()
        QTimer.singleShot(0, self, self._give_focus)  # only what is shown already can have the focus

    def showEvent(self, event: QShowEvent) -> None:
        """Give the focus to the step that has come to sight with the page."""
        super().showEvent(event)
        self._give_focus()

    def _give_focus(self) -> None:
        if self._in_sight and self.steps:
            (self.step.first(self.walk.focus) or self.on).setFocus()

    def _dress(self) -> None:
        """Say what the button that goes on does at this step."""
        text, is_main = self.step.forward
        self.on.setText(text)
        self.on.set_kind("primary" if is_main else "secondary")

    def _to_manual(self) -> None:
        self.chapter_wanted.emit(self.step.chapter)
