"""The keys of the records in the workstation: passphrase, recovery code, and the system's keyring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.records import Actor, Deed, Role, User
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.records.backups import BackupPlan
from posture_app.services.settings import Preferences
from tests.gui.opened_records import (
    ANNA,
    PASSPHRASE,
    PASSWORD,
    KeyringInMemory,
    entered,
    kit_in,
    light_passwords,
    page_of,
    texts_of,
)
from tests.gui.workshop import Workshop

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]

BETTER = "nine quiet otters"


@pytest.fixture
def keyring() -> KeyringInMemory:
    return KeyringInMemory(trouble="")


@pytest.fixture
def clinic(tmp_path: Path, keyring: KeyringInMemory) -> Workshop:
    return Workshop(records=kit_in(tmp_path, keyring))


@pytest.fixture
def page(clinic: Workshop, open_window: Open, place: Path) -> RecordsPage:
    """The records' page while they are locked."""
    return page_of(open_window(clinic.studio(Preferences(records=str(place)))))


def log_in(page: RecordsPage) -> None:
    page.log_in.name.setText(ANNA)
    page.log_in.password.setText(PASSWORD)
    page.log_in.button.click()


def unlock(page: RecordsPage, passphrase: str = PASSPHRASE, *, remember: bool = False) -> None:
    page.unlock.passphrase.setText(passphrase)
    page.unlock.remember.setChecked(remember)
    page.unlock.button.click()


def test_a_remembered_key_unlocks_and_lets_nobody_in_without_their_own_password(
    page: RecordsPage, keyring: KeyringInMemory, clinic: Workshop, place: Path
) -> None:
    unlock(page, remember=True)
    assert page.shown is page.log_in
    assert list(keyring.keys) == [str(place)]
    assert clinic.saved[-1].kept_key_of == str(place)
    page.desk.lock()

    assert page.shown is page.unlock
    assert page.unlock.passphrase.isHidden()
    assert "their own password" in page.unlock.note.text()
    assert not page.desk.is_open  # until somebody presses, and then logs in
    page.unlock.button.click()
    assert page.shown is page.log_in
    assert not page.desk.is_open
    log_in(page)
    assert page.desk.user == User(ANNA, Role.ADMIN)


def test_after_the_lock_by_itself_the_own_password_is_asked_too(page: RecordsPage) -> None:
    unlock(page, remember=True)
    log_in(page)
    page.desk.clock = lambda: page.desk._touched + 3600.0
    page.desk.lock_when_left()
    assert page.shown is page.unlock
    page.unlock.button.click()
    page.log_in.name.setText(ANNA)
    page.log_in.password.setText("red teapot")
    page.log_in.button.click()
    assert not page.desk.is_open


def test_the_passphrase_can_be_typed_instead_and_the_key_forgotten(
    page: RecordsPage, keyring: KeyringInMemory, clinic: Workshop
) -> None:
    unlock(page, remember=True)
    page.desk.lock()
    page.unlock.type_instead.click()
    assert not page.unlock.passphrase.isHidden()
    unlock(page)
    assert page.shown is page.log_in
    page.desk.lock()
    page.unlock.forget_key.click()
    assert keyring.keys == {}
    assert clinic.saved[-1].kept_key_of == ""
    assert not page.unlock.passphrase.isHidden()


def test_a_key_that_is_gone_or_of_other_records_is_said_and_the_passphrase_asked(
    page: RecordsPage, keyring: KeyringInMemory, place: Path
) -> None:
    for instead, told in ((None, "no longer keeps"), (b"k" * 32, "not that of these records")):
        unlock(page, remember=True)
        page.desk.lock()
        keyring.keys = {} if instead is None else {str(place): instead}
        page.unlock.button.click()
        assert told in page.unlock.banner.sentence
        assert not page.unlock.passphrase.isHidden()


@pytest.mark.parametrize(
    ("trouble", "told"),
    [("keyring_missing", "no keyring"), ("keyring_plain", "readable file, which is refused")],
)
def test_without_a_real_keyring_nothing_is_offered_and_it_says_why(
    page: RecordsPage, keyring: KeyringInMemory, trouble: str, told: str
) -> None:
    keyring.trouble = trouble
    page.show_state()
    assert not page.unlock.remember.isEnabled()
    assert told in page.unlock.note.text()
    unlock(page)
    log_in(page)
    page.rooms.button("locks").click()
    assert not page.locks.remember.isEnabled()
    assert told in page.locks.cards[2].banner.sentence


