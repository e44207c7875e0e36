"""Makes a picture of every step of the welcome, and of the pages to which it leads.

python tools/welcome_screenshots.py FOLDER [--size 1280x800] [--scheme dark] [--lang ko] [--text 1.5]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.stage import SIZES, Shots, asked, fill, make_studio, on_stage  # noqa: E402  needs the path


def draw_logo(path: Path) -> Path:
    """Draw the mark of a clinic that is not there."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (900, 240), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 20, 220, 220), fill=(27, 90, 117, 255))
    draw.polygon([(60, 170), (120, 70), (180, 170)], fill=(255, 255, 255, 255))
    draw.text((260, 55), "Hillside", fill=(29, 40, 45, 255), font_size=130)
    image.save(path)
    return path


def show_camera(page, studio) -> None:  # type: ignore[no-untyped-def]
    """Show the camera step a demonstration picture as if it came from the camera."""
    from posture_app.domain.quality import Light
    from posture_app.domain.views import View
    from posture_app.services.capture.live import judge

    frame = studio.equipment.desk.read_photo(ROOT / "resources" / "demo" / "lee_front.jpg")
    people = studio.eyes().poses.find_all(frame)
    check = page.walk.check
    for at_s in (1.0, 1.1, 1.2):
        seen = judge(people, (frame.width, frame.height), View.FRONT, Light(160.0, 200.0), at_s)
        check.flow.see(seen)
    check.connected.emit()
    check.sighted.emit(seen)
    check.frame_shown.emit(frame)
    check.state_changed.emit(check.flow.state)


def take(shots: Shots, place: Path) -> None:
    from dataclasses import replace

    from posture_app.adapters.logo_file import LogoFile
    from posture_app.domain.errors import CameraTrouble
    from posture_app.services.welcome import Step
    from tests.gui.opened_records import kit_in

    studio = make_studio(shots.preferences(), kit_in(place))
    studio.equipment = replace(studio.equipment, logos=LogoFile(place / "kept"))
    with on_stage(shots, studio, "w") as stage:
        window, grab = stage.window, stage.grab
        window.guide.walk.check.start = lambda: None  # type: ignore[method-assign]
        window.guide.begin()
        stage.show()
        page = window.pages["welcome"]
        grab("1_language")
        page.on.click()
        grab("2_clinic_empty")
        studio.prefer(clinic="Hillside Physiotherapy")
        page.steps[Step.CLINIC].name.setText("Hillside Physiotherapy")
        page.steps[Step.CLINIC].logo.take(draw_logo(place / "mark.png"))
        grab("2b_clinic")
        page.on.click()
        records = page.steps[Step.RECORDS]
        grab("3_records")
        studio.records.recovery_code = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345"
        records.show_state()
        grab("3b_recovery")
        studio.records.recovery_code = ""
        studio.prefer(records="/home/clinic/Documents/Posture records")
        records.show_state()
        grab("3c_records_there")
        page.on.click()
        page.walk.check.trouble.emit(CameraTrouble("camera_none"))
        grab("4_camera_trouble")
        show_camera(page, studio)
        grab("4b_camera")
        page.on.click()
        grab("5_room")
        window.go("settings")
        grab("5b_strip")
        window.go("welcome")
        page.on.click()
        grab("6_sample")
        window.guide.begin_sample()
        grab("7_sample_capture")
        fill(studio)
        window.review(studio.session.views[0])
        grab("7b_sample_review")
        window.guide.strip.report.click()
        grab("7c_sample_report")
        window.guide.strip.end.click()
        grab("8_after")


def main() -> None:
    for shots in asked(__doc__, SIZES[:1]):
        with tempfile.TemporaryDirectory() as place:
            take(shots, Path(place))


if __name__ == "__main__":
    main()
