"""A backup that could not be made is told to a person, and the preferences say how often and how many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QSpinBox

from posture_app.domain.records import Role, User
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.records.desk import RecordsDesk
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.settings import Preferences
from tests.fakes import InlineTasks
from tests.gui.opened_records import (
    PASSPHRASE,
    PASSWORD,
    entered,
    kit_in,
    light_passwords,
    page_of,
    raise_error,
)
from tests.gui.workshop import Workshop

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]


@pytest.fixture
def clinic(tmp_path: Path) -> Workshop:
    return Workshop(records=kit_in(tmp_path, daily=True))


@pytest.fixture
def blocked(place: Path) -> Path:
    """Records where something stands in the place of the backups' folder."""
    (place / "backups").write_text("", encoding="ascii")
    return place


@pytest.fixture
def page(clinic: Workshop, open_window: Open, blocked: Path) -> RecordsPage:
    return page_of(open_window(clinic.studio(Preferences(records=str(blocked)))))


def test_a_failed_backup_is_said_until_there_is_one(page: RecordsPage, blocked: Path) -> None:
    assert page.missed.isHidden()
    entered(page.desk, blocked)
    assert not page.missed.isHidden()
    assert "The backup of" in page.missed.banner.sentence
    assert "no folder" in page.missed.banner.sentence
    page.missed.banner.button.click()
    assert page.shown is page.backups
    (blocked / "backups").unlink()
    page.backups.back_up.click()
    assert page.missed.isHidden()
    assert page.backups.list.count() == 1


def test_it_goes_with_the_lock_and_comes_again_with_the_next_failure(
    page: RecordsPage, blocked: Path
) -> None:
    entered(page.desk, blocked)
    page.desk.lock()
    assert page.missed.isHidden()
    entered(page.desk, blocked)
    assert not page.missed.isHidden()
    page.desk.lock()
    (blocked / "backups").unlink()
    entered(page.desk, blocked)  # which makes it
    assert page.missed.isHidden()


def test_who_may_not_back_up_is_told_whom_to_ask(
    page: RecordsPage, blocked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    light_passwords(monkeypatch)
    desk = RecordsDesk(kit_in(tmp_path), InlineTasks(), lambda: 10)
    entered(desk, blocked)
    desk.do(
        lambda records: records.put_user(User("Cho", Role.CAPTURE), PASSWORD), lambda _: None, raise_error
    )
    desk.shutdown()
    entered(page.desk, blocked, "Cho")
    assert "Tell an administrator" in page.missed.banner.sentence
    assert page.missed.banner.button.isHidden()


def test_how_often_and_how_many_are_set_in_the_settings(
    clinic: Workshop, open_window: Open, place: Path
) -> None:
    window = open_window(clinic.studio(Preferences(records=str(place))))
    window.run("page.settings")
    settings = window.pages["settings"]
    assert isinstance(settings, SettingsPage)
    often, kept = settings.fields["backup_every_h"], settings.fields["backups_kept"]
    assert isinstance(often, QComboBox)
    assert isinstance(kept, QSpinBox)
    often.setCurrentIndex(often.findData(0))
    often.activated.emit(often.currentIndex())
    kept.setValue(2)
    assert (clinic.saved[-1].backup_every_h, clinic.saved[-1].backups_kept) == (0, 2)
    page = page_of(window)
    for _ in range(3):
        entered(page.desk, place)
        page.desk.lock()
    assert len(list((place / "backups").glob("*.backup"))) == 2


@pytest.mark.parametrize("damage", [b"", b"no database " * 1000, None])
def test_damaged_records_are_replaced_by_a_backup_before_anybody_unlocks(
    clinic: Workshop, open_window: Open, place: Path, damage: bytes | None
) -> None:
    window = open_window(clinic.studio(Preferences(records=str(place))))
    page = page_of(window)
    entered(page.desk, place)
    page.desk.lock()
    for beside in place.glob("records.db*"):
        beside.unlink()
    if damage is not None:
        (place / "records.db").write_bytes(damage)
    card = page.unlock
    for passphrase, told in (("seven calm heros", "does not open"), (PASSPHRASE, "Brought back")):
        card.passphrase.setText(PASSPHRASE)
        card.button.click()
        assert card.banner.button.text() == "Bring back a backup…"
        card.banner.button.click()
        assert card.rescue.choice.count() == 1
        card.rescue.passphrase.setText(passphrase)
        card.rescue.restore.click()
        assert told in card.banner.sentence
    entered(page.desk, place)
    assert page.desk.is_open


def test_without_a_backup_that_is_said(clinic: Workshop, open_window: Open, place: Path) -> None:
    (place / "records.db").unlink()
    page = page_of(open_window(clinic.studio(Preferences(records=str(place)))))
    page.unlock.passphrase.setText(PASSPHRASE)
    page.unlock.button.click()
    page.unlock.banner.button.click()
    assert "no backups" in page.unlock.banner.sentence


def test_the_backups_page_says_the_rule(clinic: Workshop, open_window: Open, place: Path) -> None:
    window = open_window(clinic.studio(Preferences(records=str(place), backup_every_h=168)))
    page = page_of(window)
    entered(page.desk, place)
    page.rooms.button("backups").click()
    assert "after 7 days" in page.backups.about.text()
    assert "newest 14 stay" in page.backups.about.text()
