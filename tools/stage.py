"""The stage of the tools that take pictures of the workstation: what is asked for, a studio, its window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from posture_app.services.wording import LANGUAGES  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from posture_app.gui.records.desk import RecordsKit
    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow
    from posture_app.services.settings import Preferences

SIZES = ("1280x800", "1920x1080")
SCHEMES = ("light", "dark")
SETTLED_MS = 250
"""How long a page may take to come to rest before its picture is taken."""


@dataclass(frozen=True)
class Shots:
    """How a row of pictures is taken: where they go, the window's size, its looks, and its language."""

    folder: Path
    size: str
    scheme: str
    language: str
    text_scale: float

    def path(self, name: str) -> Path:
        scaled = "" if self.text_scale == 1.0 else f"_{round(100 * self.text_scale)}"
        return self.folder / f"{name}_{self.size}_{self.scheme}_{self.language}{scaled}.png"

    def preferences(self, **others: object) -> Preferences:
        from posture_app.services.settings import Preferences

        looks = {"language": self.language, "scheme": self.scheme, "text_scale": self.text_scale}
        return Preferences(**looks, **others)  # type: ignore[arg-type]


def asked(about: str | None, sizes: tuple[str, ...] = SIZES) -> Iterator[Shots]:
    """Read the arguments; give each combination that is asked for, by default of all `sizes` and schemes."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--scheme", action="append", choices=(*SCHEMES, "contrast"))
    parser.add_argument("--lang", action="append", choices=LANGUAGES)
    parser.add_argument("--text", type=float, default=1.0)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for size in wanted.size or sizes:
        for scheme in wanted.scheme or SCHEMES:
            for language in wanted.lang or ("en",):
                yield Shots(wanted.folder, size, scheme, language, wanted.text)


class Silence:
    def say(self, text: str) -> None:
        pass

    def tone(self, name: str) -> None:
        pass


def make_studio(preferences: Preferences, records: RecordsKit | None = None) -> Studio:
    """Make a studio with the real models and no camera."""
    from posture_app.app.assessing import make_desk, shipped_settings
    from posture_app.gui.studio import Calibrating, Equipment, Studio
    from posture_app.services.ports import CameraInfo
    from tests.fakes import InlineTasks

    def no_camera(_: object) -> object:
        from posture_app.domain.errors import CameraTrouble

        raise CameraTrouble("camera_none")

    equipment = Equipment(
        desk=make_desk(),
        base=shipped_settings(),
        make_live_poses=lambda: None,  # type: ignore[arg-type, return-value]
        make_camera=no_camera,  # type: ignore[arg-type, return-value]
        cameras=lambda: (CameraInfo("0", "Brio 500"),),
        make_voice=lambda _: Silence(),
        write_all=lambda folder, files: None,
        save_preferences=lambda _: None,
        calibrating=Calibrating(make_sheet=lambda paper, words: b"", papers=("a4", "a3", "letter")),
        records=records,
    )
    return Studio(equipment, preferences, InlineTasks(), InlineTasks())


def fill(studio: Studio) -> None:
    """Let somebody have been photographed from three sides."""
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View

    studio.begin(Subject("Amara Osei", "P-0193", 172.0, shoes=False, stance="feet hip-wide"))
    failed: list[object] = []
    for view, name in ((View.FRONT, "kim_front"), (View.SIDE, "kim_left"), (View.BACK, "kim_back")):
        photo = ROOT / "resources" / "demo" / f"{name}.jpg"
        studio.import_photo(photo, view, lambda: None, failed.append)
    assert not failed, failed


class Stage:
    """The workstation's window, and pictures of it."""

    def __init__(self, shots: Shots, window: MainWindow, before: str) -> None:
        self.shots, self.window, self._before = shots, window, before

    def show(self) -> None:
        width, height = (int(part) for part in self.shots.size.split("x"))
        self.window.resize(width, height)
        self.window.show()

    def grab(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, or of a widget of it, when it has come to rest."""
        from PySide6.QtTest import QTest

        from posture_app.gui.spread import Spread

        filling = getattr(self.window.page, "_filling", None)
        while isinstance(filling, Spread) and filling.busy:
            QTest.qWait(10)
        QTest.qWait(SETTLED_MS)
        path = self.shots.path(self._before + name)
        (widget or self.window).grab().save(str(path))
        print(path.name)


@contextmanager
def on_stage(shots: Shots, studio: Studio, before: str = "") -> Iterator[Stage]:
    """Open a window that starts no camera; `before` stands before the names of all its pictures."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from posture_app.gui.pages.parts import scheme_of
    from posture_app.gui.texts import install_language
    from posture_app.gui.theme import apply_theme
    from posture_app.gui.workstation.window import MainWindow

    app = QApplication.instance() or QApplication([])
    install_language(shots.language)
    apply_theme(app, scheme_of(shots.scheme), shots.text_scale)  # type: ignore[arg-type]
    window = MainWindow(studio)
    window.driver.start = lambda: None  # type: ignore[method-assign]
    yield Stage(shots, window, before)
    window.close()
    window.deleteLater()
    QTest.qWait(20)
