"""Visits under another norm set: both grades side by side, and nothing in the records changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog

from posture_app.domain.grading import ShownGrade
from posture_app.domain.records import Deed
from posture_app.domain.views import View
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.records.regrade import RegradeDialog, RegradeLine
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.resources import resource
from tests.gui.opened_records import add, page_of, raise_error
from tests.visits import visit

if TYPE_CHECKING:
    from pathlib import Path

    from posture_app.services.records.access import Records


@pytest.fixture
def page(opened: MainWindow) -> RecordsPage:
    """A patient with two visits: shoulders level, then a tilt of 2°."""
    page = page_of(opened)
    patient = add(page, "P-1", "김민수")

    def job(records: Records) -> object:
        seen = (visit(0, shoulder_tilt=0.0), visit(30, shoulder_tilt=2.0))
        return [records.file(patient, one, {View.FRONT: b"x"}, None) for one in seen]

    page.desk.do(job, lambda _: None, raise_error)
    page.pane.load()
    return page


@pytest.fixture
def strict(tmp_path: Path) -> Path:
    """A norm set to which a tilt of 2° is a risk."""
    norms = json.loads(resource("norms", "contract-v2.json").read_text(encoding="utf-8"))
    norms["name"] = "strict"
    norms["limits"]["shoulder_tilt"] = {"low": [-0.01, -0.02], "high": [0.01, 0.02], "source": "contract"}
    (tmp_path / "strict.json").write_text(json.dumps(norms), encoding="utf-8")
    return tmp_path / "strict.json"


def shoulders(dialog: RegradeDialog) -> RegradeLine:
    [line] = [one for one in dialog.lines if one.name.startswith("Shoulders (")]
    return line


def test_by_the_norms_of_its_day_no_grade_changes(page: RecordsPage) -> None:
    dialog = page.pane.regrade()
    assert dialog is not None
    assert dialog.told.text() == "No grade changes."
    assert dialog.lines
    assert not any(one.changes for one in dialog.lines)
    dialog.accept()


def test_another_norm_set_is_chosen_and_both_grades_stand_side_by_side(
    page: RecordsPage, strict: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = page.pane.regrade()
    assert dialog is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(strict), ""))
    dialog.norms.setCurrentIndex(dialog.norms.count() - 1)
    dialog.norms.activated.emit(dialog.norms.currentIndex())
    assert dialog.norms.currentText() == "strict.json"
    line = shoulders(dialog)
    assert dialog.lines[0].changes
    assert (line.old, line.new) == (ShownGrade.BORDERLINE, ShownGrade.RISK)
    assert "2.0° higher" in line.value
    assert dialog.told.text().endswith("change.")
    dialog.visit.setCurrentIndex(1)
    dialog.visit.activated.emit(1)
    assert "0.0" in shoulders(dialog).value
    dialog.norms.setCurrentIndex(0)
    dialog.norms.activated.emit(0)
    assert dialog.told.text() == "No grade changes."
    dialog.accept()


def test_nothing_is_kept_and_each_visit_is_read_once(page: RecordsPage, strict: Path) -> None:
    def reads() -> int:
        found: list[Deed] = []
        page.desk.do(lambda records: [one.deed for one in records.audit()], found.extend, raise_error)
        return found.count(Deed.VISIT_READ)

    before = reads()
    dialog = page.pane.regrade()
    assert dialog is not None
    dialog.use_file(strict)
    assert reads() == before + 1
    dialog.accept()
    kept: list[str] = []

    def norms(records: Records) -> list[str]:
        visits = records.visits(records.patient("P-1"))
        return [records.read(one).engine.norms.name for one in visits]

    page.desk.do(norms, kept.extend, raise_error)
    assert "strict" not in kept


def test_a_file_that_is_no_norm_set_is_told(page: RecordsPage, tmp_path: Path) -> None:
    dialog = page.pane.regrade()
    assert dialog is not None
    (tmp_path / "other.json").write_text("{}")
    dialog.use_file(tmp_path / "other.json")
    assert "other.json" in dialog.banner.sentence
    assert dialog.lines == ()
    dialog.norms.setCurrentIndex(0)
    dialog.norms.activated.emit(0)
    assert dialog.banner.isHidden()
    assert dialog.lines
    dialog.accept()


def test_the_lock_takes_the_grades_away(page: RecordsPage, opened: MainWindow) -> None:
    dialog = page.pane.regrade()
    assert dialog is not None
    closed: list[int] = []
    dialog.rejected.connect(lambda: closed.append(1))
    opened.run("records.lock")
    assert closed == [1]
    assert page.pane.regrade() is None
