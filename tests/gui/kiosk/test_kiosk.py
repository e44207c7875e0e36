"""The kiosk's window: from consent to a cleared screen, and no way out without the PIN."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from posture_app.adapters.qt_voice import SilentVoice
from posture_app.domain.errors import CameraTrouble, NotAssessable
from posture_app.domain.keypoints import Person
from posture_app.domain.people import Subject
from posture_app.domain.quality import refuse
from posture_app.domain.views import ORDER, Facing, View
from posture_app.gui.kiosk.pages.capture import CapturePage
from posture_app.gui.kiosk.pages.consent import ConsentPage
from posture_app.gui.kiosk.pages.height import HeightPage
from posture_app.gui.kiosk.pages.result import ResultPage
from posture_app.gui.kiosk.pages.staff import LockedPage
from posture_app.gui.kiosk.pages.who import WhoPage
from posture_app.gui.kiosk.window import KioskWindow
from posture_app.gui.studio import Equipment, Studio
from posture_app.services.assessing.assess import Eyes, Settings, analyse_photo
from posture_app.services.assessing.case import Desk
from posture_app.services.kiosk import pin as pins
from posture_app.services.kiosk.rails import Stage
from posture_app.services.ports import Frame
from posture_app.services.resources import shipped_method_errors, shipped_norms
from posture_app.services.settings import Preferences
from tests.fakes import FakeFaces, InlineTasks, blank, eyes_for
from tests.figures import coronal, person, sagittal

PIN = "2468"
KEPT = pins.hashed(PIN)


class Clock:
    """Goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class FakeCamera:
    """Gives grey pictures, and can be unplugged."""

    unplugged = threading.Event()

    def open(self) -> None:
        if self.unplugged.is_set():
            raise CameraTrouble("camera_none")

    def read(self) -> Frame:
        if self.unplugged.wait(0.002):  # a picture takes its time
            raise CameraTrouble("camera_lost")
        return blank()

    def close(self) -> None:
        pass


class NobodyLive:
    """Finds nobody, so that the tests decide what happens."""

    def follow(self, frame: Frame, at_ms: int) -> tuple[Person, ...]:
        return ()


class FakeWriter:
    def write(self, *what: object) -> bytes:
        return b"%PDF-1.4 a report"


class World:
    """Everything about the window that a test looks at."""

    def __init__(self, **preferences: object) -> None:
        self.clock = Clock()
        self.saved: list[Preferences] = []
        self.written: list[tuple[Path, dict[str, bytes]]] = []
        self.exits = 0
        self.voice = SilentVoice()
        desk = Desk(
            lambda path: blank(),
            lambda: eyes_for(person(coronal()), faces=FakeFaces()),
            lambda words, clinic: FakeWriter(),
            lambda words: FakeWriter(),
            "1",
            "fake",
            "0" * 64,
        )
        equipment = Equipment(
            desk=desk,
            base=Settings(shipped_norms(), shipped_method_errors()),
            make_live_poses=NobodyLive,
            make_camera=lambda preferences: FakeCamera(),
            cameras=tuple,
            make_voice=lambda preferences: self.voice,
            write_all=lambda folder, files: self.written.append((folder, dict(files))),
            save_preferences=self.saved.append,
        )
        settings = {"pin": KEPT, "kiosk_folder": "reports", "clinic": "Riverside", **preferences}
        self.studio = Studio(equipment, Preferences(**settings), InlineTasks(), InlineTasks())  # type: ignore[arg-type]
        self.window = KioskWindow(self.studio, self._exit, clock=self.clock, tick_ms=3_600_000)

    def _exit(self) -> None:
        self.exits += 1

    @property
    def stage(self) -> Stage:
        return self.window.kiosk.stage

    @property
    def page(self) -> QWidget:
        assert self.window.page is not None
        return self.window.page

    def press(self, text: str) -> None:
        found = [
            one
            for one in self.window.findChildren(QAbstractButton)
            if text in (one.text(), one.accessibleName()) and one.isVisible()
        ]
        assert found, f"no button {text}: {self.names()}"
        found[0].click()

    def names(self) -> list[str]:
        return [one.accessibleName() for one in self.window.findChildren(QAbstractButton) if one.isVisible()]

    def wait(self, seconds: float) -> None:
        self.clock.now += seconds
        self.window.tick()

    def unlock(self) -> None:
        for digit in PIN:
            self.press(digit)
        self.press("OK")
        assert self.stage is Stage.WELCOME

    def to(self, stage: Stage) -> None:
        self.unlock()
        steps: dict[Stage, Callable[[], None]] = {
            Stage.CONSENT: lambda: self.press("Start"),
            Stage.WHO: self.agree,
            Stage.HEIGHT: self.say_who,
            Stage.CAPTURE: lambda: self.press("Continue"),
            Stage.RESULT: self.photograph,
        }
        for next_stage, step in steps.items():
            if self.stage is stage:
                return
            step()
            assert self.stage is next_stage
        assert self.stage is stage

    def agree(self) -> None:
        assert isinstance(self.page, ConsentPage)
        self.page.tick()
        self.press("Continue")

    def say_who(self) -> None:
        assert isinstance(self.page, WhoPage)
        self.press("I have a code")
        fields = self.page.findChildren(QLineEdit)
        for key in "QX-77":
            self.press(key)
        fields[1].setFocus()
        fields[1].setText("19800228")
        self.press("Continue")

    def photograph(self) -> None:
        """Take the three photographs as the driver would."""
        driver = self.window.capture.driver
        assert driver is not None
        for view, body in bodies().items():
            studio = self.studio
            studio.take_in(
                *analyse_photo(blank(), view, studio.session.subject, seen(view, body), studio.settings())
            )
            driver.flow.shutter()
            driver.flow.burst_taken()
            driver.taken.emit(view)
        QApplication.processEvents()
        QApplication.processEvents()


