"""The welcome's camera step: the live picture of a camera with the picture checks, and what else there is."""

# ruff: noqa: N802  Qt's own names

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from posture_app.domain.errors import CameraTrouble
from posture_app.domain.views import View
from posture_app.gui.camera.camera_choice import DEMO, CameraChoice
from posture_app.gui.pages.capture_checks import PictureChecks
from posture_app.gui.pages.capture_page import SLOW_MS
from posture_app.gui.pages.capture_picture import PORTRAIT, LivePicture
from posture_app.gui.pages.parts import column, give_way, row
from posture_app.gui.tokens import Type
from posture_app.gui.welcome.step import WelcomeStep, is_roomy
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.services.settings import ROTATIONS

if TYPE_CHECKING:
    from posture_app.domain.errors import PostureError
    from posture_app.gui.studio import Studio
    from posture_app.gui.welcome.walk import WelcomeWalk
    from posture_app.services.capture.flow import CaptureState
    from posture_app.services.ports import Frame

LEAST_PICTURE = 380


class CameraStep(WelcomeStep):
    """Runs the camera while it is in sight; nothing is photographed."""

    chapter = "02-room.md"

    def __init__(self, studio: Studio, walk: WelcomeWalk) -> None:
        super().__init__(studio)
        self.check = walk.check
        self._active = False
        self._camera: tuple[object, ...] = ()
        self.entitle(
            self.tr("The camera"),
            self.tr(
                "Stand where your patients will stand, or ask somebody to. When the checks are green, the"
                " camera is in its place; no photograph is taken."
            ),
        )
        self.photo = LivePicture(studio)
        self.photo.level.hide()  # the next step is about it
        give_way(self.photo, LEAST_PICTURE)
        across = row(self, 32)
        across.addWidget(self.photo)
        across.addLayout(self._right(), 1)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._is_slow)
        self.check.frame_shown.connect(self._show_frame)
        self.check.sighted.connect(self.photo.keep)
        self.check.state_changed.connect(self._show_state)
        self.check.trouble.connect(self._show_trouble)
        self.check.connected.connect(self._show_connected)
        studio.preferences_changed.connect(self._follow)

    def _right(self) -> QVBoxLayout:
        right = column(gap=18)
        right.addLayout(self.head)
        self.banner = Banner()
        self.banner.remedied.connect(self._again)
        right.addWidget(self.banner)
        choices = row(gap=16) if is_roomy() else column(gap=12)
        self.camera = CameraChoice(self.studio, self.tr("Camera"))
        self.turn = QComboBox()
        self.turn.setAccessibleName(self.tr("Turned by"))
        for degrees in ROTATIONS:
            said = self.tr("{degrees}° clockwise").format(degrees=degrees)
            self.turn.addItem(said if degrees else self.tr("Upright as it is"), degrees)
        self.turn.activated.connect(lambda _: self.studio.prefer(rotation=self.turn.currentData()))
        for box in (self.camera, self.turn):
            group = column(gap=6)
            label = text_label(box.accessibleName(), Type.CHIP)
            label.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            group.addWidget(label)
            group.addWidget(box)
            choices.addLayout(group, 1)
        right.addLayout(choices)
        self.checks = PictureChecks()
        right.addWidget(self.checks)
        self.demo = Button(self.tr("No camera: use the demonstration"), icon="person-standing")
        self.demo.clicked.connect(lambda: self.studio.prefer(camera=DEMO))
        line = row(gap=0)
        line.addWidget(self.demo)
        line.addStretch(1)
        right.addLayout(line)
        right.addStretch(1)
        return right

    # -- coming and going ----------------------------------------------------------------------------

    def enter(self) -> None:
        """Start the camera."""
        self._active = True
        self._camera = self._settings()
        self.camera.fill()
        self._show_preferences()
        self.check.retake(View.FRONT)
        self.check.start()
        self._slow.start()

    def first(self, named: str = "") -> QWidget:
        """Begin with the choice of the camera."""
        return self.camera

    def leave(self) -> None:
        """Let go of the camera."""
        self._active = False
        self._slow.stop()
        self.check.stop()
        self.banner.clear()
        self.photo.show_nothing()

    def _again(self) -> None:
        self.banner.clear()
        self.camera.fill()
        self.photo.show_nothing()
        self.check.restart()
        self._slow.start()

    def _follow(self) -> None:
        if not self._active:
            return
        self._show_preferences()
        if self._camera != self._settings():
            self._camera = self._settings()
            self._again()

    def _settings(self) -> tuple[object, ...]:
        preferences = self.studio.preferences
        return preferences.camera, preferences.resolution, preferences.rotation

    def _show_preferences(self) -> None:
        self.camera.show_chosen()
        self.turn.setCurrentIndex(self.turn.findData(self.studio.preferences.rotation))
        self.photo.show_preferences()
        self.demo.setVisible(self.studio.preferences.camera != DEMO)

    # -- what the camera says ------------------------------------------------------------------------

    def _show_frame(self, frame: Frame) -> None:
        if self._active:
            self.photo.show_frame(frame, self.check.flow.state)

    def _show_state(self, state: CaptureState) -> None:
        self.checks.show_checks(state.checks)

    def _show_trouble(self, error: PostureError) -> None:
        if not self._active:
            return
        if not isinstance(error, CameraTrouble):
            self.trouble.emit(error)
            return
        self._slow.stop()
        self.banner.say(self.studio.words.problem(error), self.tr("Try again"), "watch")

    def _show_connected(self) -> None:
        self._slow.stop()
        self.banner.clear()
        self.photo.place_anew()

    def _is_slow(self) -> None:
        self._show_trouble(CameraTrouble("camera_slow"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the live picture in the shape of a standing person."""
        super().resizeEvent(event)
        self.photo.setFixedWidth(
            round(min(self.height() * PORTRAIT, self.width() * (0.4 if is_roomy() else 0.3)))
        )
