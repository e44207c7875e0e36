"""Records with a real, encrypted store behind the workstation, made light for tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from posture_app.adapters.exports.formats import EXPORTERS
from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.photos.photo_files import as_jpeg
from posture_app.adapters.sheets.recovery_sheet import recovery_sheet
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app.records import comparison_sheet
from posture_app.domain.errors import RecordProblem
from posture_app.domain.records import Patient, Role, User
from posture_app.gui.records.desk import RecordsDesk, RecordsKit
from posture_app.gui.records.page import RecordsPage
from posture_app.gui.workstation.window import MainWindow
from posture_app.services.records.backups import BackupPlan
from tests.fakes import InlineTasks

PASSPHRASE = "seven calm herons"
PASSWORD = "blue teapot"
ANNA = "Anna Weber"
LIGHT = Stretching(passes=1, memory_kib=8192, lanes=1)


class Later:
    """Holds jobs back until somebody asks for them."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def start(self, job: Any, then: Any, failed: Any) -> None:
        self.jobs.append(lambda: InlineTasks().start(job, then, failed))

    def shutdown(self) -> None:
        pass

    def finish(self) -> None:
        for job in self.jobs:
            job()


class KeyringInMemory:
    """Keeps keys for one test; in `trouble` it keeps none."""

    def __init__(self, trouble: str = "keyring_missing") -> None:
        self.trouble = trouble
        self.keys: dict[str, bytes] = {}
        self.passwords: dict[str, str] = {}

    def name(self) -> str:
        if self.trouble:
            raise RecordProblem(self.trouble)
        return "Test Keyring"

    def remember(self, place: str, data_key: bytes) -> None:
        self.name()
        self.keys[place] = data_key

    def recall(self, place: str) -> bytes | None:
        self.name()
        return self.keys.get(place)

    def remember_password(self, place: str, password: str) -> None:
        self.name()
        self.passwords[place] = password

    def recall_password(self, place: str) -> str | None:
        self.name()
        return self.passwords.get(place)

    def forget(self, place: str) -> bool:
        self.name()
        self.passwords.pop(place, None)
        return self.keys.pop(place, None) is not None


def kit_in(folder: Path, keyring: KeyringInMemory | None = None, *, daily: bool = False) -> RecordsKit:
    """Lay out real stores for tests; `daily` makes the backups that the preferences ask for."""
    stores, kept = SqlStores(folder / "dumps", stretching=LIGHT), keyring or KeyringInMemory()

    def as_planned(plan: BackupPlan) -> SqlStores:
        after_s = 3600.0 * plan.every_h if daily else None
        return replace(stores, backup_after_s=after_s, backups_kept=plan.kept)

    return RecordsKit(as_planned, as_jpeg, lambda: EXPORTERS, recovery_sheet, comparison_sheet, lambda: kept)


def raise_error(error: Exception) -> None:
    raise error


def made(desk: RecordsDesk, place: Path) -> None:
    """Make records whose recovery code somebody has kept, open for their first user."""
    desk.make(str(place), PASSPHRASE, User(ANNA, Role.ADMIN), PASSWORD, lambda: None, raise_error)
    desk.recovery_code = ""


def entered(desk: RecordsDesk, place: Path, name: str = ANNA) -> None:
    """Unlock records that are there, and log in."""
    desk.unlock(str(place), PASSPHRASE, lambda: None, raise_error)
    desk.log_in(name, PASSWORD, lambda: None, raise_error)


def light_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash users' passwords with little work; they are checked with as much as they were hashed with."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr("posture_app.adapters.sql_store.store.hashed", hasher.hash)


def page_of(window: MainWindow) -> RecordsPage:
    window.run("page.records")
    page = window.pages["records"]
    assert isinstance(page, RecordsPage)
    return page


def add(page: RecordsPage, code: str, name: str, born: str = "", height: float = 170.0) -> Patient:
    """Add a patient as somebody at the desk would."""
    dialog = page.add_patient()
    dialog.code.setText(code)
    dialog.name.setText(name)
    dialog.born.setText(born)
    dialog.height_cm.setValue(height)
    dialog.save.click()
    assert page.pane.patient is not None
    return page.pane.patient


def texts_of(widget: QWidget) -> str:
    """Everything that can be read in a widget."""
    parts = [one.text() for one in widget.findChildren(QLabel)]
    parts += [one.text() for one in widget.findChildren(QAbstractButton)]
    parts += [one.text() for one in widget.findChildren(QLineEdit)]
    return "\n".join(parts)
