"""Services elsewhere in the workstation: off by default, listed before anything leaves, beside our values."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog

from posture_app.domain.cloud import Endpoint, Service
from posture_app.domain.errors import CloudRefused, CloudUnreachable
from posture_app.domain.outbox import EntryState
from posture_app.domain.records import Patient, Purpose, Visit
from posture_app.gui.cloud.send import SendDialog
from posture_app.gui.cloud.settings import ServiceDialog
from posture_app.gui.cloud.sync_desk import LOOK_EVERY_MS
from posture_app.gui.cloud.values import ValuesDialog
from posture_app.gui.pages.settings_page import SettingsPage
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.tasks import NetworkTasks
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.cloud.sync import Sync
from posture_app.services.settings import Preferences
from tests.adapters.sql_store.test_keyring_keys import InMemory
from tests.gui.opened_records import add, entered, kit_in, light_passwords, page_of, texts_of
from tests.gui.services_elsewhere import HOME, KEYS, FakeService, cloud_kit
from tests.gui.workshop import Workshop, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from posture_app.gui.studio import Studio

    Open = Callable[[Studio], MainWindow]


@dataclass
class House:
    """A clinic with one patient, whose visit is filed, and a service that measures."""

    window: MainWindow
    page: RecordsPage
    service: FakeService
    backend: InMemory
    patient: Patient

    @property
    def visit(self) -> Visit:
        (card,) = self.page.pane.cards.values()
        return card.visit

    def ask(self) -> SendDialog:
        (card,) = self.page.pane.cards.values()
        card.buttons["send"].click()
        (dialog,) = [one for one in self.page.findChildren(SendDialog) if one.isVisible()]
        return dialog

    def consent(self) -> None:
        self.page.pane.ask_consent(Purpose.CLOUD)
        dialog = next(one for one in self.page.findChildren(QDialog) if one.isVisible())
        dialog._give()  # type: ignore[attr-defined]

    def entries(self) -> list[EntryState]:
        found: list[EntryState] = []
        self.window.studio.records.do(
            lambda records: [one.state for one in Sync(records).entries()], found.extend, _raise
        )
        return found


def _raise(error: Exception) -> None:
    raise error


@pytest.fixture
def house(tmp_path: Path, place: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch) -> House:
    light_passwords(monkeypatch)
    service, backend = FakeService(), InMemory()
    kit = cloud_kit(tmp_path, service, backend)
    kit.set_up(Service.REMO, HOME, KEYS)
    service.made = 0
    workshop = Workshop(records=kit_in(tmp_path), cloud=kit)
    window = open_window(workshop.studio(Preferences(records=str(place), cloud=True)))
    entered(window.studio.records, place)
    page = page_of(window)
    patient = add(page, "P-1", "김민수")
    page.pane.begin()
    fill(window.studio)
    window.run("records.file")
    window.run("page.records")
    return House(window, page, service, backend, patient)


# --- off ------------------------------------------------------------------------------------------


def test_switched_off_nothing_is_offered_and_nothing_is_sent(house: House, qtbot: QtBot) -> None:
    house.consent()
    house.service.trouble = CloudUnreachable("cloud_unreachable")
    house.ask()._agree()
    assert house.entries() == [EntryState.WAITING] * 2
    sent = len(house.service.sent)
    house.window.studio.prefer(cloud=False)
    house.service.trouble = None

    (card,) = house.page.pane.cards.values()
    assert card.buttons["send"].isHidden()
    house.window.run("page.settings")
    house.window.run("page.records")
    assert "outbox" not in house.page._room_keys
    house.window.studio.sync.look()
    house.window.studio.sync.ask(lambda: house.service.check(), _raise, _raise)  # type: ignore[arg-type]
    assert len(house.service.sent) == sent
    assert not house.window.studio.sync._timer.isActive()


def test_off_is_the_default_and_then_no_target_no_key_and_no_thread_is_made(
    tmp_path: Path, place: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    light_passwords(monkeypatch)
    service, backend = FakeService(), InMemory()
    kit = cloud_kit(tmp_path, service, backend)
    kit.set_up(Service.REMO, HOME, KEYS)
    service.made = 0
    monkeypatch.setattr(InMemory, "get_password", _raise)
    workshop = Workshop(records=kit_in(tmp_path), cloud=kit)
    assert not Preferences().cloud
    window = open_window(workshop.studio(Preferences(records=str(place))))
    entered(window.studio.records, place)
    for name in ("page.records", "page.settings"):
        window.run(name)
    page = window.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert not page.services.buttons[Service.REMO, "check"].isEnabled()
    assert service.made == 0
    assert window.studio.sync._worker is None


# --- sending --------------------------------------------------------------------------------------


def test_what_leaves_is_listed_and_needs_a_consent_first(house: House) -> None:
    dialog = house.ask()
    text = texts_of(dialog)
    assert HOME.url in text
    for part in ("Front photo: 720 × 1280 pixels", "forigimg", "Email, UserKey, APIKey, uuid, borigimg"):
        assert part in text
    assert not [one for one in KEYS.by_name.values() if one in text]
    assert not dialog.send.isEnabled()
    assert dialog.consent.isVisible()
    dialog.consent.click()
    (consent,) = [one for one in house.page.findChildren(QDialog) if one.isVisible()]
    consent._give()  # type: ignore[attr-defined]

    again = house.ask()
    assert again.send.isEnabled()
    again.reject()
    assert house.service.sent == []


def test_a_visit_is_sent_and_both_values_are_shown(house: House) -> None:
    house.consent()
    dialog = house.ask()
    dialog.send.click()
    house.window.studio.sync.look()  # the second entry follows with the next turn of the loop
    assert [len(one.photos) for one in house.service.sent] == [2, 1]
    assert house.entries() == [EntryState.SENT] * 2

    again = house.ask()
    button = next(one for one in again.findChildren(type(again.send)) if "Front photo" in one.text())
    button.click()
    (values,) = house.page.findChildren(ValuesDialog)
    text = texts_of(values)
    assert "Shoulders" in text
    assert "+3.5°" in text
    assert "The target is too far." in text
    values.accept()
    again.reject()


def test_heads_are_blurred_when_that_is_asked_for(house: House) -> None:
    house.consent()
    dialog = house.ask()
    dialog.blur.click()
    assert dialog._ready is not None
    assert "the head made unrecognisable" in texts_of(dialog)
    assert all(one.blurred for one in dialog._ready.parcels)
    dialog.send.click()
    assert house.service.sent[0].blurred


# --- the outbox -----------------------------------------------------------------------------------


def test_a_refused_entry_says_why_and_is_tried_again_or_taken_out(house: House) -> None:
    house.consent()
    house.service.trouble = CloudRefused("cloud_no_credit")
    house.ask().send.click()
    house.window.studio.sync.look()
    assert house.entries() == [EntryState.REFUSED] * 2
    house.page.rooms.button("outbox").click()
    pane = house.page.outbox
    assert house.page.shown is pane
    text = texts_of(pane)
    assert "김민수 · Refused" in text
    assert "no credit left" in text
    again = [key for key in pane.buttons if key[1] == "again"]
    drop = [key for key in pane.buttons if key[1] == "drop"]
    house.service.trouble = None
    pane.buttons[again[0]].click()
    assert sorted(house.entries()) == sorted([EntryState.REFUSED, EntryState.SENT])
    left = next(key for key in drop if key in pane.buttons)
    pane.buttons[left].click()
    assert house.entries() == [EntryState.SENT]
    (values,) = [key for key in pane.buttons if key[1] == "values"]
    pane.buttons[values].click()
    (dialog,) = house.page.findChildren(ValuesDialog)
    dialog.accept()


def test_an_unreachable_service_lets_it_wait_and_tells_until_when(house: House) -> None:
    house.consent()
    house.service.trouble = CloudUnreachable("cloud_unreachable")
    house.ask().send.click()
    assert house.entries() == [EntryState.WAITING] * 2
    assert len(house.service.sent) == 1  # one asks for all
    house.page.rooms.button("outbox").click()
    assert "Next try" in texts_of(house.page.outbox)


def test_without_keys_an_entry_is_refused_and_says_so(house: House) -> None:
    house.consent()
    house.backend.kept.clear()
    house.ask().send.click()
    house.window.studio.sync.look()
    assert house.entries() == [EntryState.REFUSED] * 2
    assert house.service.sent == []


def test_the_lock_forgets_the_outbox_and_nothing_is_sent_behind_it(house: House) -> None:
    house.consent()
    house.service.trouble = CloudUnreachable("cloud_unreachable")
    house.ask().send.click()
    house.page.rooms.button("outbox").click()
    sent = len(house.service.sent)
    house.window.run("records.lock")
    assert "김민수" not in texts_of(house.page.outbox)
    house.window.studio.sync.look()
    assert len(house.service.sent) == sent
    assert not house.window.studio.sync.busy


def test_the_lock_closes_the_values_that_are_shown(house: House) -> None:
    house.consent()
    house.ask().send.click()
    house.page.rooms.button("outbox").click()
    key = next(key for key in house.page.outbox.buttons if key[1] == "values")
    house.page.outbox.buttons[key].click()
    (values,) = house.page.findChildren(ValuesDialog)
    assert values.isVisible()
    house.window.run("records.lock")
    assert not values.isVisible()


def test_the_records_wait_with_their_lock_for_an_answer_that_is_under_way(house: House) -> None:
    house.consent()
    desk = house.window.studio.records
    open_during: list[bool] = []

    def left_alone() -> None:
        desk._touched = desk.clock() - 1e6
        desk.lock_when_left()
        open_during.append(desk.is_open)

    house.service.before = left_alone
    house.ask().send.click()
    assert open_during[0]
    house.service.before = lambda: None
    desk.lock_when_left()
    assert not desk.is_open


def test_an_erased_patient_leaves_the_outbox(house: House) -> None:
    house.consent()
    house.service.trouble = CloudUnreachable("cloud_unreachable")
    house.ask().send.click()
    house.window.studio.records.do(lambda records: records.erase(house.patient), lambda _: None, _raise)
    assert house.entries() == []


# --- the settings ---------------------------------------------------------------------------------


def settings(house: House) -> SettingsPage:
    house.window.run("page.settings")
    page = house.window.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def asked(page: SettingsPage, service: Service) -> ServiceDialog:
    page.services.buttons[service, "set_up"].click()
    (dialog,) = [one for one in page.findChildren(ServiceDialog) if one.isVisible()]
    return dialog


def test_a_service_is_set_up_with_its_keys_in_the_keyring_and_in_no_setting(
    house: House, tmp_path: Path
) -> None:
    page = settings(house)
    dialog = asked(page, Service.KAKAO)
    dialog.url.setText("http://pose.example")
    dialog.keys["REST_API_KEY"].setText("rest-secret")
    dialog.save.click()
    assert "unencrypted" in dialog.banner.sentence
    dialog.url.setText("https://pose.example/")
    dialog.save.click()

    assert page.services.places[Service.KAKAO].text() == "https://pose.example"
    assert any("rest-secret" in one for one in house.backend.kept.values())
    assert "rest-secret" not in (tmp_path / "cloud.json").read_text(encoding="utf-8")
    assert "rest-secret" not in texts_of(page)
    page.services.buttons[Service.KAKAO, "remove"].click()
    assert page.services.places[Service.KAKAO].text() == "not set up"
    assert not any("rest-secret" in one for one in house.backend.kept.values())


def test_kept_keys_stay_for_the_same_address_and_are_asked_for_another(house: House) -> None:
    page = settings(house)
    dialog = asked(page, Service.REMO)
    assert [field.text() for field in dialog.keys.values()] == ["", "", ""]
    dialog.uuid_once.click()
    dialog.save.click()
    kit = house.window.studio.equipment.cloud
    assert kit is not None
    assert kit.endpoint(Service.REMO) == Endpoint(HOME.url, uuid_once=True)
    again = asked(page, Service.REMO)
    again.url.setText("https://elsewhere.example")
    again.save.click()
    assert "every key" in again.banner.sentence
    again.reject()


def test_a_check_tells_the_credit_or_what_is_wrong(house: House) -> None:
    page = settings(house)
    said: list[str] = []
    page.services.said.connect(said.append)
    page.services.buttons[Service.REMO, "check"].click()
    assert "10" in said[0]
    house.service.trouble = CloudRefused("cloud_wrong_key", host="measure.example")
    page.services.buttons[Service.REMO, "check"].click()
    assert "key" in house.window.banner.sentence


def test_the_switch_stands_in_the_settings(house: House) -> None:
    page = settings(house)
    switch = page.fields["cloud"]
    assert isinstance(switch, QCheckBox)
    switch.click()
    assert not house.window.studio.preferences.cloud
    assert not house.window.studio.sync.is_on


# --- the worker -----------------------------------------------------------------------------------


def test_a_network_job_comes_home_to_the_gui_thread_and_nobody_waits_for_it(qtbot: QtBot) -> None:
    tasks, home = NetworkTasks(), []
    here = threading.get_ident()
    tasks.start(threading.get_ident, lambda there: home.append((there, threading.get_ident())), _raise)
    qtbot.waitUntil(lambda: bool(home))
    assert home[0][0] != here == home[0][1]
    let_go = threading.Event()
    tasks.start(lambda: let_go.wait(60), lambda _: home.append((0, 0)), _raise)
    tasks.shutdown()
    let_go.set()
    assert LOOK_EVERY_MS >= 1000
    assert len(home) == 1
