"""Camera and room: how the camera stands, live, and what is remembered of it."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QStackedWidget,
    QWidget,
)

from posture_app.domain.errors import EnvironmentProblem, NotAssessable, PostureError
from posture_app.domain.geometry import rotate
from posture_app.domain.keypoints import Landmark
from posture_app.domain.overlay.shapes import Line, Overlay, Role
from posture_app.gui.camera.room_camera import RoomCamera
from posture_app.gui.images import to_qimage
from posture_app.gui.pages.parts import Page, card, column, row, wrapped
from posture_app.gui.pages.photo_views import PHOTO_ENDINGS
from posture_app.gui.room.remembered_card import RememberedCard
from posture_app.gui.room.sheet_card import SheetCard
from posture_app.gui.room.texts import check_name, check_text, level_text, source_text
from posture_app.gui.texts import number
from posture_app.gui.theme import theme
from posture_app.gui.tokens import Type
from posture_app.gui.widgets.banner import Banner
from posture_app.gui.widgets.base import text_label
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.check_line import CheckLine, CheckState
from posture_app.gui.widgets.level_dial import LevelDial
from posture_app.gui.widgets.photo_marks import Handle
from posture_app.gui.widgets.photo_view import Mode, PhotoView
from posture_app.services.room.calibrate import CLICK_PX, calibrate_room, level_from_line, room_of_level
from posture_app.services.room.checks import (
    CHECKS,
    LENS_VIEWS,
    LensViews,
    RoomCheck,
    RoomSight,
    SteadyLevel,
    room_checks,
)

if TYPE_CHECKING:
    from posture_app.domain.body import CameraLevel
    from posture_app.gui.studio import Studio
    from posture_app.services.ports import Frame
    from posture_app.services.room.calibrate import LensCalibration, RoomCalibration

UPPER, LOWER = Landmark.NOSE, Landmark.LEFT_ANKLE
"""The photo view names its handles by landmarks; the line's two ends borrow these."""


