"""The review list: who is due, kept for a year, or erased after being asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from posture_app.domain.records import Deed, Role, User
from posture_app.domain.views import View
from posture_app.gui.records.dialogs import CertificateDialog
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from tests.gui.opened_records import PASSWORD, add, entered, page_of, raise_error
from tests.visits import visit

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from posture_app.services.records.access import Records
    from tests.gui.workshop import Workshop

YEARS_AGO = {"P-1": 12.0, "P-2": 20.0, "P-3": 6.0, "P-4": 0.1}
NAMES = {"P-1": "김민수", "P-2": "Amara Osei", "P-3": "이수진", "P-4": "Jonas Keller"}


@pytest.fixture
def page(opened: MainWindow) -> RecordsPage:
    """The review list of four patients who were last here at different times."""
    page = page_of(opened)
    for code, name in NAMES.items():
        patient = add(page, code, name)

        def job(records: Records, patient=patient, years=YEARS_AGO[code]) -> object:  # type: ignore[no-untyped-def]
            seen = replace(visit(), taken_at=records.now() - timedelta(days=years * 365.25))
            return records.file(patient, seen, {View.FRONT: b"x"}, None)

        page.desk.do(job, lambda _: None, raise_error)
    page.rooms.button("retention").click()
    return page


def codes(page: RecordsPage) -> list[str]:
    model = page.retention.model
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def test_who_was_not_here_for_longer_than_the_clinic_keeps_records_is_listed(
    page: RecordsPage, clinic: Workshop
) -> None:
    pane = page.retention
    assert page.shown is pane
    assert pane.years.value() == 10
    assert codes(page) == ["P-2", "P-1"]
    assert "2 due for review" in pane.counted.text()
    pane.years.setValue(5)
    assert codes(page) == ["P-2", "P-1", "P-3"]
    assert clinic.saved[-1].retention_years == 5
    pane.years.setValue(50)
    assert codes(page) == []
    assert pane.counted.text() == "Nobody is due."
    assert not any(one.isEnabled() for one in (pane.open, pane.keep, pane.erase))


def test_who_is_kept_leaves_the_list_for_a_year(page: RecordsPage, opened: MainWindow) -> None:
    page.retention.keep.click()
    assert codes(page) == ["P-1"]
    assert "Amara Osei" in opened.toast.sentence
    page.retention.enter()
    assert codes(page) == ["P-1"]
    deeds: list[Deed] = []
    page.desk.do(lambda records: [records.audit()[-1].deed], deeds.extend, raise_error)
    assert deeds == [Deed.PATIENT_KEPT]


def test_erasing_from_the_list_asks_twice_and_forgets_everywhere(page: RecordsPage) -> None:
    page.retention.open.click()
    assert page.shown is page.browser
    assert page.pane.name.text() == "Amara Osei"
    page.rooms.button("retention").click()
    dialog = page.retention.ask_erase()
    assert dialog is not None
    dialog.erase.click()
    dialog.typed.setText("P-2")
    dialog.erase.click()
    assert codes(page) == ["P-1"]
    assert page.retention.current is not None
    assert page.retention.current.code == "P-1"
    assert page.pane.patient is None
    assert sorted(one.code for one in page.desk.patients.values()) == ["P-1", "P-3", "P-4"]
    assert len(page.retention.findChildren(CertificateDialog)) == 1


def test_only_who_may_erase_sees_the_list_and_the_lock_empties_it(
    page: RecordsPage, opened: MainWindow, place: Path
) -> None:
    desk = opened.studio.records
    desk.do(
        lambda records: records.put_user(User("Bo", Role.CLINICIAN), PASSWORD), lambda _: None, raise_error
    )
    opened.run("records.lock")
    assert codes(page) == []
    assert page.retention.counted.text() == ""
    entered(desk, place, "Bo")
    assert page.rooms.isHidden()


def test_in_a_narrow_window_the_list_is_as_wide_as_the_page(
    page: RecordsPage, opened: MainWindow, qtbot: QtBot
) -> None:
    opened.resize(960, 640)
    qtbot.waitUntil(lambda: page.width() <= page.parentWidget().width())


def test_the_columns_have_names(page: RecordsPage) -> None:
    model = page.retention.model
    names = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert names == ["Code", "Name", "Date of birth", "Last visit"]
    assert model.index(0, 1).data() == "Amara Osei"
