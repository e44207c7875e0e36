"""Where the user's own files lie: settings, data, and the log of where the program broke."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_log_path

_NAME = "posture-app"


def config_folder() -> Path:
    """Give the folder of the settings; no patient data is in it."""
    return user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """Give the folder of what the program keeps by itself."""
    return user_data_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """Give the folder of the crash log."""
    return user_log_path(_NAME, appauthor=False)


def settings_file() -> Path:
    """Give where the user's settings stand."""
    return config_folder() / "settings.json"
