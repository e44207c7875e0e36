"""What is remembered of a camera, when it still holds, and that a bad file does no harm."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from math import atan, cos, degrees, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_app.domain.body import CameraLevel, LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.quality import refuse
from posture_app.services.room.calibrate import (
    LensCalibration,
    MarkerSight,
    Mounting,
    RoomCalibration,
    calibrate_room,
    level_from_line,
    marker_level,
    room_level,
    room_of_level,
)
from posture_app.services.room.calibrations import (
    Calibrations,
    as_text,
    load,
    read_calibrations,
    save,
)
from tests.fakes import blank

if TYPE_CHECKING:
    from posture_app.services.ports import Frame

TODAY = date(2026, 1, 31)
LENS = CameraGeometry(720, 1280, 1000.0, (361.0, 642.0), (-0.1, 0.01, 0.0, 0.0, 0.0))
MOUNTED = replace(LENS, roll_deg=1.2, pitch_deg=-4.0)
SIGHT = MarkerSight(
    geometry=MOUNTED,
    lens_known=True,
    yaw_deg=0.5,
    distance_cm=300.0,
    above_cm=-40.0,
    px_per_cm=3.3,
    reprojection_px=0.1,
    roll_sem_deg=0.16,
    pitch_sem_deg=0.4,
    scale_sem=0.002,
    corners=24,
    sheet="A4",
)
MOUNTING = Mounting.of("usb", "1280x720", 90)


@dataclass
class FakeFinder:
    """Sees what it was told to see, and keeps the lens it was handed."""

    sight: MarkerSight | None = SIGHT
    trouble: str = ""
    known: CameraGeometry | None = None

    def find(
        self, frame: Frame, known: CameraGeometry | None = None, *, quick: bool = False
    ) -> MarkerSight | None:
        self.known = known
        if self.trouble:
            raise NotAssessable((refuse(self.trouble),))
        return self.sight


def scene(roll: float, sem: float = 0.05) -> CameraLevel:
    return CameraLevel(roll, sem, LevelSource.SCENE)


def room(seen: CameraLevel | None = None, **changed: Any) -> RoomCalibration:
    found, _ = calibrate_room(blank(), MOUNTING, FakeFinder(), TODAY, scene=seen, **changed)
    return found


def test_the_level_is_the_sheets_and_later_a_remembered_one() -> None:
    found = room()
    assert found.level == CameraLevel(1.2, 0.16, LevelSource.MARKER)
    assert found.remembered == CameraLevel(1.2, 0.16, LevelSource.REMEMBERED)


def test_a_mounting_speaks_of_upright_pictures() -> None:
    assert Mounting("usb", 720, 1280, 90) == MOUNTING
    assert Mounting.of("", "1280x720", 180) == Mounting("0", 1280, 720, 180)


def test_the_height_of_the_lens_comes_from_that_of_the_sheet() -> None:
    assert room().geometry.height_cm is None
    assert room(sheet_height_cm=140.0).geometry.height_cm == pytest.approx(100.0)


def test_a_lens_serves_every_size_of_the_same_shape_and_no_other() -> None:
    finder = FakeFinder()
    for geometry, expected in (
        (LENS, LENS),
        (replace(LENS, width=1440, height=2560, focal_px=2000.0, centre_px=(722.0, 1284.0)), LENS),
        (replace(LENS, height=960), None),
    ):
        lens = LensCalibration("usb", geometry, 0.002, 9, 0.2, TODAY)
        calibrate_room(blank(720, 1280), MOUNTING, finder, TODAY, lens=lens)
        assert finder.known == expected


def test_without_a_sheet_there_is_no_calibration() -> None:
    with pytest.raises(NotAssessable) as caught:
        calibrate_room(blank(), MOUNTING, FakeFinder(None), TODAY)
    assert caught.value.code == "sheet_missing"


@pytest.mark.parametrize(
    ("then", "now", "holds"),
    [
        (None, None, True),
        (scene(1.1), None, True),
        (None, scene(1.9), True),
        (None, scene(2.4), False),
        (scene(0.8), scene(1.05), True),  # the room's verticals stand askew, but as they did
        (scene(0.8), scene(1.2), False),
        (scene(0.8), scene(0.4), False),
        (scene(0.8, 0.2), scene(1.2, 0.2), True),  # no surer than that
    ],
)
def test_a_remembered_level_holds_while_the_rooms_verticals_stay(
    then: CameraLevel | None, now: CameraLevel | None, holds: bool
) -> None:
    level, reasons = room_level(room(then), now, 720, 1280)
    assert [one.code for one in reasons] == ([] if holds else ["camera_moved"])
    assert (None if level is None else level.source) == (LevelSource.REMEMBERED if holds else None)


def test_the_warning_tells_how_far_the_camera_turned() -> None:
    _, (reason,) = room_level(room(scene(0.0)), scene(-2.0), 720, 1280)
    assert reason.facts == {"degrees": 2.0}


def test_a_remembered_level_is_not_for_pictures_of_another_shape() -> None:
    assert room_level(room(), None, 1440, 2560)[0] is not None
    level, (reason,) = room_level(room(), None, 1280, 720)
    assert (level, reason.code) == (None, "room_other_camera")


def test_only_a_known_lens_makes_a_whole_camera() -> None:
    assert room().geometry_for(720, 1280) == MOUNTED
    assert room().geometry_for(720, 960) is None
    assert replace(room(), lens_known=False).geometry_for(720, 1280) is None


def test_a_sheet_in_the_photograph_itself_gives_its_level() -> None:
    finder = FakeFinder()
    assert marker_level(blank(720, 1280), finder, room()) == SIGHT.level
    assert finder.known == MOUNTED
    assert marker_level(blank(), None) is None
    assert marker_level(blank(), FakeFinder(None)) is None
    assert marker_level(blank(), FakeFinder(trouble="sheet_too_small")) is None


def test_a_mirrored_photograph_is_refused() -> None:
    with pytest.raises(NotAssessable, match="sheet_mirrored"):
        marker_level(blank(), FakeFinder(trouble="sheet_mirrored"))


# --- the file ---


def lens_of(camera: str, **changed: Any) -> LensCalibration:
    return LensCalibration(camera, replace(LENS, **changed), 0.002, 9, 0.2, TODAY)


def everything() -> Calibrations:
    mine = Calibrations().with_lens(lens_of("usb")).with_room(room(scene(0.8), sheet_height_cm=140.0))
    return mine.with_room(replace(room(), mounting=Mounting("거실", 720, 1280)))


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "calibrations.json"
    save(path, everything())
    assert load(path) == (everything(), True)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_no_file_is_no_trouble_and_a_bad_one_is_told(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == (Calibrations(), True)
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe{")
    assert load(tmp_path / "bad.json") == (Calibrations(), False)


def test_a_bad_file_is_put_aside_before_it_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "calibrations.json"
    path.write_text("{")
    save(path, everything())
    assert load(path) == (everything(), True)
    assert path.with_suffix(".broken").read_text() == "{"


@pytest.mark.parametrize("text", ["", "[]", "3", "{}", '{"schema": "other/1"}', "[" * 100_000])
def test_a_file_that_is_none_gives_nothing_and_says_so(text: str) -> None:
    assert read_calibrations(text) == (Calibrations(), False)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("camera",), 3),
        (("camera",), ""),
        (("rotation",), 45),
        (("rotation",), False),
        (("width",), "wide"),
        (("lens_known",), 1),
        (("on",), "yesterday"),
        (("distance_cm",), -1),
        (("px_per_cm",), "many"),
        (("level",), None),
        (("level", "source"), "remembered"),
        (("level", "roll_deg"), 90),
        (("level", "sem"), True),
        (("scene", "source"), "marker"),
        (("geometry",), []),
        (("geometry", "focal_px"), 1),
        (("geometry", "focal_px"), float("nan")),
        (("geometry", "centre_px"), [1]),
        (("geometry", "distortion"), [1, 2]),
        (("geometry", "distortion"), [1, 2, 3, "4"]),
        (("geometry", "height_cm"), "low"),
    ],
)
def test_a_room_that_makes_no_sense_is_dropped_and_the_rest_is_kept(
    path: tuple[str, ...], value: Any
) -> None:
    data = json.loads(as_text(everything()))
    entry = data["rooms"][0]
    for name in path[:-1]:
        entry = entry[name]
    entry[path[-1]] = value
    found, whole = read_calibrations(json.dumps(data))
    assert not whole
    assert found.rooms == everything().rooms[1:]
    assert found.lenses == everything().lenses


def test_the_newest_of_a_camera_counts() -> None:
    older = everything()
    newer = older.with_room(replace(room(), yaw_deg=9.0)).with_lens(lens_of("usb", focal_px=900.0))
    assert len(newer.rooms) == len(older.rooms)
    found = newer.room(MOUNTING)
    assert found is not None
    assert found.yaw_deg == 9.0
    assert newer.room_of("usb") == found
    assert [one.geometry.focal_px for one in newer.lenses] == [900.0]
    assert newer.room(replace(MOUNTING, rotation=270)) is None


def test_a_lens_is_found_by_camera_and_shape() -> None:
    known = everything().with_lens(lens_of("usb", width=1280, height=720))
    assert len(known.lenses) == 2
    for size, found in (((720, 1280), True), ((1080, 1920), True), ((1920, 1080), True), ((720, 960), False)):
        assert (known.lens("usb", *size) is not None) is found
    assert known.lens("other", 720, 1280) is None


def test_a_mounting_or_a_whole_camera_can_be_forgotten() -> None:
    known = everything()
    assert known.without("usb").lenses == ()
    assert [one.mounting.camera for one in known.without("usb").rooms] == ["거실"]
    left = known.without_room(MOUNTING)
    assert left.room(MOUNTING) is None
    assert left.lenses == known.lenses


@pytest.mark.parametrize("roll", [-3.0, 0.0, 2.5])
@pytest.mark.parametrize("upwards", [True, False])
def test_two_points_along_a_door_frame_tell_the_roll(roll: float, upwards: bool) -> None:
    # A camera turned clockwise shows a vertical turned counter-clockwise: its top stands to image left.
    top = 400.0 - 800.0 * sin(radians(roll)), 1000.0 - 800.0 * cos(radians(roll))
    points = ((400.0, 1000.0), top) if upwards else (top, (400.0, 1000.0))
    level = level_from_line(*points, height_px=1280.0)
    assert level.roll_deg == pytest.approx(roll)
    assert level.source is LevelSource.MANUAL


def test_a_longer_line_and_a_surer_hand_make_a_surer_level() -> None:
    sem = level_from_line((300.0, 900.0), (300.0, 300.0), 1280.0).sem_deg
    # 1.5 px at both ends of 600 px is .2026°, and the frame itself stands true to .1°.
    assert sem == pytest.approx(sqrt(degrees(atan(1.5 * sqrt(2) / 600.0)) ** 2 + 0.1**2))
    assert level_from_line((300.0, 1200.0), (300.0, 100.0), 1280.0).sem_deg < sem
    assert level_from_line((300.0, 900.0), (300.0, 300.0), 1280.0, 4.0).sem_deg > sem


@pytest.mark.parametrize(
    ("end", "code"), [((300.0, 800.0), "line_short"), ((700.0, 900.0), "line_not_upright")]
)
def test_a_line_that_tells_no_level_is_refused(end: tuple[float, float], code: str) -> None:
    with pytest.raises(NotAssessable) as caught:
        level_from_line((300.0, 900.0), end, 1280.0)
    assert caught.value.code == code


@pytest.mark.parametrize("source", [LevelSource.MANUAL, LevelSource.SCENE])
def test_a_level_alone_is_remembered_until_the_camera_moves(source: LevelSource) -> None:
    level = CameraLevel(0.8, 0.15, source)
    found = room_of_level(level, MOUNTING, TODAY, scene(0.7))
    [again] = read_calibrations(as_text(Calibrations(rooms=(found,))))[0].rooms
    assert again == found
    assert found.geometry_for(720, 1280) is None
    remembered = CameraLevel(0.8, 0.15, LevelSource.REMEMBERED)
    assert room_level(found, scene(0.75), 720, 1280) == (remembered, ())
    moved, [reason] = room_level(found, scene(1.6), 720, 1280)
    assert moved is None
    assert reason.code == "camera_moved"
