"""Makes a picture of every page of the workstation, with the demonstration's people and the real models.

python tools/screenshots.py FOLDER [--size 1280x800] [--scheme dark] [--lang ko] [--text 1.5]
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.stage import Shots, asked, fill, make_studio, on_stage  # noqa: E402  needs the path

if TYPE_CHECKING:
    from posture_app.gui.studio import Studio
    from posture_app.gui.workstation.window import MainWindow


def stick(studio: Studio) -> None:
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

    def __init__(self, studio: Studio, window: MainWindow) -> None:
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


def show_room(window: MainWindow, *, sheet: bool) -> None:
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
        page.sheet.height_field.setValue(145)
        studio.remember(room_of_level(scene, studio.mounting(720, 1280), date(2026, 11, 20)))


def take(shots: Shots) -> None:
    from PySide6.QtTest import QTest

    from posture_app.domain.errors import CameraTrouble
    from posture_app.domain.keypoints import Landmark
    from posture_app.domain.views import View

    studio = make_studio(shots.preferences(clinic="Hillside Physiotherapy"))
    with on_stage(shots, studio) as stage:
        window, grab = stage.window, stage.grab
        stage.show()
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
        grab("9_palette", palette)


def main() -> None:
    for shots in asked(__doc__):
        take(shots)


if __name__ == "__main__":
    main()
