"""The page on which the camera is set up: live, by hand, and by the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.views import View
from posture_app.gui.pages.capture_page import CapturePage
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.room.calibration_page import LOWER, UPPER, CalibrationPage
from posture_app.gui.texts import install_language
from posture_app.gui.widgets.button import Button
from posture_app.gui.widgets.check_line import CheckState
from posture_app.services.room.calibrate import LensCalibration
from posture_app.services.room.checks import LENS_VIEWS, RoomSight
from posture_app.services.settings import Preferences
from tests.fakes import blank
from tests.gui.workshop import Workshop
from tests.services.room.test_checks import SHEET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow

    Enter = Callable[..., CalibrationPage]

TODAY = date(2026, 11, 20)
SCENE = CameraLevel(0.4, 0.12, LevelSource.SCENE)


def page_of(window: MainWindow) -> CalibrationPage:
    return cast(CalibrationPage, window.pages["camera"])


@pytest.fixture
def enter(qtbot: QtBot) -> Iterator[Enter]:
    """Open the page alone, with the camera running; it is left at the end."""
    pages: list[CalibrationPage] = []

    def make(studio: Studio, *, picture: bool = True) -> CalibrationPage:
        page = CalibrationPage(studio)
        pages.append(page)
        page.resize(1200, 720)
        page.show()
        page.enter()
        if picture:
            qtbot.waitUntil(lambda: not page.photo.photo_size.isEmpty())
        return page

    yield make
    install_language("en")
    for page in pages:
        page.leave()
        page.close()
        page.studio.close()
        page.deleteLater()


def test_the_live_picture_tells_the_level_and_it_can_be_remembered(
    workshop: Workshop, enter: Enter, qtbot: QtBot
) -> None:
    workshop.level = SCENE
    page = enter(workshop.studio())
    qtbot.waitUntil(page.remember_button.isEnabled)
    assert page.headline.text() == "0.4° clockwise ± 0.1"
    assert page.checks["level"].state is CheckState.OK
    assert page.remembered.forget_button.isHidden()
    page.remember_button.click()
    [known] = workshop.known
    room = page.studio.room
    assert known.rooms == (room,)
    assert room is not None
    assert (room.level, room.scene) == (SCENE, SCENE)
    assert page.studio.settings().room == room
    assert "0.4° clockwise" in page.remembered.title.text()
    page.remembered.forget_button.click()
    assert page.studio.room is None
    assert page.studio.settings().room is None


def test_the_camera_has_one_owner(window: MainWindow, workshop: Workshop, qtbot: QtBot) -> None:
    window.run("page.capture")
    qtbot.waitUntil(lambda: workshop.camera.opened == 1)
    window.run("page.camera")
    page = page_of(window)
    qtbot.waitUntil(lambda: not page.photo.photo_size.isEmpty())
    assert workshop.camera.opened == 2
    assert window.driver._thread is None
    window.run("page.capture")
    assert page.camera._thread is None
    qtbot.waitUntil(lambda: workshop.camera.opened == 3)


def test_without_verticals_the_level_is_unknown_and_cannot_be_remembered(
    enter: Enter, workshop: Workshop
) -> None:
    page = enter(workshop.studio())
    assert page.headline.text() == "Level unknown"
    assert not page.remember_button.isEnabled()
    assert not page.sheet.calibrate_button.isEnabled()


def test_camera_trouble_is_told_and_passes(enter: Enter, workshop: Workshop, qtbot: QtBot) -> None:
    workshop.camera.trouble.set()
    page = enter(workshop.studio(), picture=False)
    qtbot.waitUntil(lambda: not page.banner.isHidden())
    workshop.camera.trouble.clear()
    page.banner.button.click()
    qtbot.waitUntil(page.banner.isHidden)


# --- two points -----------------------------------------------------------------------------


def drag(page: CalibrationPage, landmark: object, dx_px: float) -> None:
    """Drag an end of the line sideways by photo pixels, with the mouse."""
    handle = page.photo.handle(landmark)  # type: ignore[arg-type]
    assert handle is not None
    to_screen = page.photo.to_screen()
    start = to_screen.map(QPointF(handle.x, handle.y)).toPoint()
    end = to_screen.map(QPointF(handle.x + dx_px, handle.y)).toPoint()
    QTest.mousePress(page.photo, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.photo, (start + end) / 2)
    QTest.mouseMove(page.photo, end)
    QTest.mouseRelease(page.photo, Qt.MouseButton.LeftButton, pos=end)


def test_two_points_on_a_door_frame_give_the_level_and_are_remembered(
    enter: Enter, workshop: Workshop
) -> None:
    page = enter(workshop.studio())
    page.line_button.click()
    # A camera turned clockwise shows the door's upper end further left.
    drag(page, UPPER, -40.0)
    upper, lower = page.photo.handle(UPPER), page.photo.handle(LOWER)
    assert upper is not None
    assert lower is not None
    assert page.shown is not None
    assert page.shown.roll_deg > 2.0
    assert page.headline.text().startswith("3.")
    assert page.dial.accessibleName() == page.headline.text()
    level = page.shown
    page.use_button.click()
    room = page.studio.room
    assert room is not None
    assert room.level == level
    assert room.level.source is LevelSource.MANUAL
    assert page.studio.settings().room == room
    assert page.line_button.isVisible()


def test_the_line_is_laid_by_keys_alone(enter: Enter, workshop: Workshop) -> None:
    page = enter(workshop.studio())
    page.line_button.setFocus()
    QTest.keyClick(page.line_button, Qt.Key.Key_Space)
    assert page.photo.selected is UPPER
    for _ in range(10):
        QTest.keyClick(page.photo, Qt.Key.Key_Right)
    assert page.shown is not None
    assert page.shown.roll_deg == pytest.approx(-0.895, abs=0.01)  # atan(10 / 640)
    QTest.keyClick(page.photo, Qt.Key.Key_Tab)
    assert page.photo.selected is LOWER
    page.cancel_button.click()
    assert page.studio.room is None


def test_a_slanting_line_is_refused_in_words(enter: Enter, workshop: Workshop) -> None:
    page = enter(workshop.studio())
    page.lay_line()
    page.photo._put(UPPER, 700.0, 300.0)
    assert not page.use_button.isEnabled()
    assert "leans too much" in page.about.text()


def test_a_photo_serves_as_well(enter: Enter, workshop: Workshop, tmp_path: Path) -> None:
    workshop.camera.trouble.set()
    page = enter(workshop.studio(), picture=False)
    page.lay_line()
    assert not page.use_button.isEnabled()
    page.open_photo(tmp_path / "room.jpg")
    assert workshop.reads == [tmp_path / "room.jpg"]
    page.use_button.click()
    room = page.studio.room
    assert room is not None
    assert (room.mounting.width, room.mounting.height) == (blank().width, blank().height)
    assert room.scene is None
    assert page.photo.photo_size.isEmpty()


def test_a_level_typed_into_the_settings_gives_way(workshop: Workshop, enter: Enter, qtbot: QtBot) -> None:
    page = enter(workshop.studio(Preferences(level_deg=2.0)))
    assert "2.0°" in page.remembered.about.text()
    page.lay_line()
    page.use_button.click()
    assert page.studio.preferences.level_deg is None


def test_a_photo_from_elsewhere_is_not_measured_by_this_camera_s_place(
    workshop: Workshop, enter: Enter, qtbot: QtBot
) -> None:
    page = enter(workshop.studio())
    page.lay_line()
    page.use_button.click()
    studio = page.studio
    assert studio.room is not None
    assert studio.settings().room == studio.room
    studio.import_frame(blank(), View.FRONT, lambda: None, pytest.fail)
    assert studio.session.analysis(View.FRONT).remembered_level is None


# --- the sheet --------------------------------------------------------------------------------


def test_the_sheet_calibrates_lights_and_height(workshop: Workshop, enter: Enter, qtbot: QtBot) -> None:
    workshop.markers.sight = SHEET
    page = enter(workshop.studio())
    qtbot.waitUntil(page.sheet.calibrate_button.isEnabled)
    assert page.checks["yaw"].state is CheckState.OK
    assert page.checks["level"].state is CheckState.WARN
    assert page.checks["height"].state is CheckState.WAITING
    page.sheet.height_field.setValue(150.0)
    assert page.checks["height"].state is CheckState.OK
    assert page.checks["height"].accessibleName() == "Height of the lens: 105 cm"
    page.sheet.calibrate_button.click()
    room = page.studio.room
    assert room is not None
    assert room.level == SHEET.level
    assert room.geometry.height_cm == 105.0
    assert not room.lens_known
    assert "105 cm high" in page.remembered.about.text()


def test_the_sheet_is_saved_for_the_chosen_paper(enter: Enter, workshop: Workshop, tmp_path: Path) -> None:
    page = enter(workshop.studio())
    page.sheet.paper.setCurrentIndex(1)
    page.sheet.save(tmp_path / "sheet.pdf")
    assert workshop.written == {tmp_path: {"sheet.pdf": b"a3 en"}}


def show_sheet_from_all_sides(page: CalibrationPage) -> None:
    for at in range(LENS_VIEWS):
        for _ in range(2):
            page._take_sight(RoomSight(sheet=replace(SHEET, yaw_deg=10.0 * at)), blank())


def test_the_lens_is_measured_from_pictures_of_the_sheet_and_then_used(
    enter: Enter, workshop: Workshop, qtbot: QtBot
) -> None:
    lens = LensCalibration("0", replace(SHEET.geometry, roll_deg=0.0, pitch_deg=0.0), 0.002, 9, 0.2, TODAY)
    workshop.markers.measured = lens
    page = enter(workshop.studio())
    page.camera.stop()
    page.sheet.lens_button.click()
    assert page.headline.text() == f"0 of {LENS_VIEWS} pictures of the sheet"
    with qtbot.waitSignal(page.said):
        show_sheet_from_all_sides(page)
    assert page.studio.calibrations.lenses == (lens,)
    assert page.camera.lens == lens.geometry
    workshop.markers.sight = replace(SHEET, lens_known=True)
    page.calibrate_with_sheet()
    room = page.studio.room
    assert room is not None
    assert room.geometry_for(720, 1280) == SHEET.geometry
    assert "perspective is taken out" in page.remembered.about.text()


def test_a_lens_that_cannot_be_measured_is_told(enter: Enter, workshop: Workshop, qtbot: QtBot) -> None:
    page = enter(workshop.studio())
    page.camera.stop()
    page.measure_lens()
    with qtbot.waitSignal(page.trouble) as told:
        show_sheet_from_all_sides(page)
    assert told.args is not None
    assert told.args[0].code == "lens_views_alike"
    page.measure_lens()
    page.stop_button.click()
    assert page.headline.text() == "1.2° clockwise ± 0.2"


# --- ways there, and words ----------------------------------------------------------------------


def test_the_level_pill_and_the_settings_lead_here(window: MainWindow) -> None:
    window.run("page.capture")
    pill = cast(CapturePage, window.pages["capture"]).photo.level
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert window.page_name == "camera"
    window.run("page.capture")
    QTest.keyClick(pill, Qt.Key.Key_Return)
    assert window.page_name == "camera"
    window.run("page.settings")
    settings = cast(SettingsPage, window.pages["settings"])
    next(one for one in settings.findChildren(Button) if one.text() == "Camera and room").click()
    assert window.page_name == "camera"
    assert window.rail["page.settings"].isChecked()


def test_the_page_speaks_korean(enter: Enter, workshop: Workshop) -> None:
    install_language("ko")
    page = enter(workshop.studio(Preferences(language="ko")))
    page._take_sight(RoomSight(scene=CameraLevel(-1.3, 0.2, LevelSource.SCENE), sheet=SHEET), blank())
    texts = [page.headline.text(), page.about.text(), page.remembered.title.text(), page.line_button.text()]
    texts += [one.accessibleName() for one in page.checks.values()]
    assert all(any("가" <= letter <= "힣" for letter in text) for text in texts), texts
