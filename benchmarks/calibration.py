"""How well the calibration sheet gives the camera back, on pictures of known cameras.

    python run.py bench calibration [--save]

The sheet is drawn through a pinhole camera with lens distortion, blurred, and given uneven light, noise,
and JPEG; the camera's roll, pitch, yaw, and place are drawn at random (seeded). Errors are RMS against the
camera that drew it. `z` is the RMS of error over stated standard error, of roll, pitch, and scale, without
the sheet's hanging: 1 is honest, less is cautious. Rendered paper is flat, hangs true, and is printed at its
size; real paper is not, which the stated errors allow for and these figures do not show.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posture_app.adapters.photos.photo_files import read_photo
from posture_app.adapters.vision.marker_finder import CharucoMarkers
from posture_app.app.assessing import make_eyes, shipped_settings
from posture_app.domain.camera import CameraGeometry
from posture_app.domain.errors import NotAssessable
from posture_app.domain.people import Subject
from posture_app.domain.views import View
from posture_app.services.assessing.assess import analyse_photo
from posture_app.services.ports import Frame
from posture_app.services.room.calibrate import HANGING_SEM_DEG, MarkerSight
from posture_app.services.room.sheets import SHEETS
from tests.sheets import Hung, picture, taken

RESULTS = Path(__file__).parent / "results" / "calibration.md"
LENS = CameraGeometry(720, 1280, 950.0, (367.0, 631.0), (-0.08, 0.02, 0.0005, -0.0005, 0.0))
WIDE = replace(LENS, focal_px=750.0)
DISTANCES_CM = (100, 200, 300, 400)
PICTURES = 4


@dataclass(frozen=True)
class Taking:
    """How well a picture is taken."""

    name: str
    blur_px: float
    noise: float
    gradient: float
    quality: int


GOOD = Taking("good", 0.7, 2.0, 0.2, 90)
POOR = Taking("poor", 1.3, 7.0, 0.6, 65)


@dataclass(frozen=True)
class Tried:
    """One picture: the errors (deg, deg, deg, share) and those of roll, pitch, and scale over their sems."""

    errors: tuple[float, float, float, float]
    z: tuple[float, float, float]


def scenes(
    lens: CameraGeometry, sheet: str, distance: float, taking: Taking
) -> Iterator[tuple[CameraGeometry, Hung, Frame]]:
    chance = np.random.default_rng(int(distance) + 1000 * sorted(SHEETS).index(sheet))
    for seed in range(PICTURES):
        camera = replace(lens, roll_deg=chance.uniform(-4, 4), pitch_deg=chance.uniform(-8, 8))
        right, down = distance * chance.uniform(-0.12, 0.12), distance * chance.uniform(-0.25, 0.25)
        hung = Hung(distance, right, down, yaw_deg=chance.uniform(-10, 10))
        grey = picture(SHEETS[sheet], camera, hung, blur_px=taking.blur_px)
        frame = taken(grey, noise=taking.noise, gradient=taking.gradient, quality=taking.quality, seed=seed)
        yield camera, hung, frame


def tried(sight: MarkerSight, camera: CameraGeometry, hung: Hung) -> Tried:
    errors = (
        sight.roll_deg - camera.roll_deg,
        sight.pitch_deg - camera.pitch_deg,
        sight.yaw_deg - hung.yaw_deg,
        sight.px_per_cm * hung.distance_cm / camera.focal_px - 1.0,
    )
    own = [np.sqrt(one**2 - HANGING_SEM_DEG**2) for one in (sight.roll_sem_deg, sight.pitch_sem_deg)]
    return Tried(errors, (errors[0] / own[0], errors[1] / own[1], errors[3] / sight.scale_sem))


def found(frame: Frame, known: CameraGeometry | None) -> MarkerSight | None:
    try:
        return CharucoMarkers().find(frame, known)
    except NotAssessable:
        return None


def rms(values: list[tuple[float, ...]]) -> list[float]:
    return [float(one) for one in np.sqrt(np.mean(np.square(values), axis=0))]


def row(name: str, results: list[Tried | None]) -> str:
    good = [one for one in results if one is not None]
    if not good:
        return f"| {name} | 0/{len(results)} | – | – | – | – | – |"
    roll, pitch, yaw, scale = rms([one.errors for one in good])
    z = "/".join(f"{one:.1f}" for one in rms([one.z for one in good]))
    worst = max(abs(one.errors[0]) for one in good)
    return (
        f"| {name} | {len(good)}/{len(results)} | {roll:.3f} ({worst:.3f}) | {pitch:.2f} | {yaw:.2f} "
        f"| {100 * scale:.2f} | {z} |"
    )


def walls() -> Iterator[str]:
    yield "| sheet, distance, focal, picture, lens | found | roll ° (worst) | pitch ° | yaw ° | scale % | z |"
    yield "|---|---|---|---|---|---|---|"
    for sheet in ("a4", "a3"):
        for lens, taking in ((LENS, GOOD), (LENS, POOR), (WIDE, GOOD)):
            for distance in DISTANCES_CM:
                known: list[Tried | None] = []
                assumed: list[Tried | None] = []
                for camera, hung, frame in scenes(lens, sheet, distance, taking):
                    true = replace(camera, roll_deg=0.0, pitch_deg=0.0)
                    for results, told in ((known, true), (assumed, None)):
                        sight = found(frame, told)
                        results.append(None if sight is None else tried(sight, camera, hung))
                name = f"{sheet.upper()}, {distance} cm, f {lens.focal_px:.0f} px, {taking.name}"
                print(f"\r{name:<60}", end="", file=sys.stderr, flush=True)
                yield row(f"{name}, lens known", known)
                yield row(f"{name}, lens assumed", assumed)


def lenses() -> Iterator[str]:
    yield "| sheet, views | focal length % | centre px | stated focal sem % |"
    yield "|---|---|---|---|"
    for sheet, distance in (("a4", 55.0), ("a3", 85.0)):
        for views in (5, 10):
            chance = np.random.default_rng(views)
            frames = []
            for seed in range(views):
                camera = replace(LENS, roll_deg=chance.uniform(-30, 30), pitch_deg=chance.uniform(-30, 30))
                right, down = distance * chance.uniform(-0.15, 0.15), distance * chance.uniform(-0.35, 0.35)
                hung = Hung(distance * chance.uniform(0.8, 1.3), right, down, yaw_deg=chance.uniform(-30, 30))
                grey = picture(SHEETS[sheet], camera, hung, blur_px=GOOD.blur_px)
                frames.append(taken(grey, noise=GOOD.noise, gradient=0.2, quality=90, seed=seed))
            try:
                lens = CharucoMarkers().lens(frames, "bench")
            except NotAssessable as trouble:
                yield f"| {sheet.upper()}, {views} | {trouble.code} | – | – |"
                continue
            off = np.hypot(*np.subtract(lens.geometry.centre_px, LENS.centre_px))
            focal = 100.0 * (lens.geometry.focal_px / LENS.focal_px - 1.0)
            yield f"| {sheet.upper()}, {views} | {focal:+.2f} | {off:.1f} | {100 * lens.focal_sem:.2f} |"


def cost() -> str:
    """Tell what looking for a sheet that is not there costs every photograph."""
    photo = sorted((Path(__file__).resolve().parents[1] / "resources" / "demo").glob("*.jpg"))[0]
    frame, eyes, settings = read_photo(photo), make_eyes(), shipped_settings()
    view = next(one for one in View if one.value in photo.name) if "side" not in photo.name else View.SIDE
    whole, quick = [], []
    for _ in range(5):
        begun = time.perf_counter()
        analyse_photo(frame, view, Subject(), replace(eyes, markers=None), settings)
        whole.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        CharucoMarkers().find(frame, quick=True)
        quick.append(time.perf_counter() - begun)
    share = 100.0 * statistics.median(quick) / statistics.median(whole)
    return f"Looking for a sheet that is not there adds {share:.0f} % to the analysis of a photograph."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help=f"write {RESULTS.name}")
    wanted = parser.parse_args()
    lines = ["# The calibration sheet", "", *(" ".join(part.split()) for part in __doc__.split("\n\n")[2:])]
    lines += ["", f"Pictures of 720 × 1280; {PICTURES} a row; seeded.", ""]
    lines += ["## The room: one picture of the sheet on the wall", "", *walls(), ""]
    lines += ["## The lens: several pictures of the sheet held at angles", "", *lenses(), ""]
    lines += ["## What it costs", "", cost()]
    text = "\n".join(lines) + "\n"
    print(file=sys.stderr)
    print(text)
    if wanted.save:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
