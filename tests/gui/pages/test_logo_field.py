"""The clinic's logo in the settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image

from posture_app.adapters.logo_file import LogoFile
from posture_app.gui.pages.logo_field import LogoField
from posture_app.gui.pages.settings_page import SettingsPage
from tests.gui.workshop import Workshop, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow

    Open = Callable[[Studio], MainWindow]


def opened(open_window: Open, folder: Path) -> MainWindow:
    return open_window(Workshop(logos=LogoFile(folder / "kept")).studio())


def field_of(window: MainWindow) -> LogoField:
    window.run("page.settings")
    return cast(LogoField, cast(SettingsPage, window.page).fields["logo"])


def mark(path: Path) -> Path:
    Image.new("RGB", (300, 100), "navy").save(path)
    return path


def test_a_logo_is_shown_kept_and_taken_away(open_window: Open, tmp_path: Path) -> None:
    window = opened(open_window, tmp_path)
    field = field_of(window)
    assert not field.remove.isEnabled()
    field.take(mark(tmp_path / "mark.png"))
    assert not field.picture.pixmap().isNull()
    assert window.studio.logo is not None
    assert window.studio.logo.parent == tmp_path / "kept"
    field.remove.click()
    assert window.studio.logo is None
    assert field.picture.pixmap().isNull()


def test_what_cannot_be_a_logo_is_told_and_nothing_changes(open_window: Open, tmp_path: Path) -> None:
    window = opened(open_window, tmp_path)
    field = field_of(window)
    (tmp_path / "note.png").write_text("no picture")
    field.take(tmp_path / "note.png")
    assert "note.png" in field.banner.sentence
    assert window.studio.logo is None


def test_a_logo_that_is_gone_is_a_note_and_the_report_is_made(open_window: Open, tmp_path: Path) -> None:
    window = opened(open_window, tmp_path)
    field_of(window).take(mark(tmp_path / "mark.png"))
    assert window.studio.logo is not None
    window.studio.logo.unlink()
    fill(window.studio)
    window.run("page.report")
    assert window.page.files  # type: ignore[attr-defined]
    assert window.toast.isVisible()
    field = field_of(window)
    field.show_logo()
    assert field.banner.isVisible()
