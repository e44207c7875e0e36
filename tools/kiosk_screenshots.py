"""Makes a picture of every page of the kiosk while it walks its rails, with the demonstration camera.

python tools/kiosk_screenshots.py FOLDER [--size 1080x1920] [--lang ko] [--text 1.0]

Where there is a screen (DISPLAY) the window is a real one.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")

CAPTURE_EVERY_MS = 2500


def walk(folder: Path, size: tuple[int, int], language: str, text_scale: float) -> int:
    """Walk the rails once; give the exit code of the walk."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from posture_app.app.desktop import make_equipment
    from posture_app.gui.kiosk.window import KioskWindow
    from posture_app.gui.studio import Studio
    from posture_app.gui.tasks import Tasks
    from posture_app.gui.texts import install_language
    from posture_app.gui.theme import apply_theme
    from posture_app.services.kiosk.rails import Stage
    from posture_app.services.settings import Preferences

    app = QApplication([])
    install_language(language)
    apply_theme(app, "light", text_scale)
    preferences = replace(Preferences(), camera="demo", language=language, text_scale=text_scale, voice=False)
    studio = Studio(make_equipment(), preferences, Tasks(name="poses"), Tasks(name="jobs"))
    window = KioskWindow(studio, app.quit)
    window.resize(*size)
    window.show()
    taken: list[str] = []

    def take() -> None:
        name = f"{len(taken):02}_{window.kiosk.stage.value}_{language}.png"
        taken.append(name)
        window.grab().save(str(folder / name))

    def at_stage(_: Stage) -> None:
        QTimer.singleShot(80, take)

    def in_capture() -> None:
        if window.kiosk.stage is Stage.CAPTURE:
            take()

    window.stage_changed.connect(at_stage)
    timer = QTimer()
    timer.timeout.connect(in_capture)
    timer.start(CAPTURE_EVERY_MS)
    codes: list[int] = []
    with TemporaryDirectory() as results:  # rendered people only: nobody's data
        window.walk(Path(results), lambda code, _: (codes.append(code), app.quit()))
        app.exec()
    window.deleteLater()
    studio.close()
    print("\n".join(taken))
    return codes[0] if codes else 1


def main() -> int:
    """Read the arguments and walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1080x1920")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--text", type=float, default=1.0)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in wanted.size.split("x"))
    return walk(wanted.folder, (width, height), wanted.lang, wanted.text)


if __name__ == "__main__":
    sys.exit(main())