class CalibrationPage(Page):
    """Shows the live picture with what it tells of the camera, and remembers it."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self.camera = RoomCamera(studio)
        self.sight = RoomSight()
        self.shown: CameraLevel | None = None
        """The level that the dial shows; along the line while one is being laid."""
        self._steady = SteadyLevel()
        self._frame: Frame | None = None
        self._laying = self._from_photo = False
        self._views: LensViews | None = None
        self._build()
        self.camera.frame_shown.connect(self._show_frame)
        self.camera.sighted.connect(self._take_sight)
        self.camera.trouble.connect(self._show_trouble)
        self._show_sight()

    # -- building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        done = Button(self.tr("Go to the capture"), icon="camera")
        done.clicked.connect(lambda: self.wanted.emit("page.capture"))
        self.add_to_header(done)
        across = row(self, 20, (20, 18, 24, 18))
        left = column(gap=10)
        self.photo = PhotoView()
        self.photo.set_radius(14)
        self.photo.setAccessibleName(self.tr("Live picture"))
        self.photo.handle_moved.connect(self._line_moved)
        self.waiting = text_label(self.tr("Waiting for a picture from the camera …"), Type.BODY, "quiet")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column(self.photo, 0, (24, 24, 24, 24)).addWidget(self.waiting)
        self.banner = Banner()
        self.banner.remedied.connect(self._again)
        left.addWidget(self.banner)
        left.addWidget(self.photo, 1)
        across.addLayout(left, 9)
        right = column(gap=12)
        right.addWidget(self._make_level())
        right.addWidget(self._make_checks())
        self.sheet = SheetCard(self.studio)
        self.sheet.calibration_wanted.connect(self.calibrate_with_sheet)
        self.sheet.lens_wanted.connect(self.measure_lens)
        self.sheet.height_changed.connect(self._show_sight)
        self.sheet.said.connect(self.said)
        self.sheet.trouble.connect(self.trouble)
        right.addWidget(self.sheet)
        self.remembered = RememberedCard(self.studio)
        self.remembered.forget_button.clicked.connect(self.forget)
        right.addWidget(self.remembered)
        right.addStretch(1)
        across.addLayout(right, 11)

    def _make_level(self) -> QFrame:
        frame, body = card(0, 18)
        self.dial = LevelDial()
        self.headline = text_label("", Type.TITLE)
        self.about = wrapped("", Type.BODY, "quiet")
        self.about.setMinimumHeight(theme().height(42))
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QStackedWidget()
        self.buttons.addWidget(self._make_live_buttons())
        self.buttons.addWidget(self._make_line_buttons())
        self.buttons.addWidget(self._make_lens_buttons())
        texts = column(gap=6)
        texts.addWidget(self.headline)
        texts.addWidget(self.about)
        texts.addWidget(self.buttons)
        across = row(gap=20)
        across.addWidget(self.dial, 0, Qt.AlignmentFlag.AlignVCenter)
        across.addLayout(texts, 1)
        body.addLayout(across)
        return frame

    def _make_live_buttons(self) -> QWidget:
        holder = QWidget()
        self.remember_button = Button(self.tr("Remember this level"), "primary", "check")
        self.remember_button.clicked.connect(self.remember_level)
        self.line_button = Button(self.tr("Two points on a door frame"), icon="ruler")
        self.line_button.clicked.connect(self.lay_line)
        across = row(holder, 10)
        across.addWidget(self.remember_button)
        across.addWidget(self.line_button)
        across.addStretch(1)
        return holder

    def _make_line_buttons(self) -> QWidget:
        holder = QWidget()
        self.use_button = Button(self.tr("Use this line"), "primary", "check")
        self.use_button.clicked.connect(self.use_line)
        photo = Button(self.tr("Open a photo"), icon="image")
        photo.clicked.connect(self._ask_photo)
        self.cancel_button = Button(self.tr("Cancel"), "quiet")
        self.cancel_button.clicked.connect(self.leave_line)
        across = row(holder, 10)
        for button in (self.use_button, photo, self.cancel_button):
            across.addWidget(button)
        across.addStretch(1)
        return holder

    def _make_lens_buttons(self) -> QWidget:
        holder = QWidget()
        self.stop_button = Button(self.tr("Cancel"))
        self.stop_button.clicked.connect(self.leave_lens)
        across = row(holder, 10)
        across.addWidget(self.stop_button)
        across.addStretch(1)
        return holder

    def _make_checks(self) -> QFrame:
        frame, body = card(8, 16)
        body.addWidget(text_label(self.tr("How the camera stands"), Type.CARD))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        self.checks: dict[str, CheckLine] = {}
        for at, name in enumerate(CHECKS):
            self.checks[name] = CheckLine()
            grid.addWidget(self.checks[name], at % 3, at // 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        body.addLayout(grid)
        return frame

    # -- coming and going ----------------------------------------------------------------------------

    def enter(self) -> None:
        """Begin to look."""
        self.camera.start()
        self.line_button.setFocus()

    def leave(self) -> None:
        """Let go of the camera."""
        self.leave_line()
        self.leave_lens()
        self.camera.stop()
        self.banner.clear()
        self._frame, self.sight = None, RoomSight()
        self._steady.see(None)
        self.photo.show_photo(None)
        self._show_sight()

    def _again(self) -> None:
        self.banner.clear()
        self.camera.stop()
        self.camera.start()

    # -- what the camera brings ----------------------------------------------------------------------

    def _show_frame(self, frame: Frame) -> None:
        self.banner.clear()
        if self._laying:
            return
        first = self._frame is None or self._frame.rgb.shape != frame.rgb.shape
        self._frame = frame
        if first:
            lens = self.studio.calibrations.lens(self.studio.camera_id, frame.width, frame.height)
            self.camera.lens = None if lens is None else lens.geometry.scaled(frame.width, frame.height)
        self.photo.show_photo(to_qimage(frame.rgb))
        if first:
            self._show_buttons()

    def _take_sight(self, sight: RoomSight, frame: Frame) -> None:
        if self._laying:
            return
        self.sight = sight
        self._steady.see(sight.level)
        if self._views is not None:
            self._collect(self._views, sight, frame)
        self._show_sight()

    def _show_trouble(self, error: PostureError) -> None:
        self.banner.say(self.studio.words.problem(error), self.tr("Try again"))
        self._show_buttons()

    # -- showing -------------------------------------------------------------------------------------

    def _show_sight(self, *_: object) -> None:
        for check in room_checks(self.sight, self.sheet.height_cm):
            name = check_name(check)
            self.checks[check.name].show_check(name, CheckState(check.state.value), self._detail(check))
        if not self._laying:
            self.shown = self._steady.level
            self._draw_upright()
            if self._views is None:
                self._show_level(self.shown, self._about_level())
            else:
                self._show_views(self._views)
        self._show_buttons()

    def _detail(self, check: RoomCheck) -> str:
        if check.name == "sheet" and self.sight.sheet_trouble:
            return self.tr("seen, but it cannot be used")
        return check_text(check)

    def _about_level(self) -> str:
        level = self.shown
        if level is None and self._frame is None:
            return self.tr("Waiting for a picture.")
        if level is None:
            return self.tr(
                "The room shows no sure verticals. Set two points on a door frame, or hang the calibration "
                "sheet."
            )
        source = source_text(level.source)
        hint = self.tr("Read {source}, seen from behind the camera. It is taken out of every measure.")
        return hint.format(source=source)

    def _show_level(self, level: CameraLevel | None, about: str) -> None:
        known = room_checks(RoomSight(scene=level))[0].state if level is not None else CheckState.WAITING
        self.dial.show_roll(None if level is None else level.roll_deg, CheckState(known.value))
        if level is None:
            self.headline.setText(self.tr("Level unknown"))
        else:
            self.headline.setText(level_text(level))
        self.dial.setAccessibleName(self.headline.text())
        self.about.setText(about)

    def _show_buttons(self) -> None:
        self.waiting.setVisible(self.photo.photo_size.isEmpty())
        self.remember_button.setEnabled(self._steady.steady and self._frame is not None)
        self.sheet.calibrate_button.setEnabled(self.sight.sheet is not None and self._frame is not None)

    def _draw_upright(self) -> None:
        """Draw the true vertical and the true horizontal through the middle of the picture."""
        size, level = self.photo.photo_size, self.shown
        if level is None or size.isEmpty():
            self.photo.show_overlay(None)
            return
        middle = size.width() / 2, size.height() / 2
        half_high, half_wide = 0.42 * size.height(), 0.42 * size.width()
        upright = _through(middle, (0.0, half_high), level.roll_deg)
        flat = _through(middle, (half_wide, 0.0), level.roll_deg)
        lines = (Line(*upright, Role.PLUMB), Line(*flat, Role.LEVEL))
        self.photo.show_overlay(Overlay(lines, (), (), ()))

    # -- remembering ---------------------------------------------------------------------------------

    def remember_level(self) -> None:
        """Remember the level that the picture shows."""
        if self.sight.sheet is not None:
            self.calibrate_with_sheet()
        elif self.shown is not None and self._frame is not None:
            self._remember(self.shown, self._frame, self.sight.scene)

    def _remember(self, level: CameraLevel, frame: Frame, scene: CameraLevel | None) -> None:
        mounting = self.studio.mounting(frame.width, frame.height)
        self._keep(room_of_level(level, mounting, _today(), scene))

    def _keep(self, room: RoomCalibration) -> None:
        try:
            self.studio.remember(room)
        except PostureError as error:
            self.trouble.emit(error)
        else:
            self.said.emit(self.tr("The camera's level is remembered."))

    def calibrate_with_sheet(self) -> None:
        """Calibrate with the sheet in the picture that is shown."""
        frame = self._frame
        if frame is None:
            return
        studio, height, scene = self.studio, self.sheet.height_cm, self.sight.scene
        mounting = studio.mounting(frame.width, frame.height)
        lens = studio.calibrations.lens(studio.camera_id, frame.width, frame.height)

        def job() -> RoomCalibration:
            finder = studio.eyes().markers
            if finder is None:
                raise EnvironmentProblem("sheet_missing")
            room, _ = calibrate_room(
                frame, mounting, finder, _today(), lens=lens, scene=scene, sheet_height_cm=height
            )
            return room

        studio.poses.start(job, self._keep, self.trouble.emit)

    def forget(self) -> None:
        """Forget how the camera is mounted."""
        try:
            self.studio.forget_room()
        except PostureError as error:
            self.trouble.emit(error)

    # -- the lens ------------------------------------------------------------------------------------

    def measure_lens(self) -> None:
        """Begin to collect pictures of the sheet, held in the hands."""
        self.leave_line()
        self._views = LensViews()
        self.buttons.setCurrentIndex(2)
        self.stop_button.setFocus()
        self._show_sight()

    def leave_lens(self) -> None:
        """Go back to the level."""
        if self._views is None:
            return
        self._views = None
        self.buttons.setCurrentIndex(0)
        self._show_sight()

    def _show_views(self, views: LensViews) -> None:
        count = self.tr("{count} of {all} pictures of the sheet")
        self.headline.setText(count.format(count=number(len(views.frames)), all=number(LENS_VIEWS)))
        self.about.setText(
            self.tr(
                "Hold the sheet before the camera, large, tilted to another side each time, also in the "
                "corners; keep it still until the number rises."
            )
        )

    def _collect(self, views: LensViews, sight: RoomSight, frame: Frame) -> None:
        views.see(frame, sight.sheet)
        if not views.done:
            return
        self.leave_lens()
        studio = self.studio

        def job() -> LensCalibration:
            finder = studio.eyes().markers
            if finder is None:
                raise EnvironmentProblem("sheet_missing")
            return finder.lens(views.frames, studio.camera_id)

        studio.poses.start(job, self._keep_lens, self.trouble.emit)

    def _keep_lens(self, lens: LensCalibration) -> None:
        try:
            self.studio.remember_lens(lens)
        except PostureError as error:
            self.trouble.emit(error)
            return
        self.camera.lens = lens.geometry
        self.said.emit(self.tr("The lens is measured. Hang the sheet on the wall and calibrate with it."))

    # -- two points ----------------------------------------------------------------------------------

    def lay_line(self) -> None:
        """Freeze the picture and let two points be set along something upright."""
        self.leave_lens()
        self._laying = True
        self.buttons.setCurrentIndex(1)
        self.photo.show_overlay(None)
        self.photo.set_mode(Mode.MOVE)
        self._place_line()
        self.photo.setFocus()
        self.photo.select(UPPER)

    def _place_line(self) -> None:
        size = self.photo.photo_size
        if size.isEmpty():
            self._show_level(None, self.tr("There is no picture yet. Open a photo that this camera took."))
            self.use_button.setEnabled(False)
            return
        x, high, low = 0.5 * size.width(), 0.25 * size.height(), 0.75 * size.height()
        self.photo.show_handles(
            [
                Handle(UPPER, x, high, self.tr("Upper point"), by_hand=True),
                Handle(LOWER, x, low, self.tr("Lower point"), by_hand=True),
            ]
        )
        self._line_moved()

    def _ends(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        upper, lower = self.photo.handle(UPPER), self.photo.handle(LOWER)
        return None if upper is None or lower is None else (upper.at, lower.at)

    def _line_moved(self, *_: object) -> None:
        ends = self._ends()
        if ends is None:
            return
        self.photo.show_overlay(Overlay((Line(*ends, Role.MEASURED, fine=True),), (), (), ()))
        about = self.tr(
            "Drag both points onto one upright edge, as far apart as it goes. The wheel zooms; Tab and the "
            "arrow keys do the same."
        )
        try:
            self.shown = level_from_line(*ends, self.photo.photo_size.height(), self._click_px())
        except NotAssessable as error:
            self.shown, about = None, self.studio.words.problem(error)
        self.use_button.setEnabled(self.shown is not None)
        self._show_level(self.shown, about)

    def _click_px(self) -> float:
        """Give how surely a point is set, in pixels of the picture."""
        shown = abs(self.photo.to_screen().m22())
        return CLICK_PX / min(shown, 1.0)

    def _ask_photo(self) -> None:
        endings = " ".join(f"*{ending}" for ending in PHOTO_ENDINGS)
        kinds = self.tr("Photographs ({endings})").format(endings=endings)
        path, _ = QFileDialog.getOpenFileName(self, self.tr("A photo that this camera took"), "", kinds)
        if path:
            self.open_photo(Path(path))

    def open_photo(self, path: Path) -> None:
        """Lay the line over a photo instead of the live picture."""
        read = self.studio.equipment.desk.read_photo
        self.studio.jobs.start(lambda: read(path), self._show_photo, self.trouble.emit)

    def _show_photo(self, frame: Frame) -> None:
        if not self._laying:
            return
        self._frame, self._from_photo = frame, True
        self.photo.show_photo(to_qimage(frame.rgb))
        self._place_line()

    def use_line(self) -> None:
        """Remember the level of the line."""
        if self.shown is not None and self._frame is not None:
            self._remember(self.shown, self._frame, None if self._from_photo else self.sight.scene)
            self.leave_line()

    def leave_line(self) -> None:
        """Go back to the live picture."""
        if not self._laying:
            return
        if self._from_photo:
            self._frame = None
            self.photo.show_photo(None)
        self._laying = self._from_photo = False
        self.photo.show_handles(())
        self.photo.set_mode(Mode.LOOK)
        self.photo.fit()
        self.buttons.setCurrentIndex(0)
        self._show_sight()
        self.line_button.setFocus()


def _through(
    middle: tuple[float, float], half: tuple[float, float], roll_deg: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give both ends of what is level or upright in the room, as a camera with this roll shows it."""
    dx, dy = rotate(np.array(half), -roll_deg, (0.0, 0.0))
    return (middle[0] - dx, middle[1] - dy), (middle[0] + dx, middle[1] + dy)


def _today() -> date:
    return datetime.now(timezone.utc).astimezone().date()
