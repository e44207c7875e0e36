"""The sheet's picture gives the camera back that took it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posture_app.adapters.opencv import cv2
from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision import charuco
from posture_app.adapters.vision.marker_finder import FEWEST_VIEWS, CharucoMarkers
from posture_app.domain.body import LevelSource
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.services.ports import Frame
from posture_app.services.room.calibrate import HANGING_SEM_DEG
from posture_app.services.room.sheets import CELLS, SHEETS, Sheet
from tests.sheets import Hung, picture, taken

A4, A3 = SHEETS["a4"], SHEETS["a3"]
CAMERA = CameraGeometry(
    480, 640, 560.0, (244.0, 316.0), (-0.08, 0.02, 0.0005, -0.0005, 0.0), roll_deg=1.7, pitch_deg=-4.0
)
HUNG = Hung(90.0, 4.0, -6.0, yaw_deg=3.0)
FINDER = CharucoMarkers()


def lens_of(camera: CameraGeometry) -> CameraGeometry:
    return replace(camera, roll_deg=0.0, pitch_deg=0.0)


@pytest.mark.parametrize(
    ("roll", "pitch", "yaw"), [(0.0, 0.0, 0.0), (2.5, -6.0, 5.0), (-4.0, 8.0, -9.0), (25.0, 3.0, 12.0)]
)
def test_a_known_lens_gives_roll_pitch_yaw_scale_and_place(roll: float, pitch: float, yaw: float) -> None:
    camera = replace(CAMERA, roll_deg=roll, pitch_deg=pitch)
    hung = replace(HUNG, yaw_deg=yaw)
    sight = FINDER.find(taken(picture(A4, camera, hung), gradient=0.3), lens_of(camera))
    assert sight is not None
    assert (sight.sheet, sight.lens_known) == ("a4", True)
    assert sight.roll_deg == pytest.approx(roll, abs=0.1)
    assert sight.pitch_deg == pytest.approx(pitch, abs=0.5)
    assert sight.yaw_deg == pytest.approx(yaw, abs=0.5)
    assert sight.px_per_cm == pytest.approx(560.0 / 90.0, rel=0.005)
    assert sight.distance_cm == pytest.approx(np.sqrt(90.0**2 + 4.0**2 + 6.0**2), rel=0.005)
    assert sight.reprojection_px < 0.1
    assert sight.level.source is LevelSource.MARKER


def test_the_lens_stands_above_the_sheet_by_what_the_room_says() -> None:
    level = replace(CAMERA, roll_deg=0.0, pitch_deg=0.0)
    sight = FINDER.find(taken(picture(A4, level, Hung(90.0, 0.0, 20.0))), level)
    assert sight is not None
    assert sight.above_cm == pytest.approx(20.0, abs=1.0)


def test_an_unknown_lens_still_gives_the_roll_and_says_how_surely() -> None:
    known = FINDER.find(taken(picture(A4, CAMERA, HUNG)), lens_of(CAMERA))
    sight = FINDER.find(taken(picture(A4, CAMERA, HUNG)))
    assert known is not None
    assert sight is not None
    assert not sight.lens_known
    assert sight.roll_deg == pytest.approx(CAMERA.roll_deg, abs=0.1)
    assert sight.px_per_cm == pytest.approx(560.0 / 90.0, rel=0.005)
    assert HANGING_SEM_DEG < known.roll_sem_deg < sight.roll_sem_deg < 0.3
    assert known.pitch_sem_deg < sight.pitch_sem_deg


def test_a_sheet_that_hangs_askew_reads_as_a_camera_that_leans() -> None:
    """The sheet itself is the vertical, which is why its hanging is part of the doubt."""
    camera = replace(CAMERA, roll_deg=0.0, pitch_deg=0.0)
    sight = FINDER.find(taken(picture(A4, camera, replace(HUNG, yaw_deg=0.0, askew_deg=3.0))), camera)
    assert sight is not None
    assert sight.roll_deg == pytest.approx(-3.0, abs=0.1)


@pytest.mark.parametrize(
    "harm",
    [
        {"noise": 8.0, "quality": 60},
        {"gradient": 0.8},
        {"covered": (200, 215, 264, 268)},
    ],
    ids=["noise and JPEG", "light from one side", "partly covered"],
)
def test_poor_pictures_serve(harm: dict[str, object]) -> None:
    frame = taken(picture(A3, CAMERA, replace(HUNG, distance_cm=130.0), blur_px=1.2), **harm)  # type: ignore[arg-type]
    sight = FINDER.find(frame, lens_of(CAMERA))
    assert sight is not None
    assert sight.sheet == "a3"
    assert sight.roll_deg == pytest.approx(CAMERA.roll_deg, abs=0.1)
    assert sight.pitch_deg == pytest.approx(CAMERA.pitch_deg, abs=0.5)


def test_a_covered_corner_is_left_out() -> None:
    frame = taken(picture(A3, CAMERA, replace(HUNG, distance_cm=130.0)), covered=(200, 215, 264, 268))
    sight = FINDER.find(frame)
    assert sight is not None
    assert 4 <= sight.corners < 6


def test_a_small_sheet_is_found_in_an_enlarged_picture() -> None:
    """Cells of two pixels: A4 at three metres in a portrait picture of 720 × 1280."""
    camera = CameraGeometry(720, 1280, 900.0, (360.0, 640.0), roll_deg=-1.0)
    sight = FINDER.find(taken(picture(A4, camera, Hung(300.0), blur_px=0.7)), lens_of(camera))
    assert sight is not None
    assert sight.roll_deg == pytest.approx(-1.0, abs=0.1)
    assert sight.px_per_cm == pytest.approx(3.0, rel=0.005)


def mirrored(frame: Frame) -> Frame:
    return Frame(np.ascontiguousarray(frame.rgb[:, ::-1]))


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (mirrored(taken(picture(A4, CAMERA, HUNG))), "sheet_mirrored"),
        (taken(picture(A4, CAMERA, replace(HUNG, askew_deg=180.0))), "sheet_turned"),
        (taken(picture(A4, CAMERA, replace(HUNG, askew_deg=90.0))), "sheet_turned"),
        (taken(picture(A4, CAMERA, replace(HUNG, yaw_deg=48.0))), "sheet_slanted"),
        (taken(picture(A4, CAMERA, HUNG), covered=(170, 225, 410, 300)), "sheet_too_small"),
    ],
    ids=["mirrored", "upside down", "on its side", "from the side", "half covered"],
)
def test_a_sheet_that_cannot_be_used_is_refused(frame: Frame, code: str) -> None:
    with pytest.raises(NotAssessable) as caught:
        FINDER.find(frame)
    assert caught.value.code == code


def test_another_board_with_our_markers_is_told_from_ours() -> None:
    board = cv2.aruco.CharucoBoard(
        (5, 7), 30.0, 22.0, cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    )
    grey = np.full((640, 480), 220, np.uint8)
    grey[100:520, 90:390] = board.generateImage((300, 420))
    with pytest.raises(NotAssessable, match="sheet_other"):
        FINDER.find(Frame(np.repeat(grey[..., None], 3, axis=2)))


def test_a_picture_without_a_sheet_gives_none() -> None:
    for seed in range(2):
        wall = np.full((200, 150), 150.0) + np.random.default_rng(seed).normal(0, 20, (200, 150))
        assert FINDER.find(taken(wall)) is None


def test_photographs_of_people_hold_no_sheet(demo: Path) -> None:
    photos = sorted(demo.glob("kim_*.jpg"))
    assert len(photos) == 4
    for photo in photos:
        assert FINDER.find(read_photo(photo), quick=True) is None


# --- the lens ---


def tilted(index: int) -> Frame:
    """One of several views, tilted to every side and into the corners of the picture."""
    angle = np.radians(60.0 * index)
    camera = replace(CAMERA, roll_deg=8.0 * (index - 3), pitch_deg=25.0 * float(np.sin(angle)))
    right, down = 6.0 * float(np.cos(2.0 * angle)), 9.0 * float(np.sin(angle + 1.0))
    hung = Hung(60.0 + index, right, down, yaw_deg=28.0 * float(np.cos(angle)))
    return taken(picture(A4, camera, hung), seed=index)


@pytest.fixture(scope="module")
def views() -> list[Frame]:
    return [tilted(index) for index in range(7)]


def test_several_views_give_the_lens(views: list[Frame]) -> None:
    lens = FINDER.lens(views, "usb")
    assert lens.camera == "usb"
    assert lens.views == len(views)
    assert lens.geometry.focal_px == pytest.approx(CAMERA.focal_px, rel=0.01)
    assert lens.geometry.centre_px == pytest.approx(CAMERA.centre_px, abs=0.01 * 640)
    assert lens.geometry.distortion[0] == pytest.approx(CAMERA.distortion[0], abs=0.03)
    assert lens.geometry.roll_deg == 0.0
    assert 0.0 < lens.focal_sem < 0.01


@pytest.mark.parametrize(
    ("pick", "code"),
    [
        (lambda views: views[: FEWEST_VIEWS - 1], "lens_few_views"),
        (lambda views: [*views, Frame(views[0].rgb[:600].copy())], "lens_sizes_differ"),
        (lambda views: [mirrored(views[0]), *views], "sheet_mirrored"),
    ],
)
def test_views_that_do_not_serve_are_refused(views: list[Frame], pick, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAssessable) as caught:
        FINDER.lens(pick(views), "usb")
    assert caught.value.code == code


def test_views_from_one_angle_are_refused() -> None:
    frames = [
        taken(picture(A4, replace(CAMERA, roll_deg=i, pitch_deg=0.0), Hung(80.0 + i)), seed=i)
        for i in range(5)
    ]
    with pytest.raises(NotAssessable, match="lens_views_alike"):
        FINDER.lens(frames, "usb")


# --- the sheets ---


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_the_drawn_board_is_what_opencv_reads(sheet: Sheet) -> None:
    ink = charuco.cells(sheet)
    assert ink.shape == (sheet.rows * CELLS, sheet.columns * CELLS)
    assert ink[:CELLS, :CELLS].all()  # the top left square is black
    fine = np.kron(np.pad(~ink, 6, constant_values=True), np.ones((6, 6))).astype(np.uint8) * 255
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    _, ids, _ = cv2.aruco.ArucoDetector(dictionary).detectMarkers(fine)
    assert sorted(int(one) for one in np.ravel(ids)) == list(sheet.marker_ids)


def test_no_two_sheets_share_a_marker_and_all_fit_their_paper() -> None:
    ids = [one for sheet in SHEETS.values() for one in sheet.marker_ids]
    assert len(ids) == len(set(ids))
    assert max(ids) < 50
    for sheet in SHEETS.values():
        assert min(sheet.corner_mm) >= 10.0
