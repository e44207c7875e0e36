"""The sheet from PDF to angles: rendered, turned, made small, and found again."""

from __future__ import annotations

import io
import os
from functools import cache

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from posture_app.adapters.sheets.phantom_sheet import phantom_sheet
from posture_app.adapters.vision.phantom_finder import ArucoPhantoms, marker_cells
from posture_app.domain.body import CameraLevel
from posture_app.domain.errors import NotAssessable
from posture_app.domain.phantom import PHANTOMS, TURNING, Check, compare_phantom
from posture_app.services.ports import Frame
from posture_app.services.wording import LANGUAGES, Words
from tests.fakes import blank

WIDTH, HEIGHT = 720, 1280
PRINT_PX_PER_MM = 4.0


@cache
def printed(name: str, language: str = "en") -> bytes:
    return phantom_sheet(PHANTOMS[name], Words(language), marker_cells)


def rendered(name: str) -> NDArray[np.uint8]:
    """The sheet as a printer sees it, (height, width, 3)."""
    data, buffer, document = QByteArray(printed(name)), QBuffer(), QPdfDocument()
    buffer.setData(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    size = QSize(*(round(PRINT_PX_PER_MM * side) for side in PHANTOMS[name].page_mm))
    drawn = document.render(0, size)
    page = QImage(size, QImage.Format.Format_RGB888)
    page.fill(0xFFFFFFFF)
    over = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
    rgba = np.frombuffer(over.constBits(), np.uint8).reshape(size.height(), -1, 4)[:, : size.width()]
    share = rgba[..., 3:].astype(float) / 255.0
    return np.asarray(rgba[..., :3] * share + 255.0 * (1.0 - share)).astype(np.uint8)


def photographed(name: str, roll_deg: float, px_per_mm: float) -> Frame:
    """The sheet in the middle of a picture, as a camera of this roll shows it, with noise."""
    page = rendered(name)
    soft = cv2.GaussianBlur(page, (0, 0), 0.4 * PRINT_PX_PER_MM / px_per_mm)
    angle, scale = np.radians(-roll_deg), px_per_mm / PRINT_PX_PER_MM
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([page.shape[1], page.shape[0]]) / 2.0
    shift = np.array([WIDTH, HEIGHT]) / 2.0 - turn @ middle
    # positions to pixels' numbers and back
    to = np.column_stack([turn, shift + turn @ np.array([0.5, 0.5]) - 0.5])
    seen = cv2.warpAffine(soft, to, (WIDTH, HEIGHT), borderValue=(205, 200, 190))
    noise = np.random.default_rng(5).normal(0.0, 2.0, seen.shape)
    return Frame(np.clip(seen + noise, 0, 255).astype(np.uint8))


def checked(frame: Frame) -> Check:
    phantom, dots = ArucoPhantoms().find(frame)
    return compare_phantom(phantom, dots, CameraLevel(), (frame.width / 2, frame.height / 2))


@pytest.mark.parametrize(
    ("name", "roll", "px_per_mm"), [("a4", 0.0, 1.5), ("a4", -2.0, 0.6), ("a3", 1.3, 0.35), ("a3", 0.0, 0.6)]
)
def test_the_printed_angles_are_found_again(
    name: str, roll: float, px_per_mm: float, qapp: QApplication
) -> None:
    check = checked(photographed(name, roll, px_per_mm))

    assert check.lean_deg == pytest.approx(roll, abs=0.04)
    for measure, error in check.errors_deg.items():
        assert error == pytest.approx(roll if measure in TURNING else 0.0, abs=0.2), measure


def test_the_sheet_has_its_true_size(qapp: QApplication) -> None:
    for name, phantom in PHANTOMS.items():
        box = PdfReader(io.BytesIO(printed(name))).pages[0].mediabox
        assert (float(box.width), float(box.height)) == pytest.approx(
            tuple(side / 25.4 * 72 for side in phantom.page_mm), abs=0.01
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_how_it_is_printed_and_hung(language: str) -> None:
    text = PdfReader(io.BytesIO(printed("a4", language))).pages[0].extract_text()

    for key in ("title", "ruler", "hang", "picture"):
        assert Words(language).text(f"phantom.sheet.{key}").replace(" ", "") in text.replace(" ", "").replace(
            "\u00a0", ""
        )


def test_the_ruler_measures_a_hundred_millimetres(qapp: QApplication) -> None:
    page = rendered("a4").min(axis=2)
    row = round((297.0 / 2 + 68.0) * PRINT_PX_PER_MM)
    strip = page[row - 3 : row + 4].min(axis=0) < 128

    assert strip.sum() / PRINT_PX_PER_MM == pytest.approx(100.0, abs=0.8)


def test_no_sheet_is_told() -> None:
    with pytest.raises(NotAssessable, match="phantom_not_found"):
        ArucoPhantoms().find(blank(WIDTH, HEIGHT))


def test_a_sheet_that_is_cut_off_is_told(qapp: QApplication) -> None:
    whole = photographed("a4", 0.0, 2.0).rgb
    with pytest.raises(NotAssessable, match="phantom_not_found"):
        ArucoPhantoms().find(Frame(np.ascontiguousarray(whole[:, 250:])))


def test_a_sheet_that_is_far_away_is_told(qapp: QApplication) -> None:
    near = photographed("a4", 0.0, 2.0).rgb
    small = cv2.resize(near, None, fx=0.12, fy=0.12, interpolation=cv2.INTER_AREA)
    with pytest.raises(NotAssessable, match=r"phantom_(too_small|not_found)"):
        ArucoPhantoms().find(Frame(np.asarray(small, dtype=np.uint8)))
