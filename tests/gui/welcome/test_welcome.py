"""The welcome: every step with fakes behind, as the first person at a new workstation would use it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from posture_app.adapters.logo_file import LogoFile
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.views import View
from posture_app.gui.manual.page import ManualPage
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.texts import install_language
from posture_app.gui.theme import apply_theme
from posture_app.gui.welcome.camera import CameraStep
from posture_app.gui.welcome.looks import ClinicStep, LooksStep
from posture_app.gui.welcome.page import WelcomePage
from posture_app.gui.welcome.records import RecordsStep, proposed_folder
from posture_app.gui.welcome.tries import RoomStep, SampleStep
from posture_app.services.room.calibrate import room_of_level
from posture_app.services.settings import Preferences
from posture_app.services.welcome import Step
from tests.fakes import blank
from tests.gui.opened_records import PASSPHRASE, PASSWORD, texts_of
from tests.gui.workshop import Workshop, body, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow

    Open = Callable[[Studio], MainWindow]


def page_of(window: MainWindow) -> WelcomePage:
    return cast(WelcomePage, window.pages["welcome"])


def welcomed(window: MainWindow, step: Step = Step.LANGUAGE) -> WelcomePage:
    """Begin the welcome and go on to a step."""
    window.guide.begin()
    page = page_of(window)
    while page.walk.state.step is not step:
        page.on.click()
    return page


# --- coming and going -----------------------------------------------------------------------


def test_it_fills_the_window_and_one_button_leads_through_all_of_it(
    window: MainWindow, workshop: Workshop, qtbot: QtBot
) -> None:
    page = welcomed(window)
    assert not window.rail["page.settings"].isVisible()
    assert not window.bar.isVisible()
    assert Step.RECORDS not in page.steps  # this workstation has no records
    for _ in page.steps:
        qtbot.waitUntil(page.step.isVisible)
        assert page.step.title.text() in page.accessibleName()
        page.on.click()
    assert window.page_name == "patient"
    assert window.rail["page.settings"].isVisible()
    assert workshop.saved[-1].welcomed


@pytest.mark.parametrize("step", [Step.LANGUAGE, Step.CAMERA, Step.SAMPLE])
def test_it_can_be_skipped_as_a_whole_at_any_step(window: MainWindow, workshop: Workshop, step: Step) -> None:
    welcomed(window, step).skip.click()
    assert window.page_name == "patient"
    assert workshop.saved == [Preferences(welcomed=True)]
    assert window.guide.walk.check._thread is None


def test_back_leads_to_the_step_before(window: MainWindow) -> None:
    page = welcomed(window, Step.CLINIC)
    page.back.click()
    assert page.walk.state.step is Step.LANGUAGE
    assert not page.back.isVisible()


def test_it_is_shown_again_from_its_beginning(window: MainWindow) -> None:
    welcomed(window, Step.ROOM).skip.click()
    window.run("page.settings")
    cast(SettingsPage, window.page).wanted.emit("page.welcome")
    assert window.page_name == "welcome"
    assert page_of(window).walk.state.is_first


def test_another_page_has_a_strip_with_the_way_back(window: MainWindow) -> None:
    page = welcomed(window, Step.CLINIC)
    window.run("page.settings")
    assert window.guide.strip.isVisible()
    window.guide.strip.back.click()
    assert window.page_name == "welcome"
    assert page.walk.state.step is Step.CLINIC
    assert not window.guide.strip.isVisible()
    window.run("page.settings")
    window.guide.strip.end.click()
    assert not window.guide.strip.isVisible()
    assert window.page_name == "patient"


def test_the_manual_opens_at_what_the_step_is_about(window: MainWindow) -> None:
    page = welcomed(window, Step.CAMERA)
    page.more.click()
    manual = cast(ManualPage, window.page)
    assert manual.contents.currentRow() == 1
    assert window.guide.strip.isVisible()


def test_the_window_that_nobody_welcomes_makes_no_step(window: MainWindow) -> None:
    assert page_of(window).steps == {}
    assert not window.guide.strip.isVisible()


# --- language and looks, clinic ---------------------------------------------------------------


def test_language_and_size_change_at_once_and_the_focus_stays(window: MainWindow, qtbot: QtBot) -> None:
    page = welcomed(window)
    choice = cast(LooksStep, page.step).choices["language"]
    QTest.mouseClick(choice.button("ko"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page_of(window) is not page and bool(page_of(window).steps))
    again = cast(LooksStep, page_of(window).step)
    assert page_of(window).on.text() == "계속"
    qtbot.waitUntil(lambda: window.focusWidget() is again.choices["language"].button("ko"))
    before = page_of(window)
    QTest.keyClick(again.choices["text_scale"], Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page_of(window) is not before and bool(page_of(window).steps))
    assert window.studio.preferences.text_scale == 1.25
    last = cast(LooksStep, page_of(window).step)
    qtbot.waitUntil(lambda: window.focusWidget() is last.choices["text_scale"].button("1.25"))


def test_the_clinics_name_is_kept_when_one_goes_on(window: MainWindow) -> None:
    page = welcomed(window, Step.CLINIC)
    step = cast(ClinicStep, page.step)
    QTest.keyClicks(step.name, "Riverside")
    assert "Riverside" in step.head_shown.accessibleName()  # the head of the report follows what is typed
    QTest.keyClick(step.name, Qt.Key.Key_Return)
    assert window.studio.preferences.clinic == "Riverside"
    assert page.walk.state.step is Step.CAMERA
    settings = cast(SettingsPage, window.pages["settings"])
    assert cast(QLineEdit, settings.fields["clinic"]).text() == "Riverside"


def test_the_logo_stands_at_once_on_the_head_that_is_shown(open_window: Open, tmp_path: Path) -> None:
    page = welcomed(open_window(Workshop(logos=LogoFile(tmp_path / "kept")).studio()), Step.CLINIC)
    step = cast(ClinicStep, page.step)
    before = step.head_shown.grab().toImage()
    Image.new("RGB", (300, 100), "red").save(tmp_path / "mark.png")
    assert step.logo is not None
    step.logo.take(tmp_path / "mark.png")
    shown = step.head_shown.grab().toImage()
    assert shown.size() == before.size()
    assert shown != before


# --- records ----------------------------------------------------------------------------------


def test_records_are_made_here_and_the_code_is_kept(
    clinic: Workshop, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(clinic.studio())
    page = welcomed(window, Step.RECORDS)
    step = cast(RecordsStep, page.step)
    assert page.on.text() == "Later"
    form = step.make
    form.folder.setText(str(tmp_path / "ours"))
    form.passphrase.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE)
    form.name.setText("Anna Weber")
    form.password.setText(PASSWORD)
    form.button.click()
    assert step.stage.shown is step.recovery
    assert window.studio.records.recovery_code in texts_of(step.recovery)
    step.recovery.save_to(tmp_path / "sheet.pdf")
    assert clinic.written[tmp_path]["sheet.pdf"].startswith(b"%PDF")
    step.recovery.kept.click()
    assert step.stage.shown is step.there
    assert str(tmp_path / "ours") in texts_of(step.there)
    assert page.on.text() == "Continue"
    assert PASSPHRASE not in repr(clinic.saved)


def test_what_was_typed_is_forgotten_when_records_come_later(clinic: Workshop, open_window: Open) -> None:
    window = open_window(clinic.studio())
    page = welcomed(window, Step.RECORDS)
    step = cast(RecordsStep, page.step)
    step.make.passphrase.setText(PASSPHRASE)
    page.on.click()
    assert PASSPHRASE not in texts_of(step)
    assert window.studio.preferences.records == ""


def test_a_folder_is_proposed_in_which_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "posture_app.gui.welcome.records.QStandardPaths.writableLocation", lambda _: str(tmp_path)
    )
    first = proposed_folder("Posture records")
    assert first == tmp_path / "Posture records"
    first.mkdir()
    assert proposed_folder("Posture records") == tmp_path / "Posture records 2"


# --- camera and room --------------------------------------------------------------------------


def test_the_camera_is_looked_through_and_takes_no_photograph(
    window: MainWindow, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.follower.people = (body(View.FRONT),)
    page = welcomed(window, Step.CAMERA)
    step = cast(CameraStep, page.step)
    qtbot.waitUntil(lambda: not step.photo.photo_size.isEmpty())
    qtbot.waitUntil(lambda: "clear" in texts_of(step.checks) and "0 of" not in texts_of(step.checks))
    page.on.click()
    assert step.check._thread is None
    assert window.studio.session.views == ()


def test_a_camera_in_trouble_is_explained_and_the_demonstration_is_as_good(
    window: MainWindow, workshop: Workshop, qtbot: QtBot
) -> None:
    workshop.camera.trouble.set()
    step = cast(CameraStep, welcomed(window, Step.CAMERA).step)
    qtbot.waitUntil(step.banner.isVisible)
    workshop.camera.trouble.clear()
    step.demo.click()
    assert window.studio.preferences.camera == "demo"
    qtbot.waitUntil(lambda: not step.photo.photo_size.isEmpty())
    assert not step.banner.isVisible()
    assert not step.demo.isVisible()
    page_of(window).skip.click()
    assert window.studio.preferences.camera == ""  # there may be one tomorrow


def test_the_room_leads_to_its_page_and_back_to_what_is_remembered(
    window: MainWindow, workshop: Workshop
) -> None:
    page = welcomed(window, Step.ROOM)
    assert page.on.text() == "Later"
    cast(RoomStep, page.step).measure.click()
    assert window.page_name == "camera"
    studio = window.studio
    level = CameraLevel(0.4, 0.1, LevelSource.SCENE)
    frame = blank()
    studio.remember(room_of_level(level, studio.mounting(frame.width, frame.height), date(2026, 11, 21)))
    window.guide.strip.back.click()
    assert "0.4" in cast(RoomStep, page.step).known.sentence
    assert page.on.text() == "Continue"


# --- the sample -------------------------------------------------------------------------------


def test_the_sample_ends_at_its_report_and_leaves_no_trace(window: MainWindow) -> None:
    page = welcomed(window, Step.SAMPLE)
    cast(SampleStep, page.step).start.click()
    strip, studio = window.guide.strip, window.studio
    assert (window.page_name, studio.preferences.camera) == ("capture", "demo")
    assert not window.bar.isVisible()
    assert not strip.report.isVisible()
    fill(studio)
    window.review(View.FRONT)
    assert window.bar.isVisible()
    strip.report.click()
    assert window.page_name == "report"
    assert studio.session.subject.name == "Sample person"
    strip.end.click()
    assert (window.page_name, studio.preferences.camera) == ("patient", "")
    assert studio.session.views == ()
    assert studio.session.subject.name is None
    assert studio.preferences.welcomed


@pytest.mark.parametrize("way", ["another person", "another camera"])
def test_photographs_of_somebody_real_outlive_the_welcome(window: MainWindow, way: str) -> None:
    page = welcomed(window, Step.SAMPLE)
    cast(SampleStep, page.step).start.click()
    if way == "another person":
        window.run("person.new")
    else:
        window.run("page.patient")
        window.run("page.capture")
        assert window.studio.preferences.camera == ""
    fill(window.studio)
    window.go("report")
    window.guide.strip.end.click()
    assert len(window.studio.session.views) == 3


def test_photographs_that_are_here_are_asked_about_before_the_sample(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window.studio)
    page = welcomed(window, Step.SAMPLE)
    monkeypatch.setattr(window, "_asked", lambda *_: False)
    cast(SampleStep, page.step).start.click()
    assert window.page_name == "welcome"
    assert len(window.studio.session.views) == 3


def test_whoever_quits_in_the_sample_has_the_camera_the_next_time(
    window: MainWindow, workshop: Workshop
) -> None:
    page = welcomed(window, Step.SAMPLE)
    cast(SampleStep, page.step).start.click()
    window.close()
    assert workshop.saved[-1].camera == ""


# --- that all of it can be read ---------------------------------------------------------------


@pytest.mark.parametrize(("language", "text_scale"), [("en", 1.0), ("ko", 1.0), ("en", 2.0)])
def test_no_step_is_wider_than_the_window_it_opens_in(
    clinic: Workshop, open_window: Open, qapp: QApplication, language: str, text_scale: float
) -> None:
    install_language(language)
    apply_theme(qapp, text_scale=text_scale)
    window = open_window(clinic.studio(Preferences(language=language, text_scale=text_scale)))
    page = welcomed(window)
    for step in page.steps:
        QTest.qWait(1)
        assert page.walk.state.step is step
        assert page._scroll.horizontalScrollBar().maximum() == 0, step
        assert page.width() <= window.width(), step
        page.on.click()
