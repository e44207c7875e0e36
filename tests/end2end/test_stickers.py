"""Stickers drawn on the demonstration's people, through the command line with the real models."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.app import make_program
from posture_app.app.assessing import shipped_settings
from posture_app.cli import run
from posture_app.domain.people import Subject
from posture_app.domain.stickers import body_cm_px, expected_stickers
from posture_app.domain.views import View
from posture_app.services.assessing.assess import Eyes, analyse_photo
from posture_app.services.ports import Frame
from tests.drawn_stickers import COLOURS, Condition, Sticker, drawn, photographed

pytestmark = pytest.mark.model


def stuck(eyes: Eyes, photo: Path, names: set[str]) -> tuple[Frame, dict[str, Sticker]]:
    """Stick green dots on a photographed person, 1 cm beside where they are expected."""
    settings = replace(shipped_settings(), repeats=2)
    analysis, frame = analyse_photo(read_photo(photo), View.FRONT, Subject(), eyes, settings)
    points = analysis.body.person.keypoints
    scale = body_cm_px(points)
    dots = {
        one.landmark.name.lower(): Sticker(
            one.xy_px[0] + 0.3, one.xy_px[1] + scale, 0.95 * scale, COLOURS["green"]
        )
        for one in expected_stickers(points, analysis.facing)
        if one.landmark.name in names
    }
    return photographed(drawn(frame.rgb, list(dots.values())), Condition(jpeg=90), 1), dots


def assessed(eyes: Eyes, frame: Frame, folder: Path, *more: str) -> dict[str, Any]:
    desk = replace(make_program().desk, make_eyes=lambda: eyes, read_photo=lambda path: frame)
    program = replace(make_program(), desk=desk)
    arguments = ["assess", "--front", "any.jpg", "--repeats", "2", "-o", str(folder), *more]
    assert run(arguments, program) == 0
    written: dict[str, Any] = json.loads((folder / "assessment.json").read_text("utf-8"))
    return written


def test_stickers_are_taken_on_the_callers_word_only(eyes: Eyes, demo: Path, tmp_path: Path) -> None:
    chain = {
        f"{side}_{name}" for side in ("LEFT", "RIGHT") for name in ("ASIS", "PATELLA", "TIBIAL_TUBERCLE")
    }
    frame, dots = stuck(eyes, demo / "kim_front.jpg", chain)
    without = assessed(eyes, frame, tmp_path / "off")
    assert "sticker" not in {one["source"] for one in without["views"]["front"]["keypoints"].values()}
    taken = assessed(eyes, frame, tmp_path / "accept", "--stickers", "accept")
    found = {
        name: one for name, one in taken["views"]["front"]["keypoints"].items() if one["source"] == "sticker"
    }
    assert set(found) == set(dots)
    for name, one in found.items():
        assert np.hypot(one["x"] - dots[name].x, one["y"] - dots[name].y) < 1.0
    assert "stickers_unseen" in [one["code"] for one in taken["views"]["front"]["messages"]]
    values = {one["id"]: one for one in taken["measures"]}
    for side in ("left", "right"):
        hip, knee, shin = (
            np.array([dots[f"{side}_{name}"].x, dots[f"{side}_{name}"].y])
            for name in ("asis", "patella", "tibial_tubercle")
        )
        thigh, leg = knee - hip, shin - knee
        turn = np.degrees(np.arctan2(thigh[0] * leg[1] - thigh[1] * leg[0], thigh @ leg))
        outwards = -turn if side == "left" else turn
        assert values[f"{side}_q_angle"]["value"] == pytest.approx(outwards, abs=2.0)
    assert values["pelvic_tilt"]["class"] == "gradable"
