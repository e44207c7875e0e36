"""Makes a picture of every page of the workstation, with the demonstration's people and the real models.

python tools/screenshots.py FOLDER [--size 1280x800] [--scheme dark] [--lang ko] [--text 1.5]
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SIZES = ("1280x800", "1920x1080")
SCHEMES = ("light", "dark")
SETTLED_MS = 150


class Silence:
    def say(self, text: str) -> None:
        pass

    def tone(self, name: str) -> None:
        pass


def make_studio(preferences, records=None):  # type: ignore[no-untyped-def]
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
        make_camera=no_camera,  # type: ignore[arg-type]
        cameras=lambda: (CameraInfo("0", "Brio 500"),),
        make_voice=lambda _: Silence(),
        write_all=lambda folder, files: None,
        save_preferences=lambda _: None,
        calibrating=Calibrating(make_sheet=lambda paper, words: b"", papers=("a4", "a3", "letter")),
        records=records,
    )
    return Studio(equipment, preferences, InlineTasks(), InlineTasks())


def fill(studio) -> None:  # type: ignore[no-untyped-def]
    from posture_app.domain.people import Subject
    from posture_app.domain.views import View

    studio.begin(Subject("Amara Osei", "P-0193", 172.0, shoes=False, stance="feet hip-wide"))
    failed: list[object] = []
    for view, name in ((View.FRONT, "kim_front"), (View.SIDE, "kim_left"), (View.BACK, "kim_back")):
        photo = ROOT / "resources" / "demo" / f"{name}.jpg"
        studio.import_photo(photo, view, lambda: None, failed.append)
    assert not failed, failed


def stick(studio) -> None:  # type: ignore[no-untyped-def]
    """Put green stickers on the person of the front photograph and take that in instead."""
    from posture_app.domain.stickers import body_cm_px, expected_stickers
    from posture_app.domain.views import View
    from tests.drawn_stickers import COLOURS, Condition, Sticker, drawn, photographed

    analysis, frame = studio.session.analysis(View.FRONT), studio.session.frame(View.FRONT)
    points = analysis.body.person.keypoints
    scale = body_cm_px(points)
    places = expected_stickers(points, analysis.facing)
    dots = [Sticker(*one.xy_px, 0.95 * scale, COLOURS["green"]) for one in places]
    failed: list[object] = []
    seen = photographed(drawn(frame.rgb, dots), Condition(jpeg=90), 1)
    studio.import_frame(seen, View.FRONT, lambda: None, failed.append)
    assert not failed, failed


class Sitter:
    """Shows the capture page a demonstration picture as if it came from the camera."""

    def __init__(self, studio, window) -> None:  # type: ignore[no-untyped-def]
        self.studio, self.window = studio, window

    def show(self, *, ready: bool) -> None:
        from posture_app.domain.quality import Light, refuse
        from posture_app.domain.views import View
        from posture_app.services.capture.flow import CaptureState, Phase
        from posture_app.services.capture.live import judge
        from posture_app.services.capture.picture_checks import CheckState, PictureCheck

        page, flow = self.window.pages["capture"], self.window.driver.flow
        frame = self.studio.equipment.desk.read_photo(ROOT / "resources" / "demo" / "lee_front.jpg")
        people = self.studio.eyes().poses.find_all(frame)
        seen = judge(people, (frame.width, frame.height), View.FRONT, Light(160.0, 200.0), 1.0)
        states = dict.fromkeys(
            ("person", "whole_body", "distance", "turn", "stillness", "light"), CheckState.OK
        )
        if not ready:
            states |= {"whole_body": CheckState.STOP, "distance": CheckState.WARN}
            seen = replace(seen, reasons=(refuse("feet_cut_off"),))
        checks = tuple(PictureCheck(name, state) for name, state in states.items())
        phase = Phase.COUNTDOWN if ready else Phase.SEEKING
        state = CaptureState(
            View.FRONT, None, phase, "counting" if ready else "step_back", checks, 1.9 if ready else None, ()
        )
        flow._phase = phase
        page.photo.keep(seen)
        page._show_frame(frame)
        page._show_state(state)


def show_room(window, *, sheet: bool) -> None:  # type: ignore[no-untyped-def]
    """Show the camera page a demonstration picture as if it came from the camera."""
    from datetime import date

    from posture_app.domain.body import CameraLevel, LevelSource
    from posture_app.domain.camera import CameraGeometry
    from posture_app.services.room.calibrate import MarkerSight, room_of_level
    from posture_app.services.room.checks import RoomSight

    page, studio = window.pages["camera"], window.studio
    frame = studio.equipment.desk.read_photo(ROOT / "resources" / "demo" / "lee_front.jpg")
    scene = CameraLevel(0.4, 0.1, LevelSource.SCENE)
    camera = CameraGeometry(frame.width, frame.height, 1200.0, (360.0, 640.0), (), 1.3, 2.1)
    seen = MarkerSight(camera, True, -4.2, 318.0, -42.0, 3.7, 0.2, 0.16, 0.3, 0.002, 24, "A4")
    page._show_frame(frame)
    for _ in range(9):
        page._take_sight(RoomSight(scene, seen if sheet else None, "", 0.74), frame)
    if sheet:
        page.sheet_height.setValue(145)
        studio.remember(room_of_level(scene, studio.mounting(720, 1280), date(2026, 11, 20)))


def take(folder: Path, size: str, scheme: str, language: str, text_scale: float) -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from posture_app.domain.errors import CameraTrouble
    from posture_app.domain.keypoints import Landmark
    from posture_app.domain.views import View
    from posture_app.gui.pages.parts import scheme_of
    from posture_app.gui.spread import Spread
    from posture_app.gui.texts import install_language
    from posture_app.gui.theme import apply_theme
    from posture_app.gui.workstation.window import MainWindow
    from posture_app.services.settings import Preferences

    app = QApplication.instance() or QApplication([])
    install_language(language)
    apply_theme(app, scheme_of(scheme), text_scale)
    clinic = "Hillside Physiotherapy"
    studio = make_studio(Preferences(language=language, scheme=scheme, text_scale=text_scale, clinic=clinic))
    window = MainWindow(studio)
    window.driver.start = lambda: None
    width, height = (int(part) for part in size.split("x"))
    window.resize(width, height)
    window.show()

    def grab(name: str) -> None:
        filling = getattr(window.page, "_filling", None)
        while isinstance(filling, Spread) and filling.busy:
            QTest.qWait(10)
        QTest.qWait(SETTLED_MS)
        path = folder / f"{name}_{size}_{scheme}_{language}.png"
        window.grab().save(str(path))
        print(path.name)

    grab("1_patient")
    window.go("capture")
    sitter = Sitter(studio, window)
    sitter.show(ready=True)
    grab("2_capture_ready")
    sitter.show(ready=False)
    grab("3_capture_change")
    window.driver.trouble.emit(CameraTrouble("camera_none"))
    grab("4_capture_trouble")
    window.go("settings")
    grab("5_settings")
    window.go("camera")
    QTest.qWait(60)
    window.pages["camera"].camera.stop()
    window.pages["camera"].banner.clear()
    grab("5b_room_waiting")
    show_room(window, sheet=False)
    grab("5c_room_level")
    window.pages["camera"].lay_line()
    grab("5d_room_line")
    window.pages["camera"].leave_line()
    show_room(window, sheet=True)
    grab("5e_room_sheet")
    window.pages["camera"].measure_lens()
    grab("5f_room_lens")
    window.studio.forget_room()
    window.go("settings")
    fill(studio)
    review = window.pages["review"]
    window.review(View.FRONT)
    point = studio.session.analysis(View.FRONT).body.person.keypoints.point(Landmark.LEFT_SHOULDER)
    QTest.qWait(60)
    review.photo.select(Landmark.LEFT_SHOULDER)
    review.photo.handle_moved.emit(Landmark.LEFT_SHOULDER, point[0] + 2.0, point[1] - 9.0)
    review.photo.handle_released.emit(Landmark.LEFT_SHOULDER, point[0] + 2.0, point[1] - 9.0)
    grab("6_review")
    review.show_view(View.SIDE)
    grab("6b_review_side")
    stick(studio)
    review.show_view(View.FRONT)
    review.stickers.look()
    grab("6c_review_stickers")
    review.stickers.list.all_button.click()
    grab("6d_review_stickers_accepted")
    studio.session.notes = "Carries the bag on the right. Desk work eight hours."
    window.go("results")
    grab("7_results")
    window.go("report")
    grab("8_report")
    window.go("repeatability")
    grab("8b_repeatability")
    window.open_palette()
    palette = window.findChildren(type(window.open_palette()))[-1]
    palette.field.setText("re")
    QTest.qWait(60)
    palette.grab().save(str(folder / f"9_palette_{size}_{scheme}_{language}.png"))
    window.close()
    window.deleteLater()
    QTest.qWait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", action="append", choices=SIZES)
    parser.add_argument("--scheme", action="append", choices=(*SCHEMES, "contrast"))
    parser.add_argument("--lang", action="append", choices=("en", "ko"))
    parser.add_argument("--text", type=float, default=1.0)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for size in wanted.size or SIZES:
        for scheme in wanted.scheme or SCHEMES:
            for language in wanted.lang or ("en",):
                take(wanted.folder, size, scheme, language, wanted.text)


if __name__ == "__main__":
    main()
