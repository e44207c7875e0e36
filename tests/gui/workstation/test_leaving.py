"""Closing the workstation: what is not in the records is asked about, saved, or left on purpose."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import VisitState
from posture_app.domain.views import View
from posture_app.gui.records.desk import RecordsDesk
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences
from tests.fakes import InlineTasks
from tests.gui.opened_records import Later, add, entered, kit_in, page_of, raise_error
from tests.gui.workshop import Workshop, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_app.domain.records import Visit
    from posture_app.gui.studio import Studio
    from posture_app.services.records.access import Records

    Open = Callable[[Studio], MainWindow]


@pytest.fixture
def window(tmp_path: Path, open_window: Open, place: Path) -> MainWindow:
    """The workstation with the records open and an assessment of P-1 that nobody saved."""
    shown = open_window(Workshop(records=kit_in(tmp_path)).studio(Preferences(records=str(place))))
    entered(shown.studio.records, place)
    page = page_of(shown)
    add(page, "P-1", "김민수")
    page.pane.begin()
    fill(shown.studio, View.FRONT, View.BACK)
    return shown


def visits_at(place: Path, tmp_path: Path) -> Sequence[Visit]:
    """Give the visits of P-1 as they are kept on the disk."""
    found: list[Visit] = []
    desk = RecordsDesk(kit_in(tmp_path), InlineTasks(), lambda: 10)
    entered(desk, place)

    def job(records: Records) -> Sequence[Visit]:
        return records.visits(records.patient("P-1"))

    desk.do(job, found.extend, raise_error)
    desk.shutdown()
    return found


def test_save_and_close_keeps_the_assessment_with_its_report(
    window: MainWindow, place: Path, tmp_path: Path
) -> None:
    window.close()
    assert window.isVisible()
    dialog = window.leaving.dialog
    assert dialog is not None
    window.close()
    assert window.leaving.dialog is dialog
    dialog.save.click()
    assert not window.isVisible()
    [visit] = visits_at(place, tmp_path)
    assert (visit.views, visit.state) == ((View.FRONT, View.BACK), VisitState.DRAFT)


def test_discard_closes_and_cancel_stays(window: MainWindow, place: Path, tmp_path: Path) -> None:
    window.close()
    assert window.leaving.dialog is not None
    window.leaving.dialog.cancel.click()
    assert window.leaving.dialog is None
    assert window.isVisible()
    assert window.studio.session.views
    window.close()
    window.leaving.dialog.discard.click()
    assert not window.isVisible()
    assert visits_at(place, tmp_path) == []


def test_what_cannot_be_saved_is_told_and_stays(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise RecordProblem("store_full")

    window.close()
    dialog = window.leaving.dialog
    assert dialog is not None
    with monkeypatch.context() as disk:
        disk.setattr("posture_app.services.records.access.Records.file", full)
        dialog.save.click()
    assert window.isVisible()
    assert dialog.banner.sentence.startswith("It could not be saved. The disk with the records is full")
    assert dialog.save.isEnabled()
    dialog.save.click()
    assert not window.isVisible()


def test_nothing_is_asked_when_all_is_saved_or_belongs_to_nobody(window: MainWindow) -> None:
    window.run("records.file")
    assert window.studio.filing.saved
    window.close()
    assert not window.isVisible()


def test_what_was_edited_while_it_was_being_saved_is_saved_once_more(
    window: MainWindow, place: Path, tmp_path: Path
) -> None:
    later = Later()
    window.studio.jobs = later
    window.run("records.file")
    window.close()
    assert window.leaving.dialog is not None
    window.leaving.dialog.save.click()
    window.studio.edited(View.FRONT)
    assert len(later.jobs) == 1
    later.jobs.pop()()
    assert window.isVisible()
    later.jobs.pop()()
    assert not window.isVisible()
    assert len(visits_at(place, tmp_path)) == 1


def test_closing_while_the_lock_saves_waits_for_it(window: MainWindow, place: Path, tmp_path: Path) -> None:
    later = Later()
    window.studio.records._work = later
    window.run("records.lock")
    window.close()
    assert window.isVisible()
    assert "Saving" in window.toast.sentence
    while later.jobs:
        later.jobs.pop(0)()
    assert not window.isVisible()
    assert [one.views for one in visits_at(place, tmp_path)] == [(View.FRONT, View.BACK)]


def test_a_lock_takes_the_question_away_and_keeps_a_draft(
    window: MainWindow, place: Path, tmp_path: Path
) -> None:
    window.close()
    window.studio.records.lock()
    assert window.leaving.dialog is None
    assert window.isVisible()
    assert len(visits_at(place, tmp_path)) == 1


def test_a_program_that_is_ended_from_outside_keeps_a_draft(
    window: MainWindow, place: Path, tmp_path: Path
) -> None:
    window.studio.filing.keep_at_the_end()
    window.close()
    assert not window.isVisible()
    [visit] = visits_at(place, tmp_path)
    assert visit.state is VisitState.DRAFT
