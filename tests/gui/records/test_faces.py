"""The face check-in at the workstation: agreed, photographed, found, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.errors import EnvironmentProblem
from posture_app.domain.records import Purpose
from posture_app.gui.faces.desk import FaceRun
from posture_app.gui.records.faces import CheckInDialog
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.faces.checkin import Step
from posture_app.services.faces.engine import FaceEngine
from posture_app.services.faces.liveness import Look
from posture_app.services.settings import Preferences
from tests.coded_faces import Coded, coded_engine, picture
from tests.gui.opened_records import add, entered, kit_in, page_of, texts_of
from tests.gui.workshop import Workshop
from tests.services.faces.test_liveness import sweep

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]


@pytest.fixture
def opened(
    tmp_path: Path, open_window: Open, place: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., RecordsPage]:
    """Open the records with a patient, Anna Weber."""
    monkeypatch.setattr(FaceRun, "start", lambda run: None)  # what the camera sees, the test shows

    def build(make_faces: Callable[[], FaceEngine] = coded_engine, *, on: bool = True) -> RecordsPage:
        shop = Workshop(records=kit_in(tmp_path), make_faces=make_faces)
        window = open_window(shop.studio(Preferences(records=str(place), face_check_in=on)))
        entered(window.studio.records, place)
        page = page_of(window)
        add(page, "P-1", "Anna Weber", "1980-02-28")
        return page

    return build


def agree(page: RecordsPage) -> None:
    dialog = page.pane.ask_consent(Purpose.FACE_CHECK_IN)
    assert dialog is not None
    dialog.given.emit(Purpose.FACE_CHECK_IN, "face_check_in/1", "en")
    dialog.reject()


def enrol(page: RecordsPage, person: int) -> None:
    dialog = page.pane.enrol()
    assert dialog is not None
    for number in range(3):
        assert dialog.flow.run is not None
        dialog.flow.run.look_at(picture(Coded(person, off=0.1 * number)), 1.0 * number)


def turned(dialog: CheckInDialog, person: int) -> Step:
    """Turn a head before the camera as it is asked for; give where the check-in stands."""
    check_in, run = dialog.flow.check_in, dialog.flow.run
    assert check_in is not None
    assert run is not None
    way = 40 if check_in.turn._asked[1] is Look.LEFT else -40
    start = check_in.turn._until_s - 20.0
    for number, yaw in enumerate(sweep(0, way, 0, -way, 0)):
        run.look_at(picture(Coded(person, yaw=round(yaw))), start + 0.1 * number)
    return check_in.step


def test_who_agreed_is_photographed_and_found(opened: Callable[..., RecordsPage]) -> None:
    page = opened()
    assert page.people.by_face.isVisibleTo(page.people)
    agree(page)
    enrol(page, 1)
    anna = page.pane.patient
    add(page, "P-2", "Ben Roth", "1990-01-01")
    dialog = page.find_by_face()
    assert turned(dialog, 1) is Step.ASK
    assert "A. W." in texts_of(dialog).replace("\u2060", "")
    dialog.page.answered.emit(True)
    assert anna is not None
    dialog.page.born.emit(anna.birth_date)
    dialog.page.go_on_wanted.emit()
    assert page.pane.patient == anna


def test_withdrawing_makes_the_face_unknown_at_once(opened: Callable[..., RecordsPage]) -> None:
    page = opened()
    agree(page)
    enrol(page, 1)
    dialog = page.pane.ask_consent(Purpose.FACE_CHECK_IN)
    assert dialog is not None
    dialog.withdrawn.emit(page.pane.consents.held(Purpose.FACE_CHECK_IN))
    dialog.reject()
    assert page.studio.faces._gallery is not None
    assert len(page.studio.faces._gallery) == 0
    finding = page.find_by_face()
    assert turned(finding, 1) is Step.NOBODY
    finding.reject()


def test_locking_forgets_all_faces(opened: Callable[..., RecordsPage]) -> None:
    page = opened()
    agree(page)
    enrol(page, 1)
    gallery = page.studio.faces._gallery
    assert gallery is not None
    page.desk.lock()
    assert len(gallery) == 0
    assert not gallery._vectors.any()
    assert page.studio.faces._gallery is None
    assert not page.people.by_face.isVisibleTo(page.people)


def test_switched_off_nothing_is_offered_and_switched_on_it_is(opened: Callable[..., RecordsPage]) -> None:
    page = opened(on=False)
    assert not page.people.by_face.isVisibleTo(page.people)
    assert not page.pane.consents.buttons[Purpose.FACE_CHECK_IN].isVisibleTo(page.pane)
    page.studio.prefer(face_check_in=True)
    assert page.people.by_face.isVisibleTo(page.people)
    page.studio.prefer(face_check_in=False)
    assert page.studio.faces._gallery is None


def test_without_the_extra_it_says_what_is_missing(opened: Callable[..., RecordsPage]) -> None:
    def missing() -> FaceEngine:
        raise EnvironmentProblem("face_extra_missing")

    page = opened(missing)
    assert not page.people.by_face.isVisibleTo(page.people)
    told: list[str] = []
    page.trouble.connect(lambda error: told.append(error.code))
    page.studio.faces.load()
    assert told == ["face_extra_missing"]
