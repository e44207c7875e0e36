"""The face check-in at the kiosk, with real encrypted records: enrolled, recognised, forgotten."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.faces.portrait import FaceSight
from posture_app.domain.records import Deed, Patient, Purpose
from posture_app.gui.faces.desk import FaceDesk, FaceRun
from posture_app.gui.faces.pages import CheckInPage, EnrolPage
from posture_app.gui.kiosk.pages.consent import ConsentPage
from posture_app.gui.kiosk.window import KioskWindow
from posture_app.gui.studio import Studio
from posture_app.services.faces.checkin import Step
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.faces.liveness import LONGEST_S, Look
from posture_app.services.kiosk import pin as pins
from posture_app.services.kiosk.rails import Stage
from posture_app.services.ports import Frame
from posture_app.services.settings import Preferences
from tests.coded_faces import Coded, coded_engine, picture
from tests.fakes import InlineTasks
from tests.gui import opened_records as kept
from tests.gui.workshop import Workshop
from tests.services.faces.test_liveness import sweep

PIN = "2468"
KEPT = pins.hashed(PIN)
BORN = date(1980, 2, 28)
STEP_S = 0.1


class Kiosk:
    """The window, its records, and hands."""

    def __init__(self, folder: Path, make_faces: Callable[[], FaceEngine], **preferences: object) -> None:
        self.now = 1000.0
        self.place = folder / "records"
        shop = self.shop = Workshop(records=kept.kit_in(folder))
        settings = {"pin": KEPT, "records": str(self.place), "face_check_in": True, **preferences}
        studio = shop.studio(Preferences(**settings))  # type: ignore[arg-type]
        equipment = replace(studio.equipment, make_faces=make_faces)
        self.studio = Studio(equipment, studio.preferences, InlineTasks(), InlineTasks())
        self.window = KioskWindow(self.studio, lambda: None, clock=lambda: self.now, tick_ms=3_600_000)
        desk = self.studio.records
        kept.made(desk, self.place)
        self.anna = self.add("P-1", "Anna Weber")
        desk.lock()

    def add(self, code: str, name: str, born: date | None = BORN) -> Patient:
        made: list[Patient] = []
        self.studio.records.do(
            lambda records: records.add_patient(code, name, born), made.append, kept.raise_error
        )
        return made[0]

    @property
    def stage(self) -> Stage:
        return self.window.kiosk.stage

    @property
    def step(self) -> Step:
        check_in = self.window.faces.checking_in.check_in
        assert check_in is not None
        return check_in.step

    @property
    def told(self) -> str:
        assert self.window.page is not None
        return kept.texts_of(self.window.page).replace("\u2060", "")

    def press(self, text: str) -> None:
        buttons = self.window.findChildren(QAbstractButton)
        found = [one for one in buttons if text in (one.text(), one.accessibleName()) and one.isVisible()]
        assert found, (text, [one.text() for one in buttons if one.isVisible()])
        found[0].click()

    def type(self, *texts: str) -> None:
        assert self.window.page is not None
        for field, text in zip(self.window.page.findChildren(QLineEdit), texts, strict=True):
            field.setText(text)

    def show(self, *frames: Frame, each_s: float = STEP_S) -> None:
        """Let the camera see something."""
        for frame in frames:
            self.now += each_s
            faces = self.window.faces
            for run in (faces.checking_in.run, faces.enrolling.run):
                if run is not None:
                    run.look_at(frame, self.now)

    def turn_head(self, person: int, off: float = 0.0) -> None:
        """Turn a head as it is asked for."""
        check_in = self.window.faces.checking_in.check_in
        assert check_in is not None
        first, _ = (one for one in check_in.turn._asked if one is not Look.AHEAD)
        way = 40 if first is Look.LEFT else -40
        yaws = sweep(0, way, 0, -way, 0)
        self.show(*(picture(Coded(person, yaw=round(yaw), off=off)) for yaw in yaws))

    def open_records(self) -> None:
        """Staff open the records."""
        self.press("Staff")
        for digit in PIN:
            self.press(digit)
        self.press("OK")
        assert self.stage is Stage.STAFF
        self.press("Open the records")
        self.type(kept.PASSPHRASE)
        self.press("Continue")
        assert self.stage is Stage.RECORDS
        self.type(kept.ANNA, kept.PASSWORD)
        self.press("Continue")
        assert self.stage is Stage.STAFF
        self.press("Back to the welcome page")

    def unlock(self) -> None:
        for digit in PIN:
            self.press(digit)
        self.press("OK")
        assert self.stage is Stage.WELCOME

    def to_who(self) -> None:
        self.press("Start")
        self.agree()
        assert self.stage is Stage.WHO

    def agree(self) -> None:
        assert isinstance(self.window.page, ConsentPage)
        self.window.page.tick()
        self.press("Continue")

    def say_code(self, code: str = "P-1", born: str = "19800228") -> None:
        self.press("I have a code")
        self.type(code, born)
        self.press("Continue")

    def enrol(self, person: int) -> None:
        self.say_code()
        assert self.stage is Stage.FACE_CONSENT
        self.agree()
        assert isinstance(self.window.page, EnrolPage)
        self.show(*(picture(Coded(person, off=off)) for off in (0.0, 0.1, 0.2)), each_s=1.0)

    def deeds(self) -> list[Deed]:
        told: list[Deed] = []
        desk = self.studio.records
        desk.do(
            lambda records: [line.deed for line in records.audit(self.anna)], told.extend, kept.raise_error
        )
        return told

    def stop(self) -> None:
        self.press("Stop")
        assert self.stage is Stage.WELCOME


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Kiosk]]:
    kept.light_passwords(monkeypatch)
    monkeypatch.setattr(FaceRun, "start", lambda run: None)  # what the camera sees, the test shows
    made: list[Kiosk] = []

    def build(make_faces: Callable[[], FaceEngine] = coded_engine, **preferences: object) -> Kiosk:
        kiosk = Kiosk(tmp_path, make_faces, **preferences)
        kiosk.window.resize(1080, 1920)
        kiosk.window.show()
        qtbot.waitExposed(kiosk.window)
        made.append(kiosk)
        return kiosk

    yield build
    for kiosk in made:
        kiosk.window._let_go()
        kiosk.studio.faces.shutdown()
        kiosk.studio.records.lock()
        kiosk.window.hide()
        kiosk.window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def kiosk(make: Callable[..., Kiosk]) -> Kiosk:
    """Unlocked for the day, the records open."""
    kiosk = make()
    kiosk.unlock()
    kiosk.open_records()
    return kiosk


@pytest.fixture
def enrolled(kiosk: Kiosk) -> Kiosk:
    """Anna is enrolled; the kiosk asks who is there."""
    kiosk.to_who()
    kiosk.enrol(person=1)
    assert kiosk.stage is Stage.HEIGHT
    kiosk.stop()
    kiosk.to_who()
    return kiosk


def test_enrolled_recognised_and_forgotten(enrolled: Kiosk, tmp_path: Path) -> None:
    assert Deed.FACE_KEPT in enrolled.deeds()
    vector = coded_engine().vector(picture(Coded(1, off=0.1)), coded_engine().faces(picture(Coded(1)))[0])
    for path in (one for one in tmp_path.rglob("*") if one.is_file()):
        assert vector.tobytes()[:64] not in path.read_bytes()

    enrolled.press("Recognise my face")
    assert isinstance(enrolled.window.page, CheckInPage)
    enrolled.shop.voice.said.clear()
    enrolled.turn_head(1, off=0.15)
    assert enrolled.step is Step.ASK
    said = [one for one in enrolled.shop.voice.said if "head" in one]
    assert not any("A. W." in one for one in enrolled.shop.voice.said)
    assert sorted(said) == ["Turn your head to your left.", "Turn your head to your right."]
    assert "A. W." in enrolled.told
    assert "Weber" not in enrolled.told
    assert "P-1" not in enrolled.told
    enrolled.press("Yes")
    enrolled.type("19800228")
    enrolled.press("Continue")
    assert enrolled.step is Step.KNOWN
    assert "Welcome back" in enrolled.told

    enrolled.press("Forget my face")
    assert "Your face is deleted" in enrolled.told
    assert enrolled.deeds()[-2:] == [Deed.CONSENT_WITHDRAWN, Deed.FACE_DELETED]
    enrolled.press("Continue")
    assert enrolled.stage is Stage.HEIGHT
    assert enrolled.window.kiosk.client.code == "P-1"
    enrolled.stop()

    enrolled.to_who()
    enrolled.press("Recognise my face")
    enrolled.turn_head(1)
    assert enrolled.step is Step.NOBODY
    assert "did not recognise" in enrolled.told


def test_who_withdrew_elsewhere_is_not_recognised(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.studio.records.do(
        lambda records: records.forget_face(enrolled.anna), lambda _: None, kept.raise_error
    )
    enrolled.turn_head(1)
    assert enrolled.step is Step.NOBODY


def test_somebody_else_is_not_recognised_and_may_use_the_code(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.turn_head(2)
    assert enrolled.step is Step.NOBODY
    enrolled.press("Try again")
    assert enrolled.step is Step.TURN
    enrolled.press("Use my code or name instead")
    assert enrolled.stage is Stage.WHO
    assert enrolled.window.faces.checking_in.run is None
    enrolled.say_code()  # is enrolled already: nothing is asked again
    assert enrolled.stage is Stage.HEIGHT


def test_lookalikes_are_not_guessed(enrolled: Kiosk) -> None:
    twin = enrolled.add("P-2", "Berta Weber")
    desk, window = enrolled.studio.records, enrolled.window

    def kept_too(*_: object) -> None:
        looks = [coded_engine().vector(picture(Coded(1, off=0.12)), face) for face in faces]
        window.faces.desk.keep(twin, looks, lambda: None, kept.raise_error)

    faces = coded_engine().faces(picture(Coded(1)))
    desk.do(
        lambda records: records.give_consent(twin, Purpose.FACE_CHECK_IN, "face_check_in/1", "en"),
        kept_too,
        kept.raise_error,
    )
    enrolled.press("Recognise my face")
    enrolled.turn_head(1, off=0.1)
    assert enrolled.step is Step.ALIKE
    assert "do not guess" in enrolled.told


def test_a_wrong_birth_date_ends_it(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.turn_head(1)
    enrolled.press("Yes")
    enrolled.type("19800229")
    enrolled.press("Continue")
    assert "does not match" in enrolled.told
    enrolled.type("19800301")
    enrolled.press("Continue")
    assert enrolled.step is Step.REFUSED
    enrolled.press("Use my code or name instead")
    assert enrolled.stage is Stage.WHO


def test_a_picture_that_does_not_turn_is_not_searched_for(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.show(*(picture(Coded(1, yaw=yaw)) for yaw in (0, 3, 6, -4, -8, 0)))
    assert enrolled.step is Step.TURN
    enrolled.show(picture(Coded(1)), each_s=LONGEST_S)
    assert enrolled.step is Step.NOT_SURE


def test_the_consent_is_free_and_enrolment_can_be_left(kiosk: Kiosk) -> None:
    kiosk.to_who()
    kiosk.say_code()
    kiosk.press("No, thank you")
    assert kiosk.stage is Stage.HEIGHT
    assert Deed.CONSENT_GIVEN not in kiosk.deeds()
    kiosk.stop()
    kiosk.to_who()
    kiosk.say_code()
    kiosk.agree()
    kiosk.show(picture(Coded(1)), each_s=1.0)
    kiosk.press("I would rather not")
    assert kiosk.stage is Stage.HEIGHT
    assert kiosk.deeds()[-1] is Deed.CONSENT_WITHDRAWN
    assert Deed.FACE_KEPT not in kiosk.deeds()


@pytest.mark.parametrize(("code", "born"), [("P-9", "19800228"), ("P-1", "19800227")])
def test_who_the_records_do_not_know_so_is_not_asked_for_the_face(kiosk: Kiosk, code: str, born: str) -> None:
    kiosk.to_who()
    kiosk.say_code(code, born)
    assert kiosk.stage is Stage.HEIGHT


def test_nothing_works_while_the_records_are_locked(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.studio.records.lock()
    enrolled.turn_head(1)
    assert enrolled.step is Step.NOBODY
    enrolled.press("Use my code or name instead")
    assert "Recognise my face" not in [
        one.text() for one in enrolled.window.findChildren(QAbstractButton) if one.isVisible()
    ]


def test_switched_off_nobody_is_asked(make: Callable[..., Kiosk]) -> None:
    kiosk = make(face_check_in=False)
    kiosk.unlock()
    kept.entered(kiosk.studio.records, kiosk.place)
    kiosk.to_who()
    kiosk.say_code()
    assert kiosk.stage is Stage.HEIGHT


def test_without_the_extra_staff_are_told_and_clients_use_their_codes(make: Callable[..., Kiosk]) -> None:
    def missing() -> FaceEngine:
        raise EnvironmentProblem("face_extra_missing")

    kiosk = make(missing)
    kiosk.unlock()
    kiosk.open_records()
    kiosk.press("Staff")
    for digit in PIN:
        kiosk.press(digit)
    kiosk.press("OK")
    assert "face_recognition_models" in kiosk.told
    kiosk.press("Back to the welcome page")
    kiosk.to_who()
    kiosk.say_code()
    assert kiosk.stage is Stage.HEIGHT


def test_a_client_who_leaves_leaves_nothing(enrolled: Kiosk) -> None:
    enrolled.press("Recognise my face")
    enrolled.turn_head(1)
    enrolled.press("Yes")
    enrolled.now += 76.0
    enrolled.window.tick()
    assert enrolled.stage is Stage.WELCOME
    assert enrolled.window.faces.checking_in.check_in is None
    assert enrolled.window.faces.checking_in.patient is None
    assert "A. W." not in kept.texts_of(enrolled.window)


def test_the_camera_is_painted_looked_at_and_let_go(qtbot: QtBot) -> None:
    class Camera:
        closed = False

        def open(self) -> None:
            pass

        def read(self) -> Frame:
            threading.Event().wait(0.005)
            return picture(Coded(1))

        def close(self) -> None:
            self.closed = True

    class Watcher:
        seen = kept = 0

        def see(self, faces: Sequence[FaceSight], at_s: float) -> bool:
            self.seen += len(faces)
            return self.seen == 2

        def keep(self, look: object) -> None:
            self.kept += 1

    camera, watcher = Camera(), Watcher()
    studio = Workshop().studio()
    equipment = replace(studio.equipment, make_faces=coded_engine, make_camera=lambda _: camera)
    studio = Studio(equipment, Preferences(), InlineTasks(), InlineTasks())
    run = FaceRun(studio, FaceDesk(studio), watcher)
    painted: list[Frame] = []
    run.frame_shown.connect(painted.append)
    run.start()
    qtbot.waitUntil(lambda: watcher.seen >= 3)
    run.stop()
    assert camera.closed
    assert painted
    assert watcher.kept == 1
    before = watcher.seen
    run.look_at(picture(Coded(1)), 1.0)
    run.start()
    assert (watcher.seen, run._thread) == (before, None)
