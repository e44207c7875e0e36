"""What the first start is: no settings file, a person at the workstation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from posture_app.app.desktop import run_window
from posture_app.app.places import settings_file
from posture_app.cli import DesktopRequest
from posture_app.gui.texts import system_language

if TYPE_CHECKING:
    from posture_app.gui.desktop import DesktopArguments
    from posture_app.services.settings import Preferences

Started = list[tuple["Preferences", "DesktopArguments"]]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Started:
    """Starts of the desktop application, in a home of its own, with which nothing is done."""
    starts: Started = []

    def start(equipment: object, preferences: Preferences, bad: object, arguments: DesktopArguments) -> int:
        starts.append((preferences, arguments))
        return 0

    monkeypatch.setattr("posture_app.gui.desktop.run_desktop", start)
    monkeypatch.setattr("posture_app.app.places.user_config_path", lambda *_, **__: tmp_path / "config")
    monkeypatch.setattr("posture_app.app.places.user_data_path", lambda *_, **__: tmp_path / "data")
    return starts


def request(*, kiosk: bool = False, autopilot: bool = False, language: str | None = None) -> DesktopRequest:
    return DesktopRequest(kiosk=kiosk, autopilot=autopilot, output=None, camera=None, language=language)


def speak(monkeypatch: pytest.MonkeyPatch, language: QLocale.Language) -> None:
    monkeypatch.setattr("posture_app.gui.texts.QLocale.system", lambda: QLocale(language))


def test_the_first_start_welcomes_in_the_systems_language(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, QLocale.Language.Korean)
    run_window(request())
    run_window(request(language="en"))
    assert [(one.language, arguments.welcome) for one, arguments in started] == [("ko", True), ("en", True)]


@pytest.mark.parametrize("asked", [{"kiosk": True}, {"autopilot": True}])
def test_a_kiosk_and_the_autopilot_begin_as_ever(
    started: Started, monkeypatch: pytest.MonkeyPatch, asked: dict[str, bool]
) -> None:
    speak(monkeypatch, QLocale.Language.Korean)
    run_window(request(**asked))
    ((preferences, arguments),) = started
    assert (preferences.language, arguments.welcome) == ("en", False)


@pytest.mark.parametrize("kept", ["{}", "this is no settings file"])
def test_who_has_settings_is_not_welcomed(started: Started, kept: str) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True)
    path.write_text(kept)
    run_window(request())
    ((_, arguments),) = started
    assert not arguments.welcome


def test_a_system_of_another_language_is_spoken_to_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, QLocale.Language.Finnish)
    assert system_language() == "en"