def test_without_users_no_key_is_kept_for_it_would_let_anybody_in(
    clinic: Workshop, open_window: Open, keyring: KeyringInMemory, tmp_path: Path
) -> None:
    place = str(tmp_path / "shared")
    stores = kit_in(tmp_path).stores(BackupPlan())
    stores.make(place, PASSPHRASE, Actor("init", "command line"))[0].close()
    window = open_window(clinic.studio(Preferences(records=place)))
    page = page_of(window)
    unlock(page, remember=True)
    assert page.desk.is_open
    assert keyring.keys == {}
    assert "no users" in window.banner.sentence
    page.desk.lock()
    keyring.keys[place] = stores.data_key(place, PASSPHRASE)  # by the command line
    window.studio.prefer(kept_key_of=place)
    page.show_state()
    page.unlock.button.click()
    assert not page.desk.is_open
    assert "no users" in page.unlock.banner.sentence


def test_the_passphrase_is_changed(page: RecordsPage) -> None:
    unlock(page)
    log_in(page)
    page.rooms.button("locks").click()
    locks = page.locks
    assert page.shown is locks
    for old, new, again, told in (
        (PASSPHRASE, BETTER, "nine quiet others", "not the same"),
        (PASSPHRASE, "short", "short", "at least 10 characters"),
        ("seven calm heros", BETTER, BETTER, "does not open the records"),
        (PASSPHRASE, BETTER, BETTER, "was changed"),
    ):
        locks.old.setText(old)
        locks.new.setText(new)
        locks.again.setText(again)
        locks.change.click()
        assert told in locks.cards[0].banner.sentence
    assert locks.old.text() == locks.new.text() == ""
    assert page.desk.is_open
    deeds: list[Deed] = []
    page.desk.do(
        lambda records: [line for line in records.audit() if line.deed is Deed.PASSPHRASE_CHANGED],
        lambda lines: deeds.extend(line.deed for line in lines if line.actor.user == ANNA),
        lambda error: None,
    )
    assert deeds == [Deed.PASSPHRASE_CHANGED]
    page.desk.lock()
    unlock(page)
    assert "does not open" in page.unlock.banner.sentence
    unlock(page, BETTER)
    assert page.shown is page.log_in


def test_who_lost_the_passphrase_unlocks_with_the_code_and_chooses_another(
    page: RecordsPage, tmp_path: Path, clinic: Workshop
) -> None:
    unlock(page)
    log_in(page)
    page.rooms.button("locks").click()
    page.locks.proof.setText("seven calm heros")
    page.locks.renew.click()
    assert "does not open" in page.locks.cards[1].banner.sentence
    page.locks.proof.setText(PASSPHRASE)
    page.locks.renew.click()
    assert page.shown is page.recovery
    code = page.recovery.code.text()
    assert len(code) == 39
    page.recovery.save_to(tmp_path / "sheet.pdf")
    assert clinic.written[tmp_path]["sheet.pdf"].startswith(b"%PDF")
    page.recovery.kept.click()
    assert page.shown is page.locks
    assert code not in texts_of(page)
    page.desk.lock()
    unlock(page, code.lower().replace("-", " "))
    log_in(page)
    page.rooms.button("locks").click()
    page.locks.old.setText(code)
    page.locks.new.setText(BETTER)
    page.locks.again.setText(BETTER)
    page.locks.change.click()
    page.desk.lock()
    unlock(page, BETTER)
    assert page.shown is page.log_in


def test_this_computer_remembers_and_forgets_on_the_page_of_keys(
    page: RecordsPage, keyring: KeyringInMemory, place: Path, clinic: Workshop
) -> None:
    unlock(page)
    log_in(page)
    page.rooms.button("locks").click()
    locks = page.locks
    locks.own.setText("seven calm heros")
    locks.remember.click()
    assert "does not open" in locks.cards[2].banner.sentence
    locks.own.setText(PASSPHRASE)
    locks.remember.click()
    assert list(keyring.keys) == [str(place)]
    assert locks.own.isHidden()
    assert clinic.saved[-1].kept_key_of == str(place)
    locks.forget_key.click()
    assert keyring.keys == {}
    assert not locks.own.isHidden()


def test_what_was_typed_is_forgotten_with_the_page_and_with_the_lock(page: RecordsPage) -> None:
    unlock(page)
    log_in(page)
    page.rooms.button("locks").click()
    for leave in (page.leave, page.desk.lock):
        for field in (page.locks.old, page.locks.new, page.locks.proof, page.locks.own):
            field.setText(PASSPHRASE)
        leave()
        assert PASSPHRASE not in texts_of(page)


def test_only_an_administrator_sees_the_keys(
    page: RecordsPage, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    light_passwords(monkeypatch)
    entered(page.desk, place)
    page.desk.do(
        lambda records: records.put_user(User("Ben", Role.CLINICIAN), PASSWORD),
        lambda _: None,
        lambda _: None,
    )
    page.desk.lock()
    entered(page.desk, place, "Ben")
    assert page.desk.is_open
    assert page.rooms.isHidden()
