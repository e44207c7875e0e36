"""The records in the workstation, on a real store: made, locked, searched, filed, signed, erased."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from posture_app.domain.people import Subject
from posture_app.domain.records import Deed, Purpose, Role, User, VisitState
from posture_app.domain.views import View
from posture_app.gui.records.audit import deed_name
from posture_app.gui.records.desk import LOOK_EVERY_MS, RecordsDesk
from posture_app.gui.records.dialogs import CertificateDialog, ReportDialog, read_date
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.tasks import Tasks
from posture_app.gui.texts import install_language
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences
from tests.fakes import InlineTasks
from tests.gui.opened_records import (
    ANNA,
    PASSPHRASE,
    PASSWORD,
    Later,
    add,
    entered,
    kit_in,
    light_passwords,
    made,
    page_of,
    raise_error,
    texts_of,
)
from tests.gui.workshop import Workshop, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    light_passwords(monkeypatch)


@pytest.fixture
def clinic(tmp_path: Path) -> Workshop:
    return Workshop(records=kit_in(tmp_path))


@pytest.fixture
def window(clinic: Workshop, open_window: Open, place: Path) -> MainWindow:
    """The workstation with Anna's records open."""
    shown = open_window(clinic.studio(Preferences(records=str(place))))
    entered(shown.studio.records, place)
    return shown


@pytest.fixture
def page(window: MainWindow) -> RecordsPage:
    return page_of(window)


@pytest.fixture
def alone(clinic: Workshop, place: Path, qtbot: QtBot) -> Iterator[RecordsPage]:
    """The page without a window around, with Anna's records open."""
    studio = clinic.studio(Preferences(records=str(place)))
    entered(studio.records, place)
    shown = RecordsPage(studio)
    qtbot.addWidget(shown)
    shown.resize(1200, 740)
    shown.show()
    shown.enter()
    yield shown
    shown.leave()
    studio.close()


def filed(window: MainWindow, page: RecordsPage) -> None:
    """Assess the patient who is shown, and save that."""
    page.pane.begin()
    fill(window.studio)
    window.run("records.file")
    window.run("page.records")


# --- making, unlocking, locking ------------------------------------------------------------------


