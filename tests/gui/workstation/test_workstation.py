"""The workstation: every page with fakes behind, as a person would use it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QScrollArea, QSpinBox

from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.findings import Finding
from posture_app.domain.keypoints import Landmark, Person, Source
from posture_app.domain.people import Subject
from posture_app.domain.report import report_of
from posture_app.domain.views import Facing, View
from posture_app.gui.desktop import CrashReporter
from posture_app.gui.pages.capture_page import CapturePage
from posture_app.gui.pages.parts import initials
from posture_app.gui.pages.photo_views import frame_of, guess_views
from posture_app.gui.pages.report_page import ReportPage
from posture_app.gui.pages.results_page import ResultsPage
from posture_app.gui.pages.review_page import ReviewPage
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.room.repeatability_page import RepeatabilityPage
from posture_app.gui.tasks import Tasks
from posture_app.gui.texts import install_language, landmark_name, number
from posture_app.gui.widgets.photo_view import Mode
from posture_app.gui.workstation.actions import ACTIONS, RAIL, UnknownActionError
from posture_app.gui.workstation.palette import matches
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.assessing.assess import analyse_photo
from posture_app.services.capture.flow import Phase
from posture_app.services.settings import Preferences
from tests.fakes import blank, eyes_for
from tests.figures import HEIGHT, WIDTH, coronal, person
from tests.gui.workshop import SETTINGS, Workshop, body, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]


def review_of(window: MainWindow) -> ReviewPage:
    return cast(ReviewPage, window.pages["review"])


def value(studio: Studio, measure: str = "shoulder_tilt") -> float:
    findings = studio.session.analysis(View.FRONT).findings
    return next(one.value for one in findings if one.id == measure and one.value is not None)


# --- actions --------------------------------------------------------------------------------


def test_every_action_can_be_done_and_no_two_share_a_key_or_a_shortcut(window: MainWindow) -> None:
    assert {one.key for one in ACTIONS} == set(window.handlers)
    shortcuts = [key for one in ACTIONS for key in one.shortcut.split("; ") if key]
    assert len(set(shortcuts)) == len(shortcuts)
    assert len({one.key for one in ACTIONS}) == len(ACTIONS)


def test_an_unknown_action_names_the_nearest(window: MainWindow) -> None:
    with pytest.raises(UnknownActionError, match=r"did you mean 'edit\.undo'"):
        window.actions_table.action("edit.undoo")


def test_pages_that_need_a_photograph_wait_for_one(window: MainWindow) -> None:
    window.run("page.results")
    assert window.page_name == "patient"
    assert not window.rail["page.review"].isEnabled()
    fill(window.studio)
    for key in RAIL:
        window.run(key)
        assert window.page_name == key.removeprefix("page.")
        assert window.rail[key].isChecked()


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [("rep", "Save the report…", True), ("st rp", "Save the report…", True), ("xyz", "Report", False)],
)
def test_the_palette_finds_letters_in_their_order(typed: str, text: str, found: bool) -> None:
    assert matches(typed, text) is found


def test_the_palette_does_what_was_chosen(window: MainWindow, qtbot: QtBot) -> None:
    palette = window.open_palette()
    QTest.keyClicks(palette.field, "setti")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page_name == "settings")


# --- the person -----------------------------------------------------------------------------


def test_what_is_typed_describes_the_person_and_stays(window: MainWindow) -> None:
    page = window.pages["patient"]
    page.name.setText("Amara Osei")  # type: ignore[attr-defined]
    page.height_cm.setValue(172.0)  # type: ignore[attr-defined]
    window.run("page.settings")
    subject = window.studio.session.subject
    assert (subject.name, subject.height_cm, subject.shoes) == ("Amara Osei", 172.0, None)
    assert window.bar.person.text() == "Amara Osei"
    window.studio.begin(Subject())
    assert page.name.text() == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "shown"), [("Amara Osei", "AO"), ("김민지", "김"), ("Li", "L"), ("", "")])
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


# --- review -----------------------------------------------------------------------------------


def test_a_drag_is_one_step_measured_at_once_and_truly_undone(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.review(View.FRONT)
    qtbot.waitExposed(window)
    page, session = review_of(window), window.studio.session
    before = value(window.studio)
    handle = page.photo.handle(Landmark.LEFT_SHOULDER)
    assert handle is not None
    start = page.photo.to_screen().map(QPointF(handle.x, handle.y)).toPoint()
    QTest.mousePress(page.photo, Qt.MouseButton.LeftButton, pos=start)
    for step in (8, 16, 24):
        QTest.mouseMove(page.photo, start - QPointF(0, step).toPoint())
    moved = value(window.studio)
    assert moved > before + 1.0
    assert page.table.rows["shoulder_tilt"].was.text().startswith("was ")
    QTest.mouseRelease(page.photo, Qt.MouseButton.LeftButton, pos=start - QPointF(0, 24).toPoint())
    points = session.analysis(View.FRONT).body.person.keypoints
    assert points.sources[Landmark.LEFT_SHOULDER] is Source.MANUAL
    assert page.point.effect.text()
    window.run("edit.undo")
    assert value(window.studio) == before
    assert session.next_undo is None
    window.run("edit.redo")
    assert value(window.studio) == moved
    page.photo.select(Landmark.LEFT_SHOULDER)
    window.run("edit.reset")
    assert value(window.studio) == before
    assert session.next_undo is not None
    assert session.next_undo.kind == "reset"


def test_stickers_are_looked_for_by_action_unless_they_are_switched_off(window: MainWindow) -> None:
    fill(window.studio)
    assert not window.actions_table.action("edit.stickers").isEnabled()
    window.review(View.FRONT)
    window.run("edit.stickers")
    assert review_of(window).stickers.list.title.text() == "No stickers found"
    window.studio.prefer(stickers="off")
    assert not window.actions_table.action("edit.stickers").isEnabled()
    assert review_of(window).stickers.list.isHidden()


def test_arrow_keys_nudge_the_chosen_point(window: MainWindow) -> None:
    fill(window.studio)
    window.review(View.FRONT)
    page = review_of(window)
    page.photo.select(Landmark.LEFT_SHOULDER)
    y = window.studio.session.analysis(View.FRONT).body.person.keypoints.xy_px[Landmark.LEFT_SHOULDER, 1]
    for _ in range(2):
        QTest.keyClick(page.photo, Qt.Key.Key_Up)
    now = window.studio.session.analysis(View.FRONT).body.person.keypoints.xy_px[Landmark.LEFT_SHOULDER, 1]
    assert now == pytest.approx(y - 2.0)
    page.undo()
    page.undo()
    assert window.studio.session.next_undo is None


def test_c7_placed_by_keyboard_gives_the_true_angle(window: MainWindow) -> None:
    fill(window.studio)
    window.review(View.SIDE)
    page = review_of(window)
    assert "craniovertebral_angle" not in page.table.rows
    page.begin_adding(Landmark.C7)
    assert page.photo._mode is Mode.ADD
    QTest.keyClick(page.photo, Qt.Key.Key_Return)
    assert "craniovertebral_angle" in page.table.rows
    page.undo()
    assert "craniovertebral_angle" not in page.table.rows


def test_accepting_goes_from_photograph_to_photograph_and_on_to_the_results(window: MainWindow) -> None:
    fill(window.studio)
    window.review(View.FRONT)
    page = review_of(window)
    seen = []
    while window.page_name == "review":
        seen.append(page.view)
        page.accept()
    assert seen == [View.FRONT, View.SIDE, View.BACK]
    assert window.page_name == "results"
    assert cast(ResultsPage, window.page).headline.text()


# --- photographs from elsewhere -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "taken", "shown", "views"),
    [
        (["kim_back.jpg", "kim_front.jpg", "kim_left.jpg"], [], None, [View.FRONT, View.SIDE, View.BACK]),
        (["a_left.png", "a_right.png"], [], None, [View.SIDE, View.SIDE2]),
        (["IMG_1.jpg", "IMG_2.jpg"], [View.FRONT], None, [View.SIDE, View.BACK]),
        (["IMG_1.jpg"], [View.FRONT, View.SIDE], View.SIDE, [View.SIDE]),
        (["뒤.jpg"], [], None, [View.BACK]),
    ],
)
def test_the_view_of_a_file_is_guessed(
    names: list[str], taken: list[View], shown: View | None, views: list[View]
) -> None:
    assert [view for _, view in guess_views([Path(name) for name in names], taken, shown)] == views


def test_dropped_files_are_read_and_reviewed(window: MainWindow, workshop: Workshop, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "front.jpg"))])

    class Drop:
        def mimeData(self) -> QMimeData:  # noqa: N802
            return data

        def acceptProposedAction(self) -> None:  # noqa: N802
            pass

    window.dropEvent(Drop())  # type: ignore[arg-type]
    assert workshop.reads == [tmp_path / "front.jpg"]
    assert window.studio.session.views == (View.FRONT,)
    assert window.page_name == "review"


def test_a_pasted_picture_is_taken_in(window: MainWindow) -> None:
    picture = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    window.run("photo.paste")
    assert window.studio.session.views == (View.FRONT,)
    frame = frame_of(picture.copy(0, 0, 37, 50))  # rows that Qt pads
    assert (frame.width, frame.height) == (37, 50)
    assert tuple(frame.rgb[49, 36]) == (255, 0, 0)


def test_a_photograph_that_cannot_be_used_is_explained(
    workshop: Workshop, qtbot: QtBot, open_window: Open
) -> None:
    window = open_window(workshop.studio(seen=(body(View.BACK), body(View.FRONT))))
    window.incoming.files([Path("front.jpg")])
    assert window.studio.session.views == ()
    assert "front.jpg" in window.banner.sentence


# --- capture ----------------------------------------------------------------------------------


def test_the_camera_goes_and_comes_back_and_the_page_with_it(
    workshop: Workshop, qtbot: QtBot, open_window: Open
) -> None:
    poses = Tasks(name="poses")
    window = open_window(workshop.studio(poses=poses))
    page = cast(CapturePage, window.pages["capture"])
    window.run("page.capture")
    qtbot.waitUntil(lambda: not page.photo.photo_size.isEmpty())
    assert page.stack.currentIndex() == 0
    workshop.camera.trouble.set()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1)
    assert page.no_picture.told
    workshop.camera.trouble.clear()
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 0)
    window.run("page.patient")
    assert window.driver._thread is None


def test_space_takes_the_picture(workshop: Workshop, qtbot: QtBot, open_window: Open) -> None:
    poses = Tasks(name="poses")
    window = open_window(workshop.studio(Preferences(hands_free=False, burst=2), poses=poses))
    workshop.follower.people = (body(View.FRONT),)
    window.run("page.capture")
    page = cast(CapturePage, window.pages["capture"])
    qtbot.waitUntil(lambda: not page.photo.photo_size.isEmpty())
    QTest.keyClick(page, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.page_name == "review")
    assert window.driver.flow.state.phase is Phase.REVIEW
    assert review_of(window).view is View.FRONT
    review_of(window).accept()
    assert window.page_name == "capture"
    assert window.driver.flow.state.view is View.SIDE
    assert any(said.startswith("(shutter") for said in workshop.voice.said)


# --- settings, languages, looks -----------------------------------------------------------------


def test_settings_take_effect_at_once_and_are_kept(window: MainWindow, workshop: Workshop) -> None:
    window.run("page.settings")
    page = cast(SettingsPage, window.page)
    page.fields["hands_free"].click()  # type: ignore[attr-defined]
    assert workshop.saved[-1].hands_free is False
    assert not window.driver.flow.hands_free
    page.fields["level_known"].click()  # type: ignore[attr-defined]
    assert workshop.saved[-1].level_deg == 0.0
    choices = (("repeats", "Precise: 16 looks", 16), ("corrections", "rendered-2026-11", "rendered-2026-11"))
    for name, said, wanted in choices:
        box = cast(QComboBox, page.fields[name])
        box.setCurrentIndex(box.findText(said))
        box.activated.emit(box.currentIndex())
        assert getattr(workshop.saved[-1], name) == wanted
    settings = window.studio.settings()
    assert settings.repeats == 16
    assert settings.corrections is window.studio.corrections["rendered-2026-11"]


def test_the_kiosk_is_set_at_the_workstation(window: MainWindow, workshop: Workshop) -> None:
    window.run("page.settings")
    page = cast(SettingsPage, window.page)
    forget = cast(QPushButton, page.fields["pin"])
    assert not forget.isEnabled()
    window.studio.prefer(pin="salted")
    forget.click()
    cast(QCheckBox, page.fields["kiosk_print"]).click()
    cast(QSpinBox, page.fields["inactivity_s"]).setValue(90)
    last = workshop.saved[-1]
    assert (last.pin, last.kiosk_print, last.inactivity_s) == ("", True, 90)


def test_the_language_changes_while_one_looks(window: MainWindow, qtbot: QtBot) -> None:
    fill(window.studio)
    window.run("page.settings")
    box = cast(SettingsPage, window.page).fields["language"]
    box.setCurrentIndex(box.findData("ko"))  # type: ignore[attr-defined]
    box.activated.emit(box.currentIndex())  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.rail["page.capture"].text() == "촬영")
    assert window.page_name == "settings"
    assert landmark_name(Landmark.LEFT_SHOULDER) == "왼쪽 어깨"
    window.run("page.results")
    headline = report_of(window.studio.assessment()).headline
    assert cast(ResultsPage, window.page).headline.text() == window.studio.words.headline(headline)
    window.studio.prefer(language="en", scheme="dark", text_scale=1.5)
    qtbot.waitUntil(lambda: window.rail["page.capture"].text() == "Capture")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_whole_review_fits_into_the_window_it_opens_in(
    workshop: Workshop, open_window: Open, language: str
) -> None:
    install_language(language)
    window = open_window(workshop.studio(Preferences(language=language)))
    fill(window.studio)
    window.review(View.FRONT)
    QTest.qWait(1)
    page = review_of(window)
    page._filling.finish()
    shown = page.parentWidget().size()
    QTest.qWait(1)
    assert (page.width(), page.height()) == (shown.width(), shown.height())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_results_scroll_in_their_measures_alone(
    workshop: Workshop, open_window: Open, language: str, qtbot: QtBot
) -> None:
    install_language(language)
    window = open_window(workshop.studio(Preferences(language=language)))
    fill(window.studio)
    window.run("page.results")
    page = cast(ResultsPage, window.page)
    page.agreement.say("One value differs between two photographs of one plane. " * 2, tone="watch")
    page._filling.finish()
    area = window.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: page._scroll.verticalScrollBar().maximum() > 0)
    QTest.qWait(1)
    assert area.verticalScrollBar().maximum() == 0


def test_numbers_are_written_without_thousands() -> None:
    assert number(1234.56, 1) == "1234.6"


def test_photographs_that_do_not_agree_are_told_and_no_longer_when_they_do(window: MainWindow) -> None:
    fill(window.studio)
    window.run("page.results")
    page = cast(ResultsPage, window.page)
    assert not page.agreement.isVisible()
    session = window.studio.session
    left = session.analysis(View.FRONT).body.person.keypoints.point(Landmark.LEFT_SHOULDER)
    session.place(View.FRONT, Landmark.LEFT_SHOULDER, left[0], left[1] - 60.0)
    window.studio.edited(View.FRONT)
    report = report_of(window.studio.assessment())
    assert page.agreement.isVisible()
    assert page.agreement.sentence == window.studio.words.disagreements(report.disagreements, report.facings)
    session.undo()
    window.studio.edited(View.FRONT)
    assert not page.agreement.isVisible()


# --- report -----------------------------------------------------------------------------------


def test_the_report_is_made_and_saved_and_made_anew_after_an_edit(
    window: MainWindow, workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A stand-in is no PDF: the page says that it is ready, and shows no preview.
    monkeypatch.setattr("posture_app.gui.pages.report_page.pdf_modules", lambda: None)
    window._rebuild()
    fill(window.studio)
    window.run("page.report")
    page = cast(ReportPage, window.page)
    assert page.save_button.isEnabled()
    page.save_to(tmp_path)
    assert set(workshop.written[tmp_path]) >= {"report.pdf", "assessment.json"}
    assert page.open_button.isEnabled()
    window.run("page.results")
    cast(ResultsPage, window.page).notes.setPlainText("Shoes off.")
    assert not page.save_button.isEnabled()
    window.run("page.report")
    assert b"Shoes off." in page.files["assessment.json"]
    assert not page.open_button.isEnabled()  # what lies in the folder is the report of before


# --- what should never happen --------------------------------------------------------------------


def test_a_crash_is_written_down_without_values(tmp_path: Path, qtbot: QtBot) -> None:
    reporter = CrashReporter(tmp_path, quiet=True)

    def broken() -> None:
        patient = "Amara Osei"
        raise ValueError(f"cannot greet {patient}")

    try:
        broken()
    except ValueError as error:
        reporter._broke.disconnect()
        reporter.write(type(error), error, error.__traceback__)
    [log] = tmp_path.glob("crash-*.log")
    text = log.read_text("utf-8")
    assert "ValueError" in text
    assert "test_workstation.py" in text
    assert "Amara" not in text


# --- repeatability ---------------------------------------------------------------------------------


def standing(time: int) -> Person:
    """Somebody who stands a little differently every time."""
    return person(coronal(Facing.FRONT, shoulder_tilt=2.0 * time), yaw_deg=0.0)


def assess_again(window: MainWindow, time: int) -> None:
    window.studio.begin(Subject())
    window.studio.take_in(*analyse_photo(blank(), View.FRONT, Subject(), eyes_for(standing(time)), SETTINGS))


def test_a_study_is_taken_step_by_step_and_used(window: MainWindow) -> None:
    window.run("page.repeatability")
    page = cast(RepeatabilityPage, window.page)
    assert window.rail["page.settings"].isChecked()
    assert not page.add_button.isEnabled()
    assert not page.in_use.isEnabled()
    for time in range(6):
        assess_again(window, time)
        assert page.add_button.isEnabled()
        page.add_button.click()
        assert not page.add_button.isEnabled()
    assert window.studio.study.clients == {"1": 3, "2": 3}
    assert page.clients.currentData() == "3"
    plain = window.studio.settings().errors
    sem = _shoulder(window).sem
    page.in_use.click()
    errors = window.studio.settings().errors
    assert errors.of("shoulder_tilt", View.FRONT).sem > plain.of("shoulder_tilt", View.FRONT).sem
    assert _shoulder(window).sem > sem
    assert window.studio.assessment().engine.method_errors == errors.name
    page.in_use.click()
    assert window.studio.settings().errors == plain


def _shoulder(window: MainWindow) -> Finding:
    return next(one for one in window.studio.session.findings() if one.id == "shoulder_tilt")


def test_a_repositioning_is_taken_out_and_the_next_one_begins_a_new_session(window: MainWindow) -> None:
    window.run("page.repeatability")
    page = cast(RepeatabilityPage, window.page)
    assess_again(window, 1)
    page.add_button.click()
    session = window.studio.session
    page.back_button.click()
    assert window.studio.study.takes == ()
    assert page.add_button.isEnabled()
    page.add_button.click()
    page.again_button.click()
    assert window.page_name == "capture"
    assert window.studio.session is not session


def test_a_study_that_cannot_be_kept_is_explained(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise EnvironmentProblem("study_unwritable", file="x")

    monkeypatch.setattr(window.studio.equipment.studies, "save", fail)
    window.run("page.repeatability")
    page = cast(RepeatabilityPage, window.page)
    page.room.setText("Room 2")
    page.room.editingFinished.emit()
    assert window.banner.isVisible()
    assert window.studio.study.room == ""
    assert page.room.text() == ""
