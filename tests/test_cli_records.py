"""Consents and the review list on the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from posture_app.adapters.keys.passphrases import Stretching
from posture_app.adapters.sql_store.opener import SqlStores
from posture_app.app import make_program
from posture_app.cli import run
from posture_app.domain.records import Actor, Role, User
from posture_app.domain.views import View
from posture_app.services.records.access import Records
from posture_app.services.settings import Preferences, save
from tests.assessments import assessment

PASSPHRASE = "seven calm herons"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Records of two people: one was here long ago, one today."""
    monkeypatch.setenv("POSTURE_PASSPHRASE", PASSPHRASE)
    place = str(tmp_path / "records")
    stores = SqlStores(tmp_path / "dumps", stretching=Stretching(1, 8192, 1))
    store, _ = stores.make(place, PASSPHRASE, Actor("anna", "desk"))
    records = Records(store, User("anna", Role.ADMIN), "desk")
    now = datetime.now(timezone.utc)
    for code, days in (("old", 4000), ("new", 0)):
        seen = replace(assessment(View.FRONT), taken_at=now - timedelta(days=days))
        records.file(records.add_patient(code), seen, {View.FRONT: b"x"}, None)
    store.close()
    return place


def test_consents_are_given_listed_and_withdrawn(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    def consents(*arguments: str) -> tuple[int, list[str]]:
        code = run(["records", "consents", "--store", place, "--patient", "OLD", *arguments], make_program())
        return code, capfd.readouterr().out.splitlines()

    assert consents() == (0, ["There are no consents of this patient."])
    code, (line,) = consents("--give", "teaching", "--text", "teaching/2", "--lang", "ko")
    assert (code, line.split("\t")[:3], line.split("\t")[4]) == (0, ["teaching", "teaching/2", "ko"], "–")
    assert consents("--withdraw", "care")[0] == 5
    assert consents("--give", "care")[0] == 2
    code, (line,) = consents("--withdraw", "teaching")
    assert (code, line.split("\t")[4] == "–") == (0, False)
    assert consents("--withdraw", "teaching")[0] == 5


def test_who_was_not_here_for_years_is_listed(place: str, capfd: pytest.CaptureFixture[str]) -> None:
    def due(years: str) -> tuple[int, str]:
        return run(
            ["records", "due", "--store", place, "--years", years], make_program()
        ), capfd.readouterr().out

    code, listed = due("10")
    assert (code, listed.split("\t")[0]) == (0, "old")
    assert run(["records", "keep", "--store", place, "--patient", "old"], make_program()) == 0
    assert capfd.readouterr().out == "old\n"
    assert due("10") == (0, "Nobody is due for review.\n")
    assert due("11") == (0, "Nobody is due for review.\n")
    assert due("nan")[0] == 2
    assert due("-1")[0] == 2


def test_backups_follow_the_settings_of_the_window(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.json"
    save(settings, Preferences(backup_every_h=0, backups_kept=2))
    monkeypatch.setattr("posture_app.app.records.settings_file", lambda: settings)
    for _ in range(3):
        assert run(["records", "list", "--store", place], make_program()) == 0
    assert len(list((Path(place) / "backups").glob("*.backup"))) == 2
