"""Where the report's files are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from posture_app.gui.pages.report_page import show_in_files


@pytest.mark.parametrize("name", ["결과 1", "100 % #1", "a?b", "Müller & Söhne"])
def test_a_folder_of_any_name_is_opened_as_a_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    show_in_files(tmp_path / name)
    (url,) = asked
    assert (url.scheme(), Path(url.toLocalFile())) == ("file", tmp_path / name)
