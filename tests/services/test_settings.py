"""Settings survive bad files; the PIN is kept as a hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from posture_app.services.kiosk import pin
from posture_app.services.records.backups import BackupPlan
from posture_app.services.settings import Preferences, as_text, backup_plan, load, read_preferences, save

pytestmark = pytest.mark.usefixtures("moved_like_windows")


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    wanted = replace(
        Preferences(), language="ko", text_scale=1.5, level_deg=-0.5, storage="결과", rotation=90
    )
    save(tmp_path / "deep" / "settings.json", wanted)
    assert load(tmp_path / "deep" / "settings.json") == (wanted, ())
    assert [one.name for one in (tmp_path / "deep").iterdir()] == ["settings.json"]


def test_defaults_are_not_written() -> None:
    assert json.loads(as_text(Preferences())) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"x"'])
def test_a_file_that_is_no_table_gives_the_defaults_and_says_so(text: str) -> None:
    assert read_preferences(text) == (Preferences(), ("*",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "tlh"),
        ("text_scale", 9),
        ("text_scale", True),
        ("rotation", 45),
        ("repeats", 0),
        ("repeats", "8"),
        ("mirrored", 1),
        ("level_deg", 90),
        ("level_deg", "0"),
        ("unknown", 1),
        ("camera", None),
    ],
)
def test_a_bad_value_is_named_and_the_good_ones_are_kept(name: str, value: object) -> None:
    read, bad = read_preferences(json.dumps({name: value, "scheme": "dark"}))
    assert read == replace(Preferences(), scheme="dark")
    assert bad == (name,)


def test_a_missing_or_closed_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == (Preferences(), ())
    assert load(tmp_path) == (Preferences(), ("*",))


def test_a_pin_is_told_from_others_and_salted() -> None:
    kept = pin.hashed("4821")
    assert kept.startswith("scrypt$")
    assert pin.matches("4821", kept)
    assert not pin.matches("4822", kept)
    assert pin.hashed("4821") != kept


@pytest.mark.parametrize("kept", ["", "x", "scrypt$zz$00", "scrypt$00", "md5$00$00"])
def test_a_malformed_hash_matches_nothing(kept: str) -> None:
    assert not pin.matches("4821", kept)


def test_a_place_with_a_password_in_it_is_not_taken_from_the_file() -> None:
    kept = Preferences(records="postgresql://anna@server/records")
    assert read_preferences(as_text(kept)) == (kept, ())
    bad = as_text(kept).replace("anna", "anna:secret")
    assert read_preferences(bad) == (Preferences(), ("records",))


def test_backups_follow_the_preferences() -> None:
    assert backup_plan(Preferences()) == BackupPlan(every_h=24, kept=14)
    assert backup_plan(Preferences(backup_every_h=0, backups_kept=3)) == BackupPlan(0, 3)
