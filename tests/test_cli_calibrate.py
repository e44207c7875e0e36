"""Calibrating from the command line: sheet, lens, room, what is remembered, and what uses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from posture_app.adapters.opencv import cv2
from posture_app.app import make_program
from posture_app.cli import Program, run
from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.keypoints import Person
from posture_app.domain.quality import refuse
from posture_app.services.ports import Frame
from posture_app.services.room import calibrations
from posture_app.services.room.calibrate import LensCalibration, Mounting, RoomCalibration
from posture_app.services.room.calibrations import Calibrations
from posture_app.services.room.sheets import SHEETS
from tests.sheets import Hung, picture, taken

CAMERA = CameraGeometry(480, 640, 560.0, (240.0, 320.0), roll_deg=1.5, pitch_deg=-3.0)
HUNG = Hung(90.0, 3.0, -5.0, yaw_deg=2.0)
LENS = LensCalibration("usb", replace(CAMERA, roll_deg=0.0, pitch_deg=0.0), 0.002, 8, 0.2, date(2026, 1, 31))


@dataclass
class Verticals:
    """A room whose verticals say what it was told."""

    seen: CameraLevel | None = None

    def level_of(self, frame: Frame, person: Person | None) -> CameraLevel | None:
        assert person is None
        return self.seen


def program_in(folder: Path, scene: CameraLevel | None = None) -> Program:
    program, path = make_program(), folder / "kept" / "calibrations.json"
    desk = replace(
        program.calibration,
        make_levels=lambda: Verticals(scene),
        load=partial(calibrations.load, path),
        save=partial(calibrations.save, path),
    )
    return replace(program, calibration=desk)


def calibrate(program: Program, *arguments: str | Path) -> int:
    try:
        return run(["calibrate", *map(str, arguments)], program)
    except SystemExit as stop:
        return int(stop.code or 0)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wall") / "wall.png"
    cv2.imwrite(str(path), taken(picture(SHEETS["a4"], CAMERA, HUNG)).rgb)
    return path


def test_the_sheet_is_written_under_the_name_that_was_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "new" / "wall.pdf"
    assert calibrate(program_in(tmp_path), "sheet", "--paper", "letter", "-o", file) == 0
    assert file.read_bytes().startswith(b"%PDF")
    assert capsys.readouterr().out.strip() == str(file)


def test_a_room_is_measured_told_and_remembered(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = CameraLevel(1.1, 0.05, LevelSource.SCENE)
    program = program_in(tmp_path, scene)
    program.calibration.save(Calibrations().with_lens(LENS))
    assert calibrate(program, "room", photo, "--camera", "usb", "--sheet-height-cm", "150") == 0
    told = capsys.readouterr().out
    for part in ("Roll +1.5", "Pitch -3.0", "Yaw +2.0", "90 cm", "6.22 pixels", "A4", "+1.10° ± 0.10°"):
        assert part in told
    (room,) = program.calibration.load()[0].rooms
    assert room.mounting == Mounting("usb", 480, 640)
    assert room.level.roll_deg == pytest.approx(1.5, abs=0.1)
    assert room.scene == scene
    assert room.lens_known
    # The camera looks down by 3°, which at the sheet is 4.7 cm; the sheet is 5 cm above the picture's middle.
    assert room.geometry.height_cm == pytest.approx(150.0 + 4.7 - 5.0, abs=0.5)
    assert calibrate(program, "show", "--lang", "ko") == 0
    assert "usb, 480 × 640" in capsys.readouterr().out


def test_without_a_lens_only_the_roll_is_to_be_used_and_it_says_so(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = program_in(tmp_path)
    assert calibrate(program, "room", photo, "--camera", " usb ") == 0
    told = capsys.readouterr().out
    assert "only the roll is used" in told
    assert "no sure verticals" in told
    (room,) = program.calibration.load()[0].rooms
    assert (room.mounting.camera, room.lens_known) == ("usb", False)


@dataclass
class Lenses:
    """Measures every lens alike and keeps how many pictures it was handed."""

    handed: int = 0

    def lens(self, frames: Sequence[Frame], camera: str) -> LensCalibration:
        self.handed = len(frames)
        return replace(LENS, camera=camera)


def test_a_lens_is_measured_from_all_its_pictures(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finder, program = Lenses(), program_in(tmp_path)
    program = replace(program, calibration=replace(program.calibration, make_finder=lambda: finder))
    assert calibrate(program, "lens", photo, photo, photo, "--camera", "webcam") == 0
    assert finder.handed == 3
    assert "focal length 560 pixels ± 0.4 %, 8 pictures" in capsys.readouterr().out
    assert program.calibration.load()[0].lenses == (replace(LENS, camera="webcam"),)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("room", "blank.png", "--camera", "usb"), 4, "No calibration sheet was found"),
        (("room", "mirrored.png", "--camera", "usb"), 4, "mirrored"),
        (("room", "none.png", "--camera", "usb"), 3, "There is no file"),
        (("room", "blank.png", "--camera", "usb", "--sheet-height-cm", "900"), 2, "between 0 and 300 cm"),
        (("room", "blank.png", "--camera", " "), 2, "The name is empty"),
        (("room", "blank.png"), 2, "--camera"),
        (("lens", "blank.png", "--camera", "usb"), 4, "0 pictures, and at least 5"),
        (("lens", "blank.png", "none.png", "--camera", "usb"), 3, "none.png"),
        (("forget", "--camera", "usb"), 2, "usb is not calibrated"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    photo: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    wall = cv2.imread(str(photo))
    cv2.imwrite(str(tmp_path / "mirrored.png"), wall[:, ::-1])
    cv2.imwrite(str(tmp_path / "blank.png"), wall[:80, :80])
    named = [str(tmp_path / one) if one.endswith(".png") else one for one in arguments]
    program = program_in(tmp_path)
    assert calibrate(program, *named) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said.lower() in err.lower()
    assert len(err.strip().splitlines()) == 1
    assert program.calibration.load() == (Calibrations(), True)


def remembered(camera: str) -> RoomCalibration:
    level = CameraLevel(1.5, 0.2, LevelSource.MARKER)
    return RoomCalibration(
        Mounting(camera, 480, 640), CAMERA, False, level, None, 0.0, 300.0, 3.0, date(2026, 1, 31)
    )


def test_a_camera_is_forgotten_and_the_others_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = program_in(tmp_path)
    program.calibration.save(
        Calibrations().with_lens(LENS).with_room(remembered("usb")).with_room(remembered("phone"))
    )
    assert calibrate(program, "forget", "--camera", "usb") == 0
    assert program.calibration.load()[0] == Calibrations().with_room(remembered("phone"))
    assert "usb" in capsys.readouterr().out


def test_a_damaged_file_is_told_and_what_is_whole_of_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = program_in(tmp_path)
    assert calibrate(program, "show") == 0
    assert "No camera" in capsys.readouterr().out
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "calibrations.json").write_text("{")
    assert calibrate(program, "show") == 5
    assert "damaged" in capsys.readouterr().err


def test_an_assessment_uses_the_camera_that_is_named(
    photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_in(tmp_path)
    program.calibration.save(Calibrations().with_room(remembered("usb")))
    asked = []

    def assess(case, desk, words, tell):  # type: ignore[no-untyped-def]
        asked.append(case.settings.room)
        raise NotAssessable((refuse("nobody"),))

    monkeypatch.setattr("posture_app.cli.assess.assess_case", assess)
    arguments = ["assess", "--front", str(photo), "-o", str(tmp_path / "out")]
    for more in ((), ("--camera-name", "usb")):
        assert run([*arguments, *more], program) == 4
    assert asked == [None, remembered("usb")]
    assert run([*arguments, "--camera-name", "other"], program) == 2
    assert "other is not calibrated" in capsys.readouterr().err