def seen(view: View, body: Person) -> Eyes:
    return eyes_for(body, faces=FakeFaces(share=0.0 if view is View.BACK else 0.95))


def bodies() -> dict[View, Person]:
    return {
        View.FRONT: person(coronal(shoulder_tilt=4.0)),
        View.SIDE: person(sagittal(Facing.LEFT), yaw_deg=-90.0),
        View.BACK: person(coronal(Facing.BACK), yaw_deg=180.0),
    }


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[..., World]]:
    FakeCamera.unplugged.clear()
    made: list[World] = []

    def build(width: int = 1080, height: int = 1920, **preferences: object) -> World:
        world = World(**preferences)
        world.window.resize(width, height)
        world.window.show()
        qtbot.waitExposed(world.window)
        made.append(world)
        return world

    yield build
    for world in made:
        world.window._let_go()
        world.window.hide()
        world.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def world(make: Callable[..., World]) -> World:
    return make()


def texts(window: QWidget) -> str:
    """Everything that any widget of the window could show or tell."""
    found = []
    for one in [window, *window.findChildren(QWidget)]:
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.windowTitle()]
        if isinstance(one, (QLabel, QLineEdit, QAbstractButton)):
            found.append(one.text())
    return "\n".join(found)


# --- from hello to a cleared screen ---------------------------------------------------------------


def test_from_consent_to_a_cleared_screen(world: World) -> None:
    world.to(Stage.RESULT)
    assert world.studio.session.subject == Subject(code="QX-77", height_cm=170.0)
    assert isinstance(world.page, ResultPage)
    assert "shoulder" in texts(world.window)
    folder, files = world.written[0]
    assert folder == Path("reports")
    assert [name.endswith(".pdf") for name in files] == [True]
    world.press("Finish")
    assert world.stage is Stage.SAVED
    assert "with the staff" in texts(world.window)
    assert world.studio.session.views == ()
    world.wait(21.0)
    assert world.stage is Stage.WELCOME
    assert world.studio.session.subject == Subject()
    for trace in ("QX-77", "1980", "shoulder"):
        assert trace not in texts(world.window)
    assert world.window.capture.driver is None
    assert world.window.report.files == {}


def test_the_result_is_worded_for_everybody(world: World) -> None:
    world.to(Stage.RESULT)
    told = texts(world.window)
    assert "Your left shoulder stands a little higher." in told
    assert "Risk" not in told
    assert "screening" not in told


def test_it_covers_the_screen_where_no_window_manager_sees_to_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KioskWindow, "showFullScreen", QWidget.show)
    world.window.open()
    assert world.window.size() == world.window.screen().size()


def test_refusing_ends_politely(world: World) -> None:
    world.to(Stage.CONSENT)
    world.press("No, thank you")
    assert world.stage is Stage.DECLINED
    assert "nothing is kept" in texts(world.window)
    world.press("Done")
    assert world.stage is Stage.WELCOME


def test_nothing_goes_on_without_the_tick(world: World) -> None:
    world.to(Stage.CONSENT)
    world.press("Continue")
    assert world.stage is Stage.CONSENT


def test_stopping_in_the_middle_leaves_nothing(world: World) -> None:
    world.to(Stage.CAPTURE)
    world.press("Stop")
    assert world.stage is Stage.WELCOME
    assert world.window.capture.driver is None
    assert world.studio.session.subject == Subject()
    assert world.written == []


