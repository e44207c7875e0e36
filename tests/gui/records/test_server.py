"""Records on a PostgreSQL server, opened and made from the workstation by the server's address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_app.domain.records import Role, User
from posture_app.gui.records.desk import RecordsDesk
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.records.places import with_password
from posture_app.services.settings import as_text
from tests.fakes import InlineTasks
from tests.gui.opened_records import (
    ANNA,
    PASSPHRASE,
    PASSWORD,
    KeyringInMemory,
    Later,
    add,
    kit_in,
    light_passwords,
    page_of,
    raise_error,
    texts_of,
)
from tests.gui.workshop import Workshop
from tests.postgres import PostgresServer

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]

SESAME = "open sesame/@?:%"


@pytest.fixture(autouse=True)
def _light(monkeypatch: pytest.MonkeyPatch) -> None:
    light_passwords(monkeypatch)


@pytest.fixture
def keyring() -> KeyringInMemory:
    return KeyringInMemory(trouble="")


@pytest.fixture
def clinic(tmp_path: Path, keyring: KeyringInMemory) -> Workshop:
    return Workshop(records=kit_in(tmp_path, keyring))


@pytest.fixture
def page(clinic: Workshop, open_window: Open) -> RecordsPage:
    """The records' page where no records are known yet, with the way to a server open."""
    page = page_of(open_window(clinic.studio()))
    page.setup.server_button.click()
    assert page.shown is page.server
    return page


@pytest.fixture
def bare(postgres: PostgresServer) -> str:
    """The address of an empty database whose user is asked for a password."""
    return postgres.new_guarded_database(SESAME)


def connect(page: RecordsPage, address: str, password: str = "") -> None:
    page.server.address.setText(address)
    page.server.password.setText(password)
    page.server.button.click()


def make_records(tmp_path: Path, place: str) -> None:
    desk = RecordsDesk(kit_in(tmp_path), InlineTasks(), lambda: 10)
    desk.make(place, PASSPHRASE, User(ANNA, Role.ADMIN), PASSWORD, lambda: None, raise_error)
    desk.shutdown()


def log_in(page: RecordsPage) -> None:
    page.log_in.name.setText(ANNA)
    page.log_in.password.setText(PASSWORD)
    page.log_in.button.click()


def secrets_of(password: str) -> set[str]:
    return {password, with_password("postgresql://u@s/r", password).split(":")[2].split("@")[0]}


def kept_nowhere(clinic: Workshop, password: str) -> bool:
    """Whether nothing that goes into the settings' file holds the password, as it is or escaped."""
    written = "\n".join(as_text(one) for one in clinic.saved)
    return not any(one in written for one in secrets_of(password))


def test_in_an_empty_database_records_are_made_and_worked_with(
    page: RecordsPage, clinic: Workshop, bare: str
) -> None:
    connect(page, bare, SESAME)
    form = page.make
    assert page.shown is form
    assert bare in form.about.text()
    assert form.folder.isHidden()
    for field, text in (
        (form.passphrase, PASSPHRASE),
        (form.again, PASSPHRASE),
        (form.name, ANNA),
        (form.password, PASSWORD),
    ):
        field.setText(text)
    form.button.click()
    assert page.shown is page.recovery
    page.recovery.kept.click()
    patient = add(page, "P-1", "김민수")
    assert page.desk.patients == {patient.id: patient}
    assert clinic.saved[-1].records == bare
    assert kept_nowhere(clinic, SESAME)

    page.rooms.button("backups").click()
    page.backups.back_up.click()  # with the password, which only the open desk knows
    assert page.backups.list.count() == 1
    assert "dump" in page.backups.about.text()
    page.desk.lock()
    assert page.desk.place == ""
    assert SESAME not in texts_of(page)


def test_records_that_are_there_are_opened_by_their_address(
    page: RecordsPage, clinic: Workshop, bare: str, tmp_path: Path
) -> None:
    make_records(tmp_path, with_password(bare, SESAME))
    connect(page, with_password(bare, SESAME))
    card = page.unlock
    assert page.shown is card
    assert card.about.text() == bare
    assert not card.server_password.isHidden()
    card.passphrase.setText(PASSPHRASE)
    card.button.click()
    log_in(page)
    assert page.desk.is_open
    assert clinic.saved[-1].records == bare
    assert kept_nowhere(clinic, SESAME)

    page.desk.lock()
    card.passphrase.setText(PASSPHRASE)
    card.button.click()
    assert "does not let this user in" in card.banner.sentence
    assert page.server.address.text() == bare
    card.server_password.setText(SESAME)
    card.passphrase.setText(PASSPHRASE)
    card.button.click()
    assert page.shown is page.log_in


