"""What cannot run here, held against the source: the installers for Windows and macOS, and the public CI."""

from __future__ import annotations

import plistlib
import re
import sys
from pathlib import Path, PureWindowsPath

import pytest
import yaml
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from posture_app.app import places

ROOT = Path(__file__).resolve().parents[2]
SETUP = (ROOT / "installer/windows/posture-app.iss").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def lines(section: str) -> list[str]:
    """Give the lines of a section of the Windows installer."""
    body = re.search(rf"^\[{section}\]\n(.*?)(?=^\[|\Z)", SETUP, re.MULTILINE | re.DOTALL)
    assert body is not None
    return [line for line in body[1].splitlines() if line.strip()]


def test_the_windows_installer_needs_no_administrator() -> None:
    assert "PrivilegesRequired=lowest" in lines("Setup")
    assert any(line.startswith(r"DefaultDirName={localappdata}") for line in lines("Setup"))


def test_every_text_of_the_windows_installer_is_in_both_languages() -> None:
    told = {tuple(line.split("=")[0].split(".")) for line in lines("CustomMessages")}
    english = {name for language, name in told if language == "english"}
    assert english
    assert english == {name for language, name in told if language == "korean"}


def test_uninstalling_touches_only_what_the_program_made_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: r"C:\Users\k\AppData\Local")
    folders = Windows("posture-app", appauthor=False)
    own = PureWindowsPath(r"C:\Users\k\AppData\Local\posture-app")
    assert PureWindowsPath(folders.user_config_dir) == own
    assert PureWindowsPath(folders.user_cache_dir) == own / "Cache"
    assert PureWindowsPath(folders.user_log_dir) == own / "Logs"
    code = "\n".join(lines("Code"))
    assert re.findall(r"DelTree\(Own \+ '\\(\w+)'", code) == ["Cache", "Logs"]
    assert "not UninstallSilent" in code


@pytest.mark.skipif(sys.platform == "win32", reason="there the others' folders cannot be written down")
def test_the_users_files_lie_where_each_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda _: r"C:\Users\k\AppData\Local")
    monkeypatch.setenv("HOME", "/home/k")
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    lie: dict[str, tuple[str, ...]] = {}
    for system in (Windows, MacOS, Unix):
        for name in ("user_config_path", "user_data_path", "user_log_path"):
            folder = Path(getattr(system("posture-app", appauthor=False), name).as_posix().replace("\\", "/"))
            monkeypatch.setattr(places, name, lambda *_, folder=folder, **__: folder)
        found = (places.settings_file(), places.data_folder(), places.log_folder())
        lie[system.__name__] = tuple(str(path) for path in found)
    local, library = "C:/Users/k/AppData/Local/posture-app", "/home/k/Library"
    assert lie == {
        "Windows": (f"{local}/settings.json", local, f"{local}/Logs"),
        "MacOS": (
            f"{library}/Application Support/posture-app/settings.json",
            f"{library}/Application Support/posture-app",
            f"{library}/Logs/posture-app",
        ),
        "Unix": (
            "/home/k/.config/posture-app/settings.json",
            "/home/k/.local/share/posture-app",
            "/home/k/.local/state/posture-app/log",
        ),
    }


def test_the_keyring_of_each_system_comes_with_the_program() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^pywin32-ctypes==\S+ ; sys_platform == 'win32'", lock, re.MULTILINE)
    assert re.search(r"^secretstorage==\S+ ; sys_platform == 'linux'", lock, re.MULTILINE)


def test_the_mac_says_what_the_camera_is_for_and_may_use_it() -> None:
    rights = plistlib.loads((ROOT / "installer/macos/entitlements.plist").read_bytes())
    assert rights["com.apple.security.device.camera"] is True
    assert "NSCameraUsageDescription" in (ROOT / "installer/posture-app.spec").read_text(encoding="utf-8")


def test_the_public_ci_runs_the_readmes_test_command_on_all_that_is_promised() -> None:
    job = WORKFLOW["jobs"]["test"]
    assert {"run": "python run.py test"} in job["steps"]
    assert "    python run.py test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    systems = {name.split("-")[0] for name in job["strategy"]["matrix"]["os"]}
    assert systems == {"ubuntu", "windows", "macos"}
    oldest, newest = re.findall(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', PROJECT)[0]
    promised = [f"3.{minor}" for minor in range(int(oldest), int(newest))]
    assert job["strategy"]["matrix"]["python"] == promised


def test_the_public_ci_builds_by_scripts_that_are_there() -> None:
    for one in WORKFLOW["jobs"]["package"]["strategy"]["matrix"]["include"]:
        assert (ROOT / one["build"]).is_file()


def test_the_lock_asks_for_dlib_only_where_it_is_built() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^dlib-bin==\S+ ; sys_platform != 'darwin'", lock, re.MULTILINE)