def test_without_a_folder_the_client_is_told_and_staff_too(make: Callable[..., World]) -> None:
    world = make(kiosk_folder="")
    assert "No folder" in texts(world.window)
    world.to(Stage.RESULT)
    assert "could not be kept" in texts(world.window)


def test_every_view_left_out_ends_it(world: World) -> None:
    world.to(Stage.CAPTURE)
    for _ in range(3):
        world.press("I need help")
        world.press("Leave this picture out")
    assert world.stage is Stage.WELCOME


# --- inactivity -----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [Stage.CONSENT, Stage.WHO, Stage.HEIGHT, Stage.CAPTURE, Stage.RESULT])
def test_inactivity_warns_can_be_extended_and_clears(world: World, stage: Stage) -> None:
    world.to(stage)
    world.wait(61.0)
    assert "Are you still there?" in world.voice.said
    assert "Otherwise this screen clears in 14 seconds." in texts(world.window)
    world.wait(1.0)
    assert world.voice.toned[-1] == "tick"
    world.press("More time")
    world.wait(59.0)
    assert "Are you still there?" not in texts(world.window)
    assert world.stage is stage
    world.wait(15.0)
    world.wait(2.0)
    assert world.stage is Stage.WELCOME
    assert "QX-77" not in texts(world.window)
    assert "Are you still there?" not in texts(world.window)


def test_a_touch_anywhere_counts(world: World, qtbot: QtBot) -> None:
    world.to(Stage.CONSENT)
    world.wait(50.0)
    qtbot.mouseClick(world.page, Qt.MouseButton.LeftButton)
    world.wait(50.0)
    assert "Are you still there?" not in texts(world.window)


def test_the_next_client_starts_in_the_language_and_size_of_the_house(world: World) -> None:
    world.unlock()
    world.press("한국어")
    world.press("더 큰 글씨" if "더 큰 글씨" in world.names() else world.names()[0])
    assert world.studio.words.language == "ko"
    world.wait(80.0)
    assert world.studio.words.language == "en"
    assert world.studio.preferences.text_scale == 1.0
    assert world.saved == []


# --- staff ----------------------------------------------------------------------------------------


def test_the_window_does_not_close_without_the_pin(world: World, qtbot: QtBot) -> None:
    assert not world.window.close()
    world.unlock()
    assert not world.window.close()
    for key, modifier in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(world.page, key, modifier)
    assert world.window.isVisible()
    assert world.stage is Stage.WELCOME
    world.press("Staff")
    for digit in "1111":
        world.press(digit)
    world.press("OK")
    assert "This is not the PIN." in texts(world.window)
    assert world.stage is Stage.WELCOME
    assert world.exits == 0
    for digit in PIN:
        world.press(digit)
    world.press("OK")
    assert world.stage is Stage.STAFF
    world.press("Leave the kiosk")
    assert world.exits == 1
    assert not world.window.isVisible()
    assert world.studio.preferences.profile == "clinical"


def test_five_wrong_pins_must_wait(world: World) -> None:
    assert isinstance(world.page, LockedPage)
    for _ in range(5):
        world.page.pad.entered.emit("0000")
    assert "Please wait 30 seconds" in texts(world.window)
    world.page.pad.entered.emit(PIN)
    assert world.stage is Stage.LOCKED
    world.clock.now += 30.0
    world.page.pad.entered.emit(PIN)
    assert world.stage is Stage.WELCOME


def test_the_first_pin_is_chosen_at_the_kiosk_and_kept_as_a_hash(make: Callable[..., World]) -> None:
    world = make(pin="")
    assert isinstance(world.page, LockedPage)
    world.page.pad.entered.emit("1357")
    world.page.pad.entered.emit("1358")
    assert world.stage is Stage.LOCKED
    world.page.pad.entered.emit("1357")
    world.page.pad.entered.emit("1357")
    assert world.stage is Stage.WELCOME
    kept = world.saved[-1]
    assert pins.matches("1357", kept.pin)
    assert kept.profile == "clinical"  # nothing of the kiosk's own wishes is stored


# --- the camera -----------------------------------------------------------------------------------


def test_a_camera_unplugged_in_the_middle_is_told_and_it_goes_on_by_itself(
    world: World, qtbot: QtBot
) -> None:
    world.to(Stage.CAPTURE)
    page = world.page
    assert isinstance(page, CapturePage)
    qtbot.waitUntil(lambda: not page._photo.photo_size.isEmpty())
    FakeCamera.unplugged.set()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    assert "check its cable" in texts(world.window)
    assert page._photo.photo_size.isEmpty()
    FakeCamera.unplugged.clear()
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 0)
    assert world.stage is Stage.CAPTURE