def test_records_are_made_with_their_first_user_and_a_code_that_is_shown_once(
    clinic: Workshop, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(clinic.studio())
    page = page_of(window)
    assert page.shown is page.setup
    page.setup.button.click()
    form = page.make
    assert page.shown is form
    form.folder.setText(str(tmp_path / "clinic"))
    form.passphrase.setText(PASSPHRASE)
    form.again.setText("seven calm heron")
    form.name.setText(ANNA)
    form.password.setText(PASSWORD)
    form.button.click()
    assert "not the same" in form.banner.sentence
    form.again.setText(PASSPHRASE)
    form.button.click()
    code = window.studio.records.recovery_code
    assert page.shown is page.recovery
    assert page.recovery.code.text() == code != ""
    assert form.passphrase.text() == form.password.text() == ""
    page.recovery.save_to(tmp_path / "sheet.pdf")
    assert clinic.written[tmp_path]["sheet.pdf"].startswith(b"%PDF")
    page.recovery.kept.click()
    assert page.shown is page.browser
    assert window.studio.records.user == User(ANNA, Role.ADMIN)
    assert code not in texts_of(page)
    assert clinic.saved[-1].records == str(tmp_path / "clinic")
    assert PASSPHRASE not in repr(clinic.saved)
    window.run("records.lock")
    page.unlock.passphrase.setText(code)
    page.unlock.button.click()
    assert page.shown is page.log_in


def test_only_the_right_passphrase_and_a_known_user_open_them(window: MainWindow, page: RecordsPage) -> None:
    window.run("records.lock")
    assert page.shown is page.unlock
    for _ in range(5):
        page.unlock.passphrase.setText("seven calm herring")
        QTest.keyClick(page.unlock.passphrase, Qt.Key.Key_Return)
        assert "does not open the records" in page.unlock.banner.sentence
    page.unlock.passphrase.setText(PASSPHRASE)
    page.unlock.button.click()
    assert "too many wrong tries" in page.unlock.banner.sentence
    assert not window.studio.records.is_open


def test_a_user_logs_in_by_name_and_password(window: MainWindow, page: RecordsPage) -> None:
    window.run("records.lock")
    page.unlock.passphrase.setText(PASSPHRASE)
    page.unlock.button.click()
    assert page.shown is page.log_in
    page.log_in.name.setText(ANNA)
    page.log_in.password.setText("red teapot")
    page.log_in.button.click()
    assert "Name or password is not right" in page.log_in.banner.sentence
    page.log_in.password.setText(PASSWORD)
    page.log_in.button.click()
    assert page.shown is page.browser
    assert window.studio.records.user == User(ANNA, Role.ADMIN)
    window.run("records.lock")
    page.unlock.passphrase.setText(PASSPHRASE)
    page.unlock.button.click()
    assert page.log_in.name.selectedText() == ANNA  # the next one types over it


def test_they_lock_themselves_when_nobody_touches_the_program(
    window: MainWindow, page: RecordsPage, qtbot: QtBot
) -> None:
    desk, now = window.studio.records, [0.0]
    desk.clock = lambda: now[0]
    add(page, "P-1", "김민수")
    QTest.keyClick(page.people.search, Qt.Key.Key_A)
    now[0] = 599.0
    desk.lock_when_left()
    assert desk.is_open
    QTest.keyClick(page.people.search, Qt.Key.Key_Backspace)
    now[0] = 1198.0
    desk.lock_when_left()
    assert desk.is_open
    now[0] = 1199.0
    with qtbot.waitSignal(desk.locked):
        desk._watch.timeout.emit()
    assert not desk.is_open
    assert desk._watch.interval() == LOOK_EVERY_MS
    assert not desk._watch.isActive()


def test_after_the_lock_nothing_of_a_patient_is_left(window: MainWindow, page: RecordsPage) -> None:
    add(page, "P-1", "김민수")
    filed(window, page)
    add(page, "P-2", "Amara Osei")
    page.pane.edit()
    page.people.search.setText("Amara")
    window.run("records.lock")
    desk = window.studio.records
    assert (len(desk.index), desk.patients, page.people.model.patients, page.people.model.last) == (
        0, {}, (), {},
    )  # fmt: skip
    assert page.pane.patient is None
    assert page.pane._looks == {}
    assert window.studio.filing.patient is None
    assert window.studio.session.views == ()
    assert not any(one.isVisible() for one in page.findChildren(QDialog))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    told = texts_of(window)
    assert "김민수" not in told
    assert "Amara" not in told


def test_an_assessment_that_is_not_saved_is_a_draft_after_the_lock(
    window: MainWindow, page: RecordsPage
) -> None:
    patient = add(page, "P-1", "김민수")
    page.pane.begin()
    fill(window.studio, View.FRONT)
    window.run("page.results")
    window.run("records.lock")
    assert window.studio.session.views == ()
    assert window.page_name == "records"
    entered(window.studio.records, Path(window.studio.preferences.records))
    page.people.show_current(patient)
    [card] = page.pane.cards.values()
    assert card.visit.state is VisitState.DRAFT
    assert card.visit.views == (View.FRONT,)


def test_a_lock_while_the_report_is_made_loses_nothing_and_saves_nothing_twice(
    window: MainWindow, page: RecordsPage
) -> None:
    patient = add(page, "P-1", "김민수")
    page.pane.begin()
    fill(window.studio, View.FRONT)
    later = Later()
    window.studio.jobs = later
    window.run("records.file")
    window.run("records.file")
    assert len(later.jobs) == 1
    window.studio.edited(View.FRONT)
    assert not window.studio.filing.saved
    window.run("records.lock")
    for job in later.jobs:
        job()
    entered(window.studio.records, Path(window.studio.preferences.records))
    page_of(window).people.show_current(patient)
    assert len(page.pane.cards) == 1
    assert window.studio.session.views == ()


# --- patients ------------------------------------------------------------------------------------


def test_patients_are_found_in_hangul_by_code_and_by_birth_date(alone: RecordsPage) -> None:
    page = alone
    for code, name, born in (
        ("P-1", "김민수", "1980-02-03"),
        ("P-2", "Amara Osei", "19910417"),
        ("P-3", "이수진", ""),
    ):
        add(page, code, name, born)
    people = page.people

    def found(typed: str) -> list[str]:
        people.search.setText(typed)
        return [one.code for one in people.model.patients]

    assert found("민수") == ["P-1"]
    assert found("ㅇㅅㅈ") == ["P-3"]
    assert found("amara") == found("1991-04") == ["P-2"]
    assert found("p-3") == ["P-3"]
    assert found("nobody") == []
    assert "Nobody is found" in people.counted.text()
    assert people.counted.text() != ""
    assert len(found("")) == 3


def test_the_list_is_walked_by_keys_and_read_aloud(alone: RecordsPage) -> None:
    page = alone
    add(page, "P-1", "김민수", "1980-02-03")
    add(page, "P-2", "Amara Osei")
    page.people.search.setText("김")
    QTest.keyClick(page.people.search, Qt.Key.Key_Return)
    assert page.pane.name.text() == "김민수"
    page.people.search.clear()
    QTest.keyClick(page.people.search, Qt.Key.Key_Down)
    QTest.keyClick(page.people.view, Qt.Key.Key_Down)
    assert page.pane.name.text() == "Amara Osei"
    spoken = page.people.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("P-1, 김민수, ")


def test_a_code_is_needed_and_given_once(alone: RecordsPage) -> None:
    page = alone
    add(page, "P-1", "김민수")
    dialog = page.add_patient()
    dialog.save.click()
    assert "code of your own" in dialog.banner.sentence
    dialog.code.setText("p-1")
    dialog.save.click()
    assert "already" in dialog.banner.sentence
    dialog.born.setText("1980-13-01")
    dialog.save.click()
    assert "year, month, and day" in dialog.banner.sentence
    dialog.reject()
    assert len(page.desk.patients) == 1


def test_data_are_corrected(alone: RecordsPage) -> None:
    page = alone
    add(page, "P-1", "김민수")
    dialog = page.pane.edit()
    assert dialog is not None
    dialog.name.setText("김민주")
    dialog.save.click()
    assert page.pane.name.text() == "김민주"
    assert [one.name for one in page.desk.index.find("민주")] == ["김민주"]


@pytest.mark.parametrize("text", ["1980-02-30", "80", "2999-01-01", "born", "18000101"])
def test_a_day_that_is_none_is_no_birth_date(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_date(text)


def test_consent_is_given_in_a_version_of_the_text_and_withdrawn(alone: RecordsPage) -> None:
    page = alone
    patient = add(page, "P-1", "김민수")
    for purpose in (Purpose.CARE, Purpose.TEACHING, Purpose.MARKETING):
        dialog = page.pane.ask_consent(purpose)
        assert dialog is not None
        dialog._give()
    assert [one.text_version for one in page.pane.consents.shown] == [
        "care/1",
        "teaching/1",
        "marketing/1",
    ]
    assert "consent of" in page.pane.consents.buttons[Purpose.CARE].text()
    dialog = page.pane.ask_consent(Purpose.CARE)
    assert dialog is not None
    dialog._withdraw()
    assert page.pane.consents.buttons[Purpose.CARE].text() == "Care: no consent"
    deeds: list[Deed] = []
    page.desk.do(lambda records: [one.deed for one in records.audit(patient)], deeds.extend, raise_error)
    assert deeds.count(Deed.CONSENT_GIVEN) == 3
    assert deeds.count(Deed.CONSENT_WITHDRAWN) == 1


# --- visits --------------------------------------------------------------------------------------


def test_a_session_is_filed_replaced_signed_and_opened_again(window: MainWindow, page: RecordsPage) -> None:
    add(page, "P-1", "김민수", height=175.0)
    page.pane.begin()
    studio = window.studio
    assert window.page_name == "patient"
    assert (studio.session.subject.name, studio.session.subject.height_cm) == ("김민수", 175.0)
    fill(studio)
    window.run("records.file")
    assert "김민수" in window.toast.sentence
    first = studio.filing.visit
    studio.session.notes = "Bag on the right."
    assert not studio.filing.saved
    window.run("records.file")
    assert studio.filing.saved
    window.run("page.records")
    [card] = page.pane.cards.values()
    assert first is not None
    assert card.visit == first
    assert all(not thumb.image.isNull() for thumb in card.thumbs.values())
    assert len(card.thumbs) == 3
    assert card.headline.text()
    card.buttons["sign"].click()
    [card] = page.pane.cards.values()
    assert card.visit.state is VisitState.SIGNED
    assert ANNA in card.state.text()
    assert card.buttons["sign"].isHidden()
    window.studio.begin(replace(studio.session.subject, name="Somebody else"))
    card.buttons["open"].click()
    assert window.page_name == "results"
    assert studio.session.notes == "Bag on the right."
    assert studio.session.views == (View.FRONT, View.SIDE, View.BACK)
    assert studio.assessment().taken_at == first.taken_at
    studio.session.notes = "Bag on the left."
    window.run("records.file")
    window.run("page.records")
    newest, oldest = page.pane.cards.values()
    assert (newest.visit.version, newest.visit.corrects) == (2, first.id)
    assert oldest.visit.state is VisitState.SIGNED


def test_a_new_patient_is_described_as_the_person_who_is_here(window: MainWindow, page: RecordsPage) -> None:
    window.studio.describe(Subject("김민수", "P-7", 171.5))
    dialog = page.add_patient()
    assert (dialog.code.text(), dialog.name.text(), dialog.height_cm.value()) == ("P-7", "김민수", 171.5)
    dialog.save.click()
    assert page.pane.patient is not None
    window.studio.filing.begin(page.pane.patient)
    assert page.add_patient().code.text() == ""  # who is here has a record already


def test_photographs_taken_before_anybody_was_chosen_are_given_to_a_patient(
    window: MainWindow, page: RecordsPage
) -> None:
    add(page, "P-1", "김민수")
    fill(window.studio, View.FRONT)
    window.run("page.results")
    window.run("records.file")
    assert window.page_name == "records"
    assert page.pane.session_bar.isVisible()
    page.pane.take.click()
    assert window.studio.session.subject.name == "김민수"
    assert len(page.pane.cards) == 1
    assert page.pane.session_bar.isHidden()


def test_two_visits_are_compared_until_the_lock(window: MainWindow, page: RecordsPage) -> None:
    add(page, "P-1", "김민수")
    filed(window, page)
    assert not page.pane.compare_button.isEnabled()
    filed(window, page)
    assert window.bar.person.text() == "Patients' records"
    page.pane.compare_button.click()
    assert window.page_name == "compare"
    assert window.bar.person.text() == "김민수"
    window.run("records.lock")
    assert window.page_name == "records"
    assert window.studio.records.to_compare is None
    assert "김민수" not in texts_of(window.pages["compare"])


def test_a_kept_report_is_shown_from_memory(window: MainWindow, page: RecordsPage) -> None:
    add(page, "P-1", "김민수")
    filed(window, page)
    [card] = page.pane.cards.values()
    card.buttons["report"].click()
    assert len(page.pane.findChildren(ReportDialog)) == 1


def test_an_export_goes_through_the_audit_trail(
    window: MainWindow, page: RecordsPage, clinic: Workshop, tmp_path: Path
) -> None:
    patient = add(page, "P-1", "김민수")
    filed(window, page)
    page.pane.export(patient, "csv", tmp_path / "out.csv")
    assert b"shoulder_tilt" in clinic.written[tmp_path]["out.csv"]
    deeds: list[str] = []
    page.desk.do(
        lambda records: [one.detail for one in records.audit(patient) if one.deed is Deed.EXPORTED],
        deeds.extend,
        raise_error,
    )
    assert deeds == ["csv"]


def test_erasing_asks_twice_and_certifies(window: MainWindow, page: RecordsPage) -> None:
    add(page, "P-1", "김민수")
    filed(window, page)
    dialog = page.pane.ask_erase()
    assert dialog is not None
    dialog.erase.click()
    assert not dialog.erase.isEnabled()
    dialog.typed.setText("P-2")
    assert not dialog.erase.isEnabled()
    dialog.typed.setText("P-1")
    dialog.erase.click()
    [certificate] = page.pane.findChildren(CertificateDialog)
    assert "김민수" not in certificate.text
    assert all(len(word) <= 32 for word in certificate.text.split())  # as long a one still fits
    assert page.pane.patient is None
    assert page.desk.index.find("") == []
    assert window.studio.session.views == ()
    assert window.studio.session.subject.name is None


def test_who_only_captures_finds_by_the_whole_code_and_reads_nothing(
    window: MainWindow, page: RecordsPage
) -> None:
    add(page, "P-1", "김민수")
    desk = window.studio.records
    desk.do(
        lambda records: records.store.put_user(User("Bo", Role.CAPTURE), PASSWORD, records.actor),
        lambda _: None,
        raise_error,
    )
    window.run("records.lock")
    entered(desk, Path(window.studio.preferences.records), "Bo")
    assert page.people.model.patients == ()
    page.people.search.setText("P-1")
    QTest.keyClick(page.people.search, Qt.Key.Key_Return)
    assert page.pane.name.text() == "김민수"
    assert page.rooms.isHidden()
    assert page.pane.start.isEnabled()
    assert not page.pane.export_action.isEnabled()
    assert not page.pane.erase_action.isEnabled()


def test_in_a_narrow_window_nothing_stands_beside_the_page(
    window: MainWindow, page: RecordsPage, qtbot: QtBot
) -> None:
    add(page, "P-1", "김민수")
    filed(window, page)
    [card] = page.pane.cards.values()
    report, sign = card.buttons["report"], card.buttons["sign"]
    assert report.geometry().bottom() < sign.geometry().top()
    window.resize(960, 640)
    qtbot.waitUntil(lambda: page.width() <= page.parentWidget().width())
    qtbot.waitUntil(lambda: report.geometry().right() < sign.geometry().left())
    assert sign.mapTo(page, sign.rect().bottomRight()).x() < page.width()


# --- users, the audit trail, backups --------------------------------------------------------------


def test_users_are_added_and_given_roles_but_an_administrator_stays(alone: RecordsPage) -> None:
    alone.rooms.button("users").click()
    pane = alone.users
    assert alone.shown is pane
    assert list(pane.roles) == [ANNA]
    pane.name.setText("Bo")
    pane.password.setText("short")
    pane.add.click()
    assert "at least 8" in pane.banner.sentence
    pane.password.setText(PASSWORD)
    pane.add.click()
    assert list(pane.roles) == [ANNA, "Bo"]
    assert pane.password.text() == ""
    box = pane.roles["Bo"]
    assert Role(box.currentData()) is Role.CLINICIAN
    box.setCurrentIndex(box.findData("capture"))
    box.activated.emit(box.currentIndex())
    own = pane.roles[ANNA]
    own.setCurrentIndex(own.findData("clinician"))
    own.activated.emit(own.currentIndex())
    assert "need an administrator" in pane.banner.sentence
    assert {name: box.currentData() for name, box in pane.roles.items()} == {ANNA: "admin", "Bo": "capture"}


def test_the_audit_trail_is_read_and_narrowed_to_a_patient(alone: RecordsPage) -> None:
    add(alone, "P-1", "김민수")
    patient = add(alone, "P-2", "Amara Osei")
    alone.rooms.button("audit").click()
    model, pane = alone.audit.model, alone.audit
    numbers = [line.number for line in model.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    pane.filter.setText("amara")
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    assert (cells[2], cells[4], cells[5]) == (ANNA, "Patient added", "P-2")
    assert model.rowCount() == 1
    pane.filter.setText(patient.id)
    assert model.rowCount() == 1
    assert [model.headerData(one, Qt.Orientation.Horizontal) for one in (0, 5)] == ["No.", "Whose"]
    alone.desk.lock()
    assert model.rows == []


def test_every_deed_has_a_name() -> None:
    assert len({deed_name(deed) for deed in Deed}) == len(Deed)


def test_backups_are_written_checked_and_brought_back(alone: RecordsPage) -> None:
    add(alone, "P-1", "김민수")
    alone.rooms.button("backups").click()
    pane, said = alone.backups, list[str]()
    alone.said.connect(said.append)
    assert not pane.restore.isEnabled()
    pane.back_up.click()
    assert pane.list.count() == 1
    assert "Written" in pane.banner.sentence
    pane.verify.click()
    assert "Everything is whole" in pane.banner.sentence
    assert "1 patients" in pane.banner.sentence
    add(alone, "P-2", "Amara Osei")
    dialog = pane.ask_restore()
    assert dialog is not None
    dialog.passphrase.setText(PASSPHRASE)
    dialog.restore.click()
    assert said[-1].startswith("Brought back")
    assert alone.shown is alone.unlock
    entered(alone.desk, Path(alone.studio.preferences.records))
    assert [one.code for one in alone.desk.index.find("")] == ["P-1"]


# --- around them ---------------------------------------------------------------------------------


def test_in_korean_every_pane_speaks_korean(clinic: Workshop, open_window: Open, place: Path) -> None:
    install_language("ko")
    window = open_window(clinic.studio(Preferences(language="ko", records=str(place))))
    entered(window.studio.records, place)
    page = page_of(window)
    assert page.people.new.text() == "새 대상자"
    add(page, "P-1", "김민수")
    dialog = page.pane.ask_consent(Purpose.CARE)
    assert dialog is not None
    assert dialog.windowTitle() == "기록 보관 동의"
    dialog.reject()
    window.run("records.lock")
    assert page.unlock.title.text() == "기록이 잠겨 있습니다"


def test_without_records_nothing_is_there_to_save_to(workshop: Workshop, open_window: Open) -> None:
    window = open_window(workshop.studio())
    fill(window.studio)
    window.run("page.report")
    assert window.pages["report"].file_button.isHidden()  # type: ignore[attr-defined]
    window.run("records.file")
    assert page_of(window).shown is page_of(window).setup


@pytest.fixture
def threaded(tmp_path: Path) -> Iterator[RecordsDesk]:
    desk = RecordsDesk(kit_in(tmp_path), Tasks(name="records"), lambda: 10)
    yield desk
    desk.shutdown()


def test_the_store_is_used_on_its_worker_and_what_comes_after_the_lock_is_dropped(
    threaded: RecordsDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(threaded.unlocked):
        made(threaded, tmp_path / "records")
    threads: list[str] = []
    come: list[object] = []
    threaded.do(
        lambda records: threads.append(threading.current_thread().name), lambda _: come.append(1), raise_error
    )
    qtbot.waitUntil(lambda: come == [1])
    assert threads[0].startswith("records")
    threaded.do(lambda records: records.patients(), come.append, raise_error)
    threaded.lock()
    opened: list[int] = []
    threaded.unlock(str(tmp_path / "records"), PASSPHRASE, lambda: opened.append(1), raise_error)
    qtbot.waitUntil(lambda: opened == [1])
    assert come == [1]


def test_work_while_they_are_locked_is_refused(tmp_path: Path) -> None:
    desk = RecordsDesk(kit_in(tmp_path), InlineTasks(), lambda: 10)
    refused: list[str] = []
    desk.do(lambda records: records.patients(), lambda _: None, lambda error: refused.append(error.code))
    desk.log_in(ANNA, PASSWORD, lambda: None, lambda error: refused.append(error.code))
    assert refused == ["store_locked", "store_locked"]


def test_nothing_that_opens_stores_is_loaded_before_somebody_asks() -> None:
    script = (
        "import sys\n"
        "from posture_app.app.desktop import make_equipment\n"
        "import posture_app.gui.workstation.window\n"
        "make_equipment()\n"
        "print([one for one in ('sqlalchemy', 'cryptography', 'argon2', 'sqlcipher3') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
