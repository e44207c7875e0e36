"""A patient's archive in the window: chosen or dropped, filed whole, and refused in a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog

from posture_app.domain.records import Role, User
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from tests.gui.opened_records import PASSWORD, add, entered, page_of, raise_error
from tests.gui.workshop import Workshop, fill

if TYPE_CHECKING:
    from pathlib import Path


class Drop:
    """What Qt hands over when files are dropped."""

    def __init__(self, *paths: Path) -> None:
        self._data = QMimeData()
        self._data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])

    def mimeData(self) -> QMimeData:  # noqa: N802
        return self._data

    def acceptProposedAction(self) -> None:  # noqa: N802
        pass


@pytest.fixture
def page(opened: MainWindow) -> RecordsPage:
    return page_of(opened)


@pytest.fixture
def archive(opened: MainWindow, page: RecordsPage, clinic: Workshop, tmp_path: Path) -> Path:
    """The archive of P-1, who has one visit and was erased since."""
    patient = add(page, "P-1", "김민수")
    page.pane.begin()
    fill(opened.studio)
    opened.run("records.file")
    opened.run("page.records")
    page.pane.export(patient, "archive", tmp_path / "p1.zip")
    (tmp_path / "p1.zip").write_bytes(clinic.written[tmp_path]["p1.zip"])
    dialog = page.pane.ask_erase()
    assert dialog is not None
    dialog.erase.click()
    dialog.typed.setText("P-1")
    dialog.erase.click()
    assert page.desk.patients == {}
    return tmp_path / "p1.zip"


def test_a_chosen_archive_opens_its_patient(
    opened: MainWindow, page: RecordsPage, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.rooms.button("audit").click()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(archive), ""))
    opened.run("records.import")
    assert page.shown is page.browser
    assert page.pane.name.text() == "김민수"
    assert len(page.pane.cards) == 1
    assert [one.code for one in page.desk.index.find("")] == ["P-1"]
    assert "Brought in: 김민수, visits: 1" in opened.toast.sentence


def test_a_dropped_archive_is_for_the_records_and_a_photograph_is_not(
    opened: MainWindow, page: RecordsPage, archive: Path, clinic: Workshop, tmp_path: Path
) -> None:
    opened.run("page.patient")
    opened.dropEvent(Drop(archive, tmp_path / "front.jpg"))  # type: ignore[arg-type]
    assert page.pane.name.text() == "김민수"
    assert clinic.reads == [tmp_path / "front.jpg"]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("p1.zip", None, "Somebody else has this code already"),
        ("other.zip", b"PK\x03\x04 nothing", "no archive of a patient"),
        ("gone.zip", None, "gone.zip cannot be read"),
        ("newer.zip", {"schema": "posture-archive/2"}, "A newer version of this program"),
        ("paths.zip", {"id": "../../../etc/passwd"}, "no archive of a patient"),
        ("renamed.zip", {"code": "P-2"}, "under another code"),
    ],
)
def test_what_must_not_come_in_is_refused_in_a_sentence(
    opened: MainWindow,
    page: RecordsPage,
    archive: Path,
    name: str,
    data: bytes | dict[str, str] | None,
    sentence: str,
) -> None:
    page.archives.bring_in(archive)
    file = archive.with_name(name)
    if isinstance(data, bytes):
        file.write_bytes(data)
    elif data is not None:
        file.write_bytes(changed(archive.read_bytes(), data))
    page.archives.bring_in(file)
    assert sentence in opened.banner.sentence
    assert len(page.desk.patients) == 1


def changed(packed: bytes, fields: dict[str, str]) -> bytes:
    """Give the zip with these fields of the patient changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "patient.json":
                data = json.dumps({**json.loads(data), **fields}).encode()
            target.writestr(name, data)
    return out.getvalue()


def test_locked_records_and_who_may_not_sign_take_nothing_in(
    opened: MainWindow, page: RecordsPage, archive: Path, place: Path
) -> None:
    desk = opened.studio.records
    desk.do(lambda records: records.put_user(User("Bo", Role.CAPTURE), PASSWORD), lambda _: None, raise_error)
    assert page.people.bring_in.isVisible()
    opened.run("records.lock")
    opened.dropEvent(Drop(archive))  # type: ignore[arg-type]
    assert "The records are locked" in opened.banner.sentence
    entered(desk, place, "Bo")
    assert page.people.bring_in.isHidden()
    opened.dropEvent(Drop(archive))  # type: ignore[arg-type]
    assert "Your role does not allow this" in opened.banner.sentence