def test_the_servers_password_stays_in_the_keyring_where_somebody_ticks_so(
    page: RecordsPage, clinic: Workshop, keyring: KeyringInMemory, bare: str, tmp_path: Path
) -> None:
    make_records(tmp_path, with_password(bare, SESAME))
    connect(page, bare, SESAME)
    card = page.unlock
    card.passphrase.setText(PASSPHRASE)
    card.remember.setChecked(True)
    card.button.click()
    assert keyring.passwords == {bare: SESAME}
    assert clinic.saved[-1].kept_key_of == bare
    assert kept_nowhere(clinic, SESAME)
    page.desk.lock()
    assert card.server_password.isHidden()
    card.button.click()
    log_in(page)
    assert page.desk.is_open
    page.desk.lock()
    card.type_instead.click()
    card.passphrase.setText(PASSPHRASE)
    card.button.click()  # the password of the server is known to the keyring still
    assert page.shown is page.log_in
    page.desk.lock()
    card.forget_key.click()
    assert keyring.passwords == {}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("the server", "no address"),
        ("postgresql://anna@nowhere.invalid/records", "No computer of this name"),
        ("postgresql://anna@127.0.0.1:1/records", "check the port"),
        ("postgresql://anna@127.0.0.1:port/records", "no address"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    page: RecordsPage, clinic: Workshop, address: str, told: str
) -> None:
    connect(page, address, "secret")
    assert page.shown is page.server
    assert told in page.server.banner.sentence
    assert page.server.button.isEnabled()
    assert clinic.saved == []


def test_a_wrong_password_and_somebody_elses_database_are_said(
    page: RecordsPage, bare: str, postgres: PostgresServer
) -> None:
    connect(page, bare, "open barley")
    assert "does not let this user in" in page.server.banner.sentence
    connect(page, postgres.url("records_none"))
    assert "no database of this name" in page.server.banner.sentence
    others = postgres.new_database()
    postgres.run_in(others, "CREATE TABLE theirs (a int)")
    connect(page, others)
    assert "belongs to another program" in page.server.banner.sentence


def test_a_password_in_the_address_goes_into_its_own_field_and_is_forgotten(page: RecordsPage) -> None:
    page.server.address.setText("postgresql://anna:secret@server/records")
    page.server.address.editingFinished.emit()
    assert page.server.address.text() == "postgresql://anna@server/records"
    assert page.server.password.text() == "secret"
    for typed in ("postgresql://anna:secret@server/records", "postgresql://anna:secret@one@two@/x y"):
        page.server.address.setText(typed)
        page.leave()
        assert "secret" not in texts_of(page)


def test_nobody_waits_for_a_server_at_the_window(clinic: Workshop, open_window: Open, bare: str) -> None:
    page = page_of(open_window(clinic.studio()))
    page.setup.server_button.click()
    later = Later()
    page.desk._work = later  # type: ignore[assignment]
    connect(page, bare, SESAME)
    assert page.shown is page.server
    assert not page.server.button.isEnabled()
    page.server.button.click()
    (job,) = later.jobs
    job()
    assert page.shown is page.make
    page.desk._work = InlineTasks()


def test_a_folder_without_records_is_not_gone_to(
    clinic: Workshop, open_window: Open, place: Path, tmp_path: Path
) -> None:
    page = page_of(open_window(clinic.studio()))
    page.setup.open_folder(str(tmp_path / "nothing"))
    assert page.shown is page.setup
    assert "no records at this place" in page.setup.banner.sentence
    page.setup.open_folder(str(place))
    assert page.shown is page.unlock
    assert clinic.saved[-1].records == str(place)


def test_the_way_back_leads_to_a_folder_again(page: RecordsPage, postgres: PostgresServer) -> None:
    connect(page, postgres.new_database())
    assert page.shown is page.make
    page.make.left.emit()
    assert page.shown is page.setup
    page.setup.button.click()
    assert not page.make.folder.isHidden()
    assert page.make.folder.text() == ""