# --- everybody can use it -------------------------------------------------------------------------

STAGES = [
    Stage.LOCKED,
    Stage.WELCOME,
    Stage.CONSENT,
    Stage.WHO,
    Stage.HEIGHT,
    Stage.CAPTURE,
    Stage.RESULT,
]


@pytest.mark.parametrize("size", [(1080, 1920), (1280, 800)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("stage", STAGES)
def test_every_control_has_a_name_a_size_and_can_be_reached(
    make: Callable[..., World], stage: Stage, size: tuple[int, int], scale: float
) -> None:
    world = make(*size, text_scale=scale)
    if stage is not Stage.LOCKED:
        world.to(stage)
    QApplication.processEvents()
    buttons = [one for one in world.window.findChildren(QAbstractButton) if one.isVisible()]
    assert buttons
    chain, one = set(), world.page.nextInFocusChain()
    while one not in chain:
        chain.add(one)
        one = one.nextInFocusChain()
    for button in buttons:
        assert button.accessibleName().strip()
        assert min(button.width(), button.height()) >= 62, (button.accessibleName(), button.size())
        assert button in chain
        # Of cards that exclude each other the chosen one takes the tab, and arrows lead to the others.
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus or button.group() is not None
    for name in ("Continue", "Start", "Finish", "Stop"):
        for button in buttons:
            if button.accessibleName() == name:
                place = button.mapTo(world.window, button.rect().bottomRight())
                assert place.x() <= size[0], name
                assert place.y() <= size[1], name


def test_the_keyboard_alone_leads_to_the_photographs(world: World, qtbot: QtBot) -> None:
    for digit in PIN:
        qtbot.keyClick(world.page.pad, digit)  # type: ignore[attr-defined]
    qtbot.keyClick(world.page.pad, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    press_focused(world, qtbot, "Start")
    assert isinstance(world.page, ConsentPage)
    press_focused(world, qtbot, "I have read this and agree.")
    press_focused(world, qtbot, "Continue")
    press_focused(world, qtbot, "Continue")
    assert isinstance(world.page, HeightPage)
    qtbot.keyClicks(world.page, "182")
    press_focused(world, qtbot, "Continue")
    assert world.stage is Stage.CAPTURE
    assert world.studio.session.subject.height_cm == 182.0


def press_focused(world: World, qtbot: QtBot, name: str) -> None:
    """Go with the tab key until a button of this name has the focus, and press the space bar."""
    QApplication.processEvents()
    for _ in range(80):
        focus = QApplication.focusWidget()
        if focus is not None and focus.accessibleName() == name and isinstance(focus, QAbstractButton):
            qtbot.keyClick(focus, Qt.Key.Key_Space)
            return
        qtbot.keyClick(focus or world.page, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} is not reached")


# --- by itself ------------------------------------------------------------------------------------


def test_it_walks_by_itself_and_writes_everything(world: World) -> None:
    ended: list[tuple[int, str]] = []
    world.window.walk(Path("out"), lambda code, told: ended.append((code, told)))
    for _ in range(8):
        world.wait(0.2)
    assert world.stage is Stage.CAPTURE
    world.photograph()
    assert ended == [(0, "")]
    folder, files = world.written[0]
    assert folder == Path("out")
    assert {"report.pdf", "assessment.json"} <= set(files)
    assert world.window.close()


def test_a_walk_ends_at_a_camera_that_stays_away(world: World) -> None:
    FakeCamera.unplugged.set()
    ended: list[tuple[int, str]] = []
    world.window.walk(Path("out"), lambda code, told: ended.append((code, told)))
    for _ in range(150):
        world.wait(0.2)
    assert [code for code, _ in ended] == [5]
    assert ended[0][1].count(".") == 1


def test_a_walk_ends_at_the_fifth_refusal(world: World) -> None:
    ended: list[tuple[int, str]] = []
    world.window.walk(Path("out"), lambda code, told: ended.append((code, told)))
    for _ in range(8):
        world.wait(0.2)
    assert world.window.capture.driver is not None
    for _ in range(5):
        world.window.capture.driver.refused.emit(View.FRONT, NotAssessable((refuse("feet_cut_off"),)))
    assert [code for code, _ in ended] == [4]
    assert "feet" in ended[0][1]


def test_the_views_are_those_of_the_report() -> None:
    assert set(bodies()) < set(ORDER)
